"""Runs a program in a pseudo-terminal, types, and measures what each key costs."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass

KEYS = {
    "Up": "\x1b[A", "Down": "\x1b[B", "Right": "\x1b[C", "Left": "\x1b[D", "PgUp": "\x1b[5~", "PgDn": "\x1b[6~",
    "Enter": "\r", "Back": "\x7f", "Esc": "\x1b", "Tab": "\t",
}  # fmt: skip


@dataclass
class Step:
    """What came of one key."""

    first: float  # ms from the key to the first byte; 0 where none came
    shown: float  # ms to the write that holds the awaited text; 0 where none does
    shown_size: int  # bytes of that write
    last: float  # ms to the last byte
    size: int  # bytes
    cpu: float  # ms that the program ran on a CPU


class Terminal:
    """A program in a terminal of its own: `xterm-256color`, with UTF-8."""

    def __init__(
        self, command: list[str], columns: int = 200, rows: int = 60, quiet: float = 0.15, awaited: str = "",
        settles: bool = True,
    ):  # fmt: skip
        self.quiet = quiet
        self.awaited = awaited.encode()
        # The program's start is told by the child: what this interpreter needs for the fork is not the program's.
        start, stamp = os.pipe()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            # The size is set before the program asks for it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            environment = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8")
            for name in ("NO_COLOR", "COLUMNS", "LINES", "COLORTERM"):
                environment.pop(name, None)
            os.write(stamp, struct.pack("d", time.monotonic()))
            os.execvpe(command[0], command, environment)
        os.close(stamp)
        self.started: float = struct.unpack("d", os.read(start, 8))[0]
        os.close(start)
        if settles:
            self.first_screen = self.settle(self.started)

    def press(self, key: str) -> Step:
        before = self.cpu()
        start = time.monotonic()
        os.write(self.descriptor, KEYS.get(key, key).encode())
        step = self.settle(start)
        step.cpu = self.cpu() - before
        return step

    def answer(self, key: str, text: str) -> float:
        """Milliseconds from a key to a text that only its screen shows, whatever else the program is at."""
        start = time.monotonic()
        os.write(self.descriptor, KEYS.get(key, key).encode())
        return self.wait(text, start)

    def wait(self, text: str, start: float) -> float:
        """Reads until a text has come; milliseconds since the start."""
        received = b""
        while text.encode() not in received:
            received = received[-len(text):] + os.read(self.descriptor, 1 << 20)
        return (time.monotonic() - start) * 1e3

    def wait_for_end(self) -> float:
        """Milliseconds from the start to the end of a program that ends by itself."""
        with contextlib.suppress(OSError):
            while os.read(self.descriptor, 1 << 20):
                pass
        duration = (time.monotonic() - self.started) * 1e3
        os.close(self.descriptor)
        os.waitpid(self.pid, 0)
        return duration

    def settle(self, start: float) -> Step:
        """Reads until the program sleeps and has been silent for a while."""
        step = Step(0, 0, 0, 0, 0, self.cpu())
        received = b""
        until = time.monotonic() + self.quiet
        while True:
            ready, _, _ = select.select([self.descriptor], [], [], max(0, until - time.monotonic()))
            now = time.monotonic()
            if ready:
                try:
                    piece = os.read(self.descriptor, 1 << 20)
                except OSError:
                    return step
                received = received + piece if len(received) < 1 << 16 else piece
                if self.awaited and not step.shown and self.awaited in received:
                    step.shown, step.shown_size = (now - start) * 1e3, step.size + len(piece)
                step.first = step.first or (now - start) * 1e3
                step.last = (now - start) * 1e3
                step.size += len(piece)
            elif not self.is_running() and now >= until:
                step.cpu = self.cpu()
                return step
            if ready or self.is_running():
                until = max(until, now + self.quiet)

    def is_running(self) -> bool:
        """Whether any of its threads is on a CPU or waits for one."""
        return any(fields[0] in "RD" for fields in self._threads("stat", lambda text: text.rpartition(")")[2].split()))

    def cpu(self) -> float:
        """Milliseconds on a CPU, of all threads."""
        return sum(int(fields[0]) for fields in self._threads("schedstat", str.split)) / 1e6

    def wake_ups(self) -> int:
        """How often its threads have gone to sleep, which is how often they were woken."""
        lines = [line for text in self._threads("status", str.splitlines) for line in text]
        return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))

    def memory(self) -> int:
        """Bytes of memory at the peak."""
        with open(f"/proc/{self.pid}/status", encoding="ascii", errors="replace") as status:
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")), 0)

    def close(self) -> None:
        os.kill(self.pid, signal.SIGTERM)
        self.settle(time.monotonic())
        os.close(self.descriptor)
        os.waitpid(self.pid, 0)

    def _threads(self, name: str, read) -> list:
        found = []
        try:
            for thread in os.listdir(f"/proc/{self.pid}/task"):
                with open(f"/proc/{self.pid}/task/{thread}/{name}", encoding="utf-8", errors="replace") as file:
                    found.append(read(file.read()))
        except (FileNotFoundError, ProcessLookupError):
            pass
        return [fields for fields in found if fields]
