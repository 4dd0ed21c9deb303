"""Sizes and stack frames of the objects in OUT/<layer>/, held against a budget."""
import pathlib
import subprocess
import sys

UNBOUNDED = sys.maxsize
ALLOWED = {"memcpy", "memmove", "memset", "memcmp", "memchr", "strlen"}


def sizes(objects):
    """Octets of code with constants, of data and of bss. A constant counts as code: both lie in flash."""
    lines = subprocess.run(["arm-none-eabi-size", *objects], check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in lines.splitlines()[1:]]
    return [sum(int(row[column]) for row in rows) for column in range(3)]


def frames(folder):
    """The frames as (octets, function), the largest first; one without a bound counts as too large."""
    found = []
    for file in folder.glob("*.su"):
        for line in file.read_text().splitlines():
            where, octets, kind = line.split("\t")
            bounded = kind == "static" or "bounded" in kind
            found.append((int(octets) if bounded else UNBOUNDED, where.split(":")[-1]))
    return sorted(found, reverse=True)


def foreign(objects):
    """What the compiler itself needs beyond its helpers (__aeabi_*), which libgcc brings."""
    out = subprocess.run(["arm-none-eabi-nm", "-g", *objects], check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in out.splitlines() if line and not line.endswith(":")]
    undefined = {row[-1] for row in rows if row[-2] == "U"}
    defined = {row[-1] for row in rows if row[-2] != "U"}
    return {name for name in undefined - defined - ALLOWED if not name.startswith("__aeabi_")}


def main():
    out, budget_file = pathlib.Path(sys.argv[1]), sys.argv[2]
    failed = False
    every = []
    print(f"{'layer':16}{'text':>8}{'data':>6}{'bss':>6}{'frame':>7}   (budget)   worst frame")
    with open(budget_file, encoding="utf-8") as lines:
        budget = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    for layer, *limits in budget:
        objects = [str(p) for p in sorted((out / layer).glob("*.o"))]
        if not objects:
            continue
        every += objects
        worst = frames(out / layer) or [(0, "-")]
        measured = [*sizes(objects), worst[0][0]]
        over = [m > int(l) for m, l in zip(measured, limits)]
        failed |= any(over)
        frame = "??" if measured[3] == UNBOUNDED else measured[3]
        print(f"{layer:16}{measured[0]:8}{measured[1]:6}{measured[2]:6}{frame:>7}"
              f"   ({' '.join(limits)})   {worst[0][1]}{'   OVER BUDGET' if any(over) else ''}")
        if any(over):
            for octets, function in worst[:5]:
                print(f"    frame {octets if octets != UNBOUNDED else 'without a bound':6}  {function}")
            for name in sorted(objects, key=lambda o: -sizes([o])[0])[:8]:
                print(f"    text  {sizes([name])[0]:6}  {pathlib.Path(name).stem}")
    unknown = {p.name for p in out.iterdir()} - {row[0] for row in budget}
    if unknown:
        print("without a budget:", *sorted(unknown))
    outside = foreign(every) if every else set()
    if outside:
        print("needs from outside:", *sorted(outside))
    return 1 if failed or unknown or outside else 0


if __name__ == "__main__":
    sys.exit(main())
