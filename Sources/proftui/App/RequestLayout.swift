/// Where the parts of the request list lie on a screen of a given size.
struct RequestLayout: Hashable, Sendable {
  let title: Area
  let heading: Area
  let rows: Area
  let detail: Area
  let status: Area

  init(_ size: Size) {
    func lines(_ row: Int, _ rows: Int) -> Area {
      Area(row: row, column: 0, rows: max(0, rows), columns: size.columns)
    }
    title = lines(0, 1)
    heading = lines(1, 1)
    let detailRows = size.rows >= 20 ? 3 : 2
    rows = lines(2, size.rows - 3 - detailRows)
    detail = lines(rows.endRow, detailRows)
    status = lines(detail.endRow, 1)
  }
}
