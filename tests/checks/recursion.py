"""Finds cycles in the call graphs that gcc -fcallgraph-info wrote below a build folder.

Calls through pointers are not in it: the codecs have none that lead back into themselves.
"""
import collections
import pathlib
import re
import sys

EDGE = re.compile(r'^edge: \{ sourcename: "([^"]*)" targetname: "([^"]*)"')


def short(title):
    return title.split(":")[-1]


def read_graph(folder):
    """Static functions are titled file:name, so equal names in two files stay apart."""
    calls = collections.defaultdict(set)
    files = 0
    for file in pathlib.Path(folder).rglob("*.ci"):
        files += 1
        for line in file.read_text().splitlines():
            match = EDGE.match(line)
            if match and match.group(2) != "__indirect_call":
                calls[match.group(1)].add(match.group(2))
    return files, calls


def find_cycle(calls):
    """One cycle as a list of titles, or None. A walk with its own stack."""
    done = set()
    for root in list(calls):
        path, on_path = [], set()
        stack = [(root, False)]
        while stack:
            title, leaving = stack.pop()
            if leaving:
                path.pop()
                on_path.discard(title)
                done.add(title)
            elif title in on_path:
                return path[path.index(title):] + [title]
            elif title not in done:
                path.append(title)
                on_path.add(title)
                stack.append((title, True))
                stack.extend((target, False) for target in calls.get(title, ()))
    return None


def main():
    files, calls = read_graph(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as lines:
        allowed = {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}
    used = {short(title) for title in calls} & allowed
    stale = allowed - used
    graph = {title: targets for title, targets in calls.items() if short(title) not in allowed}
    cycle = find_cycle(graph)
    if cycle:
        print("recursion:", " -> ".join(short(title) for title in cycle))
    if stale:
        print("in recursion.allow, but not in the library:", *sorted(stale))
    if not files:
        print("no call graph was written")
    else:
        print(f"{len(calls)} functions that call, in {files} files")
    return 1 if cycle or stale or not files else 0


if __name__ == "__main__":
    sys.exit(main())
