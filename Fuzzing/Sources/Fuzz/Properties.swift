@testable import ProfileModel
@testable import Program

/// What has to hold of any bytes: each property traps where it does not.
enum Properties {
  /// Of larger inputs the time and the memory are of interest, which what is done to look at them would hide.
  private static let largeSize = 1 << 16

  static func profile(_ bytes: [UInt8]) {
    reader(bytes) { (bytes) throws(ProfileError) in
      let profile = try ProfileFormat.read(bytes, unpackingAtMost: 1 << 20)
      if profile.functions.count <= 300, profile.graph.count <= 1000 { tree(of: profile) }
      // Of large inputs what the explorer does with them.
      if bytes.count >= largeSize {
        let tree = CallTree(preparing: profile)
        expectNone(Icicle(of: tree, zoom: tree.root, columns: 200, rowLimit: 60).brokenInvariants)
      }
      return profile
    }
  }

  /// A reader of one format, or of all; there must be a first byte.
  static func reader(_ bytes: [UInt8], _ read: ([UInt8]) throws(ProfileError) -> Profile) {
    if bytes.isEmpty { return }
    do throws(ProfileError) {
      let profile = try read(bytes)
      expectNone(profile.brokenInvariants)
      expect(profile.functions.count + profile.graph.count <= max(bytes.count, 1 << 20), "more than was read")
    } catch {
      expect(!error.reason.isEmpty && error.reason == VisibleText.clean(error.reason), "a sentence to show")
      expect((0...max(bytes.count, 1 << 20)).contains(error.offset ?? 0), "a byte of the file")
    }
  }

  static func gzip(_ bytes: [UInt8]) {
    let limit = 1 << 16
    if let unpacked = try? Gzip.unpacked(bytes, atMost: limit) { expect(unpacked.count <= limit, "within the limit") }
    _ = Gzip.firstBytes(100, of: bytes)
    // zlib's tables for packing are large: not for every input.
    if bytes.count % 16 == 1 {
      expect((try? Gzip.unpacked(Gzip.packed(bytes))) == bytes, "what was packed is unpacked")
    }
  }

  private static func tree(of profile: Profile) {
    for var tree in [CallTree(profile), CallTree(preparing: profile)] {
      expectNone(tree.brokenInvariants(limit: 200))
      tree.foldsRecursion = true
      expectNone(Icicle(of: tree, zoom: tree.root, columns: 40, rowLimit: 20).brokenInvariants)
      if let function = profile.functions.ids.last {
        expectNone(Icicle(of: tree, zoom: tree.merged(function), columns: 7, rowLimit: 5).brokenInvariants)
      }
      _ = tree.accounting
      expectNone(fold(tree, of: profile).brokenInvariants(limit: 100))
    }
  }

  /// Every other function folded away: the table's times add up to what they were.
  private static func fold(_ tree: CallTree, of profile: Profile) -> CallTree {
    let folding = Folding(tree, of: profile, hiding: profile.functions.ids.map { $0.row % 2 == 1 })
    let (before, after) = (profile.functions.selfTimes.reduce(0, +), folding.selfTimes.reduce(0, +))
    if profile.functions.selfTimes.allSatisfy({ $0 >= 0 && $0 <= 1e9 }) {
      expect((before - after).magnitude <= max(1e-6, 1e-9 * before), "folding loses nothing")
    }
    return folding.tree
  }

  // MARK: Several profiles

  /// Files of a pstats profile, one behind another; in other bytes files of any format, with empty lines between them.
  static func comparison(_ bytes: [UInt8]) {
    let profiles = files(in: bytes).prefix(5).compactMap {
      try? ProfileFormat.read(Array($0), unpackingAtMost: 1 << 16)
    }
    guard let last = profiles.last, profiles.allSatisfy({ $0.functions.count <= 100 }) else { return }
    let (baseline, change, all) = (merge(profiles.dropLast()), merge([last]), merge(profiles[...]))
    expectNone(all.merged()?.brokenInvariants ?? [])
    guard let comparison = try? Comparison(baseline: baseline, change: change) else { return }
    expectNone(comparison.brokenInvariants)
    let groups = ComparisonGroups(of: comparison) { .file(comparison.function($0).file) }
    expectNone(groups.brokenInvariants(of: comparison))
    let tree = ComparisonTree(preparing: comparison)
    for side in [ComparisonSide.baseline, .change] {
      for chains in [ComparisonIcicle.Chains.apart, .joined(except: [])] {
        let icicle = ComparisonIcicle(of: tree, at: .total, side, columns: 40, rowLimit: 12, chains: chains)
        expectNone(icicle.brokenInvariants(in: tree))
      }
    }
  }

