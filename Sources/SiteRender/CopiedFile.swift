import Content
package import Diagnostics
package import Pictures
import Web

/// A file of `content/` as it is published.
package struct CopiedFile: Sendable {
  package let bytes: [UInt8]
  /// What a picture said beside what it shows.
  package var leftOut: [PictureData] = []
}

/// A file as it is published, by its path below `content/`: pictures without what they say of people and places.
package func copied(_ file: String, _ bytes: [UInt8]) -> Diagnosed<CopiedFile> {
  // That a file is empty was said.
  guard PictureSize.isPicture(file), !bytes.isEmpty else {
    return Diagnosed(CopiedFile(bytes: bytes))
  }
  let location = SourceLocation(file: "content/" + file)
  do {
    let picture = try PublishedPicture(bytes)
    return Diagnosed(
      CopiedFile(bytes: picture.bytes, leftOut: picture.leftOut),
      picture.isTurnedBySomeBrowsers ? [pictureTurnedBySome(at: location)] : [])
  } catch {
    return Diagnosed(CopiedFile(bytes: bytes), [diagnostic(error, at: location)])
  }
}

extension Assets.Asset {
  /// The file as it is published, with what is wrong with a picture.
  var published: Diagnosed<[UInt8]> {
    let location = SourceLocation(file: "templates/assets/" + name)
    return Diagnosed(bytes, damage.map { [diagnostic($0, at: location)] } ?? [])
  }
}

private func diagnostic(_ damage: DamagedPicture, at location: SourceLocation) -> Diagnostic {
  damage == .noPicture ? noPicture(at: location) : damaged(damage, at: location)
}

private func damaged(_ damage: DamagedPicture, at location: SourceLocation) -> Diagnostic {
  .error(
    RenderCode.pictureDamaged, "the picture is damaged: its file \(damage.rawValue)", at: location,
    help: "open it in a program for pictures and save it again, or copy it again from where it came"
  )
}

private func noPicture(at location: SourceLocation) -> Diagnostic {
  .warning(
    RenderCode.pictureUnknown, "the file \(DamagedPicture.noPicture.rawValue)", at: location,
    help: "save it as JPEG, PNG, WebP, AVIF, GIF or SVG, or correct the ending of its name")
}

private func pictureTurnedBySome(at location: SourceLocation) -> Diagnostic {
  .warning(
    RenderCode.pictureTurnedBySome,
    "the picture lies on its side and says that it is to be turned, which some browsers don't do for WebP",
    at: location, help: "turn it in a program for pictures and save it again")
}
