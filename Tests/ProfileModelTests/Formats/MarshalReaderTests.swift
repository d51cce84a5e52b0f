import TestSupport
import Testing

@testable import ProfileModel

/// Each type of marshal by its bytes, as CPython's `Python/marshal.c` writes them.
struct MarshalReaderTests {
  /// What a reader makes of the bytes of one number.
  private func number(_ bytes: [UInt8]) throws -> MarshalReader.Number? {
    var reader = MarshalReader(bytes)
    let number = try reader.number(try reader.tag())
    #expect(reader.input.remaining == 0)
    return number
  }

  private func ascii(_ type: String, _ bytes: [UInt8] = []) -> [UInt8] { Array(type.utf8) + bytes }

  @Test func integers() throws {
    #expect(try number(ascii("i", [0xFF, 0xFF, 0xFF, 0x7F])) == .int(2_147_483_647))
    #expect(try number(ascii("i", [0xFF, 0xFF, 0xFF, 0xFF])) == .int(-1))
    #expect(try number(ascii("I", [0, 0, 0, 0, 1, 0, 0, 0])) == .int(4_294_967_296))
    #expect(try number(ascii("T")) == .int(1))
    #expect(try number(ascii("F")) == .int(0))
  }

  static let digits: [([Int16], Int64)] = [
    ([], 0), ([1], 1), ([0, 1], 32_768), ([0x7FFF, 0x7FFF], 0x3FFF_FFFF), ([0, 0, 0, 0, 4], 0x4000_0000_0000_0000),
    ([0x7FFF, 0x7FFF, 0x7FFF, 0x7FFF, 7], .max), ([5, 0, 0, 0, 0, 0, 0, 0], 5),
  ]

  /// Digits of 15 bits from the lowest, their number with the sign of the whole.
  @Test(arguments: digits)
  func longIntegers(digits: [Int16], value: Int64) throws {
    let count = Int32(digits.count)
    let bytes = digits.flatMap { littleEndian($0) }
    #expect(try number(ascii("l", littleEndian(count) + bytes)) == .int(value))
    #expect(try number(ascii("l", littleEndian(-count) + bytes)) == .int(-value))
  }

