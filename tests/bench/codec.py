#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures the codecs: from memory, and over loopback against a replaying server. See README.md."""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys

from report import bars, table

# name: blocks of the smaller and the larger run whose difference counts, blocks of the loopback run, and what
# issue 3 asks for: instructions for an item, CPU as a multiple of the floor "recv".
SHAPES = {
    'envelope': (1, 3, 200, 2500, 6),
    'flags': (1, 3, 2000, 250, None),
    'bodystructure': (1, 3, 200, 2500, None),
    'search': (2, 6, 20000, 30, None),
    'list': (1, 3, 1000, 400, None),
    'body8k': (2, 10, 600, 1500, None),
    'literal': (1, 9, 512, None, 1.3),
    'pop3-retr8k': (50, 250, 30000, None, None),
    'pop3-list': (1, 3, 8000, None, None),
    'pop3-uidl': (1, 3, 8000, None, None),
}
CLIENTS = ['recv', 'memchr', 'ours', 'libetpan', 'libcurl']

# libetpan has LIST and UIDL only together. libcurl can be fed by a server alone, takes no message out of a FETCH of
# many, and refuses replies of more than 300 kB of lines ("too large response headers").
CANNOT = {('libetpan', 'pop3-list'), ('libetpan', 'pop3-uidl')} | {
    ('libcurl', shape) for shape in ('envelope', 'flags', 'bodystructure', 'search', 'list', 'body8k')}


