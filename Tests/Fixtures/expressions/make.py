"""Makes expected.json: thousands of expressions, and what Python's re finds with them.

    python3.11 make.py > expected.json

An expression that Python refuses has null for its answers; the others have a digit for each of the texts, or a question
mark where Pythons differ: `\\B` matches an empty text from 3.14 on.
"""
import json
import random
import re
import warnings

warnings.simplefilter("ignore")
choice = random.Random(1).choice
chance = random.Random(2).random
LITERALS = [*"aabbcAB_ 1-/:,éß字Σσks]}{", "\\.", "\\n", "\\t", "\\x41", "\\u0062", "\\141", "\\0", "\\-", "{x", "\\*"]
MEMBERS = ["a-c", "b", "A-B", r"\d", r"\w", r"\s", r"\W", "-", "]", "é-ü", "_", r"\n", "0-9", r"\b", "/-:", "^"]
ASSERTIONS = ["^", "$", r"\A", r"\Z", r"\b", r"\B"]
GROUPS = ["(", "(?:", "(", "(?P<n>", "(?i:", "(?s:", "(?m:", "(?-i:", "(?#c)("]
REPEATS = ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{,2}", "{1,}", "{0}", "{2,3}?", "{,}", "{a}"]
CHARACTERS = "aabbcAB_ 1.-/:\n\té字ßΣσςk"


def times(least, most):
    return range(choice(range(least, most + 1)))


def character_class():
    return "[" + "^" * (chance() < 0.3) + "".join(choice(MEMBERS) for _ in times(1, 3)) + "]"


def atom(depth):
    kind = chance()
    if kind < 0.45 or depth == 0:
        return choice(LITERALS)
    if kind < 0.52:
        return "."
    if kind < 0.62:
        return character_class()
    if kind < 0.70:
        return choice([r"\d", r"\w", r"\s", r"\D", r"\W", r"\S"])
    if kind < 0.80:
        return choice(ASSERTIONS)
    return choice(GROUPS) + alternatives(depth - 1) + ")"


def sequence(depth):
    return "".join(atom(depth) + choice(REPEATS) * (chance() < 0.35) for _ in times(0, 3))


def alternatives(depth):
    return "|".join(sequence(depth) for _ in range(choice([1, 1, 1, 2, 3])))


def broken(expression):
    if not expression or chance() > 0.1:
        return expression
    place = choice(range(len(expression)))
    return expression[:place] + choice("()[]{}*+?|\\^$.-,:") + expression[place + 1 :]


def answers(expression):
    try:
        compiled = re.compile(expression)
    except re.error:
        return None
    return "".join("?" if not text and r"\B" in expression else "01"[bool(compiled.search(text))] for text in texts)


texts = sorted({"".join(choice(CHARACTERS) for _ in times(0, 9)) for _ in range(30)} | {"", "\n", "a\n", "a\nb"})
expressions = set()
while len(expressions) < 4000:
    flags = choice(["", "", "", "(?i)", "(?m)", "(?s)", "(?is)"])
    expression = broken(flags + alternatives(choice([0, 1, 2, 3])))
    if len(expression) < 60:
        expressions.add(expression)
lines = [json.dumps([expression, answers(expression)], ensure_ascii=False) for expression in sorted(expressions)]
print('{"texts": ' + json.dumps(texts, ensure_ascii=False) + ',\n"expressions": [\n' + ",\n".join(lines) + "\n]}")
