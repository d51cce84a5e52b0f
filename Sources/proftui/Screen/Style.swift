import ProfileModel

/// What a cell means; ``Theme`` decides how that looks on the terminal at hand.
struct Style: Hashable, Sendable {
  /// The part that the text plays on the screen.
  enum Role: Hashable, Sendable {
    case text
    /// Less important than text.
    case quiet
    /// The top line with the profile's name and totals.
    case title
    /// The headings of a table.
    case heading
    /// The heading of the column that sorts the table.
    case sortedHeading
    /// A line between panes.
    case rule
    /// The bar at the bottom.
    case status
    /// A key in the bar at the bottom or in the help.
    case key
    /// A prompt and what is typed there.
    case prompt
    /// Something went wrong.
    case error
    /// Worth a look: odd numbers, notes.
    case warning
    /// A box of the icicle, coloured by package.
    case box(Hue, Shade)
    /// A piece of source code.
    case code(PythonToken.Kind)
    /// The box that gathers what is too narrow to draw.
    case gathered(Shade)
    /// A box of a comparison, coloured by how far the two sides differ.
    case difference(Difference, Shade)
    /// A half character: the half that is drawn and the other one; nil for the terminal's own background.
    case halves(Fill?, Fill?)
  }

  /// Which of the palette's colours a package has; stable from run to run.
  enum Hue: Hashable, Sendable {
    case application
    case standardLibrary
    case builtin
    /// A third-party distribution: a slot in 0 ..< ``Theme/packageHues``.
    case package(UInt8)
  }

  /// How far a time of the change differs from that of the baseline, as a share of the larger one.
  enum Difference: Hashable, Sendable, CaseIterable {
    case muchLess, less, slightlyLess
    case none
    case slightlyMore, more, muchMore
  }

  /// Neighbouring boxes of one hue differ in shade, so that their edge is seen.
  enum Shade: Hashable, Sendable {
    case plain
    case darker
  }

  /// How a part of a picture is filled.
  struct Fill: Hashable, Sendable {
    /// The package's; nil for a box that is no function.
    let hue: Hue?
    let shade: Shade
    var marks: Marks = []
  }

  /// What is true of the cell besides its role.
  struct Marks: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    /// The selection.
    static let selected = Marks(rawValue: 1)
    /// Another box of the selected function.
    static let related = Marks(rawValue: 2)
    /// The search matches it.
    static let match = Marks(rawValue: 4)
    /// Its pane has not the keys, or it lies outside the zoom.
    static let inactive = Marks(rawValue: 8)
    /// Its time is an estimate.
    static let estimate = Marks(rawValue: 16)
    static let bold = Marks(rawValue: 32)
  }

  var role: Role
  var marks: Marks = []

  init(_ role: Role, _ marks: Marks = []) {
    self.role = role
    self.marks = marks
  }

  static let text = Style(.text)
}
