import TestSupport
import Testing

@testable import ProfileModel

@Suite struct AssumedApplicationTests {
  private func assumed(_ profile: Profile, named name: String? = nil) -> String? {
    PackageNames(application: name).sources(of: profile).assumedApplication
  }

  // MARK: Real requests

  @Test(arguments: Repository.placementFiles)
  func placementIsFoundInEachOfItsRequests(_ file: String) throws {
    let profile = try Fixtures.example("placement/\(file)")
    let sources = PackageNames().sources(of: profile)
    #expect(sources.assumedApplication == "placement")
    for id in profile.functions.ids {
      let file = profile.functions.file(of: id)
      let path = sources.paths[profile.functions.files[id.row].row]
      #expect((path?.package == .application) == file.contains("/site-packages/placement/"), "\(file)")
    }
  }

  @Test func placementOfOtherVersionsAndThreadsIsFoundToo() throws {
    for name in [
      "GET.resource_providers.000132ms.1795351334.prof",
      "threads-mixed-py3.12.GET.resource_providers.254ms.1795351508.prof",
    ] {
      #expect(assumed(try Fixtures.profile("good/\(name)")) == "placement", "\(name)")
    }
  }

  @Test func aFrameworkAloneIsNoApplication() throws {
    #expect(assumed(try Fixtures.profile("good/GET.admin.login.14ms.1795351891.prof")) == nil)
    #expect(assumed(try Fixtures.profile("good/generated-code.prof")) == nil)
    #expect(assumed(try Fixtures.profile("good/zero-functions.prof")) == nil)
  }

  @Test func whereCodeLiesOutsideOfPackagesNothingIsAssumed() throws {
    for name in [
      "1795351715.816427 00001.096ms POST posts.pstats", "asyncio.prof", "deep-recursion.prof", "stripped-dirs.prof",
      "workload-py2.7.18.prof",
    ] {
      #expect(assumed(try Fixtures.profile("good/\(name)")) == nil, "\(name)")
    }
  }

  @Test func whatIsNamedIsNotGuessedAgain() throws {
    let profile = try Fixtures.example("placement/GET.root.22ms.1795351276.prof")
    #expect(assumed(profile, named: "webob") == nil)
  }

  // MARK: Rules

  /// A server, two layers of the application's own middleware, the application, its library, and a driver.
  private func stack(_ more: String = "") -> Profile {
    drawnProfile(
      """
      s/site-packages/gunicorn/sync.py:handle   1   0.1  10.0
      s/site-packages/corp/middleware.py:call   1   0.1   9.9
      s/site-packages/webob/dec.py:call         1   0.1   9.8
      s/site-packages/shop/views.py:list        1   0.1   9.7
      s/site-packages/shop/views.py:render      1   0.1   0.1
      s/site-packages/shoplib/query.py:all      9   8.0   9.5
      s/site-packages/shoplib/query.py:one      9   0.1   0.1
      s/site-packages/shoplib/query.py:two      9   0.1   0.1
      s/site-packages/psycopg2/x.py:execute     9   1.3   1.3
      s/site-packages/gunicorn/sync.py:handle > s/site-packages/corp/middleware.py:call  1  0.1  9.9
      s/site-packages/corp/middleware.py:call > s/site-packages/webob/dec.py:call        1  0.1  9.8
      s/site-packages/webob/dec.py:call > s/site-packages/shop/views.py:list             1  0.1  9.7
      s/site-packages/shop/views.py:list > s/site-packages/shop/views.py:render          1  0.1  0.1
      s/site-packages/shop/views.py:list > s/site-packages/shoplib/query.py:all          9  8.0  9.5
      s/site-packages/shoplib/query.py:all > s/site-packages/shoplib/query.py:one        9  0.1  0.1
      s/site-packages/shoplib/query.py:all > s/site-packages/shoplib/query.py:two        9  0.1  0.1
      s/site-packages/shoplib/query.py:all > s/site-packages/psycopg2/x.py:execute       9  1.3  1.3
      \(more)
      """)
  }

  @Test func itIsWhatAFrameworkCallsAndNotItsLibrary() { #expect(assumed(stack()) == "shop") }

  @Test func oneFileOfOnesOwnDecides() { #expect(assumed(stack("wsgi.py:main 1 0.0 0.0")) == nil) }

  /// A launcher calls what it was installed with; a script of one's own does something.
  @Test(arguments: ["/srv/venv/bin/gunicorn", #"\venv\Scripts\gunicorn"#, "bin/serve"]) func aLauncherDecidesNothing(
    file: String
  ) {
    let handle = "s/site-packages/gunicorn/sync.py:handle"
    let launched = "\(file):<module> 1 0.0 10.0\n\(file):<module> > \(handle)  1 0.1 10.0"
    #expect(assumed(stack(launched)) == "shop")
    #expect(assumed(stack("\(launched)\n\(file):main 1 0.0 0.0")) == nil)
    #expect(assumed(stack("/srv/cabin/gunicorn:<module> 1 0.0 0.0")) == nil)
  }

  @Test func codeThatWasTypedIsOnesOwnAndGeneratedCodeIsNot() {
    #expect(assumed(stack("<string>:__init__ 1 0.0 0.0")) == "shop")
    #expect(assumed(stack("<stdin>:main 1 0.0 0.0")) == nil)
  }

  @Test func knownPackagesAreKnownUnderAllTheirNames() {
    for name in ["Django", "django_filters", "oslo_db", "zope.interface", "MySQLdb", "_pytest", "psycopg_pool"] {
      #expect(KnownPackages.isKnown(name), "\(name)")
    }
    for name in ["placement", "shop", "djang", "requestlog"] { #expect(!KnownPackages.isKnown(name), "\(name)") }
    #expect(KnownPackages.callsApplications("gunicorn") && !KnownPackages.callsApplications("sqlalchemy"))
  }
}
