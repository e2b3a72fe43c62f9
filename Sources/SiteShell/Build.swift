import Cards
package import Content
import ContentSchema
import Diagnostics
import Importing
import Pictures
import Publishing
import Search
package import SiteModel
import SiteRender
import SiteSettings
import SiteViews
import Web

package struct BuildOptions: Sendable {
  package var parse = ParseOptions()
  package var assemble: AssembleOptions
  /// Whether warnings keep the site from being written, too.
  package var isStrict = false
  /// Whether anything is written at all.
  package var writes = true
  /// Called while smaller pictures and cards are made, with how many there are, and how many there will be.
  package var whenMakingPictures: @Sendable (Int, Int) -> Void = { _, _ in }
  /// Whether the report says what pages weigh.
  package var weighs = false
  /// Whether the report lists the addresses on other hosts.
  package var listsExternalAddresses = false
  /// Whether files in the output folder that no build wrote may be replaced.
  package var adopts = false
  /// Called once, before the build waits for another build of this site to end.
  package var whenWaiting: @Sendable () -> Void = {}

  package init(assemble: AssembleOptions) { self.assemble = assemble }
}

/// Reads a site, writes what changed to its output folder.
///
/// A build with errors leaves the output folder as it was.
///
/// - Returns: the site, too, so that a command can end without freeing it first: for ten thousand pages
///   that takes as long as assembling it.
package func build(
  _ workspace: Workspace, _ options: BuildOptions
) async throws(WorkspaceError) -> (report: BuildReport, site: Site) {
  var timings = Timings()
  try workspace.checkOutput()
  let lock =
    options.writes ? try BuildLock(of: workspace, whenWaiting: options.whenWaiting) : nil
  defer { lock?.release() }
  let tree = try workspace.listInputs()
  timings.lap("list")

  let source = DiskFiles(workspace: workspace, tree: tree.value)
  let files = try await workspace.parse(tree.value, options.parse)
  timings.lap("read and parse")
  let workshop = PictureWorkshop(source)
  let cards = try files.value.cardRenderer()
  var assembleOptions = options.assemble
  assembleOptions.cardRenderer = cards?.renderer
  let (site, encoder) = try files.value.assembled(assembleOptions, workshop)
  timings.lap("assemble")
  let outputs = plan(site.value)
  timings.lap("plan")

  var report = BuildReport(
    tree.diagnostics + files.diagnostics + site.diagnostics + outputs.diagnostics)
  report.encoder = encoder
  report.lacksCardRenderer = cards == .missing
  guard options.writes else {
    let made = try await site.value.make(outputs.value, workshop, options) {
      output, _ throws(WorkspaceError) in
      try output.checked(site.value, source, options)
    }
    report.add(made)
    timings.lap("render")
    report.finish(timings, isStrict: options.isStrict)
    if report.errors == 0, site.value.published.all.isEmpty,
      let earlier = try OwnedFiles(of: workspace).earlier
    {
      report.goneSinceLastBuild = site.value.goneSince(earlier, outputs: outputs.value)
    }
    return (report, site.value)
  }
  try await source.write(outputs.value, of: site.value, workshop, options, &report, &timings)
  return (report, site.value)
}

extension SiteFiles {
  /// The site, with what there is to make smaller pictures with, if pages may show any.
  fileprivate func assembled(
    _ options: AssembleOptions, _ workshop: PictureWorkshop
  ) throws(WorkspaceError) -> (site: Diagnosed<Site>, encoder: PictureEncoderSearch?) {
    let site = assemble(self, options)
    guard site.value.mayShowPictures(self) else { return (site, nil) }
    let search = try workshop.encoder()
    guard let encoder = search.encoder else { return (site, search) }
    var options = options
    options.pictureEncoder = encoder
    return (assemble(self, options), search)
  }
}

