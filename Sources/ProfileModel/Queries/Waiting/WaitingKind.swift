/// What a program waits for, or spends its time on, apart from its own code: recognised by the names of functions.
public enum WaitingKind: Int, CaseIterable, Hashable, Sendable {
  case database
  case network
  case locks
  case sleep
  case files
  case processes
  case json
  case pickling
  case compression
  case templates
  case regularExpressions
  case imports

  /// The name for people.
  public var name: String {
    switch self {
    case .database: "database"
    case .network: "network"
    case .locks: "locks"
    case .sleep: "sleep"
    case .files: "files"
    case .processes: "processes"
    case .json: "JSON"
    case .pickling: "pickling"
    case .compression: "compression"
    case .templates: "templates"
    case .regularExpressions: "regular expressions"
    case .imports: "imports"
    }
  }
}

extension WaitingKind {
  /// The one table: who works for what. A name stands for itself and for everything below it.
  ///
  /// - `builtins`: functions and types of C modules with their module, as ``BuiltinName/qualified`` has them.
  /// - `files`: modules and packages of libraries, as paths below site-packages or the standard library's directory,
  ///   without `.py`. The application's own files are never looked at, whatever they are called.
  static let table: [(kind: WaitingKind, builtins: String, files: String)] = [
    (
      .database,
      builtins: """
      psycopg2 psycopg_c psycopg_binary sqlite3 _sqlite3 pysqlite2 pysqlite3 _mysql MySQLdb _mysql_connector asyncpg \
      cx_Oracle oracledb pyodbc pymssql _pymssql duckdb cassandra
      """,
      files: """
      psycopg2 psycopg psycopg_c psycopg_binary psycopg_pool sqlite3 aiosqlite MySQLdb pymysql aiomysql mysql/connector \
      mariadb asyncpg aiopg pg8000 oracledb redis aioredis hiredis pymongo motor memcache pymemcache pylibmc cassandra
      """
    ),
    (
      .network,
      builtins: """
      _socket socket _ssl select pycurl zmq uvloop.loop.Loop.run_forever posix.sendfile http_parser
      """,
      files: """
      socket ssl select selectors http/client urllib/request urllib3 requests httpx httpcore aiohttp/client \
      aiohttp/connector httplib httplib2 smtplib ftplib imaplib poplib xmlrpc/client pycurl zmq pika kombu/transport amqp \
      botocore/httpsession grpc websocket paramiko
      """
    ),
    (
      .locks,
      builtins: """
      _thread.lock _thread.RLock thread.lock _threading_local _queue.SimpleQueue _multiprocessing.SemLock \
      gevent._gevent_cgreenlet fcntl.flock fcntl.lockf
      """,
      files: "multiprocessing/synchronize portalocker"
    ),
    (.sleep, builtins: "time.sleep signal.pause signal.sigtimedwait", files: ""),
    (
      .files,
      builtins: """
      io.open io.open_code _io.open _io.open_code _io.FileIO _io.BufferedReader _io.BufferedWriter _io.BufferedRandom \
      _io.TextIOWrapper _io._IOBase file builtins.open open mmap \
      posix.stat posix.lstat posix.fstat posix.open posix.close posix.read posix.write posix.pread posix.pwrite \
      posix.fsync posix.fdatasync posix.listdir posix.scandir posix.ScandirIterator posix.DirEntry posix.mkdir \
      posix.rmdir posix.unlink posix.remove posix.rename posix.replace posix.link posix.symlink posix.readlink \
      posix.access posix.chmod posix.chown posix.utime posix.truncate posix.ftruncate posix.statvfs posix.getcwd \
      posix.lseek posix.copy_file_range \
      nt.stat nt.lstat nt.fstat nt.open nt.close nt.read nt.write nt.fsync nt.listdir nt.scandir nt.ScandirIterator \
      nt.DirEntry nt.mkdir nt.rmdir nt.unlink nt.remove nt.rename nt.replace nt.readlink nt.access nt._getfinalpathname
      """,
      files: "genericpath shutil tempfile glob filelock"
    ),
    (
      .processes,
      builtins: """
      _posixsubprocess posix.fork posix.forkpty posix.wait posix.wait3 posix.wait4 posix.waitpid posix.waitid \
      posix.system posix.posix_spawn posix.posix_spawnp posix.execv posix.execve _winapi.CreateProcess \
      _winapi.WaitForSingleObject
      """,
      files: "subprocess multiprocessing/popen_fork multiprocessing/popen_spawn_posix"
    ),
    (
      .json,
      builtins: "_json ujson orjson simplejson._speedups rapidjson msgspec.json cysimdjson",
      files: "json simplejson ujson orjson rapidjson"
    ),
    (
      .pickling,
      builtins: "_pickle cPickle pickle marshal.dumps marshal.dump msgpack",
      files: "pickle copyreg shelve dill cloudpickle msgpack"
    ),
    (
      .compression,
      builtins: "zlib _bz2 _lzma _compression brotli _brotli zstandard lz4",
      files: "gzip zipfile tarfile bz2 lzma brotli"
    ),
    (
      .templates,
      builtins: "markupsafe._speedups chameleon",
      files: """
      <template> jinja2 mako markupsafe django/template django/templatetags chameleon genshi tornado/template Cheetah \
      pystache
      """
    ),
    (
      .regularExpressions,
      builtins: "_sre re.Pattern re.Match re.Scanner _regex re2",
      files: "re sre_compile sre_parse sre_constants regex re2"
    ),
    (
      .imports,
      builtins: """
      _imp imp marshal.load marshal.loads builtins.__import__ builtins.compile builtins.exec builtins.__build_class__ \
      __import__ __build_class__ compile zipimport
      """,
      files: """
      <frozen importlib._bootstrap> <frozen importlib._bootstrap_external> <frozen zipimport> importlib pkgutil imp \
      pkg_resources zipimport compileall py_compile
      """
    ),
  ]

  /// How files are called that a template engine compiled: its generated functions bear the template's own name.
  static let templateSuffixes = [".html", ".htm", ".xhtml", ".jinja", ".jinja2", ".j2", ".mako", ".tmpl"]

  /// The kind whose functions hand generic work to others: the sockets of a driver written in Python wait for the
  /// database, the files that an import reads are part of the import.
  func takesOver(_ work: WaitingKind) -> Bool {
    switch self {
    case .database: work == .network || work == .files || work == .locks
    case .imports: work == .files
    case .network, .locks, .sleep, .files, .processes, .json, .pickling, .compression, .templates, .regularExpressions:
      false
    }
  }

  /// Whether the kind's functions may work for another kind.
  var isGeneric: Bool { self == .network || self == .files || self == .locks }
}
