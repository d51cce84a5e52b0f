import ProfileModel
import TestSupport
import Testing

@testable import ProfileModel

/// Files that are taken for profiles are named; profiles are never taken for something else.
struct ForeignFormatTests {
  @Test(arguments: [
    ("\u{1F}", ForeignFormat.unknown), ("BZh91AY", .bzip2), ("PK\u{3}\u{4}\u{14}\0", .zip),
    ("<?xml version='1.0'?>\n<svg xmlns='x'>", .svg), (" \n<svg>", .svg), ("<!DOCTYPE html>\n<p>", .html),
    ("<?xml version='1.0'?><a/>", .xml), ("\u{FEFF}<html>", .html), ("{\"a\": 1}", .json), ("{}", .json),
    ("{\n  \"version\": 1\n}", .json), ("[1, 2]", .json), ("[{\"ph\": \"X\"}]", .json),
    ("         3 function calls in 0.000 seconds\n", .textReport),
    ("Sun Nov 22 21:53:13 2026    x.prof\n\n         3 function calls (2 primitive calls) in 0.0 seconds", .textReport),
    ("# callgrind format\nevents: Instructions\n", .callgrind), ("main;f 3\n", .text), ("größe\n", .text),
    ("\u{7F}ELF\u{2}", .unknown), ("\0\0\0\0", .unknown),
  ])
  func namesWhatIsNoProfile(text: String, format: ForeignFormat) {
    #expect(ForeignFormat(Array(text.utf8)) == format)
  }

  @Test(arguments: [
    ([0x1F, 0x8B, 8, 0], ForeignFormat.gzip), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .xz),
    ([0x28, 0xB5, 0x2F, 0xFD, 0], .zstandard), ([0x80, 4, 0x95], .pickle),
    ([0x03, 0xF3, 0x0D, 0x0A, 0, 0, 0, 0], .compiledPython), ([0xA7, 0x0D, 0x0D, 0x0A, 0, 0, 0, 0], .compiledPython),
    ([0xFF, 0xFE, 0x41, 0], .unknown),
  ])
  func namesWhatIsNoProfile(bytes: [UInt8], format: ForeignFormat) {
    #expect(ForeignFormat(bytes) == format)
  }

  @Test func profilesAreNotForeign() {
    for name in Fixtures.names(in: "profiles/good") {
      let bytes = Fixtures.bytes("profiles/good/\(name)")
      #expect(ForeignFormat(bytes) == nil, "\(name)")
      for length in 1..<min(200, bytes.count) {
        #expect(ForeignFormat(Array(bytes[..<length])) == nil, "\(name) \(length)")
      }
    }
    #expect(ForeignFormat(Array("{0".utf8)) == nil)
  }

  /// Sentences go on after a colon and end where more may follow.
  @Test func everyReasonIsAClause() {
    for format in ForeignFormat.allCases {
      #expect(format.reason.hasPrefix("this is ") && !format.reason.hasSuffix("."))
    }
  }

  @Test func filesHaveALimit() {
    #expect(throws: ProfileError(.tooLarge, at: nil, "files of 4 GiB and more cannot be read")) {
      try ProfileFormat.checkSize(ProfileFormat.sizeLimit)
    }
    #expect(throws: Never.self) { try ProfileFormat.checkSize(ProfileFormat.sizeLimit - 1) }
  }
}
