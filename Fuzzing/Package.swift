// swift-tools-version: 6.2
import PackageDescription

// A package of its own: who builds proftui never needs the fuzzer's run-time library. The model and the program are
// compiled anew from the same sources (links), so that the fuzzer sees which of their branches are taken.
//
// Scripts/fuzz builds and runs it, and says where the library is.
let library = Context.environment["PROFTUI_FUZZER_LIBRARY"] ?? "libclang_rt.fuzzer_no_main.a"
let covered: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer", "-enable-testing"])]

let package = Package(
  name: "Fuzzing",
  dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")],
  targets: [
    .systemLibrary(name: "CNcurses", path: "Sources/CNcurses"),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib"),
    .target(name: "CFuzzer"),
    .target(name: "CTerminal"),
    .target(name: "ProfileModel", dependencies: ["CZlib"], swiftSettings: covered),
    // Without the entry point, and what prints the commands' own help.
    .target(
      name: "Program",
      dependencies: [
        "CNcurses", "CTerminal", "ProfileModel",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], exclude: ["Proftui.swift", "Commands/ManualCommand.swift"], swiftSettings: covered),
    .executableTarget(
      name: "Fuzz", dependencies: ["CFuzzer", "ProfileModel", "Program"],
      linkerSettings: [.unsafeFlags(["-Xlinker", library, "-Xlinker", "-lstdc++"])]),
  ],
  swiftLanguageModes: [.v6]
)
