import CFuzzer
import Glibc

// fuzz TARGET [ARGUMENTS OF LIBFUZZER]: runs one target. `Scripts/fuzz` runs them all.
guard CommandLine.arguments.count > 1, let target = Target(rawValue: CommandLine.arguments[1]) else {
  print(Target.allCases.map(\.rawValue).joined(separator: "\n"))
  exit(CommandLine.arguments.count > 1 ? 64 : 0)
}
fuzzer_set_mutates_marshal(target.readsMarshal ? 1 : 0)

// The fuzzer is not to see the target's name.
var argc = CommandLine.argc - 1
var argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
exit(LLVMFuzzerRunDriver(&argc, &argv, target.callback))
