import ProfileModel

/// What a user has set for every run: see ``ConfigurationFile`` for where from.
///
/// What the command line says comes first; what neither says is as here.
struct Configuration: Hashable, Sendable {
  var theme = ThemeChoice.automatic
  /// Whether a directory is followed from the start.
  var follows = true
  /// Whether directories below directories are taken in.
  var isRecursive = false
  /// Rules that give requests a route, as `--route` takes them.
  var routes: [String] = []
  /// Where directories that profiles name are on this machine, as `--map` takes them.
  var maps: [PathMap.Rule] = []
  /// Where the application's own code is, as `--app` takes it.
  var application: String?
  /// The keys of actions that have others than ``KeyBindings/standard``; no key is that of two actions.
  var keys: [Action: [Key]] = [:]
  var columns = ColumnChoice()

  /// What is wrong with settings that are therefore not used.
  var complaints: [Complaint] = []

  /// Why a setting is not used.
  struct Complaint: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line in the file, counted from 1; nil where all of it is meant.
    var line: Int?
    let reason: String

    /// `line 7: theme: one of …`, uncleaned.
    var description: String { (line.map { "line \($0): " } ?? "") + reason }
  }

  init() {}

  /// Reads settings; what is wrong with some does not keep the others from being used.
  init(_ text: String) {
    do {
      for entry in try TOML.entries(of: text) {
        do throws(Complaint) {
          try set(entry)
        } catch {
          complaints.append(error)
        }
      }
    } catch {
      complaints.append(Complaint(line: error.line, reason: error.reason))
    }
  }

  private mutating func set(_ entry: TOML.Entry) throws(Complaint) {
    switch (entry.table, entry.key) {
    case ("", "theme"): theme = try entry.choice()
    case ("", "application"): application = try entry.string()
    case ("paths", let from):
      guard let rule = PathMap.Rule("\(from)=\(try entry.string())") else {
        throw entry.complaint("a path is expected, and one that it is here")
      }
      maps.append(rule)
    case ("list", "follow"): follows = try entry.boolean()
    case ("list", "recursive"): isRecursive = try entry.boolean()
    case ("routes", let expression):
      let rule = "\(expression)=\(try entry.string())"
      do throws(RouteRule.SyntaxError) {
        _ = try RouteRule(rule)
      } catch {
        throw entry.complaint(error.description)
      }
      routes.append(rule)
    case ("keys", let name): try setKeys(of: name, entry)
    case ("columns", "functions"):
      let names = try entry.names(among: TableColumn.allCases.map(\.settingName), with: TableColumn.name.settingName)
      columns.functions = names.compactMap { name in TableColumn.allCases.first { $0.settingName == name } }
    case ("columns", "routes"):
      columns.routes = try entry.names(among: RequestColumns.routeNames, with: "route")
    case ("columns", "requests"):
      columns.requests = try entry.names(among: RequestColumns.requestNames, with: "request")
    default: throw entry.complaint("there is no such setting")
    }
  }

  /// Ctrl-C stays with quitting: there is always a way out.
  private mutating func setKeys(of name: String, _ entry: TOML.Entry) throws(Complaint) {
    guard let action = KeyBindings.standard.bindings.map(\.action).first(where: { $0.name == name }) else {
      throw entry.complaint("there is no such action: proftui config lists them")
    }
    var chosen: [Key] = action == .quit ? [.control("c")] : []
    for text in try entry.strings() {
      guard let key = Key(named: text) else { throw entry.complaint("\"\(text)\" is no key") }
      if key == .control("c"), action != .quit { throw entry.complaint("Ctrl-C always quits") }
      if let other = keys.first(where: { $0.key != action && $0.value.contains(key) })?.key {
        throw entry.complaint("\(key.settingName) is the key of \(other.name) already")
      }
      if !chosen.contains(key) { chosen.append(key) }
    }
    keys[action] = chosen
  }
}

extension TOML.Entry {
  fileprivate var name: String { table.isEmpty ? key : "\(table).\(key)" }

  func complaint(_ reason: String) -> Configuration.Complaint {
    Configuration.Complaint(line: line, reason: "\(name): \(reason)")
  }

  func string() throws(Configuration.Complaint) -> String {
    guard case .string(let text) = value else { throw complaint("a text in quotes is expected") }
    return text
  }

  /// One text, or an array of texts.
  func strings() throws(Configuration.Complaint) -> [String] {
    let values = if case .array(let values) = value { values } else { [value] }
    var texts: [String] = []
    for value in values {
      guard case .string(let text) = value else { throw complaint("texts in quotes are expected") }
      texts.append(text)
    }
    return texts
  }

  /// Some words of a list in any order, none of them twice, and among them the one that is needed.
  func names(among all: [String], with needed: String) throws(Configuration.Complaint) -> [String] {
    let names = try strings()
    for (index, name) in names.enumerated() {
      guard all.contains(name) else {
        throw complaint("\"\(name)\" is none of \(all.map { "\"\($0)\"" }.joined(separator: ", "))")
      }
      if names[..<index].contains(name) { throw complaint("\"\(name)\" is there twice") }
    }
    guard names.contains(needed) else { throw complaint("\"\(needed)\" has to be among them") }
    return names
  }

  func boolean() throws(Configuration.Complaint) -> Bool {
    guard case .boolean(let truth) = value else { throw complaint("true or false is expected") }
    return truth
  }

  /// One of the words of a list.
  func choice<Choice: RawRepresentable<String> & CaseIterable>() throws(Configuration.Complaint) -> Choice {
    if case .string(let text) = value, let choice = Choice(rawValue: text) { return choice }
    throw complaint("one of \(Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")) is expected")
  }
}
