import ProfileModel

/// Profiles drawn as text, for tests that say what they mean.
///
///     main             1   0.5  10.0      function: name, calls, self time, cumulative time
///     helper        4/2    1.0   4.0      4 calls, 2 of them primitive
///     main > helper    4   1.0   4.0      call edge: the same numbers, over this edge
///     main > ghost     2                  an edge of which the calls alone are known
///
/// Functions lie in `app.py`, or in the file before a colon (`lib/site-packages/jinja2/x.py:render`); their lines are
/// 10, 20, 30 … in the order of the drawing. `~:name` is a built-in. Times are seconds. `#` starts a comment.
public func drawnProfile(_ text: String, measure: Measure = .calls) -> Profile {
  var builder = ProfileBuilder()
  builder.measure = measure
  var functions: [Substring: FunctionID] = [:]
  func function(_ name: Substring) -> FunctionID {
    if let known = functions[name] { return known }
    let function = builder.function(label(name, line: 10 * (functions.count + 1)))
    functions[name] = function
    return function
  }
  for line in text.split(separator: "\n") {
    let words = line.prefix { $0 != "#" }.split(separator: " ")
    guard words.count > 1 else { continue }
    if words[1] == ">" {
      let caller = function(words[0])
      let callee = function(words[2])
      if words.count == 4 {
        builder.addEdge(from: caller, to: callee, calls: counts(words[3]).calls)
      } else {
        builder.addEdge(from: caller, to: callee, numbers(words[3...]))
      }
    } else {
      builder.add(function(words[0]), numbers(words[1...]))
    }
  }
  return builder.build()
}

private func label(_ name: Substring, line: Int) -> ProfileBuilder.Label {
  guard let colon = name.firstIndex(of: ":") else {
    return ProfileBuilder.Label(file: "app.py", line: line, name: String(name))
  }
  let file = String(name[..<colon])
  let function = String(name[name.index(after: colon)...])
  return ProfileBuilder.Label(file: file, line: file == "~" ? 0 : line, name: function)
}

private func numbers(_ words: ArraySlice<Substring>) -> ProfileBuilder.Numbers {
  let words = Array(words)
  precondition(words.count == 3, "a function or edge has calls, self time and cumulative time: \(words)")
  let counts = counts(words[0])
  return ProfileBuilder.Numbers(
    calls: counts.calls, primitiveCalls: counts.primitive, selfTime: time(words[1]), cumulativeTime: time(words[2]))
}

private func counts(_ word: Substring) -> (calls: Count, primitive: Count) {
  let parts = word.split(separator: "/").map { Count.exact(Int64($0) ?? 0) }
  return (parts[0], parts.count > 1 ? parts[1] : parts[0])
}

private func time(_ word: Substring) -> Double {
  guard let time = Double(word) else { preconditionFailure("no time: \(word)") }
  return time
}
