/// What changed from one text to another, line by line, in the unified form that `diff -u` and Git have: three lines
/// around each change, and `@@` with the numbers of the first lines before it.
///
/// - Returns: nothing if the texts are the same.
func lineDifference(from old: String, to new: String) -> [String] {
  let (a, b) = (lines(of: old), lines(of: new))
  var removed: Set<Int> = []
  var inserted: Set<Int> = []
  for change in b.difference(from: a) {
    switch change {
    case .remove(let offset, _, _): removed.insert(offset)
    case .insert(let offset, _, _): inserted.insert(offset)
    }
  }
  if removed.isEmpty && inserted.isEmpty { return [] }
  var rows: [Row] = []
  var (i, j) = (0, 0)
  while i < a.count || j < b.count {
    if i < a.count, removed.contains(i) {
      rows.append(Row(sign: "-", text: a[i], old: i, new: j))
      i += 1
    } else if j < b.count, inserted.contains(j) {
      rows.append(Row(sign: "+", text: b[j], old: i, new: j))
      j += 1
    } else {
      rows.append(Row(sign: " ", text: a[i], old: i, new: j))
      (i, j) = (i + 1, j + 1)
    }
  }
  return hunks(of: rows)
}

private struct Row {
  let sign: Character
  let text: Substring
  /// The indices of the lines in both texts at which it stands.
  let old, new: Int
}

private let linesAround = 3

private func hunks(of rows: [Row]) -> [String] {
  var shown: [String] = []
  var last: Int?
  for (index, row) in rows.enumerated() {
    let near = rows.indices.clamped(to: index - linesAround..<index + linesAround + 1)
    guard near.contains(where: { rows[$0].sign != " " }) else { continue }
    if last != index - 1 { shown.append("@@ -\(row.old + 1) +\(row.new + 1) @@") }
    last = index
    shown.append("\(row.sign)\(row.text)")
  }
  return shown
}

private func lines(of text: String) -> [Substring] {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  if lines.last?.isEmpty == true { lines.removeLast() }
  return lines
}
