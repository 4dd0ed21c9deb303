# SPDX-License-Identifier: MIT
"""The mailaccess command, run as a user would."""
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

from tap import Skip

MAILACCESS = sys.argv[1]

DONE, REFUSED, USAGE, CONNECTION, TLS, LOGIN, FILES, PROTOCOL = range(8)
INTERRUPTED = 130


class Result:
    """What a run left behind: code, out and err as text, raw for the octets of out, and seconds."""

    def __init__(self, done, seconds):
        self.code = done.returncode
        self.raw = done.stdout
        self.out = done.stdout.decode(errors="replace")
        self.err = done.stderr.decode(errors="replace")
        self.seconds = seconds

    def __repr__(self):
        return f"exit code {self.code}, {self.err.strip()[-300:]!r}"

    @property
    def objects(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def expect(self, code, *words):
        """The exit code, one line of error (none when done), and the words in it."""
        assert self.code == code, f"wanted exit code {code}: {self}"
        lines = [line for line in self.err.splitlines() if line.startswith("mailaccess: ")]
        assert len(lines) == (0 if code == DONE else 1), f"wanted one line of error: {self}"
        for word in words:
            assert word in self.err, f"wanted {word!r}: {self}"
        return self


def mailaccess(*arguments, password="secret", timeout=60, file_limit=None, stdin=None, variables=None):
    """Runs it. file_limit: octets that a file may have, in place of a full disk. variables: of its environment."""

    def limit():
        if file_limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))

    environment = {name: value for name, value in os.environ.items() if name != "MAILACCESS_PASSWORD"}
    if password is not None:
        environment["MAILACCESS_PASSWORD"] = password
    environment.update(variables or {})
    began = time.monotonic()
    done = subprocess.run([MAILACCESS, *map(str, arguments)], env=environment, timeout=timeout, preexec_fn=limit,
                          stdin=stdin or subprocess.DEVNULL, capture_output=True, check=False)
    return Result(done, time.monotonic() - began)


def folder():
    """A temporary folder; what stands in it goes when the object does."""
    return tempfile.TemporaryDirectory(prefix="mla.")


def messages_in(path):
    """The octets of every message that was fetched."""
    return sorted(file.read_bytes() for file in pathlib.Path(path).glob("*.eml"))


class Disk:
    """What the command asks of the disk, and one thing that is refused: see disk_posix.c."""

    def __init__(self, log, full=None):
        if "MLA_TEST_DISK" not in os.environ:
            raise Skip("made for Linux")
        self.log = pathlib.Path(log)
        self.variables = {
            "LD_PRELOAD": os.environ["MLA_TEST_DISK"], "MLA_TEST_DISK_LOG": str(self.log),
            # A preloaded library stands before the sanitizer's own, which does not mind.
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0",
        }
        if full is not None:
            self.variables["MLA_TEST_DISK_FULL"] = full

    @property
    def calls(self):
        return self.log.read_text().splitlines()
