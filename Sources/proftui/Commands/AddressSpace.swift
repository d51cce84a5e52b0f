import Glibc
import ProfileModel

/// The memory that the program may still ask for, where `ulimit -v` or the like limits it.
///
/// Swift ends a program that gets no memory; so it is asked beforehand.
enum AddressSpace {
  /// How many bytes a profile, its tree and its screens take for each byte of its file, at most.
  private static let bytesPerByte = 5
  /// And how many on top of that.
  private static let base = 48 << 20

  /// - Throws: where a profile of so many bytes would not fit.
  static func check(forProfileOf size: Int) throws(ProfileError) {
    let (product, overflow) = size.multipliedReportingOverflow(by: bytesPerByte)
    let needed = overflow ? Int.max - base : min(product, Int.max - base)
    if isFree(needed + base) { return }
    throw ProfileError(
      .tooLarge, at: nil, "not enough memory: \((needed + base) >> 20) MiB may be needed (see ulimit -v)")
  }

  /// Reserves the room and gives it back, without touching it.
  private static func isFree(_ count: Int) -> Bool {
    let room = mmap(nil, count, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let room, room != MAP_FAILED else { return false }
    munmap(room, count)
    return true
  }
}