extension DiskFiles {
  /// Makes the outputs in a staging folder, and puts them in place if all is well.
  fileprivate func write(
    _ outputs: [Output], of site: Site, _ workshop: PictureWorkshop, _ options: BuildOptions,
    _ report: inout BuildReport, _ timings: inout Timings
  ) async throws(WorkspaceError) {
    var record = try OwnedFiles(of: workspace)
    let staging = try Staging(beside: workspace.output)
    let made: MadeSite
    let change: OutputChange
    let hosts: HostFolder?
    do {
      made = try await site.make(outputs, workshop, options) {
        output, others throws(WorkspaceError) in
        try output.staged(in: staging, site, self, options, others)
      }
      report.add(made)
      timings.lap("render and stage")
      report.finish(timings, isStrict: options.isStrict)
      guard report.succeeded else { return try staging.discard() }
      change = try OutputChange(
        staging, changed: made.paths(where: { $0.outcome == .staged }), current: made.paths,
        owned: record.earlier, adopts: options.adopts)
      hosts = try HostFolder(of: workspace, made.filesBeside, adopts: options.adopts)
      report.keptUnownedFiles =
        record.earlier == nil ? try workspace.countUnownedFiles(besides: made.paths) : 0
      // What a build that ends in the middle has put in place must be ours to the next one.
      try record.write(made.paths.union(record.earlier ?? []), output: workspace.output)
    } catch {
      try? staging.discard()  // The first failure is the one to report; the next build clears up.
      throw error.adding("the output folder is as it was")
    }
    report.add(change)
    do {
      try change.perform()
      try staging.giveRights(
        to: made.paths(where: { $0.outcome == .sameWithOtherRights }),
        inFoldersOf: made.paths(where: { $0.outcome != .same }))
      if report.changed + report.removed > 0 { try FileSystem.flush(workspace.output) }
      try record.write(made.paths, output: workspace.output)
      try staging.discard()
      report.changedHostFiles = try hosts?.perform() ?? []
    } catch {
      let waiting = (try? staging.count()) ?? 0
      try? staging.discard()  // As above.
      throw error.adding(
        "\(report.changed - waiting) of \(report.changed) new or changed files are in place; build again to go on"
      )
    }
    timings.lap("move into place")
    report.timings = timings
  }
}

/// What rendering one output came to.
struct Finding: Sendable {
  var diagnostics: [Diagnostic] = []
  /// `nil` if nothing was to be written.
  var outcome: Staging.Outcome?
  var weight: PageWeight?
  /// What is not published of a picture.
  var leftOut: BuildReport.LeftOut?
  /// The withheld files that the output names.
  var namedFiles: Set<String> = []
  var anchorLinks: [AnchorLink] = []
  /// The addresses on other hosts, where they were asked for.
  var externalAddresses: [String] = []
  /// What its templates took.
  var steps = 0
  /// What its pictures ask for.
  var pictures = PictureWishes()
  /// What is drawn, if it is a card.
  var card: CardDrawing?
  /// What it makes a browser load, where hosts are told so.
  var policy: ContentPolicy?
  /// What the search knows of the page. `nil` if it doesn't know it.
  var searched: (page: PageID, entry: SearchedPage)?
  /// What it makes a browser load of the site, where phones keep it.
  var loads: [OutputPath] = []

  /// Whether a template took more than a page may take. Then it does so on other pages, too, and a site of
  /// thousands would take hours: so few are rendered after it.
  var isRunaway: Bool { diagnostics.contains(where: \.tellsOfRenderLimit) }
}

extension Finding {
  fileprivate init(_ copy: Diagnosed<CopiedFile>, of file: String) {
    diagnostics = copy.diagnostics
    leftOut =
      copy.value.leftOut.isEmpty
      ? nil : BuildReport.LeftOut(file: "content/" + file, data: copy.value.leftOut)
  }
}

/// What an output that is made last follows from.
private struct OtherOutputs {
  var hosts: HostedSite?
  var search: [SearchIndex] = []
  /// All that was made, for the lists of what phones keep.
  var made: [OutputLoads] = []
  /// What has the smaller pictures, and those of cards.
  var workshop: PictureWorkshop?
  /// What the output is a picture of, if it is a card.
  var card: CardDrawing?
}

