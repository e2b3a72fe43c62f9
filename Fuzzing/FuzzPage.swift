// Feeds bytes to a whole site as its settings, a page, a section, a spreadsheet or data, and as a spreadsheet or
// a planner's export to import. What must not happen is a crash, a hang, a location outside the file, or a
// page that is no UTF-8; a diagnostic is a good end.

import Content
import Diagnostics
import Dispatch
import FuzzSupport
import Importing
import SiteModel
import SiteRender
import SiteViews
import Synchronization

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  var text = unsafe bytes(start, count)
  // The last byte chooses the file, so that one corpus serves all of them.
  let choice = Int(text.popLast() ?? 0) % (places.count + 2)
  if choice < places.count {
    build(Files(text, at: places[choice]))
  } else {
    let source = SourceText(file: "export", bytes: text)
    let imported =
      choice == places.count
      ? importTable(source, into: ImportTarget(emptySite), TableOptions())
      : importSchedule(source, into: ImportTarget(emptySite))
    check(imported.diagnostics, in: source)
  }
  return 0
}

private let places = [
  "content/programme/a.md", "content/programme/_index.md", "content/speakers/_pages.csv",
  "content/speakers/_pages.yaml", "site.yaml", "content/_data/d.json", "templates/strings/en.yaml",
]

private let emptySite = waiting { await parsed(Files([], at: "content/b.md")).value }

private func parsed(_ files: Files) async -> Diagnosed<SiteFiles> {
  await read(files, ParseOptions(), templateNames, templateEnvironment)
}

private func build(_ files: Files) {
  let source = SourceText(file: files.path, bytes: files.written)
  let read = waiting { await parsed(files) }
  let options = AssembleOptions(now: BuildTime.instant(1_348_000_000))
  let site = assemble(read.value, options)
  let outputs = plan(site.value)
  let found = (read.diagnostics + site.diagnostics + outputs.diagnostics)
  check(found.filter { $0.location?.file == files.path }, in: source)
  guard !found.hasErrors else { return }
  for output in outputs.value {
    if case .copy = output.recipe { continue }
    expectUTF8(render(output, of: site.value).value)
  }
}

/// Waits for what other threads do.
private func waiting<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) -> Result {
  let pending = Pending<Result>()
  Task.detached {
    let value = await work()
    pending.result.withLock { $0 = value }
    pending.isDone.signal()
  }
  pending.isDone.wait()
  return pending.result.withLock { $0 }!
}

private final class Pending<Result: Sendable>: Sendable {
  let result = Mutex<Result?>(nil)
  let isDone = DispatchSemaphore(value: 0)
}

/// The files of a small site, one of which holds the bytes.
private struct Files: FileSource {
  let path: String
  let written: [UInt8]
  private let texts: [String: [UInt8]]
  let tree: InputTree

  init(_ bytes: [UInt8], at path: String) {
    self.path = path
    written = bytes
    var texts = [
      "site.yaml": "title: T\nbase_url: https://example.org/\n",
      "content/_index.md": "---\ntitle: Home\n---\n",
      "content/programme/_index.md":
        "---\ntitle: P\nprogramme: true\ndefaults: {kind: session}\n---\n",
      "content/speakers/_index.md": "---\ntitle: S\ndefaults: {kind: speaker}\n---\n",
      "content/speakers/ada.md": "---\ntitle: Ada\n---\n[a](../_index.md)\n",
      "templates/page.html": "{{ page.title }} {{ page.content }}",
      "templates/strings/en.yaml": "not_found: {title: Not found}\n",
    ].mapValues { Array($0.utf8) }
    texts[path] = bytes
    self.texts = texts
    func below(_ folder: String) -> [String] {
      texts.keys.filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }.sorted()
    }
    tree = InputTree(content: below("content/"), templates: below("templates/"))
  }

  func bytes(of path: String) -> [UInt8] { texts[path] ?? [] }
  func facts(of path: String) -> FileFacts? { nil }
}
