import Testing

@testable import proftui

@Suite struct UserLocaleTests {
  @Test(arguments: [
    ("C.UTF-8", true), ("en_US.UTF-8", true), ("de_DE.utf8", true), ("de_DE.utf8@euro", true), ("C.Utf-8", true),
    ("C", false), ("POSIX", false), ("de_DE", false), ("de_DE.ISO-8859-1", false), ("de_DE@euro", false),
    ("UTF-8", false),
  ])
  func knowsNamesThatAskForUTF8(name: String, isUTF8: Bool) {
    #expect(UserLocale.namesUTF8(name) == isUTF8)
  }

  @Test(
    arguments: [
      ([:], nil),
      (["LANG": "C"], "C"),
      (["LANG": "C", "LC_CTYPE": "en_US.UTF-8"], "en_US.UTF-8"),
      (["LANG": "en_US.UTF-8", "LC_CTYPE": "en_US.UTF-8", "LC_ALL": "C"], "C"),
      (["LANG": "en_US.UTF-8", "LC_ALL": ""], "en_US.UTF-8"),
      (["LANG": ""], nil),
    ] as [([String: String], String?)])
  func theFirstVariableThatSaysSomethingDecides(environment: [String: String], name: String?) {
    #expect(UserLocale.name { environment[$0] } == name)
  }
}
