import ProfileModel
import TestSupport
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
    ("<string>", "generated code", "<string>"),
    ("<stdin>", "application", "<stdin>"),
    ("<ipython-input-3-0a1b>", "application", "<ipython-input-3-0a1b>"),
    ("/home/python/shop/views.py", "application", "python/shop/views.py"),
    ("/srv/site-packages", "application", "srv/site-packages"),
    ("/srv/shop/.venv/lib/python3.12/site-packages/jinja2/loaders.py", "jinja2", "jinja2/loaders.py"),
    ("/usr/lib/python3/dist-packages/zope/interface/ro.py", "zope.interface", "zope/interface/ro.py"),
    ("/opt/conda/envs/shop/lib/python3.11/json/decoder.py", "standard library", "json/decoder.py"),
    ("/opt/conda/envs/shop/lib/python3.11/site-packages/six.py", "six", "six.py"),
    ("/usr/lib64/python2.7/json/decoder.py", "standard library", "json/decoder.py"),
    ("/opt/pypy/lib-python/2.7/json/decoder.py", "standard library", "json/decoder.py"),
    ("C:\\Python311\\python311.zip\\json\\decoder.py", "standard library", "json/decoder.py"),
    ("C:\\Users\\me\\venv\\Lib\\site-packages\\flask\\app.py", "flask", "flask/app.py"),
    ("C:\\shop\\orders\\views.py", "application", "shop/orders/views.py"),
    ("/eggs/shop_kit-1.0-py3.8.egg/shop_kit/views.py", "shop_kit", "shop_kit/views.py"),
    ("/usr/lib/python3/site-packages/x-1.0-py3.8.egg/x/y.py", "x", "x/y.py"),
    ("/var/task/shop.zip/shop/views.py", "application", "shop.zip/shop/views.py"),
    ("/srv/python3.11/shop/views.py", "application", "python3.11/shop/views.py"),
    ("/home/me/Lib/shop/views.py", "application", "Lib/shop/views.py"),
    ("<template>", "jinja2", "<template>"),
    ("<attrs generated init shop.Order>", "attr", "<attrs generated init shop.Order>"),
    ("<sqlalchemy generated load_compositor>", "sqlalchemy", "<sqlalchemy generated load_compositor>"),
    ("<shop generated>", "generated code", "<shop generated>"),
    ("< generated x>", "generated code", "< generated x>"),
    ("<doctest shop[0]>", "standard library", "<doctest shop[0]>"),
  ])
  func pathsSayTheirPackage(path: String, package: String, shortened: String) {
    let source = SourcePath(path)
    #expect(source.package.name == package)
    #expect(source.shortened == shortened)
  }

  /// What placement's requests run without a file of its own was made by a library, or by Python.
  @Test func noGeneratedCodeOfPlacementIsTheApplications() throws {
    var generated: Set<String> = []
    for name in Repository.placementFiles {
      let functions = try Fixtures.example("placement/\(name)").functions
      generated.formUnion(functions.ids.map(functions.file).filter { $0.contains(" generated ") })
    }
    #expect(generated.contains { $0.hasPrefix("<sqlalchemy generated ") })
    #expect(generated.filter { SourcePath($0).package == .application } == [])
  }

  @Test func siteDirectoriesAreFound() {
    #expect(SourcePath.siteDirectory(of: "/v/lib/python3.11/site-packages/a/b.py") == "/v/lib/python3.11/site-packages")
    #expect(SourcePath.siteDirectory(of: "/usr/lib/python3/dist-packages/six.py") == "/usr/lib/python3/dist-packages")
    #expect(SourcePath.siteDirectory(of: "/srv/shop.py") == nil)
    #expect(SourcePath.siteDirectory(of: "") == nil)
  }
}

@Suite struct ApplicationRootTests {
  private let paths = [
    "/srv/shop/orders/views.py", "/srv/shop/orders/models/order.py", "/srv/shop/cart.py", "~", "<string>", "x.py",
    "/usr/lib/python3.11/json/decoder.py", "/srv/shop/venv/lib/python3.11/site-packages/flask/app.py",
  ]

  /// Package and shortened path.
  private func described(_ path: String, named name: String? = nil) -> String {
    let source = SourcePath(path, application: ApplicationRoot(of: paths, named: name))
    return "\(source.package.name): \(source.shortened)"
  }

  @Test func commonDirectoryOfWhatIsNoLibraryIsLeftOut() {
    #expect(described("/srv/shop/orders/views.py") == "application: orders/views.py")
    #expect(described("/srv/shop/cart.py") == "application: cart.py")
    #expect(described("/srv/other/a/cart.py") == "application: other/a/cart.py")
    #expect(described("x.py") == "application: x.py")
    #expect(described(paths[7]) == "flask: flask/app.py")
  }

  @Test func whatIsNamedIsTheApplication() {
    let site = "/srv/shop/venv/lib/python3.11/site-packages"
    #expect(described("\(site)/flask/app.py", named: "flask") == "application: flask/app.py")
    #expect(described("\(site)/flask/app.py", named: "\(site)/flask/") == "application: app.py")
    #expect(described("\(site)/jinja2/app.py", named: "flask") == "jinja2: jinja2/app.py")
    #expect(described("/srv/shop/cart.py", named: "/srv") == "application: shop/cart.py")
    #expect(described("~", named: "/") == "built-in: ")
  }

  @Test func aSingleFileAndNoFileAreNoTrouble() {
    #expect(SourcePath("/a/b.py", application: ApplicationRoot(of: ["/a/b.py"])).shortened == "b.py")
    #expect(SourcePath("/a/b.py", application: ApplicationRoot(of: [])).shortened == "a/b.py")
  }
}

@Suite struct DistributionNamesTests {
  @Test func namesAreThoseOfTheInstalledDistributions() {
    var names = DistributionNames()
    names.add(directory: "PyYAML-6.0.1.dist-info", tops: ["_yaml", "yaml"])
    names.add(directory: "python_dateutil-2.8.2.dist-info", tops: ["dateutil"])
    names.add(directory: "typing_extensions-4.8.0.dist-info", tops: ["typing_extensions"])
    names.add(directory: "zope.interface-6.0.egg-info", tops: ["zope"])
    names.add(directory: "bin", tops: ["bin"])
    #expect(names["yaml"] == "PyYAML")
    #expect(names["dateutil"] == "python-dateutil")
    #expect(names["typing_extensions"] == "typing_extensions")
    #expect(names["flask"] == "flask")
    #expect(DistributionNames.name(ofDirectory: "six-1.16.0-py3.11.egg-info") == "six")
  }

  @Test func recordsNameTheirTopDirectories() {
    let record = """
      ../../../bin/wheel,sha256=x,5
      attr/__init__.py,sha256=x,5
      attrs-23.1.0.dist-info/METADATA,sha256=x,5
      attrs/py.typed,,
      six.py,sha256=x,5
      """
    #expect(DistributionNames.tops(ofRecord: record) == ["attr", "six"])
    // As pip writes it.
    #expect(DistributionNames.tops(ofRecord: record.replacing("\n", with: "\r\n")) == ["attr", "six"])
  }

  @Test func profileShowsTheNames() {
    var packages = PackageNames()
    packages.distributions.add(directory: "PyYAML-6.0.1.dist-info", tops: ["yaml"])
    let profile = drawnProfile("lib/site-packages/yaml/reader.py:peek  1  1.0  1.0")
    let file = profile.functions.files[0]
    #expect(packages.sources(of: profile).paths[file.row]?.package == .distribution("PyYAML"))
  }
}
