import ProfileModel
import TestSupport
import Testing

/// What holds of every profile, also of those that fuzzing found trouble with.
@Suite struct FuzzedFilesTests {
  private static let seeds = ["speedscope", "pyinstrument", "chrome", "folded", "callgrind", "report", "pprof", "gzip"]

  @Test(arguments: ["fuzzing", "profiles/good", "profiles/bad"] + seeds.map { "../../Fuzzing/seeds/\($0)" })
  func invariantsHold(directory: String) {
    for name in Fixtures.names(in: directory) {
      guard let profile = try? ProfileFormat.read(Fixtures.bytes("\(directory)/\(name)")) else { continue }
      #expect(profile.brokenInvariants.isEmpty, "\(name)")
      for tree in [CallTree(profile), CallTree(preparing: profile)] {
        #expect(tree.brokenInvariants(limit: 100).isEmpty, "\(name), prepared: \(tree.isPrepared)")
        let folding = Folding(tree, of: profile, hiding: profile.functions.ids.map { $0.row % 2 == 1 })
        #expect(
          folding.tree.brokenInvariants(limit: 20).isEmpty,
          "\(name), prepared: \(tree.isPrepared), every other folded away")
      }
    }
  }

  /// What fuzzing starts from gets past a reader's first look.
  @Test(arguments: seeds.filter { $0 != "gzip" })
  func seedsAreProfiles(reader: String) throws {
    for name in Fixtures.names(in: "../../Fuzzing/seeds/\(reader)") {
      #expect(
        try ProfileFormat.read(Fixtures.bytes("../../Fuzzing/seeds/\(reader)/\(name)")).functions.count > 0, "\(name)")
    }
  }
}
