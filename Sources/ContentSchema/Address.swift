/// Where something of a page leads: a file of the site, or somewhere else.
package enum Address: Hashable, Sendable {
  /// A file of `content/`, by its path below it.
  case file(String)
  case external(String)
}
