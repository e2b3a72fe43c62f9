import Foundation
import TestSupport
import Testing

private let belowSchema: Set = [
  "Markdown", "Templates", "Programme", "Prose", "CivilTime", "Web", "Diagnostics", "Text",
]
private let belowContent = belowSchema.union([
  "ContentSchema", "SiteSettings", "SourceFormats", "Colours", "Pictures", "Cards",
])

/// What each target may import, as in the table of ARCHITECTURE.md. SwiftPM does not enforce these
/// arrows: an undeclared import passes as soon as the other module has been built once.
private let allowed: [String: (ours: Set<String>, others: [String: Set<String>])] = [
  "Text": (
    [],
    [
      "ByteScan": ["Bytes.swift"], "Swift": ["NormalForm.swift"],
      "Synchronization": ["NearestWords.swift"],
    ]
  ),
  "Diagnostics": (["Text"], ["Synchronization": ["LocationMarks.swift"]]),
  "Web": (["Diagnostics", "Text"], [:]),
  "Colours": (["Web", "Diagnostics", "Text"], ["Glibc": ["ColourConversion.swift"]]),
  "CivilTime": (
    ["Text"],
    [
      "Synchronization": ["ICU.swift", "ICULanguage.swift", "ParsedPatterns.swift"],
      "_FoundationICU": ["ICU.swift", "ICULanguage.swift", "ICUZone.swift"],
    ]
  ),
  "Search": (["Web", "Diagnostics", "Text"], ["CStemmer": ["Stemmer.swift"]]),
  "Pictures": (["Web", "Diagnostics", "Text"], [:]),
  "Cards": (["Pictures", "Web", "Diagnostics", "Text"], [:]),
  "Prose": (["Web", "Diagnostics", "Text"], [:]),
  "Markdown": (["CMarkGFM", "Prose", "Web", "Diagnostics", "Text"], [:]),
  "Templates": (["Web", "Diagnostics", "Text"], ["Synchronization": ["RenderCost.swift"]]),
  "Programme": (["CivilTime", "Web", "Diagnostics", "Text"], [:]),
  "SourceFormats": (["Prose", "Web", "Diagnostics", "Text"], ["CYaml": ["YAML.swift"]]),
  "ContentSchema": (belowSchema.union(["SourceFormats"]), [:]),
  "SiteSettings": (belowSchema.union(["ContentSchema", "SourceFormats", "Colours"]), [:]),
  "Content": (belowContent, [:]),
  "SiteModel": (
    belowContent.union(["Content"]), ["Synchronization": ["LinkResolver.swift", "PageIndex.swift"]]
  ),
  "SiteViews": (
    belowContent.union(["Content", "SiteModel"]), ["Synchronization": ["PictureDemand.swift"]]
  ),
  "SiteRender": (
    belowContent.union(["Content", "SiteModel", "SiteViews", "Search"]),
    ["Synchronization": ["SiteBudget.swift"]]
  ),
  "Spreadsheets": (
    ["CivilTime", "Web", "Diagnostics", "Text"], ["CZlib": ["ZipArchive.swift"]]
  ),
  "Planners": (belowContent.union(["Content"]), [:]),
  "Importing": (belowContent.union(["Content", "SiteModel", "Planners", "Spreadsheets"]), [:]),
  "Publishing": (["Content", "SiteSettings", "CivilTime", "Web", "Diagnostics", "Text"], [:]),
  "EmbedFiles": ([], ["Foundation": ["main.swift"]]),
  "EmbeddedFiles": ([], ["Foundation": [], "PackagePlugin": []]),
  "ConferenceDesign": ([], [:]),
  "SiteShell": (
    [
      "ConferenceDesign", "SiteRender", "SiteViews", "Importing", "Planners", "Publishing",
      "SiteModel", "Content", "SiteSettings", "ContentSchema", "Web", "Search", "Pictures", "Cards",
      "Diagnostics", "Text",
    ],
    [
      "Colours": ["Messages.swift"], "Prose": ["Messages.swift"],
      "SourceFormats": ["Messages.swift", "RecordAddresses.swift"],
      "Markdown": ["Messages.swift"], "Programme": ["Messages.swift"],
      "Templates": ["Messages.swift"],
      "Glibc": [],
      "Synchronization": ["PictureWorkshop.swift"],
    ]
  ),
  "Previewing": (
    [
      "SiteShell", "SiteRender", "SiteViews", "Importing", "SiteModel", "Content",
      "SiteSettings", "ContentSchema", "Search", "Pictures", "Cards", "Web", "Diagnostics", "Text",
    ],
    [
      "Glibc": [],
      "Synchronization": ["CheckRun.swift", "PictureMemory.swift", "SearchMemory.swift"],
      "NIOCore": ["Server.swift"],
      "NIOHTTP1": ["Server.swift"],
      "NIOPosix": ["Server.swift"],
    ]
  ),
  "SiteCLI": (
    [
      "Previewing", "SiteShell", "ConferenceDesign", "SiteRender", "Importing", "Planners",
      "Publishing", "SiteModel", "Content", "SiteSettings", "ContentSchema", "Colours", "Web",
      "Diagnostics",
    ],
    ["ArgumentParser": []]
  ),
]

@Suite struct TargetImportTests {
  /// The modules a target's files import, by file name.
  static func imports(of target: String) throws -> [(file: String, module: String)] {
    let folder = Fixture.projectFolder.appending(path: "Sources/\(target)")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var found: [(String, String)] = []
    for case let file as URL in files where file.pathExtension == "swift" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        var words = line.split(separator: " ")[...]
        while let first = words.first,
          first.hasPrefix("@")
            || ["package", "public", "internal", "private", "fileprivate"].contains(first)
        {
          words = words.dropFirst()
        }
        guard words.first == "import", let module = words.dropFirst().last else { continue }
        found.append((file.lastPathComponent, String(module.split(separator: ".")[0])))
      }
    }
    return found
  }

  @Test(arguments: allowed.keys.sorted())
  func targetImportsOnlyWhatTheTableAllows(_ target: String) throws {
    let rule = try #require(allowed[target])
    for (file, module) in try Self.imports(of: target) where !rule.ours.contains(module) {
      let files = rule.others[module]
      #expect(files != nil, "\(target)/\(file) imports \(module)")
      if let files, !files.isEmpty {
        #expect(files.contains(file), "only \(files.sorted()) may import \(module), not \(file)")
      }
    }
  }

  @Test func everyTargetIsInTheTable() throws {
    let sources = Fixture.projectFolder.appending(path: "Sources")
    let targets = try FileManager.default.contentsOfDirectory(atPath: sources.path)
    #expect(
      Set(targets)
        == Set(allowed.keys).union(["ByteScan", "CMarkGFM", "CStemmer", "CYaml", "CZlib"]))
  }

  @Test func noTargetHasTheNameOfATypeInIt() throws {
    for target in allowed.keys {
      let folder = Fixture.projectFolder.appending(path: "Sources/\(target)")
      let files = try #require(
        FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
      for case let file as URL in files where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for keyword in ["struct", "enum", "class", "protocol", "actor", "typealias"] {
          #expect(
            text.firstRange(of: try Regex("\\b\(keyword) \(target)\\b")) == nil,
            "\(target)/\(file.lastPathComponent) declares \(keyword) \(target)")
        }
      }
    }
  }
}
