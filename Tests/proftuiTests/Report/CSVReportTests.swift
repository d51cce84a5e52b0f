import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// `proftui report --format csv` and `proftui export --format csv`.
@Suite struct CSVReportTests {
  private func csv(_ profile: Profile) -> String {
    CSVReport(report: FunctionReport(Subject(name: "test.prof", profile: profile), limit: .max)).text
  }

  @Test func everyFunctionIsALineWithTheNumbersOfTheModel() {
    let profile = drawnProfile(
      """
      main                            1     0.5  10.0
      site-packages/jinja2/x.py:a,b   4/2   1.0   4.0
      ~:<sorted>                      7     2.0   2.0
      """)
    #expect(
      csv(profile) == """
        file,line,name,package,calls,primitive_calls,self_seconds,cumulative_seconds
        ~,0,<sorted>,built-in,7,7,2.0,2.0
        site-packages/jinja2/x.py,20,"a,b",jinja2,4,2,1.0,4.0
        app.py,10,main,application,1,1,0.5,10.0

        """)
  }

  @Test func numbersThatAreNoneAreEmptyAndLargeOnesWhole() throws {
    expect(
      csv(try Fixtures.profile("bad/nan-inf.prof")), contains: "/srv/app.py,1,nan,application,1,1,,",
      "/srv/app.py,2,inf,application,1,1,,", "/srv/app.py,3,neg,application,1,1,-1.0,-2.0")
    expect(
      csv(try Fixtures.profile("good/huge-counts.prof")),
      contains: "apps/workload.py,7,fib,application,140274302976,16777216,52116.978663424,52116.978663424")
  }

  private func expect(_ csv: String, contains lines: Substring...) {
    #expect(Set(lines).isSubset(of: csv.split(separator: "\n")), "\(csv)")
  }

  /// What a spreadsheet would work out, or run, is text; numbers stay numbers.
  @Test(arguments: [
    ("=HYPERLINK(\"http://x\";\"y\")", "\"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\""), ("+1", "'+1"),
    ("-1+cmd|'x'!A", "'-1+cmd|'x'!A"),
    ("@SUM(1)", "'@SUM(1)"), ("\t=1", "\\t=1"), ("a=1", "a=1"), ("", ""),
    // A mark that combines with a comma or a quote.
    ("f,\u{301}g", "\"f,\u{301}g\""), ("f\"\u{301}g", "\"f\"\"\u{301}g\""), ("\u{FF1D}1", "'\u{FF1D}1"),
  ])
  func noNameIsAFormula(name: String, field: String) {
    #expect(CSVText.quoted(CSVText.name(name)) == field)
  }
}
