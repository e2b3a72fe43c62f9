import Foundation
import TestSupport
import Testing

/// What is released is linked statically, and there Foundation finds zones and languages only if
/// its ICU part came along. So this builds a program that way and asks it.
@Suite struct StaticLinkTests {
  @Test func findsZonesAndLanguagesInAStaticRelease() throws {
    let package = try writePackage()
    let build = try run(
      "/usr/bin/env",
      ["swift", "build", "-c", "release", "--static-swift-stdlib", "--package-path", package.path])
    try #require(build.status == 0, "\(build.output)")
    let program = package.appending(path: ".build/release/check").path
    let elsewhere = ["TZ": "Asia/Tokyo", "LANG": "ja_JP.UTF-8", "TZDIR": "/nowhere"]
    let answer = try run(program, ["Europe/Stockholm", "sv"], environment: elsewhere)
    #expect(answer.output == "2012-09-19T13:30:00+02:00 onsdag 19 september 2012\n")
    #expect(answer.status == 0)
  }

  /// Our two targets and a program of a line, as a package of its own below `.build`.
  private func writePackage() throws -> URL {
    let files = FileManager.default
    let folder = Fixture.projectFolder.appending(path: ".build/static-link")
    let sources = folder.appending(path: "Sources")
    try files.createDirectory(
      at: sources.appending(path: "check"), withIntermediateDirectories: true)
    for target in ["Text", "CivilTime"] {
      let link = sources.appending(path: target)
      if (try? files.destinationOfSymbolicLink(atPath: link.path)) != nil { continue }
      try files.createSymbolicLink(
        at: link, withDestinationURL: Fixture.projectFolder.appending(path: "Sources/\(target)"))
    }
    try write(
      """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(
        name: "check",
        targets: [
          .target(name: "Text"), .target(name: "CivilTime", dependencies: ["Text"]),
          .executableTarget(name: "check", dependencies: ["CivilTime"]),
        ])
      """, to: folder.appending(path: "Package.swift"))
    try write(
      """
      import CivilTime
      let zone = try Zone(named: CommandLine.arguments[1])
      let format = try LanguageFormat(language: CommandLine.arguments[2])
      let moment = try CivilDateTime(parsing: "2012-09-19 13:30")
      print(zone.rfc3339(moment), format.format(moment.date, .full))
      """, to: sources.appending(path: "check/main.swift"))
    return folder
  }

  /// Writes what has changed only, so that an unchanged package is not built again.
  private func write(_ text: String, to url: URL) throws {
    if FileManager.default.contents(atPath: url.path) == Data(text.utf8) { return }
    try Data(text.utf8).write(to: url)
  }

  private func run(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = environment ?? ProcessInfo.processInfo.environment
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = try #require(try output.fileHandleForReading.readToEnd())
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
