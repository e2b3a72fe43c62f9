// swift-tools-version: 6.2
import PackageDescription

/// Settings every target of ours is built with. Warnings are errors in CI only, so that a newer
/// compiler's new warning never keeps somebody from building their site.
let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
  ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// What is released is linked with all that it needs, glibc too, and with an object that
/// Distribution/program.py makes in the folder it names here. It can be loaded at any address (a static
/// PIE). The linker's map says what is linked in.
let standalone: [String] =
  Context.environment["LECTERN_STANDALONE"].map { folder in
    ["-static-executable", "-Xclang-linker", "-static-pie", "\(folder)/standalone.o"]
      + ["--strip-all", "--pack-dyn-relocs=relr", "-Map=\(folder)/lectern.map"].flatMap {
        ["-Xlinker", $0]
      }
  } ?? []

/// Everything of ours that a target is built from. SwiftPM builds a target again when a target that it
/// names has changed, but the layout of a value reaches further than the names do: so each target
/// names all that lies below it. What it may import is held by Tests/HouseTests.
var below: [String: Set<String>] = [:]

@MainActor func allBelow(_ names: [String]) -> [Target.Dependency] {
  names.reduce(into: Set(names)) { $0.formUnion(below[$1] ?? []) }.sorted().map {
    .init(stringLiteral: $0)
  }
}

@MainActor func library(
  _ name: String, _ targets: [String] = [], others: [Target.Dependency] = [],
  resources: [Resource] = [], linkerSettings: [LinkerSetting] = []
) -> Target {
  defer { below[name] = targets.reduce(into: Set(targets)) { $0.formUnion(below[$1] ?? []) } }
  return .target(
    name: name, dependencies: allBelow(targets) + others, resources: resources,
    swiftSettings: settings, linkerSettings: linkerSettings)
}

@MainActor func tests(_ name: String, _ targets: [String] = [], hasFixtures: Bool = false) -> Target
{
  .testTarget(
    name: name, dependencies: allBelow(targets + ["TestSupport"]),
    exclude: hasFixtures ? ["Fixtures"] : [], swiftSettings: settings)
}

