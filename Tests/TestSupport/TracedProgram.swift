import ProfileModel

/// A program whose every call is known, and the profile that cProfile would have written of it.
///
///     main 1          one call a line: a function and the nanoseconds of its own code;
///       parse 2       what it called is indented by two
///         lex 3
///       lex 4
///
/// Counts like CPython's `Modules/_lsprof.c`: cumulative time is that of outermost activations, of functions and of edges.
public struct TracedProgram {
  /// One call: a function, its own nanoseconds, and the calls it made.
  public struct Call {
    public let function: String
    public let own: Int
    public var calls: [Call] = []

    public init(function: String, own: Int, calls: [Call] = []) {
      self.function = function
      self.own = own
      self.calls = calls
    }

    var time: Int { calls.reduce(own) { $0 + $1.time } }
  }

  public let calls: [Call]

  public init(calls: [Call]) { self.calls = calls }

  public init(_ drawing: String) {
    var lines = drawing.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      return (depth: line.prefix { $0 == " " }.count / 2, name: String(words[0]), own: Int(words[1]) ?? 0)
    }[...]
    calls = Self.calls(at: 0, &lines)
  }

  private static func calls(at depth: Int, _ lines: inout ArraySlice<(depth: Int, name: String, own: Int)>) -> [Call] {
    var calls: [Call] = []
    while let line = lines.first, line.depth == depth {
      lines.removeFirst()
      calls.append(Call(function: line.name, own: line.own, calls: Self.calls(at: depth + 1, &lines)))
    }
    return calls
  }

  /// The self time of every call path, in nanoseconds.
  public var paths: [[String]: Int] {
    var paths: [[String]: Int] = [:]
    func visit(_ call: Call, _ above: [String]) {
      paths[above + [call.function], default: 0] += call.own
      for callee in call.calls { visit(callee, above + [call.function]) }
    }
    for call in calls { visit(call, []) }
    return paths
  }

  /// The profile. Functions lie in `app.py` or in the file before a colon, on lines in the order of their first calls;
  /// `~name` is a built-in.
  public var profile: Profile {
    var tracer = Tracer()
    for call in calls { tracer.trace(call, caller: nil) }
    return tracer.profile
  }
}

extension TracedProgram {
  /// A program of few functions, so that sharing and recursion are common.
  ///
  /// - Parameters:
  ///   - calls: at most so many.
  ///   - functions: at most so many, from two on.
  ///   - name: what the n-th function is called.
  public static func random(
    _ random: inout SplitMix, calls: Int = 60, functions: Int = 8, name: (Int) -> String = { "f\($0)" }
  ) -> TracedProgram {
    let functions = Int.random(in: 2...functions, using: &random)
    let largest = [9, 1000, 1_000_000_000].randomElement(using: &random) ?? 9
    var left = Int.random(in: 1...calls, using: &random)
    func call(_ depth: Int) -> Call {
      left -= 1
      let own = Int.random(in: 0...largest, using: &random)
      var made = Call(function: name(Int.random(in: 0..<functions, using: &random)), own: own)
      while left > 0, depth < 12, Int.random(in: 0..<5, using: &random) > 1 { made.calls.append(call(depth + 1)) }
      return made
    }
    var roots: [Call] = []
    repeat { roots.append(call(0)) } while left > 0 && Int.random(in: 0..<3, using: &random) == 0
    return TracedProgram(calls: roots)
  }
}

/// Counts calls as they nest.
private struct Tracer {
  struct Counts {
    var calls = 0
    var primitive = 0
    var own = 0
    var time = 0
    var active = 0

    mutating func enter() {
      calls += 1
      if active == 0 { primitive += 1 }
      active += 1
    }

    mutating func leave(_ call: TracedProgram.Call) {
      active -= 1
      own += call.own
      if active == 0 { time += call.time }
    }

    var numbers: ProfileBuilder.Numbers {
      ProfileBuilder.Numbers(
        calls: .exact(Int64(calls)), primitiveCalls: .exact(Int64(primitive)), selfTime: Double(own) / 1e9,
        cumulativeTime: Double(time) / 1e9)
    }
  }

  private struct Edge: Hashable {
    let caller: String
    let callee: String
  }

  private var order: [String] = []
  private var functions: [String: Counts] = [:]
  private var edgeOrder: [Edge] = []
  private var edges: [Edge: Counts] = [:]

  mutating func trace(_ call: TracedProgram.Call, caller: String?) {
    let edge = caller.map { Edge(caller: $0, callee: call.function) }
    if functions[call.function] == nil { order.append(call.function) }
    functions[call.function, default: Counts()].enter()
    if let edge {
      if edges[edge] == nil { edgeOrder.append(edge) }
      edges[edge, default: Counts()].enter()
    }
    for callee in call.calls { trace(callee, caller: call.function) }
    functions[call.function]?.leave(call)
    if let edge { edges[edge]?.leave(call) }
  }

  var profile: Profile {
    var builder = ProfileBuilder()
    var ids: [String: FunctionID] = [:]
    for (index, name) in order.enumerated() {
      let id = builder.function(Self.label(name, line: index + 1))
      ids[name] = id
      builder.add(id, functions[name, default: Counts()].numbers)
    }
    for edge in edgeOrder {
      guard let caller = ids[edge.caller], let callee = ids[edge.callee] else { continue }
      builder.addEdge(from: caller, to: callee, edges[edge, default: Counts()].numbers)
    }
    return builder.build()
  }

  private static func label(_ name: String, line: Int) -> ProfileBuilder.Label {
    if name.hasPrefix("~") { return ProfileBuilder.Label(file: "~", line: 0, name: String(name.dropFirst())) }
    guard let colon = name.lastIndex(of: ":") else {
      return ProfileBuilder.Label(file: "app.py", line: line, name: name)
    }
    let file = String(name[..<colon])
    return ProfileBuilder.Label(file: file, line: line, name: String(name[name.index(after: colon)...]))
  }
}
