import CivilTime
import Testing

@Suite struct PluralRulesTests {
  @Test(arguments: [
    ("en", "one other", "0 other, 1 one, 2 other, 5 other, 11 other, 21 other, 1.5 other"),
    ("sv", "one other", "0 other, 1 one, 2 other, 5 other, 11 other, 21 other, 1.5 other"),
    ("fr", "one other", "0 one, 1 one, 2 other, 1.5 one, 1000000 many"),
    ("pl", "one few many", "0 many, 1 one, 2 few, 5 many, 12 many, 22 few, 1.5 other"),
    ("cs", "one few other", "0 other, 1 one, 2 few, 5 other, 1.5 many"),
    ("lt", "one few other", "0 other, 1 one, 2 few, 11 other, 21 one, 1.5 many"),
    ("lv", "zero one other", "0 zero, 1 one, 2 other, 11 zero, 21 one"),
    ("sl", "one two few other", "0 other, 1 one, 2 two, 3 few, 5 other, 101 one"),
    ("ga", "one two few many other", "0 other, 1 one, 2 two, 3 few, 7 many, 11 other"),
    ("cy", "zero one two few many other", "0 zero, 1 one, 2 two, 3 few, 6 many, 7 other"),
    ("ar", "zero one two few many other", "0 zero, 1 one, 2 two, 3 few, 11 many, 100 other"),
    ("ja", "other", "0 other, 1 other, 2 other"),
  ])
  func knowsTheFormsOfALanguage(
    _ language: String, _ categories: String, _ counts: String
  ) throws {
    let plurals = PluralRules(language: language)
    #expect(plurals.categoriesOfWholeNumbers.map(\.rawValue).joined(separator: " ") == categories)
    for pair in counts.split(separator: ", ").map({ $0.split(separator: " ") }) {
      let count = try #require(Double(pair[0]))
      #expect(plurals.category(of: count).rawValue == pair[1], "\(language) \(pair[0])")
    }
  }
}
