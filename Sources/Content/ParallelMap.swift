extension Array where Element: Sendable {
  /// The results of a transformation in the order of the elements, worked out on all cores.
  ///
  /// - Parameter chunks: how many parts the work is cut into: a handful for each core, so that a core
  ///   with easy parts takes more of them.
  package func parallelMap<Result: Sendable>(
    chunks: Int = 32, _ transform: @escaping @Sendable (Element) -> Result
  ) async -> [Result] {
    guard count > 1 else { return map(transform) }
    let size = Swift.max(1, (count + chunks - 1) / chunks)
    return await withTaskGroup(of: (Int, [Result]).self) { group in
      for start in stride(from: 0, to: count, by: size) {
        let part = self[start..<Swift.min(start + size, count)]
        group.addTask { (start, part.map(transform)) }
      }
      var parts: [(Int, [Result])] = []
      for await part in group { parts.append(part) }
      parts.sort { $0.0 < $1.0 }
      return parts.flatMap(\.1)
    }
  }
}
