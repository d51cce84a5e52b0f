import ProfileModel
import TestSupport
import Testing

@Suite struct SearchTests {
  private let profile = drawnProfile(
    """
    app/views.py:show_list       1  1  1
    app/views.py:Show            1  1  1
    app/models.py:Größe          1  1  1
    lib/json/encoder.py:iterencode  1  1  1
    ~:<built-in>                 1  1  1
    """)

  private func found(_ text: String) throws -> [String] {
    try Search(text).matches(in: profile.functions).map { profile.functions.name(of: $0) }
  }

  @Test func looksForPartsOfNames() throws {
    #expect(try found("iter") == ["iterencode"])
    #expect(try found("views").isEmpty)
    #expect(try found("").isEmpty)
    #expect(try found("no such thing").isEmpty)
  }

  @Test func aCapitalMakesCaseMatter() throws {
    #expect(try found("show") == ["show_list", "Show"])
    #expect(try found("Show") == ["Show"])
    #expect(try found("größe") == ["Größe"])
    #expect(try found("GRÖSSE").isEmpty)
  }

  @Test func looksAtFilesWhereTheTextDoes() throws {
    #expect(try found("views.") == ["show_list", "Show"])
    #expect(try found("json/") == ["iterencode"])
    #expect(try found(":20") == ["Show"])
    #expect(try found("py:30(gr") == ["Größe"])
  }

  @Test func aTildeMakesAnExpression() throws {
    #expect(try found("~^show") == ["show_list", "Show"])
    #expect(try found("~e$") == ["Größe", "iterencode"])
    #expect(try found("~views.py:") == ["show_list", "Show"])
    #expect(try found("~").isEmpty)
  }

  @Test(arguments: ["~(", "~[", "~*"])
  func brokenExpressionsAreRefused(text: String) {
    #expect(throws: Search.SyntaxError.self) { try Search(text) }
  }

  @Test func wholeNamesAlone() {
    let search = Search(exactly: "Show")
    #expect(search.matches(in: profile.functions) == [FunctionID(1)])
  }
}
