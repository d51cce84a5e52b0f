import TestSupport
import Testing

@testable import proftui

/// Which command lines are no more than the name of a file.
@Suite struct ExploreCommandTests {
  private let file = Repository.root + "/Tests/Fixtures/profiles/good/single-function.prof"

  @Test func theNameOfAFileIsUnderstoodAtOnce() {
    #expect(ExploreCommand.file(thatIsAllOf: [file]) == ProfileSource(argument: file))
  }

  /// What ArgumentParser takes for a command or an option, and what is opened otherwise or cannot be.
  @Test func allElseIsLeftToTheParser() throws {
    for arguments in [
      [], [""], ["-"], ["--help"], ["report"], ["report", file], [file, file], ["-x.prof"], [Repository.root],
      [file + ".missing"], ["/dev/null"],
    ] {
      #expect(ExploreCommand.file(thatIsAllOf: arguments) == nil, "\(arguments)")
    }
  }
}
