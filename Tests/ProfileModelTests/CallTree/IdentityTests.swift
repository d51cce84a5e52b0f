import TestSupport
import Testing

@testable import ProfileModel

/// The identities that the tree rests on, on files of every Python: if one fails, the tree's ground is gone.
@Suite struct IdentityTests {
  /// Traced files whose labels are all distinct and whose times are whole nanoseconds.
  private static let clean = [
    "marshal-v2.prof", "workload-py2.7.18.prof", "workload-py3.11.7.prof", "workload-py3.13.0.prof",
    "workload-py3.6.15.prof", "deep-recursion.prof", "recursion-ring-200.prof",
  ]

  @Test(arguments: clean) func callersAccountForCallsAndSelfTime(name: String) throws {
    let numbers = CallNumbers(try Fixtures.profile("good/" + name))
    for function in 0..<numbers.functionCount {
      let rows = numbers.graph.incomingRows(to: function)
      #expect(rows.reduce(0) { $0 + numbers.edges.calls[$1] } <= numbers.functions.calls[function])
      #expect(rows.reduce(0) { $0 + numbers.edges.selfTime[$1] } <= numbers.functions.selfTime[function])
    }
  }

  @Test(arguments: clean) func rootsMakeUpTheTotal(name: String) throws {
    let accounting = try #require(CallTree(preparing: Fixtures.profile("good/" + name)).accounting)
    #expect(
      (accounting.rootTime - accounting.selfTime).magnitude < 2e-4 * accounting.selfTime, "labels that were overwritten"
    )
  }

  @Test(arguments: clean) func timeIsConservedWithinFunctions(name: String) throws {
    var numbers = CallNumbers(try Fixtures.profile("good/" + name))
    let roots = Roots(numbers, Cycles(numbers)).edges
    for root in roots { numbers.addRoot(root) }
    let flows = Flows(numbers, roots: roots)
    var unbalanced = 0
    for function in 0..<numbers.functionCount {
      var isExact = true
      var balance = -numbers.functions.selfTime[function]
      for row in Array(numbers.graph.incomingRows(to: function))
        + (numbers.rootRows[function] >= 0 ? [Int(numbers.rootRows[function])] : [])
      {
        if numbers.caller(row) == function { continue }
        balance += flows.time[row]
        isExact = isExact && flows.isExact[row]
      }
      for edge in numbers.graph.outgoing(from: FunctionID(Int32(function))) where numbers.callee(edge.row) != function {
        balance -= flows.time[edge.row]
        isExact = isExact && flows.isExact[edge.row]
      }
      if isExact, balance.magnitude > 4 * numbers.quantum { unbalanced += 1 }
    }
    #expect(unbalanced <= 3, "labels that were overwritten")
  }

  @Test func oldPythonsCountInMicroseconds() throws {
    #expect(CallNumbers(try Fixtures.profile("good/workload-py2.7.18.prof")).quantum == 1000)
    #expect(CallNumbers(try Fixtures.profile("good/workload-py3.13.0.prof")).quantum == 1)
  }
}
