/// What a file is that is no pstats file, as far as its first bytes tell; some of these are read as well
/// (``ProfileFormat``).
///
/// A pstats file begins with the marshalled dict's `{`, plain or with its highest bit set (0xFB). So does JSON, but no
/// Python object begins with what follows there.
enum ForeignFormat: CaseIterable {
  case gzip, bzip2, xz, zstandard, zip
  /// What pytest-profiling draws beside the profile.
  case svg
  case html, xml
  /// Speedscope's format and many others.
  case json
  case compiledPython
  /// What line_profiler and others write.
  case pickle
  case callgrind
  /// What `pstats.Stats.print_stats` prints.
  case textReport
  case text
  case unknown

  /// The format of a file, or nil if it can be a pstats file or another marshalled object.
  init?(_ bytes: [UInt8]) {
    if let (_, format) = Self.magicNumbers.first(where: { bytes.starts(with: $0.0) }) {
      self = format
    } else if bytes.count >= 4, bytes[2...3].elementsEqual("\r\n".utf8), Self.pythonMagic.contains(bytes[1]) {
      self = .compiledPython
    } else if let format = Self.text(bytes) {
      self = format
    } else if MarshalType(rawValue: bytes[0] & 0x7F).name == nil {
      self = .unknown
    } else {
      return nil
    }
  }

  /// A clause that says what the file is, and what to do.
  var reason: String {
    switch self {
    case .gzip: "this is a gzip file in a gzip file: gunzip it first"
    case .bzip2: "this is a bzip2 file: bunzip2 it first"
    case .xz: "this is an xz file: unxz it first"
    case .zstandard: "this is a zstd file: unzstd it first"
    case .zip: "this is a zip archive: unzip it first"
    case .svg: "this is an SVG picture: open the .prof file it was drawn from"
    case .html: "this is an HTML page, no profile"
    case .xml: "this is XML, no profile"
    case .json: "this is JSON, but no profile of speedscope or pyinstrument, and no trace"
    case .compiledPython: "this is a compiled Python module (.pyc), no profile"
    case .pickle: "this is a Python pickle, no pstats file"
    case .callgrind: "this is a callgrind file without functions"
    case .textReport: "this is a report that pstats printed, without its table: open the .prof file it was printed from"
    case .text: "this is text, no profile"
    case .unknown: "this is no profile of Python's cProfile or profile"
    }
  }

  private static let magicNumbers: [([UInt8], ForeignFormat)] = [
    ([0x1F, 0x8B], .gzip), (Array("BZh".utf8), .bzip2), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .xz),
    ([0x28, 0xB5, 0x2F, 0xFD], .zstandard), (Array("PK\u{3}\u{4}".utf8), .zip), ([0x80, 2], .pickle),
    ([0x80, 3], .pickle), ([0x80, 4], .pickle), ([0x80, 5], .pickle),
  ]

  /// The second byte of a module's magic number: 0xF3 in Python 2.7; Python 3 counts from 3000 (0x0BB8) upwards.
  private static let pythonMagic: Set<UInt8> = Set(0x0B...0x0F).union([0xF3])
}

// MARK: - Text

extension ForeignFormat {
  /// How much of a file is looked at.
  private static let looked = 4096

  /// The format of a file if its beginning is text.
  private static func text(_ bytes: [UInt8]) -> ForeignFormat? {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let text = start.prefix(looked)
    // A single letter is text and an object: None is an N. The marshal reader knows better.
    guard text.count > 1, text.allSatisfy(isText) else { return nil }
    let marks = text.lazy.filter { !isBlank($0) }.prefix(2)
    switch marks.first {
    case UInt8(ascii: "<"): return markup(text)
    case UInt8(ascii: "["): return .json
    case UInt8(ascii: "{"):
      if marks.dropFirst().first.map(#""}"#.utf8.contains) == true { return .json }
      // A dict that is empty or has just begun; no other of pstats' is without a byte that no text has.
      return text.count == 2 && "0()r".utf8.contains(text[text.startIndex + 1]) ? nil : .text
    default:
      if contains(text, " function calls") { return .textReport }
      return CallgrindReader.canRead(bytes) ? .callgrind : .text
    }
  }

  private static func markup(_ text: ArraySlice<UInt8>) -> ForeignFormat {
    if contains(text, "<svg") { return .svg }
    return contains(text, "<html") || contains(text, "<!DOCTYPE html") ? .html : .xml
  }

  /// Bytes from 0xF8 are no UTF-8, and 0xFB begins most profiles.
  private static func isText(_ byte: UInt8) -> Bool {
    0x20..<0x7F ~= byte || 0x80..<0xF8 ~= byte || isBlank(byte) || byte == 0x1B
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  private static func contains(_ text: ArraySlice<UInt8>, _ words: StaticString) -> Bool {
    let count = words.utf8CodeUnitCount
    return words.withUTF8Buffer { words in
      text.indices.contains { text[$0...].prefix(count).elementsEqual(words) }
    }
  }
}