  @Test func integersBeyond64BitsAreNearest() throws {
    let power63 = ascii("l", littleEndian(Int32(5)) + [0, 0, 0, 0, 0, 0, 0, 0, 8, 0])
    #expect(try number(power63) == .largeInt(0x1p63))
    let minusPower63 = ascii("l", littleEndian(Int32(-5)) + [0, 0, 0, 0, 0, 0, 0, 0, 8, 0])
    #expect(try number(minusPower63) == .int(.min))
    let power75 = ascii("l", littleEndian(Int32(-6)) + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0])
    #expect(try number(power75) == .largeInt(-0x1p75))
    let huge = ascii("l", littleEndian(Int32(100)) + Array(repeating: 0, count: 198) + [1, 0])
    #expect(try number(huge) == .largeInt(.infinity))
  }

  @Test func floats() throws {
    #expect(try number(ascii("g", littleEndian(0.1.bitPattern))) == .float(0.1))
    #expect(try number(ascii("f\u{3}1.5")) == .float(1.5))
    #expect(try number(ascii("f\u{5}-1e-7")) == .float(-1e-7))
    #expect(try number(ascii("f\u{3}inf")) == .float(.infinity))
    #expect(refusal(ascii("f\u{3}abc")) == "byte 1: a float is not a number")
  }

  @Test(arguments: ["N", "S", ".", "z\u{1}a", ")\u{0}", "[\0\0\0\0", "{0", "x\u{1}0\u{1}1", "0"])
  func whatIsNoNumber(text: String) throws {
    var reader = MarshalReader(ascii(text))
    #expect(try reader.number(try reader.tag()) == nil)
  }

  @Test(arguments: ["z\u{3}", "Z\u{3}", "a\u{3}\0\0\0", "A\u{3}\0\0\0", "u\u{3}\0\0\0", "s\u{3}\0\0\0", "t\u{3}\0\0\0"])
  func stringsOfAllTypesAreOne(start: String) throws {
    var reader = MarshalReader(ascii("\(start)abcz\u{3}abc"))
    let first = try #require(try reader.string(try reader.tag()))
    let second = try #require(try reader.string(try reader.tag()))
    #expect(first == second)
    #expect(reader.strings.table()[first] == "abc")
  }

  /// Numbers in the order of the first bytes; a tuple's comes before those of its items.
  @Test func referencesCountContainersFirst() throws {
    let object = Marshalled.referable(
      .tuple([.referable(.int(7)), .referable(.float(0.5)), .referable(.string("x")), .int(9)]))
    let references = (0...3).map { Marshalled.reference($0) }
    var reader = MarshalReader(object.bytes + references.flatMap(\.bytes))
    try reader.skip(try reader.tag(), depth: 0)
    let kinds = try (0...3).map { _ in try reader.reference(try reader.tag()).kind }
    #expect(kinds == [.other, .int, .number, .string])
    #expect(reader.input.remaining == 0)
  }

  @Test func referencesGiveBackWhatWasRead() throws {
    let large: [UInt8] = ascii("I", littleEndian(Int64.max))
    let objects: [Marshalled] = [.int(-7), .float(0.5), .raw(large)]
    let bytes = objects.flatMap { Marshalled.referable($0).bytes } + (0...2).flatMap { Marshalled.reference($0).bytes }
    var reader = MarshalReader(bytes)
    let numbers = try (0..<6).map { _ in try reader.number(try reader.tag()) }
    #expect(numbers[3...] == [.int(-7), .float(0.5), .int(.max)])
    #expect(numbers[..<3] == numbers[3...])
  }

  /// Python 2 counts interned strings alone, in a table of their own.
  @Test func stringReferencesOfPython2() throws {
    var reader = MarshalReader(ascii("s\u{1}\0\0\0at\u{1}\0\0\0bt\u{1}\0\0\0cR\u{1}\0\0\0R\0\0\0\0R\u{2}\0\0\0"))
    let names = try (0..<5).map { _ in try #require(try reader.string(try reader.tag())) }
    let table = reader.strings.table()
    #expect(names.map { table[$0] } == ["a", "b", "c", "c", "b"])
    #expect(throws: ProfileError(.malformed, at: 28, "a reference points to a string that does not exist")) {
      try reader.string(try reader.tag())
    }
  }

  /// Whatever may be in a code object is stepped over.
  @Test(arguments: [
    "N", "T", "S", ".", "i\0\0\0\0", "x\u{1}0\u{3}1.5", "y0123456789abcdef", "(\u{1}\0\0\0N", "[\u{2}\0\0\0NN",
    "<\u{1}\0\0\0N", ">\u{1}\0\0\0N", "{NNz\u{1}ai\0\0\0\00", ":NNN", "l\u{1}\0\0\0\u{5}\0",
  ])
  func objectsAreSteppedOver(text: String) throws {
    var reader = MarshalReader(ascii(text))
    try reader.skip(try reader.tag(), depth: 0)
    #expect(reader.input.remaining == 0)
  }

  @Test func nestingHasALimit() throws {
    let levels = MarshalReader.nestingLimit
    var reader = MarshalReader(ascii(String(repeating: ")\u{1}", count: levels - 1) + "N"))
    try reader.skip(try reader.tag(), depth: 0)
    #expect(
      refusal(ascii(String(repeating: ")\u{1}", count: 100_000) + "N"))
        == "byte 400: objects are nested deeper than 200 levels")
  }

  /// What is declared is held against what is there before anything is made of it.
  @Test(arguments: [
    ("z\u{5}abc", "byte 2: 5 bytes should follow, and the file ends after 3: still being written?"),
    ("u\u{FF}", "byte 1: an object has a negative length"),
    ("(\u{FF}", "byte 1: an object has a negative length"),
    ("l\u{FF}", "byte 5: 2 bytes should follow, and the file ends after 0: still being written?"),
    ("(\u{7F}", "byte 5: the file ends in the middle of the profile: still being written?"),
    ("z", "byte 1: the file ends in the middle of the profile: still being written?"),
    ("l\u{1}\0\0\0\0\u{80}", "byte 1: an int has a digit above 15 bits"),
    ("0", "byte 0: an object must stand here, not the end of a dict"),
    ("?", "byte 0: no Python object begins with a byte 63: is the file damaged?"),
    ("!", "byte 0: no Python object begins with a byte 33: is the file damaged?"),
    ("r\0\0\0\0", "byte 0: a reference points to an object that does not exist"),
    ("r\u{FF}", "byte 0: a reference points to an object that does not exist"),
  ])
  func refusals(text: String, reason: String) {
    // In the text above, U+00FF stands for four bytes of -1 and U+007F for four of 2,147,483,647.
    let bytes = text.unicodeScalars.flatMap { scalar -> [UInt8] in
      switch scalar.value {
      case 0xFF: littleEndian(Int32(-1))
      case 0x7F: littleEndian(Int32.max)
      default: [UInt8(scalar.value)]
      }
    }
    #expect(refusal(bytes) == reason)
  }

  private func refusal(_ bytes: [UInt8]) -> String {
    var reader = MarshalReader(bytes)
    do throws(ProfileError) {
      try reader.skip(try reader.tag(), depth: 0)
      return "no refusal"
    } catch {
      return error.description
    }
  }
}
