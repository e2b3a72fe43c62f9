extension Array where Element: Sendable {
  /// The results of a transformation in the order of the elements, computed on all cores. If the
  /// transformation fails for several elements, the first of these failures is thrown.
  ///
  /// - Parameter chunks: how many parts the work is cut into: a handful for each core, so that a core
  ///   with easy parts takes more of them.
  /// - Parameter isLast: whether a part of the work ends with a result. What comes after it in the part has
  ///   no result. The parts depend on nothing but the number of elements.
  package func parallelMap<Result: Sendable, Failure: Error>(
    chunks: Int = 32, endingAfter isLast: @escaping @Sendable (Result) -> Bool = { _ in false },
    _ transform: @escaping @Sendable (Element) throws(Failure) -> Result
  ) async throws(Failure) -> [Result] {
    guard count > 1 else { return try map(transform) }
    let size = Swift.max(1, (count + chunks - 1) / chunks)
    let parts = await withTaskGroup(of: (Int, Swift.Result<[Result], Failure>).self) { group in
      for start in stride(from: 0, to: count, by: size) {
        let part = self[start..<Swift.min(start + size, count)]
        group.addTask {
          let results = Swift.Result { () throws(Failure) in
            var results: [Result] = []
            results.reserveCapacity(part.count)
            for element in part {
              let result = try transform(element)
              results.append(result)
              if isLast(result) { break }
            }
            return results
          }
          return (start, results)
        }
      }
      var parts: [(Int, Swift.Result<[Result], Failure>)] = []
      for await part in group { parts.append(part) }
      parts.sort { $0.0 < $1.0 }
      return parts
    }
    var results: [Result] = []
    results.reserveCapacity(count)
    for (_, part) in parts { results += try part.get() }
    return results
  }
}
