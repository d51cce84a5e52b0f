import TestSupport
import Testing

@testable import ProfileModel

@Suite struct PprofWriterTests {
  private let program = TracedProgram("main 1\n  parse 2\n    lex 3\n  eval 4\n    lex 5").profile

  private func message(_ profile: Profile, _ origin: PprofWriter.Origin = PprofWriter.Origin()) throws -> Message {
    let tree = UnfoldedTree(CallTree(preparing: profile), of: profile)
    return Message(try Gzip.unpacked(PprofWriter.bytes(of: tree, profile.functions, origin)))
  }

  /// Samples as text: path from the root, nanoseconds, labels.
  private func samples(_ profile: Message) -> [String] {
    let strings = profile.contents(6).map { String(decoding: $0, as: UTF8.self) }
    func string(_ message: Message, _ field: Int) -> String { strings[Int(message.numbers(field)[0])] }
    var names: [UInt64: String] = [:]
    for function in profile.messages(5) { names[function.numbers(1)[0]] = string(function, 2) }
    return profile.messages(2).map { sample in
      let path = sample.packed(1).reversed().map { names[$0] ?? "?" }.joined(separator: ";")
      let labels = sample.messages(3).map { "\(string($0, 1))=\(string($0, 2))" }.joined(separator: " ")
      return "\(path) \(sample.packed(2)[0]) \(labels)"
    }
  }

  @Test func everyBoxWithTimeOfItsOwnIsASample() throws {
    #expect(
      samples(try message(program)).joined(separator: "\n") == """
        main 1 exactness=measured
        main;eval 4 exactness=measured
        main;eval;lex 5 exactness=measured
        main;parse 2 exactness=measured
        main;parse;lex 3 exactness=measured
        """)
  }

  @Test func whatIsTrueOfAllSamplesIsOnEachOfThem() throws {
    var origin = PprofWriter.Origin()
    origin.labels = [.init(key: "method", value: "GET"), .init(key: "route", value: "/users/{id}")]
    origin.time = 1_795_351_334
    origin.comments = ["a remark"]
    let message = try message(program, origin)
    #expect(samples(message)[0] == "main 1 method=GET route=/users/{id} exactness=measured")
    #expect(message.numbers(9) == [1_795_351_334_000_000_000])
    #expect(message.numbers(10) == [15])
    #expect(message.contents(6)[Int(message.packed(13)[0])].elementsEqual("a remark".utf8))
  }

  @Test func theTypeIsWallTimeInNanoseconds() throws {
    let message = try message(program)
    let strings = message.contents(6).map { String(decoding: $0, as: UTF8.self) }
    #expect(strings[0] == "")
    let type = message.messages(1)[0]
    #expect(strings[Int(type.numbers(1)[0])] == "wall" && strings[Int(type.numbers(2)[0])] == "nanoseconds")
  }

  @Test func functionsAreLocationsWithFileAndLine() throws {
    let message = try message(program)
    let functions = message.messages(5)
    #expect(functions.map { $0.numbers(5) } == [[1], [2], [3], [4]])
    #expect(message.messages(4).map { $0.messages(4)[0].numbers(1) } == functions.map { $0.numbers(1) })
    #expect(String(decoding: message.contents(6)[Int(functions[0].numbers(4)[0])], as: UTF8.self) == "app.py")
  }

  /// A name of a megabyte that 50,000 functions have is hashed and written once.
  @Test func aNameIsWrittenOnce() throws {
    var builder = ProfileBuilder()
    let (file, name) = (builder.string("a.py"), builder.string(String(repeating: "f", count: 1 << 20)))
    for line in 1...50_000 {
      builder.add(
        builder.function(file: file, line: line, name: name),
        ProfileBuilder.Numbers(calls: 1, primitiveCalls: 1, selfTime: 1, cumulativeTime: 1))
    }
    let message = try message(builder.build())
    #expect(message.messages(5).count == 50_000)
    #expect(message.contents(6).count { $0.count > 1000 } == 1)
  }

  @Test func oddTimesAndNamesAreWritten() throws {
    for name in ["bad/nan-inf.prof", "bad/name-bad-utf8.prof", "bad/counts-odd.prof", "good/zero-functions.prof"] {
      _ = samples(try message(try Fixtures.profile(name)))
    }
  }
}

/// A message of Protocol Buffers taken apart, as far as these tests need it.
private struct Message {
  private var fields: [(number: Int, value: UInt64, content: ArraySlice<UInt8>)] = []

  init(_ bytes: some Sequence<UInt8>) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let key = Self.varint(&rest)
      let value = Self.varint(&rest)
      if key & 7 == 2 {
        fields.append((Int(key >> 3), 0, rest.prefix(Int(value))))
        rest = rest.dropFirst(Int(value))
      } else {
        precondition(key & 7 == 0, "profiles hold numbers and contents alone")
        fields.append((Int(key >> 3), value, []))
      }
    }
  }

  private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = bytes.popFirst() {
      value |= UInt64(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { break }
    }
    return value
  }

  func numbers(_ number: Int) -> [UInt64] { fields.filter { $0.number == number }.map(\.value) }
  func contents(_ number: Int) -> [ArraySlice<UInt8>] { fields.filter { $0.number == number }.map(\.content) }
  func messages(_ number: Int) -> [Message] { contents(number).map { Message($0) } }

  func packed(_ number: Int) -> [UInt64] {
    var rest = contents(number).first ?? []
    var values: [UInt64] = []
    while !rest.isEmpty { values.append(Self.varint(&rest)) }
    return values
  }
}
