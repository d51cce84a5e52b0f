"""A small program for profilers: two ways into `burn`, a recursion, and a built-in that calls back."""


def burn(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


def parse(n):
    return sorted(range(30), key=lambda x: -x)[0] + burn(n)


def evaluate(n):
    return burn(2 * n) + parse(n)


def walk(n):
    return burn(20_000) + (walk(n - 1) if n else 0)


def main(rounds):
    for _ in range(rounds):
        parse(20_000)
        evaluate(20_000)
    walk(5)


if __name__ == "__main__":
    import sys

    main(int(sys.argv[1]))
