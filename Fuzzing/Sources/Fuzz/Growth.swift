import Glibc

/// Inputs of 1 MB, grown from those that the fuzzer found: no reader may need more than a second of processor time for
/// one.
///
/// Most inputs of the fuzzer are small, and what takes too long for its size is not seen in those. So a piece of one is
/// repeated until there is a megabyte, with two of its letters counting upwards, so that names differ. Of marshalled
/// objects the piece is two neighbours, such as the key and the value of a dict. Time is that of the thread: what else
/// the machine does is not in it. The code that is measured is a few times slower than that of the program, since it
/// counts its branches.
struct Growth {
  private let target: Target
  private let inputs: [[UInt8]]
  private var random = SmallRandom(state: 0x9E37_79B9_7F4A_7C15)
  /// How many inputs were run.
  private(set) var runs = 0
  /// The largest processor time of one, in seconds.
  private(set) var longest = 0.0

  private static let size = 1 << 20
  private static let limit = 1.0

  init(_ target: Target, directories: [String]) {
    self.target = target
    inputs = directories.flatMap(Self.files).sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Runs grown inputs for some seconds, at least one. Ends the process where one takes too long, which it keeps in
  /// `crashes`.
  mutating func run(seconds: Int) {
    guard !inputs.isEmpty else { return }
    let end = time(nil) + seconds
    repeat {
      let bytes = grown()
      let start = Self.processorTime
      target.run(bytes)
      let taken = Self.processorTime - start
      longest = max(longest, taken)
      runs += 1
      if taken > Self.limit {
        print("\(target.rawValue): \(taken) s for 1 MB, kept in \(Self.keep(bytes, of: target))")
        exit(1)
      }
    } while time(nil) < end
  }

  /// A piece of an input, again and again.
  private mutating func grown() -> [UInt8] {
    let input = inputs[random.next(inputs.count)]
    let place = piece(of: input)
    let piece = Array(input[place])
    let letters = piece.indices.filter { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(piece[$0]) }
    let counters =
      letters.isEmpty || random.next(4) == 0 ? [] : (0..<2).map { _ in letters[random.next(letters.count)] }
    var bytes = Array(input[..<place.lowerBound])
    bytes.reserveCapacity(Self.size + piece.count + input.count)
    var number = 0
    while bytes.count < Self.size {
      var rest = number
      bytes += piece
      for counter in counters {
        bytes[bytes.count - piece.count + counter] = UInt8(ascii: "a") + UInt8(rest % 26)
        rest /= 26
      }
      number += 1
    }
    return bytes + input[place.upperBound...]
  }

  private mutating func piece(of input: [UInt8]) -> Range<Int> {
    if target.readsMarshal {
      var mutation = MarshalMutation(bytes: input, random: random)
      if let neighbours = mutation.anyNeighbours {
        random = mutation.random
        return neighbours
      }
    }
    let places = [random.next(input.count), random.next(input.count)].sorted()
    return places[0]..<places[1] + 1
  }

  /// Seconds that the thread has had.
  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func files(in directory: String) -> [[UInt8]] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var files: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let bytes = bytes(of: "\(directory)/\(name)")
      if !bytes.isEmpty { files.append(bytes) }
    }
    return files
  }

  private static func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&buffer, 1, buffer.count, file)
    return Array(buffer[..<count])
  }

  private static func keep(_ bytes: [UInt8], of target: Target) -> String {
    let path = "crashes/\(target.rawValue)-slow"
    guard let file = fopen(path, "wb") else { return "nothing: \(path) cannot be written" }
    defer { fclose(file) }
    fwrite(bytes, 1, bytes.count, file)
    return path
  }
}
