package import Diagnostics

/// The kinds of mistake that show when files are listed and read.
package enum ShellCode: String, DiagnosticCode {
  case unreadableName = "name-not-utf-8"
  case unusableFile = "unusable-file"
  case unreadableFile = "unreadable-file"
  case moreMistakes = "more-mistakes"
  case unscalablePicture = "picture-unscalable"

  package var explanation: Explanation {
    switch self {
    case .unreadableName:
      Explanation(
        """
        The name of a file or folder is not UTF-8, so it cannot be part of a web address. Rename it.
        """)
    case .unusableFile:
      Explanation(
        """
        Something below content/ or templates/ is no file and no folder, or is a link that leads \
        nowhere, in a circle, or out of the site's folder. Lectern publishes only what is in the site. \
        Replace the link with a copy, or remove it.
        """)
    case .unscalablePicture:
      Explanation(
        """
        Pages show this picture, and vips, the program that makes smaller ones, can't: the file is damaged, has another \
        ending than it is, or takes more memory or time than one picture may. What vips says of it stands behind the \
        colon. Open the picture in a program for pictures and save it again as JPEG or PNG.
        """)
    case .moreMistakes:
      Explanation(
        """
        A file has more mistakes than are told, of which nobody reads hundreds. Usually they are of one kind. \
        The numbers at the end of the report count all of them.
        """)
    case .unreadableFile:
      Explanation(
        """
        A file of the site cannot be read. Look at its permissions, and whether the disk is still there.
        """)
    }
  }
}
