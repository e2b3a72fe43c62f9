package import Diagnostics
package import Text

/// Templates that may use each other, compiled and checked.
///
/// A class, so that a rendering holds it for one retain instead of one per stored property, which all
/// threads would count in the same place.
package final class TemplateSet: Sendable {
  let entries: [String: LinkedTemplate]
  /// Templates that have a mistake, or use one that has. They exist and render to nothing.
  let broken: Set<String>
  let callables: Callables
  let variables: NameTable

  init(
    entries: [String: LinkedTemplate], broken: Set<String>, callables: Callables,
    variables: NameTable
  ) {
    self.entries = entries
    self.broken = broken
    self.callables = callables
    self.variables = variables
  }

  package static var empty: TemplateSet {
    TemplateSet(
      entries: [:], broken: [],
      callables: Callables(Environment(vocabulary: [], functions: [], filters: [])),
      variables: NameTable())
  }

  package func contains(_ name: String) -> Bool { entries[name] != nil || broken.contains(name) }

  /// Whether a template exists and can be rendered: neither it nor one that it uses has a mistake.
  package func isUsable(_ name: String) -> Bool { entries[name] != nil }

  /// Every template's name, sorted.
  package var names: [String] { (Array(entries.keys) + broken).sorted() }

  /// Where the templates contain a text as it is written, for a message about what was rendered. `nil` if
  /// they don't, so that a value brought it.
  package func location(of text: String) -> SourceLocation? {
    for name in names {
      if let found = location(of: text, in: name) { return found }
    }
    return nil
  }

  /// Where one of the templates, or one that it extends, contains a text as it is written.
  package func location(of text: String, in name: String) -> SourceLocation? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return nil }
    for source in (entries[name]?.chain ?? []).map(\.source) {
      var position = 0
      while let found = source.bytes[position...].firstIndex(of: first) {
        if source.bytes[found...].starts(with: wanted) {
          return source.location(of: found..<found + wanted.count)
        }
        position = found + 1
      }
    }
    return nil
  }

  /// The file that a template comes from, as messages call it.
  package func file(of name: String) -> String? { entries[name]?.chain.first?.source.file }

  /// The sources of the templates that can be rendered, with what each prints just as it is written, in order.
  package var writtenTexts: [(source: SourceText, ranges: [Range<Int>])] {
    entries.keys.sorted().compactMap { name in
      guard let template = entries[name]?.chain.first else { return nil }
      let ranges = template.tables.statements.compactMap { statement -> Range<Int>? in
        guard case .text(let start, let end) = statement else { return nil }
        return Int(start)..<Int(end)
      }
      // What lies within a tag comes before what is around it.
      return (template.source, ranges.sorted { $0.lowerBound < $1.lowerBound })
    }
  }

  /// The variables that a template reads and nothing in it sets, with those of the templates it
  /// includes and extends.
  package func freeNames(of name: String) -> Set<String> {
    guard let entry = entries[name] else { return [] }
    return Set(entry.freeNames.map { variables[$0] })
  }

  /// Renders a template with variables. After a mistake the buffer holds what was rendered before it.
  ///
  /// - Parameter cost: the steps that were taken before for the same page, which count towards its limit.
  package func render(
    _ name: String, context: [(String, Value)], host: any TemplateHost,
    limits: RenderLimits = RenderLimits(), cost: RenderCost = RenderCost(),
    into buffer: inout ByteBuffer
  ) -> [Diagnostic] {
    guard let entry = entries[name] else { return [] }
    var values = [Value?](repeating: nil, count: variables.names.count)
    for (name, value) in context {
      if let number = variables.existingID(of: name) { values[number.index] = value }
    }
    var renderer = Renderer(
      set: self, host: host, limits: limits, context: values, buffer: buffer, entry: entry)
    let before = cost.steps
    renderer.steps = before
    buffer = ByteBuffer()
    defer {
      buffer = renderer.buffer
      cost.add(renderer.steps - before)
    }
    do throws(RenderFailure) {
      try renderer.run(entry)
      return []
    } catch {
      return [error.diagnostic]
    }
  }
}

/// What ends a template that would never end by itself.
package struct RenderLimits: Sendable {
  /// Loops may turn, and templates, blocks and macros be called, so often for one page.
  package var steps = 10_000_000
  /// Includes, macros, blocks and loops that call themselves may be nested this deep.
  package var depth = 100
  /// The sum of how deep their template is nested, so that the renderer's own stack holds it.
  package var nesting = 2000
  /// All texts and lists that one rendering computes may be this large together, in bytes.
  package var made = 1 << 30
  /// A page may be this long, in bytes.
  package var output = ByteBuffer.longestText

  package init() {}
}

/// A template ready to be rendered: with those it extends, and with the blocks of all of them.
final class LinkedTemplate: Sendable {
  /// The template itself, then what it extends, outermost last.
  let chain: [Template]
  /// By the number of a block's name, its definitions, innermost first.
  let blocks: [ID<Variable>: [Definition]]
  let freeNames: Set<ID<Variable>>
  /// What an import of the template takes from it and from what it extends, in the order of the numbers.
  let exported: [ID<Variable>]

  struct Definition: Sendable {
    let template: Template
    let block: Block
  }

  init(
    chain: [Template], blocks: [ID<Variable>: [Definition]], freeNames: Set<ID<Variable>>
  ) {
    self.chain = chain
    self.blocks = blocks
    self.freeNames = freeNames
    exported = Set(chain.flatMap(\.exported)).sorted { $0.index < $1.index }
  }
}

/// Why rendering stopped.
struct RenderFailure: Error {
  private final class Box: Sendable {
    let diagnostic: Diagnostic
    init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
  }

  private let box: Box
  var diagnostic: Diagnostic { box.diagnostic }

  init(_ diagnostic: Diagnostic) { box = Box(diagnostic) }

  /// The same with one more step of how rendering came there.
  func reached(_ message: String, at location: SourceLocation) -> RenderFailure {
    var diagnostic = diagnostic
    // A macro that calls itself would fill a screen with the same line.
    let isKnown = diagnostic.notes.contains { $0.location == location && $0.message == message }
    if !isKnown { diagnostic.notes.append(.init(message, at: location)) }
    return RenderFailure(diagnostic)
  }
}
