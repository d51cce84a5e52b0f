import Glibc
import ProfileModel

/// File systems on which others write without this machine's kernel knowing.
enum NetworkFileSystem {
  /// Types as `/proc/self/mountinfo` has them. What FUSE mounts may be any.
  private static let types: Set<Substring> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "9p", "virtiofs", "vboxsf", "lustre", "gfs2", "ocfs2",
  ]

  /// Whether any of the directories lies on one of them; false where that is not known.
  static func holdsAny(of directories: [FilePath]) -> Bool {
    let devices = Set(directories.compactMap(\.device))
    guard let file = fopen("/proc/self/mountinfo", "re") else { return false }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer {
      free(line)
      fclose(file)
    }
    while getline(&line, &capacity, file) > 0, let text = line.map({ String(cString: $0) }) {
      if devices.contains(where: { type(inMount: text, ofDevice: $0).map(isNetwork) == true }) { return true }
    }
    return false
  }

  static func isNetwork(_ type: Substring) -> Bool { types.contains(type) || type.hasPrefix("fuse") }

  /// The type of a mounted file system, if it is that of a device:
  ///
  ///     36 35 0:98 /srv /mnt rw,noatime master:1 - nfs4 server:/srv rw
  ///
  /// Source: proc_pid_mountinfo(5), and makedev(3) for the numbers of devices.
  static func type(inMount line: String, ofDevice device: UInt64) -> Substring? {
    let major = (device >> 8 & 0xFFF) | (device >> 32 & ~0xFFF)
    let minor = (device & 0xFF) | (device >> 12 & ~0xFF)
    let fields = line.split(separator: " ")
    guard fields.count > 2, fields[2] == "\(major):\(minor)",
      let type = fields.drop(while: { $0 != "-" }).dropFirst().first
    else { return nil }
    return type
  }
}

extension FilePath {
  /// The number of the file system that a file is on; nil where there is no such file.
  fileprivate var device: UInt64? {
    var status = stat()
    return withCString { stat($0, &status) } == 0 ? UInt64(status.st_dev) : nil
  }
}