  private static func files(in bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    if bytes.first.map({ $0 & 0x7F == UInt8(ascii: "{") }) == true {
      let ends = MarshalMutation(bytes: bytes, random: SmallRandom(state: 1)).ends
      return zip([0] + ends, ends).map { bytes[$0..<$1] }
    }
    return bytes.split(separator: Array("\n\n".utf8))
  }

  private static func merge(_ profiles: ArraySlice<Profile>) -> Merge {
    var merge = Merge()
    for (number, profile) in profiles.enumerated() { try? merge.add(profile, from: FilePath("\(number).prof")) }
    return merge
  }

  /// Each line is what happens to a file, a digit, and its name.
  static func requestList(_ bytes: [UInt8]) {
    var list = RequestList()
    var filter = try? RequestFilter("")
    for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(64) {
      let (what, number) = (line[line.startIndex], Double(line.dropFirst().first ?? 0))
      let file = FilePath(Array(line.dropFirst(2)))
      let time = [number, -number, 1e300, .infinity, .nan, .leastNonzeroMagnitude][Int(number) % 6]
      switch what % 8 {
      case 0: list.remove([file])
      case 1: list.setContents([(file, .unread)])
      case 2: list.setContents([(file, .broken(ProfileError(.malformed, at: 0, "broken")))])
      case 3: list.setContents([(file, .unfinished)])
      case 4: list.setContents([(file, summary(time: time))])
      case 5: filter = (try? RequestFilter(String(decoding: file.bytes, as: UTF8.self))) ?? filter
      default: list.add([RequestProfile(file: file, size: Int.max, modified: number)])
      }
    }
    expectNone(list.brokenInvariants)
    if let filter { expectNone(list.brokenInvariants(of: list.subset(list.rows(passing: filter)))) }
  }

  /// What is known of a request that waited.
  private static func summary(time: Double) -> RequestProfile.Contents {
    var builder = ProfileBuilder()
    for name in ["<built-in method time.sleep>", "f"] {
      let numbers = ProfileBuilder.Numbers(calls: 1, primitiveCalls: 1, selfTime: time, cumulativeTime: time)
      builder.add(builder.function(.init(file: "~", line: 0, name: name)), numbers)
    }
    return .summary(RequestSummary(builder.build()))
  }

  // MARK: Names, searches, settings, keys, sources

  static func requestNames(_ bytes: [UInt8]) {
    let names = bytes.split(separator: UInt8(ascii: "\n")).prefix(64).map { RequestName($0) }
    for name in names {
      expect(name.elapsed.map { $0 >= 0 && $0.isFinite } ?? true, "a time that passed: \(name)")
      expect(name.time?.isFinite ?? true, "a time of day: \(name)")
    }
    expect(RouteFolding.patterns(of: names).count == names.count, "every name has a route")
  }

  /// The first line is the search, the others are names of functions.
  static func search(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    // What is searched for was typed, and is short.
    guard lines[0].utf8.count <= 1 << 12, let search = try? Search(lines[0]) else { return }
    let isLarge = bytes.count >= largeSize
    var builder = ProfileBuilder()
    // To make a profile of more would take longer than to search it.
    for (index, name) in lines.dropFirst().prefix(isLarge ? 20_000 : 50).enumerated() {
      builder.add(
        builder.function(.init(file: index % 5 == 0 ? "~" : "a/b.py", line: index, name: name)),
        ProfileBuilder.Numbers(calls: 1, primitiveCalls: 1, selfTime: 1, cumulativeTime: 1))
    }
    let functions = builder.build().functions
    guard let found = try? search.matches(in: functions), !isLarge else { return }
    for id in functions.ids {
      let function = functions[id]
      let alone = isFound(search, in: search.looksAtLabels ? function.standardName : function.name)
      expect(alone == found.contains(id), "one scan finds what looking at each finds")
    }
  }

