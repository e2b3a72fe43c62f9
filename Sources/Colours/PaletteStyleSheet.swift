extension Palette {
  /// The custom properties of both schemes as a style sheet.
  package var css: String {
    """
    :root {
    \(declarations(of: light, indent: "  "))
    }
    @media (prefers-color-scheme: dark) {
      :root {
    \(declarations(of: dark, indent: "    "))
      }
    }

    """
  }

  private func declarations(of colours: SchemeColours, indent: String) -> String {
    colours.all.map { "\(indent)--\($0.name.property): \($0.colour.hexadecimal);" }
      .joined(separator: "\n")
  }
}
