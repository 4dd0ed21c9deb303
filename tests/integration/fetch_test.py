#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What fetch leaves on the disk: names, durability, resuming, folders that cannot be used."""
import os
import pathlib
import signal
import subprocess
import threading

import fake_server
from client import DONE, FILES, INTERRUPTED, MAILACCESS, REFUSED, Disk, folder, mailaccess, messages_in
from fake_server import CLEAR, MESSAGE, PROTOCOLS, Server, commands_of, imap_url, pop3_url
from tap import equal, main, test


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
        equal(when_deleted, [[f"fsync {around}", "fsync .mailaccess", "fsync mail", "fsync .unfinished",
                              f"rename {name}.doubtful", f"rename {name}", "fsync mail"]], "calls before DELE or STORE")


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


main()
