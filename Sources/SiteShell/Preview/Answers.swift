import Content
import Diagnostics
import SiteRender
import Text

extension Preview {
  mutating func answer(to request: Request) -> Answer {
    guard request.target.utf8.count <= RequestPath.longest else {
      return .plain(414, "The address is too long.")
    }
    guard let path = RequestPath(request.target) else {
      return .plain(400, "This is no address of a page.")
    }
    let current = current
    let route = Route(path, basePath: current?.basePath ?? "") { current?.output(at: $0) != nil }
    if case .own(let name) = route { return own(name, path, request) }
    guard let current else { return mistakesPage(blocked, status: 503) }
    switch route {
    case .own: return .notFound
    case .redirect(let status, let address): return .redirect(status, to: address)
    case .outside:
      return .plain(404, "There is nothing here. The site is below \(current.basePath)/")
    case .nothing:
      return page(at: "404.html").map { html($0, request, status: 404) } ?? .notFound
    case .output(let file):
      return current.output(at: file).map { answer(request, with: $0, of: current) } ?? .notFound
    }
  }

  private mutating func answer(
    _ request: Request, with output: Output, of edition: Edition
  ) -> Answer {
    if let shown = page(at: output.path) { return html(shown, request, status: 200) }
    let type = contentType(of: output.path)
    if case .copy(let file) = output.recipe {
      guard let handle = FileHandle(workspace.path("content/" + file), in: workspace.folder) else {
        return .plain(404, "The file content/\(file) cannot be read.")
      }
      let entity = Entity(type: type, tag: handle.tag, length: handle.length)
      return SiteShell.answer(request, with: entity) { .file(handle, $0) }
    }
    let bytes = pages.bytes(of: output, of: edition)
    let entity = Entity(type: type, tag: Fingerprint(bytes).text, length: bytes.count)
    return SiteShell.answer(request, with: entity) { .bytes(Array(bytes[$0])) }
  }

  private func html(_ shown: ShownPage, _ request: Request, status: Int) -> Answer {
    guard let html = shown.html else {
      return mistakesPage(shown.mistakes, status: status == 200 ? 500 : status)
    }
    let bytes = withScript(html, tag: shown.tag)
    let entity = Entity(
      status: status, type: "text/html; charset=utf-8", tag: shown.tag, length: bytes.count)
    return SiteShell.answer(request, with: entity) { .bytes(Array(bytes[$0])) }
  }

  // MARK: The preview's own files

  private mutating func own(_ name: String, _ path: RequestPath, _ request: Request) -> Answer {
    switch name {
    case "preview.js":
      let script = PackageResources.preview_js
      let entity = Entity(
        type: contentType(of: name), tag: Fingerprint(script).text, length: script.count)
      return SiteShell.answer(request, with: entity) { .bytes(Array(script[$0])) }
    case "events":
      guard let page = path.parameter("path") else { return .plain(400, "Which page is it?") }
      let (messages, sender) = AsyncStream.makeStream(
        of: [UInt8].self, bufferingPolicy: .bufferingNewest(16))
      let answer = Answer(200, "text/event-stream", .messages(messages))
      if !request.isHead { connect(Browser(path: page, messages: sender)) }
      return answer
    default: return .notFound
    }
  }

  /// A plain page with mistakes, where there is no page that could be shown under them. The preview's
  /// script loads it again as soon as there is one.
  private func mistakesPage(_ mistakes: [Diagnostic], status: Int) -> Answer {
    let words = mistakes.withExcerpts { workspace.source($0) }.map { $0.consoleForm() }
    var html = ByteBuffer()
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    html.append("<meta name=\"viewport\" content=\"width=device-width\">\n")
    html.append("<title>This page has mistakes</title>\n</head>\n<body>\n")
    html.append("<h1>This page has mistakes</h1>\n")
    html.append("<p>It is shown as soon as they are mended.</p>\n<pre>")
    html.append(escaping: words.joined(separator: "\n\n"), as: .template)
    html.append("</pre>\n</body>\n</html>\n")
    return Answer(
      status, "text/html; charset=utf-8", .bytes(withScript(html.bytes, tag: ShownPage.noTag)),
      headers: [
        (
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; connect-src 'self'"
        )
      ])
  }
}
