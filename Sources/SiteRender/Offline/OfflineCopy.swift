// The programme on visitors' phones: the list of what is kept, made when all else is. worker.js does the rest in the browser,
// and ARCHITECTURE.md tells how a phone gets from one version to the next.

import CivilTime
import Content
import ContentSchema
package import Pictures
import Programme
package import SiteModel
import SiteSettings
import SiteViews
import Text
package import Web

extension Site {
  /// The service worker (https://www.w3.org/TR/service-workers/), and for each language the list of what is kept. The worker lies where the
  /// site begins, since it can only answer for what lies below it.
  var offlineFiles: [(OutputPath, Recipe)] {
    switch offlineCopies {
    case .none: []
    case .removed: [(offlineWorkerPath, .offlineWorker)]
    case .kept:
      [(offlineWorkerPath, .offlineWorker)]
        + configuration.languages.indices.compactMap { language in
          offlineList(language).map { ($0, .offlineList(language: language)) }
        }
    }
  }

  func renderOfflineWorker() -> [UInt8] {
    keepsOfflineCopies ? PackageResources.worker_js : PackageResources.gone_js
  }
}

extension Output {
  /// Whether it lists what phones keep, and so is made when all else is.
  package var isOfflineList: Bool { if case .offlineList = recipe { true } else { false } }
  package var isOfflineWorker: Bool { if case .offlineWorker = recipe { true } else { false } }
}

// MARK: Which pages

extension Site {
  /// The section of the programme that is kept.
  private var offlineProgramme: ProgrammeSection? {
    page(configuration.event?.programme, in: 0).flatMap { page in
      programmes.first { $0.section == self[page].original } ?? programme(of: self[page].original)
    }
  }

  /// The pages that somebody in the hall needs: the home page, the programme, its people, rooms and tracks with their lists, the venue
  /// with what lies beside it, and whom to ask.
  private func offlinePages(_ language: Int) -> Set<PageID> {
    let event = configuration.event
    var wanted: Set<PageID> = []
    var folders: Set<String> = []
    if let programme = offlineProgramme {
      wanted.insert(programme.section)
      folders.insert(self[programme.section].path)
      let members = programme.people.pages + programme.rooms.pages + programme.tracks.pages
      wanted.formUnion(members)
      wanted.formUnion(members.compactMap { section(of: $0) }.filter { !self[$0].path.isEmpty })
    }
    if let venue = page(event?.venue, in: 0) {
      wanted.insert(self[venue].original)
      let folder = section(of: self[venue].original).map { self[$0].path } ?? ""
      if !folder.isEmpty { folders.insert(folder) }
    }
    for address in [event?.contact, event?.registration?.page, event?.codeOfConduct] {
      if let page = page(address, in: 0) { wanted.insert(self[page].original) }
    }
    if let home = sections.homes[language] { wanted.insert(self[home].original) }
    return Set(
      pages.indices.map(PageID.init(index:)).filter { id in
        let page = self[id]
        guard page.language == language, page.isLive, page.hasOwnPage, page.role != .notFound else {
          return false
        }
        return wanted.contains(page.original)
          || folders.contains { page.path == $0 || page.path.isBelow($0) }
      })
  }
}

// MARK: Which files

/// A file that phones keep.
package struct OfflineFile: Sendable {
  package let path: OutputPath
  /// The fingerprints of other sizes of the picture, which it stands for without a network.
  package fileprivate(set) var standsFor: [String] = []

  /// Whether a file of that many bytes is kept: pictures that are shown in the size of their files may be large.
  package func isKept(size: Int) -> Bool {
    size <= 300_000 || !PictureSize.isPicture(path.text)
  }
}

/// What is known of an output that was made.
package struct OutputLoads: Sendable {
  package let output: Output
  /// The files that it makes a browser load.
  package let loads: [OutputPath]
  /// The pictures that it offers in several sizes.
  package let offers: Set<PictureOffer>

  package init(_ output: Output, loads: [OutputPath], offers: Set<PictureOffer>) {
    (self.output, self.loads, self.offers) = (output, loads, offers)
  }
}

extension Site {
  /// The files of the site that an output makes a browser load. Empty if phones keep nothing of the site.
  package func filesLoaded(by output: Output, _ bytes: [UInt8]) -> [OutputPath] {
    guard keepsOfflineCopies else { return [] }
    switch output.recipe {
    case .page, .list:
      let context = RenderContext(self, for: output)
      return loadedAddresses(in: bytes).compactMap { address in
        guard [.picture, .script, .style, .font].contains(address.use) else { return nil }
        let text = address.text(in: bytes).prefix { $0 != "?" && $0 != "#" }
        return context.path(ofPrinted: String(text)).flatMap { percentDecoded($0) }
          .map { OutputPath(String($0.dropFirst())) }
      }
    case .asset(let name) where name.hasSuffix(".css"):
      return cssReferences(in: bytes, bytes.indices).compactMap { reference in
        joined(output.path.folder, String(reference.address.prefix { $0 != "?" && $0 != "#" }))
          .map { OutputPath($0) }
      }
    case .asset(let name) where name.hasSuffix(".js"):
      return scriptReferences(in: bytes).compactMap { reference in
        joined(output.path.folder, reference.address).map { OutputPath($0) }
      }
    default: return []
    }
  }

