/// The name of a file in `content/`, taken apart: what it is called, its language and its ending.
///
/// Names that other programs spoil (`Travel.MD`, `travel.md.txt`, `_Pages.csv`, `travel.DE.md`) are read as what was
/// meant, so that their pages don't vanish and no link to them is blamed; the mistake is noted beside.
struct ContentName {
  private(set) var stem: String
  private(set) var ending: String
  private(set) var language: String?
  private(set) var misnaming: Misnaming?

  init(_ name: String, languages: [String], isData: Bool) {
    let meant = isData ? name : Self.meant(name)
    var parts = meant.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    ending = parts.count > 1 ? parts.removeLast() : ""
    var undeclared: String?
    if parts.count > 1, let last = parts.last, isData || Self.isRead(parts[0], ending) {
      if let code = languages.first(where: { $0 == last })
        ?? languages.first(where: { $0.lowercased() == last.lowercased() })
      {
        language = code
        parts.removeLast()
      } else if isLanguageCode(last) {
        undeclared = last
      }
    }
    stem = parts.count == 1 ? parts[0] : parts.joined(separator: ".")
    if parts.count == 1 && language == nil && undeclared == nil && !ending.isEmpty && meant == name
    {
      return  // Nearly all names are as they should be.
    }
    let right = ([stem] + [language].compactMap(\.self) + (ending.isEmpty ? [] : [ending]))
      .joined(separator: ".")
    misnaming =
      undeclared.map { .undeclaredLanguage($0) } ?? (right == name ? nil : .shouldBe(right))
  }

  /// Whether a file is read as a page or as rows.
  private static func isRead(_ stem: String, _ ending: String) -> Bool {
    ending == "md" || stem == "_pages" && ["csv", "yaml", "yml"].contains(ending)
  }

  /// A name with the ending that Lectern reads in place of another that stands for the same, and `_index` and
  /// `_pages` in small letters.
  private static func meant(_ name: String) -> String {
    // Nearly all names are so.
    if name.utf8.suffix(3).elementsEqual(".md".utf8), name.utf8.first != UInt8(ascii: "_"),
      !name.utf8.dropLast(3).suffix(3).elementsEqual(".md".utf8)
    {
      return name
    }
    var name = name
    let small = name.lowercased()
    for ending in [".md.txt", ".md.md", ".markdown", ".mdown", ".mkd", ".mdwn", ".md"]
    where small.hasSuffix(ending) {
      name = name.dropLast(ending.count) + ".md"
      break
    }
    if small.hasPrefix("_index.") || small.hasPrefix("_pages.") {
      for ending in [".csv", ".yaml", ".yml", ".csv.txt", ".csv.csv", ".yaml.txt"]
      where small.hasSuffix(ending) {
        name = name.dropLast(ending.count) + "." + ending.dropFirst().prefix { $0 != "." }
      }
      return name.prefix(6).lowercased() + name.dropFirst(6)
    }
    return meantAsRows(small) ?? name
  }

  /// The name that a spreadsheet of pages should have: `_pages (2).csv`, `_page.csv`, `pages.csv`.
  private static func meantAsRows(_ small: String) -> String? {
    guard small.utf8.count < 80, small.hasPrefix("_page") || small.hasPrefix("page"),
      small.hasSuffix(".csv")
    else { return nil }
    let stem = small.dropLast(4)
    let isOne = ["_pages", "_page", "pages", "page"].contains(originalOfCopy(stem) ?? stem)
    return isOne ? "_pages.csv" : nil
  }
}

/// Whether a part of a name is a language's code, perhaps with a region: `fr`, `FR`, `pt-BR`.
private func isLanguageCode(_ text: String) -> Bool {
  let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
  return twoLetterCodes.contains(String(parts[0]))
    && parts.dropFirst().allSatisfy { (2...8).contains($0.count) && $0.allSatisfy(\.isLetter) }
}

/// The codes of ISO 639-1.
private let twoLetterCodes = Set(
  """
  aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo \
  es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg \
  ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn \
  no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta \
  te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
  """.split(separator: " ").map(String.init))
