import Glibc
import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct ProfileFileTests {
  private let scratch = ScratchDirectory()

  private func drawn(_ contents: RequestProfile.Contents) -> String {
    switch contents {
    case .unread: "unread"
    case .summary(let summary): "\(summary.functions) functions"
    case .unfinished: "unfinished"
    case .broken(let error): "broken: \(error)"
    }
  }

  private func contents(_ name: String) -> String { drawn(ProfileFile.contents(scratch.file(name))) }

  @Test func filesSayWhatIsInThem() {
    scratch.write("good.prof")
    scratch.write("text.prof", Array("no profile".utf8))
    scratch.makeFIFO("fifo.prof")
    scratch.link("zero.prof", to: "/dev/zero")
    scratch.makeDirectory("directory.prof")
    #expect(contents("good.prof") == "2 functions")
    #expect(contents("text.prof") == "broken: byte 0: this is text, no profile")
    #expect(contents("fifo.prof") == "broken: not a regular file but a FIFO")
    #expect(contents("zero.prof") == "broken: not a regular file but a device")
    #expect(contents("directory.prof") == "broken: a directory")
    #expect(contents("none.prof") == "broken: no such file or directory")
  }

  @Test func youngFilesThatEndTooEarlyAreUnfinished() {
    for (name, bytes) in [("empty.prof", []), ("cut.prof", Array(ScratchDirectory.profile.prefix(100)))] {
      scratch.write(name, bytes)
      #expect(contents(name) == "unfinished")
      scratch.setTime(name, 4_000_000_000)
      #expect(contents(name).hasPrefix("broken"), "a clock that is wrong makes nobody wait")
      scratch.setTime(name, 0)
      #expect(contents(name).hasPrefix("broken"))
    }
  }

  @Test func filesOfHolesAreRefusedUnread() {
    for (name, size) in [("sparse.prof", 20 << 30), ("large.prof", 3 << 30)] {
      scratch.write(name, [0xFB])
      _ = scratch.file(name).withCString { truncate($0, size) }
      #expect(contents(name) == "broken: larger than 256 MiB")
    }
  }

  @Test func firstBytesTellWhatMayBeAProfile() {
    let files: [(String, [UInt8], Bool)] = [
      ("profile", ScratchDirectory.profile, true), ("old", [0x7B, 0x28, 0x03], true), ("nothing", [0x7B, 0x30], true),
      ("json", Array("{\"a\": 1}".utf8), false), ("spread json", Array("{\n  \"a\"".utf8), false),
      ("empty json", Array("{}".utf8), false), ("empty", [], false), ("byte", [0xFB], false),
      ("text", Array("text".utf8), false),
      ("packed", Array(Fixtures.bytes("profiles/bad/gzip.prof").prefix(1000)), true),
      ("packed text", [31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 43, 73, 173, 40, 1, 0, 196, 222, 237, 45, 4, 0, 0, 0], false),
      ("packed nothing", [31, 139, 8], false),
      ("folded", Array("main;parse 3\nmain;eval 4\n".utf8), true), ("words", Array("apples 3\npears 4\n".utf8), false),
      ("prose", Array("One; two, and in all 3\nThen more; and more.\n".utf8), false),
      ("speedscope", Array("{\"$schema\": \"https://www.speedscope.app/file-format-schema.json\", ".utf8), true),
      ("pyinstrument", Array("{\"session\": {}, \"root_frame\": {".utf8), true),
      ("trace", Array("{\"traceEvents\": [".utf8), true), ("list", Array("[1, 2, 3]".utf8), false),
      ("callgrind", Array("# callgrind format\nversion: 1\nevents: ns\n".utf8), true),
      ("template", Array("{% block x %}{{ y }}{% endblock %}\n".utf8), false),
      ("braces", Array("{(a) => a}".utf8), false),
      ("begun", [0x7B, 0x28], true), ("lines", Array("\n\nA text that begins with empty lines".utf8), false),
    ]
    for (name, bytes, isProfile) in files {
      scratch.write(name, bytes)
      #expect(ProfileFile.isProfile(scratch.file(name)) == isProfile, "\(name)")
    }
    scratch.makeFIFO("fifo")
    #expect(!ProfileFile.isProfile(scratch.file("fifo")))
  }
}
