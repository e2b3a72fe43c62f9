import Content
import Diagnostics
import SiteRender
import SiteShell
import Text
import Web

extension Preview {
  mutating func answer(to request: Request) -> Response {
    guard request.target.utf8.count <= RequestPath.longest else {
      return .plain(414, "The address is too long.")
    }
    guard let path = RequestPath(request.target) else {
      return .plain(400, "This is no address of a page.")
    }
    guard let current else {
      if case .own(let name) = Route(path, basePath: "", output: { _ in nil }) {
        return own(name, path, request)
      }
      return mistakesPage(blocked, status: 503)
    }
    switch current.route(path) {
    case .own(let name): return own(name, path, request)
    case .redirect(let status, let address): return .redirect(status, to: address)
    case .outside:
      return .plain(404, "There is nothing here. The site is below \(current.basePath)/")
    case .nothing:
      return notFoundPage().map { html($0, request, status: 404) } ?? .notFound
    case .output(let output): return answer(request, with: output, of: current)
    }
  }

  private mutating func answer(
    _ request: Request, with output: Output, of snapshot: SiteSnapshot
  ) -> Response {
    if let shown = page(at: output) { return html(shown, request, status: 200) }
    let type = contentType(of: output.path.text)
    if case .copy(let file) = output.recipe {
      guard let path = try? workspace.spelledPath("content/" + file),
        let handle = FileHandle(path, in: workspace.folder)
      else {
        return .plain(404, "The file content/\(file) cannot be read.")
      }
      let entity = Entity(type: type, tag: handle.tag, length: handle.length)
      return Previewing.answer(request, with: entity) { .file(handle, $0) }
    }
    let made = pages.bytes(of: output, of: snapshot)
    if output.smallerPicture != nil && made.bytes.isEmpty {
      return .plain(404, "The picture cannot be made smaller. A build says why.")
    }
    let entity = Entity(type: type, tag: made.tag, length: made.bytes.count)
    return Previewing.answer(request, with: entity) { .bytes(SharedBytes([made.bytes[$0]])) }
  }

  private func html(_ shown: ShownPage, _ request: Request, status: Int) -> Response {
    guard let html = shown.html else {
      return mistakesPage(shown.mistakes, status: status == 200 ? 500 : status)
    }
    let bytes = withScript(html.bytes, tag: html.tag)
    let entity = Entity(
      status: status, type: "text/html; charset=utf-8", tag: html.tag, length: bytes.count)
    return Previewing.answer(request, with: entity) { .bytes(bytes[$0]) }
  }

  // MARK: The preview's own files

  private mutating func own(_ name: String, _ path: RequestPath, _ request: Request) -> Response {
    switch name {
    case "preview.js":
      let script = PackageResources.preview_js
      let entity = Entity(
        type: contentType(of: name), tag: Fingerprint(script).text, length: script.count)
      return Previewing.answer(request, with: entity) { .bytes(SharedBytes([script[$0]])) }
    case "events":
      guard let page = path.parameter("path") else { return .plain(400, "Which page is it?") }
      let (messages, sender) = AsyncStream.makeStream(
        of: [UInt8].self, bufferingPolicy: .bufferingNewest(16))
      let answer = Response(200, "text/event-stream", .messages(messages))
      if !request.isHead { connect(Browser(path: page, messages: sender)) }
      return answer
    default: return .notFound
    }
  }

  /// A plain page with mistakes, where there is no page that could be shown under them. The preview's
  /// script loads it again as soon as there is one.
  private func mistakesPage(_ mistakes: [Diagnostic], status: Int) -> Response {
    let words = mistakes.withExcerpts { workspace.source($0) }.map { $0.consoleForm() }
    var html = ByteBuffer()
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    html.append("<meta name=\"viewport\" content=\"width=device-width\">\n")
    html.append("<title>This page has mistakes</title>\n</head>\n<body>\n")
    html.append("<h1>This page has mistakes</h1>\n")
    html.append("<p>It is shown as soon as they are mended.</p>\n<pre>")
    html.append(escaping: words.joined(separator: "\n\n"), as: .template)
    html.append("</pre>\n</body>\n</html>\n")
    return Response(
      status, "text/html; charset=utf-8", .bytes(withScript(html.bytes, tag: ShownPage.noTag)),
      headers: [
        (
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; connect-src 'self'"
        )
      ])
  }
}
