import Testing
import Web

@Suite struct PercentEncodingTests {
  @Test func readsBackWhatItWrote() {
    let text = "Malmö/100 %+?#~.-_\u{0}"
    let written = percentEncoded(text, keeping: isUnreserved)
    #expect(written == "Malm%C3%B6%2F100%20%25%2B%3F%23~.-_%00")
    #expect(percentDecoded(written) == text)
    #expect(percentDecoded("malm%c3%b6") == "malmö")
  }

  @Test(arguments: ["%", "a%2", "%+F", "%zz", "%C3", "%-1"])
  func refusesWhatIsNoEncoding(_ text: String) { #expect(percentDecoded(text) == nil) }
}
