import ProfileModel
import TestSupport
import Testing

/// One profile in every version of marshal, and code objects in every layout: see `Fixtures/profiles/versions/make.py`.
struct MarshalVersionsTests {
  private func read(_ name: String) throws -> Profile {
    try ProfileFormat.read(Fixtures.bytes("profiles/versions/\(name).prof"))
  }

  @Test(arguments: 0...4)
  func versionsOfPython3ReadEqual(version: Int) throws {
    #expect(
      listing(of: try read("marshal-\(version)")) == """
        app/main.py:1(main) 1 0.125 1.1
        app/größe.py:20(работа) 5/3 0.875 0.975
          < app/main.py:1(main) 3 0.75 0.975
          < app/größe.py:20(работа) 2/0 0.125 0.3
        {built-in method builtins.len} 5000000000 0.1 0.1
          < app/größe.py:20(работа) 5000000000 0.1 0.1
        """)
  }

  /// The dict of Python 2 had another order.
  @Test func python2ReadsEqual() throws {
    let lines = { (name: String) in listing(of: try read(name)).split(separator: "\n").sorted() }
    #expect(try lines("marshal-2-python2") == lines("marshal-4"))
  }

  @Test(arguments: Fixtures.rows("profiles/versions/expected.tsv"))
  func codeObjectsAreNamedAsInPython(row: [String]) throws {
    let profile = try ProfileFormat.read(Fixtures.bytes("profiles/versions/\(row[0])"))
    let names = profile.functions.ids.map { profile.functions.name(of: $0) }
    let found = [
      "\(profile.functions.count)", "\(profile.graph.count)", listing(of: profile.calls),
      listing(of: profile.primitiveCalls), names.filter { $0.hasPrefix("<code object") }.joined(separator: "\t"),
    ]
    #expect(found == Array(row.dropFirst()))
    #expect(profile.notes == [])
  }
}
