package import Diagnostics

/// The bytes that libFuzzer hands over.
@unsafe package func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
  unsafe Array(UnsafeBufferPointer(start: start, count: count))
}

/// Like `precondition`, but prints its message in release builds, too.
package func expect(_ isTrue: Bool, _ message: @autoclosure () -> String) {
  if !isTrue { fatalError(message()) }
}

package func expectUTF8(_ bytes: [UInt8]) {
  expect(String(validating: bytes, as: UTF8.self) != nil, "this is no UTF-8")
}

/// Each of the first diagnostics can be printed, and is about a line of the file.
package func check(_ diagnostics: [Diagnostic], in source: SourceText) {
  for diagnostic in diagnostics.prefix(20) {
    _ = diagnostic.consoleForm()
    if let location = diagnostic.location { check(location, in: source) }
  }
}

package func check(_ location: SourceLocation, in source: SourceText) {
  guard location.line > 0 else { return }
  // What is missing at the end of a file is missing in the line after it.
  expect(
    (source.line(location.line) ?? source.line(location.line - 1)) != nil,
    "\(location) is in no line")
}
