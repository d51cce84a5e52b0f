import TestSupport
import Testing

@testable import ProfileModel

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

  /// Found by fuzzing: a class that begins with a character within its range is not that character.
  @Test func aClassIsNoSingleCharacter() throws {
    #expect(try found("~[]:-a]how") == ["show_list", "Show"])
  }

  @Test(arguments: ["~(", "~[", "~*"])
  func brokenExpressionsAreRefused(text: String) {
    #expect(throws: Search.SyntaxError.self) { try Search(text) }
  }

  /// `(?:` and the like are not what is looked for: the names alone are.
  @Test func expressionsLookAtFilesWhereTheirLiteralsDo() throws {
    #expect(try found("~^(?:show|größe)") == ["show_list", "Show", "Größe"])
    #expect(try found("~json.enc").isEmpty)
    #expect(try found("~json/enc") == ["iterencode"])
    #expect(try found("~^[^:]*s\\.py") == ["show_list", "Show", "Größe"])
    #expect(try found("~^<built-in>$") == ["<built-in>"])
    #expect(try found("~^{built-in}$").isEmpty)
    #expect(try found("~^[:{]built-in}$") == ["<built-in>"])
  }

  @Test func expressionsThatTakeTooLongEnd() throws {
    let text = SearchText(namesOf: profile.functions)
    let search = try Search("~(.*)*[xy]$")
    #expect(try search.matches(in: text).isEmpty)
    #expect(throws: Search.SyntaxError(reason: "the expression takes too long here")) {
      try search.matches(in: text, workLimit: 20)
    }
  }

  @Test func wholeNamesAlone() throws {
    let search = Search(exactly: "Show")
    #expect(try search.matches(in: profile.functions) == [FunctionID(1)])
  }

  /// What is typed on finds a part of what was found, unless it now looks at files or is an expression.
  @Test(arguments: [
    ("sh", "s", true), ("shO", "sh", true), ("s", "s", true), ("sh", "h", false), ("s", "sh", false), ("s", "", false),
    ("s/", "s", false), ("s/a", "s/", true), ("~sh", "~s", false), ("é", "e", false),
  ])
  func textsThatWereTypedOnNarrow(text: String, before: String, narrows: Bool) throws {
    #expect(try Search(text).narrows(Search(before)) == narrows)
    #expect(try !Search(text).narrows(Search(exactly: before)))
  }

  @Test(arguments: ["s", "sho", "S", "é", "site/"], ["h", "W", "a", "\u{301}"])
  func narrowingFindsTheSame(before: String, letter: String) throws {
    let search = try Search(before + letter)
    let first = try Search(before)
    #expect(search.narrows(first))
    let text = search.looksAtLabels ? SearchText(labelsOf: profile.functions) : SearchText(namesOf: profile.functions)
    let found = search.matches(in: text, among: try first.matches(in: text))
    #expect(found == (try search.matches(in: text)))
  }

  /// One scan finds what looking at each label finds.
  @Test(arguments: [
    "e", "_", "list", "links", "/", "py:", "GET", "py:7", ":93(", "~^_.*s$", "~[A-Z]{2}", "~site-packages/s",
  ])
  func findsWhatEveryFunctionAloneHolds(text: String) throws {
    let bytes = Fixtures.bytes("../../Examples/placement/GET.resource_providers.123ms.1795351277.prof")
    let profile = try ProfileFormat.read(bytes)
    let search = try Search(text)
    let single = profile.functions.ids.filter { id in
      let function = profile.functions[id]
      let looked = search.looksAtLabels ? function.standardName : function.name
      return holds(text, looked)
    }
    #expect(!single.isEmpty)
    #expect(try search.matches(in: profile.functions) == Array(single))
  }

  private func holds(_ text: String, _ looked: String) -> Bool {
    if text.hasPrefix("~") {
      return (try? RegularExpression(String(text.dropFirst()), letterCase: .isIgnored))?.isFound(in: looked) == true
    }
    return (text.contains(where: \.isUppercase) ? looked : looked.lowercased()).contains(text)
  }
}
