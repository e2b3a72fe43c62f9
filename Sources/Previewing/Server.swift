// The only file that sees SwiftNIO: HTTP/1.1 on a socket, with limits on everything that a client can make
// large, slow or many. What is answered is decided elsewhere.
//
// One thread serves all connections. A connection has a task of its own that reads a request, waits for
// its answer and sends it; pipelined requests wait their turn.

import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import SiteShell

struct PreviewServer: Sendable {
  let host: PreviewHost

  typealias Answering = @Sendable (Request) async -> Response

  /// Listens on the first of the ports that is free, and serves until the program ends; `ended` tells if
  /// it cannot any more.
  static func start(
    host: String, ports: [Int], answer: @escaping Answering,
    ended: @escaping @Sendable (WorkspaceError) -> Void
  ) async throws(WorkspaceError) -> PreviewServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    for port in ports {
      do {
        let server = try await listen(on: host, port, group)
        let own = PreviewHost(host: host, port: server.channel.localAddress?.port ?? port)
        Task {
          do { try await serve(server, as: own, answer) } catch {
            return ended(loss(of: own, error))
          }
          ended(loss(of: own, nil))
        }
        return PreviewServer(host: own)
      } catch let error as IOError where error.errnoCode == EADDRINUSE {
        continue
      } catch {
        throw refusal(to: host, port, error)
      }
    }
    let taken =
      ports.count == 1
      ? "port \(ports[0]) is in use" : "ports \(ports[0]) to \(ports[ports.count - 1]) are in use"
    throw WorkspaceError(
      "cannot start the preview: \(taken)",
      help: "end the program that uses it, or choose another port with --port")
  }

  private static func loss(of host: PreviewHost, _ error: (any Error)?) -> WorkspaceError {
    if let error = error as? IOError {
      return .system("go on listening on", host.address, error.errnoCode)
    }
    return WorkspaceError(
      "the preview no longer listens on \(host.address)", help: "start it again")
  }

  private static func refusal(to host: String, _ port: Int, _ error: any Error) -> WorkspaceError {
    switch (error as? IOError)?.errnoCode {
    case EACCES:
      WorkspaceError(
        "cannot start the preview: port \(port) is for administrators only",
        help: "choose a port above 1023 with --port")
    case EADDRNOTAVAIL:
      WorkspaceError(
        "cannot start the preview: this machine has no address \(host)",
        help: "leave --host out, or name an address of this machine")
    default:
      WorkspaceError(
        "cannot start the preview on \(host), port \(port)",
        help: "leave --host out, or name an address of this machine")
    }
  }
}

// MARK: Limits

private enum Limits {
  static let connections = 256
  /// From when a connection is there until a request has arrived.
  static let firstRequest = TimeAmount.seconds(10)
  /// From the end of an answer until the next request has arrived.
  static let nextRequest = TimeAmount.seconds(60)
  /// How long a client may take nothing of what is sent to it.
  static let stalled = TimeAmount.seconds(30)
  /// How often a page that waits for news hears that the preview is still there.
  static let heartbeat = Duration.seconds(15)
  static let chunk = 64 << 10

  static var head: NIOHTTPDecoderLimitConfiguration {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = 8 << 10
    limits.maxHeaderListSize = 32 << 10
    limits.maxHeaderFieldCount = 100
    return limits
  }
}

/// Closes the connection of a client that is too slow.
private final class Deadlines: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private var request: Scheduled<Void>?
  private var sending: Scheduled<Void>?

  func channelActive(context: ChannelHandlerContext) {
    request = deadline(Limits.firstRequest, context)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head = unwrapInboundIn(data) { request?.cancel() }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      request?.cancel()
      request = deadline(Limits.nextRequest, context)
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    sending?.cancel()
    sending = context.channel.isWritable ? nil : deadline(Limits.stalled, context)
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    request?.cancel()
    sending?.cancel()
    context.fireChannelInactive()
  }

  private func deadline(_ time: TimeAmount, _ context: ChannelHandlerContext) -> Scheduled<Void> {
    let channel = context.channel
    return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }
}

