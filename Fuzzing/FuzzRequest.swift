// Feeds bytes to what the preview reads of a request before it looks for a page: its address and its range. What
// must not happen is a crash, or a path or range that leads outside.

import FuzzSupport
import Previewing

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let text = unsafe String(decoding: bytes(start, count), as: UTF8.self)
  if let path = RequestPath(text)?.path {
    expect(path.utf8.first == UInt8(ascii: "/"), "a path doesn't begin with a slash")
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    expect(!parts.contains { [".", ".."].contains(String($0)) }, "a path leads upwards")
    expect(!path.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "a path has a control character")
  }
  for length in [0, 1, 1000] {
    if case .part(let range) = ByteRange(text, length: length) {
      expect(range.lowerBound >= 0 && range.upperBound <= length, "a range is outside the file")
    }
  }
  return 0
}
