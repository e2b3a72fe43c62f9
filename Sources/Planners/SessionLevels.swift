import Programme
import Text

/// The level that a planner or a spreadsheet calls by a name of its own, such as `beginner` for `Introductory and overview`. `nil` if it isn't
/// clear which one is meant, as of `All`. `choices` are the levels that sessions of the site may have.
package func sessionLevel(_ name: String, among choices: [String]) -> String? {
  let words = slug(name).split(separator: "-").map(String.init)
  let found = signsOfLevels.filter { level, signs in
    choices.contains(level) && words.contains { $0 == level || signs.contains($0) }
  }
  return found.count == 1 ? found[0].level : nil
}

/// What is said of levels that the site doesn't have, once for all of them.
package func messageOfUnclearLevels(_ names: [String], _ choices: [String]) -> (
  message: String, help: String
) {
  let quoted = names.withoutRepetitions.map { "'\($0)'" }
  let shown = quoted.prefix(5).joined(separator: ", ") + (quoted.count > 5 ? " and others" : "")
  return (
    "\(shown) \(quoted.count == 1 ? "is no level" : "are no levels") that sessions have, so \(quoted.count == 1 ? "it is" : "they are") left out",
    "the levels are \(choices.joined(separator: ", ")); a session for everybody has none"
  )
}

/// Words for levels in English, German, Swedish, French, Spanish and Italian.
private let signsOfLevels: [(level: String, signs: Set<String>)] = [
  (
    "beginner",
    [
      "beginners", "introductory", "introduction", "intro", "basic", "basics", "novice",
      "einsteiger", "anfanger",
      "nyborjare", "debutant", "debutants", "principiante", "principiantes", "principianti",
    ]
  ),
  (
    "intermediate",
    ["medium", "fortgeschrittene", "intermediaire", "intermedio", "mellanniva", "fortsattning"]
  ),
  (
    "advanced",
    ["expert", "experts", "experten", "avancerad", "avance", "avances", "avanzado", "avanzato"]
  ),
]
