// The index of a language's pages, as scripts that a page may load under a strict content security policy, and
// from a disk. A visitor loads one file that tells what there is, for each word typed the file of its first
// letters, and the files of the pages that are shown.
//
// Pages are numbered by part of the site, day and address, so that a facet is a range of numbers.

import Text
import Web

/// A page as the index knows it.
package struct SearchedPage: Sendable {
  package var title: String
  /// From the site's root, without a slash at its beginning.
  package var address: String
  package var description: String
  /// The part of the site, as visitors read it.
  package var part: String
  /// The place of the part among the others.
  package var partOrder: Int
  /// `2012-09-19`; empty for what has no day.
  package var day: String
  /// The tag of the language of its text.
  package var language: String
  /// By word in small letters how often it stands there.
  package var words: [String: Int]

  package init(
    title: String, address: String, description: String, part: String, partOrder: Int, day: String,
    language: String, words: [String: Int]
  ) {
    self.title = title
    self.address = address
    self.description = description
    self.part = part
    self.partOrder = partOrder
    self.day = day
    self.language = language
    self.words = words
  }
}

/// How many files an index has. It follows from the number of pages alone, so that a plan can list the files before
/// a page is rendered.
package struct SearchLayout: Hashable, Sendable {
  package let wordFiles: Int
  package let pageFiles: Int

  static let pagesInFile = 40
  /// A visitor's word chooses its file by so many letters.
  static let letters = 3

  package init(pages: Int) {
    var files = 1
    while files < 1024, files * 8 < pages { files *= 2 }
    wordFiles = files
    pageFiles = (pages + SearchLayout.pagesInFile - 1) / SearchLayout.pagesInFile
  }

  /// The file of a word. The script computes the same.
  func file(of word: String) -> Int {
    var sum = 0
    for unit in word.utf16.prefix(SearchLayout.letters) { sum = (sum * 31 + Int(unit)) % 65_536 }
    return sum % wordFiles
  }
}

/// A file of an index.
package enum SearchFile: Hashable, Sendable {
  case contents
  case words(Int)
  case pages(Int)

  package var name: String {
    switch self {
    case .contents: "index.js"
    case .words(let number): "w\(number).js"
    case .pages(let number): "p\(number).js"
    }
  }
}

/// How visitors read what the index knows in a form for programs.
package struct FacetLabels {
  /// Of a day such as `2012-09-19`.
  let day: (String) -> String
  /// Of the tag of a language.
  let language: (String) -> String

  package init(day: @escaping (String) -> String, language: @escaping (String) -> String) {
    self.day = day
    self.language = language
  }
}

/// The files of a language's index.
package struct SearchIndex: Sendable {
  private var contents: [UInt8] = []
  private var words: [[UInt8]] = []
  private var pages: [[UInt8]] = []

  package subscript(file: SearchFile) -> [UInt8] {
    switch file {
    case .contents: contents
    case .words(let number): words[number]
    case .pages(let number): pages[number]
    }
  }

  /// `language` is the tag of the language that visitors of the index read, and `labels` says how it writes the values of facets.
  package init(
    _ unordered: [SearchedPage], language: String, labels: FacetLabels, _ layout: SearchLayout
  ) {
    let all = unordered.sorted {
      ($0.partOrder, $0.part, $0.day, $0.address) < ($1.partOrder, $1.part, $1.day, $1.address)
    }
    pages = (0..<layout.pageFiles).map { file in
      let first = file * SearchLayout.pagesInFile
      let range = min(first, all.count)..<min(first + SearchLayout.pagesInFile, all.count)
      return searchCall("p\(file)") { json in
        json.array(all[range]) { $1.write(to: &$0, in: language) }
      }
    }
    words = Postings(all).files(layout)
    let stamp = Fingerprint((words + pages).flatMap(\.self)).text
    contents = searchCall("index") { json in
      json.object { json in
        json.member("pages", all.count)
        json.member("files", layout.wordFiles)
        json.member("perFile", SearchLayout.pagesInFile)
        json.member("stamp", stamp)
        json.name("letters")
        json.object { json in
          for (letter, plain) in lettersWithoutMarks.sorted(by: { $0.key < $1.key }) {
            json.member(String(letter), plain)
          }
        }
        json.name("part")
        json.array(ranges(all, \.part)) { $1.write(to: &$0) }
        json.name("day")
        json.array(ranges(all, \.day).sorted { ($0.name, $0.from) < ($1.name, $1.from) }) {
          $1.write(to: &$0, as: labels.day)
        }
        json.name("language")
        json.array(ranges(all, \.language)) { $1.write(to: &$0, as: labels.language) }
      }
    }
  }
}

/// Pages that follow each other and have something in common.
private struct PageRange {
  var name: String
  var from: Int
  var to: Int

  func write(to json: inout JSONWriter, as label: (String) -> String = { $0 }) {
    json.array([0, 1, 2]) { json, part in
      switch part {
      case 0: json.text(label(name))
      case 1: json.integer(from)
      default: json.integer(to)
      }
    }
  }
}

private func ranges(_ pages: [SearchedPage], _ name: (SearchedPage) -> String) -> [PageRange] {
  var ranges: [PageRange] = []
  for (index, page) in pages.enumerated() {
    let name = name(page)
    if let last = ranges.last, last.name == name, last.to == index {
      ranges[ranges.count - 1].to = index + 1
    } else if !name.isEmpty {
      ranges.append(PageRange(name: name, from: index, to: index + 1))
    }
  }
  return ranges
}

extension SearchedPage {
  fileprivate func write(to json: inout JSONWriter, in language: String) {
    json.array([address, title, description] + (self.language == language ? [] : [self.language])) {
      $0.text($1)
    }
  }
}

/// A script that hands over a value to the script of the search page.
func searchCall(_ name: String, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
  var json = JSONWriter(.compact, isSafeInScript: true)
  write(&json)
  var script = ByteBuffer()
  script.append("lecternSearch(\"\(name)\",")
  script.append(json.buffer)
  script.append(")\n")
  return script.bytes
}
