import Content
import Importing
import SiteRender

/// What pages of each kind weigh: how many there are, the middle one and the heaviest.
func table(of weights: [PageWeight]) -> String {
  var rows = [["kind", "pages", "middle", "heaviest", "g CO2e a view", "which"]]
  let groups = Dictionary(grouping: weights, by: \.kind)
  for (kind, pages) in groups.sorted(by: { $0.key < $1.key }) + [("all", weights)] {
    let sorted = pages.sorted { ($0.bytes, $0.path) < ($1.bytes, $1.path) }
    guard let heaviest = sorted.last else { continue }
    rows.append([
      kind, "\(sorted.count)", kilobytes(sorted[(sorted.count - 1) / 2].bytes),
      kilobytes(heaviest.bytes), fourDigits(gramsOfCO2e(transferring: heaviest.bytes)),
      heaviest.path,
    ])
  }
  return aligned(rows) + table(ofPictures: weights)
}

/// What the pages that show most load beside that.
private func table(ofPictures weights: [PageWeight]) -> String {
  let pages = weights.filter { !$0.pictures.isEmpty }
    .sorted { ($1.picturesOnPhone, $0.path) < ($0.picturesOnPhone, $1.path) }
  guard !pages.isEmpty else { return "" }
  var rows = [["pictures", "number", "phone", "desk", "g CO2e a view", "which"]]
  for page in pages.prefix(5) {
    let heaviest = page.pictures.prefix(3).map { "\($0.path) \(amount(ofBytes: $0.onPhone))" }
    rows.append([
      page.path, "\(page.pictures.count)", amount(ofBytes: page.picturesOnPhone),
      amount(ofBytes: page.picturesOnDesk),
      fourDigits(gramsOfCO2e(transferring: page.bytes + page.picturesOnPhone)),
      heaviest.joined(separator: ", ") + (page.pictures.count > 3 ? ", …" : ""),
    ])
  }
  return "\n" + aligned(rows)
}

/// With four digits after the point, rounded up.
private func fourDigits(_ grams: Double) -> String {
  let parts = Int((grams * 10_000).rounded(.up))
  let fraction = String(parts % 10_000)
  return "\(parts / 10_000)." + String(repeating: "0", count: 4 - fraction.count) + fraction
}

/// The first and the last column begin on the left, those between end on the right.
private func aligned(_ rows: [[String]]) -> String {
  let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    let cells = row.indices.map { column in
      let padding = String(repeating: " ", count: widths[column] - row[column].count)
      if column == row.count - 1 { return row[column] }
      return column == 0 ? row[column] + padding : padding + row[column]
    }
    return "  " + cells.joined(separator: "  ") + "\n"
  }.joined()
}
