import Content
import Diagnostics
import Publishing
import SiteModel
import SiteSettings
import Text
import Web

/// A publication on its way to a place.
struct Publication {
  private let scratch: PublicationScratch
  private let lock: BuildLock
  private let target: any PublicationTarget
  /// Where what is replaced is kept.
  private let previous: (any PublicationTarget)?
  private let place: PublicationPlace
  private let options: PublishOptions
  private let now: Int

  /// Waits for another build or publication of the site to end.
  init(
    _ workspace: Workspace, _ configuration: SiteConfiguration, _ place: PublicationPlace,
    _ options: PublishOptions
  ) throws(WorkspaceError) {
    self.place = place
    self.options = options
    now = options.build.assemble.now.instant(in: configuration.zone)
    lock = try BuildLock(of: workspace, whenWaiting: options.build.whenWaiting)
    scratch = try PublicationScratch(of: workspace, named: "publishing")
    // On the command line a folder is meant from where one is.
    let base = options.to == nil ? workspace.folder : try FileSystem.currentFolder()
    target = try place.target(from: base, scratch)
    // What is kept belongs to the place in the settings.
    let settings =
      options.to == nil || options.to == configuration.publish?.to ? configuration.publish : nil
    previous = try settings?.previous?.target(from: workspace.folder, scratch)
  }

  /// Lets others build and publish the site again.
  func end() {
    // What is left of it is in nobody's way, and the next publication clears it away.
    try? scratch.discard()
    lock.release()
  }

  /// How many files of each sort are named before it begins.
  private var named: Int { options.isDryRun ? Int.max : 10 }

  /// Makes the place what a folder is.
  func perform(
    _ files: [PublishedFile], from folder: String, _ result: inout Published
  ) throws(WorkspaceError) {
    let listing = try target.list()
    let record = try target.record(in: listing)
    let plan = PublicationPlan(
      files, record: record, listing: listing, now: now, adopts: options.adopts)
    guard try mayGoOn(plan, &result) else { return }
    if let record, !plan.isEmpty { try keep(plan, record, listing) }
    try perform(plan, from: folder, record, &result)
  }

  /// Says what is to come, and finds out whether it may.
  private func mayGoOn(
    _ plan: PublicationPlan, _ result: inout Published
  ) throws(WorkspaceError) -> Bool {
    func refuse(_ code: PublishingCode, _ message: String, _ help: String) -> Bool {
      result.diagnostics.append(.error(code, message, help: help))
      result.succeeded = false
      return false
    }
    if let first = plan.foreign.first {
      let more = plan.foreign.count - 1
      let others = more == 0 ? "" : " (and \(more) more)"
      return refuse(
        .foreignFile,
        "at \(place.text) stands \(inOneLine(first)), which no publication wrote\(others)",
        options.adopts
          ? "move it away: a file of the site takes the place of its folder"
          : "if it is from an upload by hand, publish once with --adopt; else choose another place")
    }
    try options.tell("\(place.text)")
    for line in plan.words(most: named) { try options.tell(line) }
    if options.isDryRun { return false }
    guard plan.removesMuch, !options.saysYes else { return true }
    if options.confirm?("\(plan.amountRemoved) would be removed. Go on?") == true { return true }
    return refuse(
      .manyRemovals, "\(plan.amountRemoved) would be removed, so nothing was changed",
      "look at the list with --dry-run, and say --yes if it is right")
  }

  private func perform(
    _ plan: PublicationPlan, from folder: String, _ record: PublicationRecord?,
    _ result: inout Published
  ) throws(WorkspaceError) {
    if plan.isEmpty {
      if record?.entries != plan.final.entries { try target.put(plan.final) }
      return
    }
    // What a publication that ends in the middle has put there must be ours to the next one.
    try target.put(plan.announced)
    try target.remove(plan.inTheWay.map(\.text))
    try target.removeIfEmpty(plan.foldersInTheWay)
    for paths in [plan.assets, plan.newPages, plan.changedPages, plan.lists] {
      try target.put(paths.map(\.text), from: folder)
    }
    try target.remove(plan.removed.map(\.text) + plan.leftovers)
    try target.removeIfEmpty(plan.emptiedFolders)
    try target.put(plan.final)
    (result.put, result.removed) = (plan.puts.count, plan.removals.count)
  }

  // MARK: What is kept

