/// The variables that are in sight while a template is parsed: which name means what, where.
///
/// A frame is what gets fresh variables when it is entered: the template's outermost template, a block, a
/// macro. Inside a frame, loops and the like open scopes.
struct Frames {
  private var frames: [Frame] = [Frame(kind: .root)]
  /// The names that were set at the outermost level.
  private var assignedAtRoot: Set<String> = []

  enum Kind { case root, block, macro }

  struct Frame {
    let kind: Kind
    var scopes: [[(name: String, meaning: Meaning)]] = [[]]
    var entries: [[ScopeEntry]] = [[]]
    var slotCount: Int32 = 0
    var loopDepth: Int32 = 0
    /// Variables around a macro that it uses.
    var captures: [(outside: Expression, slot: Int32)] = []

    init(kind: Kind) { self.kind = kind }
  }

  enum Meaning {
    case slot(Int32)
    /// `loop` of a loop, by the number of loops of its frame around it.
    case loop(Int32)
  }

  var isRootScope: Bool { frames.count == 1 && frames[0].scopes.count == 1 }
  var loopDepth: Int32 { frames[frames.count - 1].loopDepth }
  var slotCount: Int32 { frames[frames.count - 1].slotCount }

  mutating func pushFrame(_ kind: Kind) { frames.append(Frame(kind: kind)) }
  mutating func popFrame() -> Frame { frames.removeLast() }

  mutating func pushScope() {
    frames[frames.count - 1].scopes.append([])
    frames[frames.count - 1].entries.append([])
  }

  mutating func popScope() -> [ScopeEntry] {
    frames[frames.count - 1].scopes.removeLast()
    return frames[frames.count - 1].entries.removeLast()
  }

  mutating func enterLoop() -> Int32 {
    frames[frames.count - 1].loopDepth += 1
    return frames[frames.count - 1].loopDepth - 1
  }

  mutating func leaveLoop() { frames[frames.count - 1].loopDepth -= 1 }

  mutating func newSlot() -> Int32 {
    frames[frames.count - 1].slotCount += 1
    return frames[frames.count - 1].slotCount - 1
  }

  /// Makes a variable of the innermost scope that nothing outside shows through: a loop's, a
  /// parameter.
  mutating func declare(_ name: String) -> Int32 {
    let frame = frames.count - 1
    let scope = frames[frame].scopes.count - 1
    if let own = frames[frame].scopes[scope].first(where: { $0.name == name }),
      case .slot(let slot) = own.meaning
    {
      return slot
    }
    let slot = newSlot()
    frames[frame].scopes[scope].append((name, .slot(slot)))
    return slot
  }

  mutating func declareLoop(_ depth: Int32) {
    let frame = frames.count - 1
    frames[frame].scopes[frames[frame].scopes.count - 1].append(("loop", .loop(depth)))
  }

  /// Where `set` keeps a name: a variable of the rendering at the outermost level, else one of the
  /// innermost scope, which begins as what the name meant outside.
  mutating func assign(_ name: String, names: inout NameTable) -> Reference {
    if isRootScope {
      assignedAtRoot.insert(name)
      return .context(names.id(of: name))
    }
    let frame = frames.count - 1
    let scope = frames[frame].scopes.count - 1
    if let own = frames[frame].scopes[scope].first(where: { $0.name == name }),
      case .slot(let slot) = own.meaning
    {
      return .local(slot)
    }
    let outside: Reference
    if case .local(let slot)? = lookup(name) {
      outside = .local(slot)
    } else {
      outside = .context(names.id(of: name))
    }
    let slot = newSlot()
    frames[frame].entries[scope].append(ScopeEntry(slot: slot, outside: outside))
    frames[frame].scopes[scope].append((name, .slot(slot)))
    return .local(slot)
  }

  /// Whether a name was set in the frame before the loops that the parser is in, or at the outermost level.
  func isSetOutsideOfLoop(_ name: String) -> Bool {
    if assignedAtRoot.contains(name) { return true }
    return frames[frames.count - 1].scopes.first?.contains { $0.name == name } ?? false
  }

  /// What a name means where the parser is; `nil` if it is no variable of a frame.
  mutating func lookup(_ name: String) -> Expression? { lookup(name, in: frames.count - 1) }

  private mutating func lookup(_ name: String, in frame: Int) -> Expression? {
    for scope in frames[frame].scopes.reversed() {
      guard let own = scope.last(where: { $0.name == name }) else { continue }
      switch own.meaning {
      case .slot(let slot): return .local(slot)
      case .loop(let depth): return .loop(depth)
      }
    }
    // A macro keeps what it uses of the variables around it; blocks see none of them.
    guard frames[frame].kind == .macro, frame > 0, let outside = lookup(name, in: frame - 1) else {
      return nil
    }
    let slot = frames[frame].slotCount
    frames[frame].slotCount += 1
    frames[frame].captures.append((outside, slot))
    frames[frame].scopes[0].append((name, .slot(slot)))
    return .local(slot)
  }

  /// Every variable in sight, innermost first.
  mutating func visible() -> [(name: String, expression: Expression)] {
    var seen: Set<String> = []
    var names: [String] = []
    var frame = frames.count - 1
    while frame >= 0 {
      for scope in frames[frame].scopes.reversed() {
        for own in scope.reversed() where seen.insert(own.name).inserted { names.append(own.name) }
      }
      guard frames[frame].kind == .macro else { break }
      frame -= 1
    }
    return names.compactMap { name in lookup(name).map { (name, $0) } }
  }
}
