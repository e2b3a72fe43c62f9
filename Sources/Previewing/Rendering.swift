import Content
import Diagnostics
import SiteRender
import SiteShell
import Web

// Outputs are rendered in threads of their own: a template may take seconds, and whoever asks for another page
// meanwhile is answered at once. What needs an output waits for it in the loop's own memory and is done again from its
// beginning, since the site may have changed by then.

/// What the preview rendered, to be kept.
enum MadeOutput: Sendable {
  case page(RenderedPage)
  case other(TaggedBytes)
}

/// The outputs that are being rendered, and what is to be done when they are there.
struct Renderings {
  typealias Action = (inout Preview) -> Void

  fileprivate var waiting: [OutputPath: [Action]] = [:]
  fileprivate var queued: [OutputPath] = []
  fileprivate var running = 0

  /// More slow pages than this are rendered one after the other.
  fileprivate static let most = 8
}

extension Preview {
  /// Answers a request, as soon as what it asks for is rendered.
  mutating func answer(_ request: Request, _ reply: @escaping @Sendable (Response) -> Void) {
    guard let missing = unrendered(for: request) else { return reply(answer(to: request)) }
    render(missing) { $0.answer(request, reply) }
  }

  /// Informs a browser, as soon as its page is rendered.
  ///
  /// - Parameter change: `nil` if only what is known of the other pages has changed.
  mutating func tell(_ number: Int, _ change: TakenChange?) {
    guard let browser = browsers[number] else { return }
    if let missing = unrendered(output(atAddress: browser.path)) {
      return render(missing) { $0.tell(number, change) }
    }
    browser.send(change.map { message(to: browser, after: $0) } ?? state(for: browser.path))
  }

  /// Keeps what was rendered, and does what waited for it.
  mutating func take(_ made: MadeOutput, at path: OutputPath, ofSnapshot number: Int) {
    if number == current?.number { pages.keep(made, at: path) }
    renderings.running -= 1
    goOn(at: path)
    while renderings.running < Renderings.most, !renderings.queued.isEmpty {
      goOn(at: renderings.queued.removeFirst())
    }
  }

  private mutating func goOn(at path: OutputPath) {
    for action in renderings.waiting.removeValue(forKey: path) ?? [] { action(&self) }
  }

  private mutating func render(_ output: Output, then action: @escaping Renderings.Action) {
    guard let current else { return }
    let path = output.path
    let isExpected = renderings.waiting[path] != nil
    renderings.waiting[path, default: []].append(action)
    if isExpected { return }
    guard renderings.running < Renderings.most else { return renderings.queued.append(path) }
    renderings.running += 1
    let work: @Sendable () -> Void = { [queue] in
      queue.yield(.rendered(current.make(output), path, snapshot: current.number))
    }
    do throws(WorkspaceError) { try startThread(work) } catch { work() }
  }

  // MARK: What a request needs

  private func unrendered(for request: Request) -> Output? {
    guard request.target.utf8.count <= RequestPath.longest, let path = RequestPath(request.target),
      let current
    else { return nil }
    switch current.route(path) {
    case .output(let output): return unrendered(output)
    case .nothing: return unrendered(notFoundOutput)
    case .own: return unrendered(path.parameter("path").flatMap(output))
    case .redirect, .outside: return nil
    }
  }

  private func unrendered(_ output: Output?) -> Output? {
    guard let output, output.copiedFile == nil, !pages.has(output.path) else { return nil }
    return output
  }
}

extension SiteSnapshot {
  fileprivate func make(_ output: Output) -> MadeOutput {
    if let id = output.recipe.page { return .page(page(at: output, id)) }
    return .other(TaggedBytes(bytes(of: output)))
  }
}
