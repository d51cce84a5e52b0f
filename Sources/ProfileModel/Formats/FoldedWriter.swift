/// Writes a call tree as folded stacks: one call path a line, then a space and its self time in whole nanoseconds.
///
///     app.py:1(<module>);app.py:9(main);~:0(<built-in method builtins.len>) 1200
///
/// What flame graph tools read (Brendan Gregg's `stackcollapse` formats). Functions are labelled as pstats does it, with the
/// whole path. A `;` inside a label is written `%3B`, a newline `%0A`, a `#` at its beginning `%23`, and everything else that
/// ``VisibleText`` escapes likewise, so that no label can break a line, make a remark of it, reach a terminal as an escape
/// sequence or hide in one.
public enum FoldedWriter {
  /// The whole text. O(length): every line is a whole path. Beside it there is only what the strings of the functions take.
  public static func bytes(of tree: UnfoldedTree, _ functions: FunctionTable) -> [UInt8] {
    let labels = FoldedLabels(functions)
    var text: [UInt8] = []
    var stack: [FunctionID] = []
    // The stack as text, as far down as a line needed it; and where each of its labels begins.
    var path: [UInt8] = []
    var starts: [Int] = []
    tree.forEachStep { step in
      switch step {
      case .enter(let box, let own):
        stack.append(box.function)
        guard own > 0 else { return }
        for function in stack[starts.count...] {
          starts.append(path.count)
          if starts.count > 1 { path.append(UInt8(ascii: ";")) }
          labels.append(function, to: &path)
        }
        text += path
        text += " \(UnfoldedTree.digits(own))\n".utf8
      case .leave:
        if starts.count == stack.count { path.removeSubrange(starts.removeLast()...) }
        stack.removeLast()
      }
    }
    return text
  }
}

/// The labels of functions in folded stacks: every string escaped once.
private struct FoldedLabels {
  private let functions: FunctionTable
  /// By the row of the string.
  private let escaped: [[UInt8]]

  init(_ functions: FunctionTable) {
    self.functions = functions
    escaped = (0..<functions.strings.count).map { Self.escaped(functions.strings[StringID(Int32($0))]) }
  }

  /// Appends `file:line(name)`.
  func append(_ function: FunctionID, to path: inout [UInt8]) {
    var file = escaped[functions.files[function.row].row][...]
    // A line that begins with it is a remark.
    if file.first == UInt8(ascii: "#") {
      path += "%23".utf8
      file.removeFirst()
    }
    path += file
    path += ":\(functions.lines[function.row])(".utf8
    path += escaped[functions.names[function.row].row]
    path.append(UInt8(ascii: ")"))
  }

  private static func escaped(_ string: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in string.unicodeScalars {
      if scalar != ";", !VisibleText.isHidden(scalar) {
        bytes += scalar.utf8
      } else {
        for byte in scalar.utf8 { bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]] }
      }
    }
    return bytes
  }

  private static let hex = Array("0123456789ABCDEF".utf8)
}
