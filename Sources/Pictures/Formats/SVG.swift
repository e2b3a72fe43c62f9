import Web

/// Scalable Vector Graphics 2, 8.2 and 8.6: the size that `width` and `height` say, else the proportions of `viewBox`.
func svgSize(_ bytes: [UInt8]) -> PictureSize? {
  guard let tag = svgTag(bytes) else { return nil }
  func text(_ name: StaticString) -> String? {
    tag.value(of: name).map { String(decoding: bytes[$0], as: UTF8.self) }
  }
  let width = text("width").flatMap(pixels)
  let height = text("height").flatMap(pixels)
  let box = text("viewbox")?.split { $0.isWhitespace || $0 == "," }.compactMap { Double($0) }
  switch (width, height, box) {
  case (let width?, let height?, _): return size(width, height)
  case (let width?, nil, let box?) where box.count == 4: return size(width, width * box[3] / box[2])
  case (nil, let height?, let box?) where box.count == 4:
    return size(height * box[2] / box[3], height)
  case (nil, nil, let box?) where box.count == 4: return size(box[2], box[3])
  default: return nil
  }
}

/// The tokenizer at the picture's own tag, behind what may come before it. `nil` if there is none.
func svgTag(_ bytes: [UInt8]) -> HTMLTokenizer? {
  var tokenizer = HTMLTokenizer(
    bytes.count > longestProlog ? Array(bytes[..<longestProlog]) : bytes)
  while let token = tokenizer.next() {
    guard case .startTag(let name) = token else { continue }
    return tokenizer.isNamed(name, "svg") ? tokenizer : nil
  }
  return nil
}

/// Drawing programs write comments and declarations before the tag.
private let longestProlog = 1 << 16

private func size(_ width: Double, _ height: Double) -> PictureSize? {
  guard width.isFinite, height.isFinite, width > 0, height > 0, max(width, height) < 1e6 else {
    return nil
  }
  return PictureSize(max(1, Int(width.rounded())), max(1, Int(height.rounded())))
}

/// A length in CSS pixels. `nil` for one that depends on what is around the picture, such as `100%` or `10em`.
private func pixels(_ written: String) -> Double? {
  let text = written.filter { !$0.isWhitespace }.lowercased()
  let digits = text.prefix { $0.isNumber || "+-.".contains($0) }
  // An exponent, as in 1e3, and no unit, as in 1em.
  if let number = Double(text) { return number }
  guard let number = Double(digits), let unit = pixelsPerUnit[String(text.dropFirst(digits.count))]
  else { return nil }
  return number * unit
}

/// CSS Values and Units 4, section 6.2.
private let pixelsPerUnit: [String: Double] = [
  "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54, "pt": 96.0 / 72, "pc": 16,
]
