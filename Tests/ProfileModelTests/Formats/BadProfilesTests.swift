import ProfileModel
import TestSupport
import Testing

/// Broken and hostile files; `Fixtures/profiles/bad/EXPECT.tsv` says what each of them is.
struct BadProfilesTests {
  static let names = Fixtures.rows("profiles/bad/EXPECT.tsv").map { $0[0] }

  @Test func refusalsNameTheByteAndTheReason() {
    let refusals = Self.names.compactMap { name -> String? in
      do throws(ProfileError) {
        _ = try ProfileFormat.read(Fixtures.bytes("profiles/bad/\(name)"))
        return nil
      } catch {
        return "\(name): \(error.kind), \(error)"
      }
    }
    #expect(
      refusals.joined(separator: "\n") == """
        empty.prof: truncated, the file is empty: still being written?
        trunc-1.prof: truncated, byte 1: the file ends in the middle of the profile: still being written?
        trunc-half.prof: truncated, byte 11052: 35 bytes should follow, and the file ends after 3: still being written?
        trunc-65536.prof: truncated, byte 65536: the file ends in the middle of the profile: still being written?
        trunc-last.prof: truncated, byte 669: the file ends in the middle of the profile: still being written?
        trunc-in-float.prof: truncated, byte 78: the file ends in the middle of the profile: still being written?
        random-4k.prof: notAProfile, byte 0: this is no profile of Python's cProfile or profile
        random-dict.prof: malformed, byte 1: no Python object begins with a byte 45: is the file damaged?
        svg.prof: notAProfile, byte 0: this is an SVG picture: open the .prof file it was drawn from
        speedscope.prof: notAProfile, byte 0: this is JSON, but no profile of speedscope or pyinstrument, and no trace
        crlf.prof: malformed, byte 198: the key of a function must be a tuple (file, line, name), not a reference to a number
        module.pyc.prof: notAProfile, byte 0: this is a compiled Python module (.pyc), no profile
        top-none.prof: notAProfile, byte 0: a profile is a marshalled dict, and this is None, marshalled
        top-list.prof: notAProfile, byte 0: a profile is a marshalled dict, and this is a list, marshalled
        top-code.prof: notAProfile, byte 0: a profile is a marshalled dict, and this is a code object, marshalled
        key-str.prof: malformed, byte 65: the key of a function must be a tuple (file, line, name), not a string
        key-2tuple.prof: malformed, byte 65: the key of a function must be a tuple (file, line, name), not one of 2 items
        key-list.prof: malformed, byte 65: the key of a function must be a tuple (file, line, name), not a list
        val-int.prof: malformed, byte 94: the value of a function must be a tuple of four numbers and its callers, not an int
        val-4tuple.prof: malformed, byte 94: the value of a function must be a tuple of four numbers and its callers, not one of 4 items
        callers-list.prof: malformed, byte 124: the callers of a function must be a dict, not a list
        len-str-2g.prof: malformed, byte 1: the key of a function must be a tuple (file, line, name), not a string
        len-tuple-2g.prof: malformed, byte 1: the key of a function must be a tuple (file, line, name), not one of 2147483647 items
        len-negative.prof: malformed, byte 1: the key of a function must be a tuple (file, line, name), not a string
        nest-tuples-100k.prof: malformed, byte 1: the key of a function must be a tuple (file, line, name), not one of 1 item
        ref-cycle.prof: malformed, byte 1: the key of a function must be a tuple (file, line, name), not a list
        ref-dangling.prof: malformed, byte 125: a reference points to an object that does not exist
        ref-bomb.prof: malformed, byte 1: the key of a function must be a tuple (file, line, name), not one of 2 items
        """)
  }

  /// Strange but legal: opened, with what is strange in the notes.
  @Test func legalFilesOpen() {
    let opened = Self.names.compactMap { name -> String? in
      guard let profile = try? ProfileFormat.read(Fixtures.bytes("profiles/bad/\(name)")) else { return nil }
      let summary = "\(name): \(profile.functions.entryCount) functions, \(listing(of: profile.calls)) calls"
      return ([summary] + profile.notes.map(\.description)).joined(separator: "\n  ")
    }
    #expect(
      opened.joined(separator: "\n") == """
        gzip.prof: 182 functions, 7587 calls
        text-report.prof: 30 functions, 2679 calls
          read from a printed report: times are rounded to milliseconds; call edges and what it left out are missing
        nan-inf.prof: 4 functions, 4 calls
          3 functions or edges have times that are negative, infinite or not a number
        counts-odd.prof: 6 functions, 0 calls
          2 functions or edges have impossible call counts
        int-128bit.prof: 2 functions, ~4.3556142965880123e+40 calls
          2 counts are inexact: larger than 64 bits, or no whole number
        int-near-2e63.prof: 5 functions, ~3.6893488147419103e+19 calls
        callers-dangling.prof: 2 functions, 2 calls
          1 caller has no entry of its own
        dup-keys.prof: 2 functions, 8 calls
          1 entry stands twice; the last one counts, as in Python
        cycle-abc.prof: 3 functions, 6 calls
        name-ansi.prof: 2 functions, 2 calls
        name-newline-tab-nul.prof: 2 functions, 2 calls
        name-bidi-zw.prof: 5 functions, 5 calls
        name-bad-utf8.prof: 3 functions, 3 calls
          3 names are not UTF-8
        name-64k.prof: 3 functions, 3 calls
        trailing-garbage.prof: 6 functions, 205 calls
          80 bytes after the end of the profile were left out
        """)
  }

  /// What an error says may be printed anywhere: it holds nothing that the file's maker chose.
  @Test(arguments: names)
  func errorsHoldNoTextOfTheFile(name: String) {
    do throws(ProfileError) {
      _ = try ProfileFormat.read(Fixtures.bytes("profiles/bad/\(name)"))
    } catch {
      #expect(error.reason.utf8.allSatisfy { 0x20..<0x7F ~= $0 })
      #expect(!error.reason.contains("srv") && !error.reason.hasSuffix("."))
    }
  }

  @Test func oddNumbersAreKept() throws {
    #expect(
      listing(of: try ProfileFormat.read(Fixtures.bytes("profiles/bad/nan-inf.prof"))) == """
        /srv/app.py:1(main) 1 1.0 4.0
        /srv/app.py:1(nan) 1 nan nan
        /srv/app.py:2(inf) 1 inf inf
        /srv/app.py:3(neg) 1 -1.0 -2.0
        note: 3 functions or edges have times that are negative, infinite or not a number
        """)
    #expect(
      listing(of: try ProfileFormat.read(Fixtures.bytes("profiles/bad/counts-odd.prof"))) == """
        /srv/app.py:1(main) 1 1.0 4.0
        /srv/app.py:1(neg) -5 0.5 0.5
        /srv/app.py:2(ccnc) 1/9 0.5 0.5
        /srv/app.py:3(zero) 0 0.5 0.5
        /srv/app.py:4(bool) 1 1.0 1.0
        /srv/app.py:5(float) 2/1 1.0 2.0
        note: 2 functions or edges have impossible call counts
        """)
  }
}