/// What a site consists of, made.
struct MadeSite {
  /// Without what is withheld.
  var outputs: [Output]
  var findings: [Finding]
  /// What shows only when all is made: files that look like slips, links to anchors that no page renders.
  var mistakes: [Diagnostic]
  /// How many files only pages have that are not on the site.
  var embargoed: Int
  /// The pictures that could be smaller.
  var unscaled: Set<String> = []
  /// What hosts are told in a folder of its own.
  var filesBeside: [(path: OutputPath, bytes: [UInt8])] = []

  var paths: Set<OutputPath> { Set(outputs.map(\.path)) }

  var hasErrors: Bool { mistakes.hasErrors || findings.contains { $0.diagnostics.hasErrors } }

  /// The paths of the outputs of which a condition holds.
  func paths(where holds: (Finding) -> Bool) -> [OutputPath] {
    zip(outputs, findings).filter { holds($1) }.map(\.0.path)
  }
}

extension MadeSite {
  /// Removes the pictures that were made for an earlier build and that the site shows no longer.
  fileprivate func cleanUp(
    _ workshop: PictureWorkshop, _ options: BuildOptions, of site: Site
  ) throws(WorkspaceError) {
    guard options.writes, !hasErrors, site.index.hasPictureSources || site.hasCards else { return }
    try workshop.clean(
      keeping: Set(outputs.compactMap(\.smallerPicture?.name) + findings.compactMap(\.card?.name)))
  }
}

extension Site {
  /// Makes the outputs: all that are published for certain, then the withheld files that those name.
  fileprivate func make(
    _ outputs: [Output], _ workshop: PictureWorkshop, _ options: BuildOptions,
    _ make: @escaping @Sendable (Output, OtherOutputs) throws(WorkspaceError) -> Finding
  ) async throws(WorkspaceError) -> MadeSite {
    let (published, withheld) = withholding(
      outputs.filter { !$0.isHostFile && !$0.isSearchFile && !$0.isOfflineList })
    let budget = SiteBudget()
    let makeForVisitors: @Sendable (Output) throws(WorkspaceError) -> Finding = {
      output throws(WorkspaceError) in try make(output, OtherOutputs())
    }
    let findings = try await published.parallelMap(
      endingAfter: { $0.isRunaway || budget.isExceeded(adding: $0.steps) }, makeForVisitors)
    if let mistake = budget.mistake {
      // Which pages were rendered until then is chance, so nothing is said of what was found on them.
      return MadeSite(outputs: [], findings: [], mistakes: [mistake], embargoed: 0)
    }
    let named = findings.reduce(into: Set<String>()) { $0.formUnion($1.namedFiles) }
    let anchorLinks = findings.flatMap(\.anchorLinks) + anchorLinksOfSite
    let shownSmaller = Set(
      findings.flatMap { $0.pictures.offers.map(\.set.source.file) })
    let (late, replaced) = withheld.parted { output in
      guard let file = output.copiedFile else { return false }
      return named.contains(file)
        || isShownSmaller(file) && !shownSmaller.contains("content/" + file)
    }
    var made = MadeSite(
      outputs: published + late, findings: findings + (try await late.parallelMap(makeForVisitors)),
      mistakes: mistakes(inFilesBut: named) + deadAnchors(among: anchorLinks),
      embargoed: embargoCount(but: named))
    if !options.writes {
      // A check makes no smaller pictures, which would show whether a file is whole.
      let pictures = replaced.filter { $0.copiedFile.map(isShownSmaller) == true }
      made.mistakes += try await pictures.parallelMap(makeForVisitors).flatMap(\.diagnostics)
    }
    try await addSmallerPictures(to: &made, workshop, options, make)
    made.mistakes += picturesTooHeavy(in: made)
    if hasCards { try await addCards(to: &made, workshop, options, make) }
    try made.cleanUp(workshop, options, of: self)
    if configuration.search != nil {
      let index = searchIndexes(made.findings.compactMap(\.searched))
      for output in outputs where output.isSearchFile {
        made.findings.append(try make(output, OtherOutputs(search: index)))
        made.outputs.append(output)
      }
    }
    let lists = outputs.filter(\.isOfflineList)
    if !lists.isEmpty, !made.hasErrors {
      let all = zip(made.outputs, made.findings).map {
        OutputLoads($0, loads: $1.loads, offers: $1.pictures.offers)
      }
      for output in lists {
        made.findings.append(try make(output, OtherOutputs(made: all)))
        made.outputs.append(output)
      }
    }
    try addHostFiles(to: &made, outputs.filter(\.isHostFile), make)
    return made
  }

