/// The words that the renderer itself puts into a document.
package struct MarkdownLabels: Hashable, Sendable {
  /// The heading of the footnotes.
  package var footnotes: String
  /// The name of the link from a footnote back to the text; the number of the footnote follows.
  package var backToReference: String
  /// The titles of the alerts.
  package var note: String
  package var tip: String
  package var important: String
  package var warning: String
  package var caution: String
  /// The name of a table that can be scrolled and has neither a heading nor headers.
  package var table: String

  package init(
    footnotes: String, backToReference: String, note: String, tip: String, important: String,
    warning: String, caution: String, table: String
  ) {
    self.footnotes = footnotes
    self.backToReference = backToReference
    self.note = note
    self.tip = tip
    self.important = important
    self.warning = warning
    self.caution = caution
    self.table = table
  }

  /// The labels of a language (BCP 47; only the primary subtag counts), English for one not known.
  package init(language: String) {
    let primary = String(language.lowercased().prefix { $0 != "-" && $0 != "_" })
    self = builtIn.first { $0.languages.contains(primary) }?.labels ?? english
  }
}

private let english = MarkdownLabels(
  footnotes: "Footnotes", backToReference: "Back to reference", note: "Note", tip: "Tip",
  important: "Important", warning: "Warning", caution: "Caution", table: "Table")

private let builtIn: [(languages: [String], labels: MarkdownLabels)] = [
  (["en"], english),
  (
    ["sv"],
    MarkdownLabels(
      footnotes: "Fotnoter", backToReference: "Tillbaka till hänvisning", note: "Obs",
      tip: "Tips", important: "Viktigt", warning: "Varning", caution: "Se upp", table: "Tabell")
  ),
  (
    ["de"],
    MarkdownLabels(
      footnotes: "Fußnoten", backToReference: "Zurück zum Verweis", note: "Hinweis", tip: "Tipp",
      important: "Wichtig", warning: "Warnung", caution: "Vorsicht", table: "Tabelle")
  ),
  (
    ["fr"],
    MarkdownLabels(
      footnotes: "Notes", backToReference: "Retour à l’appel de note", note: "Remarque",
      tip: "Astuce", important: "Important", warning: "Attention", caution: "Prudence",
      table: "Tableau")
  ),
  (
    ["es"],
    MarkdownLabels(
      footnotes: "Notas", backToReference: "Volver a la referencia", note: "Nota",
      tip: "Consejo", important: "Importante", warning: "Advertencia", caution: "Precaución",
      table: "Tabla")
  ),
  (
    ["it"],
    MarkdownLabels(
      footnotes: "Note", backToReference: "Torna al richiamo", note: "Nota",
      tip: "Suggerimento", important: "Importante", warning: "Avvertenza", caution: "Attenzione",
      table: "Tabella")
  ),
  (
    ["pt"],
    MarkdownLabels(
      footnotes: "Notas", backToReference: "Voltar à referência", note: "Nota", tip: "Dica",
      important: "Importante", warning: "Aviso", caution: "Cuidado", table: "Tabela")
  ),
  (
    ["nl"],
    MarkdownLabels(
      footnotes: "Voetnoten", backToReference: "Terug naar verwijzing", note: "Opmerking",
      tip: "Tip", important: "Belangrijk", warning: "Waarschuwing", caution: "Let op",
      table: "Tabel")
  ),
  (
    ["da"],
    MarkdownLabels(
      footnotes: "Fodnoter", backToReference: "Tilbage til henvisning", note: "Bemærk",
      tip: "Tip", important: "Vigtigt", warning: "Advarsel", caution: "Forsigtig",
      table: "Tabel")
  ),
  (
    ["nb", "no", "nn"],
    MarkdownLabels(
      footnotes: "Fotnoter", backToReference: "Tilbake til henvisning", note: "Merk",
      tip: "Tips", important: "Viktig", warning: "Advarsel", caution: "Forsiktig",
      table: "Tabell")
  ),
  (
    ["fi"],
    MarkdownLabels(
      footnotes: "Alaviitteet", backToReference: "Takaisin viitteeseen", note: "Huomautus",
      tip: "Vinkki", important: "Tärkeää", warning: "Varoitus", caution: "Varo",
      table: "Taulukko")
  ),
  (
    ["pl"],
    MarkdownLabels(
      footnotes: "Przypisy", backToReference: "Wróć do odnośnika", note: "Uwaga",
      tip: "Wskazówka", important: "Ważne", warning: "Ostrzeżenie", caution: "Ostrożnie",
      table: "Tabela")
  ),
  (
    ["ca"],
    MarkdownLabels(
      footnotes: "Notes", backToReference: "Torna a la referència", note: "Nota",
      tip: "Consell", important: "Important", warning: "Advertència", caution: "Precaució",
      table: "Taula")
  ),
]
