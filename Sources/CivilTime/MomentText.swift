// A page of a programme writes moments by the hundred, so their digits are put where they belong at once.

/// Writes digits and signs one behind the other into the room that a text has, and nothing outside of it.
@safe struct DigitWriter {
  private let room: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  fileprivate init(_ room: UnsafeMutableBufferPointer<UInt8>) { unsafe self.room = unsafe room }

  mutating func put(_ sign: Unicode.Scalar) {
    precondition(unsafe count < room.count)
    unsafe room[count] = UInt8(ascii: sign)
    count += 1
  }

  /// - Parameter number: at least 0; of more digits the last ones are written.
  mutating func put(_ number: Int, digits: Int) {
    precondition(unsafe count + digits <= room.count)
    var rest = number
    for index in stride(from: count + digits - 1, through: count, by: -1) {
      unsafe room[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += digits
  }

  mutating func put(_ date: CivilDate) {
    put(date.year, digits: 4)
    put("-")
    put(date.month, digits: 2)
    put("-")
    put(date.day, digits: 2)
  }

  mutating func put(basic date: CivilDate) {
    put(date.year, digits: 4)
    put(date.month, digits: 2)
    put(date.day, digits: 2)
  }

  mutating func put(_ time: TimeOfDay, withSeconds: Bool) {
    put(time.hour, digits: 2)
    put(":")
    put(time.minute, digits: 2)
    guard withSeconds else { return }
    put(":")
    put(time.second, digits: 2)
  }
}

/// A text of digits and signs.
///
/// - Parameter capacity: in bytes; at least as many as are written.
func digitText(_ capacity: Int, _ write: (inout DigitWriter) -> Void) -> String {
  unsafe String(unsafeUninitializedCapacity: capacity) { room in
    var writer = unsafe DigitWriter(room)
    write(&writer)
    return writer.count
  }
}

/// A number with zeros before it, as in `05`.
package func padded(_ number: Int, to width: Int) -> String {
  if width == 2, 0..<100 ~= number { return digitText(2) { $0.put(number, digits: 2) } }
  let digits = String(number)
  return digits.utf8.count >= width
    ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}
