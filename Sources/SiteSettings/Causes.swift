package import Diagnostics

extension [Diagnostic] {
  /// The mistakes, its errors marked as what keeps a part of the site from being read.
  package func asCauses() -> [Diagnostic] {
    map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.isCause = diagnostic.isError
      return diagnostic
    }
  }
}
