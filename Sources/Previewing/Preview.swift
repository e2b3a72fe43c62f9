// The preview: renders the page that is asked for from the site in memory, and informs the browsers when
// it has changed. Nothing is written but smaller pictures, which a build makes as well.
//
// Everything that lives on has one owner, the loop below: files change, browsers ask, come and leave,
// one after the other. Rendering, looking at all pages and sending files are done outside, since each may take long,
// and come back as events.

import Cards
import Content
import Diagnostics
import Importing
import Pictures
import SiteModel
import SiteRender
import SiteSettings
package import SiteShell

/// Serves the preview until the program is ended.
package func preview(
  _ workspace: Workspace, _ options: PreviewOptions,
  report: @escaping @Sendable (PreviewNews) -> Void
) async throws(WorkspaceError) {
  let (events, queue) = AsyncStream.makeStream(of: PreviewEvent.self)
  let server = try await PreviewServer.start(host: options.host, ports: options.ports) { request in
    await withCheckedContinuation { answer in
      queue.yield(.asked(request) { answer.resume(returning: $0) })
    }
  } ended: {
    queue.yield(.serverEnded($0))
  }
  try watch(workspace) { changes, failure in
    queue.yield(.filesChanged(changes))
    if let failure { queue.yield(.refused(failure)) }
  }

  var preview = Preview(workspace, options, queue)
  await preview.rebuild(after: .everything)
  let address = server.host.address + preview.homePath
  let isUsualPortTaken = options.port == nil && server.host.port != PreviewOptions.usualPort
  report(.ready(address: address, isUsualPortTaken: isUsualPortTaken))
  if options.opensBrowser {
    do throws(WorkspaceError) { try openBrowser(at: address) } catch { report(.failure(error)) }
  }

  for await event in events {
    switch event {
    case .filesChanged(let changes):
      await preview.rebuild(after: changes)
      report(.changed(preview.timings))
    case .refused(let failure): report(.failure(failure))
    case .asked(let request, let reply): preview.answer(request, reply)
    case .rendered(let made, let path, let snapshot):
      preview.take(made, at: path, ofSnapshot: snapshot)
    case .serverEnded(let failure): throw failure
    case .browserLeft(let browser): preview.browsers[browser] = nil
    case .checked(let check): preview.take(check, report)
    }
  }
}

/// A change that was taken in, with what a browser had before.
struct TakenChange {
  var changes: FileChanges
  /// The page that the browser has.
  var sent: TaggedBytes?
  /// The style sheets of the site before the change.
  var styleSheets: [String: String]
}

/// What the preview remembers.
struct Preview {
  let workspace: Workspace
  let options: PreviewOptions
  let queue: AsyncStream<PreviewEvent>.Continuation

  private var tree: Diagnosed<InputTree>?
  /// The files of the tree by their paths from the site's folder.
  private var known: Set<String> = []
  private let memory = ReadingMemory()
  private let pictures = PictureMemory()
  /// What there is to make smaller pictures with, looked for when the site first has pictures.
  private var encoder: PictureEncoder??
  /// What has changed and was not read yet, because reading failed.
  private var unread = FileChanges.paths([])
  /// The site as the files are now, as far as they make one.
  private(set) var current: SiteSnapshot?
  /// Why the files as they are now make no site: then `current` is the last one that there was.
  private(set) var blocked: [Diagnostic] = []
  private var check: SiteCheck?
  /// What there is to draw cards with; `nil` until a site has some.
  private var cardPrograms: CardRendererSearch?
  private var checking: CheckRun?
  private var reportedMistakes: [Diagnostic] = []
  var pages = PageStore()
  var renderings = Renderings()
  var browsers: [Int: Browser] = [:]
  private var browserCount = 0
  private(set) var changeCount = 0
  /// What the latest change cost.
  private(set) var timings = Timings()

  init(
    _ workspace: Workspace, _ options: PreviewOptions,
    _ queue: AsyncStream<PreviewEvent>.Continuation
  ) {
    self.workspace = workspace
    self.options = options
    self.queue = queue
  }

