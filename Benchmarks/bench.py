"""Measures proftui against what else opens Python's profiles, and prints tables. See README.md.

Times on a machine that does other things as well are worth little, so: programs that are compared run in turn, each
several times, and the least CPU time counts; bytes are the same in every run.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import profiles
from terminal import Step, Terminal

PSTATS = "import pstats, sys; pstats.Stats(sys.argv[1])"
SNAKEVIZ = (
    "import json, pstats, sys; from snakeviz.stats import json_stats, table_rows; s = pstats.Stats(sys.argv[1]);"
    "print(len(json.dumps(table_rows(s))) + len(json.dumps(json_stats(s))))"
)
SNAKEVIZ_SERVER = """
import asyncio, sys
from urllib.parse import quote
from snakeviz.main import app
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

async def page():
    sockets = bind_sockets(0, "127.0.0.1")
    HTTPServer(app).add_sockets(sockets)
    url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/snakeviz/{quote(sys.argv[1], safe='')}"
    answer = await AsyncHTTPClient(max_body_size=1 << 31).fetch(url, request_timeout=600)
    print(len(answer.body))

asyncio.run(page())
"""
"""The server and its one visitor in one process; what a browser does with the page is not counted."""
TUNA = "import sys; from tuna.main import read, render; print(len(render(read(sys.argv[1]), sys.argv[1])))"
FLAMEPROF = (
    "import io, pstats, sys; from flameprof import render; s = pstats.Stats(sys.argv[1]);"
    "render(s.stats, io.StringIO(), sys.argv[1])"
)
MERGE = (
    "import pstats, sys; files = open(sys.argv[1]).read().split(); s = pstats.Stats(files[0]);"
    "[s.add(f) for f in files[1:]]"
)


@dataclass
class Run:
    """The least that any round of a command took."""

    cpu: float = float("inf")  # seconds, user and system
    wall: float = float("inf")  # seconds
    memory: int = 0  # bytes at the peak

    def repeat(self, command: list[str]) -> None:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        if status != 0:
            raise SystemExit(f"failed: {' '.join(command)[:200]}")
        self.wall = min(self.wall, time.monotonic() - start)
        self.cpu = min(self.cpu, usage.ru_utime + usage.ru_stime)
        self.memory = max(self.memory, usage.ru_maxrss * 1024)


def interleaved(commands: dict[str, list[str]], rounds: int) -> dict[str, Run]:
    runs = {name: Run() for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].repeat(command)
    return runs


@dataclass
class Table:
    """Prints rows as they come, in columns."""

    title: str
    widths: list[int]
    heads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        print(f"\n{self.title}\n")
        self.row(*self.heads)
        self.row(*("-" * width for width in self.widths))

    def row(self, *cells: object) -> None:
        texts = [str(cell) for cell in cells]
        line = [t.ljust(w) if i == 0 else t.rjust(w) for i, (t, w) in enumerate(zip(texts, self.widths))]
        print("| " + " | ".join(line) + " |", flush=True)


def seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.1f} ms"


def megabytes(value: float) -> str:
    return f"{value / 1e6:.0f} MB"


class Bench:
    def __init__(self, arguments: argparse.Namespace):
        self.program = os.path.abspath(arguments.program)
        self.built = arguments.built and Path(arguments.built).resolve()
        self.peers = arguments.peers and os.path.abspath(arguments.peers)
        self.data = Path(arguments.data)
        self.quick = arguments.quick
        self.sizes = arguments.sizes.split(",")
        self.example = arguments.example
        self.rounds = 3 if self.quick else 5
        self.failures: list[str] = []

    def run(self) -> int:
        self.data.mkdir(parents=True, exist_ok=True)
        self.start()
        for size in self.sizes:
            self.keys(size)
        self.idle()
        if not self.quick:
            self.slow_link()
            self.reading()
            self.lists()
            self.other_terminals()
        for failure in self.failures:
            print(f"bench: {failure}", file=sys.stderr)
        return 1 if self.failures else 0

    def file(self, size: str) -> str:
        """A profile of a size, made once."""
        path = self.data / f"{size}.prof"
        if not path.exists():
            part = path.with_suffix(".part")
            # In a process of its own: a million edges as Python's objects are much memory.
            script = str(Path(__file__).with_name("profiles.py"))
            subprocess.run([sys.executable, script, "file", part, *map(str, profiles.SIZES[size])], check=True)
            part.rename(path)
        return str(path)

    def directory(self, count: int) -> str:
        path = self.data / f"requests-{count}"
        if not path.exists():
            part = path.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            profiles.write_directory(str(part), count)
            part.rename(path)
        return str(path)

    # What is measured

    def start(self) -> None:
        """From the process's start to the screen with icicle and table, and to the last byte, once the tree is prepared."""
        heads = ["file", "something", "complete", "settled", "CPU in all", "bytes", "python*", "ratio"]
        table = Table("Start, 200x60; least of several", [16, 10, 10, 10, 10, 7, 10, 6], heads)
        # The interpreter itself: what is called python3 may be a script that looks for it first.
        python = os.path.realpath(sys.executable)
        files = {"a real request": self.example} | {s: self.file(s) for s in self.sizes if s != "XL"}
        for name, file in files.items():
            peer, steps = [], []
            for _ in range(self.rounds * 3):
                steps.append(self.open([self.program, file]))
                peer.append(Terminal([python, "-c", "import pstats"], settles=False).wait_for_end())
            least = {part: min(getattr(step, part) for step in steps) for part in ("first", "shown", "last", "cpu")}
            table.row(
                name, *(f"{value:.1f} ms" for value in least.values()), steps[0].shown_size, f"{min(peer):.1f} ms",
                f"{least['shown'] / min(peer):.2f}",
            )
            self.check(f"first screen of {name}", steps[0].shown_size, 14_000)
        print(f"\n* `{python} -c 'import pstats'`, from its start to its end: before it has read anything. In turn with proftui.")

    def open(self, command: list[str]) -> Step:
        terminal = Terminal(command, awaited="filename:lineno")
        terminal.close()
        return terminal.first_screen

    SCRIPT = [
        ("move in the icicle", "Down " * 8 + "Up Up Right Right Left Down Up"),
        ("zoom in, out", "Down Down Enter Back Down Enter Back"),
        ("move in the table", "Tab " + "Down " * 12 + "Up Up"),
        ("scroll a page", "PgDn PgDn PgDn PgUp PgDn"),
        ("sort", "1 2 3 4 5 6 S 6 2"),
        ("zoom from the table", "Enter Back Down Enter Back"),
        ("search, each key", "/ l o a d Back _ g Enter"),
        ("step to a match", "n n N n Esc"),
    ]
    """What is typed. The first key of the table's and the search's lines goes there and is not counted."""

    LIMITS = {"move in the icicle": 1200, "move in the table": 900, "scroll a page": 7500, "zoom in, out": 8000, "zoom from the table": 8000}
    """Bytes that a key may send."""

    def keys(self, size: str) -> None:
        heads = ["keys", "n", "ms median", "ms worst", "CPU median", "CPU worst", "bytes", "most"]
        table = Table(f"A key to the last byte of the new screen, {size}, 200x60", [22, 3, 9, 9, 10, 9, 7, 7], heads)
        terminal = Terminal([self.program, self.file(size)])
        for name, keys in self.SCRIPT:
            steps = [terminal.press(key) for key in keys.split()]
            if name in ("move in the table", "search, each key"):
                steps = steps[1:]
            self.key_row(table, name, steps)
        table.row("memory at the peak", "", "", "", "", "", megabytes(terminal.memory()), "")
        terminal.close()

    def key_row(self, table: Table, name: str, steps: list[Step]) -> None:
        sent = sorted(step.size for step in steps)
        walls, cpus = sorted(step.last for step in steps), sorted(step.cpu for step in steps)
        middle = len(steps) // 2
        table.row(
            name, len(steps), f"{walls[middle]:.1f}", f"{walls[-1]:.1f}", f"{cpus[middle]:.1f}", f"{cpus[-1]:.1f}",
            sent[middle], sent[-1],
        )
        if name in self.LIMITS:
            self.check(name, sent[-1], self.LIMITS[name])

    def idle(self) -> None:
        terminal = Terminal([self.program, self.example])
        unchanged = terminal.press("0").size
        # Threads of Swift's runtime that have nothing to do end by themselves some five seconds after the last work.
        time.sleep(7)
        before = terminal.wake_ups()
        time.sleep(3)
        woken = terminal.wake_ups() - before
        terminal.close()
        print(f"\nA key that changes nothing sends {unchanged} bytes; idle, the program wakes up {woken} times.")
        self.check("a key that changes nothing", unchanged, 0)
        self.check("wake-ups while idle", woken, 0)

    def slow_link(self) -> None:
        """What the link adds is arithmetic: half the round trip each way, and the bytes one after the other."""
        table = Table("Over a link of 150 ms and 256 kbit/s, M, 200x60", [22, 12, 12], ["keys", "first effect", "complete"])
        terminal = Terminal([self.program, self.file("M")])
        for name, keys in self.SCRIPT:
            steps = [terminal.press(key) for key in keys.split()]
            first = max(150 + step.first for step in steps)
            complete = max(150 + step.last + step.size * 8 / 256 for step in steps)
            table.row(name, f"{first:.0f} ms", f"{complete:.0f} ms")
        terminal.close()

    def reading(self) -> None:
        heads = ["file", "program", "CPU", "wall", "peak", "of file", "CPU ratio"]
        table = Table("A file read whole; least CPU of runs in turn; the ratio is to proftui", [6, 24, 9, 9, 8, 8, 9], heads)
        python = str(Path(self.peers) / "bin/python") if self.peers else sys.executable
        for size in self.sizes:
            file = self.file(size)
            commands = {"proftui's reader": [str(self.built / "reading"), file], "pstats.Stats": [python, "-c", PSTATS, file]}
            if self.peers and size != "XL":
                commands["snakeviz, page data"] = [python, "-c", SNAKEVIZ, file]
                commands["snakeviz, its server"] = [python, "-c", SNAKEVIZ_SERVER, file]
                commands["tuna, page"] = [python, "-c", TUNA, file]
            if self.peers and size == "S":
                commands["flameprof"] = [python, "-c", FLAMEPROF, file]
            commands["a bare loader in C"] = [str(self.built / "loader"), file]
            commands["cat"] = ["cat", file]
            runs = interleaved(commands, {"S": 7, "M": 5, "L": 3}.get(size, 1))
            own = runs["proftui's reader"].cpu
            for name, run in runs.items():
                share = f"{run.memory / os.path.getsize(file):.1f}x"
                table.row(size, name, seconds(run.cpu), seconds(run.wall), megabytes(run.memory), share, f"{run.cpu / own:.1f}")

    def lists(self) -> None:
        table = Table("Directories of request files", [44, 12, 12, 10], ["what", "wall", "CPU", "peak"])
        large = self.directory(100_000)
        self.keys_while_reading(large, table)
        terminal = Terminal([self.program, large], quiet=0.02)
        table.row("100,000 files, start to first screen", f"{terminal.first_screen.first:.0f} ms", "", "")
        while terminal.settle(time.monotonic()).size:
            pass
        steps = [terminal.press(key) for key in ["/", "g", "e", "t", "Back", "Esc"]][1:]
        worst = max(steps, key=lambda step: step.last)
        table.row("a key of a filter, the worst of 5", f"{worst.last:.0f} ms", f"{worst.cpu:.0f} ms", megabytes(terminal.memory()))
        terminal.close()
        small = self.directory(10_000)
        names = self.data / "requests-10000.txt"
        names.write_text("\n".join(str(path) for path in sorted(Path(small).iterdir())))
        commands = {
            "proftui list, every file read": [self.program, "list", small, "--format", "json"],
            "proftui report, merged": [self.program, "report", *names.read_text().split("\n")],
            "pstats.Stats.add": [sys.executable, "-c", MERGE, str(names)],
        }
        for what, run in interleaved(commands, 1).items():
            table.row(f"10,000 files, {what}", seconds(run.wall), seconds(run.cpu), megabytes(run.memory))

    def keys_while_reading(self, directory: str, table: Table) -> None:
        """The help, a whole screen, comes and goes while all files of a directory are read. That it goes is not counted: curses
        waits whether Esc is the first of more."""
        terminal = Terminal([self.program, directory], settles=False)
        terminal.wait("following", terminal.started)
        times = []
        used = 0.0
        while True:
            times.append(terminal.answer("?", "Zoom and panes"))
            terminal.answer("Esc", "following")
            before, used = used, terminal.cpu()
            if used - before < 20:
                break
            time.sleep(0.05)
        terminal.close()
        middle = sorted(times)[len(times) // 2]
        table.row(f"a key while they are read, median of {len(times)}", f"{middle:.1f} ms", "", "")
        table.row("... the worst", f"{max(times):.1f} ms", "", "")

    def other_terminals(self) -> None:
        """The same keys in another terminal program, on the same call tree as folded stacks, and the least that curses sends."""
        programs = {
            "proftui, icicle": ([self.program, self.file("S")], "Down"),
            "curses, a bar of 200": ([str(self.built / "bar"), "200"], "j"),
            "curses, a bar of 40": ([str(self.built / "bar"), "40"], "j"),
        }
        if self.peers:
            folded = self.data / "S.folded"
            with open(folded, "wb") as file:
                subprocess.run([self.program, "export", "--format", "folded", self.file("S")], stdout=file, check=True)
            programs["flameshow"] = ([str(Path(self.peers) / "bin/flameshow"), str(folded)], "Down")
        heads = ["program", "start", "ms median", "CPU median", "bytes", "memory"]
        table = Table("Ten times a key down, S, 200x60", [22, 9, 9, 10, 7, 8], heads)
        for name, (command, key) in programs.items():
            terminal = Terminal(command)
            steps = [terminal.press(key) for _ in range(10)]
            middle = [sorted(getattr(step, part) for step in steps)[5] for part in ("last", "cpu", "size")]
            table.row(name, f"{terminal.first_screen.last:.0f} ms", f"{middle[0]:.1f}", f"{middle[1]:.1f}", middle[2], megabytes(terminal.memory()))
            terminal.close()

    def check(self, what: str, value: int, limit: int) -> None:
        """Bytes and wake-ups are the same on every machine, so that they can fail."""
        if value > limit:
            self.failures.append(f"{what}: {value}, and at most {limit} is aimed at")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the parts that take less than a minute")
    parser.add_argument("--sizes", default="S,M,L", help="of S, M, L and XL")
    parser.add_argument("--program", required=True)
    parser.add_argument("--built", help="a folder with reading, loader and bar, built")
    parser.add_argument("--peers", help="a virtual environment with peers.txt")
    parser.add_argument("--data", required=True, help="a folder for what is generated")
    parser.add_argument("--example", required=True, help="a real request's profile")
    sys.exit(Bench(parser.parse_args()).run())
