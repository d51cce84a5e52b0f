import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct TableOrdersTests {
  /// With equal numbers, which have to stay in the order of the file.
  private let profile = TracedProgram("main 1\n  parse 2\n    lex 3\n  eval 2\n    lex 5\n  load 2").profile

  @Test(arguments: TableColumn.allCases.flatMap { [TableOrder(by: $0), TableOrder(by: $0).reversed] })
  func keptOrdersAreThoseOfASort(_ order: TableOrder) {
    var orders = TableOrders()
    let sorted = profile.sorted(Array(profile.functions.ids), by: order)
    #expect(orders.functions(of: profile, by: order) == sorted)
    orders.keep(order, of: profile)
    #expect(orders.functions(of: profile, by: order) == sorted)
  }

  /// Folding changes self times: an order from before must not be shown then.
  @Test func ordersFollowWhatIsFoldedAway() {
    let program = drawnProfile(
      """
      main                                  1  1.0  9.0
      /x/site-packages/orm/query.py:all     2  1.0  8.0
      /x/site-packages/orm/engine.py:run    2  3.0  7.0
      ~:execute                             4  4.0  4.0
      main > /x/site-packages/orm/query.py:all                                2  1.0  8.0
      /x/site-packages/orm/query.py:all > /x/site-packages/orm/engine.py:run  2  3.0  7.0
      /x/site-packages/orm/engine.py:run > ~:execute                          4  4.0  4.0
      """)
    var explorer = Explorer(Subject(name: "a", profile: program))
    for filter in [Filter.builtins, .standardLibrary, .thirdParty, .standardLibrary] {
      var arrangement = explorer.arrangement
      arrangement.filters.formSymmetricDifference([filter])
      let arranged = ArrangedProfile(arrangement, of: explorer.subject, order: explorer.table.order)
      let isShown = explorer.show(arranged)
      #expect(isShown)
      for column in TableColumn.allCases {
        explorer.sort(by: TableOrder(by: column))
        let functions = Array(explorer.profile.functions.ids).filter(explorer.subject.isShown)
        #expect(explorer.table.rows.functions == explorer.profile.sorted(functions, by: explorer.table.order))
      }
    }
  }
}
