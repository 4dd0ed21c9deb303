#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A mailbox read from a real Dovecot on loopback: time, CPU and peak memory of the client, beside its peers.

    network.py BUILD_DIR [--rounds N] [--small N] [--large OCTETS]

Reads 10,000 messages of 8 KB (--small), and one of 100 MB (--large), by IMAP and POP3, in clear text and over TLS.
Programs take turns, round by round; the table has medians, and ratios to ours. A program that is not there (libcurl's
and libetpan's, without their packages) is left out.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SERVERS = HERE.parent / "servers"


class Mailbox:
    """A Dovecot whose user u1 has `count` messages of `size` octets."""

    def __init__(self, folder, count, size):
        self.folder, self.count, self.size = folder, count, size
        self.control("start")
        lines = (folder / "env").read_text().splitlines()
        self.env = dict(line.split("=", 1) for line in lines)
        maildir = folder / "mail/u1/Maildir"
        for name in ("cur", "new", "tmp"):
            (maildir / name).mkdir(parents=True)
        head = "From: a@example.org\r\nSubject: message {}\r\n\r\n"
        line = b"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijkl\r\n"
        for number in range(1, count + 1):
            octets = head.format(number).encode()
            octets += line * ((size - len(octets)) // len(line))
            (maildir / "cur" / f"{1700000000 + number}.M{number}.localhost:2,").write_bytes(octets)
        owner = (folder / "mail").stat()
        for path in [folder / "mail/u1", *(folder / "mail/u1").rglob("*")]:
            os.chown(path, owner.st_uid, owner.st_gid)

    def control(self, verb):
        subprocess.run(["sh", SERVERS / "dovecot.sh", verb, self.folder], check=True)


def commands(build, box, protocol, tls, work):
    """(name, arguments) of each program."""
    bench = build / "tests/bench"
    scheme = {"imap": "imap", "pop3": "pop"}[protocol]
    port = box.env[f"{protocol.upper()}{'S' if tls else ''}_PORT"]
    ca = box.env["CA_FILE"]
    url = f"{scheme}{'s' if tls else ''}://u1@localhost:{port}/"
    peer = f"{protocol}{'s' if tls else ''}"
    to = tempfile.mkdtemp(dir=work)
    found = [
        ("session", [bench / "bench_fetch_session", url, ca if tls else "none"]),
        ("mailaccess fetch", [build / "examples/mailaccess", *(["--ca", ca] if tls else ["--cleartext"]), url,
                              "fetch", "INBOX", "--to", to]),
        ("libcurl", [bench / "bench_fetch_curl", f"{peer}://localhost:{port}", ca if tls else "none", str(box.count)]),
        ("libetpan", [bench / "bench_fetch_etpan", peer, port, str(box.count)]),
    ]
    return [(name, [str(word) for word in words]) for name, words in found if os.access(words[0], os.X_OK)]


def peak_memory(pid):
    """KiB so far. Not ru_maxrss: that begins with what this program has at the time of the fork."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


def run(words):
    """Seconds, seconds of CPU, peak KiB."""
    began = time.monotonic()
    environment = {**os.environ, "MAILACCESS_PASSWORD": "pw-u1"}
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, env=environment)
    done, peak = 0, 0
    while done == 0:
        peak = max(peak, peak_memory(child.pid))
        time.sleep(0.005)
        done, status, usage = os.wait4(child.pid, os.WNOHANG)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{words[0]} failed with {child.returncode}")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, peak


def measure(build, box, protocol, tls, rounds):
    taken = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir="/var/tmp") as work:
            for name, words in commands(build, box, protocol, tls, work):
                taken.setdefault(name, []).append(run(words))
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in taken.items()}
    ours = medians["session"]
    for name, (seconds, cpu, memory) in medians.items():
        print(f"  {protocol:5} {'TLS' if tls else 'clear':6} {name:17} {seconds:8.2f} s  x{seconds / ours[0]:<6.2f}"
              f" {cpu:8.2f} s  x{cpu / ours[1]:<6.2f} {memory / 1024:8.1f} MB", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=100_000_000)
    arguments = parser.parse_args()
    for count, size in ((arguments.small, 8192), (1, arguments.large)):
        with tempfile.TemporaryDirectory(prefix="mla.", dir="/var/tmp") as folder:
            os.chmod(folder, 0o755)
            box = Mailbox(pathlib.Path(folder) / "s", count, size)
            try:
                print(f"\n{count} messages of {size} octets\n  {'':29} {'time':>10}  {'':7} {'CPU':>10}  {'':7} {'peak':>11}")
                for protocol in ("imap", "pop3"):
                    for tls in (False, True):
                        measure(arguments.build, box, protocol, tls, arguments.rounds)
            finally:
                box.control("stop")


main()
