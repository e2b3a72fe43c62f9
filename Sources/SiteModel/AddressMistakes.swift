package import Content
package import Diagnostics

extension AddressRefusal {
  /// - Parameters:
  ///   - written: the address as the editor wrote it.
  ///   - example: an address that would be right.
  package func diagnostic(
    _ code: some DiagnosticCode, _ written: String, at location: SourceLocation?, example: String
  ) -> Diagnostic {
    let (message, help) =
      switch self {
      case .notFromRoot, .noAddress:
        ("'\(written)' is no address", "write it from the site's root, like \(example)")
      case .hidden(let name):
        (
          "'\(written)' is no address of a page: names that begin with a dot, such as \(name), are the host's",
          "write an address like \(example); a file for the host belongs into content/"
        )
      case .query:
        (
          "'\(written)' has a ? or #, and what follows these is no part of a file's name",
          "leave it out, or redirect the address in the settings of your host"
        )
      case .notForPeople(let ending):
        (
          "'\(written)' cannot lead on: programs that ask for a .\(ending) file don't follow a page",
          "put the file itself into content/, or redirect the address in the settings of your host"
        )
      }
    return .error(code, message, at: location, help: help)
  }
}
