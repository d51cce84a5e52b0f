/// Reads the report that `pstats.Stats.print_stats` and `python -m cProfile` print: functions with their numbers, as far
/// as digits were printed, and no call edges.
///
///        ncalls  tottime  percall  cumtime  percall filename:lineno(function)
///     36645/12    0.010    0.000    0.020    0.002 app.py:1(main)
///
/// Source: CPython, `Lib/pstats.py`: `print_stats`, `print_line`.
enum TextReportReader {
  static func read(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    var builder = ProfileBuilder()
    var seen: Set<FunctionID> = []
    var isTable = false
    for bytes in TextLines(bytes) {
      let line = String(decoding: bytes, as: UTF8.self)
      if isTable {
        // The table ends with an empty line; what follows is another report.
        if line.isEmpty { break }
        guard let (label, numbers) = row(line) else {
          throw ProfileError(
            .malformed, at: bytes.startIndex, "a row of the report must have five numbers and a function")
        }
        let function = builder.function(label)
        if seen.insert(function).inserted { builder.add(function, numbers) }
      }
      isTable = isTable || line.split(separator: " ").starts(with: ["ncalls", "tottime", "percall"])
    }
    guard isTable else { throw ProfileError(.notAProfile, at: 0, ForeignFormat.textReport.reason) }
    builder.notes = [.textReport]
    return builder.build()
  }

  private static func row(_ line: String) -> (ProfileBuilder.Label, ProfileBuilder.Numbers)? {
    let word = line.drop { $0 == " " }.prefix { $0 != " " }
    let counts = word.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(counts.count), let calls = Int64(counts[0]),
      let primitive = counts.count == 2 ? Int64(counts[1]) : calls
    else { return nil }
    var times: [Double] = []
    var rest = line.drop { $0 == " " }.drop { $0 != " " }
    while times.count < 4 {
      let trimmed = rest.drop { $0 == " " }
      let word = trimmed.prefix { $0 != " " }
      guard let number = Double(word), word.first?.isNumber == true || word.first == "-" else { break }
      times.append(number)
      rest = trimmed.dropFirst(word.count)
    }
    let name = String(rest.drop { $0 == " " })
    guard !name.isEmpty, let first = times.first, times.count >= 2 else { return nil }
    // Self time, its quotient, cumulative time, its quotient; where there are no calls, the quotients are blank.
    let cumulative = times.count >= 3 ? times[2] : times[1]
    return (
      label(name),
      ProfileBuilder.Numbers(
        calls: .exact(calls), primitiveCalls: .exact(primitive), selfTime: first, cumulativeTime: cumulative)
    )
  }

  /// Built-ins are in braces, where the file says `<…>`.
  private static func label(_ name: String) -> ProfileBuilder.Label {
    if name.hasPrefix("{"), name.hasSuffix("}") {
      return ProfileBuilder.Label(file: "~", line: 0, name: "<\(name.dropFirst().dropLast())>")
    }
    return FrameLabel.parse(name).label
  }
}