  var homePath: String { (current?.basePath ?? "") + "/" }

  // MARK: Changes

  /// Reads what has changed, assembles the site again and informs the browsers.
  mutating func rebuild(after changes: FileChanges) async {
    let changes = changes.composed
    unread.formUnion(changes)
    changeCount += 1
    timings = Timings()
    let before = current
    // Open pages were shown after the change before this one, so what was sent is in the store.
    let sent = browsers.mapValues { sentPage(atAddress: $0.path) }
    do throws(WorkspaceError) {
      try await read()
    } catch {
      blocked = [.error(ShellCode.unreadableFile, error.message, help: error.help)]
    }
    startCheck()
    let styleSheets = browsers.isEmpty ? [:] : before?.site.styleSheets ?? [:]
    for number in browsers.keys.sorted() {
      tell(
        number,
        TakenChange(changes: changes, sent: sent[number] ?? nil, styleSheets: styleSheets))
    }
    if current !== before { release(before) }
  }

  /// Frees something large in the background, since freeing a site takes as long as assembling it.
  private func release(_ value: some Sendable) {
    Task.detached(priority: .background) { withExtendedLifetime(value) {} }
  }

  private mutating func read() async throws(WorkspaceError) {
    let tree = try listAgain()
    timings.lap("list")
    await memory.expect(unread)
    let read = try await workspace.parse(tree.value, options.parse, memo: memory)
    timings.lap("read and parse")
    let ofSettings = read.diagnostics.filter { $0.sitePart == .settings }
    if ofSettings.hasErrors {
      // Other files may not have been looked at, so they are expected to have changed until they are.
      blocked = ofSettings.inReadingOrder()
      return
    }
    unread = .paths([])
    let now = options.now ?? .instant(secondsSince1970())
    let workshop = PictureWorkshop(DiskFiles(workspace: workspace, tree: tree.value))
    let site = try assembled(read.value, now, workshop)
    timings.lap("assemble")
    let outputs = plan(site.value)
    timings.lap("plan")
    let snapshot = SiteSnapshot(
      number: (current?.number ?? 0) + 1, site: site.value,
      outputs: site.value.withholding(outputs.value).published,
      diagnostics: tree.diagnostics + read.diagnostics + site.diagnostics + outputs.diagnostics,
      pictures, workshop)
    current = snapshot
    blocked = []
    pages.beginSnapshot()
    release(read)
    timings.lap("index")
  }

  private mutating func assembled(
    _ files: SiteFiles, _ now: BuildTime, _ workshop: PictureWorkshop
  ) throws(WorkspaceError) -> Diagnosed<Site> {
    var options = AssembleOptions(now: now, includesDrafts: true)
    options.pictureEncoder = encoder ?? nil
    options.cardRenderer = try cardRenderer(for: files)
    let site = assemble(files, options)
    guard encoder == nil, site.value.mayShowPictures(files) else { return site }
    let found = try workshop.encoder().encoder
    let usable = found != nil && workshop.canKeep() ? found : nil
    encoder = .some(usable)
    guard let usable else { return site }
    options.pictureEncoder = usable
    return assemble(files, options)
  }

  /// What draws cards. The programs are asked for once: they stay what they are while a preview runs.
  private mutating func cardRenderer(for files: SiteFiles) throws(WorkspaceError) -> CardRenderer? {
    guard files.configuration.drawsCards else { return nil }
    if cardPrograms == nil { cardPrograms = try CardRendererSearch(fonts: []) }
    return cardPrograms?.renderer.map {
      CardRenderer(version: $0.version, fonts: files.cardFonts)
    }
  }

  /// The files of the site. Walks the folders only if a change can have made or removed one.
  private mutating func listAgain() throws(WorkspaceError) -> Diagnosed<InputTree> {
    if let tree, case .paths(let paths) = unread, try isTree(tree, sameAfter: paths) { return tree }
    let tree = try workspace.listInputs()
    self.tree = tree
    known = Set(
      ["site.yaml"] + tree.value.content.map { "content/" + $0 }
        + tree.value.templates.map { "templates/" + $0 })
    return tree
  }

