import TestSupport
import Testing

@testable import ProfileModel

@Suite struct LineCalleesTests {
  @Test func calleesStandBesideTheLinesThatNameThem() {
    let source = SourceText(
      Array(
        """
        def main():
            rows = db.execute(query)
            total = [price(r) for r in rows]
            if total: price(0)
            return Row(rows)
        """.utf8))
    let profile = drawnProfile(
      """
      main                  1   1.0   9.0
      ~:sqlite3.X.execute   1   4.0   4.0
      price                 5   2.0   2.0
      <listcomp>            1   1.0   2.0
      __init__              1   1.0   1.0
      main > ~:sqlite3.X.execute   1  4.0  4.0
      main > price                 5  2.0  2.0
      main > <listcomp>            1  1.0  2.0
      main > __init__              1  1.0  1.0
      """)
    // The drawing has <listcomp> in line 40 and main in line 10: 28 lines below the third line of the source.
    let callees = LineCallees(
      of: FunctionID(0), in: profile, source, body: source.lines.indices, moved: -37)
    func names(_ line: Int) -> [String] {
      callees[line].map { "\(profile.functions.name(of: $0.row.function))/\($0.lines)" }
    }
    #expect(names(0) == [])
    #expect(names(1) == ["sqlite3.X.execute/1"])
    #expect(names(2) == ["price/2", "<listcomp>/1"])
    #expect(names(3) == ["price/2"])
    #expect(callees.unnamed.map { profile.functions.name(of: $0.function) } == ["__init__"])
  }
}
