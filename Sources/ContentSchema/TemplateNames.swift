/// The names that templates may ask the things of any site for, whatever its kinds are. Whoever renders the
/// site declares what they mean; here they are only kept free for that.
package struct TemplateNames: Sendable {
  /// What every page answers to: no field, inverse or taxonomy may have such a name.
  package let ofPages: [String]
  /// Those of pages and of everything else. In every schema they have the same slots.
  package let all: [String]

  package init(ofPages: [String], all: [String]) {
    self.ofPages = ofPages
    self.all = all
  }
}
