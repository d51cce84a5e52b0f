"""Keeps a directory of profiles changing while a program looks at it: race.py DIRECTORY PROFILE OTHER SECONDS.

In the end every file is whole again, and nothing changes any more.
"""

import os
import sys
import time
from itertools import count, cycle


def write(path, data, chunk=None, pause=0.0):
    """Writes a file, in chunks with pauses between them where asked."""
    with open(path, "wb", buffering=0) as file:
        for start in range(0, len(data), chunk or len(data)):
            file.write(data[start : start + (chunk or len(data))])
            time.sleep(pause)


class Race:
    def __init__(self, directory, profiles):
        self.directory = directory
        self.profiles = cycle(profiles)
        self.arrived = []

    def path(self, name):
        return os.path.join(self.directory, name)

    def replace(self):
        """A file that is replaced by another of its name, whole."""
        write(self.path("replaced.tmp"), next(self.profiles))
        os.rename(self.path("replaced.tmp"), self.path("replaced.prof"))

    def rewrite(self):
        """A file that is cut to nothing and written slowly."""
        write(self.path("slow.prof"), next(self.profiles), chunk=4096, pause=0.002)

    def blink(self, is_there):
        """A file that goes and comes."""
        if is_there:
            write(self.path("blinking.prof"), next(self.profiles))
        elif os.path.exists(self.path("blinking.prof")):
            os.unlink(self.path("blinking.prof"))

    def grow(self, rest):
        """A profile with bytes behind its end."""
        write(self.path("growing.prof"), next(self.profiles) + bytes(rest))

    def arrive(self, number):
        """A new request, empty at first, as a middleware writes it."""
        name = f"GET.race.{number}.{number % 50}ms.{1795351000 + number}.prof"
        with open(self.path(name), "wb") as file:
            time.sleep(0.02)
            file.write(next(self.profiles))
        self.arrived.append(name)

    def rotate(self, keep):
        """Old requests go."""
        while len(self.arrived) > keep:
            os.unlink(self.path(self.arrived.pop(0)))


def main(directory, one, other, seconds):
    race = Race(directory, [open(path, "rb").read() for path in (one, other)])
    end = time.monotonic() + float(seconds)
    for round in count(1):
        race.replace()
        race.rewrite()
        race.blink(is_there=round % 2)
        race.grow(round % 100)
        race.arrive(round)
        race.rotate(keep=20)
        if time.monotonic() > end:
            break
    race.blink(is_there=True)
    race.grow(0)


main(*sys.argv[1:])
