import Diagnostics

/// The first thing in a document that would take the parser far more time or memory than the
/// document's size: one of the few ways in which its work is not linear.
func findExcess(in bytes: Bytes, of source: SourceText) -> Diagnostic? {
  nil
}

func contains(_ bytes: Bytes, _ first: UInt8, _ second: UInt8) -> Bool {
  var start = 0
  while let found = bytes[start...].firstIndex(of: first) {
    if found + 1 < bytes.count && bytes[found + 1] == second { return true }
    start = found + 1
  }
  return false
}
