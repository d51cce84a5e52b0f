/// Splits a setting into words as a shell would, without being one: blanks separate, quotes and backslashes hold together,
/// and everything else, `$` and `;` too, is text.
enum ShellWords {
  /// - Throws: where a quote is never closed.
  static func split(_ text: String) throws(EditorError) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        // Within double quotes a backslash protects only what is special there.
        if quote == "\"", character != "\"", character != "\\" { word?.append("\\") }
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        word = word ?? ""
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character.isWhitespace {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if quote != nil { throw EditorError("the editor's setting has a quote that is never closed") }
    if isEscaped { word = (word ?? "") + "\\" }
    return words + (word.map { [$0] } ?? [])
  }
}
