import Content
import ContentSchema
import Diagnostics
import SiteModel
import SiteRender
import SiteShell

extension Preview {
  /// The message about the page that a browser shows.
  mutating func state(for path: String) -> BrowserMessage {
    let shown = page(atAddress: path)
    var message = BrowserMessage(tag: shown?.tag ?? ShownPage.noTag)
    message.isLastGood = shown?.isLastGood == true
    let own = shown?.mistakes ?? blocked
    message.mistakes = own.withExcerpts { workspace.source($0) }.map(mistake)
    message.page = shown.flatMap(bar)

    let isOwn = Set(own.map(\.withoutNotes))
    let known = stateOfCheck()?.mistakes
    let others = (known ?? current?.diagnostics.inReadingOrder() ?? [])
      .filter { !isOwn.contains($0.withoutNotes) }
    message.change = changeCount
    message.isChecked = known != nil
    message.elsewhereCount = others.count
    message.elsewhereErrors = others.count(where: \.isError)
    message.elsewhere = others.prefix(Self.mostSent).map(mistake)
    return message
  }

  private static let mostSent = 100

  private func mistake(_ diagnostic: Diagnostic) -> BrowserMessage.Mistake {
    BrowserMessage.Mistake(
      isError: diagnostic.isError, place: diagnostic.location?.clickable,
      address: diagnostic.location.flatMap { options.editor.address(of: $0, in: workspace.folder) },
      words: diagnostic.consoleForm())
  }

  private func bar(_ shown: ShownPage) -> BrowserMessage.Bar? {
    guard let current else { return nil }
    let site = current.site
    let facts = site.facts(of: shown.id)
    return BrowserMessage.Bar(
      source: facts.place.file,
      sourceAddress: options.editor.address(of: facts.place, in: workspace.folder),
      facts: facts, weight: kilobytes(site.weight(of: shown.html?.bytes ?? [])),
      backlinks: stateOfCheck().map { check in
        (check.backlinks[shown.id] ?? []).map { (site.facts(of: $0).title, site.address(of: $0)) }
      })
  }
}

extension Diagnostic {
  /// The mistake itself, without the way to it and without what was read for it.
  fileprivate var withoutNotes: Diagnostic {
    var mistake = self
    mistake.notes = []
    mistake.excerpt = nil
    return mistake
  }
}

extension SiteSnapshot {
  /// The addresses of copied files that a change is about.
  func files(changedBy paths: Set<String>) -> [String] {
    paths.sorted().compactMap { path in
      guard path.hasPrefix("content/") else { return nil }
      let file = String(path.dropFirst("content/".count))
      guard case .copy? = output(at: file)?.recipe else { return nil }
      return basePath + "/" + file
    }
  }

  /// The page that was edited. `nil` if several pages come from the file, as from a spreadsheet.
  func pageToFollow(after paths: Set<String>) -> String? {
    let edited = outputs.compactMap { output -> PageID? in
      guard case .page(let id) = output.recipe, !site.pages[id.index].isShown,
        paths.contains(site.pages[id.index].source)
      else { return nil }
      return id
    }
    guard edited.count == 1, let page = edited.first else { return nil }
    return site.address(of: page)
  }
}
