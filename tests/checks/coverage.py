"""Lines and branches that ran, for each layer of the library in the build folder OUT: coverage.py OUT LAYER..."""
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

LEAST = 0.90
HELD = ("base", "imap")  # together


def reports(out):
    """What gcov says of each source of the library, as its JSON."""
    notes = sorted(str(path.resolve()) for path in pathlib.Path(out).glob("libmailaccess.a.p/*.gcno"))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["gcov", "--json-format", "--branch-probabilities", *notes], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for path in pathlib.Path(folder).glob("*.gz"):
            with gzip.open(path, "rt", encoding="utf-8") as text:
                yield json.load(text)


def count(out):
    """For each file of lib/ the line numbers and branches, as {name: ({line: ran}, {(line, n): taken})}."""
    files = {}
    for report in reports(out):
        for file in report["files"]:
            parts = pathlib.PurePath(file["file"]).parts
            if "lib" not in parts:
                continue
            name = "/".join(parts[parts.index("lib") + 1:])
            if not (pathlib.Path("lib") / name).exists():
                continue  # left behind in the build folder by a file that was renamed
            lines, branches = files.setdefault(name, ({}, {}))
            for line in file["lines"]:
                number = line["line_number"]
                lines[number] = lines.get(number, 0) + line["count"]
                for n, branch in enumerate(line["branches"]):
                    key = (line.get("function_name"), number, n)
                    branches[key] = branches.get(key, 0) + branch["count"]
    return files


def taken(counts):
    return sum(1 for value in counts.values() if value), len(counts)


def main():
    out, layers = sys.argv[1], sys.argv[2:]
    files = count(out)
    sums = {}
    print(f"{'layer':10}{'lines':>16}{'branches':>20}")
    for layer in layers:
        own = [counts for name, counts in files.items() if name.startswith(layer + "/")]
        sums[layer] = [tuple(map(sum, zip(*(taken(counts[kind]) for counts in own)))) for kind in (0, 1)]
        (ran, all_lines), (went, all_branches) = sums[layer]
        print(f"{layer:10}{ran:7}/{all_lines:<5}{ran / all_lines:7.1%}{went:7}/{all_branches:<5}{went / all_branches:7.1%}")
    went, branches = map(sum, zip(*(sums[layer][1] for layer in HELD)))
    print(f"{' and '.join(HELD)}: {went / branches:.1%} of the branches, at least {LEAST:.0%} wanted")
    least = sorted((taken(counts[1])[0] / max(len(counts[1]), 1), name) for name, counts in files.items()
                   if name.startswith(tuple(layer + "/" for layer in HELD)) and counts[1])
    print("least covered:", ", ".join(f"{name} {share:.0%}" for share, name in least[:6]))
    return 0 if went / branches >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
