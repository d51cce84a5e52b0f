import TestSupport
import Testing

@testable import ProfileModel

/// Real profiles, held against what Python's own pstats says of them (`Fixtures/profiles/golden`).
struct GoodProfilesTests {
  static let names = Fixtures.names(in: "profiles/good")

  @Test(arguments: names)
  func numbersAreThoseOfPstats(name: String) throws {
    let golden = JSON(Fixtures.text("profiles/golden/\(name).json"))
    let profile = try ProfileFormat.read(Fixtures.bytes("profiles/good/\(name)"))
    #expect(Golden.summary(of: profile) == Golden.summary(of: golden))
    let total = golden["total_tt"].double
    #expect(abs(profile.totalTime - total) <= 1e-12 * total, "pstats adds up in another order in Python 2")
  }

  @Test(arguments: names)
  func largestFunctionsAndTheirCallersAreThoseOfPstats(name: String) throws {
    let golden = JSON(Fixtures.text("profiles/golden/\(name).json"))
    let profile = try ProfileFormat.read(Fixtures.bytes("profiles/good/\(name)"))
    #expect(Golden.top(of: profile, by: \.selfTime) == Golden.top(of: golden["top10_tottime"]))
    #expect(Golden.top(of: profile, by: \.cumulativeTime) == Golden.top(of: golden["top10_cumulative"]))
  }

  @Test func everyGoodFileOpensWithoutANote() throws {
    for name in Self.names {
      let profile = try ProfileFormat.read(Fixtures.bytes("profiles/good/\(name)"))
      #expect(profile.notes == [], "\(name)")
    }
  }

  @Test func sampledProfilesSayTheyAre() throws {
    for name in Self.names {
      let profile = try ProfileFormat.read(Fixtures.bytes("profiles/good/\(name)"))
      #expect((profile.measure == .samples) == name.hasPrefix("sampled"), "\(name)")
    }
  }
}

/// Golden numbers and a profile's own, in one form.
private enum Golden {
  static func summary(of golden: JSON) -> String {
    summary(
      functions: golden["functions"].int, ghosts: golden["dangling_callers"].int, edges: golden["edges"].int,
      untimed: golden["int_edges"].int, calls: golden["total_calls"].int, primitive: golden["prim_calls"].int,
      uncalled: golden["roots"].int, differing: golden["edge_calls_differ"].int,
      recursive: golden["self_edges"].int, codeObjects: golden["code_object_names"].int)
  }

  /// pstats has no roots. What the golden files call so are functions without any caller; a root is one of these, or
  /// has more calls than its callers account for.
  static func summary(of profile: Profile) -> String {
    let (functions, graph) = (profile.functions, profile.graph)
    let incoming = functions.ids.map { id in (id: id, edges: graph.incoming(to: id).map { graph[$0] }) }
    let called = incoming.filter { !$0.edges.isEmpty }
    let differing = called.filter { $0.edges.map(\.calls).reduce(.zero, +) != functions.calls[$0.id.row] }
    let edges = incoming.flatMap(\.edges)
    return summary(
      functions: functions.entryCount, ghosts: functions.count - functions.entryCount, edges: graph.count,
      untimed: edges.count { !$0.isTimed }, calls: Int(profile.calls.value),
      primitive: Int(profile.primitiveCalls.value), uncalled: functions.count - called.count,
      differing: differing.count, recursive: edges.count { $0.caller == $0.callee },
      codeObjects: functions.ids.count { functions.name(of: $0).hasPrefix("<code object") })
  }

  private static func summary(
    functions: Int, ghosts: Int, edges: Int, untimed: Int, calls: Int, primitive: Int, uncalled: Int, differing: Int,
    recursive: Int, codeObjects: Int
  ) -> String {
    """
    \(functions) functions, \(ghosts) ghosts, \(edges) edges, \(untimed) untimed
    \(calls) calls, \(primitive) primitive
    \(uncalled) without callers, \(differing) whose callers do not add up
    \(recursive) call themselves, \(codeObjects) code objects
    """
  }

  static func top(of golden: JSON) -> String {
    golden.items.map { function in
      let numbers = ["nc", "cc"].map { "\(function[$0].int)" } + ["tt", "ct"].map { "\(function[$0].double)" }
      return block(label(function), numbers, callers: function["callers"].items.map(caller))
    }.joined(separator: "\n")
  }

  private static func caller(_ caller: JSON) -> String {
    if caller["count"] != .null { return "\(label(caller)) \(caller["count"].int)" }
    let numbers = ["nc", "cc"].map { "\(caller[$0].int)" } + ["tt", "ct"].map { "\(caller[$0].double)" }
    return "\(label(caller)) \(numbers.joined(separator: " "))"
  }

  private static func label(_ function: JSON) -> String {
    "\(function["file"].string):\(function["line"].int):\(function["name"].string)"
  }

  static func top(of profile: Profile, by time: (Function) -> Double) -> String {
    let functions = profile.functions.ids.map { profile.functions[$0] }
    // Ties stay in the order of the file.
    let sorted = functions.sorted { (-time($0), $0.id) < (-time($1), $1.id) }
    return sorted.prefix(10).map { function in
      let numbers = [
        "\(function.calls.value.formatted)", "\(function.primitiveCalls.value.formatted)", "\(function.selfTime)",
        "\(function.cumulativeTime)",
      ]
      let callers = profile.graph.incoming(to: function.id).map { caller(profile.graph[$0], profile) }
      return block(label(function), numbers, callers: callers)
    }.joined(separator: "\n")
  }

  private static func caller(_ edge: CallEdge, _ profile: Profile) -> String {
    let label = label(profile.functions[edge.caller])
    guard edge.isTimed else { return "\(label) \(edge.calls.value.formatted)" }
    let counts = "\(edge.calls.value.formatted) \(edge.primitiveCalls.value.formatted)"
    return "\(label) \(counts) \(edge.selfTime) \(edge.cumulativeTime)"
  }

  private static func label(_ function: Function) -> String { "\(function.file):\(function.line):\(function.name)" }

  /// The golden files have callers in an order of their own.
  private static func block(_ label: String, _ numbers: [String], callers: [String]) -> String {
    (["\(label) \(numbers.joined(separator: " "))"] + callers.sorted().map { "  < \($0)" }).joined(separator: "\n")
  }
}

extension Double {
  /// A whole number without its fraction.
  fileprivate var formatted: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
