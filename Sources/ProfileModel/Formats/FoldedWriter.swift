/// Writes a call tree as folded stacks: one call path a line, then a space and its self time in whole nanoseconds.
///
///     app.py:1(<module>);app.py:9(main);~:0(<built-in method builtins.len>) 1200
///
/// What flame graph tools read (Brendan Gregg's `stackcollapse` formats). Functions are labelled as pstats does it, with the
/// whole path. A `;` inside a label is written `%3B`, a newline `%0A`, and everything else that ``VisibleText`` escapes likewise, so
/// that no label can break a line, reach a terminal as an escape sequence or hide in one.
public enum FoldedWriter {
  /// The whole text. O(boxes × depth): every line is a whole path.
  public static func bytes(of tree: UnfoldedTree, _ functions: FunctionTable) -> [UInt8] {
    let labels = FoldedLabels(functions)
    var text: [UInt8] = []
    var path: [UInt8] = []
    var ends: [Int] = []
    tree.forEachStep { step in
      switch step {
      case .enter(let box, let own):
        ends.append(path.count)
        if ends.count > 1 { path.append(UInt8(ascii: ";")) }
        path += labels[box.function]
        if own > 0 { text += path + " \(UnfoldedTree.digits(own))\n".utf8 }
      case .leave: path.removeSubrange((ends.popLast() ?? 0)...)
      }
    }
    return text
  }
}

/// The labels of functions in folded stacks, made once each.
private struct FoldedLabels {
  private let labels: [[UInt8]]

  init(_ functions: FunctionTable) {
    labels = functions.ids.map { id in
      Self.escaped("\(functions.file(of: id)):\(functions.lines[id.row])(\(functions.name(of: id)))")
    }
  }

  subscript(function: FunctionID) -> [UInt8] { labels[function.row] }

  private static func escaped(_ label: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in label.unicodeScalars {
      if scalar != ";", !VisibleText.isHidden(scalar) {
        bytes += UTF8.encode(scalar).map(Array.init) ?? []
      } else {
        for byte in String(scalar).utf8 {
          bytes += [UInt8(ascii: "%"), Self.hex[Int(byte >> 4)], Self.hex[Int(byte & 15)]]
        }
      }
    }
    return bytes
  }

  private static let hex = Array("0123456789ABCDEF".utf8)
}
