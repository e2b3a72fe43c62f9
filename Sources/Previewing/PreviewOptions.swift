package import Content
package import Diagnostics
package import SiteModel
package import SiteShell

/// What a preview is asked for.
package struct PreviewOptions: Sendable {
  package var parse = ParseOptions()
  /// The moment that counts as now; `nil` for the clock's, at each change anew.
  package var now: BuildTime?
  package var host = "127.0.0.1"
  /// `nil` for the usual one, or one of the next if it is taken.
  package var port: Int?
  /// Whether the browser goes to the page that was edited.
  package var follows = false
  package var opensBrowser = false
  package var editor: EditorLink

  package init(editor: EditorLink) { self.editor = editor }

  package static let usualPort = 4000

  var ports: [Int] {
    port.map { [$0] } ?? Array(Self.usualPort..<Self.usualPort + 10)
  }
}

/// What the terminal says while the preview runs.
package enum PreviewNews: Sendable {
  /// The site is there, below an address. The usual port may have been taken.
  case ready(address: String, isUsualPortTaken: Bool)
  /// Something that the machine refused, and that doesn't end the preview.
  case failure(WorkspaceError)
  /// A change was taken in, and what it cost.
  case changed(Timings)
  /// What is wrong with the site, as it is now; `nil` if all is well again.
  case mistakes([Diagnostic])
}
