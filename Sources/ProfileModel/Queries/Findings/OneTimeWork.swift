/// Work that a process does once, found in a request: imports, and compiling of templates or regular expressions. The next
/// request of the same process will not have it; a process that does it again lost or never filled a cache.
///
/// Threshold: the function that does the work, with all that it called, has at least ``leastShare`` of the time. Less is
/// no reason to take another request.
public struct OneTimeWork: Hashable, Sendable {
  /// A smaller share of the total time is no finding.
  public static let leastShare = 0.05

  /// What a process does once.
  public enum Work: Hashable, Sendable {
    case imports
    case regularExpressions
    case templates
  }

  /// What it was.
  public let work: Work
  /// How often it was done.
  public let calls: Count

  /// Who does the work: the function that everything of the kind passes through, by the path below its package's
  /// directory and its name. Nested imports count once in its cumulative time.
  private static let workers: [(work: Work, file: String, name: String)] = [
    (.imports, "<frozen importlib._bootstrap>", "_find_and_load"),  // Python 3.3 and newer
    (.regularExpressions, "re/_compiler.py", "compile"),  // Python 3.11 and newer
    (.regularExpressions, "sre_compile.py", "compile"),
    (.templates, "django/template/base.py", "compile_nodelist"),
    (.templates, "jinja2/environment.py", "compile"),
    (.templates, "mako/template.py", "_compile"),
  ]

  static func find(in profile: Profile) -> [Finding] {
    profile.functions.ids.compactMap { id in
      let time = profile.functions.cumulativeTimes[id.row]
      guard profile.has(time, atLeast: leastShare), let work = work(of: id, in: profile) else { return nil }
      return Finding(
        evidence: .oneTimeWork(OneTimeWork(work: work, calls: profile.functions.calls[id.row])), function: id,
        time: time)
    }
  }

  private static func work(of id: FunctionID, in profile: Profile) -> Work? {
    let name = profile.functions.name(of: id)
    let candidates = workers.filter { $0.name == name }
    if candidates.isEmpty { return nil }
    let file = SourcePath(profile.functions.file(of: id)).shortened
    return candidates.first { $0.file == file }?.work
  }
}
