import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct DistributionReaderTests {
  @Test func namesAreReadWhereTheDirectoryIsHere() {
    let root = ScratchDirectory()
    root.makeDirectory("site-packages")
    for info in ["PyYAML-6.0.dist-info", "attrs-23.1.0.dist-info", "broken-1.dist-info"] {
      root.makeDirectory("site-packages/\(info)")
    }
    root.write("site-packages/PyYAML-6.0.dist-info/top_level.txt", Array("_yaml\nyaml\n".utf8))
    root.write("site-packages/attrs-23.1.0.dist-info/RECORD", Array("attr/__init__.py,,\nattrs/__init__.py,,\n".utf8))
    root.makeFIFO("site-packages/broken-1.dist-info/RECORD")
    let site = root.path.visible + "/site-packages"
    let profile = drawnProfile(
      """
      \(site)/yaml/reader.py:peek   1  1.0  1.0
      \(site)/attr/_make.py:fields  1  1.0  1.0
      \(site)/six.py:u              1  1.0  1.0
      """)
    let names = DistributionReader.names(for: profile)
    #expect(names["yaml"] == "PyYAML")
    #expect(names["attr"] == "attrs")
    #expect(names["six"] == "six")
  }
}
