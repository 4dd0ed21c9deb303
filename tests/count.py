#!/usr/bin/env python3
"""Counts the single tests in Meson's testlog.json, shows what failed, and ends with "N passed, N failed".

A program that printed TAP counts line by line, any other as one. One that stopped before its last test, or that
failed without a failed test (a sanitizer's report, a crash at exit, a timeout), adds a failure of its own.
Exits with 0 only when something passed and nothing failed.
"""
import json
import re
import sys

TAP_LINE = re.compile(r"^(not )?ok\b *(\d+)?[ -]*(.*)$")
TAP_PLAN = re.compile(r"^1\.\.(\d+)", re.M)
TAIL = 40


def short_name(test):
    return test["name"].split(" / ", 1)[-1]


def explain(text):
    lines = text.rstrip().splitlines()
    if len(lines) > TAIL:
        print(f"    ({len(lines) - TAIL} lines before these)")
    for line in lines[-TAIL:]:
        print("    " + line)


def count(test):
    """(passed, failed, skipped) of one program."""
    out, err, name = test.get("stdout", ""), test.get("stderr", ""), short_name(test)
    passed = failed = skipped = 0
    last_failed = False
    for line in out.splitlines():
        match = TAP_LINE.match(line)
        if match is None:
            if last_failed and line.startswith("#"):
                print("    " + line)
            continue
        last_failed = False
        if "# SKIP" in line.upper():
            skipped += 1
            print(f"skipped: {name}: {match.group(3)}")
        elif match.group(1):
            failed += 1
            last_failed = True
            print(f"FAILED: {name}: {match.group(3)}")
        else:
            passed += 1
    seen = passed + failed + skipped
    planned = sum(int(n) for n in TAP_PLAN.findall(out))

    if test["result"] == "SKIP" and seen == 0:
        print(f"skipped: {name}")
        explain(out + err)
        return 0, 0, 1
    if seen < planned:
        why = f"stopped after {seen} of {planned} tests"
    elif test["result"] in ("OK", "EXPECTEDFAIL"):
        return (passed or (0 if seen else 1)), failed, skipped
    elif failed and test["returncode"] > 0:
        return passed, failed, skipped
    else:
        why = "failed"
    print(f"FAILED: {name}: {why} ({test['result'].lower()}, exit code {test['returncode']})")
    explain(out + err if seen == 0 else err or out)
    return passed, failed + 1, skipped


def main():
    with open(sys.argv[1], encoding="utf-8") as log:
        tests = [json.loads(line) for line in log]
    totals = [sum(column) for column in zip(*map(count, tests))] or [0, 0, 0]
    if totals[2]:
        print(f"{totals[2]} skipped")
    print(f"{totals[0]} passed, {totals[1]} failed")
    return 0 if totals[0] > 0 and totals[1] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
