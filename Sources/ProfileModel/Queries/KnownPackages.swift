/// Installed packages that many applications use, and that are therefore no application: the one table.
///
/// Names are those of top directories and modules; of namespaces (`zope.interface`) the first part counts, and a name with
/// `*` at its end stands for all that begin so.
enum KnownPackages {
  /// What calls applications: servers, frameworks, middleware, task queues, and tools that run programs.
  static func callsApplications(_ distribution: String) -> Bool { outer.holds(distribution) }

  /// Whether a package is one that many applications use.
  static func isKnown(_ distribution: String) -> Bool { outer.holds(distribution) || inner.holds(distribution) }

  private static let outer = Names([
    "servers": """
    asgiref bjoern cheroot cherrypy daphne eventlet gevent granian greenlet gunicorn h11 h2 httptools hypercorn meinheld \
    paste pastedeploy trio anyio sniffio tornado twisted uvicorn uvloop uwsgi uwsgidecorators waitress werkzeug
    """,
    "frameworks": """
    aiohttp* apistar ariadne bottle connexion corsheaders debug_toolbar django* falcon fastapi* flask* graphene* graphql \
    litestar masonite ninja nameko pecan pyramid* quart* rest_framework* restless robyn routes sanic* silk starlette* \
    strawberry web web2py webapp2 webob whitenoise wsme zope plone repoze keystonemiddleware microversion_parse \
    oslo_middleware oslo_service osprofiler
    """,
    "monitors":
      "ddtrace elasticapm newrelic opentelemetry scout_apm sentry_sdk appsignal honeybadger prometheus_client",
    "runners": """
    apscheduler billiard celery click dramatiq fire huey invoke ipykernel ipython jupyter* kombu nose pluggy pytest* \
    _pytest rq traitlets typer _distutils_hack pkg_resources setuptools line_profiler memory_profiler
    """,
  ])

  private static let inner = Names([
    "databases": """
    aiomysql aiopg aioredis aiosqlite alembic asyncpg beaker cassandra cx_oracle dogpile elasticsearch* geoalchemy2 \
    hiredis mariadb memcache migrate mongoengine motor mysql mysqldb neo4j odmantic opensearchpy oracledb peewee pg8000 \
    playhouse pony psycopg psycopg_* psycopg2 pylibmc pymemcache pymongo pymssql pymysql pyodbc redis sqlalchemy* \
    sqlmodel sqlparse tortoise bson gridfs cachetools diskcache
    """,
    "formats": """
    _yaml attr attrs babel bleach bs4 cattr cattrs chameleon colander defusedxml deform docutils genshi html5lib \
    ijson jinja2 jsonpatch jsonpointer jsonschema* lxml mako markdown markupsafe marshmallow* msgpack openpyxl orjson \
    pydantic* pygments rapidjson referencing rpds ruamel simplejson tabulate toml tomli ujson voluptuous wtforms xmltodict \
    yaml google flatbuffers fastavro thrift
    """,
    "network": """
    amqp boto3 botocore certifi cffi chardet charset_normalizer dns grpc httpcore httplib2 httpx idna jose jwt ldap3 \
    nacl oauthlib openssl paho paramiko passlib pika rdflib requests* s3transfer urllib3 websocket websockets yarl \
    multidict frozenlist azure bcrypt crypto cryptography itsdangerous keystoneauth1
    """,
    "computing": """
    dask matplotlib mpmath networkx numba numpy pandas pil polars pyarrow scipy shapely skimage sklearn sympy \
    tensorflow torch
    """,
    "tools": """
    arrow blinker dateutil debtcollector decorator deepdiff deprecated freezegun humanize iso8601 isodate loguru \
    more_itertools netaddr oslo_* packaging pbr pendulum phonenumbers psutil pytz regex retrying rfc3986 rich six \
    stevedore structlog tenacity testtools fixtures toolz tqdm typing_extensions tzlocal ua_parser wrapt zoneinfo
    """,
  ])

  /// Names without upper case, as file systems that ignore it have them.
  private struct Names {
    private let whole: Set<Substring>
    private let starts: [Substring]

    init(_ kinds: KeyValuePairs<String, String>) {
      let names = kinds.flatMap { $0.value.split { $0 == " " || $0 == "\n" } }
      whole = Set(names.map { $0.hasSuffix("*") ? $0.dropLast() : $0 })
      starts = names.filter { $0.hasSuffix("*") }.map { $0.dropLast() }
    }

    func holds(_ distribution: String) -> Bool {
      let name = distribution.lowercased().prefix { $0 != "." }
      return whole.contains(name) || starts.contains { name.hasPrefix($0) }
    }
  }
}
