#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Instructions that the IMAP decoder spends on an item, by callgrind.

    instructions.py BENCH_CODEC [KIND]...

Two counts are run, and the difference taken, so that start-up falls away. Only what happens within the decoder's
functions counts, not what generates the data.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

KINDS = ["envelope", "flags", "structure", "search", "list", "body"]
FEW, MANY = 2000, 6000


def decoder_share(profile):
    """Instructions within mla_imap_decoder_*(), what they call included."""
    listing = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", profile],
                             capture_output=True, text=True, check=True).stdout
    total = 0
    for line in listing.splitlines():
        match = re.match(r"\s*([\d,]+) .*:(mla_imap_decoder_(?:next|rx_buf|rx_ack))\b", line)
        if match:
            total += int(match.group(1).replace(",", ""))
    return total


def instructions(program, kind, count, folder):
    profile = pathlib.Path(folder) / f"{kind}.{count}"
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", program, kind, str(count)],
                   capture_output=True, check=True)
    return decoder_share(profile)


def octets(program, kind):
    out = subprocess.run([program, kind, str(MANY)], capture_output=True, text=True, check=True).stdout.split()
    return int(out[out.index("octets") + 1]) / MANY, int(out[out.index("allocations") + 1])


def main():
    program, kinds = sys.argv[1], sys.argv[2:] or KINDS
    print(f"{'item':12} {'octets':>8} {'instructions':>13} {'per octet':>10} {'allocations':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            size, allocations = octets(program, kind)
            spent = instructions(program, kind, MANY, folder) - instructions(program, kind, FEW, folder)
            each = spent / (MANY - FEW)
            print(f"{kind:12} {size:8.0f} {each:13.0f} {each / size:10.2f} {allocations:12}")


main()
