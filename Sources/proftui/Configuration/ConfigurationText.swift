import ProfileModel

/// All settings as the text of a configuration file, with what each is for.
struct ConfigurationText {
  let configuration: Configuration

  /// The lines, without line ends.
  var lines: [String] {
    let themes = ThemeChoice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    return [
      "# proftui's settings. Options of the command line come first.", "",
      "# Colours: \(themes).",
      "# auto asks the terminal for its background. NO_COLOR in the environment is monochrome.",
      "theme = \(Self.quoted(configuration.theme.rawValue))", "",
      "# The application's own code: its directory, as profiles name it or here, or the installed package that it is (as --app).",
      configuration.application.map { "application = \(Self.quoted($0))" } ?? "# application = \"/srv/app\"", "",
      "[paths]",
      "# Directories that profiles name, as in a container, and where they are on this machine.",
      "# \"/app\" = \"/srv/checkout\"",
    ] + configuration.maps.map { "\(Self.quoted($0.from)) = \(Self.quoted($0.to))" } + [
      "",
      "[list]",
      "# Whether new requests appear while the list is open.",
      "follow = \(configuration.follows)",
      "# Whether directories below directories are taken in: as --recursive of every command.",
      "recursive = \(configuration.isRecursive)", "",
      "[routes]",
      "# Routes by name: a regular expression for METHOD /path, and the route of requests that match it.",
      "# \"GET /users/.*\" = \"one user\"",
    ] + configuration.routes.map(Self.route) + columns + keys
  }

  private var columns: [String] {
    let columns = configuration.columns
    let usual = ColumnChoice()
    func line(_ name: String, _ names: [String], isUsual: Bool) -> String {
      "\(isUsual ? "# " : "")\(name) = \(Self.array(names))"
    }
    return [
      "", "[columns]", "# Columns of the tables, from left to right: fewer of them, or in another order.",
      line("functions", columns.functions.map(\.settingName), isUsual: columns.functions == usual.functions),
      line("routes", columns.routes ?? RequestColumns.routeNames, isUsual: columns.routes == nil),
      line("requests", columns.requests ?? RequestColumns.requestNames, isUsual: columns.requests == nil),
    ]
  }

  /// Every action with its keys; those that nobody has set are comments.
  private var keys: [String] {
    [
      "", "[keys]",
      "# Keys of actions, by name: \"x\", \"Ctrl-X\", \"F1\", \"Up\", \"Enter\", \"Space\" …; [] for none.",
      "# A key that an action takes here, another one loses.",
    ]
      + KeyBindings.standard.replacing(configuration.keys).groups.flatMap { group in
        ["", "# \(group.title)"]
          + group.bindings.map { binding in
            let sign = configuration.keys[binding.action] == nil ? "# " : ""
            return "\(sign)\(binding.action.name) = \(Self.array(binding.keys.map(\.settingName)))"
          }
      }
  }

  private static func array(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ", "))]" }

  private static func route(_ rule: String) -> String {
    let split = rule.lastIndex(of: "=") ?? rule.endIndex
    return "\(quoted(String(rule[..<split]))) = \(quoted(String(rule[split...].dropFirst())))"
  }

  /// A text in quotes, as TOML has it.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where !VisibleText.isHidden(scalar): quoted.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        quoted += digits.count > 4 ? "\\U" : "\\u"
        quoted += String(repeating: "0", count: (digits.count > 4 ? 8 : 4) - digits.count) + digits
      }
    }
    return quoted + "\""
  }
}
