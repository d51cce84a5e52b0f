import CFuzzer
import Glibc

// fuzz TARGET [ARGUMENTS OF LIBFUZZER]: runs one target. `Scripts/fuzz` runs them all.
// fuzz TARGET grown SECONDS DIRECTORY…: runs it on large inputs grown from those in directories, and counts the time.
// fuzz: names the targets.
let arguments = CommandLine.arguments
guard arguments.count > 1, let target = Target(rawValue: arguments[1]) else {
  print(Target.allCases.map(\.rawValue).joined(separator: "\n"))
  exit(arguments.count > 1 ? 64 : 0)
}
if arguments.count > 3, arguments[2] == "grown" {
  guard target.isBounded else { exit(0) }
  var growth = Growth(target, directories: Array(arguments[4...]))
  growth.run(seconds: Int(arguments[3]) ?? 1)
  print("\(growth.runs) inputs of 1 MB, \(Int(growth.longest * 1000)) ms and \(growth.largestMemory >> 20) MiB at most")
  exit(0)
}
fuzzer_set_mutates_marshal(target.readsMarshal ? 1 : 0)

// The fuzzer is not to see the target's name.
var argc = CommandLine.argc - 1
var argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
exit(LLVMFuzzerRunDriver(&argc, &argv, target.callback))