class Bench:
    def __init__(self, build):
        self.programs = os.path.join(build, 'tests', 'bench')

    def path(self, name):
        return os.path.join(self.programs, 'bench_' + name)

    def clients(self, shape, memory):
        return [c for c in CLIENTS if os.path.exists(self.path(c)) and (c, shape) not in CANNOT
                and not (memory and c == 'libcurl')]

    def run(self, client, shape, blocks, *more):
        done = subprocess.run([self.path(client), shape, str(blocks), *more], check=True, stdout=subprocess.PIPE)
        return json.loads(done.stdout)

    def instructions(self, client, shape, blocks):
        done = subprocess.run(['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null',
                               self.path(client), shape, str(blocks)],
                              check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        return int(re.search(r'Collected *: (\d+)', done.stderr).group(1))


def from_memory(bench, shapes):
    """For an item: instructions, of which the floor's are those that feed, and allocations."""
    count = shutil.which('valgrind') is not None
    if not count:
        print('no valgrind: instructions are not counted (tests/setup.sh bench installs it)', file=sys.stderr)
    results = {}
    for shape in shapes:
        less, more = SHAPES[shape][:2]
        for client in bench.clients(shape, memory=True):
            small, large = bench.run(client, shape, less), bench.run(client, shape, more)
            items = large['items'] - small['items']
            results[shape, client] = {
                'item': large['item'],
                'octets': (large['octets'] - small['octets']) / items,
                'allocations': (large['allocations'] - small['allocations']) / items,
                'instructions': (bench.instructions(client, shape, more) - bench.instructions(client, shape, less))
                                / items if count else None,
            }
    return results


def over_loopback(bench, shapes, rounds):
    """Medians of the runs of each client, which take turns."""
    results = {}
    for shape in shapes:
        blocks = SHAPES[shape][2]
        clients = bench.clients(shape, memory=False)
        server = subprocess.Popen([bench.path('replay'), shape, str(blocks)], stdout=subprocess.PIPE, text=True)
        try:
            port = server.stdout.readline().strip()
            runs = {client: [] for client in clients}
            for _ in range(rounds):
                for client in clients:
                    runs[client].append(bench.run(client, shape, blocks, '--port', port))
        finally:
            server.terminate()
            server.wait()
        for client in clients:
            results[shape, client] = {
                'items': runs[client][0]['items'],
                'octets': runs[client][0]['octets'],
                'cpu': statistics.median(r['user'] + r['system'] for r in runs[client]),
                'wall': statistics.median(r['wall'] for r in runs[client]),
                'peak': max(r['peak_kib'] for r in runs[client]) / 1024,
            }
    return results


def value(results, shape, client, key):
    return results.get((shape, client), {}).get(key)


def ratio(results, shape, client, key, base):
    one, other = value(results, shape, client, key), value(results, shape, base, key)
    return one / other if one is not None and other else None


def beyond_floor(results, shape, client):
    """The floor copies only, and the processor simulated counts one instruction for each octet copied."""
    count, floor = value(results, shape, client, 'instructions'), value(results, shape, 'recv', 'instructions')
    return max(count - floor, 0) if count is not None else None


def memory_tables(results, shapes):
    clients = [c for c in CLIENTS if any((s, c) in results for s in shapes)]
    rows = []
    for shape in shapes:
        first = results[shape, 'ours']
        rows.append([shape, first['item'], first['octets']]
                    + [value(results, shape, 'recv', 'instructions')]
                    + [beyond_floor(results, shape, c) for c in clients[1:]]
                    + [SHAPES[shape][3]]
                    + [value(results, shape, c, 'allocations') for c in ('ours', 'libetpan')])
    return table('From memory: instructions for each item beyond those of feeding it (recv), and allocations',
                 ['shape', 'item', 'octets'] + clients + ['(to reach)', 'allocs: ours', 'libetpan'], rows)


def loopback_tables(results, shapes):
    clients = [c for c in CLIENTS if any((s, c) in results for s in shapes)]
    cpu = [[shape, value(results, shape, 'recv', 'cpu') * 1000]
           + [ratio(results, shape, c, 'cpu', 'recv') for c in clients[1:]] + [SHAPES[shape][4]] for shape in shapes]
    peak = [[shape, value(results, shape, 'ours', 'items'), value(results, shape, 'recv', 'octets') / 2**20]
            + [value(results, shape, c, 'peak') for c in clients] for shape in shapes]
    return (table('Over loopback: CPU of the client, as a multiple of receiving alone',
                  ['shape', 'recv, ms'] + clients[1:] + ['(to reach)'], cpu) + '\n'
            + table('Over loopback: peak resident set, MiB', ['shape', 'items', 'MiB sent'] + clients, peak))


def save(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--rounds', type=int, default=5, help='runs of each client over loopback; medians count')
    only = parser.add_mutually_exclusive_group()
    only.add_argument('--memory', action='store_true', help='only from memory')
    only.add_argument('--loopback', action='store_true', help='only over loopback')
    parser.add_argument('build', help='the build folder; what is printed is also put there, with pictures')
    parser.add_argument('shape', nargs='*', choices=[[], *SHAPES], metavar='SHAPE',
                        help='one or more of ' + ', '.join(SHAPES) + '; without any, all')
    arguments = parser.parse_args()
    bench, shapes = Bench(arguments.build), arguments.shape or list(SHAPES)
    text = []
    if not arguments.loopback:
        results = from_memory(bench, shapes)
        text.append(memory_tables(results, shapes))
        print(text[-1], flush=True)
        if any(r['instructions'] for r in results.values()):
            clients = bench.clients(shapes[0], memory=True)
            save(arguments.build, 'codec-instructions.svg',
                 bars('Instructions for each item, beyond those of feeding it', 'instructions', clients[1:],
                      [(s, [beyond_floor(results, s, c) for c in clients[1:]]) for s in shapes]))
    if not arguments.memory:
        results = over_loopback(bench, shapes, arguments.rounds)
        text.append(loopback_tables(results, shapes))
        print(text[-1], flush=True)
        clients = bench.clients('envelope', memory=False)
        save(arguments.build, 'codec-cpu.svg',
             bars('CPU over loopback, as a multiple of receiving alone', 'times recv', clients,
                  [(s, [ratio(results, s, c, 'cpu', 'recv') for c in clients]) for s in shapes]))
    print('also in', save(arguments.build, 'codec.txt', '\n'.join(text)))


if __name__ == '__main__':
    main()
