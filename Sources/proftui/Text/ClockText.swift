import Glibc

/// Points in time as text, in the time zone of this machine.
enum ClockText {
  /// `16:00:08`; for another day than `now`'s the date: `03-12 16h`.
  static func short(_ seconds: Double, now: Double) -> String {
    guard let moment = parts(seconds), let today = parts(now) else { return "?" }
    let isToday = moment.tm_year == today.tm_year && moment.tm_yday == today.tm_yday
    if isToday { return [moment.tm_hour, moment.tm_min, moment.tm_sec].map(twoDigits).joined(separator: ":") }
    if moment.tm_year == today.tm_year { return "\(day(moment)) \(twoDigits(moment.tm_hour))h" }
    return "\(moment.tm_year + 1900)-\(twoDigits(moment.tm_mon + 1))"
  }

  private static func day(_ moment: tm) -> String { "\(twoDigits(moment.tm_mon + 1))-\(twoDigits(moment.tm_mday))" }

  private static func twoDigits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func parts(_ seconds: Double) -> tm? {
    guard var time = time_t(exactly: seconds.rounded(.down)) else { return nil }
    var parts = tm()
    return localtime_r(&time, &parts) == nil ? nil : parts
  }
}