  /// What phones keep of a language, sorted: its pages, and all that these load.
  package func offlineFiles(_ language: Int, of made: [OutputLoads]) -> [OfflineFile] {
    let wanted = offlinePages(language)
    var byPath: [OutputPath: Int] = [:]
    var waiting: [Int] = []
    for (index, one) in made.enumerated() {
      byPath[one.output.path] = index
      switch one.output.recipe {
      case .page(let id), .list(let id, _): if wanted.contains(id) { waiting.append(index) }
      default: break
      }
    }
    // What "my programme" is saved from.
    if let path = offlineProgramme?.files.path(of: .whole), let index = byPath[OutputPath(path)] {
      waiting.append(index)
    }
    var files: [OutputPath: OfflineFile] = [:]
    while let index = waiting.popLast() {
      let one = made[index]
      // Which size of a picture a phone asks for is its browser's choice.
      if one.output.smallerPicture == nil {
        guard files[one.output.path] == nil else { continue }
        files[one.output.path] = OfflineFile(path: one.output.path)
      }
      waiting += one.loads.compactMap { byPath[$0] }
      for offer in one.offers {
        guard let picture = offer.set.forPhones, byPath[picture.path] != nil else { continue }
        files[picture.path] = OfflineFile(
          path: picture.path,
          standsFor: offer.set.pictures.map(\.path).filter { $0 != picture.path }
            .map(\.pictureFingerprint))
      }
    }
    return files.values.sorted { $0.path < $1.path }
  }
}

extension PictureSet {
  /// The one that stands for all: as wide as a phone is in pixels of CSS, or a little more.
  fileprivate var forPhones: DerivedPicture? {
    (widths.first { $0 >= 390 } ?? widths.last).map { picture($0, .avif) }
  }
}

extension OutputPath {
  /// `1a2b3c4d5e` of `hall-960.1a2b3c4d5e.avif`.
  fileprivate var pictureFingerprint: String {
    String(text.split(separator: ".").dropLast().last ?? "")
  }
}

// MARK: The list

/// The digest of a file that phones keep: the first nine bytes of SHA-256, as Base64. They tell files apart that somebody broke off or
/// exchanged on the way, and are no protection from somebody who can change the list as well.
package func offlineDigest(_ bytes: [UInt8]) -> String { base64(Array(sha256(bytes).prefix(9))) }

extension Site {
  /// The list of what phones keep of a language, as JSON.
  ///
  /// - Parameter files: each file with its digest and its size in bytes.
  package func renderOfflineList(
    _ language: Int, _ files: [(file: OfflineFile, digest: String, size: Int)]
  ) -> [UInt8] {
    guard case .kept(let until) = offlineCopies else { return [] }
    var json = JSONWriter(.elementsOnLines)
    json.object { json in
      writeOfflineList(language, files, until, &json)
      json.member("version", offlineDigest(json.buffer.bytes))
    }
    return json.buffer.bytes + [UInt8(ascii: "\n")]
  }

  private func writeOfflineList(
    _ language: Int, _ files: [(file: OfflineFile, digest: String, size: Int)],
    _ until: CivilDateTime, _ json: inout JSONWriter
  ) {
    json.member("language", configuration.languages[language].code)
    json.member("until", configuration.zone.rfc3339(until))
    let programme = page(configuration.event?.programme, in: language)
    json.member("home", programme.map(offlineAddress) ?? "")
    json.member(
      "words",
      [
        words("offline.elsewhere_title", language: language) ?? "No connection",
        words("offline.elsewhere", language: language) ?? "This page is not kept on this phone.",
      ]
    ) { $0.text($1) }
    json.name("says")
    json.object { json in
      for name in ["none", "newer", "show", "moved", "seen"] {
        if let text = words("offline.\(name)", language: language) { json.member(name, text) }
      }
    }
    json.member("link", programme.map { title(of: $0) } ?? title(in: language))
    json.name("files")
    json.array(files) { json, entry in
      json.array(0..<(entry.file.standsFor.isEmpty ? 3 : 4)) { json, index in
        switch index {
        case 0: json.text(offlineAddress(entry.file.path))
        case 1: json.text(entry.digest)
        case 2: json.integer(entry.size)
        default: json.text(entry.file.standsFor.joined(separator: " "))
        }
      }
    }
    json.name("sessions")
    json.object { json in
      guard let offlineProgramme else { return }
      for session in offlineProgramme.schedule.sessions.indices {
        let id = page(offlineProgramme.sessions.pages[session], in: language)
        guard self[id].hasOwnPage else { continue }
        json.name(offlineAddress(id))
        json.array([whenAndWhere(offlineProgramme, session), title(of: id)]) { $0.text($1) }
      }
    }
  }

  /// What a phone compares to find out whether a session has moved.
  private func whenAndWhere(_ programme: ProgrammeSection, _ index: Int) -> String {
    let session = programme.schedule.sessions[index]
    let start = session.start.map { configuration.zone.rfc3339($0) }
    let parts = [
      start ?? session.date.map { "\($0)" }, session.room.map { programme.schedule.rooms[$0].key },
      session.record.place, session.isCancelled ? "cancelled" : nil,
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }

  /// From where the site begins, as links on its pages have it.
  private func offlineAddress(_ id: PageID) -> String {
    percentEncoded(
      String(self[id].permalink.filePath(namesIndex: options.isRelative).dropFirst()))
  }

  private func offlineAddress(_ path: OutputPath) -> String {
    let text = path.text
    let isIndex = text == "index.html" || text.hasSuffix("/index.html")
    return percentEncoded(
      isIndex && !options.isRelative ? String(text.dropLast("index.html".count)) : text)
  }
}
