import ProfileModel

/// Profiles as one side of a comparison, in a merge whose files are numbered.
public func side(_ profiles: [Profile]) throws -> Merge {
  var merge = Merge()
  for (number, profile) in profiles.enumerated() { try merge.add(profile, from: FilePath("\(number).prof")) }
  return merge
}

/// A change held against a baseline.
public func compare(_ baseline: [Profile], _ change: [Profile]) throws -> Comparison {
  try Comparison(baseline: side(baseline), change: side(change))
}

extension Comparison {
  /// The only function of a name.
  public func change(of name: String) -> FunctionChange? {
    let found = functions.filter { function($0.id).name == name }
    return found.count == 1 ? found[0] : nil
  }
}

extension Fixtures {
  /// The nine lists of all resource providers among the examples, the fastest first.
  public static func providerLists() throws -> [(name: String, profile: Profile)] {
    let names = [
      "41ms.1795351276", "52ms.1795351276", "53ms.1795351276", "54ms.1795351276", "57ms.1795351276",
      "59ms.1795351276", "59ms.1795351278", "78ms.1795351276", "123ms.1795351277",
    ]
    return try names.map {
      ($0, try ProfileFormat.read(bytes("../../Examples/placement/GET.resource_providers.\($0).prof")))
    }
  }
}