// MARK: Connections

private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>
private typealias Outbound = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

/// A connection as it was accepted. Those beyond the limit are closed where the others are served: the library doesn't
/// close what is refused while it is set up.
private struct Accepted: Sendable {
  var connection: Connection
  var isRefused: Bool
}

extension PreviewServer {
  private static func listen(
    on host: String, _ port: Int, _ group: MultiThreadedEventLoopGroup
  ) async throws -> NIOAsyncChannel<Accepted, Never> {
    let open = NIOLoopBoundBox.makeBoxSendingValue(0, eventLoop: group.any())
    return try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .bind(host: host, port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          let isRefused = open.value >= Limits.connections
          open.value += 1
          channel.closeFuture.whenComplete { _ in open.value -= 1 }
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline(
            withEncoderConfiguration: .init(), withDecoderLimitConfiguration: Limits.head)
          try pipeline.addHandler(Deadlines())
          let connection = try Connection(wrappingChannelSynchronously: channel)
          return Accepted(connection: connection, isRefused: isRefused)
        }
      }
  }

  private static func serve(
    _ server: NIOAsyncChannel<Accepted, Never>, as host: PreviewHost,
    _ answer: @escaping Answering
  ) async throws {
    try await server.executeThenClose { connections in
      try await withThrowingDiscardingTaskGroup { tasks in
        for try await accepted in connections {
          tasks.addTask {
            let connection = accepted.connection
            // A client that has gone, or sent what is no request, needs no more attention.
            try? await connection.executeThenClose { inbound, outbound in
              if accepted.isRefused { return }
              try await serve(inbound, outbound, connection.channel, host, answer)
            }
          }
        }
      }
    }
  }

  private static func serve(
    _ inbound: NIOAsyncChannelInboundStream<HTTPServerRequestPart>, _ outbound: Outbound,
    _ channel: any Channel, _ host: PreviewHost, _ answer: Answering
  ) async throws {
    for try await part in inbound {
      guard case .head(let head) = part else { continue }
      let refusal = refusal(of: head, host)
      let request = Request(head)
      let made = if let refusal { refusal } else { await answer(request) }
      let stays = head.isKeepAlive && head.version == .http1_1 && refusal == nil
      try await send(made, toHead: request.isHead, closing: !stays, outbound, channel)
      if !stays { return }
    }
  }

  /// What is answered to a request that is none of ours.
  private static func refusal(of head: HTTPRequestHead, _ host: PreviewHost) -> Response? {
    let hosts = head.headers["host"]
    guard hosts.count == 1 else { return .plain(400, "A request names one host.") }
    guard host.answers(to: hosts[0]) else {
      return .plain(421, "The preview answers at \(host.address)/ and under no other name.")
    }
    guard head.method == .GET || head.method == .HEAD else {
      var answer = Response.plain(405, "The preview can only be read.")
      answer.headers.append(("Allow", "GET, HEAD"))
      return answer
    }
    let length = head.headers["content-length"]
    guard head.headers["transfer-encoding"].isEmpty, length.allSatisfy({ $0 == "0" }) else {
      return .plain(413, "The preview takes nothing.")
    }
    // Other sites may link here, but neither load nor read anything.
    let site = head.headers["sec-fetch-site"].first ?? "none"
    let isVisit = head.headers["sec-fetch-mode"].first == "navigate"
    guard isVisit || ["none", "same-origin"].contains(site) else {
      return .plain(403, "Other sites may not load what the preview shows.")
    }
    return nil
  }
}

extension Request {
  fileprivate init(_ head: HTTPRequestHead) {
    self.init(
      isHead: head.method == .HEAD, target: head.uri, ifNoneMatch: joined(head, "if-none-match"),
      ifRange: joined(head, "if-range"), range: joined(head, "range"))
  }
}

private func joined(_ head: HTTPRequestHead, _ name: String) -> String? {
  let values = head.headers[name]
  return values.isEmpty ? nil : values.joined(separator: ", ")
}

