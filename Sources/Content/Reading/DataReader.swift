import ContentSchema
import Diagnostics
import SiteSettings
import SourceFormats
import Templates

/// The data of `content/_data`, as templates see it: `_data/partners.yaml` is `data.partners`, and
/// `_data/partners.sv.yaml` is its Swedish version.
package struct SiteData: Sendable {
  /// In the order of the site's languages.
  var byLanguage: [Value]
}

/// Reads the files of `content/_data`.
func readData(_ files: [SourceText], languages: [String]) -> Diagnosed<SiteData> {
  var reader = DataReader(languages: languages)
  var diagnostics: [Diagnostic] = []
  for file in files { diagnostics += reader.add(file).asCauses() }
  return Diagnosed(SiteData(byLanguage: reader.values), diagnostics)
}

private struct DataReader {
  private let languages: [String]
  private var entries: [(name: String, language: String?, value: Value, file: String)] = []

  init(languages: [String]) { self.languages = languages }

  /// By language: its own file where there is one, else the one without a language.
  var values: [Value] {
    languages.map { language in
      var pairs: [(String, Value)] = []
      for entry in entries where entry.language == nil || entry.language == language {
        if let place = pairs.firstIndex(where: { $0.0 == entry.name }) {
          if entry.language != nil { pairs[place].1 = entry.value }
        } else {
          pairs.append((entry.name, entry.value))
        }
      }
      return .mapping(Mapping(pairs))
    }
  }

  mutating func add(_ file: SourceText) -> [Diagnostic] {
    if let mistake = unreadable(in: file, help: file.file.hasSuffix(".csv") ? savingAsCSV : nil) {
      return [mistake]
    }
    let path = ContentPath(
      String(file.file.dropFirst("content/".count)), PathRules(languages: languages))
    guard case .data(let name) = path.role else { return [] }
    let read: Diagnosed<Value>
    switch path.ending {
    case "yaml", "yml":
      let yaml = parseYAML(file)
      read = Diagnosed(yaml.value.map(freeValue) ?? .none, yaml.diagnostics)
    case "json": read = parseJSON(file)
    case "csv": read = table(file)
    default:
      return [
        .error(
          ContentCode.unsupportedDataFormat,
          "data can be YAML, JSON or CSV, and this is '\(path.ending)'",
          at: SourceLocation(file: file.file), help: "files to be copied belong outside _data")
      ]
    }
    if let other = entries.first(where: { $0.name == name && $0.language == path.language }) {
      return read.diagnostics + [
        .error(
          ContentCode.duplicateData, "\(file.file) and \(other.file) are both data.\(name)",
          at: SourceLocation(file: file.file), help: "rename one of them")
      ]
    }
    entries.append((name, path.language, read.value, file.file))
    return read.diagnostics
  }

  /// Each row as a mapping from the column's name to the cell's text.
  private func table(_ file: SourceText) -> Diagnosed<Value> {
    let csv = CSV.parse(file)
    let rows = csv.value.rows.map { row in
      Value.mapping(
        Mapping(
          zip(csv.value.header, row.cells).map {
            ($0.text, $1.text.isEmpty ? .none : .text($1.text))
          }))
    }
    return Diagnosed(.list(rows), csv.diagnostics)
  }
}
