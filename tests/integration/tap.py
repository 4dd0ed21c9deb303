# SPDX-License-Identifier: MIT
"""Tests as functions, results as TAP.

A function marked with @test, or with @test(row, ...) once for each row, passes when it returns. Skip skips it.
"""
import sys
import traceback

_tests = []


class Skip(Exception):
    """Why a test cannot be run here."""


def test(*rows):
    """@test on a function, or @test(row, row, ...): a row is a tuple of arguments whose first names it."""
    if len(rows) == 1 and callable(rows[0]):
        _tests.append((rows[0], ()))
        return rows[0]

    def add(function):
        _tests.extend((function, row if isinstance(row, tuple) else (row,)) for row in rows)
        return function

    return add


def equal(got, wanted, what="value"):
    assert got == wanted, f"{what}: got {got!r}, wanted {wanted!r}"


def main():
    print(f"1..{len(_tests)}")
    for number, (function, row) in enumerate(_tests, 1):
        name = function.__name__ + (f" ({row[0]})" if row else "")
        try:
            function(*row)
            print(f"ok {number} - {name}", flush=True)
        except Skip as why:
            print(f"ok {number} - {name} # SKIP {why}", flush=True)
        except Exception as why:
            print(f"not ok {number} - {name}")
            for line in "".join(traceback.format_exception_only(why)).splitlines():
                print("# " + line)
            print("# " + traceback.format_tb(why.__traceback__)[-1].splitlines()[0].strip(), flush=True)
    sys.exit(0)
