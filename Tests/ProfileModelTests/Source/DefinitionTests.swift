import TestSupport
import Testing

@testable import ProfileModel

@Suite struct DefinitionTests {
  private let source = SourceText(
    Array(
      #"""
      import os

      class Shop:
          def total(self):
              """def total(fake): not this one"""
              return sum(
          self.prices)

          @cached(
              "a")
          @traced
          def prices(self):
              return [p
                      for p in self.rows]

      def total(): return 1
      f = lambda x: x
      """#.utf8))

  /// The place, the line from 1, the body from 1.
  private func place(_ name: String, _ line: Int, isExecuting: Bool = false) -> String {
    let found = Definition(of: name, line: line, isExecuting: isExecuting, in: source)
    return "\(found.place) \(found.line + 1) \(found.body.lowerBound + 1)-\(found.body.upperBound)"
  }

  @Test func functionsAreWhereTheProfileSays() {
    #expect(place("total", 4) == "asProfiled 4 4-7")
    #expect(place("prices", 9) == "asProfiled 9 9-14", "the first line is that of the first decorator")
    #expect(place("Shop", 3) == "asProfiled 3 3-14")
    #expect(place("Shop.total", 4) == "asProfiled 4 4-7")
    #expect(place("<module>", 1) == "asProfiled 1 1-17")
  }

  @Test func functionsThatMovedAreFoundByName() {
    #expect(place("total", 5) == "moved 4 4-7")
    #expect(place("total", 15) == "moved 16 16-16")
    #expect(place("prices", 2) == "moved 9 9-14")
    #expect(place("prices", 12) == "asProfiled 12 9-14")
    #expect(place("total", 4000) == "moved 16 16-16")
  }

  /// Getter, setter and deleter have one name; the profile knows each by the line of its decorator.
  @Test func accessorsOfAPropertyAreToldApartWhereTheyMoved() {
    let source = SourceText(
      Array(
        """
        # one line more than when it was profiled
        class Shop:
            @property
            def name(self):
                return self._name

            # written by the form
            @name.setter
            @checked(
                maximum=80)
            def name(self, value):
                self._name = value

            @name.deleter
            def name(self): del self._name
        """.utf8))
    func lines(_ line: Int) -> [Int] {
      let found = Definition(of: "name", line: line, in: source)
      return [found.line + 1, found.body.lowerBound + 1, found.body.upperBound]
    }
    #expect(lines(2) == [3, 3, 5])
    #expect(lines(7) == [8, 8, 12])
    #expect(lines(13) == [14, 14, 15])
  }

  /// An unclosed bracket makes all that follows one statement: each definition in it looked for its decorators at the
  /// first. In one walk, eight times as many take eight times as long, not sixty-four times.
  @Test func manyDefinitionsWithinABracketAreFoundInOneWalk() {
    func time(count: Int) -> Double {
      let source = SourceText(Array(("@decorated(\n" + String(repeating: "def name(\n", count: count)).utf8))
      return processorTime {
        let found = Definition(of: "name", line: count, in: source)
        #expect(found.place == .asProfiled)
        #expect([found.line, found.body.lowerBound, found.body.upperBound] == [count - 1, 0, count + 1])
      }
    }
    let (few, many) = (time(count: 2500), time(count: 20_000))
    #expect(many < 24 * few, "\(few) s, \(many) s")
  }

  @Test func functionsThatAreGoneAreSaidToBe() {
    #expect(place("fake", 5) == "gone 5 1-0", "a definition in a string is none")
    #expect(place("other", 4000) == "gone 17 1-0")
    #expect(Definition(of: "f", line: 3, in: SourceText([])).place == .gone)
  }

  @Test func lambdasAndComprehensionsAreFoundByTheirWord() {
    #expect(place("<lambda>", 17) == "asProfiled 17 17-17")
    #expect(place("<lambda>", 3) == "moved 17 17-17")
    #expect(place("<listcomp>", 13) == "asProfiled 13 13-14")
    #expect(place("<listcomp>", 1) == "moved 14 14-14")
  }

  @Test func samplesAreWithinTheirFunction() {
    #expect(place("prices", 14, isExecuting: true) == "asProfiled 14 12-14")
  }
}
