// swift-tools-version: 6.2
import PackageDescription

// A package of its own: who builds proftui never needs the fuzzer's run-time library. The model and some of the program are
// compiled anew from the same sources (links), so that the fuzzer sees which of their branches are taken.
//
// Scripts/fuzz builds and runs it, and says where the library is.
let library = Context.environment["PROFTUI_FUZZER_LIBRARY"] ?? "libclang_rt.fuzzer_no_main.a"
let covered: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer", "-enable-testing"])]

let package = Package(
  name: "Fuzzing",
  targets: [
    .systemLibrary(name: "CZlib", path: "Sources/CZlib"),
    .target(name: "CFuzzer"),
    .target(name: "ProfileModel", dependencies: ["CZlib"], swiftSettings: covered),
    .target(name: "Program", dependencies: ["ProfileModel"], swiftSettings: covered),
    .executableTarget(
      name: "Fuzz", dependencies: ["CFuzzer", "ProfileModel", "Program"],
      linkerSettings: [.unsafeFlags(["-Xlinker", library, "-Xlinker", "-lstdc++"])]),
  ],
  swiftLanguageModes: [.v6]
)
