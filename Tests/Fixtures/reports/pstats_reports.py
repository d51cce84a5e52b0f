"""Prints what Python's own pstats prints: for each line of the file named first one report, U+0000 behind each.

A line is, with tabs between: kind (stats, callers, callees), profiles, sort keys, restrictions (these three separated by
U+001F), "reverse" or nothing, "strip" or nothing. Where pstats itself fails, the report is "SKIP" and the reason.
"""

import io
import pstats
import re
import sys


def restriction(text):
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"0?\.\d+", text):
        return float(text)
    return text


def words(field):
    return field.split("\x1f") if field else []


def report(line):
    kind, files, keys, restrictions, reverse, strip = line.rstrip("\n").split("\t")
    stream = io.StringIO()
    stats = pstats.Stats(*words(files), stream=stream)
    stats.files = []
    if strip:
        stats.strip_dirs()
    if keys:
        stats.sort_stats(*words(keys))
    if reverse:
        stats.reverse_order()
    getattr(stats, "print_" + kind)(*map(restriction, words(restrictions)))
    return stream.getvalue()


sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
with open(sys.argv[1], encoding="utf-8") as jobs:
    for job in jobs:
        try:
            text = report(job)
        except Exception as error:
            text = f"SKIP {error!r}"
        print(text, end="\0")
