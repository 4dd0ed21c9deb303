#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The mailaccess command as its user sees it: verbs, output, exit codes, passwords."""
import os
import pathlib
import pty
import termios
import time

import fake_server
from client import DONE, FILES, INTERRUPTED, LOGIN, MAILACCESS, REFUSED, USAGE, folder, mailaccess
from fake_server import CLEAR, MESSAGE, PROTOCOLS, Server, imap_url
from tap import equal, main, test


# --- the command line -----------------------------------------------------------------------------------------


@test(("nothing", []), ("no verb", ["imaps://joe@localhost/"]), ("no such verb", ["imaps://joe@localhost/", "eat"]),
      ("no such option", ["--eat", "imaps://joe@localhost/", "caps"]), ("no URL", ["localhost", "caps"]),
      ("no such scheme", ["http://joe@localhost/", "caps"]), ("fetch without --to", ["imaps://joe@h/", "fetch", "INBOX"]),
      ("--to for list", ["--to", "x", "imaps://joe@h/", "list"]), ("no number", ["--timeout", "x", "imaps://h/", "caps"]),
      ("two securities", ["--starttls", "--cleartext", "imap://h/", "caps"]),
      ("JSON of a message", ["--json", "imaps://joe@h/", "cat", "INBOX", "1"]),
      ("folders without a user", ["imaps://localhost/", "folders"]))
def a_wrong_command_line_is_told_in_one_line(_, words):
    mailaccess(*words).expect(USAGE)


@test
def help_and_version_are_no_errors():
    assert "usage: mailaccess" in mailaccess("--help").expect(DONE).out
    assert mailaccess("--version").expect(DONE).out.startswith("mailaccess ")


# --- passwords ------------------------------------------------------------------------------------------------


@test(*PROTOCOLS)
def a_password_comes_from_the_first_line_of_a_file(_, script, url):
    with Server(script()) as server, folder() as to:
        file = pathlib.Path(to) / "password"
        file.write_text("from the file\nsecond line\n")
        mailaccess(CLEAR, "--password-file", file, url(server), "folders", password="from the environment").expect(DONE)
        sent = bytes(server.clear)
        assert b"from the file" in sent and b"second" not in sent and b"environment" not in sent, sent


@test
def a_password_file_that_is_missing_is_told():
    mailaccess("--password-file", "/nonexistent/x", "imaps://joe@localhost/", "folders").expect(FILES, "/nonexistent/x")


@test
def a_password_that_is_too_long_is_told():
    with folder() as to:
        file = pathlib.Path(to) / "password"
        file.write_text("x" * 4096)
        mailaccess("--password-file", file, "imaps://joe@localhost/", "folders").expect(LOGIN, "is too long")
    mailaccess("imaps://joe@localhost/", "folders", password="x" * 4096).expect(LOGIN, "is too long")


@test
def without_a_password_and_a_terminal_there_is_no_login():
    with Server(fake_server.imap()) as server:
        mailaccess(CLEAR, imap_url(server), "folders", password=None).expect(LOGIN)


@test(*PROTOCOLS)
def a_password_is_asked_for_without_showing_it(_, script, url):
    with Server(script()) as server:
        code, octets = at_a_terminal(CLEAR, url(server), "folders", typed=b"s3cret\n")
        equal(code, DONE, "exit code")
        assert b"Password of joe: " in octets and b"s3cret" not in octets, octets
        assert b"s3cret" in server.clear


@test
def a_question_for_a_password_can_be_interrupted():
    code, octets = at_a_terminal(CLEAR, "imap://joe@localhost:1/", "folders", typed=b"s3cr\x03")
    equal(code, INTERRUPTED, "exit code")
    assert b"s3cr" not in octets


@test(*PROTOCOLS)
def a_trace_shows_commands_and_no_password(_, script, url):
    with Server(script()) as server:
        run = mailaccess("--trace", CLEAR, url(server), "folders", password="s3cret")
        equal(run.code, DONE, "exit code")
        assert "s3cret" not in run.err and "czNjcmV0" not in run.err
        assert "> " in run.err and "< " in run.err


# --- output ---------------------------------------------------------------------------------------------------


@test(*PROTOCOLS)
def every_verb_speaks_json(_, script, url):
    with Server(script()) as server, folder() as to:
        for words in (["caps"], ["folders"], ["list"], ["list", "INBOX"], ["fetch", "INBOX", "--to", to]):
            run = mailaccess("--json", CLEAR, url(server), *words).expect(DONE)
            assert run.objects, f"{words} printed nothing"


@test(*PROTOCOLS)
def caps_says_how_the_connection_is_protected(name, script, url):
    with Server(script()) as server:
        run = mailaccess(CLEAR, url(server), "caps").expect(DONE)
        equal(run.out.splitlines()[0], f"{name.upper()}, encryption: none", "first line")


@test(*PROTOCOLS)
def cat_writes_the_message_itself(_, script, url):
    with Server(script()) as server:
        identifier = "1" if script is fake_server.imap else "id1"
        run = mailaccess(CLEAR, url(server), "cat", "INBOX", identifier).expect(DONE)
        equal(run.raw, MESSAGE, "message")


@test(*PROTOCOLS)
def a_message_that_is_not_there_is_told(_, script, url):
    with Server(script()) as server:
        mailaccess(CLEAR, url(server), "cat", "INBOX", "77").expect(REFUSED)


def at_a_terminal(*words, typed=None):
    """Exit code, and what the command writes to a terminal. typed: when it asks for a password."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.pop("MAILACCESS_PASSWORD", None)
        if typed is None:
            os.environ["MAILACCESS_PASSWORD"] = "secret"
        os.execv(MAILACCESS, [MAILACCESS, *words])
    octets = b""
    try:
        while piece := os.read(terminal, 65536):
            octets += piece
            if typed and octets.endswith(b": "):
                # What comes before the echo is off is thrown away.
                while termios.tcgetattr(terminal)[3] & termios.ECHO:
                    time.sleep(0.01)
                os.write(terminal, typed)
                typed = None
    except OSError:
        pass
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), octets.replace(b"\r\n", b"\n")


@test
def a_terminal_gets_no_control_characters_of_a_message():
    evil = b"Subject: x\r\n\r\n\x1b]0;owned\x07 \x9b31m \xc2\x9b31m end\r\n"
    with Server(fake_server.imap(messages=(evil,))) as server:
        code, octets = at_a_terminal(CLEAR, imap_url(server), "cat", "INBOX", "1")
        equal(code, DONE, "exit code")
        assert b"end" in octets and not any(bad in octets for bad in (b"\x1b", b"\x07", b"\xc2\x9b")), octets


@test
def a_terminal_gets_characters_whole_wherever_they_are_split():
    text = b"Subject: x\r\n\r\n" + "äöü€😀".encode() * 20_000 + b"\r\n"
    with Server(fake_server.imap(messages=(text,))) as server:
        code, octets = at_a_terminal(CLEAR, imap_url(server), "cat", "INBOX", "1")
        equal(code, DONE, "exit code")
        assert "�".encode() not in octets, "a replacement character"


@test
def words_of_a_server_bring_no_control_characters():
    reply = b"%t NO \x1b[31mred\x07\r\n"
    with Server(fake_server.imap(login=reply)) as server:
        run = mailaccess(CLEAR, imap_url(server), "folders").expect(LOGIN, "red")
        assert "\x1b" not in run.err and "\x07" not in run.err


main()
