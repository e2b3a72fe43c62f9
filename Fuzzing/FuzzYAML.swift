// Feeds bytes to the reader of front matter, settings and data. What must not happen is a crash, a hang, or a location outside the
// file; a diagnostic is a good end.

import Diagnostics
import FuzzSupport
import SourceFormats

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = unsafe bytes(start, count)
  // What reads files refuses bytes that are no UTF-8.
  guard String(validating: bytes, as: UTF8.self) != nil else { return -1 }
  let source = SourceText(file: "page.yaml", bytes: bytes, firstLine: 3)
  let read = parseYAML(source)
  check(read.diagnostics, in: source)
  if let node = read.value { check(node.location, in: source) }
  return 0
}
