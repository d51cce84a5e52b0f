import ProfileModel
import TestSupport
import Testing

/// Files that were cut short or changed: read or refused, never a trap. The tests that only must not trap fail by
/// ending the process. Of files above 1,000 bytes, each seventh place is enough.
struct DamagedBytesTests {
  static let small = [
    "good/pureprofile-runctx.prof", "good/unicode-names.prof", "versions/marshal-0.prof",
    "versions/marshal-2-python2.prof", "versions/profile-3.7.prof", "versions/profile-3.9.prof",
    "versions/profile-3.13.prof",
  ]

  @Test(arguments: small + ["versions/profile-2.7.prof"])
  func everyPrefixIsTruncated(name: String) {
    let bytes = Fixtures.bytes("profiles/\(name)")
    for length in places(bytes) {
      do throws(ProfileError) {
        _ = try ProfileFormat.read(Array(bytes[..<length]))
        Issue.record("\(length) bytes of \(name) open")
      } catch {
        #expect(error.kind == .truncated, "\(length): \(error)")
        #expect(error.offset ?? 0 <= length)
      }
    }
  }

  @Test(arguments: small)
  func noChangedByteTraps(name: String) {
    let bytes = Fixtures.bytes("profiles/\(name)")
    for position in places(bytes) {
      for mask: UInt8 in [0x01, 0xFF] {
        var changed = bytes
        changed[position] ^= mask
        expectRefusalWithinTheFile(changed)
      }
    }
  }

  @Test(arguments: small)
  func noMutationTraps(name: String) {
    let bytes = Fixtures.bytes("profiles/\(name)")
    var random = SplitMix(seed: 2026)
    for _ in 0..<500 {
      var changed = bytes
      for _ in 0...Int.random(in: 0..<4, using: &random) { mutate(&changed, &random) }
      expectRefusalWithinTheFile(changed)
    }
  }

  private func places(_ bytes: [UInt8]) -> some Sequence<Int> {
    stride(from: 0, to: bytes.count, by: bytes.count > 1_000 ? 7 : 1)
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let position = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[position] = UInt8(Int.random(in: 0..<256, using: &random))
    case 1: bytes.remove(at: position)
    case 2: bytes.insert(Array("r{)(iIlgfzuscR0TN[\u{7F}".utf8)[Int.random(in: 0..<19, using: &random)], at: position)
    case 3: bytes.replaceSubrange(position..<min(position + 4, bytes.count), with: [0xFF, 0xFF, 0xFF, 0x7F])
    default:
      let end = min(position + Int.random(in: 0..<40, using: &random), bytes.count)
      bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: 0..<bytes.count, using: &random))
    }
  }

  private func expectRefusalWithinTheFile(_ bytes: [UInt8]) {
    do throws(ProfileError) {
      let profile = try ProfileFormat.read(bytes)
      #expect(profile.functions.entryCount <= profile.functions.count)
      _ = listing(of: profile)
    } catch {
      #expect(0...bytes.count ~= error.offset ?? 0)
    }
  }
}