  /// Makes the smaller pictures that the pages show. A check knows which they are, and makes none.
  private func addSmallerPictures(
    to made: inout MadeSite, _ workshop: PictureWorkshop, _ options: BuildOptions,
    _ make: @escaping @Sendable (Output, OtherOutputs) throws(WorkspaceError) -> Finding
  ) async throws(WorkspaceError) {
    guard index.hasPictureSources else { return }
    var wanted: [OutputPath: DerivedPicture] = [:]
    for finding in made.findings {
      made.unscaled.formUnion(finding.pictures.unscaled)
      for picture in finding.pictures.derived { wanted[picture.path] = picture }
    }
    let pictures = wanted.sorted { $0.key < $1.key }.map(\.value)
    let outputs = pictures.map { Output($0) }
    if options.writes, !made.hasErrors {
      made.mistakes += try await workshop.make(pictures, progress: options.whenMakingPictures)
    }
    // Nothing is written of a site with mistakes, so its pictures needn't be there.
    let others = OtherOutputs(workshop: options.writes && !made.hasErrors ? workshop : nil)
    made.findings += try await outputs.parallelMap { output throws(WorkspaceError) in
      try make(output, others)
    }
    made.outputs += outputs
    if options.weighs || configuration.pictureWeightLimit != nil {
      for index in made.findings.indices where !made.findings[index].pictures.offers.isEmpty {
        let offers = made.findings[index].pictures.offers
        made.findings[index].weight?.add(offers) { workshop.size(of: $0) }
      }
    }
  }

  /// Reports pages whose pictures weigh more than is allowed. Of pictures that aren't made yet nothing is known.
  private func picturesTooHeavy(in made: MadeSite) -> [Diagnostic] {
    guard let limit = configuration.pictureWeightLimit else { return [] }
    // A page that is shown untranslated in other languages has the same pictures there.
    return zip(made.outputs, made.findings).compactMap { output, finding in
      if case .page(let id) = output.recipe, self[id].isShown { return nil }
      return finding.weight?.excessOfPictures(over: limit)
    }
  }

  /// Makes the pictures of the cards that are drawn. A check draws them, and makes none.
  private func addCards(
    to made: inout MadeSite, _ workshop: PictureWorkshop, _ options: BuildOptions,
    _ make: @escaping @Sendable (Output, OtherOutputs) throws(WorkspaceError) -> Finding
  ) async throws(WorkspaceError) {
    guard options.writes, !made.hasErrors else { return }
    let cards = zip(made.outputs, made.findings).enumerated().compactMap { index, card in
      card.1.card.map { (index: index, page: card.0.cardPage, drawing: $0) }
    }
    let failures = try await workshop.make(
      cards.map(\.drawing), progress: options.whenMakingPictures)
    for card in cards {
      guard let page = card.page else { continue }
      if let words = failures[card.drawing.name] {
        made.mistakes.append(cardFailure(words, of: page))
      } else if let size = workshop.size(of: card.drawing), size > CardDrawing.mostPictureBytes {
        made.mistakes.append(cardExcess(size, of: page))
      }
    }
    if made.hasErrors { return }
    let outputs = cards.map { (made.outputs[$0.index], $0.drawing) }
    let findings = try await outputs.parallelMap { output, drawing throws(WorkspaceError) in
      try make(output, OtherOutputs(workshop: workshop, card: drawing))
    }
    for (card, finding) in zip(cards, findings) {
      made.findings[card.index].outcome = finding.outcome
    }
  }

