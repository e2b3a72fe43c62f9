package import Diagnostics
import Web

/// How palettes are printed.
package enum PaletteFormat: String, CaseIterable, Sendable {
  /// A style sheet for each accent.
  case css
  /// One object with the palettes and with the pairs of colours that hold in each.
  case json
}

/// The palettes of accents as somebody wrote them, and what is wrong with those that have none.
package func paletteReport(of accents: [String], as format: PaletteFormat) -> Diagnosed<String> {
  let results = accents.map(PaletteResult.init)
  let text =
    switch format {
    case .css: styleSheets(of: results)
    case .json: json(of: results)
    }
  return Diagnosed(text, results.compactMap { $0.mistake?.diagnostic() })
}

/// What became of one accent.
private struct PaletteResult {
  let written: String
  let palette: Palette?
  let mistake: AccentMistake?

  init(_ written: String) {
    self.written = written
    do throws(AccentMistake) {
      palette = try Palette(accent: Colour(written))
      mistake = nil
    } catch {
      palette = nil
      mistake = error
    }
  }
}

private func styleSheets(of results: [PaletteResult]) -> String {
  results.compactMap(\.palette).map { "/* \($0.accent.hexadecimal) */\n" + $0.css }
    .joined(separator: "\n")
}

private func json(of results: [PaletteResult]) -> String {
  var json = JSONWriter(.indented(by: 2))
  json.object {
    $0.member("pairs", Palette.pairs) { json, pair in
      json.object {
        $0.member("foreground", pair.foreground.property)
        $0.member("background", pair.background.property)
        $0.member("use", pair.use.rawValue)
        $0.name("least")
        $0.number("\(pair.use.leastContrast)")
      }
    }
    $0.member("palettes", results) { $0.append($1) }
  }
  return json.string + "\n"
}

extension JSONWriter {
  fileprivate mutating func append(_ result: PaletteResult) {
    object {
      $0.member("accent", result.written)
      for scheme in ColourScheme.allCases {
        guard let colours = result.palette?[scheme] else { continue }
        $0.name(scheme.rawValue)
        $0.object {
          for (name, colour) in colours.all { $0.member(name.property, colour.hexadecimal) }
        }
      }
      if case .tooLight(_, let nearest) = result.mistake {
        $0.member("nearest", nearest.hexadecimal)
      }
    }
  }
}
