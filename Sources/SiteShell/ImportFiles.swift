import Content
package import Diagnostics
package import Importing
import Planners

/// The result of an import.
package enum ImportResult: Sendable {
  /// What was done, or would be, with remarks.
  case done(ImportPlan, Diagnosed<[String]>)
  /// The file, or the site's settings, have mistakes; nothing was written.
  case mistakes([Diagnostic])
  /// These files are there, and are no pages that the import knows; nothing was written.
  case exists([String])
}

extension Workspace {
  /// Makes content files from another file, or changes those that were made from it before: all of them, or none.
  ///
  /// - Parameters:
  ///   - file: from the current folder.
  ///   - writes: whether the plan is carried out, too.
  package func importFiles(
    from file: String, _ choices: ImportChoices = ImportChoices(), writes: Bool = true,
    _ make: (SourceText, ImportTarget) -> Diagnosed<Import>
  ) async throws(WorkspaceError) -> ImportResult {
    let bytes = try FileSystem.read(file)
    // A packed spreadsheet says itself how its texts are written, and has no lines.
    let isPacked = bytes.starts(with: "PK".utf8)
    let source = SourceText(
      file: file, bytes: isPacked ? bytes : choices.encoding.decoded(bytes))
    var tree = try listInputs().value
    tree.templates = []
    let site = try await parse(tree, ParseOptions())
    let remembered = try FileSystem.readIfPresent(path(ImportMemory.file)).map {
      ImportMemory.read(SourceText(file: ImportMemory.file, bytes: $0))
    }
    let broken =
      site.diagnostics.filter { $0.isError && $0.sitePart == .settings }
      + (remembered?.diagnostics ?? [])
    if !broken.isEmpty {
      return .mistakes(broken.inReadingOrder().withExcerpts { self.source($0) })
    }

    let made = make(
      source, ImportTarget(site.value, remembering: remembered?.value ?? ImportMemory()))
    var known: [String: [UInt8]] = [:]
    for path in made.value.filesToRead {
      known[path] = try FileSystem.readIfPresent(try spelledPath(path))
    }
    let planned = made.hasErrors ? Diagnosed(ImportPlan()) : plan(made.value, known, choices)
    // Finding the lines of a large file would take longer than the import.
    let hasLines = source.bytes.count < 1_000_000 && !isPacked
    let findings = (made.diagnostics + planned.diagnostics).inReadingOrder().withExcerpts {
      $0 == file ? (hasLines ? source : nil) : self.source($0)
    }
    if made.hasErrors || planned.hasErrors { return .mistakes(findings) }

    let existing = try existing(planned.value.files)
    if !existing.isEmpty { return .exists(existing) }
    if writes {
      try removeLeftovers()
      try writeAll(planned.value.files)
      // Comes last: what ends in between is made whole by the same import once more.
      if let memory = planned.value.memory { try writeAll([memory]) }
    }
    return .done(planned.value, Diagnosed(made.value.remarks, findings))
  }

  /// The files that are new, and are there nevertheless with other bytes.
  private func existing(_ files: [PlannedFile]) throws(WorkspaceError) -> [String] {
    var existing: [String] = []
    for file in files where !file.isKnown {
      let target = path(file.path)
      guard let status = try FileSystem.status(target) else {
        try checkWay(to: file.path)
        continue
      }
      guard status.kind == .file else {
        throw WorkspaceError(
          "cannot write \(file.path): a folder of that name is there", help: "move it away")
      }
      if try FileSystem.read(target) != file.bytes { existing.append(file.path) }
    }
    return existing
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
  private func writeAll(_ files: [PlannedFile]) throws(WorkspaceError) {
    var written: [(temporary: String, target: String)] = []
    do {
      for file in files {
        let spelled = file.isKnown ? try spelledPath(file.path) : path(file.path)
        let target = file.isKnown ? try FileSystem.realPath(spelled) ?? spelled : spelled
        let temporary = temporaryPath(of: target)
        written.append((temporary, target))
        try FileSystem.write(file.bytes, to: temporary)
        if let mode = try FileSystem.status(target)?.mode {
          try FileSystem.setMode(of: temporary, to: mode & 0o7777)
        }
      }
    } catch {
      discard(written.map(\.temporary))
      throw error
    }
    for (index, file) in written.enumerated() {
      do {
        try FileSystem.move(file.temporary, to: file.target)
      } catch {
        discard(written[index...].map(\.temporary))
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

  /// A hidden file beside another one, which is no part of the site.
  private func temporaryPath(of file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? ""
    return FileSystem.parent(of: file) + "/." + name + temporaryEnding
  }
}

private let temporaryEnding = ".lectern-import"
