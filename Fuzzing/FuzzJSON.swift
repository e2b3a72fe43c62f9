// Feeds bytes to the reader of JSON. What must not happen is a crash, a hang, or a location outside the
// file; a diagnostic is a good end.

import Content
import Diagnostics
import Web

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  // What reads files refuses bytes that are no UTF-8.
  guard String(validating: bytes, as: UTF8.self) != nil else { return -1 }
  let source = SourceText(file: "data.json", bytes: bytes, firstLine: 3)
  check(parseJSON(source).diagnostics, in: source)
  let read = parseJSONNode(source)
  check(read.diagnostics, in: source)
  if let range = read.value?.range, range.upperBound > count {
    fatalError("a value ends after the text")
  }
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
  if source.line(location.line) == nil { fatalError("\(location) is in no line") }
}
