import ProfileModel
import Testing

@testable import proftui

@Suite struct SourceReaderTests {
  private func result(_ paths: [String]) -> Result<SourceFile, SourceAbsence> {
    SourceReader.answer(SourceRequest(function: FunctionID(0), opening: 0, purpose: .show, paths: paths)).result
  }

  private func path(_ name: String, _ directory: ScratchDirectory) -> String { "\(directory.path.visible)/\(name)" }

  /// Why there is no source, as one line.
  private func absence(_ paths: [String]) -> String {
    switch result(paths) {
    case .success: "there is"
    case .failure(.notHere): "not here"
    case .failure(.unreadable(_, let reason)): reason
    }
  }

  @Test func firstFileThatIsHereIsRead() throws {
    let directory = ScratchDirectory()
    directory.write("b.py", Array(("def f(): pass\n").utf8))
    let paths = [path("a.py", directory), path("b.py/c.py", directory), path("b.py", directory)]
    let file = try result(paths).get()
    #expect(file.path == FilePath(path("b.py", directory)))
    #expect(file.text.lines.count == 1)
    #expect(file.modified > 1e9)
  }

  @Test func filesThatAreNotHereAreSaid() throws {
    let directory = ScratchDirectory()
    #expect(absence([path("a.py", directory), ""]) == "not here")
    #expect(absence([]) == "not here")
    #expect(absence(["/etc/passwd\0.py"]) == "not here")
    #expect(absence(["/" + String(repeating: "a", count: 100_000)]) == "not here")
  }

  @Test func onlyRegularTextOfAModerateSizeIsShown() throws {
    let directory = ScratchDirectory()
    directory.write("binary.py", Array(("a\0b").utf8))
    #expect(absence([path("binary.py", directory)]) == "no text: it has NUL bytes")
    directory.write("huge.py", Array((String(repeating: "x", count: SourceReader.largestSize + 1)).utf8))
    #expect(absence([path("huge.py", directory)]) == "larger than 4 MiB")
    directory.makeFIFO("fifo.py")
    #expect(absence([path("fifo.py", directory)]).contains("FIFO"))
    #expect(absence(["/dev/zero"]).contains("device"))
    #expect(absence([directory.path.visible]) == "a directory")
  }
}
