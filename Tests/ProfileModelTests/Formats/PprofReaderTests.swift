import Testing

@testable import ProfileModel

/// Files that make as much as they can of few bytes.
@Suite struct PprofReaderTests {
  /// The strings of a message whose only values are nanoseconds of wall time; further strings are numbered from 3 on.
  private func message(_ strings: [String] = []) -> ProtobufBytes {
    ProtobufBytes {
      $0.put(1, [(1, 1), (2, 2)])
      for text in ["", "wall", "nanoseconds"] + strings { $0.put(6, Array(text.utf8)) }
    }
  }

  private func location(_ id: Int, _ functions: some Sequence<Int>) -> [UInt8] {
    ProtobufBytes {
      $0.put(1, id)
      for function in functions { $0.put(4, [(1, function)]) }
    }.bytes
  }

  /// - Parameter path: the innermost location first; each below 128.
  private func sample(_ path: [UInt8], _ value: UInt8 = 1) -> [UInt8] {
    ProtobufBytes {
      $0.put(1, path)
      $0.put(2, [value])
    }.bytes
  }

  private func outcome(_ message: ProtobufBytes) -> String {
    do throws(ProfileError) {
      return "\(try ProfileFormat.read(message.bytes).functions.count) functions"
    } catch {
      return "\(error.kind)"
    }
  }

  @Test func inlinedFunctionsAreCalledByTheirLocation() throws {
    var message = message(["main", "f", "g"])
    for (id, name) in [(1, 3), (2, 4), (3, 5)] { message.put(5, [(1, id), (2, name), (5, 10 * id)]) }
    message.put(4, location(1, [1]))
    message.put(4, location(2, [3, 2]))
    for (path, value) in [([2, 1], 5), ([2, 1], 6), ([2, 2, 1], 7), ([1], 8)] as [([UInt8], UInt8)] {
      message.put(2, sample(path, value))
    }
    let profile = try ProfileFormat.read(message.bytes)
    #expect(
      CallTree(profile).picture(of: profile) == """
        main 26 (8)
          f 18 (0)
            g 18 (11)
              f 7 (0)
                g 7 (7)
        """)
  }

  /// One location of a thousand inlined functions, in thousands of samples.
  @Test func filesCannotMakeMoreOfThemselves() {
    var message = message()
    message.put(4, location(1, 1...1000))
    for length in 1...2000 { message.put(2, sample([UInt8](repeating: 1, count: length % 40 + 1))) }
    #expect(outcome(message) == "1 functions")
    message.put(2, sample([UInt8](repeating: 1, count: 100)))
    #expect(outcome(message) == "tooLarge")
  }

  /// To walk through the functions of the location for each sample would be six billion steps.
  @Test func aLocationIsWalkedThroughOnceBelowANode() {
    var message = message()
    message.put(4, location(1, 1...65_000))
    for function in [1, 65_000] { message.put(5, [(1, function), (5, function)]) }
    let sample = sample([1])
    for _ in 1...100_000 { message.put(2, sample) }
    #expect(outcome(message) == "3 functions")
  }

  /// Locations of the same functions share call paths, and yet each is walked through below each node: here for nine
  /// million steps to 150,000 nodes.
  @Test func stepsThroughLocationsAreLimited() {
    var message = message()
    for id in 1...60 {
      message.put(4, location(id, 1...2500))
      message.put(5, [(1, 3000 + id), (5, id)])
      message.put(4, location(60 + id, [3000 + id]))
    }
    var samples = 0
    for caller in 61...120 {
      for id in 1...60 {
        message.put(2, sample([UInt8(id), UInt8(caller)]))
        samples += 1
        if samples == 3000 { #expect(outcome(message) == "51 functions") }
      }
    }
    #expect(outcome(message) == "tooLarge")
  }

  /// A string of a megabyte that names 60,000 functions stays one string.
  @Test func aStringIsDecodedOnce() throws {
    var message = message([String(repeating: "f", count: 1 << 20)])
    for id in 1...60_000 {
      message.put(5, [(1, id), (2, 3), (4, 3), (5, id)])
      message.put(4, location(id, [id]))
    }
    message.put(
      2,
      ProtobufBytes { sample in
        sample.put(1, ProtobufBytes { path in for id in 1...60_000 { path.putVarint(id) } }.bytes)
        sample.put(2, [1])
      }.bytes)
    let profile = try ProfileFormat.read(message.bytes)
    #expect(profile.functions.count == 60_000 && profile.functions.strings.count == 1)
  }

  /// A unit is compared with the format's words, not decoded for each of the types that have it.
  @Test func aUnitIsAShortWord() {
    var message = message([String(repeating: "u", count: 1 << 20)])
    for _ in 1...100_000 { message.put(1, [(1, 3), (2, 3)]) }
    message.put(4, location(1, [1]))
    message.put(2, sample([1]))
    #expect(outcome(message) == "1 functions")
  }
}

/// A message of Protocol Buffers, for tests.
struct ProtobufBytes {
  private(set) var bytes: [UInt8] = []

  init() {}

  init(_ fill: (inout ProtobufBytes) -> Void) { fill(&self) }

  mutating func put(_ field: Int, _ value: Int) {
    putVarint(field << 3)
    putVarint(value)
  }

  /// A message of numbers.
  mutating func put(_ field: Int, _ numbers: [(field: Int, value: Int)]) {
    put(field, ProtobufBytes { message in for (field, value) in numbers { message.put(field, value) } }.bytes)
  }

  mutating func put(_ field: Int, _ content: [UInt8]) {
    putVarint(field << 3 | 2)
    putVarint(content.count)
    bytes += content
  }

  mutating func putVarint(_ value: Int) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
