// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that nobody who uses proftui builds it.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "proftui", path: "..")],
  targets: [
    .executableTarget(name: "reading", dependencies: [.product(name: "ProfileModel", package: "proftui")])
  ],
  swiftLanguageModes: [.v6]
)
