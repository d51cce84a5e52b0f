import Testing

@testable import ProfileModel

@Suite struct FrameLabelTests {
  @Test(arguments: [
    ("app.py:12(main)", "pstats app.py 12 main"),
    ("~:0(<built-in method len>)", "pstats ~ 0 <built-in method len>"),
    ("/a (b)/c.py:3(f(x))", "pstats /a (b)/c.py 3 f(x)"),
    ("main (app.py:12)", "name app.py 12 main"),
    ("run (a b) (lib/x.py:7)", "name lib/x.py 7 run (a b)"),
    ("_find_and_load (<frozen importlib._bootstrap>:1176)", "name <frozen importlib._bootstrap> 1176 _find_and_load"),
    ("read (libc.so.6)", "name libc.so.6 0 read"),
    ("app.py:main:12", "colons app.py 12 main"),
    ("C:\\x.py:main:12", "colons C:\\x.py 12 main"),
    ("<built-in method builtins.len>", "other ~ 0 <built-in method builtins.len>"),
    ("tid:7701", "other  0 tid:7701"), ("<GC>", "other  0 <GC>"), ("main", "other  0 main"), ("", "other  0 "),
    ("std::vec::Vec<T>::push", "other  0 std::vec::Vec<T>::push"), (")", "other  0 )"), (" (", "other  0  ("),
    ("app.py:2147483647(main)", "pstats app.py 2147483647 main"), ("app.py:-3(main)", "pstats app.py -3 main"),
    ("app.py:12(\u{301}x)", "pstats app.py 12 \u{301}x"), ("app.py:+3(main)", "other  0 app.py:+3(main)"),
    ("f (app.py:2147483648)", "name app.py:2147483648 0 f"), ("f (app.py:99999999999)", "name app.py:99999999999 0 f"),
  ])
  func everyGrammar(text: String, expected: String) {
    let (grammar, label) = FrameLabel.parse(text)
    #expect("\(grammar) \(label.file) \(label.line) \(label.name)" == expected)
  }

  /// A long label takes as many steps as it has bytes, not as many as it has pairs of them.
  @Test(arguments: ["(", ":", ":1", ":1 (", "\u{1F1E6}", "\u{323}\u{301}", "9"])
  func labelsAreTakenApartInOnePass(piece: String) {
    let text = String(repeating: piece, count: 1 << 18)
    for text in [text, text + ")", "f (" + text + ")", text + ":x:1"] { _ = FrameLabel.parse(text) }
  }
}
