import CFuzzer

/// Changes a marshalled object as what it is: whole objects are repeated, taken away, exchanged, or become another
/// number, reference or type, so that most inputs get past the reader's first look.
@_cdecl("LLVMFuzzerCustomMutator")
func mutate(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ limit: Int, _ seed: UInt32) -> Int {
  var random = SmallRandom(state: UInt64(seed) | 1)
  guard fuzzer_mutates_marshal() != 0, random.next(8) != 0 else { return LLVMFuzzerMutate(data, size, limit) }
  var mutation = MarshalMutation(bytes: Array(UnsafeBufferPointer(start: data, count: size)), random: random)
  mutation.mutate()
  guard !mutation.bytes.isEmpty, mutation.bytes.count <= limit else { return LLVMFuzzerMutate(data, size, limit) }
  for (index, byte) in mutation.bytes.enumerated() { data[index] = byte }
  return mutation.bytes.count
}

struct MarshalMutation {
  private(set) var bytes: [UInt8]
  private(set) var random: SmallRandom

  /// Where objects begin and end, as far as the bytes are objects.
  private var objects: [Range<Int>] = []
  /// Where those end that stand one behind another, and are in no other.
  private(set) var ends: [Int] = []

  init(bytes: [UInt8], random: SmallRandom) {
    self.bytes = bytes
    self.random = random
    var position = 0
    while position < bytes.count, objects.count < 4096 {
      guard let end = readObject(at: position, depth: 0), end > position else { break }
      position = end
      ends.append(end)
    }
  }

  mutating func mutate() {
    guard let object = anyObject else { return }
    switch random.next(7) {
    case 0: bytes.insert(contentsOf: bytes[object], at: object.upperBound)
    case 1: bytes.removeSubrange(object)
    case 2: if let other = anyObject { bytes.replaceSubrange(object, with: Array(bytes[other])) }
    case 3: bytes.replaceSubrange(object, with: anyNumber)
    case 4: bytes.replaceSubrange(object, with: [UInt8(ascii: "r")] + little(random.next(40)))
    case 5: bytes[object.lowerBound] ^= 0x80
    default: bytes[object.lowerBound] = Self.types[random.next(Self.types.count)] | (bytes[object.lowerBound] & 0x80)
    }
  }

  private var anyObject: Range<Int>? {
    mutating get { objects.isEmpty ? nil : objects[random.next(objects.count)] }
  }

  /// Two objects, one right behind the other.
  var anyNeighbours: Range<Int>? {
    mutating get {
      guard let first = anyObject, let second = objects.first(where: { $0.lowerBound == first.upperBound }) else {
        return nil
      }
      return first.lowerBound..<second.upperBound
    }
  }

  private static let types = Array("0NFTSE.ilfgxystuaAzZ()[{<>rRcCI".utf8)

  /// A number on the edge of something.
  private var anyNumber: [UInt8] {
    mutating get {
      let integers = [0, 1, -1, 2, 1000, Int(Int32.max), Int(Int32.min)]
      let times = [0, -0.0, 1e-9, 1, -1, 1e300, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, 0.1, 1e18]
      switch random.next(3) {
      case 0: return [UInt8(ascii: "i")] + little(integers[random.next(integers.count)])
      case 1:
        let bits = times[random.next(times.count)].bitPattern
        return [UInt8(ascii: "g")] + (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
      default:
        let digits = random.next(7)
        let sign = random.next(2) == 0 ? digits : -digits
        return [UInt8(ascii: "l")] + little(sign) + (0..<digits).flatMap { _ in [0xFF, UInt8(random.next(128))] }
      }
    }
  }

  private func little(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }

  // MARK: Objects

  /// Notes the object at a place and those within it. Its end; nil where it is none, or not whole.
  private mutating func readObject(at start: Int, depth: Int) -> Int? {
    guard start < bytes.count, depth < 100 else { return nil }
    var end: Int?
    switch bytes[start] & 0x7F {
    case UInt8(ascii: "0"): return start + 1
    case let type where "NFTSE.".utf8.contains(type): end = start + 1
    case let type where "irI".utf8.contains(type): end = start + (type == UInt8(ascii: "I") ? 9 : 5)
    case UInt8(ascii: "g"): end = start + 9
    case UInt8(ascii: "y"): end = start + 17
    case UInt8(ascii: "l"): end = number(at: start + 1).map { start + 5 + 2 * Int($0.magnitude) }
    case let type where "zZf".utf8.contains(type):
      end = start + 1 < bytes.count ? start + 2 + Int(bytes[start + 1]) : nil
    case let type where "stuaAR".utf8.contains(type): end = number(at: start + 1).map { start + 5 + Int($0) }
    case UInt8(ascii: ")"):
      end = start + 1 < bytes.count ? readObjects(Int(bytes[start + 1]), at: start + 2, depth) : nil
    case let type where "([<>".utf8.contains(type):
      end = number(at: start + 1).flatMap { $0 >= 0 ? readObjects(Int($0), at: start + 5, depth) : nil }
    case UInt8(ascii: "{"): end = readObjects(nil, at: start + 1, depth)
    default: end = nil
    }
    guard let end, end > start, end <= bytes.count else { return nil }
    objects.append(start..<end)
    return end
  }

  /// Reads so many objects, or up to the null that ends a dict.
  private mutating func readObjects(_ count: Int?, at start: Int, _ depth: Int) -> Int? {
    var position = start
    var read = 0
    while count.map({ read < $0 }) ?? true {
      guard position < bytes.count else { return nil }
      if count == nil, bytes[position] == UInt8(ascii: "0") { return position + 1 }
      guard let end = readObject(at: position, depth: depth + 1) else { return nil }
      position = end
      read += 1
    }
    return position
  }

  private func number(at start: Int) -> Int32? {
    guard start + 4 <= bytes.count else { return nil }
    return Int32(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) })
  }
}

/// The numbers that follow from a seed.
struct SmallRandom {
  var state: UInt64

  /// A number below a limit.
  mutating func next(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(truncatingIfNeeded: state >> 33) % limit
  }
}
