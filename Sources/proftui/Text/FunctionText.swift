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

  /// pstats' label with the file's base name: `resource_provider.py:93(_serialize_links)`.
  static func tableName(_ function: Function) -> String {
    let name = function.standardName
    guard !function.isBuiltin, let slash = function.file.lastIndex(where: { $0 == "/" || $0 == "\\" }) else {
      return name
    }
    return "\(function.file[function.file.index(after: slash)...]):\(function.line)(\(function.name))"
  }
}
