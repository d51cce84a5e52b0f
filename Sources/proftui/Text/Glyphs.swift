/// The few characters beyond ASCII that the screen uses, and what stands for them where the terminal has no UTF-8.
struct Glyphs: Hashable, Sendable {
  let isASCII: Bool
  /// Stands for what was cut off.
  let ellipsis: String
  /// Between the functions of a path.
  let pathSeparator: String
  /// Between a function and its caller.
  let callerSeparator: String
  let rule: String
  let descending: String
  let ascending: String
  let up: String
  let down: String
  let left: String
  let right: String
  let enter: String
  let backspace: String
  let times: String
  let micro: String
  let about: String
  /// Between what was and what is.
  let arrow: String
  let minus: String
  /// A difference.
  let delta: String
  /// The left edge of a box where colours cannot show it.
  let boxEdge: String
  /// Bars from low to high.
  let bars: String
  /// Stands before a marked row.
  let mark: String
  /// Stands behind what is switched on.
  let check: String

  static let unicode = Glyphs(
    isASCII: false, ellipsis: "…", pathSeparator: " › ", callerSeparator: " ‹ ", rule: "─", descending: "↓",
    ascending: "↑", up: "↑",
    down: "↓", left: "←", right: "→", enter: "⏎", backspace: "⌫", times: "×", micro: "µ", about: "≈", arrow: "→",
    minus: "−", delta: "Δ",
    boxEdge: "▏", bars: "▁▂▃▄▅▆▇█", mark: "●", check: "✓")

  static let ascii = Glyphs(
    isASCII: true, ellipsis: "..", pathSeparator: " > ", callerSeparator: " < ", rule: "-", descending: " v",
    ascending: " ^", up: "Up",
    down: "Down", left: "Left", right: "Right", enter: "Enter", backspace: "BS", times: "x", micro: "u", about: "~",
    arrow: "->", minus: "-",
    delta: "+-",
    boxEdge: "|", bars: "_.-=#", mark: "*", check: "*")
}
