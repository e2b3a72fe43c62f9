/// The forms that words take with a count, after the CLDR. English has two, Polish four, Arabic all six.
///
/// The raw values are the last parts of the keys in strings files: `pages.one`, `pages.few`.
package enum PluralCategory: String, Hashable, Sendable, CaseIterable {
  case zero, one, two, few, many, other
}
