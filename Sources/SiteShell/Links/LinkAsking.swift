// Hosts are asked by curl(1), which is on every machine that has anything to do with the web, knows certificates and
// proxies, and keeps a TLS library out of this program. Each request is a process of its own, so that we decide when
// it goes out: one a second to a host, eight at a time in all.

import Content
import Glibc
import Publishing
import SiteSettings
import Web

struct LinkAsking {
  private let workspace: Workspace
  private let options: LinkOptions
  private let agent: String

  private static let mostAtOnce = 8
  private static let pause = Duration.seconds(1)

  init(_ workspace: Workspace, _ configuration: SiteConfiguration, _ options: LinkOptions) {
    self.workspace = workspace
    self.options = options
    agent = "Lectern (link check for \(configuration.baseURL.text))"
  }

  /// Asks for addresses, each until it is known what became of it. Those of a host that wants to be left alone are
  /// not among the answers.
  func ask(
    _ addresses: [String], _ memory: LinkMemory
  ) throws(WorkspaceError) -> [(address: String, outcome: LinkOutcome)] {
    if addresses.isEmpty { return [] }
    let scratch = try PublicationScratch(of: workspace, named: "links")
    var round = AskingRound(addresses, folder: scratch.folder, options, agent)
    try round.run()
    if !round.foundAName {
      // No host at all has an address: that is the network, unless one that was there answers.
      let known = memory.entries.filter { $1.verdict == .good }.map(\.key).sorted().first
      var witness = AskingRound(known.map { [$0] } ?? [], folder: scratch.folder, options, agent)
      try witness.run()
      guard witness.foundAName else {
        throw WorkspaceError(
          "no host has an address at the moment, so nothing was asked and nothing is remembered",
          help: "look whether this machine is connected to the internet")
      }
    }
    try scratch.discard()
    return round.outcomes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The addresses that are asked for in one go.
  private struct AskingRound {
    private(set) var outcomes: [String: LinkOutcome] = [:]
    /// Whether the name of any host was found.
    private(set) var foundAName = false
    private let options: LinkOptions
    private let agent: String
    private let folder: String
    private var hosts: [String: Host] = [:]
    private var order: [String] = []
    private var running: [(child: ChildProcess, request: Request, host: String)] = []
    private var number = 0

    private struct Request {
      var way: LinkWay
      var getsBody = false
    }

    private struct Host {
      var waiting: [Request] = []
      var next = ContinuousClock.now
      var isBusy = false
      /// Set when the host wants to be left alone.
      var isClosed = false
    }

    init(_ addresses: [String], folder: String, _ options: LinkOptions, _ agent: String) {
      (self.folder, self.options, self.agent) = (folder, options, agent)
      for address in addresses { add(Request(way: LinkWay(address))) }
    }

    private mutating func add(_ request: Request) {
      let name = host(of: Array(request.way.current.utf8)[...]) ?? ""
      if hosts[name] == nil { order.append(name) }
      hosts[name, default: Host()].waiting.append(request)
    }

    mutating func run() throws(WorkspaceError) {
      while !running.isEmpty || hosts.values.contains(where: { !$0.waiting.isEmpty }) {
        try startRequests()
        if try !readAnswers() { usleep(10_000) }
      }
    }

    private mutating func startRequests() throws(WorkspaceError) {
      for name in order {
        guard running.count < mostAtOnce else { return }
        guard var host = hosts[name], !host.isBusy, !host.waiting.isEmpty else { continue }
        if host.isClosed {
          host.waiting = []
        } else if ContinuousClock.now >= host.next {
          let request = host.waiting.removeFirst()
          host.isBusy = true
          running.append((try start(request), request, name))
        }
        hosts[name] = host
      }
    }

    private mutating func start(_ request: Request) throws(WorkspaceError) -> ChildProcess {
      number += 1
      // Its own settings (~/.curlrc) might follow redirects. All that is asked stands in its standard input, since
      // everybody on a machine can read arguments.
      return try ChildProcess(
        "curl", ["--disable", "--config", "-"],
        input: Array(settings(of: request).utf8), in: folder, named: "curl-\(number)",
        package: "curl")
    }

    private func settings(of request: Request) -> String {
      var lines = [
        "url = \"\(quoted(requestForm(request.way.current)))\"", "silent", "globoff",
        "proto = \"=http,https\"", "max-time = \(options.patience)",
        "connect-timeout = \(min(10, options.patience))", "user-agent = \"\(quoted(agent))\"",
        "header = \"Accept: text/html, */*;q=0.8\"", "output = \"/dev/null\"",
        #"write-out = "%{http_code} %{redirect_url}""#,
      ]
      // A body is read no further than needed: what is large or goes on without end is there.
      lines += request.getsBody ? ["max-filesize = 1000000", "limit-rate = 100000"] : ["head"]
      return lines.joined(separator: "\n") + "\n"
    }

    /// Whether any request has ended.
    private mutating func readAnswers() throws(WorkspaceError) -> Bool {
      var rest = running
      rest.removeAll()
      var hasEnded = false
      for entry in running {
        guard let result = try entry.child.result(waits: false) else {
          rest.append(entry)
          continue
        }
        hasEnded = true
        hosts[entry.host]?.isBusy = false
        // A second after its answer, so that a slow host gets fewer requests.
        hosts[entry.host]?.next = ContinuousClock.now + pause
        read(answer(in: result), of: entry.request, from: entry.host)
      }
      running = rest
      return hasEnded
    }

    private func answer(in result: ChildProcess.Result) -> LinkAnswer {
      let text = String(decoding: result.output, as: UTF8.self)
      let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      return LinkAnswer(
        curl: result.code, status: parts.first.flatMap { Int($0) } ?? 0,
        location: parts.count > 1 ? String(parts[1]) : "")
    }

    private mutating func read(_ answer: LinkAnswer, of request: Request, from host: String) {
      var request = request
      if !answer.isAboutTheName { foundAName = true }
      if !request.getsBody, answer.isWorthAnotherMethod {
        request.getsBody = true
        hosts[host]?.waiting.insert(request, at: 0)
        return
      }
      if case .later = answer { hosts[host]?.isClosed = true }
      request.getsBody = false
      if let outcome = request.way.follow(answer) {
        outcomes[request.way.address] = outcome
      } else {
        add(request)
      }
    }
  }
}

/// An address as it is sent: what has no place in one, in its path, is written as `%XX`.
private func requestForm(_ address: String) -> String {
  let start = address.firstRange(of: "://")?.upperBound ?? address.startIndex
  let path = address[start...].firstIndex { $0 == "/" || $0 == "?" } ?? address.endIndex
  return address[..<path]
    + percentEncoded(String(address[path...])) {
      $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"")
    }
}

/// A text within the quotes of curl's settings (curl(1), `--config`).
private func quoted(_ text: String) -> String {
  text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ")
}