// MARK: Answers

extension PreviewServer {
  private static func send(
    _ answer: Response, toHead isHead: Bool, closing: Bool, _ outbound: Outbound,
    _ channel: any Channel
  ) async throws {
    let head = HTTPServerResponsePart.head(responseHead(answer, closing: closing))
    if isHead || answer.status == 304 {
      return try await outbound.write(contentsOf: [head, .end(nil)])
    }
    switch answer.body {
    case .bytes(let bytes) where bytes.count <= Limits.chunk:
      try await outbound.write(contentsOf: [head, part(bytes.joined[...]), .end(nil)])
    case .bytes(let bytes):
      try await outbound.write(head)
      for chunk in bytes.chunks(of: Limits.chunk) {
        try await send(chunk, outbound, channel)
      }
      try await outbound.write(.end(nil))
    case .file(let file, let range):
      try await outbound.write(head)
      try await send(file, range, outbound, channel)
      try await outbound.write(.end(nil))
    case .messages(let messages):
      try await outbound.write(head)
      await send(messages, outbound, channel)
      try await outbound.write(.end(nil))
    }
  }

  private static func responseHead(_ answer: Response, closing: Bool) -> HTTPResponseHead {
    var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
    switch answer.body {
    case .bytes(let bytes) where answer.status != 304:
      headers.add(name: "Content-Length", value: String(bytes.count))
    case .file(_, let range):
      headers.add(name: "Content-Length", value: String(range.count))
    case .bytes, .messages: break
    }
    headers.add(name: "Cache-Control", value: "no-cache")
    headers.add(name: "X-Content-Type-Options", value: "nosniff")
    headers.add(name: "X-Frame-Options", value: "SAMEORIGIN")
    headers.add(name: "Cross-Origin-Resource-Policy", value: "same-origin")
    if closing { headers.add(name: "Connection", value: "close") }
    return HTTPResponseHead(
      version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
  }

  private static func part(_ bytes: ArraySlice<UInt8>) -> HTTPServerResponsePart {
    .body(.byteBuffer(ByteBuffer(bytes: bytes)))
  }

  /// Sends a piece of something larger. Writing waits for a client that takes nothing, but hears of it only from the
  /// thread of the connections; until that has taken a piece, the next would be kept, too.
  private static func send(
    _ chunk: ArraySlice<UInt8>, _ outbound: Outbound, _ channel: any Channel
  ) async throws {
    try await outbound.write(part(chunk))
    try await channel.eventLoop.submit {}.get()
  }

  /// A file in pieces, each read when the one before it was taken, in a thread that may wait.
  private static func send(
    _ file: FileHandle, _ range: Range<Int>, _ outbound: Outbound, _ channel: any Channel
  ) async throws {
    var position = range.lowerBound
    while position < range.upperBound {
      let (start, count) = (position, min(Limits.chunk, range.upperBound - position))
      let bytes = try await NIOThreadPool.singleton.runIfActive {
        file.read(from: start, atMost: count)
      }
      // It has become shorter meanwhile: what was announced can't be sent.
      if bytes.isEmpty { throw CancellationError() }
      try await send(bytes[...], outbound, channel)
      position += bytes.count
    }
  }

  /// News for a page, until it is closed.
  private static func send(
    _ messages: AsyncStream<[UInt8]>, _ outbound: Outbound, _ channel: any Channel
  ) async {
    await withTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        for await message in messages {
          do { try await outbound.write(part(message[...])) } catch { return }
        }
      }
      tasks.addTask {
        while !Task.isCancelled {
          do {
            try await outbound.write(part(Array(":\n\n".utf8)[...]))
            try await Task.sleep(for: Limits.heartbeat)
          } catch {
            return
          }
        }
      }
      tasks.addTask { try? await channel.closeFuture.get() }
      await tasks.next()
      tasks.cancelAll()
      channel.close(promise: nil)
    }
  }
}
