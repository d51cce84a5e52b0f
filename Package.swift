// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "proftui",
  products: [
    .executable(name: "proftui", targets: ["proftui"]),
    .library(name: "ProfileModel", targets: ["ProfileModel"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CNcurses", path: "Sources/CNcurses", providers: [.apt(["libncurses-dev"])]),
    .target(name: "CTerminal"),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "ProfileModel", dependencies: ["CZlib"]),
    .executableTarget(
      name: "proftui",
      dependencies: [
        "CNcurses", "CTerminal", "ProfileModel",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "TestSupport", dependencies: ["CTerminal", "ProfileModel"], path: "Tests/TestSupport"),
    .testTarget(name: "ProfileModelTests", dependencies: ["ProfileModel", "TestSupport"]),
    .testTarget(name: "proftuiTests", dependencies: ["proftui", "ProfileModel", "TestSupport"]),
    .testTarget(name: "EndToEndTests", dependencies: ["TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)
