import ProfileModel
import TestSupport
import Testing

/// What holds of every profile, also of those that fuzzing found trouble with.
@Suite struct FuzzedFilesTests {
  @Test(arguments: ["fuzzing", "profiles/good", "profiles/bad"])
  func invariantsHold(directory: String) {
    for name in Fixtures.names(in: directory) {
      guard let profile = try? ProfileFormat.read(Fixtures.bytes("\(directory)/\(name)")) else { continue }
      #expect(profile.brokenInvariants.isEmpty, "\(name)")
      #expect(CallTree(profile).brokenInvariants(limit: 100).isEmpty, "\(name)")
    }
  }
}
