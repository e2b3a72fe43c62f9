package import Content
package import Diagnostics
package import Importing

/// The result of an import.
package enum ImportResult: Sendable {
  /// The files that were written, the number of files that had the same bytes already, and remarks.
  case written([String], unchanged: Int, Diagnosed<[String]>)
  /// The file, or the site's settings, have mistakes; nothing was written.
  case mistakes([Diagnostic])
  /// These files are there with other bytes; nothing was written.
  case exists([String])
}

extension Workspace {
  /// Makes content files from another file: all of them, or none.
  ///
  /// - Parameters:
  ///   - file: from the current folder.
  ///   - overwrites: whether files that are there with other bytes may be written over.
  package func importFiles(
    from file: String, overwrites: Bool, _ make: (SourceText, SiteFiles) -> Diagnosed<Import>
  ) async throws(WorkspaceError) -> ImportResult {
    let source = SourceText(file: file, bytes: try FileSystem.read(file))
    var tree = try listInputs().value
    tree.templates = []
    let site = try await parse(tree, ParseOptions())
    let broken = site.diagnostics.filter { $0.isError && $0.sitePart == .settings }
    if !broken.isEmpty {
      return .mistakes(broken.inReadingOrder().withExcerpts { self.source($0) })
    }

    let made = make(source, site.value)
    // Finding the lines of a large file would take longer than the import; a packed one has none.
    let hasLines = source.bytes.count < 1_000_000 && !source.bytes.starts(with: "PK".utf8)
    let findings = made.diagnostics.inReadingOrder().withExcerpts {
      $0 == file && hasLines ? source : nil
    }
    if made.hasErrors { return .mistakes(findings) }

    let changed = try changed(made.value.files)
    if !overwrites && !changed.existing.isEmpty { return .exists(changed.existing) }
    try removeLeftovers()
    try writeAll(changed.files)
    return .written(
      changed.files.map(\.path), unchanged: made.value.files.count - changed.files.count,
      Diagnosed(made.value.remarks, findings))
  }

  /// The files whose bytes aren't there yet, and the paths of those that are there with other bytes.
  private func changed(
    _ files: [NewFile]
  ) throws(WorkspaceError) -> (files: [NewFile], existing: [String]) {
    var changed: [NewFile] = []
    var existing: [String] = []
    for file in files {
      let target = path(file.path)
      guard let status = try FileSystem.status(target) else {
        try checkWay(to: file.path)
        changed.append(file)
        continue
      }
      guard status.kind == .file else {
        throw WorkspaceError(
          "cannot write \(file.path): a folder of that name is there", help: "move it away")
      }
      if try FileSystem.read(target).elementsEqual(file.contents.utf8) { continue }
      existing.append(file.path)
      changed.append(file)
    }
    return (changed, existing)
  }

  /// Refuses a path with a file where a folder has to be, or that leads out of the site.
  private func checkWay(to file: String) throws(WorkspaceError) {
    var folder = FileSystem.parent(of: file)
    while folder != "." {
      if let status = try FileSystem.status(path(folder)) {
        guard status.kind == .folder else {
          throw WorkspaceError(
            "cannot write \(file): \(folder) is a file", help: "choose another folder with --into")
        }
        let real = try FileSystem.realPath(path(folder)) ?? ""
        guard real.hasPrefix(self.folder + "/") else {
          throw WorkspaceError(
            "cannot write \(file): \(folder) leads out of the site's folder",
            help: "choose another folder with --into")
        }
      }
      folder = FileSystem.parent(of: folder)
    }
  }

  /// Writes each file under another name first, then moves all into place.
  private func writeAll(_ files: [NewFile]) throws(WorkspaceError) {
    var written: [String] = []
    do {
      for file in files {
        let temporary = temporaryPath(of: file.path)
        written.append(temporary)
        try FileSystem.write(Array(file.contents.utf8), to: temporary)
      }
    } catch {
      discard(written)
      throw error
    }
    for (index, file) in files.enumerated() {
      do {
        try FileSystem.move(written[index], to: path(file.path))
      } catch {
        discard(written[index...])
        let done =
          index == 0 ? "nothing was written" : "\(index) of \(files.count) files were written"
        throw WorkspaceError("\(error.message); \(done)", help: error.help)
      }
    }
  }

  /// Removes temporary files after a failure, which is reported instead of a failure to remove one. A file that
  /// remains is no page, and the next import removes it.
  private func discard(_ temporaries: some Sequence<String>) {
    for temporary in temporaries { try? FileSystem.remove(temporary) }
  }

  /// Removes the temporary files of an import that was ended in the middle.
  private func removeLeftovers(in folder: String = "content") throws(WorkspaceError) {
    guard try FileSystem.status(path(folder), followingLinks: false)?.kind == .folder else {
      return
    }
    for entry in try FileSystem.entries(in: path(folder)) {
      guard let name = entry.name else { continue }
      let entryPath = folder + "/" + name
      if entry.kind == .folder {
        try removeLeftovers(in: entryPath)
      } else if name.hasPrefix("."), name.hasSuffix(temporaryEnding) {
        try FileSystem.remove(path(entryPath))
      }
    }
  }

  /// A hidden file, which is no part of the site.
  private func temporaryPath(of file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? ""
    return path(FileSystem.parent(of: file)) + "/." + name + temporaryEnding
  }
}

private let temporaryEnding = ".lectern-import"
