/// Reads the report that `pstats.Stats.print_stats` and `python -m cProfile` print: functions with their numbers, as far
/// as digits were printed, and no call edges.
///
///        ncalls  tottime  percall  cumtime  percall filename:lineno(function)
///     36645/12    0.010    0.000    0.020    0.002 app.py:1(main)
///
/// Source: CPython, `Lib/pstats.py`: `print_stats`, `print_line`.
enum TextReportReader {
  private static let heading = ["ncalls", "tottime", "percall"].map { Array($0.utf8)[...] }

  static func read(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    var builder = ProfileBuilder()
    var seen: Set<FunctionID> = []
    var isTable = false
    for line in TextLines(bytes) {
      if isTable {
        // The table ends with an empty line; what follows is another report.
        if line.isEmpty { break }
        guard let (label, numbers) = row(line) else {
          throw ProfileError(
            .malformed, at: line.startIndex, "a row of the report must have five numbers and a function")
        }
        let function = builder.function(label)
        if seen.insert(function).inserted { builder.add(function, numbers) }
      }
      isTable = isTable || line.split(separator: UInt8(ascii: " ")).starts(with: heading)
    }
    guard isTable else { throw ProfileError(.notAProfile, at: 0, ForeignFormat.textReport.reason) }
    builder.notes = [.textReport]
    return builder.build()
  }

  private static func row(_ line: ArraySlice<UInt8>) -> (ProfileBuilder.Label, ProfileBuilder.Numbers)? {
    var rest = line
    let counts = removeWord(from: &rest).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard (1...2).contains(counts.count), let calls = Int64(text(counts[0])),
      let primitive = counts.count == 2 ? Int64(text(counts[1])) : calls
    else { return nil }
    var times: [Double] = []
    while times.count < 4 {
      var behind = rest
      let word = removeWord(from: &behind)
      guard let first = word.first, 0x30...0x39 ~= first || first == UInt8(ascii: "-"), let number = Double(text(word))
      else { break }
      times.append(number)
      rest = behind
    }
    let name = rest.drop { $0 == UInt8(ascii: " ") }
    guard !name.isEmpty, let first = times.first, times.count >= 2 else { return nil }
    // Self time, its quotient, cumulative time, its quotient; where there are no calls, the quotients are blank.
    let cumulative = times.count >= 3 ? times[2] : times[1]
    return (
      label(name),
      ProfileBuilder.Numbers(
        calls: .exact(calls), primitiveCalls: .exact(primitive), selfTime: first, cumulativeTime: cumulative)
    )
  }

  /// The next word of a line.
  private static func removeWord(from line: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let word = line.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") }
    line = line[word.endIndex...]
    return word
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Built-ins are in braces, where the file says `<…>`.
  private static func label(_ name: ArraySlice<UInt8>) -> ProfileBuilder.Label {
    if name.first == UInt8(ascii: "{"), name.last == UInt8(ascii: "}") {
      return ProfileBuilder.Label(file: "~", line: 0, name: "<\(text(name.dropFirst().dropLast()))>")
    }
    return FrameLabel.parse(text(name)).label
  }
}
