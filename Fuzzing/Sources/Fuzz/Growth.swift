import CFuzzer
import Glibc

/// Inputs of 1 MB, grown from those that the fuzzer found: nothing may need more than a second of processor time for one,
/// or more than ``memoryLimit`` times its size.
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
  /// How much memory the process took at once for one input, beyond what it had, in bytes.
  private(set) var largestMemory = 0

  private static let size = 1 << 20
  private static let timeLimit = 1.0
  /// As a multiple of the input's size.
  private static let memoryLimit = 256

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
      fuzzer_trim_memory()
      let memory = ProcessMemory.resident
      ProcessMemory.forgetLargest()
      let start = Self.processorTime
      target.run(bytes)
      let taken = Self.processorTime - start
      let held = max(0, ProcessMemory.largest - memory)
      longest = max(longest, taken)
      largestMemory = max(largestMemory, held)
      runs += 1
      if taken > Self.timeLimit || held > Self.memoryLimit * bytes.count {
        let kept = Self.keep(bytes, of: target)
        print("\(target.rawValue): \(taken) s and \(held >> 20) MiB for \(bytes.count) bytes, kept in \(kept)")
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
    let path = "crashes/\(target.rawValue)-large"
    guard let file = fopen(path, "wb") else { return "nothing: \(path) cannot be written" }
    defer { fclose(file) }
    fwrite(bytes, 1, bytes.count, file)
    return path
  }
}

/// What the kernel says of the process's memory, in bytes.
private enum ProcessMemory {
  /// What it holds now.
  static var resident: Int { status("VmRSS:") }
  /// The most it held since ``forgetLargest()``.
  static var largest: Int { status("VmHWM:") }

  /// Source: Linux, `Documentation/filesystems/proc.rst`, `clear_refs`.
  static func forgetLargest() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  private static func status(_ name: String) -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, CInt(line.count), file) != nil {
      let words = String(decoding: line.lazy.map { UInt8(bitPattern: $0) }.prefix { $0 != 0 }, as: UTF8.self)
        .split { " \t\n".contains($0) }
      if words.first == name[...], words.count > 1 { return (Int(words[1]) ?? 0) << 10 }
    }
    return 0
  }
}
