// Feeds bytes to the reader of front matter, settings and data. What must not happen is a crash, a hang, or a location outside the
// file; a diagnostic is a good end.

import Content
import Diagnostics

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  // What reads files refuses bytes that are no UTF-8.
  guard String(validating: bytes, as: UTF8.self) != nil else { return -1 }
  let source = SourceText(file: "page.yaml", bytes: bytes, firstLine: 3)
  let read = parseYAML(source)
  check(read.diagnostics, in: source)
  if let node = read.value { check(node.location, in: source) }
  return 0
}

private func check(_ diagnostics: [Diagnostic], in source: SourceText) {
  for diagnostic in diagnostics.prefix(20) {
    _ = diagnostic.consoleForm()
    if let location = diagnostic.location { check(location, in: source) }
  }
}

private func check(_ location: SourceLocation, in source: SourceText) {
  guard location.line > 0 else { return }
  // What is missing at the end of a file is missing in the line after it.
  if source.line(location.line) ?? source.line(location.line - 1) == nil {
    fatalError("\(location) is in no line")
  }
}
