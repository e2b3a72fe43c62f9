import Text

/// Whether one of two names may be a misspelling of the other.
///
/// Names whose numbers or single letters differ are different names, such as *Saal 9* and *Saal 12*, *Room A* and
/// *Room B*, *Hall I* and *Hall II*. Otherwise each word has to be nearly the same: *Saal West* is not *Saal Ost*.
func areNearlyTheSame(_ a: String, _ b: String) -> Bool {
  if numbers(in: a) != numbers(in: b) { return false }
  let (first, second) = (words(of: a), words(of: b))
  guard first.count == second.count else { return nearest(to: a, in: [b]) != nil }
  return zip(first, second).allSatisfy { first, second in
    first == second
      || (max(first.count, second.count) > 2 && nearest(to: first, in: [second]) != nil)
  }
}

private func words(of name: String) -> [String] {
  slug(name).split(separator: "-").map(String.init)
}

/// What tells things of one kind apart: numbers, Roman numerals, and a capital letter at the end of a word.
private func numbers(in name: String) -> [String] {
  name.split { !$0.isLetter && !$0.isNumber }.flatMap { word -> [String] in
    if ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"].contains(word) {
      return [String(word)]
    }
    let digits = word.split { !$0.isNumber }.map(String.init)
    if !digits.isEmpty { return [word.lowercased()] }
    let isLettered = word.dropLast().last?.isLowercase == true && word.last?.isUppercase == true
    return isLettered ? [String(word.suffix(1))] : []
  }
}
