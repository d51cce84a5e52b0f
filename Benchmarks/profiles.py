"""Large profiles, and directories of many, as Python's cProfile writes them. The same bytes in every run.

    python3 profiles.py file OUT.prof FUNCTIONS EDGES
    python3 profiles.py directory OUT COUNT

Function 0 calls, directly or not, all others; a function only calls later ones, so that all times add up to the
nanosecond: a function's cumulative time is its own and that of its calls, and its callers' edges share it out.
"""

import marshal
import os
import random
import sys

SIZES = {"S": (2_000, 8_000), "M": (20_000, 100_000), "L": (200_000, 1_000_000), "XL": (1_000_000, 5_000_000)}

PACKAGES = "django sqlalchemy requests urllib3 jinja2 werkzeug celery redis psycopg2 lxml yaml attr babel pytz".split()
LIBRARY = "json re threading logging socket ssl email http urllib ast functools collections datetime copy".split()
WORDS = """get set load dump parse build make resolve render compile fetch query filter sort merge join read write open
handle dispatch process validate clean encode decode create update delete insert find walk apply map check name path url
header body request response session token user group resource provider node tree leaf index page block stream buffer
event signal plugin config option context scope state result error""".split()
BUILTINS = "len isinstance getattr setattr hasattr iter next min max sum any all sorted print id hash repr".split()


def labels(count: int, rng: random.Random) -> list[tuple[str, int, str]]:
    """Distinct functions of an application, of packages, of the standard library and built-in ones."""
    found = [("/srv/app/main.py", 1, "<module>")]
    modules = [f"{'_'.join(rng.choices(WORDS, k=2))}.py" for _ in range(1 + count // 20)]
    while len(found) < count:
        number = len(found)
        name = "_".join(rng.choices(WORDS, k=rng.randint(1, 3)))
        kind = rng.random()
        if kind < 0.04:
            found.append(("~", 0, f"<built-in method builtins.{rng.choice(BUILTINS)}_{number}>"))
            continue
        # A module is always in the same place.
        module = rng.randrange(len(modules))
        folder = WORDS[module % len(WORDS)]
        if module % 10 < 3:
            file = f"/srv/app/{folder}/{modules[module]}"
        elif module % 10 < 8:
            file = f"/srv/venv/lib/python3.11/site-packages/{PACKAGES[module % len(PACKAGES)]}/{folder}/{modules[module]}"
        else:
            file = f"/usr/lib/python3.11/{LIBRARY[module % len(LIBRARY)]}/{modules[module]}"
        # One interned string for each file, and a line that no other function has there.
        found.append((sys.intern(file), number, sys.intern(name)))
    return found


def profile(functions: int, edges: int, seed: int = 1, slowness: float = 1.0) -> dict:
    """A profile as cProfile's `create_stats` makes it.

    As in real ones the module that runs calls very many functions, some functions call themselves, and a few call one that
    is above them. What such nested calls take is within what the outermost ones do.
    """
    rng = random.Random(seed)
    names = labels(functions, rng)
    callers: list[dict[int, None]] = [{} for _ in names]
    nested: list[dict[int, None]] = [{} for _ in names]
    for callee in range(1, functions):
        callers[callee][int(callee * rng.random() ** 0.7)] = None
        if rng.random() < 0.015:
            nested[callee][callee] = None
        if rng.random() < 0.005:
            nested[callee][rng.randrange(callee, functions)] = None
    for _ in range(edges - functions + 1 - sum(map(len, nested))):
        # Some functions are called from everywhere.
        callee = 1 + int((functions - 1) * (1 - rng.random() ** 2))
        callers[callee][0 if rng.random() < 0.035 else int(callee * rng.random())] = None
    below = [0] * functions
    stats: dict = {}
    for callee in reversed(range(functions)):
        own = int(rng.paretovariate(1.1) * 2000 * slowness)
        total = own + below[callee]
        shared: dict = {}
        calls = 0
        left_own, left_total = own, total
        for caller in nested[callee]:
            own_part = int(left_own * rng.random() / 2)
            count = int(rng.paretovariate(0.9))
            left_own, calls = left_own - own_part, calls + count
            shared[names[caller]] = (count, 0, own_part * 1e-9, own_part * 1e-9)
        outermost = 0
        for position, caller in enumerate(callers[callee]):
            last = position + 1 == len(callers[callee])
            part = 1.0 if last else rng.random() / (len(callers[callee]) - position)
            own_part, total_part = int(left_own * part), int(left_total * part)
            own_part, total_part = (left_own, left_total) if last else (min(own_part, total_part), total_part)
            left_own, left_total = left_own - own_part, left_total - total_part
            count = int(rng.paretovariate(0.9))
            outermost += count
            below[caller] += total_part
            shared[names[caller]] = (count, count, own_part * 1e-9, total_part * 1e-9)
        calls, outermost = max(1, calls + outermost), max(1, outermost)
        stats[names[callee]] = (outermost, calls, own * 1e-9, total * 1e-9, shared)
    return stats


def write_file(path: str, functions: int, edges: int, **options) -> None:
    with open(path, "wb") as file:
        marshal.dump(profile(functions, edges, **options), file)


def write_directory(path: str, count: int, variants: int = 32) -> None:
    """Files named as a profiling middleware names them; some differ in name alone, being links to one another."""
    rng = random.Random(2)
    os.makedirs(path)
    originals = []
    for number in range(count):
        route = "GET POST PUT DELETE".split()[number % 4] + "." + ".".join(rng.choices(WORDS[:20], k=2))
        name = f"{path}/{route}.{number:08x}-0000-4000-8000-{number:012x}.{rng.randint(1, 900)}ms.{1_700_000_000 + number}.prof"
        if len(originals) < variants:
            write_file(name, 200, 800, seed=len(originals), slowness=rng.random() + 0.5)
            originals.append(name)
        else:
            os.link(originals[number % variants], name)


if __name__ == "__main__":
    if sys.argv[1] == "file":
        write_file(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        write_directory(sys.argv[2], int(sys.argv[3]))
