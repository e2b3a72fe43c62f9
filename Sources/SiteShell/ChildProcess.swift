// Other programs that do a part of the work: rsync, rclone, curl, vips. What they read and print goes through files, so
// nobody has to read several pipes at once, and no program waits for us.

import Glibc

/// A program that somebody else wrote, while it runs.
struct ChildProcess {
  private let process: pid_t
  private let program: String
  private let files: Files

  /// Where its standard streams lead.
  private struct Files {
    let input, output, error: String

    init(_ folder: String, _ name: String) {
      (input, output, error) = (
        "\(folder)/\(name).in", "\(folder)/\(name).out", "\(folder)/\(name).err"
      )
    }
  }

  /// What a program left when it had ended.
  struct Result {
    /// Its exit code; 128 and the signal's number if a signal ended it.
    let code: Int
    let output: [UInt8]
    let error: [UInt8]

    /// The last of what it said on standard error that isn't empty, on one line each.
    var lastWords: String {
      let lines = String(decoding: error, as: UTF8.self).split(separator: "\n")
        .map { $0.trimmingBlanks }.filter { !$0.isEmpty }
      return lines.suffix(2).joined(separator: "; ")
    }
  }

  /// What a program may take at most.
  struct Limits {
    /// Of the processor.
    var seconds: Int
    /// Addresses, in bytes.
    var memory: Int
  }

  /// Starts a program that is looked for on the PATH.
  ///
  /// - Parameters:
  ///   - input: what it reads on standard input: a secret, or what others need not see, stands there, since
  ///     everybody on a machine can read the arguments of a process.
  ///   - folder: where its streams' files lie while it runs, each under the name.
  ///   - package: what to install if there is no such program.
  ///   - settings: variables of its environment, beside our own: `NAME=value`.
  ///   - limits: then a program that isn't there ends with 127.
  init(
    _ program: String, _ arguments: [String], input: [UInt8] = [], in folder: String,
    named name: String = "program", package: String, settings: [String] = [],
    limits: Limits? = nil
  ) throws(WorkspaceError) {
    self.program = program
    let (started, arguments) = limited(program, arguments, limits)
    files = Files(folder, name)
    try FileSystem.write(input, to: files.input)
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else {
      throw .system("start", program, ENOMEM)
    }
    defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, files.input, O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, files.output, flags, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, files.error, flags, 0o600)
    var id: pid_t = 0
    let names = settings.map { $0.prefix { $0 != "=" } + "=" }
    let own = try FileSystem.readIfPresent("/proc/self/environ") ?? []
    let environment = own.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      .filter { variable in !names.contains { variable.hasPrefix($0) } }
    let code = unsafe withTexts([started] + arguments) { arguments in
      unsafe withTexts(environment + settings) {
        unsafe posix_spawnp(&id, started, &actions, nil, arguments, $0)
      }
    }
    guard code == 0 else {
      if code == ENOENT {
        throw WorkspaceError(
          "\(program) is needed for this, and isn't on this machine",
          help: "install it (on Debian and Ubuntu: apt-get install \(package)), then try again")
      }
      throw .system("start", program, code)
    }
    process = id
  }

  /// Runs a program to its end.
  static func run(
    _ program: String, _ arguments: [String], input: [UInt8] = [], in folder: String,
    named name: String = "program", package: String, settings: [String] = [],
    limits: Limits? = nil
  ) throws(WorkspaceError) -> Result {
    let child = try ChildProcess(
      program, arguments, input: input, in: folder, named: name, package: package,
      settings: settings, limits: limits)
    guard let result = try child.result(waits: true) else {
      throw .system("wait for", program, ECHILD)
    }
    return result
  }

  /// What it left, once it has ended. `nil` if it hasn't, and nobody wants to wait.
  func result(waits: Bool) throws(WorkspaceError) -> Result? {
    var status: Int32 = 0
    var id: pid_t = -1
    repeat {
      id = unsafe waitpid(process, &status, waits ? 0 : WNOHANG)
    } while id < 0 && errno == EINTR
    if id == 0 { return nil }
    guard id == process else { throw .system("wait for", program, errno) }
    let signal = Int(status & 0x7F)
    let result = Result(
      code: signal == 0 ? Int((status >> 8) & 0xFF) : 128 + signal,
      output: try FileSystem.read(files.output), error: try FileSystem.read(files.error))
    for file in [files.input, files.output, files.error] { try FileSystem.remove(file) }
    return result
  }
}

/// A program that is started by a shell, which every system has, and which sets the limits that the program then has.
private func limited(
  _ program: String, _ arguments: [String], _ limits: ChildProcess.Limits?
) -> (program: String, arguments: [String]) {
  guard let limits else { return (program, arguments) }
  let script =
    "ulimit -c 0; ulimit -t \(limits.seconds); ulimit -v \(limits.memory / 1024); exec \"$@\""
  return ("sh", ["-c", script, "sh", program] + arguments)
}

/// Calls a function with texts as C has lists of them, with a null at their end.
private func withTexts<Result>(
  _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = unsafe texts.map { unsafe strdup($0) } + [nil]
  defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
  return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
    // There is always the null at the end.
    unsafe body(buffer.baseAddress.unsafelyUnwrapped)
  }
}

extension StringProtocol {
  fileprivate var trimmingBlanks: String {
    let start = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
  }
}
