/// What ArgumentParser uses of Foundation, for the static program: an error's description, and JSON for
/// `--experimental-dump-help`.
///
/// It stands in for the module of that name when `static-build` compiles ArgumentParser, because the whole of it, 5 MB, would be
/// linked in for these two. An ArgumentParser that uses more does not compile. `test-package` compares the JSON with Foundation's.

public protocol LocalizedError: Error {
  var errorDescription: String? { get }
}

/// UTF-8 alone.
public struct Data: Sendable {
  fileprivate let text: String
}

extension String {
  public enum Encoding: Sendable { case utf8 }

  public init?(data: Data, encoding: Encoding) { self = data.text }
}

public final class JSONEncoder {
  public struct OutputFormatting: OptionSet, Sendable {
    public static let prettyPrinted = OutputFormatting(rawValue: 1)
    public static let sortedKeys = OutputFormatting(rawValue: 2)

    public let rawValue: UInt

    public init(rawValue: UInt) { self.rawValue = rawValue }
  }

  /// Of no consequence: keys are sorted and lines indented always.
  public var outputFormatting: OutputFormatting = []

  public init() {}

  public func encode(_ value: some Encodable) throws -> Data {
    let root = Node()
    try root.take(value)
    return Data(text: root.json(below: "\n"))
  }
}

// MARK: - Encoding

/// A JSON value that is being made.
private final class Node: Encoder {
  private enum Value {
    case text(String)
    case array([Node])
    case object([String: Node])
  }

  private var value = Value.text("null")

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func take(_ new: some Encodable) throws {
    switch new {
    case let text as String: value = .text(Self.quoted(text))
    case let bool as Bool: value = .text(bool ? "true" : "false")
    case let number as any BinaryInteger & Encodable: value = .text("\(number)")
    default: try new.encode(to: self)
    }
  }

  /// The value of a key.
  func member(_ key: String) -> Node {
    let node = Node()
    guard case .object(var members) = value else { return node }
    members[key] = node
    value = .object(members)
    return node
  }

  /// One more element.
  func element() -> Node {
    let node = Node()
    guard case .array(let elements) = value else { return node }
    value = .array(elements + [node])
    return node
  }

  var count: Int {
    guard case .array(let elements) = value else { return 0 }
    return elements.count
  }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .object = value {} else { value = .object([:]) }
    return KeyedEncodingContainer(Members(node: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .array = value {} else { value = .array([]) }
    return Elements(node: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(node: self) }

  /// The text, in the layout of Foundation.
  ///
  /// - Parameter line: a line's end and the indentation of the line that the value starts on.
  func json(below line: String) -> String {
    let inner = line + "  "
    switch value {
    case .text(let text): return text
    case .array(let elements) where elements.isEmpty: return "[" + line + line + "]"
    case .array(let elements):
      return "[" + inner + elements.map { $0.json(below: inner) }.joined(separator: "," + inner) + line + "]"
    case .object(let members) where members.isEmpty: return "{" + line + line + "}"
    case .object(let members):
      let sorted = members.sorted { $0.key < $1.key }
      let lines = sorted.map { Self.quoted($0.key) + " : " + $0.value.json(below: inner) }
      return "{" + inner + lines.joined(separator: "," + inner) + line + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\", "/": "\\\(scalar)"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case ..<" ": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: Node

  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { _ = node.member(key.stringValue) }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try node.member(key.stringValue).take(value) }

  func nestedContainer<Nested>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
    node.member(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    node.member(key.stringValue).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { node.member("super") }

  func superEncoder(forKey key: Key) -> any Encoder { node.member(key.stringValue) }
}

private struct Elements: UnkeyedEncodingContainer {
  let node: Node

  var codingPath: [any CodingKey] { [] }
  var count: Int { node.count }

  func encodeNil() { _ = node.element() }

  func encode<T: Encodable>(_ value: T) throws { try node.element().take(value) }

  func nestedContainer<Nested>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    node.element().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { node.element().unkeyedContainer() }

  func superEncoder() -> any Encoder { node.element() }
}

private struct Single: SingleValueEncodingContainer {
  let node: Node

  var codingPath: [any CodingKey] { [] }

  func encodeNil() {}

  func encode<T: Encodable>(_ value: T) throws { try node.take(value) }
}
