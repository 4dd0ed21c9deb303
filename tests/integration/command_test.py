#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The mailaccess command as its user sees it: verbs, output, exit codes, files, passwords."""
import os
import pathlib
import pty
import signal
import subprocess
import termios
import threading
import time

import fake_server
from client import (CONNECTION, DONE, FILES, INTERRUPTED, LOGIN, MAILACCESS, PROTOCOL, REFUSED, USAGE, folder, mailaccess,
                    messages_in)
from fake_server import MESSAGE, Server
from tap import Skip, equal, main, test

CLEAR = "--cleartext"


def imap_url(server):
    return f"imap://joe@localhost:{server.port}/"


def pop3_url(server):
    return f"pop://joe@localhost:{server.port}/"


PROTOCOLS = [("imap", fake_server.imap, imap_url), ("pop3", fake_server.pop3, pop3_url)]


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


# --- files ----------------------------------------------------------------------------------------------------


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


@test(*PROTOCOLS)
def a_message_is_safe_on_the_disk_before_it_is_deleted(_, script, url):
    when_deleted = []
    with folder() as to:
        disk = Disk(to + "/log")

        def delete(connection, *arguments):
            when_deleted.append(disk.calls)
            connection.send((arguments[0] + b" OK\r\n") if script is fake_server.imap else b"+OK\r\n")

        with Server(script(dele=delete, uid_store=delete)) as server:
            words = ["fetch", "INBOX", "--to", to + "/mail", "--delete"]
            mailaccess(CLEAR, url(server), *words, variables=disk.variables).expect(DONE)
        name, = (path.name for path in pathlib.Path(to).glob("mail/*.eml"))
        around = pathlib.Path(to).name
        equal(when_deleted, [[f"fsync {around}", "fsync .mailaccess", "fsync mail",
                              "fsync .unfinished", f"rename {name}", "fsync mail"]], "calls before DELE or STORE")


@test(*[(f"{call}, {protocol[0]}", call, *protocol[1:]) for protocol in PROTOCOLS
        for call in ("fsync around", "fsync .mailaccess", "fsync mail", "fsync .unfinished", "rename")])
def a_disk_that_refuses_deletes_nothing_on_the_server(_, call, script, url):
    if call == "rename":
        call += " 7-1.eml" if script is fake_server.imap else " uidl-696431.eml"
    with folder() as to, Server(script()) as server:
        if call == "fsync around":
            call = f"fsync {pathlib.Path(to).name}"
        disk = Disk(to + "/log", full=call)
        words = ["fetch", "INBOX", "--to", to + "/mail", "--delete"]
        run = mailaccess(CLEAR, url(server), *words, variables=disk.variables)
        run.expect(FILES, "nothing was deleted on the server", "No space left")
        assert call in disk.calls, disk.calls
        assert b"DELE" not in server.clear and b"STORE" not in server.clear
        mailaccess(CLEAR, url(server), *words).expect(DONE)
        equal(messages_in(to + "/mail"), [MESSAGE], "messages, when there is room again")


def uidl(*ids):
    rows = b"".join(b"%d %s\r\n" % (number, identifier) for number, identifier in enumerate(ids, 1))
    return b"+OK\r\n" + rows + b".\r\n"


@test(("../../evil", b"../../evil"), ("absolute", b"/tmp/evil"), ("dot", b"."), ("dots", b".."),
      ("8-bit", b"\xff\xfe\x80"), ("long", b"x" * 400), ("looks like a temporary file", b".unfinished"))
def no_file_name_comes_from_the_server(_, identifier):
    with Server(fake_server.pop3(uidl=uidl(identifier))) as server, folder() as to:
        inner = pathlib.Path(to) / "a" / "b"
        inner.parent.mkdir()
        for fetched in (1, 0):
            run = mailaccess("--json", CLEAR, pop3_url(server), "fetch", "INBOX", "--to", inner).expect(DONE)
            equal(run.objects[-1]["fetched"], fetched, "fetched")
        equal(messages_in(inner), [MESSAGE], "messages")
        equal([path.name for path in inner.parent.iterdir()], ["b"], "beside the folder")


