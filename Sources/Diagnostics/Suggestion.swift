import Text

/// Help for a name that isn't known: the name that was probably meant, otherwise another sentence.
package func suggestion(
  for name: String, in names: some Sequence<String>, otherwise help: @autoclosure () -> String
) -> String {
  suggestion(for: name, in: names) ?? help()
}

/// Help for a name that isn't known, `nil` if none of the known names is near.
package func suggestion(for name: String, in names: some Sequence<String>) -> String? {
  nearest(to: name, in: names).map { "did you mean '\($0)'?" }
}
