package import Diagnostics

/// The kinds of mistake that a command reports before or after it deals with a site's files.
package enum CommandCode: String, DiagnosticCode {
  case commandFailed = "command-failed"
  case fileExists = "file-exists"

  package var explanation: Explanation {
    switch self {
    case .commandFailed:
      Explanation(
        """
        The command cannot do its work, though no file of the site need be at fault: a folder or file \
        isn't there or may not be read or written, the disk is full, or the port is taken. The message \
        says which, and Lectern exits with 2. Files that were there stay as they were.
        """)
    case .fileExists:
      Explanation(
        """
        A file that 'lectern new' or 'lectern import' would make is there already. Nothing was written, so \
        that nobody's work is lost. Choose another title or another folder, or let an import overwrite \
        the files with --force.
        """)
    }
  }
}
