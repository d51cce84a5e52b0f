"""A small WSGI application with a database: a library of books, their authors and readers' ratings.

    GET  /                    a greeting
    GET  /books               all books, each with its author and its mean rating: an N+1
    GET  /books/NUMBER        one book with its ratings
    GET  /authors/NUMBER      an author with all books
    POST /books/NUMBER/ratings    a reader's rating, from 1 to 5 in the body

LIBRARY_PROFILE=DIRECTORY writes a profile of every request there, LIBRARY_DATABASE says where the database is, and
LIBRARY_FIXED=1 reads the list of books in one query instead of one and two more for every book.
"""

import json
import os
import random
import sqlite3

from werkzeug.exceptions import BadRequest, HTTPException, NotFound
from werkzeug.middleware.profiler import ProfilerMiddleware
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

BOOKS = 400
WORDS = "river winter letter garden house stone night island paper mirror summer shadow harbour music road".split()
NAMES = "Ada Alan Barbara Dennis Donald Edsger Frances Grace John Katherine Ken Leslie Margaret Niklaus".split()
SCHEMA = """
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, author_id INTEGER NOT NULL REFERENCES authors);
CREATE TABLE ratings (book_id INTEGER NOT NULL REFERENCES books, stars INTEGER NOT NULL);
CREATE INDEX books_author ON books (author_id);
CREATE INDEX ratings_book ON ratings (book_id);
"""


def make_database(path):
    """Fills a new database with the same books every time."""
    chance = random.Random(1)
    with sqlite3.connect(path) as database:
        database.executescript(SCHEMA)
        authors = [(number, chance.choice(NAMES)) for number in range(1, 41)]
        books = [
            (number, f"The {chance.choice(WORDS)} and the {chance.choice(WORDS)}", chance.randint(1, len(authors)))
            for number in range(1, BOOKS + 1)
        ]
        ratings = [(chance.randint(1, BOOKS), chance.randint(1, 5)) for _ in range(10 * BOOKS)]
        database.executemany("INSERT INTO authors VALUES (?, ?)", authors)
        database.executemany("INSERT INTO books VALUES (?, ?, ?)", books)
        database.executemany("INSERT INTO ratings VALUES (?, ?)", ratings)
    database.close()


class Store:
    """The database, as the application asks it."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path, timeout=10)
        self.connection.row_factory = sqlite3.Row

    def all(self, query, *values):
        return [dict(row) for row in self.connection.execute(query, values).fetchall()]

    def one(self, query, *values):
        rows = self.all(query, *values)
        if not rows:
            raise NotFound()
        return rows[0]

    def author(self, number):
        return self.one("SELECT id, name FROM authors WHERE id = ?", number)

    def rating(self, book):
        return self.one("SELECT avg(stars) AS stars FROM ratings WHERE book_id = ?", book)["stars"]

    def books_one_by_one(self):
        """What an ORM does behind one's back: a query for the books, and two more for each of them."""
        books = self.all("SELECT id, title, author_id FROM books ORDER BY title, id")
        for book in books:
            book["author"] = self.author(book.pop("author_id"))["name"]
            book["rating"] = self.rating(book["id"])
        return books

    def books_at_once(self):
        """The same in one query."""
        return self.all(
            "SELECT books.id, title, authors.name AS author, avg(stars) AS rating FROM books "
            "JOIN authors ON authors.id = author_id LEFT JOIN ratings ON book_id = books.id "
            "GROUP BY books.id ORDER BY title, books.id"
        )

    def rate(self, book, stars):
        with self.connection:
            self.connection.execute("INSERT INTO ratings VALUES (?, ?)", (book, stars))


class Library:
    """The WSGI application."""

    urls = Map(
        [
            Rule("/", endpoint="greeting", methods=["GET"]),
            Rule("/books", endpoint="books", methods=["GET"]),
            Rule("/books/<int:number>", endpoint="book", methods=["GET"]),
            Rule("/books/<int:number>/ratings", endpoint="rate", methods=["POST"]),
            Rule("/authors/<int:number>", endpoint="author", methods=["GET"]),
        ]
    )

    def __init__(self, database, is_fixed):
        self.store = Store(database)
        self.is_fixed = is_fixed

    def __call__(self, environ, start_response):
        return self.response(Request(environ))(environ, start_response)

    def response(self, request):
        try:
            endpoint, values = self.urls.bind_to_environ(request.environ).match()
            return getattr(self, endpoint)(request, **values)
        except HTTPException as error:
            return error

    def greeting(self, request):
        return Response("A library: /books\n")

    def books(self, request):
        books = self.store.books_at_once() if self.is_fixed else self.store.books_one_by_one()
        return answer([presented(book) for book in books])

    def book(self, request, number):
        book = self.store.one("SELECT id, title, author_id FROM books WHERE id = ?", number)
        stars = self.store.all("SELECT stars FROM ratings WHERE book_id = ?", number)
        return answer({**book, "ratings": [row["stars"] for row in stars]})

    def author(self, request, number):
        books = self.store.all("SELECT id, title FROM books WHERE author_id = ?", number)
        return answer({**self.store.author(number), "books": books})

    def rate(self, request, number):
        stars = request.get_data(as_text=True)
        if stars not in ("1", "2", "3", "4", "5"):
            raise BadRequest("a rating is a number from 1 to 5")
        self.store.rate(number, int(stars))
        return answer({"id": number, "stars": int(stars)})


def presented(book):
    stars = book["rating"]
    return {**book, "rating": None if stars is None else round(stars, 1), "url": f"/books/{book['id']}"}


def answer(value):
    return Response(json.dumps(value) + "\n", mimetype="application/json")


def make_application():
    """The application as the environment wants it; with the middleware, if profiles are wanted."""
    database = os.environ.get("LIBRARY_DATABASE", "library.sqlite")
    if not os.path.exists(database):
        make_database(database)
    application = Library(database, is_fixed=os.environ.get("LIBRARY_FIXED") == "1")
    directory = os.environ.get("LIBRARY_PROFILE")
    if not directory:
        return application
    # Microseconds in the name: with whole seconds, requests of one route and one millisecond would overwrite each other.
    name = "{method}.{path}.{elapsed:.0f}ms.{time:.6f}.prof"
    return ProfilerMiddleware(application, stream=None, profile_dir=directory, filename_format=name)
