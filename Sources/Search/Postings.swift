// Which pages have a word. A page has hundreds of words, nearly all of which other pages have, too: so words get numbers, and only
// numbers are counted and compared.

import Web

/// The words of an index, in the form that they are searched in, each with a number.
private struct IndexedWords {
  private(set) var words: [String] = []
  /// The stem that a word has in the language where it comes first.
  private(set) var stems: [String] = []
  private var numbers: [String: Int] = [:]

  func number(of word: String) -> Int? { numbers[word] }

  mutating func add(_ form: WordForms.Form) -> Int {
    if let number = numbers[form.folded] {
      // The least of several, whatever the order of the words.
      stems[number] = min(stems[number], form.stem)
      return number
    }
    numbers[form.folded] = words.count
    words.append(form.folded)
    stems.append(form.stem)
    return words.count - 1
  }
}

/// The words of the pages in one language.
private struct LanguageWords {
  /// By a word as pages have it, its number.
  private var numbers: [String: Int] = [:]
  /// By a word's number, that of the word which it ends with. Nothing is said of words that weren't asked for yet.
  private var lastParts: [Int: Int?] = [:]
  private let forms: WordForms

  init(language: String) { forms = WordForms(language: language) }

  mutating func number(of word: String, in index: inout IndexedWords) -> Int {
    if let number = numbers[word] { return number }
    let number = index.add(forms.form(of: word))
    numbers[word] = number
    return number
  }

  /// `index` holds the words of all pages.
  mutating func lastPart(of word: Int, in index: IndexedWords) -> Int? {
    guard forms.joinsWords else { return nil }
    if let part = lastParts[word] { return part }
    let part = forms.lastPart(of: index.words[word]) { index.number(of: $0) != nil }
    let number = part.flatMap(index.number(of:))
    lastParts[word] = .some(number)
    return number
  }
}

/// By word the pages that have it.
struct Postings {
  private struct Posting {
    var page: Int
    var weight: Int
  }
  private var index = IndexedWords()
  /// By the number of a word.
  private var postings: [[Posting]] = []

  init(_ pages: [SearchedPage]) {
    var languages: [LanguageWords] = []
    var places: [String: Int] = [:]
    let read = pages.map { page in
      let language = places[page.language, default: languages.count]
      if language == languages.count {
        languages.append(LanguageWords(language: page.language))
        places[page.language] = language
      }
      let words = page.words.map { word, count in
        (number: languages[language].number(of: word, in: &index), count: count)
      }
      return (language: language, words: words)
    }
    postings = Array(repeating: [], count: index.words.count)
    let lengths = read.map { $0.words.reduce(0) { $0 + $1.count } }
    let mean = max(1, Double(lengths.reduce(0, +)) / Double(max(1, pages.count)))
    // By a word's number how often the page has it; 0 for all words before each page.
    var counts = Array(repeating: 0, count: index.words.count)
    for (number, page) in read.enumerated() {
      var found: [Int] = []
      func count(_ word: Int, _ times: Int) {
        if counts[word] == 0 { found.append(word) }
        counts[word] += times
      }
      for (word, times) in page.words {
        count(word, times)
        if let part = languages[page.language].lastPart(of: word, in: index) { count(part, times) }
      }
      let norm = 1.2 * (0.25 + 0.75 * Double(lengths[number]) / mean)
      for word in found {
        let times = Double(counts[word])
        counts[word] = 0
        let weight = max(1, Int(22 * times / (times + norm)))
        postings[word].append(Posting(page: number, weight: weight))
      }
    }
  }

  /// The files, each with its words in their order, and the stems of those that are forms of one word. A word has pages and weights by
  /// turns, each page as its distance from the one before it. The weights are the part of BM25 that speaks of one page (Robertson and
  /// Zaragoza 2009, k1 = 1.2, b = 0.75).
  func files(_ layout: SearchLayout) -> [[UInt8]] {
    var files = [[Int]](repeating: [], count: layout.wordFiles)
    for (number, word) in index.words.enumerated() { files[layout.file(of: word)].append(number) }
    return files.enumerated().map { file, words in
      let words = words.sorted { index.words[$0] < index.words[$1] }
      return searchCall("w\(file)") { json in
        json.array([write(pagesOf: words), write(stemsOf: words)]) { $1(&$0) }
      }
    }
  }

  private func write(pagesOf words: [Int]) -> (inout JSONWriter) -> Void {
    { json in
      json.object { json in
        for word in words {
          json.name(index.words[word])
          var last = 0
          var numbers: [Int] = []
          for posting in postings[word] {
            numbers.append(posting.page - last)
            numbers.append(posting.weight)
            last = posting.page
          }
          json.integers(numbers)
        }
      }
    }
  }

  private func write(stemsOf words: [Int]) -> (inout JSONWriter) -> Void {
    { json in
      var uses: [String: Int] = [:]
      for word in words { uses[index.stems[word], default: 0] += 1 }
      json.object { json in
        for word in words where uses[index.stems[word], default: 0] > 1 {
          json.member(index.words[word], index.stems[word])
        }
      }
    }
  }
}
