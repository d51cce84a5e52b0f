import TestSupport
import Testing

@testable import ProfileModel

/// A profile that gzip packed opens like any other; whatever else is in a gzip file has a sentence and a bound.
@Suite struct GzipTests {
  private let plain = Fixtures.bytes("profiles/good/asyncio.prof")

  private func outcome(_ bytes: [UInt8], atMost limit: Int = Gzip.largestUnpacked) -> String {
    do throws(ProfileError) {
      return "\(try Gzip.unpacked(bytes, atMost: limit).count) bytes"
    } catch {
      return "\(error.kind), \(error)"
    }
  }

  @Test func profilesOpenPackedAsTheyDoPlain() throws {
    let packed = Gzip.packed(plain)
    #expect(packed.count < plain.count / 2)
    #expect(listing(of: try ProfileFormat.read(packed)) == listing(of: try ProfileFormat.read(plain)))
  }

  /// As logrotate writes it: with the file's name in the header.
  @Test func filesOfGzipItselfOpen() throws {
    #expect(try ProfileFormat.read(Fixtures.bytes("profiles/bad/gzip.prof")).functions.entryCount > 0)
  }

  @Test func whatWasPackedUnpacksToTheSameBytes() throws {
    var random = SplitMix(seed: 8)
    for size in [0, 1, 2, 100, 65535, 65536, 65537, 300_000] {
      let bytes = (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) & 0x3F }
      #expect(try Gzip.unpacked(Gzip.packed(bytes)) == bytes, "\(size)")
    }
  }

  /// zlib counts in 32 bits, so what is larger reaches it in pieces.
  @Test(arguments: [1, 7, 4096, 300_000, 300_001]) func piecesAreOneMember(size: Int) throws {
    var random = SplitMix(seed: 9)
    let bytes = (0..<300_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let packed = Gzip.packed(bytes, pieceSize: size)
    #expect(try Gzip.unpacked(packed) == bytes)
    #expect(packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) } == bytes.count)
  }

  @Test func membersFollowOneAnotherAndZerosFillUp() throws {
    let (one, two) = (Array(plain[..<1000]), Array(plain[1000...]))
    #expect(try Gzip.unpacked(Gzip.packed(one) + Gzip.packed(two)) == plain)
    #expect(try Gzip.unpacked(Gzip.packed(plain) + [0, 0, 0]) == plain)
    let packed = Gzip.packed(plain)
    #expect(
      outcome(packed + [0, 7])
        == "malformed, byte \(packed.count + 1): after the end of the packed bytes there is something else")
  }

  @Test func everyFileThatIsCutIsTruncated() {
    let packed = Gzip.packed(Array(plain[..<2000]))
    for length in 2..<packed.count {
      #expect(
        outcome(Array(packed[..<length]))
          == "truncated, byte \(length): the gzip file ends too early: still being written?")
    }
  }

  @Test func damageIsFoundWhereverItIs() {
    let packed = Gzip.packed(Array(plain[..<2000]))
    // Bytes 4 to 9 are time, effort and system, which nobody checks.
    for position in Array(2..<4) + Array(10..<packed.count) {
      var damaged = packed
      damaged[position] ^= 0x55
      let found = outcome(damaged)
      #expect(found.hasPrefix("malformed") || found.hasPrefix("truncated"), "byte \(position): \(found)")
    }
  }

  /// 200 MiB of zeros in 200 KB.
  @Test func bombsDoNotExplode() {
    let bomb = Gzip.packed([UInt8](repeating: 0, count: 200 << 20))
    #expect(bomb.count < 300_000)
    #expect(outcome(bomb).hasSuffix("unpacks to more than 64 MiB: gunzip it first if you trust it"))
    #expect(outcome(bomb, atMost: 1 << 20).hasSuffix("unpacks to more than 1 MiB: gunzip it first if you trust it"))
  }

  @Test func largeFilesMayUnpackToTwoHundredTimesTheirSize() {
    #expect(Gzip.limit(for: 1000) == 64 << 20)
    #expect(Gzip.limit(for: 1 << 20) == 200 << 20)
    #expect(Gzip.limit(for: .max) == 1 << 30)
  }

  @Test func errorsBehindTheGzipSayThatTheyCountUnpackedBytes() {
    #expect(
      throws: ProfileError(
        .notAProfile, at: 0, "(unpacked) this is an SVG picture: open the .prof file it was drawn from")
    ) {
      try ProfileFormat.read(Gzip.packed(Array("<svg/>".utf8)))
    }
    #expect(throws: ProfileError(.notAProfile, at: 0, "(unpacked) \(ForeignFormat.gzip.reason)")) {
      try ProfileFormat.read(Gzip.packed(Gzip.packed(plain)))
    }
    #expect(throws: ProfileError(.truncated, at: nil, "the file is empty: still being written?")) {
      try ProfileFormat.read(Gzip.packed([]))
    }
  }

  @Test func theBeginningTellsWhatIsInside() {
    let packed = Gzip.packed(plain)
    #expect(Gzip.firstBytes(2, of: Array(packed[..<500])) == Array(plain[..<2]))
    #expect(Gzip.firstBytes(2, of: Array(packed[..<5])) == [])
    #expect(Gzip.firstBytes(2, of: packed) == Array(plain[..<2]))
  }
}
