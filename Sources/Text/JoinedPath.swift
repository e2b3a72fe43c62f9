/// A relative path as meant from a folder. `nil` if it climbs out of the content.
package func joined(_ folder: String, _ path: String) -> String? {
  let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
  let (base, rest) = (folder.utf8Span.span, path.utf8Span.span)
  var end = base.count
  var start = 0
  while end > 0, start + 3 <= rest.count, rest[start] == dot, rest[start + 1] == dot,
    rest[start + 2] == slash
  {
    while end > 0, base[end - 1] != slash { end -= 1 }
    end = max(0, end - 1)
    start += 3
  }
  if hasOddComponents(rest, from: start) { return joinedByComponents(folder, path) }
  return unsafe String(unsafeUninitializedCapacity: end + 1 + rest.count - start) { bytes in
    var count = 0
    func put(_ byte: UInt8) {
      unsafe bytes[count] = byte
      count += 1
    }
    for index in 0..<end { put(base[index]) }
    if end > 0 { put(slash) }
    for index in start..<rest.count { put(rest[index]) }
    return count
  }
}

/// Whether a component of a path is empty or begins with a dot: such a path isn't joined by writing it behind its folder.
/// Nearly no link has one.
private func hasOddComponents(_ path: Span<UInt8>, from start: Int) -> Bool {
  var previous = UInt8(ascii: "/")
  for index in start..<path.count {
    let byte = path[index]
    if previous == UInt8(ascii: "/") && (byte == previous || byte == UInt8(ascii: ".")) {
      return true
    }
    previous = byte
  }
  return previous == UInt8(ascii: "/")
}

private func joinedByComponents(_ folder: String, _ path: String) -> String? {
  let slash = UInt8(ascii: "/")
  var components = folder.utf8.split(separator: slash)
  for component in path.utf8.split(separator: slash) {
    if component.elementsEqual(".".utf8) { continue }
    if component.elementsEqual("..".utf8) {
      if components.popLast() == nil { return nil }
    } else {
      components.append(component)
    }
  }
  return components.map { String(Substring($0)) }.joined(separator: "/")
}
