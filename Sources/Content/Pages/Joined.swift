/// A relative path as meant from a folder. `nil` if it climbs out of the content.
package func joined(_ folder: String, _ path: String) -> String? {
  let slash = UInt8(ascii: "/")
  var base = Substring(folder).utf8
  var rest = Substring(path).utf8
  while rest.starts(with: "../".utf8), !base.isEmpty {
    base = base.lastIndex(of: slash).map { base[..<$0] } ?? base.prefix(0)
    rest = rest.dropFirst(3)
  }
  if !rest.hasOddComponents {
    if base.isEmpty { return String(Substring(rest)) }
    var joined = String(Substring(base))
    joined += "/"
    joined += Substring(rest)
    return joined
  }
  var components = base.split(separator: slash)
  for component in rest.split(separator: slash) {
    if component.elementsEqual(".".utf8) { continue }
    if component.elementsEqual("..".utf8) {
      if components.popLast() == nil { return nil }
    } else {
      components.append(component)
    }
  }
  return components.map { String(Substring($0)) }.joined(separator: "/")
}

extension Substring.UTF8View {
  /// Whether a component of a path is empty or begins with a dot: such a path isn't joined by writing
  /// it behind its folder. Nearly no link has one.
  fileprivate var hasOddComponents: Bool {
    let bytes = Substring(self).utf8Span.span
    var previous = UInt8(ascii: "/")
    for index in bytes.indices {
      let byte = bytes[index]
      if previous == UInt8(ascii: "/") && (byte == previous || byte == UInt8(ascii: ".")) {
        return true
      }
      previous = byte
    }
    return previous == UInt8(ascii: "/")
  }
}
