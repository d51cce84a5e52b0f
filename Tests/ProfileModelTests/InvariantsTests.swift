import ProfileModel
import TestSupport
import Testing

/// What always holds, of values made of whatever is at hand. Random keys and fuzzing ask for the same.
@Suite struct InvariantsTests {
  /// Every profile here: real ones, broken ones that can be read, and those that fuzzing found trouble with.
  private static func profiles(_ measure: Measure) -> [(name: String, profile: Profile)] {
    ["profiles/good", "fuzzing", "profiles/bad", "formats"].flatMap { directory in
      Fixtures.names(in: directory).compactMap { name in
        guard let profile = try? ProfileFormat.read(Fixtures.bytes("\(directory)/\(name)")) else { return nil }
        return profile.measure == measure && profile.functions.count < 300 ? (name, profile) : nil
      }
    }
  }

  /// Each with the next one, and with itself.
  @Test(arguments: [Measure.calls, .samples]) func ofMergesAndComparisons(measure: Measure) throws {
    let profiles = Self.profiles(measure)
    try #require(profiles.count > 5)
    for (one, other) in zip(profiles, profiles.dropFirst() + profiles.prefix(1)) {
      let merged = try #require(side([one.profile, other.profile, one.profile]).merged())
      #expect(merged.brokenInvariants.isEmpty, "\(one.name), twice, and \(other.name)")
      for baseline in [one, other] {
        let comparison = try compare([baseline.profile], [other.profile, one.profile])
        #expect(comparison.brokenInvariants.isEmpty, "\(one.name) and \(other.name) against \(baseline.name)")
        let groups = ComparisonGroups(of: comparison) { .file(comparison.function($0).file) }
        #expect(groups.brokenInvariants(of: comparison).isEmpty, "\(one.name) and \(other.name) in groups")
        let tree = ComparisonTree(preparing: comparison)
        for (side, chains) in [
          (ComparisonSide.baseline, ComparisonIcicle.Chains.apart), (.change, .joined(except: [])),
        ] {
          let icicle = ComparisonIcicle(of: tree, at: .total, side, columns: 80, rowLimit: 20, chains: chains)
          #expect(icicle.brokenInvariants(in: tree).isEmpty, "\(one.name) and \(other.name), \(side)")
        }
      }
    }
  }

  /// Files come, are read, come again and go.
  @Test func ofListsThatChange() throws {
    let names = Fixtures.text("requests/placement-names.txt").split(separator: "\n").map(String.init)
    let profiles = Self.profiles(.calls).map { RequestProfile.Contents.summary(RequestSummary($0.profile)) }
    let others: [RequestProfile.Contents] = [
      .unread, .unfinished, .broken(ProfileError(.malformed, at: 4, "no dict")),
    ]
    let filters = try ["", "get", "~^post", "nothing has this", "users"].map { try RequestFilter($0) }
    var (list, random) = (RequestList(), SplitMix(seed: 7))
    for step in 0..<400 {
      let some = (0..<8).compactMap { _ in names.randomElement(using: &random) }
      let files = Set(some).sorted().map { FilePath("dir/\($0)") }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: list.remove(Set(files.prefix(4)))
      case 1: list.setContents(files.compactMap { file in profiles.randomElement(using: &random).map { (file, $0) } })
      case 2: list.setContents(files.compactMap { file in others.randomElement(using: &random).map { (file, $0) } })
      default:
        list.add(
          files.map { RequestProfile(file: $0, size: step, modified: Double.random(in: 0..<1e9, using: &random)) })
      }
      try #require(list.brokenInvariants.isEmpty, "step \(step)")
      if let filter = filters.randomElement(using: &random) {
        let subset = list.subset(list.rows(passing: filter))
        try #require(list.brokenInvariants(of: subset).isEmpty, "step \(step), \(filter.text)")
      }
    }
  }
}
