"""Sends the library requests as readers would: visit.py ADDRESS [ROUNDS [PATH]].

A round is one request of every route, or of PATH alone; numbers differ from round to round.
"""

import http.client
import sys

ROUTES = [
    ("GET", "/"),
    ("GET", "/books"),
    ("GET", "/books/{book}"),
    ("GET", "/books/{book}"),
    ("GET", "/authors/{author}"),
    ("POST", "/books/{book}/ratings"),
]


def main(address, rounds=10, path=None):
    connection = http.client.HTTPConnection(address, timeout=30)
    for number in range(int(rounds)):
        for method, template in [("GET", path)] if path else ROUTES:
            where = template.format(book=number * 7 % 400 + 1, author=number % 40 + 1)
            connection.request(method, where, body=str(number % 5 + 1) if method == "POST" else None)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                sys.exit(f"{method} {where}: {response.status} {response.reason}")


main(*sys.argv[1:])
