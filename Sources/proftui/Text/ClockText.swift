import Glibc

/// Points in time as text, in the time zone of this machine.
enum ClockText {
  /// `16:00:08`; for another day than `now`'s the date: `03-12 16h`.
  static func short(_ seconds: Double, now: Double) -> String {
    guard let moment = parts(seconds), let today = parts(now) else { return "?" }
    let isToday = moment.tm_year == today.tm_year && moment.tm_yday == today.tm_yday
    if isToday { return clock(moment) }
    if moment.tm_year == today.tm_year { return "\(day(moment)) \(twoDigits(moment.tm_hour))h" }
    return "\(moment.tm_year + 1900)-\(twoDigits(moment.tm_mon + 1))"
  }

  /// `2019-03-12 16:00:08`.
  static func full(_ seconds: Double) -> String {
    guard let moment = parts(seconds) else { return "?" }
    return "\(moment.tm_year + 1900)-\(day(moment)) \(clock(moment))"
  }

  /// How long ago: `12 s ago`, `3 min ago`, `5 h ago`, `2 d ago`; for what is older than a month, or in the future, the date.
  static func age(_ seconds: Double, now: Double) -> String {
    let age = (now - seconds).rounded(.down)
    switch age {
    case -2..<1: return "now"
    case 1..<60: return "\(Int(age)) s ago"
    case 60..<3600: return "\(Int(age / 60)) min ago"
    case 3600..<86400: return "\(Int(age / 3600)) h ago"
    case 86400..<2_592_000: return "\(Int(age / 86400)) d ago"
    default: return short(seconds, now: now)
    }
  }

  private static func clock(_ moment: tm) -> String {
    [moment.tm_hour, moment.tm_min, moment.tm_sec].map(twoDigits).joined(separator: ":")
  }

  private static func day(_ moment: tm) -> String { "\(twoDigits(moment.tm_mon + 1))-\(twoDigits(moment.tm_mday))" }

  private static func twoDigits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func parts(_ seconds: Double) -> tm? {
    guard seconds.magnitude < 1e12 else { return nil }
    var time = time_t(seconds.rounded(.down))
    var parts = tm()
    return localtime_r(&time, &parts) == nil ? nil : parts
  }
}
