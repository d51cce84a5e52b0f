import Glibc

/// How much memory a process holds.
public enum ResidentMemory {
  /// Pages of 4 KiB that a process, by default this one, has in memory now; nil where it has ended.
  ///
  /// Source: proc(5), `/proc/pid/statm`.
  public static func pages(of process: pid_t = getpid()) -> Int? {
    guard let stream = fopen("/proc/\(process)/statm", "r") else { return nil }
    defer { fclose(stream) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = fread(&buffer, 1, buffer.count, stream)
    let words = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
    return words.count > 1 ? Int(words[1]) : nil
  }
}