  /// The same in the obvious way, for expressions and for what is ASCII.
  private static func isFound(_ search: Search, in text: String) -> Bool {
    if search.isEmpty { return false }
    if search.text.hasPrefix("~") {
      let expression = try? RegularExpression(String(search.text.dropFirst()), letterCase: .isIgnored)
      return expression?.isFound(in: text) ?? false
    }
    let ignoresCase = !search.text.holdsCapital
    let wanted = Array((ignoresCase ? search.text.folded : search.text).utf8)
    let looked = Array((ignoresCase ? text.folded : text).utf8)
    return looked.indices.contains { looked[$0...].starts(with: wanted) }
  }

  /// The first line is the expression; the rest is the text.
  static func regularExpression(_ bytes: [UInt8]) {
    let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let text = Array(bytes[end...].dropFirst())
    do throws(RegularExpression.SyntaxError) {
      let expression = try RegularExpression(String(decoding: bytes[..<end], as: UTF8.self))
      var matcher = expression.matcher()
      let isFound = matcher.isFound(in: text)
      expect(matcher.work <= (text.count + 1) * RegularExpression.largestProgram, "work grows with the text")
      expect(matcher.isFound(in: text) == isFound, "what was learned changes nothing")
    } catch {
      expect(!error.reason.isEmpty, "a reason")
    }
  }

  static func configuration(_ bytes: [UInt8]) {
    let configuration = Configuration(String(decoding: bytes, as: UTF8.self))
    expect(configuration.complaints.allSatisfy { !$0.description.isEmpty }, "a reason")
    if configuration.complaints.isEmpty {
      let written = ConfigurationText(configuration: configuration).lines.joined(separator: "\n")
      expect(Configuration(written) == configuration, "what was written says the same: \(written)")
    }
  }

  /// Whatever comes ends: 64 letters later, keys are keys again.
  static func input(_ bytes: [UInt8]) {
    var decoder = InputDecoder()
    // As much at once as the terminal takes.
    for start in stride(from: 0, to: bytes.count, by: 4096) {
      for byte in bytes[start...].prefix(4096) { decoder.receive(.byte(byte)) }
      for case .mouse(let mouse) in decoder.takeEvents() {
        expect(mouse.position.row >= 0 && mouse.position.column >= 0, "a place on the screen")
      }
    }
    decoder.giveUp()
    decoder.pause()
    for byte in "\u{7}\u{1B}\\".utf8 { decoder.receive(.byte(byte)) }
    decoder.giveUp()
    _ = decoder.takeEvents()
    decoder.receive(.byte(UInt8(ascii: "x")))
    let events = decoder.takeEvents()
    guard events.count == 1, case .key(.character("x")) = events[0] else {
      return expect(false, "a key after all else is a key: \(events)")
    }
  }

  /// The first line is a name.
  static func source(_ bytes: [UInt8]) {
    let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let source = SourceText(Array(bytes[end...].dropFirst()))
    let name = String(decoding: bytes[..<end], as: UTF8.self)
    for line in [1, 3, Int.max, -1] {
      let definition = Definition(of: name, line: line, in: source)
      expect(source.lines.isEmpty || source.lines.indices.contains(definition.line), "a line of the source")
      expect(definition.body.isEmpty || source.lines.indices.contains(definition.body.upperBound - 1), "lines of it")
    }
  }

  static func visibleText(_ bytes: [UInt8]) {
    guard bytes.count < largeSize else {
      _ = VisibleText.clean(bytes: bytes)
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    for clean in [VisibleText.clean(text), VisibleText.clean(bytes: bytes)] {
      expect(VisibleText.clean(clean) == clean, "what is clean stays as it is")
      expect(clean.unicodeScalars.allSatisfy { !isControl($0) }, "nothing that steers a terminal")
      expect(clean.utf8.count <= 12 * bytes.count + 3, "not much longer")
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private static func expectNone(_ broken: [String]) { expect(broken.isEmpty, "\(broken)") }

  /// Ends the run with a sentence, so that the fuzzer keeps the input.
  private static func expect(_ holds: Bool, _ invariant: @autoclosure () -> String) {
    if !holds { fatalError("does not hold: \(invariant())") }
  }
}
