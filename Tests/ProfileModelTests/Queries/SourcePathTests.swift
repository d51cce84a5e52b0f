import ProfileModel
import Testing

@Suite struct SourcePathTests {
  @Test(arguments: [
    ("~", "built-in", ""),
    ("", "built-in", ""),
    ("/srv/app/lib/python3.11/site-packages/placement/handlers/root.py", "placement", "placement/handlers/root.py"),
    ("/usr/lib/python3/dist-packages/six.py", "six", "six.py"),
    ("/usr/lib/python3.11/json/encoder.py", "standard library", "json/encoder.py"),
    ("C:\\Python311\\Lib\\json\\encoder.py", "standard library", "json/encoder.py"),
    ("<frozen importlib._bootstrap>", "standard library", "<frozen importlib._bootstrap>"),
    ("/srv/releases/7/shop/orders/views.py", "application", "shop/orders/views.py"),
    ("views.py", "application", "views.py"),
    ("<string>", "application", "<string>"),
    ("/home/python/shop/views.py", "application", "python/shop/views.py"),
    ("/srv/site-packages", "application", "srv/site-packages"),
  ])
  func pathsSayTheirPackage(path: String, package: String, shortened: String) {
    let source = SourcePath(path)
    #expect(source.package.name == package)
    #expect(source.shortened == shortened)
  }
}
