// What a card may be drawn with. A program that draws SVG passes over an element or a colour that it doesn't know, so a slip would leave
// a hole in the picture and nobody would be told.

import Pictures
import Text
import Web

/// The elements that mean something in a picture (SVG 2, https://www.w3.org/TR/SVG2/, and Filter Effects 1), without those for browsers alone.
let elementsOfDrawings: Set<String> = words(
  """
  svg g defs symbol use switch a title desc metadata style path rect circle ellipse line polyline polygon text tspan textPath tref \
  image linearGradient radialGradient stop pattern clipPath mask marker filter feBlend feColorMatrix feComponentTransfer feComposite \
  feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR \
  feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
  """)

/// The elements that show nothing but what their `href` names.
let elementsOfReferences: Set<String> = ["feImage", "image", "textPath", "use"]

/// What an attribute's `url(#…)` has to lead to.
let targetsOfAttributes: [String: Set<String>] = [
  "fill": ["linearGradient", "radialGradient", "pattern"],
  "stroke": ["linearGradient", "radialGradient", "pattern"],
  "filter": ["filter"], "clip-path": ["clipPath"], "mask": ["mask"],
  "marker-start": ["marker"], "marker-mid": ["marker"], "marker-end": ["marker"],
]

let attributesOfColours: Set<String> = [
  "fill", "stroke", "color", "stop-color", "flood-color", "lighting-color",
]

/// Whether the value of an attribute is a colour, or one of the other things that may stand there (CSS Color 3, as librsvg draws it).
func isColour(_ value: String) -> Bool {
  let text = withoutOuterSpaces(value).lowercased()
  if text.hasPrefix("#") {
    let digits = text.dropFirst()
    return [3, 4, 6, 8].contains(digits.count) && digits.allSatisfy(\.isHexDigit)
  }
  if let bracket = text.firstIndex(of: "(") {
    return text.hasSuffix(")") && ["rgb", "rgba", "hsl", "hsla"].contains(text[..<bracket])
  }
  return namesOfColours.contains(text)
}

let namesOfColours: Set<String> = words(
  """
  none inherit initial currentcolor transparent context-fill context-stroke \
  aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue chartreuse \
  chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta \
  darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise \
  darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold \
  goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon \
  lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue \
  lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue \
  mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream \
  mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise \
  palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon \
  sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato \
  turquoise violet wheat white whitesmoke yellow yellowgreen
  """)

func withoutOuterSpaces(_ text: String) -> String {
  let start = text.drop(while: \.isWhitespace)
  return String(
    start.prefix(
      (start.lastIndex { !$0.isWhitespace }).map {
        start.distance(from: start.startIndex, to: $0) + 1
      } ?? 0))
}

private func words(_ text: String) -> Set<String> {
  Set(text.split(separator: " ").map(String.init))
}

/// Whether a `data:` address holds a picture in PNG or JPEG that can be read.
func isPicture(dataAddress address: String) -> Bool {
  for type in ["png", "jpeg"] {
    let start = "data:image/\(type);base64,"
    guard address.hasPrefix(start) else { continue }
    return decoded(base64: address.dropFirst(start.count).utf8).flatMap(
      PictureSize.init(ofPictureStarting:)) != nil
  }
  return false
}

/// `nil` if it is no Base64 (RFC 4648, section 4). White space is passed over, as browsers do.
private func decoded(base64 text: some Sequence<UInt8>) -> [UInt8]? {
  var bytes: [UInt8] = []
  var (bits, count) = (0, 0)
  for byte in text where byte > 0x20 && byte != UInt8(ascii: "=") {
    let value: Int
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = Int(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): value = Int(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = Int(byte) + 4
    case UInt8(ascii: "+"): value = 62
    case UInt8(ascii: "/"): value = 63
    default: return nil
    }
    bits = bits << 6 | value
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      bits &= 1 << count - 1
    }
  }
  return bytes
}
