/// What the name of a request profile says of the request.
///
/// Middlewares put method, path, elapsed time and the time of the request's end into a file's name, each in its own way:
///
///     GET.users.7.000012ms.1795351334.prof                  Werkzeug 0.9 to 0.14.1
///     GET.users.7.12ms.1795351334.prof                      Werkzeug 0.15.3 and later
///     users.7.000012ms.1795351334.prof                      django-extensions' runprofileserver: no method
///     1795351715.816427 00001.096ms POST posts.pstats       a `filename_format` of one's own
///     test_users[7].prof                                    pytest-profiling
///
/// Names are read from the right, because a path may hold anything. In a path every `.` is taken for a `/`, since the
/// writers put it for one; so `/a.b` and `/a/b`, which give one name, both read as `/a/b`, and `12.345ms` among dots is 345
/// ms behind a path that ends in `/12`. `root` alone is `/`. There is no query and no host in a name.
///
/// All of it was chosen by an HTTP client: nothing here is fit to be shown before ``VisibleText`` has cleaned it.
///
/// Sources: Werkzeug, `middleware/profiler.py` (0.15.3 to 3.1) and `contrib/profiler.py` (0.9 to 0.14);
/// django-extensions, `runprofileserver.py`.
public struct RequestName: Hashable, Sendable {
  /// The way in which a name is written.
  public enum Grammar: Hashable, Sendable, CaseIterable {
    /// `METHOD.path.%06dms.%d`: Werkzeug before 0.15.
    case paddedWerkzeug
    /// `METHOD.path.ELAPSEDms.TIME`: Werkzeug from 0.15.3 on.
    case werkzeug
    /// `path.%06dms.TIME`.
    case djangoExtensions
    /// Something else in which a method, or an elapsed time and a time, can be recognised.
    case custom
    /// `test_name`: a test, no request.
    case pytest
    /// Nothing that is known.
    case other
  }

  /// Which kind of name it is.
  public let grammar: Grammar
  /// The method as it stands in the name: nearly always in capitals, but any word can be one.
  public let method: String?
  /// The path with its slashes, beginning with one; nil where the name holds none.
  public let path: String?
  /// How long the request took: wall time in seconds, in most grammars of whole milliseconds.
  public let elapsed: Double?
  /// When the request ended, in seconds since 1970.
  public let time: Double?

  init(
    _ grammar: Grammar, method: String? = nil, path: String? = nil, elapsed: Double? = nil, time: Double? = nil
  ) {
    self.grammar = grammar
    self.method = method
    self.path = path
    self.elapsed = elapsed
    self.time = time
  }

  /// Method and path with all their identifiers.
  public var pattern: RoutePattern { RoutePattern(method: method, path: path) }

  /// Reads a file's name. Takes any bytes; O(length).
  public init(_ fileName: some Collection<UInt8>) {
    let stem = Self.stem(of: Array(fileName)[...])
    self = Self.dotted(stem) ?? Self.test(stem) ?? CustomNameScanner.name(stem)
  }

  /// Reads a file's name.
  public init(_ fileName: String) { self.init(fileName.utf8) }

  /// The suffixes that profiles have, in small letters.
  public static let suffixes = [".prof", ".pstats", ".pstat", ".cprof", ".profile"]

  /// What gzip appends.
  private static let packedSuffix = ".gz"

  /// Whether a file's name ends as profiles do, in small letters or capitals, packed by gzip or not.
  public static func hasSuffix(_ fileName: [UInt8]) -> Bool { suffixLength(fileName[...]) != nil }

  private static func stem(of fileName: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    fileName.dropLast(suffixLength(fileName) ?? 0)
  }

  private static func suffixLength(_ fileName: ArraySlice<UInt8>) -> Int? {
    if fileName.suffix(packedSuffix.utf8.count).elementsEqual(packedSuffix.utf8) {
      return plainSuffixLength(fileName.dropLast(packedSuffix.utf8.count)).map { $0 + packedSuffix.utf8.count }
    }
    return plainSuffixLength(fileName)
  }

  private static func plainSuffixLength(_ fileName: ArraySlice<UInt8>) -> Int? {
    guard let dot = fileName.suffix(longestSuffix).lastIndex(of: .dot) else { return nil }
    let suffix = fileName[dot...]
    let isKnown = suffixes.contains { known in
      suffix.elementsEqual(known.utf8) { $0 == $1 || ($0.isCapital && $0 | 0x20 == $1) }
    }
    return isKnown ? suffix.count : nil
  }

