/// The notes of several profiles: one of each kind, with the counts added up.
struct MergedNotes: Sendable {
  private(set) var all: [ProfileNote] = []

  mutating func add(_ notes: [ProfileNote]) {
    for note in notes {
      if let row = all.firstIndex(where: { $0.sum(with: note) != nil }) {
        all[row] = all[row].sum(with: note) ?? note
      } else {
        all.append(note)
      }
    }
  }
}

extension ProfileNote {
  /// One note for two of the same kind; nil for two of different kinds.
  fileprivate func sum(with other: ProfileNote) -> ProfileNote? {
    switch (self, other) {
    case (.trailingBytes(let a), .trailingBytes(let b)): .trailingBytes(a + b)
    case (.duplicateEntries(let a), .duplicateEntries(let b)): .duplicateEntries(a + b)
    case (.ghosts(let a), .ghosts(let b)): .ghosts(a + b)
    case (.inexactCounts(let a), .inexactCounts(let b)): .inexactCounts(a + b)
    case (.impossibleCounts(let a), .impossibleCounts(let b)): .impossibleCounts(a + b)
    case (.oddTimes(let a), .oddTimes(let b)): .oddTimes(a + b)
    case (.undecodableNames(let a), .undecodableNames(let b)): .undecodableNames(a + b)
    case (.clampedLines(let a), .clampedLines(let b)): .clampedLines(a + b)
    default: self == other ? self : nil
    }
  }
}
