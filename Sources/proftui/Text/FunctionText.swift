import ProfileModel

/// Functions as text, uncut and uncleaned: the screen cleans what is written to it.
enum FunctionText {
  /// The name for a box or a path: built-ins without the words that cProfile wraps them in.
  ///
  ///     <built-in method time.sleep>                                  time.sleep
  ///     <method 'execute' of 'psycopg2.extensions.cursor' objects>    cursor.execute
  static func short(_ function: Function) -> String {
    function.isBuiltin ? BuiltinName(function.name).short : function.name
  }

  /// The name first, then where it is, for columns that may be narrow: `_serialize_links  resource_provider.py:93`.
  static func named(_ function: Function) -> String {
    if function.isBuiltin { return short(function) }
    let base = function.file.split { $0 == "/" || $0 == "\\" }.last ?? ""
    return "\(function.name)  \(base):\(function.line)"
  }

  /// pstats' label with the file's base name: `resource_provider.py:93(_serialize_links)`.
  static func tableName(_ function: Function) -> String {
    let name = function.standardName
    return function.isBuiltin ? name : "\(place(function))(\(function.name))"
  }

  /// The file's base name and the line: `resource_provider.py:93`.
  static func place(_ function: Function) -> String {
    let slash = function.file.lastIndex { $0 == "/" || $0 == "\\" }
    let base = slash.map { function.file[function.file.index(after: $0)...] } ?? function.file[...]
    return "\(base):\(function.line)"
  }
}
