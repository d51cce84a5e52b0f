// swift-tools-version: 6.2
import PackageDescription

// A package of its own: who builds proftui never needs the fuzzer's run-time library. The model is compiled anew from the
// same sources (a link), so that the fuzzer sees which of its branches are taken.
//
// Scripts/fuzz builds and runs it, and says where the library is.
let library = Context.environment["PROFTUI_FUZZER_LIBRARY"] ?? "libclang_rt.fuzzer_no_main.a"
let covered: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer"])]

let package = Package(
  name: "Fuzzing",
  targets: [
    .systemLibrary(name: "CZlib", path: "Sources/CZlib"),
    .target(name: "CFuzzer"),
    .target(name: "ProfileModel", dependencies: ["CZlib"], swiftSettings: covered),
    .executableTarget(
      name: "Fuzz", dependencies: ["CFuzzer", "ProfileModel"],
      linkerSettings: [.unsafeFlags(["-Xlinker", library, "-Xlinker", "-lstdc++"])]),
  ],
  swiftLanguageModes: [.v6]
)
