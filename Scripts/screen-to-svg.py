#!/usr/bin/env python3
"""Turns a terminal's screen into a picture.

    tmux capture-pane -p -e | Scripts/screen-to-svg.py COLUMNS ROWS TITLE > picture.svg

Reads lines of text with SGR escape sequences, as tmux writes them. Every run of text gets its place and its length in
whole cells, so that the picture is right with any monospaced font; it needs no script and no font of its own.
"""

import re
import sys
import unicodedata
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

CELL_WIDTH, CELL_HEIGHT, BASELINE, FONT_SIZE, MARGIN = 8, 17, 12.5, 13.3, 12
BACKGROUND, FOREGROUND = "#16181d", "#d5d8de"
FONTS = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace"
ANSI = (
    "#21242b #d05a5a #6fae5a #c8a24a #5a8fd0 #a974c0 #4fa8a8 #c9ccd2 "
    "#5c6370 #f07c7c #93d07c #ecc868 #82b1f2 #cf9ae6 #76cccc #ffffff"
).split()


def colour(index: int) -> str:
    """The colour of an index of the 256: 16 named ones, a cube of 6×6×6, 24 greys."""
    if index < 16:
        return ANSI[index]
    if index >= 232:
        return "#" + f"{8 + 10 * (index - 232):02x}" * 3
    levels = (0, 95, 135, 175, 215, 255)
    index -= 16
    return "#" + "".join(f"{levels[digit]:02x}" for digit in (index // 36, index // 6 % 6, index % 6))


@dataclass(frozen=True)
class Style:
    foreground: str | None = None
    background: str | None = None
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False

    def colours(self) -> tuple[str, str | None]:
        """What to draw the text with, and what to fill its cells with where that is not the background."""
        if self.reverse:
            return self.background or BACKGROUND, self.foreground or FOREGROUND
        return self.foreground or FOREGROUND, self.background


SWITCHES = {1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "reverse"}


def styled(style: Style, codes: list[int]) -> Style:
    """The style after one SGR sequence."""
    codes = list(codes) or [0]
    while codes:
        code = codes.pop(0)
        if code == 0:
            style = Style()
        elif code in SWITCHES:
            style = replace(style, **{SWITCHES[code]: True})
        elif code == 22:
            style = replace(style, bold=False, dim=False)
        elif code in (23, 24, 27):
            style = replace(style, **{SWITCHES[code - 20]: False})
        else:
            side = "background" if 40 <= code <= 49 or 100 <= code <= 107 else "foreground"
            if code in (38, 48):
                if codes.pop(0) == 5:
                    value = colour(codes.pop(0))
                else:
                    value = "#" + "".join(f"{codes.pop(0):02x}" for _ in range(3))
            elif code in (39, 49):
                value = None
            else:
                value = colour(code % 10 + (8 if code >= 90 else 0))
            style = replace(style, **{side: value})
    return style


def width(character: str) -> int:
    """How many cells a character takes."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def runs(line: str, style: Style):
    """Yields (column, text, style) for what stands between escape sequences, then the style at the end."""
    column = 0
    for sequence, codes, text in re.findall(r"(\x1b\[([\d;:]*)m)|([^\x1b]+)", line):
        if sequence:
            style = styled(style, [int(code or 0) for code in re.split("[;:]", codes)])
        else:
            yield column, text, style
            column += sum(map(width, text))
    yield column, "", style


def words(text: str):
    """Yields (offset in cells, word), where one blank does not end a word, but two do."""
    for match in re.finditer(r"\S+( \S+)*", text):
        yield sum(map(width, text[: match.start()])), match.group()


def draw(column: int, row: int, text: str, style: Style):
    """Yields the SVG elements of a run."""
    ink, fill = style.colours()
    left, top = MARGIN + column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT
    if fill and text:
        cells = sum(map(width, text)) * CELL_WIDTH
        yield f'<rect x="{left}" y="{top}" width="{cells}" height="{CELL_HEIGHT}" fill="{fill}"/>'
    looks = f' fill="{ink}"' if ink != FOREGROUND else ""
    looks += ' font-weight="bold"' * style.bold + ' font-style="italic"' * style.italic
    looks += ' opacity="0.65"' * style.dim + ' text-decoration="underline"' * style.underline
    for offset, word in words(text):
        x, length = left + offset * CELL_WIDTH, sum(map(width, word)) * CELL_WIDTH
        yield (
            f'<text x="{x}" y="{top + BASELINE}" textLength="{length}" lengthAdjust="spacingAndGlyphs"{looks}>'
            f"{escape(word)}</text>"
        )


def main() -> None:
    columns, rows, title = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    across, down = columns * CELL_WIDTH + 2 * MARGIN, rows * CELL_HEIGHT + 2 * MARGIN
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" width="{across}" '
        f'height="{down}" role="img" aria-label={quoteattr(title)} font-family="{FONTS}" font-size="{FONT_SIZE}" '
        f'fill="{FOREGROUND}">'
    )
    print(f"<title>{escape(title)}</title>")
    print(f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>')
    style = Style()
    for row, line in enumerate(sys.stdin.read().split("\n")[:rows]):
        for column, text, style in runs(line, style):
            for element in draw(column, row, text, style):
                print(element)
    print("</svg>")


main()
