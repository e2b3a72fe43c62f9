/// The parts of a request that the preview uses.
struct Request: Hashable, Sendable {
  var isHead = false
  /// As it is written in the request line.
  var target: String
  var ifNoneMatch: String?
  var ifRange: String?
  var range: String?
}

/// What the preview answers with, before anything is sent.
struct Response: Sendable {
  enum Body: Sendable {
    case bytes(SharedBytes)
    /// A part of a file, read while it is sent.
    case file(FileHandle, Range<Int>)
    /// Messages to a page, for as long as it is open.
    case messages(AsyncStream<[UInt8]>)
  }

  var status: Int
  var headers: [(name: String, value: String)]
  var body: Body

  init(_ status: Int, _ type: String, _ body: Body, headers: [(name: String, value: String)] = []) {
    self.status = status
    self.body = body
    self.headers = [("Content-Type", type)] + headers
  }

  static func plain(_ status: Int, _ sentence: String) -> Response {
    Response(
      status, "text/plain; charset=utf-8", .bytes(SharedBytes(Array((sentence + "\n").utf8))))
  }

  static func redirect(_ status: Int, to address: String) -> Response {
    var response = plain(status, "This is at \(address)")
    response.headers.append(("Location", address))
    return response
  }

  static let notFound = plain(404, "There is nothing here.")
}

/// Something that a browser may ask for in parts, or only if it has changed.
struct Entity: Sendable {
  var status = 200
  var type: String
  /// Names the bytes; without quotes.
  var tag: String
  var length: Int
}

/// Answers a request for an entity: 304 if the browser has it, 206 for a part of it.
func answer(
  _ request: Request, with entity: Entity, _ body: (Range<Int>) -> Response.Body
) -> Response {
  let tag = "\"\(entity.tag)\""
  let whole = 0..<entity.length
  let common: [(name: String, value: String)] = [("ETag", tag), ("Accept-Ranges", "bytes")]
  guard entity.status == 200 else {
    return Response(entity.status, entity.type, body(whole), headers: common)
  }
  if let tags = request.ifNoneMatch, names(tag, in: tags) {
    return Response(304, entity.type, .bytes(SharedBytes([UInt8]())), headers: common)
  }
  let asksForPart = request.ifRange == nil || request.ifRange == tag
  switch asksForPart ? ByteRange(request.range, length: entity.length) : .whole {
  case .whole: return Response(200, entity.type, body(whole), headers: common)
  case .part(let range):
    let place = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(entity.length)"
    return Response(206, entity.type, body(range), headers: common + [("Content-Range", place)])
  case .unsatisfiable:
    var response = Response.plain(416, "The range lies behind the end.")
    response.headers.append(("Content-Range", "bytes */\(entity.length)"))
    return response
  }
}

/// Whether a list of entity tags has one, weakly compared (RFC 9110, section 13.1.2).
private func names(_ tag: String, in list: String) -> Bool {
  list.split(separator: ",").contains { written in
    var written = written.drop { $0 == " " }
    while written.last == " " { written = written.dropLast() }
    if written.hasPrefix("W/") { written = written.dropFirst(2) }
    return written == tag || written == "*"
  }
}