@test
def ids_that_are_long_and_alike_are_two_messages():
    other = MESSAGE + b"other\r\n"
    reply = uidl(b"x" * 300 + b"1", b"x" * 300 + b"2")
    with Server(fake_server.pop3(uidl=reply, messages=(MESSAGE, other))) as server, folder() as to:
        mailaccess(CLEAR, pop3_url(server), "fetch", "INBOX", "--to", to).expect(DONE)
        equal(messages_in(to), sorted([MESSAGE, other]), "messages")


@test
def a_message_is_deleted_however_long_its_id_is():
    reply = uidl(b"\xff" * 3000)  # twice as long where it is told
    with Server(fake_server.pop3(uidl=reply)) as server, folder() as to:
        mailaccess(CLEAR, pop3_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(DONE)
        equal(commands_of(server, b"DELE"), [b"DELE 1"], "commands")


def many_long_ids(liar=0):
    """A script of 700 messages with ids of 1,600 octets: more than are held. Asked for the id of `liar`, it names
    another."""
    ids = [b"%d" % number + b"i" * 1600 for number in range(1, 701)]

    def answer(connection, arguments):
        if not arguments:
            connection.send(uidl(*ids))
        else:
            number = int(arguments)
            connection.send(b"+OK %d %s\r\n" % (number, b"other" if number == liar else ids[number - 1]))

    return fake_server.pop3(uidl=answer, messages=(MESSAGE,) * len(ids)), [identifier.decode() for identifier in ids]


def commands_of(server, name):
    return [line.rstrip() for line in bytes(server.clear).splitlines() if line.startswith(name)]


@test
def a_mailbox_whose_ids_are_not_held_is_listed_and_drained():
    script, ids = many_long_ids()
    with Server(script) as server, folder() as to:
        run = mailaccess("--json", CLEAR, pop3_url(server), "list").expect(DONE)
        equal([row["id"] for row in run.objects], ids, "ids")
        equal({row["subject"] for row in run.objects}, {"one"}, "subjects")
        server.clear.clear()
        mailaccess(CLEAR, pop3_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(DONE)
        equal(messages_in(to), [MESSAGE] * len(ids), "messages")
        for name in (b"RETR", b"DELE"):
            equal(commands_of(server, name), [b"%s %d" % (name, number) for number in range(1, 701)], "commands")


@test
def a_message_that_has_another_id_by_now_is_not_deleted():
    script, ids = many_long_ids(liar=3)
    with Server(script) as server, folder() as to:
        mailaccess(CLEAR, pop3_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(REFUSED, "no message has")
        equal(len(messages_in(to)), len(ids), "messages")
        assert b"DELE 3" not in commands_of(server, b"DELE")
        assert b"QUIT" not in server.clear


@test(*PROTOCOLS)
def a_folder_that_holds_another_mailbox_is_refused(_, script, url):
    with Server(script()) as one, Server(script()) as two, folder() as to:
        mailaccess(CLEAR, url(one), "fetch", "INBOX", "--to", to).expect(DONE)
        mailaccess(CLEAR, url(two), "fetch", "INBOX", "--to", to).expect(FILES, "another mailbox")


@test(*PROTOCOLS)
def an_interrupt_ends_a_fetch_and_deletes_nothing(_, script, url):
    stalled = threading.Event()

    def stall(connection, *_):
        connection.send(b"* 1 FETCH (UID 1 BODY[] {100}\r\nhalf" if script is fake_server.imap else b"+OK\r\nhalf\r\n")
        stalled.set()
        connection.receive()

    with Server(script(retr=stall, uid_fetch_body=stall)) as server, folder() as to:
        command = subprocess.Popen([MAILACCESS, CLEAR, url(server), "fetch", "INBOX", "--to", to, "--delete"],
                                   env={**os.environ, "MAILACCESS_PASSWORD": "secret"}, stderr=subprocess.PIPE)
        stalled.wait()
        command.send_signal(signal.SIGINT)
        _, said = command.communicate(timeout=60)
        equal(command.returncode, INTERRUPTED, "exit code")
        equal(said.count(b"\n"), 1, f"lines of error in {said}")
        equal(messages_in(to), [], "messages")
        assert b"DELE" not in server.clear and b"STORE" not in server.clear


@test
def a_folder_whose_uids_begin_anew_is_fetched_anew():
    with folder() as to:
        served = []

        def select(connection, tag, _):
            served.append(1)
            connection.send(b"* 1 EXISTS\r\n* OK [UIDVALIDITY %d] ok\r\n%s OK done\r\n" % (len(served), tag))

        with Server(fake_server.imap(examine=select)) as server:
            for _ in range(2):
                run = mailaccess("--json", CLEAR, imap_url(server), "fetch", "INBOX", "--to", to).expect(DONE)
                equal(run.objects[-1]["fetched"], 1, "fetched")
        equal(messages_in(to), [MESSAGE, MESSAGE], "messages")


@test(*PROTOCOLS)
def half_a_message_of_an_earlier_run_is_fetched_again(_, script, url):
    with Server(script()) as server, folder() as to:
        (pathlib.Path(to) / ".unfinished").write_bytes(b"half")
        mailaccess(CLEAR, url(server), "fetch", "INBOX", "--to", to).expect(DONE)
        equal(messages_in(to), [MESSAGE], "messages")


@test(("empty", b""), ("cut", b"imap\nloc"), ("zeros", b"\0" * 4096))
def a_folder_whose_owner_was_not_written_to_the_end_is_used_again(_, owner):
    with Server(fake_server.imap()) as server, folder() as to:
        (pathlib.Path(to) / ".mailaccess").write_bytes(owner)
        for _ in range(2):
            mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to).expect(DONE)
        (pathlib.Path(to) / ".mailaccess").write_bytes(owner)
        mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to).expect(FILES, "take another --to")


@test(*PROTOCOLS)
def one_message_that_is_refused_costs_no_other(_, script, url):
    messages = (MESSAGE, MESSAGE + b"2\r\n", MESSAGE + b"3\r\n")
    if script is fake_server.imap:
        def reply(connection, tag, arguments):
            uid = int(arguments.split(b" ")[0])
            if uid == 2:
                connection.send(tag + b" NO [UNAVAILABLE] item could not be found\r\n")
            else:
                octets = messages[uid - 1]
                connection.send(b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (uid, uid, len(octets), octets))
                connection.send(tag + b" OK done\r\n")
        served = script(messages=messages, uid_fetch_body=reply)
    else:
        def reply(connection, arguments):
            number = int(arguments)
            stuffed = messages[number - 1].replace(b"\r\n.", b"\r\n..")
            connection.send(b"-ERR no\r\n" if number == 2 else b"+OK\r\n" + stuffed + b".\r\n")
        served = script(messages=messages, retr=reply)
    with Server(served) as server, folder() as to:
        run = mailaccess(CLEAR, url(server), "fetch", "INBOX", "--to", to)
        equal(run.code, REFUSED, "exit code")
        equal(messages_in(to), sorted([messages[0], messages[2]]), "messages")


@test(*PROTOCOLS)
def a_folder_that_cannot_be_written_is_told(_, script, url):
    with Server(script()) as server, folder() as to:
        file = pathlib.Path(to) / "file"
        file.write_bytes(b"")
        mailaccess(CLEAR, url(server), "fetch", "INBOX", "--to", file / "x").expect(FILES)


@test(*PROTOCOLS)
def temporary_files_are_in_the_folder_for_them(_, script, url):
    with Server(script()) as server, folder() as to:
        words = [CLEAR, url(server), "fetch", "INBOX", "--to", to + "/mail"]
        run = mailaccess(*words, variables={"TMPDIR": to + "/none"})
        run.expect(FILES, "$TMPDIR", "No such file")
        mailaccess(*words, variables={"TMPDIR": to}).expect(DONE)
        equal(os.listdir(to), ["mail"], "files")


# --- what is not safe to delete --------------------------------------------------------------------------------


@test(("imap", fake_server.imap, imap_url, "7-1.eml"), ("pop3", fake_server.pop3, pop3_url, "uidl-696431.eml"))
def a_file_of_unknown_origin_is_not_taken_for_the_message(_, script, url, name):
    with Server(script()) as server, folder() as to:
        file = pathlib.Path(to) / name
        file.write_bytes(b"of somebody else")
        for _ in range(2):
            run = mailaccess(CLEAR, url(server), "fetch", "INBOX", "--to", to, "--delete")
            run.expect(FILES, "take another --to")
        equal(file.read_bytes(), b"of somebody else", "file")
        assert b"DELE" not in server.clear and b"STORE" not in server.clear


@test
def ids_without_a_uidvalidity_say_nothing_in_the_next_run():
    select = b"* 1 EXISTS\r\n%t OK [READ-WRITE] done\r\n"
    with folder() as to:
        with Server(fake_server.imap(select=select, examine=select)) as server:
            mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to).expect(DONE)
            run = mailaccess("--json", CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(DONE)
        equal((run.objects[-1]["already_there"], run.objects[-1]["fetched"]), (0, 1), "there already, fetched")
        equal(messages_in(to), [MESSAGE, MESSAGE], "messages")


@test(("a blank one", b"1 aa\r\n2 \r\n3 cc\r\n"), ("the same one twice", b"1 aa\r\n2 bb\r\n3 cc\r\n4 bb\r\n"))
def an_id_that_says_nothing_in_the_next_run_costs_no_other(_, rows):
    script = fake_server.pop3(uidl=b"+OK\r\n" + rows + b".\r\n", messages=(MESSAGE,) * rows.count(b"\n"))
    with Server(script) as server, folder() as to:
        words = ["--json", CLEAR, pop3_url(server), "fetch", "INBOX", "--to", to]
        mailaccess(*words).expect(DONE)
        equal(mailaccess(*words).expect(DONE).objects[-1]["already_there"], 2, "there already")
        mailaccess(*words, "--delete").expect(DONE)
        equal(len(commands_of(server, b"DELE")), rows.count(b"\n"), "deleted")


@test
def of_messages_with_one_uid_none_is_deleted():
    def listing(connection, tag, _):
        connection.send(b"* 1 FETCH (UID 5 RFC822.SIZE 9)\r\n* 2 FETCH (UID 4 RFC822.SIZE 9)\r\n"
                        b"* 3 FETCH (UID 5 RFC822.SIZE 9)\r\n" + tag + b" OK\r\n")

    def body(connection, tag, arguments):
        uid = int(arguments.split(b" ")[0])
        connection.send(b"* 1 FETCH (UID %d BODY[] {3}\r\nx\r\n)\r\n" % uid + tag + b" OK\r\n")

    with Server(fake_server.imap(uid_fetch=listing, uid_fetch_body=body)) as server, folder() as to:
        mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(PROTOCOL, "one UID")
        equal(len(messages_in(to)), 2, "messages")
        assert b"STORE" not in server.clear


@test
def uids_out_of_order_are_no_reason_to_keep_messages():
    listing = b"* 1 FETCH (UID 2 RFC822.SIZE 9)\r\n* 2 FETCH (UID 1 RFC822.SIZE 9)\r\n%t OK\r\n"
    with Server(fake_server.imap(uid_fetch=listing, messages=(MESSAGE, MESSAGE))) as server, folder() as to:
        mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(DONE)
        assert b"STORE 2,1" in server.clear


@test
def what_the_server_refused_behind_its_octets_is_fetched_again_and_not_deleted():
    refuses = [True]

    def body(connection, tag, arguments):
        uid = int(arguments.split(b" ")[0])
        half = uid == 1 and refuses[0]
        connection.send(b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (uid, uid, 4 if half else 6,
                                                                      b"half" if half else b"whole\n"))
        connection.send(tag + (b" NO [SERVERBUG] sorry\r\n" if half else b" OK\r\n"))

    messages = (MESSAGE, MESSAGE)
    with Server(fake_server.imap(uid_fetch_body=body, messages=messages)) as server, folder() as to:
        words = [CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete"]
        mailaccess(*words).expect(REFUSED, "sorry")
        equal(messages_in(to), [b"whole\n"], "messages")
        assert b"STORE 2 " in server.clear and b"STORE 1" not in server.clear
        refuses[0] = False
        mailaccess(*words).expect(DONE)
        equal(messages_in(to), [b"whole\n", b"whole\n"], "messages of the second run")


@test
def what_came_before_the_server_said_whether_it_is_all_is_fetched_again():
    for end in ("closed", "full disk"):
        half = [True]

        def body(connection, tag, arguments):
            uid = int(arguments.split(b" ")[0])
            connection.send(b"* %d FETCH (UID %d BODY[] {4}\r\n%s)\r\n" % (uid, uid, b"half" if half[0] else b"all\n"))
            if not half[0]:
                connection.send(tag + b" OK\r\n")
            elif end == "closed" or uid == 2:
                raise fake_server.Closed

        with Server(fake_server.imap(uid_fetch_body=body, messages=(MESSAGE,) * 2)) as server, folder() as to:
            words = [CLEAR, imap_url(server), "fetch", "INBOX", "--to", to + "/mail", "--delete"]
            disk = Disk(to + "/log", full="rename 7-2.eml") if end == "full disk" else None
            run = mailaccess(*words, variables=disk.variables if disk else None)
            equal(run.code, FILES if disk else CONNECTION, "exit code")
            equal(messages_in(to + "/mail"), [], "messages")
            half[0] = False
            mailaccess(*words).expect(DONE)
            equal(messages_in(to + "/mail"), [b"all\n"] * 2, "messages of the second run")


@test
def what_cannot_be_set_aside_is_not_deleted():
    def body(connection, tag, _):
        connection.send(b"* 1 FETCH (UID 1 BODY[] {4}\r\nhalf)\r\n" + tag + b" NO [SERVERBUG] sorry\r\n")

    with Server(fake_server.imap(uid_fetch_body=body)) as server, folder() as to:
        (pathlib.Path(to) / "7-1.eml.doubtful" / "x").mkdir(parents=True)
        run = mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete")
        run.expect(REFUSED, "sorry")
        equal([path.name for path in pathlib.Path(to).glob("*.eml")], [], "messages")
        assert b"STORE" not in server.clear


@test
def a_message_of_another_size_than_announced_is_told_and_not_deleted():
    off_by_two = b"* 1 FETCH (UID 1 BODY[] {5}\r\nseven\r\n)\r\n%t OK done\r\n"
    with Server(fake_server.imap(uid_fetch_body=off_by_two)) as server, folder() as to:
        run = mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete")
        run.expect(REFUSED, "not as long as the server announced")
        equal(messages_in(to), [], "messages")
        assert b"STORE" not in server.clear
        run = mailaccess(CLEAR, imap_url(server), "cat", "INBOX", "1").expect(PROTOCOL, "may not be whole")
        equal(run.raw, b"seven", "what there was")


@test(("IMAP, empty literal", fake_server.imap, imap_url, b"{0}\r\n"), ("IMAP, empty string", fake_server.imap, imap_url, b'""'),
      ("POP3", fake_server.pop3, pop3_url, b"+OK\r\n.\r\n"))
def a_message_that_came_without_an_octet_is_told_and_not_deleted(_, script, url, octets):
    def body(connection, tag, _):
        connection.send(b"* 1 FETCH (UID 1 BODY[] " + octets + b")\r\n" + tag + b" OK done\r\n")

    with Server(script(uid_fetch_body=body, retr=octets)) as server, folder() as to:
        run = mailaccess(CLEAR, url(server), "fetch", "INBOX", "--to", to, "--delete")
        run.expect(REFUSED, "without an octet", f"lists it as {len(MESSAGE)} octets")
        equal(messages_in(to), [], "messages")
        assert b"DELE" not in server.clear and b"STORE" not in server.clear


@test
def a_message_without_an_octet_may_be_so():
    def body(connection, tag, _):
        connection.send(b'* 1 FETCH (UID 1 BODY[] "")\r\n' + tag + b" OK done\r\n")

    with Server(fake_server.imap(messages=(b"",), uid_fetch_body=body)) as server, folder() as to:
        mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(DONE)
        equal(messages_in(to), [b""], "messages")
        assert b"STORE 1 " in server.clear


@test
def a_message_that_a_dot_of_its_own_ended_is_fetched_again():
    stuffs = [False]

    def retrieve(connection, arguments):
        dot = b".." if stuffs[0] or arguments != b"1" else b"."
        connection.send(b"+OK\r\nhead\r\n" + dot + b"\r\ntail\r\n.\r\n")

    whole = b"head\r\n.\r\ntail\r\n"
    with Server(fake_server.pop3(retr=retrieve, messages=(whole, whole))) as server, folder() as to:
        words = [CLEAR, pop3_url(server), "fetch", "INBOX", "--to", to, "--delete"]
        mailaccess(*words).expect(PROTOCOL)
        equal(messages_in(to), [], "messages")
        assert b"QUIT" not in server.clear
        stuffs[0] = True
        mailaccess(*words).expect(DONE)
        equal(messages_in(to), [whole, whole], "messages of the second run")


@test
def messages_that_are_not_those_that_were_asked_for_are_fetched_again():
    stuffs = [False]
    messages = (b"one\r\n", b"head\r\n.\r\n+OK\r\ntail\r\n", b"three\r\n", b"fourth\r\n")

    def retrieve(connection, arguments):
        octets = messages[int(arguments) - 1]
        connection.send(b"+OK\r\n" + (octets.replace(b"\r\n.", b"\r\n..") if stuffs[0] else octets) + b".\r\n")

    with Server(fake_server.pop3(retr=retrieve, messages=messages)) as server, folder() as to:
        words = [CLEAR, pop3_url(server), "fetch", "INBOX", "--to", to, "--delete"]
        mailaccess(*words).expect(PROTOCOL)
        equal(messages_in(to), [b"one\r\n"], "messages")
        stuffs[0] = True
        mailaccess(*words).expect(DONE)
        equal(messages_in(to), sorted(messages), "messages of the second run")


@test
def what_imap_has_deleted_is_kept_whatever_the_server_says_next():
    with Server(fake_server.imap(uid_expunge=b"* 1 EXPUNGE\r\nA99 OK who asked\r\n")) as server, folder() as to:
        mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(PROTOCOL)
        equal(messages_in(to), [MESSAGE], "messages")


@test
def what_the_server_wants_to_be_read_is_shown_while_fetching_and_deleting():
    def body(connection, tag, _):
        connection.send(b"* 1 FETCH (UID 1 BODY[] {2}\r\n\r\n)\r\n* OK [ALERT] one\r\n" + tag + b" OK\r\n")

    delete = b"* OK [ALERT] two\r\n%t OK\r\n"
    with Server(fake_server.imap(uid_fetch_body=body, uid_store=delete)) as server, folder() as to:
        run = mailaccess("--json", CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(DONE)
        equal([row["alert"] for row in run.objects if "alert" in row], ["one", "two"], "alerts")


main()
