#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The programs that a reader copies from, against a real Dovecot."""
import os
import pathlib
import queue
import socket
import subprocess
import sys
import threading

from client import folder
from proxy import Proxy
from tap import equal, main, test

SERVERS = pathlib.Path(__file__).parent.parent / "servers"
EXAMPLES = pathlib.Path(sys.argv[1]).parent
STATE = pathlib.Path(os.environ["MLA_TEST_GOOD_MAIL_DIR"]).parent

PLAIN = b"From: ann@mail.test\r\nSubject: hello\r\n\r\nbody\r\n.dot\r\n"
OTHER = b"From: bob@mail.test\r\nSubject: other\r\n\r\nother\r\n"
ATTACHED = (b"From: cat@mail.test\r\nSubject: with a file\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n"
            b"--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
            b"Content-Disposition: attachment; filename=x\r\n\r\nAAECA/8=\r\n--b--\r\n")


def deliver(user, *messages):
    with folder() as to:
        files = []
        for number, octets in enumerate(messages):
            files.append(pathlib.Path(to) / str(number))
            files[-1].write_bytes(octets)
        subprocess.run(["sh", SERVERS / "dovecot.sh", "deliver", STATE, user, "INBOX", *files], check=True)


def url(scheme, user, port=None):
    port = port or os.environ["MLA_TEST_GOOD_" + {"imaps": "IMAPS", "pops": "POP3S"}[scheme] + "_PORT"]
    return f"{scheme}://{user}@localhost:{port}/"


def environment(user, ca=os.environ["MLA_TEST_GOOD_CA_FILE"]):
    return {**os.environ, "MAILACCESS_PASSWORD": f"pw-{user}", "SSL_CERT_FILE": ca}


def run(name, *words, user, **more):
    return subprocess.run([EXAMPLES / name, *words], env=environment(user, **more), capture_output=True, timeout=60,
                          check=False)


@test
def pop3_drain_moves_a_mailbox_into_files():
    deliver("u11", PLAIN, OTHER, ATTACHED)
    with folder() as to:
        done = run("pop3_drain", url("pops", "u11"), to, user="u11")
        equal((done.returncode, done.stdout[:12]), (0, b"3 messages. "), "exit code, output")
        equal(sorted(path.read_bytes() for path in pathlib.Path(to).glob("*.eml")), sorted([PLAIN, OTHER, ATTACHED]),
              "files")
        done = run("pop3_drain", url("pops", "u11"), to, user="u11")
        equal((done.returncode, done.stdout[:12]), (0, b"0 messages. "), "exit code, output of a second run")


@test
def pop3_drain_deletes_nothing_that_it_could_not_store():
    deliver("u11", PLAIN)
    with folder() as to:
        (pathlib.Path(to) / "unfinished").mkdir()
        equal(run("pop3_drain", url("pops", "u11"), to, user="u11").returncode, 1, "exit code")
        (pathlib.Path(to) / "unfinished").rmdir()
        equal(run("pop3_drain", url("pops", "u11"), to, user="u11").stdout[:12], b"1 messages. ", "output")


@test(("the newest message", "pw-u11", 0, b"From: bob@mail.test\r\nSubject: other\r\n\r\n"),
      ("a wrong password", "x", 1, b"Authentication failed.\nthe server refused"))
def pop3_firmware_shows_over_its_line(_, password, code, shown):
    deliver("u11", PLAIN, OTHER)
    with socket.create_connection(("localhost", os.environ["MLA_TEST_GOOD_POP3_PORT"])) as line:
        done = subprocess.run([EXAMPLES / "pop3_firmware", "u11"], stdin=line, stdout=line, stderr=subprocess.PIPE,
                              env={**os.environ, "MAILACCESS_PASSWORD": password}, timeout=60, check=False)
    equal(done.returncode, code, "exit code")
    assert done.stderr.startswith(shown), done.stderr


@test
def imap_unseen_lists_what_is_unseen_and_streams_an_attachment():
    deliver("u12", PLAIN, OTHER, ATTACHED)
    with folder() as to:
        file = pathlib.Path(to) / "attachment"
        done = run("imap_unseen", url("imaps", "u12"), file, user="u12")
        equal((done.returncode, done.stderr), (0, b""), "exit code, errors")
        lines = done.stdout.splitlines()
        assert b"INBOX" in lines and b"Sent" in lines, lines
        equal(lines[-3:], [b"ann@mail.test\thello", b"bob@mail.test\tother", b"cat@mail.test\twith a file"],
              "unseen")
        equal(file.read_bytes(), b"\0\1\2\3\xff", "attachment")


@test
def imap_watch_survives_a_lost_connection():
    with Proxy(int(os.environ["MLA_TEST_GOOD_IMAPS_PORT"])) as proxy:
        watch = subprocess.Popen([EXAMPLES / "imap_watch", url("imaps", "u12", proxy.port), "1"],
                                 env=environment("u12"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        said = queue.Queue()
        threading.Thread(target=lambda: [said.put(line) for line in watch.stdout], daemon=True).start()
        try:
            equal(said.get(timeout=60), b"3 messages\n", "at first")
            deliver("u12", PLAIN)
            equal(said.get(timeout=60), b"4 messages\n", "after one more has come")
            proxy.drop()
            equal(said.get(timeout=60), b"4 messages\n", "over a new connection")
        finally:
            watch.kill()
            watch.wait()


@test(("pop3_drain", "pops"), ("imap_unseen", "imaps"), ("imap_watch", "imaps"))
def an_example_says_what_is_wrong(name, scheme):
    with folder() as to:
        to = to if name == "pop3_drain" else to + "/file"
        done = run(name, url(scheme, "u11"), to, user="u11", ca=os.environ["MLA_TEST_PKI"] + "/other-ca.pem")
        assert done.returncode != 0 and b"not trusted" in done.stdout + done.stderr, done


main()
