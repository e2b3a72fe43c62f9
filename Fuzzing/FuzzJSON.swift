// Feeds bytes to the reader of JSON. What must not happen is a crash, a hang, or a location outside the
// file; a diagnostic is a good end.

import Content
import Diagnostics
import FuzzSupport

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = unsafe bytes(start, count)
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
