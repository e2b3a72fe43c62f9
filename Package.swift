// swift-tools-version: 6.2
import PackageDescription

/// Settings every target of ours is built with. Warnings are errors in CI only, so that a newer
/// compiler's new warning never keeps somebody from building their site.
let house: [SwiftSetting] =
  [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
  ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], hasFixtures: Bool = false
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"],
    exclude: hasFixtures ? ["Fixtures"] : [], swiftSettings: house)
}

let package = Package(
  name: "Lectern",
  products: [.executable(name: "lectern", targets: ["SiteCLI"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    room("Text"),
    room("Diagnostics", ["Text"]),
    room("CivilTime", ["Text"]),
    room("Markdown", ["CMarkGFM", "Diagnostics", "Text"]),
    room("Templates", ["Diagnostics", "Text"]),
    room("Programme", ["CivilTime", "Diagnostics", "Text"]),
    room(
      "SiteCore",
      [
        "Markdown", "Templates", "Programme", "CivilTime", "Diagnostics", "Text",
        .product(name: "Yams", package: "Yams"),
      ]),
    room("SiteShell", ["SiteCore", "Diagnostics", "Text"]),
    .executableTarget(
      name: "SiteCLI",
      dependencies: [
        "SiteShell", "SiteCore", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: house,
      // The system's linker warns of a function in Foundation that nothing of ours calls.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),

    .target(
      name: "TestSupport", dependencies: ["Diagnostics", "Text"], path: "Tests/TestSupport",
      swiftSettings: house),
    tests("HouseTests"),
    tests("TextTests", ["Text"]),
    tests("DiagnosticsTests", ["Diagnostics", "Text"]),
    tests("CivilTimeTests", ["CivilTime", "Text"]),
    tests("MarkdownTests", ["Markdown", "Diagnostics", "Text"], hasFixtures: true),
    tests("TemplatesTests", ["Templates", "Diagnostics", "Text"], hasFixtures: true),
    tests(
      "ProgrammeTests", ["Programme", "CivilTime", "Diagnostics", "Text"], hasFixtures: true),
    tests("SiteTests", ["SiteShell", "SiteCore", "Diagnostics", "Text"], hasFixtures: true),
  ],
  swiftLanguageModes: [.v6]
)