  // The files that a publication replaces and removes lie at the other place under their fingerprints, beside the
  // record of what they were a part of. The record is there only while all of them are.

  /// Keeps what a publication is about to replace and remove.
  private func keep(
    _ plan: PublicationPlan, _ record: PublicationRecord, _ listing: PlaceListing
  ) throws(WorkspaceError) {
    guard let previous else { return }
    let there = try previous.list()
    let replaced = plan.replaced(at: listing).filter { record.entries[$0]?.fingerprint != nil }
    guard record.isWhole else {
      // The publication before ended in the middle. What was kept then is of the last whole one, and stays; it gets
      // what is of that one, too, and was still in its place.
      guard let whole = try previous.record(in: there) else { return }
      let more = replaced.filter {
        record.entries[$0]?.fingerprint == whole.entries[$0]?.fingerprint
      }
      _ = try copy(more, to: previous)
      return
    }
    try previous.remove(previous.recordNames.filter { there.entries[$0] != nil })
    var kept = record
    let fetched = try copy(replaced, to: previous)
    for (path, entry) in fetched { kept.entries[path] = entry }
    let needed = Set(fetched.values.compactMap(\.fingerprint))
    try previous.remove(
      there.entries.keys.filter { isFingerprint($0) && !needed.contains($0) }.sorted())
    try previous.put(kept)
  }

  /// Copies files from the place to where they are kept.
  ///
  /// - Returns: what they really are.
  private func copy(
    _ paths: [OutputPath], to previous: any PublicationTarget
  ) throws(WorkspaceError) -> [OutputPath: PublicationRecord.Entry] {
    let fetched = try scratch.folder("replaced")
    let byName = try scratch.folder("kept")
    try target.fetch(paths.map(\.text), into: fetched)
    var entries: [OutputPath: PublicationRecord.Entry] = [:]
    for path in paths {
      let bytes = try FileSystem.read(fetched + "/" + path.text)
      let name = Fingerprint(bytes).text
      try FileSystem.write(bytes, to: byName + "/" + name)
      entries[path] = .init(fingerprint: name, size: bytes.count)
    }
    try previous.put(Set(entries.values.compactMap(\.fingerprint)).sorted(), from: byName)
    return entries
  }

  /// Makes the place what it was before the last publication.
  func undo(_ result: inout Published) throws(WorkspaceError) {
    func refuse(_ message: String, _ help: String) {
      result.diagnostics.append(.error(PublishingCode.nothingToUndo, message, help: help))
      result.succeeded = false
    }
    let help = "build the site as it was then, and publish it"
    guard let previous else {
      return refuse(
        "nothing is kept of the last publication at \(place.text)",
        "\(help); with previous: under publish: in site.yaml the next one can be undone")
    }
    let there = try previous.list()
    guard let kept = try previous.record(in: there) else {
      return refuse("there is no publication to go back to at \(place.text)", help)
    }
    let listing = try target.list()
    let record = try target.record(in: listing)
    let files = kept.entries.compactMap { path, entry -> PublishedFile? in
      guard entry.leftAt == nil, let fingerprint = entry.fingerprint else { return nil }
      return PublishedFile(path: path, fingerprint: fingerprint, size: entry.size)
    }.sorted { $0.path < $1.path }
    let plan = PublicationPlan(files, record: record, listing: listing, now: now)
    let puts = Set(plan.puts)
    let needed = files.filter { puts.contains($0.path) }
    guard needed.allSatisfy({ there.entries[$0.fingerprint] != nil }) else {
      return refuse("not all of the publication of \(kept.moment) is kept", help)
    }
    try options.tell("back to the publication of \(kept.moment)")
    guard try mayGoOn(plan, &result) else { return }
    let byName = try scratch.folder("kept")
    try previous.fetch(Set(needed.map(\.fingerprint)).sorted(), into: byName)
    let folder = try scratch.folder("site")
    for file in needed {
      let bytes = try FileSystem.read(byName + "/" + file.fingerprint)
      guard Fingerprint(bytes).text == file.fingerprint else {
        return refuse("what is kept of \(file.path.text) isn't what was published", help)
      }
      try FileSystem.write(bytes, to: folder + "/" + file.path.text)
    }
    try perform(plan, from: folder, record, &result)
    try previous.remove(previous.recordNames.filter { there.entries[$0] != nil })
  }
}