  /// Makes what hosts are told, which follows from all that the site consists of.
  private func addHostFiles(
    to made: inout MadeSite, _ inside: [Output],
    _ make: (Output, OtherOutputs) throws(WorkspaceError) -> Finding
  ) throws(WorkspaceError) {
    guard !hostFiles.isEmpty else { return }
    var policy = ContentPolicy()
    for finding in made.findings { if let own = finding.policy { policy.formUnion(own) } }
    made.mistakes += mistakes(in: policy)
    let hosts = HostedSite(self, policy, made.outputs)
    for output in inside {
      made.findings.append(try make(output, OtherOutputs(hosts: hosts)))
      made.outputs.append(output)
    }
    made.filesBeside = hostFiles.filter(\.liesBeside).map { file in
      let output = Output(beside: file)
      return (output.path, render(output, of: self, hosts: hosts).value)
    }
  }
}

extension Output {
  /// The file of `content/` that is copied. `nil` if the output is made.
  package var copiedFile: String? { if case .copy(let file) = recipe { file } else { nil } }

  /// Renders the output and keeps only the findings.
  fileprivate func checked(
    _ site: Site, _ source: DiskFiles, _ options: BuildOptions
  ) throws(WorkspaceError) -> Finding {
    if smallerPicture != nil { return Finding() }
    guard let copiedFile else {
      return finding(try rendered(site, source.workspace), site, options)
    }
    let counts = !site.hostFiles.isEmpty && countsForContentPolicy(copiedFile)
    let mayName = site.mayNamePictures(copiedFile)
    guard PictureSize.isPicture(copiedFile) || counts || mayName else {
      try FileSystem.checkReadable(source.diskPath(of: "content/" + copiedFile))
      return Finding()
    }
    let copy = copied(copiedFile, try source.bytes(of: "content/" + copiedFile))
    var finding = Finding(copy, of: copiedFile)
    finding.policy = policy(copy.value.bytes, of: site)
    if mayName { finding.namedFiles = site.pictures(namedIn: copy.value.bytes, of: self) }
    return finding
  }

  /// What the output makes a browser load. `nil` if no host is told.
  private func policy(_ bytes: [UInt8], of site: Site) -> ContentPolicy? {
    site.hostFiles.isEmpty || isHostFile ? nil : site.contentPolicy(of: path, bytes)
  }

  /// The output, compared with what an earlier build has told calendars.
  private func rendered(
    _ site: Site, _ workspace: Workspace, _ others: OtherOutputs = OtherOutputs()
  ) throws(WorkspaceError) -> RenderedOutput {
    var rendered = render(self, of: site, hosts: others.hosts, search: others.search)
    if isWholeCalendar,
      let earlier = try FileSystem.readIfPresent(workspace.output + "/" + path.text)
    {
      rendered.diagnostics += unannouncedChanges(from: earlier, to: rendered.value, of: site)
    }
    return rendered
  }