  /// Whether each path that was touched is a file that was there and is, or was nothing and is nothing:
  /// editors make files for a moment.
  private func isTree(
    _ tree: Diagnosed<InputTree>, sameAfter paths: Set<String>
  ) throws(WorkspaceError) -> Bool {
    for path in paths {
      let status = try FileSystem.status(workspace.path(path), followingLinks: false)
      let isSame =
        known.contains(path)
        ? status?.kind == .file : status == nil && tree.diagnostics.isEmpty && !isFolder(path)
      if !isSame { return false }
    }
    return true
  }

  /// Whether it was a folder with files of the site in it.
  private func isFolder(_ path: String) -> Bool {
    known.contains { $0.utf8.starts(with: (path + "/").utf8) }
  }

  // MARK: The whole site

  private mutating func startCheck() {
    checking?.cancel()
    guard let current, blocked.isEmpty else { return }
    let run = CheckRun()
    checking = run
    do throws(WorkspaceError) {
      try run.start { [workspace, queue] run in
        if let check = Previewing.check(current, workspace, run) { queue.yield(.checked(check)) }
      }
    } catch {
      queue.yield(.refused(error))
    }
    if check?.snapshot != current.number { check = nil }
  }

  /// Takes in what was found on pages that nobody looks at.
  mutating func take(_ check: SiteCheck, _ report: (PreviewNews) -> Void) {
    guard check.snapshot == current?.number else { return }
    self.check = check
    if check.mistakes != reportedMistakes {
      report(.mistakes(check.mistakes))
      reportedMistakes = check.mistakes
    }
    for number in browsers.keys.sorted() { tell(number, nil) }
  }

  // MARK: Pages

  /// The page at an address as a browser asks for it, and what is wrong with it.
  mutating func page(atAddress address: String) -> ShownPage? {
    output(atAddress: address).flatMap { page(at: $0) }
  }

  /// The page that is shown where there is nothing at an address.
  mutating func notFoundPage() -> ShownPage? { notFoundOutput.flatMap { page(at: $0) } }

  var notFoundOutput: Output? { current?.output(at: "404.html") }

  /// - Returns: `nil` if the output is not a page.
  mutating func page(at output: Output) -> ShownPage? {
    guard let current, let id = output.recipe.page else { return nil }
    return pages.page(at: output, id, of: current, blocked: blocked)
  }

  /// The page at an address as it was last sent without mistakes, not rendered again.
  private func sentPage(atAddress address: String) -> TaggedBytes? {
    output(atAddress: address).flatMap { pages.lastGood(at: $0.path) }
  }

  /// The output that a browser is shown at an address.
  func output(atAddress address: String) -> Output? {
    guard let current, let path = RequestPath(address) else { return nil }
    switch current.route(path) {
    case .output(let output): return output
    case .nothing, .outside: return notFoundOutput
    case .own, .redirect: return nil
    }
  }

  // MARK: Browsers

  mutating func connect(_ browser: Browser) {
    browserCount += 1
    let number = browserCount
    browser.messages.onTermination = { [queue] _ in queue.yield(.browserLeft(number)) }
    browsers[number] = browser
    browser.send(state(for: browser.path))
  }

  /// What a browser is told of a change.
  mutating func message(to browser: Browser, after change: TakenChange) -> BrowserMessage {
    var message = state(for: browser.path)
    if let current, let sent = change.sent, sent.tag != message.tag,
      let shown = page(atAddress: browser.path)?.html
    {
      let sheets = current.site.styleSheets
      if differOnlyInStyleSheets(sent.bytes, change.styleSheets, shown.bytes, sheets) {
        message.styleSheets = movedStyleSheets(from: change.styleSheets, to: sheets)
      }
    }
    if let current, case .paths(let paths) = change.changes {
      message.files = current.files(changedBy: paths)
      if options.follows { message.follow = current.pageToFollow(after: paths) }
    }
    return message
  }

  func stateOfCheck() -> SiteCheck? { check?.snapshot == current?.number ? check : nil }
}
