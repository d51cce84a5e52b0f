private import CZlib

/// Bytes that gzip packed, unpacked and packed again: the only use of zlib.
///
/// Source: RFC 1952. A file may hold several members one after the other, as `cat a.gz b.gz` makes it.
public enum Gzip {
  /// Whether bytes begin as a gzip file does.
  public static func isPacked(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// More bytes than this are never unpacked.
  public static let largestUnpacked = 1 << 30

  /// How many bytes a file of `count` bytes may unpack to.
  ///
  /// Profiles shrink to a tenth, those of much recursion to a hundredth; a file made to fill the memory to a thousandth.
  /// What is small in any case may do as it likes.
  static func limit(for count: Int) -> Int {
    min(largestUnpacked, max(1 << 26, 200 * min(count, largestUnpacked)))
  }

  /// The bytes that a gzip file holds, all of its members.
  ///
  /// Time and memory are bounded by `limit` and by the file's size (``limit(for:)``).
  ///
  /// - Parameter limit: how many bytes there may be.
  /// - Throws: an error whose offset is one of the packed bytes.
  public static func unpacked(_ bytes: [UInt8], atMost limit: Int = largestUnpacked) throws(ProfileError) -> [UInt8] {
    var inflation = Inflation(bytes, limit: min(limit, self.limit(for: bytes.count)))
    try inflation.run()
    return inflation.output
  }

  /// The first bytes that a gzip file holds, of which the beginning alone is known; empty where it is broken.
  public static func firstBytes(_ count: Int, of beginning: [UInt8]) -> [UInt8] {
    var inflation = Inflation(beginning, limit: count)
    // That the file goes on after what is known of it is no error here.
    try? inflation.run()
    return Array(inflation.output.prefix(count))
  }

  /// The bytes as one member, without a name and a time: equal bytes become equal files. O(n).
  ///
  /// - Parameter pieceSize: how many bytes zlib is given at a time, which counts them in 32 bits.
  static func packed(_ bytes: [UInt8], pieceSize: Int = 1 << 30) -> [UInt8] {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    defer { stream.deallocate() }
    stream.initialize(to: z_stream())
    precondition(gzip_deflate_init(stream) == Z_OK, "zlib gets memory for its tables")
    defer { deflateEnd(stream) }
    var bytes = bytes
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 16)
    var start = 0
    repeat {
      let end = min(start + pieceSize, bytes.count)
      bytes.withUnsafeMutableBufferPointer { input in
        stream.pointee.next_in = input.baseAddress?.advanced(by: start)
        stream.pointee.avail_in = UInt32(end - start)
        repeat {
          room.withUnsafeMutableBufferPointer { room in
            stream.pointee.next_out = room.baseAddress
            stream.pointee.avail_out = UInt32(room.count)
            // There is room, so it goes on; the end is where it leaves some.
            _ = deflate(stream, end == input.count ? Z_FINISH : Z_NO_FLUSH)
          }
          output += room[..<(room.count - Int(stream.pointee.avail_out))]
        } while stream.pointee.avail_out == 0
      }
      start = end
    } while start < bytes.count
    return output
  }
}

/// One gzip file on its way through zlib, piece by piece.
private struct Inflation: ~Copyable {
  private(set) var output: [UInt8] = []
  private var input: [UInt8]
  private var position = 0
  private let limit: Int
  private var piece = [UInt8](repeating: 0, count: 1 << 16)
  /// At one address from beginning to end: zlib looks whether it is.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  init(_ input: [UInt8], limit: Int) {
    self.input = input
    self.limit = limit
    stream.initialize(to: z_stream())
    precondition(gzip_inflate_init(stream) == Z_OK, "zlib gets memory for its tables")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Unpacks all members into ``output``, up to an error; at most a piece more than the limit.
  mutating func run() throws(ProfileError) {
    repeat {
      try unpackMember()
      inflateReset(stream)
    } while Gzip.isPacked(input[position...])
    // Tapes and block devices fill up with zeros.
    if let rest = input[position...].firstIndex(where: { $0 != 0 }) {
      throw ProfileError(.malformed, at: rest, "after the end of the packed bytes there is something else")
    }
  }

  private mutating func unpackMember() throws(ProfileError) {
    while true {
      let status = step()
      if output.count > limit { throw tooLarge }
      if status == Z_STREAM_END { return }
      if status == Z_BUF_ERROR || (status == Z_OK && position == input.count && lastPieceHadRoom) {
        throw ProfileError(.truncated, at: input.count, "the gzip file ends too early: still being written?")
      }
      if status != Z_OK {
        throw ProfileError(.malformed, at: position, "the packed bytes are damaged, or were not packed by gzip")
      }
    }
  }

  private var lastPieceHadRoom: Bool { stream.pointee.avail_out > 0 }

  /// Unpacks up to one piece more.
  private mutating func step() -> Int32 {
    let start = position
    let room = piece.count
    let stream = stream
    let status = input.withUnsafeMutableBufferPointer { input in
      piece.withUnsafeMutableBufferPointer { piece in
        stream.pointee.next_in = input.baseAddress?.advanced(by: start)
        stream.pointee.avail_in = UInt32(input.count - start)
        stream.pointee.next_out = piece.baseAddress
        stream.pointee.avail_out = UInt32(room)
        return inflate(stream, Z_NO_FLUSH)
      }
    }
    position = input.count - Int(stream.pointee.avail_in)
    output += piece[..<(room - Int(stream.pointee.avail_out))]
    return status
  }

  private var tooLarge: ProfileError {
    ProfileError(.tooLarge, at: position, "unpacks to more than \(limit >> 20) MiB: gunzip it first if you trust it")
  }
}