  /// Renders the output into the staging folder.
  fileprivate func staged(
    in staging: Staging, _ site: Site, _ source: DiskFiles, _ options: BuildOptions,
    _ others: OtherOutputs
  ) throws(WorkspaceError) -> Finding {
    if let card = others.card, let workshop = others.workshop {
      let bytes = try workshop.bytes(of: card)
      return Finding(outcome: try staging.write(bytes, to: path, .assets))
    }
    if let smallerPicture {
      guard let workshop = others.workshop else { return Finding() }
      let bytes = try workshop.bytes(of: smallerPicture)
      return Finding(outcome: try staging.write(bytes, to: path, .assets))
    }
    if let copiedFile {
      let copy = copied(copiedFile, try source.bytes(of: "content/" + copiedFile))
      var finding = Finding(copy, of: copiedFile)
      if !copy.hasErrors {
        finding.outcome = try staging.write(copy.value.bytes, to: path, .assets)
        finding.policy = policy(copy.value.bytes, of: site)
        if site.mayNamePictures(copiedFile) {
          finding.namedFiles = site.pictures(namedIn: copy.value.bytes, of: self)
        }
      }
      return finding
    }
    if case .offlineList(let language) = recipe {
      let list = site.renderOfflineList(
        language, try staging.offlineFiles(language, others.made, site))
      return Finding(outcome: try staging.write(list, to: path, .lists))
    }
    let rendered = try rendered(site, source.workspace, others)
    var finding = finding(rendered, site, options)
    if rendered.hasErrors || cardPage != nil { return finding }
    let part: Staging.Part = if case .asset = recipe { .assets } else { .pages }
    finding.outcome = try staging.write(rendered.value, to: path, part)
    return finding
  }

  private func finding(
    _ rendered: RenderedOutput, _ site: Site, _ options: BuildOptions
  ) -> Finding {
    let weighs = options.weighs || site.configuration.pictureWeightLimit != nil
    return Finding(
      diagnostics: rendered.diagnostics,
      weight: weighs && !rendered.hasErrors ? weigh(self, rendered.value, of: site) : nil,
      leftOut: leftOut(of: site), namedFiles: site.withheldFiles(namedIn: rendered.value, of: self),
      anchorLinks: rendered.anchorLinks,
      externalAddresses: options.listsExternalAddresses && path.text.hasSuffix(".html")
        ? addressesOnTheWeb(in: rendered.value, but: site.configuration.baseURL) : [],
      steps: rendered.steps, pictures: rendered.pictures, card: rendered.card,
      policy: policy(rendered.value, of: site), searched: site.searched(self, rendered.value),
      loads: site.filesLoaded(by: self, rendered.value))
  }
}

extension Staging {
  /// What phones keep of a language, with its digests.
  fileprivate func offlineFiles(
    _ language: Int, _ made: [OutputLoads], _ site: Site
  ) throws(WorkspaceError) -> [(file: OfflineFile, digest: String, size: Int)] {
    var files: [(file: OfflineFile, digest: String, size: Int)] = []
    for file in site.offlineFiles(language, of: made) {
      let bytes = try bytes(of: file.path)
      guard file.isKept(size: bytes.count) else { continue }
      files.append((file, offlineDigest(bytes), bytes.count))
    }
    return files
  }
}

extension Output {
  /// What is not published of a picture of the design.
  fileprivate func leftOut(of site: Site) -> BuildReport.LeftOut? {
    guard case .asset(let name) = recipe, let data = site.assets[name]?.leftOut, !data.isEmpty
    else { return nil }
    return BuildReport.LeftOut(file: "templates/assets/" + name, data: data)
  }
}

extension Workspace {
  /// How many files in the output folder the build does not write.
  fileprivate func countUnownedFiles(besides current: Set<OutputPath>) throws(WorkspaceError) -> Int
  {
    var count = 0
    func visit(_ folder: String) throws(WorkspaceError) {
      for name in try FileSystem.names(in: output + (folder.isEmpty ? "" : "/" + folder)) {
        guard let name, !name.hasPrefix(".") else { continue }
        let path = folder.isEmpty ? name : folder + "/" + name
        let status = try FileSystem.status(output + "/" + path, followingLinks: false)
        if status?.kind == .folder {
          try visit(path)
        } else if OutputPath(exactly: path).map(current.contains) != true {
          count += 1
        }
      }
    }
    if try FileSystem.status(output) != nil { try visit("") }
    return count
  }
}

extension Array {
  /// The elements of which a condition holds, and the others.
  fileprivate func parted(by holds: (Element) -> Bool) -> ([Element], [Element]) {
    (filter(holds), filter { !holds($0) })
  }
}
