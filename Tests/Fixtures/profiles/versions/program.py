# -*- coding: utf-8 -*-
"""Its code object holds constants of most types: `python -m profile` names a function by that object."""


class Shelf(object):
    LIMITS = (1, 2.5, -3, 10 ** 30, 1j, u"Größe", b"bytes", None, True, (4, (5, 6)))

    def find(self, size):
        return size in {1, 2, 3} or size in (7, 8) or self.inner(size)

    def inner(self, size):
        def smaller(other):
            return other < size

        return any(smaller(limit) for limit in (1, 2, 10 ** 20))


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


shelf = Shelf()
for size in range(20):
    shelf.find(size)
fibonacci(8)
