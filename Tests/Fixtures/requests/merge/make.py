"""Makes the profiles of this directory, and sums.txt: what Python's own pstats says of their sum.

    python3.11 make.py
"""

import cProfile
import profile
import pstats


PROGRAM = """
def leaf(n):
    return sum(range(n))

def ring(n):
    return ring(n - 1) if n else leaf(10)

def first():
    for _ in range(3):
        leaf(1000)

def second():
    ring(4)
    sorted([3, 1, 2], key=lambda x: -x)
    leaf(500)

def third():
    ring(2)
    first()
"""
exec(compile(PROGRAM, "app.py", "exec"))


def write(name, profiler, functions):
    for function in functions:
        profiler.runcall(function)
    profiler.dump_stats(name)


def label(function):
    return pstats.func_std_string(function)


def counts(nc, cc):
    return f"{nc}" if nc == cc else f"{nc}/{cc}"


def listing(names):
    stats = pstats.Stats(names[0])
    for name in names[1:]:
        stats.add(name)
    lines = []
    for function, (cc, nc, tt, ct, callers) in sorted(stats.stats.items(), key=lambda item: label(item[0])):
        lines.append(f"{label(function)} {counts(nc, cc)} {float(tt)} {float(ct)}")
        for caller, value in sorted(callers.items(), key=lambda item: label(item[0])):
            # An edge is (nc, cc, tt, ct), or a number of calls alone.
            numbers = f"{counts(*value[:2])} {value[2]} {value[3]}" if isinstance(value, tuple) else f"{value}"
            lines.append(f"  < {label(caller)} {numbers}")
    lines.append(f"{stats.total_calls} calls, {stats.prim_calls} primitive, {stats.total_tt} seconds")
    return "\n".join(lines) + "\n"


write("first.prof", cProfile.Profile(), [first])
write("second.prof", cProfile.Profile(), [second])
write("third.prof", cProfile.Profile(), [third, second])
write("untimed-first.prof", profile.Profile(), [third])
write("untimed-second.prof", profile.Profile(), [second])
for sums, names in {
    "sums.txt": ["first.prof", "second.prof", "third.prof"],
    "untimed-sums.txt": ["untimed-first.prof", "untimed-second.prof"],
}.items():
    with open(sums, "w") as file:
        file.write(listing(names))