let package = Package(
  name: "Lectern",
  products: [.executable(name: "lectern", targets: ["SiteCLI"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CMarkGFM",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    // A header of ours in C: searches through bytes.
    .systemLibrary(name: "ByteScan"),
    .systemLibrary(name: "CYaml", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    library("Text", ["ByteScan"]),
    // The files below its folders Design and Sites become Swift when it is built.
    .executableTarget(name: "EmbedFiles", swiftSettings: settings),
    .plugin(
      name: "EmbeddedFiles", capability: .buildTool(), dependencies: ["EmbedFiles"],
      path: "Sources/EmbeddedFiles"),
    .target(
      name: "ConferenceDesign", exclude: ["Design", "Sites"], swiftSettings: settings,
      plugins: ["EmbeddedFiles"]),
    library("Diagnostics", ["Text"]),
    library("Web", ["Diagnostics", "Text"]),
    library("Search", ["CStemmer", "Web", "Diagnostics", "Text"]),
    library("Pictures", ["Web", "Diagnostics", "Text"]),
    library("Cards", ["Pictures", "Web", "Diagnostics", "Text"]),
    library("Colours", ["Web", "Diagnostics", "Text"]),
    // The toolchain links ICU for its Foundation only.
    library("CivilTime", ["Text"], linkerSettings: [.linkedLibrary("_FoundationICU")]),
    library("Prose", ["Web", "Diagnostics", "Text"]),
    library("Markdown", ["CMarkGFM", "Prose", "Web", "Diagnostics", "Text"]),
    library("Templates", ["Web", "Diagnostics", "Text"]),
    library("Programme", ["CivilTime", "Web", "Diagnostics", "Text"]),
    library("SourceFormats", ["CYaml", "Prose", "Web", "Diagnostics", "Text"]),
    library("ContentSchema", ["SourceFormats", "Markdown", "Templates", "Programme"]),
    library("SiteSettings", ["ContentSchema", "Colours"]),
    library("Content", ["SiteSettings", "Pictures", "Cards"]),
    library("SiteModel", ["Content"]),
    library("SiteViews", ["SiteModel"]),
    library(
      "SiteRender", ["SiteViews", "Search"],
      resources: [.embedInCode("Offline/worker.js"), .embedInCode("Offline/gone.js")]),
    // Files of Excel and LibreOffice as tables.
    library("Spreadsheets", ["CZlib", "CivilTime", "Web", "Diagnostics", "Text"]),
    // What conference planners write, as values.
    library("Planners", ["Content"]),
    library("Importing", ["SiteModel", "Planners", "Spreadsheets"]),
    library("Publishing", ["Content"]),
    library("SiteShell", ["SiteRender", "Importing", "Publishing", "ConferenceDesign"]),
    library(
      "Previewing", ["SiteShell"],
      others: ["NIOCore", "NIOPosix", "NIOHTTP1"].map { .product(name: $0, package: "swift-nio") },
      resources: [.embedInCode("preview.js")]),
    .executableTarget(
      name: "SiteCLI",
      dependencies: allBelow(["Previewing"]) + [
        .product(name: "ArgumentParser", package: "swift-argument-parser")
      ], resources: [.embedInCode("revision.txt")], swiftSettings: settings,
      // The system's linker warns of a function in Foundation that nothing of ours calls.
      // Release builds leave out what only a debugger reads: a third of the file.
      linkerSettings: [
        .unsafeFlags(["-use-ld=lld"]),
        .unsafeFlags(["-Xlinker", "--strip-debug"], .when(configuration: .release)),
        .unsafeFlags(standalone),
      ]),

    .target(
      name: "TestSupport", dependencies: ["Diagnostics", "Text"], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("HouseTests"),
    tests("TextTests", ["Text"]),
    tests("WebTests", ["Web", "Diagnostics", "Text"], hasFixtures: true),
    tests("SearchTests", ["Search"]),
    tests("PicturesTests", ["Pictures"]),
    tests("CardsTests", ["Cards"]),
    tests("ColoursTests", ["Colours"]),
    tests("SpreadsheetsTests", ["Spreadsheets"]),
    tests("DiagnosticsTests", ["Diagnostics", "Text"]),
    tests("CivilTimeTests", ["CivilTime", "Text"]),
    tests("MarkdownTests", ["Markdown"], hasFixtures: true),
    tests("TemplatesTests", ["Templates", "Diagnostics", "Text"], hasFixtures: true),
    tests(
      "ProgrammeTests", ["Programme", "CivilTime", "Diagnostics", "Text"], hasFixtures: true),
    tests("PublishingTests", ["Publishing", "Content", "CivilTime"]),
    tests("SiteTests", ["Previewing"], hasFixtures: true),
  ],
  swiftLanguageModes: [.v6]
)

// `make test-release` builds the tests of one target alone, since those of all take minutes.
if let name = Context.environment["TESTS"] {
  package.targets.removeAll { $0.type == .test && $0.name != name }
}

// What Fuzzing/run builds, and nothing else: each file there with what it needs, as an archive that is
// linked with libFuzzer, which brings the main function.
if Context.environment["FUZZ"] != nil {
  let fuzzers = [
    "FuzzCSS": ["Web"],
    "FuzzCSV": ["SourceFormats"],
    "FuzzHTML": ["Web"],
    "FuzzJSON": ["Content", "Web"],
    "FuzzMarkdown": ["Markdown"],
    "FuzzPage": ["SiteRender", "Importing"],
    "FuzzRequest": ["Previewing"],
    "FuzzTemplates": ["Templates"],
    "FuzzYAML": ["SourceFormats"],
  ]
  package.targets.append(
    .target(
      name: "FuzzSupport", dependencies: allBelow(["Diagnostics"]), path: "Fuzzing/Support",
      swiftSettings: settings))
  for (name, targets) in fuzzers {
    package.products.append(.library(name: name, type: .static, targets: [name]))
    package.targets.append(
      .target(
        name: name, dependencies: allBelow(targets) + ["FuzzSupport"], path: "Fuzzing",
        sources: ["\(name).swift"], swiftSettings: settings))
  }
}
