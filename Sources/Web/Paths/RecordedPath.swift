import Text

// How records of what Lectern wrote name files: one line for each, whatever is in the name.

extension OutputPath {
  /// The path in one line: a backslash and a line feed are written as `\\` and `\n`.
  package var recordedForm: String { inOneLine(text) }

  /// Reads a path as `recordedForm` writes it. `nil` for anything else, and for a path that leads out of the
  /// folder that it is meant from.
  package init?(recordedForm line: Substring) {
    guard let text = unescaped(line), let path = OutputPath(exactly: text), path.staysInside else {
      return nil
    }
    self = path
  }

  /// Whether the path leads to a file below the output folder, and is written in the one way there is.
  fileprivate var staysInside: Bool {
    let bytes = text.utf8Span.span
    var (length, dots) = (0, 0)
    for index in bytes.indices {
      switch bytes[index] {
      case 0: return false
      case UInt8(ascii: "/"):
        // A component that is empty, `.` or `..`.
        if length == dots && length < 3 { return false }
        (length, dots) = (0, 0)
      case UInt8(ascii: "."): (length, dots) = (length + 1, dots + 1)
      default: length += 1
      }
    }
    return length != dots || length > 2
  }
}

/// A text with its backslashes and line feeds written as letters.
package func inOneLine(_ path: String) -> String {
  if path.hasOnlyBytes({ $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\n") }) { return path }
  var text = ""
  for scalar in path.unicodeScalars {
    switch scalar {
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    default: text.unicodeScalars.append(scalar)
    }
  }
  return text
}

/// `nil` if a backslash stands before something else than `inOneLine` writes.
private func unescaped(_ line: Substring) -> String? {
  if !line.utf8.contains(UInt8(ascii: "\\")) { return String(line) }
  var text = ""
  var isEscaped = false
  for scalar in line.unicodeScalars {
    switch (isEscaped, scalar) {
    case (true, "n"): text += "\n"
    case (true, "\\"): text += "\\"
    case (true, _): return nil
    case (false, "\\"):
      isEscaped = true
      continue
    case (false, _): text.unicodeScalars.append(scalar)
    }
    isEscaped = false
  }
  return isEscaped ? nil : text
}
