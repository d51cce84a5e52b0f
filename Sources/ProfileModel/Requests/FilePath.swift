/// The path of a file as the bytes that the file system has: what HTTP clients chose may be anything but UTF-8, and the
/// file must still open.
public struct FilePath: Hashable, Sendable {
  /// Whatever the system allows: all but NUL.
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public init(_ path: String) { self.init(Array(path.utf8)) }

  /// What stands behind the last slash; the whole path if there is none.
  public var name: ArraySlice<UInt8> {
    guard let slash = bytes.lastIndex(of: Self.slash) else { return bytes[...] }
    return bytes[(slash + 1)...]
  }

  /// The path of a file in this directory. In `.` and in an empty path it is the name alone.
  public func appending(_ name: [UInt8]) -> FilePath {
    if bytes.isEmpty || bytes == [UInt8(ascii: ".")] { return FilePath(name) }
    var joined: [UInt8] = []
    joined.reserveCapacity(bytes.count + 1 + name.count)
    joined += bytes
    if joined.last != Self.slash { joined.append(Self.slash) }
    joined += name
    return FilePath(joined)
  }

  /// The path of a file in this directory.
  public func appending(_ name: some Collection<UInt8>) -> FilePath { appending(Array(name)) }

  /// The path as it may be shown: everything that is not to be seen is escaped, and so is what is no UTF-8.
  public var visible: String { VisibleText.clean(bytes: bytes) }

  /// The name as it may be shown.
  public var visibleName: String { VisibleText.clean(bytes: name) }

  private static let slash = UInt8(ascii: "/")
}

extension FilePath {
  /// All bytes at once: an array would hash one after the other, and lists hold 100,000 paths.
  public func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}

extension FilePath: Comparable {
  /// By bytes: the same in every locale.
  public static func < (left: FilePath, right: FilePath) -> Bool {
    left.bytes.withUnsafeBytes { left in right.bytes.withUnsafeBytes { left.lexicographicallyPrecedes($0) } }
  }
}
