#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What fetch must not delete on the server, since it is not safely stored though it seems to be."""
import os
import pathlib
import subprocess
import time

import fake_server
from client import CONNECTION, DONE, FILES, MAILACCESS, PROTOCOL, REFUSED, Disk, folder, mailaccess, messages_in
from fake_server import CLEAR, MESSAGE, Server, commands_of, imap_url, pop3_url
from tap import equal, main, test


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
        equal([file.read_bytes() for file in pathlib.Path(to).glob("*.doubtful")], [b"half"], "what was set aside")
        assert b"STORE 2 " in server.clear and b"STORE 1" not in server.clear
        refuses[0] = False
        mailaccess(*words).expect(DONE)
        equal(messages_in(to), [b"whole\n", b"whole\n"], "messages of the second run")
        equal(list(pathlib.Path(to).glob("*.doubtful")), [], "what is set aside behind it")


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
            disk = Disk(to + "/log", full="rename 7-2.eml.doubtful") if end == "full disk" else None
            run = mailaccess(*words, variables=disk.variables if disk else None)
            equal(run.code, FILES if disk else CONNECTION, "exit code")
            equal(messages_in(to + "/mail"), [], "messages")
            half[0] = False
            mailaccess(*words).expect(DONE)
            equal(messages_in(to + "/mail"), [b"all\n"] * 2, "messages of the second run")


@test
def what_came_before_the_command_was_killed_is_fetched_again():
    half = [True]

    def body(connection, tag, _):
        octets = b"half" if half[0] else b"all\n"
        connection.send(b"* 1 FETCH (UID 1 BODY[] {4}\r\n%s)\r\n" % octets)
        if half[0]:
            connection.receive()
        connection.send(tag + b" OK\r\n")

    with Server(fake_server.imap(uid_fetch_body=body)) as server, folder() as to:
        words = [CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete"]
        command = subprocess.Popen([MAILACCESS, *words], env={**os.environ, "MAILACCESS_PASSWORD": "secret"})
        while not list(pathlib.Path(to).glob("*.doubtful")):
            assert command.poll() is None
            time.sleep(0.01)
        command.kill()
        command.wait()
        half[0] = False
        mailaccess(*words).expect(DONE)
        equal(messages_in(to), [b"all\n"], "messages")
        equal(list(pathlib.Path(to).glob("*.doubtful")), [], "what is left")


@test
def what_cannot_be_set_aside_is_not_deleted():
    def body(connection, tag, _):
        connection.send(b"* 1 FETCH (UID 1 BODY[] {4}\r\nhalf)\r\n" + tag + b" NO [SERVERBUG] sorry\r\n")

    with Server(fake_server.imap(uid_fetch_body=body)) as server, folder() as to:
        (pathlib.Path(to) / "7-1.eml.doubtful" / "x").mkdir(parents=True)
        run = mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete")
        run.expect(FILES, "nothing was deleted on the server")
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
