import Diagnostics
import Synchronization
import Templates
import Testing
import Text

/// Lists that make their values when they are asked for.
@Suite struct TemplateListTests {
  @Test(arguments: [
    "{{ x }}", "{{ x | json }}", "{{ [x] }}", "{{ [x] | json }}", "{{ x | length }}",
    "{{ x[0] }}{{ x[-1] }}",
    "{{ x[1:] }}{{ x[:2] }}{{ x[::-1] }}", "{{ x | first }}{{ x | last }}", "{{ x | sort }}",
    "{% for a in x %}{{ loop.index }}{{ a }}{% else %}none{% endfor %}", "{{ x + [9] }}{{ x * 2 }}",
    "{{ 1 in x }}{{ 7 in x }}", "{{ x == [3, 1, 2] }}{{ [3, 1, 2] == x }}{{ x < [4] }}{{ x == 1 }}",
    "{{ x is sequence }}{{ x is mapping }}{{ x is none }}", "{{ 'full' if x else 'empty' }}",
    "{{ x | map('string') | join }}", "{{ x[9] }}", "{{ x.name }}", "{{ x ~ 'a' }}",
  ])
  func isAListLikeAnyOtherToTemplates(_ template: String) {
    for numbers in [[3, 1, 2], []] {
      let plain = Value.list(numbers.map { .integer($0) })
      #expect(rendered(template, .object(Numbers(numbers))) == rendered(template, plain))
    }
  }

  @Test(arguments: [
    ("{{ x | length }}", 0), ("{{ x | count }}", 0), ("{% if x %}some{% endif %}", 0),
    ("{{ x | first }}", 1), ("{{ x[1] }}", 1), ("{{ x[:2] }}", 2),
  ])
  func makesNoMoreValuesThanATemplateAsksFor(_ template: String, _ count: Int) {
    let numbers = Numbers(Array(1...100))
    _ = rendered(template, .object(numbers))
    #expect(numbers.made.load(ordering: .relaxed) == count)
  }

  private func rendered(_ text: String, _ value: Value) -> String {
    let environment = Environment(vocabulary: [], functions: [], filters: [])
    let source = SourceText(file: "a.html", text)
    let compiled = TemplateSet.compile([(name: "a.html", source: source)], environment)
    var buffer = ByteBuffer()
    let found =
      compiled.diagnostics
      + compiled.value.render("a.html", context: [("x", value)], host: NoHost(), into: &buffer)
    return buffer.string + found.map(\.message).joined(separator: "\n")
  }
}

private struct NoHost: TemplateHost {}

private final class Numbers: TemplateList {
  let numbers: [Int]
  let made = Atomic(0)

  init(_ numbers: [Int]) { self.numbers = numbers }

  var count: Int { numbers.count }

  func value(at index: Int) -> Value {
    made.add(1, ordering: .relaxed)
    return .integer(numbers[index])
  }
}