  private static let longestSuffix = 8

  /// Tests are named after their functions.
  private static func test(_ stem: ArraySlice<UInt8>) -> RequestName? {
    stem.starts(with: "test_".utf8) ? RequestName(.pytest) : nil
  }
}

// MARK: - Names of parts between dots

extension RequestName {
  /// `[METHOD.]path.ELAPSEDms.TIME`, or nil. The time may have a fraction.
  private static func dotted(_ stem: ArraySlice<UInt8>) -> RequestName? {
    guard let (front, seconds) = splitLast(stem) else { return nil }
    if let (rest, elapsed) = splitElapsed(front), let time = time(seconds) {
      return dotted(rest, elapsedDigits: elapsed, time: time)
    }
    guard let (further, whole) = splitLast(front), let (rest, elapsed) = splitElapsed(further),
      let time = NameNumber.decimal(whole: whole, fraction: seconds)
    else { return nil }
    return dotted(rest, elapsedDigits: elapsed, time: time)
  }

  /// - Parameter rest: what stands before the elapsed time.
  private static func dotted(
    _ rest: ArraySlice<UInt8>, elapsedDigits: ArraySlice<UInt8>, time: Double
  ) -> RequestName? {
    guard let milliseconds = NameNumber.integer(elapsedDigits) else { return nil }
    let elapsed = milliseconds / 1000
    let isPadded = elapsedDigits.count >= 6
    if let (method, path) = splitMethod(rest, isPadded: isPadded) {
      return RequestName(
        isPadded ? .paddedWerkzeug : .werkzeug, method: String(decoding: method, as: UTF8.self),
        path: PathText.path(path), elapsed: elapsed, time: time)
    }
    if let (method, path) = splitPrefixedMethod(rest) {
      return RequestName(.custom, method: method, path: PathText.path(path), elapsed: elapsed, time: time)
    }
    return RequestName(
      isPadded ? .djangoExtensions : .custom, path: PathText.path(rest), elapsed: elapsed, time: time)
  }

  /// The method in front of a path.
  ///
  /// A word in small letters is one where it is a known method and no padding says that django-extensions, which writes
  /// none, may have written the name: `post.7` is a path in many a Django project.
  private static func splitMethod(
    _ rest: ArraySlice<UInt8>, isPadded: Bool
  ) -> (method: ArraySlice<UInt8>, path: ArraySlice<UInt8>)? {
    guard let dot = rest.firstIndex(of: .dot) else { return nil }
    let method = rest[..<dot]
    let isMethod = HTTPMethod.canBe(method) || (!isPadded && HTTPMethod.isKnown(method, ignoringCase: true))
    return isMethod ? (method, rest[(dot + 1)...]) : nil
  }

  /// A known method in capitals somewhere behind a prefix: `server-2.GET.users`.
  private static func splitPrefixedMethod(_ rest: ArraySlice<UInt8>) -> (method: String, path: ArraySlice<UInt8>)? {
    for part in rest.split(separator: .dot) where part.endIndex < rest.endIndex - 1 && HTTPMethod.isKnown(part) {
      return (String(decoding: part, as: UTF8.self), rest[(part.endIndex + 1)...])
    }
    return nil
  }

  private static func splitLast(
    _ bytes: ArraySlice<UInt8>
  ) -> (front: ArraySlice<UInt8>, last: ArraySlice<UInt8>)? {
    guard let dot = bytes.lastIndex(of: .dot) else { return nil }
    return (bytes[..<dot], bytes[(dot + 1)...])
  }

  /// What stands before `.DIGITSms`, and the digits.
  private static func splitElapsed(
    _ bytes: ArraySlice<UInt8>
  ) -> (rest: ArraySlice<UInt8>, digits: ArraySlice<UInt8>)? {
    guard bytes.suffix(2).elementsEqual("ms".utf8), let (rest, digits) = splitLast(bytes.dropLast(2)),
      NameNumber.integer(digits) != nil
    else { return nil }
    return (rest, digits)
  }

  private static func time(_ digits: ArraySlice<UInt8>) -> Double? {
    digits.count <= 11 ? NameNumber.integer(digits) : nil
  }
}
