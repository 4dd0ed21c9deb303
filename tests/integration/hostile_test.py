#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What must be refused or survived: servers that lie, stop or break off, and what a user may type."""
import contextlib
import os
import pathlib
import socket
from concurrent.futures import ThreadPoolExecutor

import fake_server
from client import CONNECTION, DONE, FILES, LOGIN, PROTOCOL, REFUSED, TLS, USAGE, folder, mailaccess, messages_in
from fake_server import CLEAR, MESSAGE, PROTOCOLS, Closed, Server, imap_url, pop3_url
from tap import Skip, equal, main, test

PKI = os.environ["MLA_TEST_PKI"]
CA = ["--ca", f"{PKI}/ca.pem"]


@test(*PROTOCOLS)
def the_servers_of_these_tests_serve(_, script, url):
    with Server(script()) as server, folder() as to:
        mailaccess(CLEAR, url(server), "fetch", "INBOX", "--to", to, "--delete").expect(DONE)
        equal(messages_in(to), [MESSAGE], "messages")


# --- connecting -----------------------------------------------------------------------------------------------


@test("imaps", "imap", "pops", "pop")
def an_unknown_host_is_told(scheme):
    mailaccess(f"{scheme}://joe@no-such-host.invalid/", "folders").expect(CONNECTION, "no-such-host.invalid")


@test("imaps", "imap", "pops", "pop")
def a_refused_connection_is_told(scheme):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    mailaccess(f"{scheme}://joe@127.0.0.1:{port}/", "folders").expect(CONNECTION, "127.0.0.1")


@contextlib.contextmanager
def swallowing():
    """A port that answers nothing: with a full backlog the kernel drops what asks for more."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        probe = stack.enter_context(socket.socket())
        probe.settimeout(0.3)
        try:
            probe.connect(listener.getsockname())
            raise Skip("this kernel accepts beyond the backlog")
        except TimeoutError:
            yield listener.getsockname()[1]


def times_out(*words):
    """That it is no later than it should be is measured within a program: see timeout_test.c."""
    run = mailaccess("--timeout", 1.5, *words).expect(CONNECTION)
    assert run.seconds >= 1.5, f"gave up after {run.seconds:.2f} s: {words}"


def all_time_out(rows):
    with ThreadPoolExecutor(len(rows)) as pool:
        list(pool.map(lambda words: times_out(*words), rows))


@test
def a_connection_that_is_swallowed_ends_after_the_timeout():
    with swallowing() as port:
        all_time_out([(f"{scheme}://joe@127.0.0.1:{port}/", "folders") for scheme in ("imaps", "imap", "pops", "pop")])


@test
def a_silent_server_ends_after_the_timeout():
    def silent(connection):
        while True:
            connection.receive()

    with Server(silent) as one, Server(silent) as two, Server(silent) as three, Server(silent) as four:
        all_time_out([(CLEAR, imap_url(one), "folders"), (CLEAR, pop3_url(two), "folders"),
                      (f"imaps://joe@localhost:{three.port}/", "folders"),
                      (f"pops://joe@localhost:{four.port}/", "folders")])


@test
def a_server_that_stalls_within_a_message_ends_after_the_timeout():
    def stall(connection, *arguments):
        connection.send(b"+OK\r\nhalf" if len(arguments) == 1 else b"* 1 FETCH (UID 1 BODY[] {100}\r\nhalf")
        connection.receive()

    with Server(fake_server.imap(uid_fetch_body=stall)) as imap, Server(fake_server.pop3(retr=stall)) as pop3:
        with folder() as one, folder() as two:
            all_time_out([(CLEAR, imap_url(imap), "fetch", "INBOX", "--to", one, "--delete"),
                          (CLEAR, pop3_url(pop3), "fetch", "INBOX", "--to", two, "--delete")])
            equal(messages_in(one) + messages_in(two), [], "messages")
        assert b"STORE" not in imap.clear and b"DELE" not in pop3.clear


# --- a server that closes -------------------------------------------------------------------------------------


@test(*PROTOCOLS)
def a_server_may_close_after_any_octet(_, script, url):
    with Server(script()) as server, folder() as to:
        mailaccess(CLEAR, url(server), "fetch", "INBOX", "--to", to).expect(DONE)
        whole = server.sent

    def close_after(limit):
        with Server(script(), limit=limit) as server, folder() as to:
            run = mailaccess(CLEAR, url(server), "fetch", "INBOX", "--to", to)
            messages = messages_in(to)
        # The replies to LOGOUT and QUIT are the end: without them all may be fetched.
        assert run.code in (CONNECTION, DONE, REFUSED), f"after {limit} of {whole} octets: {run}"
        assert messages in ([], [MESSAGE]), f"after {limit} octets: {messages}"
        if run.code == DONE:
            equal(messages, [MESSAGE], f"messages after {limit} of {whole} octets")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(close_after, range(whole)))


@test
def a_message_cut_off_is_not_deleted_with_pop3():
    def cut(connection, _):
        connection.send(b"+OK\r\nFrom: a@example.org\r\n\r\nhalf")
        raise Closed

    with Server(fake_server.pop3(retr=cut)) as server, folder() as to:
        mailaccess(CLEAR, pop3_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(CONNECTION)
        equal(messages_in(to), [], "messages")
        assert b"DELE" not in server.clear


@test
def a_message_cut_off_is_not_deleted_with_imap():
    def cut(connection, _, __):
        connection.send(b"* 1 FETCH (UID 1 BODY[] {100}\r\nFrom: a@example.org\r\n\r\nhalf")
        raise Closed

    with Server(fake_server.imap(uid_fetch_body=cut)) as server, folder() as to:
        mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(CONNECTION)
        equal(messages_in(to), [], "messages")
        assert b"STORE" not in server.clear and b"EXPUNGE" not in server.clear


# --- replies that lie -----------------------------------------------------------------------------------------


@test(("imap", fake_server.imap(greeting=b"* OK " + b"x" * 1_000_000 + b"\r\n"), imap_url),
      ("pop3", fake_server.pop3(greeting=b"+OK " + b"x" * 1_000_000 + b"\r\n"), pop3_url))
def a_status_line_of_a_megabyte_is_survived(_, script, url):
    with Server(script) as server:
        mailaccess(CLEAR, url(server), "folders").expect(DONE)


@test(("imap", fake_server.imap(login=b"%t NO " + b"x" * 1_000_000 + b"\r\n"), imap_url),
      ("pop3", fake_server.pop3(user=b"-ERR " + b"x" * 1_000_000 + b"\r\n"), pop3_url))
def a_refusal_of_a_megabyte_is_survived(_, script, url):
    with Server(script) as server:
        mailaccess(CLEAR, url(server), "folders").expect(LOGIN)


@test
def a_literal_of_10_to_the_18_octets_is_no_reason_to_allocate():
    def huge(connection, _, __):
        connection.send(b"* 1 FETCH (UID 1 BODY[] {1000000000000000000}\r\n" + b"x" * 100_000)
        raise Closed

    with Server(fake_server.imap(uid_fetch_body=huge)) as server, folder() as to:
        mailaccess(CLEAR, imap_url(server), "fetch", "INBOX", "--to", to, "--delete").expect(CONNECTION)
        equal(messages_in(to), [], "messages")


HUGE = b"{1000000000000000000}\r\n"


@test(("greeting", {"greeting": b"* OK " + HUGE}), ("capability", {"capability": b"* CAPABILITY " + HUGE}),
      ("reply to LOGIN", {"login": b"%t OK [CAPABILITY " + HUGE}), ("LIST", {"list": b'* LIST () "/" ' + HUGE}),
      ("envelope", {"uid_fetch": b"* 1 FETCH (UID 1 ENVELOPE (" + HUGE}), ("unknown", {"list": b"* XYZ " + HUGE}))
def a_literal_of_10_to_the_18_octets_may_stand_anywhere(_, replies):
    def then_closes(octets):
        def reply(connection, tag, _):
            connection.send(octets.replace(b"%t", tag) + b"x" * 300_000)
            raise Closed
        return reply

    greeting = replies.pop("greeting", None)
    script = fake_server.imap(**{name: then_closes(octets) for name, octets in replies.items()})
    if greeting is not None:
        def script(connection):
            connection.send(greeting + b"x" * 300_000)
            raise Closed
    with Server(script) as server:
        verb = "list" if "uid_fetch" in replies else "folders"
        sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":max_allocation_size_mb=64"
        run = mailaccess(CLEAR, imap_url(server), verb, variables={"ASAN_OPTIONS": sanitizer})
        run.expect(CONNECTION, "inside a response")


NEIGHBOUR = b'* LIST () "/" INBOX\r\n* LIST () "/" Sent\r\n%t OK done\r\n'


@test(("literal where none belongs", b"* OK {5}\r\n* LIST () {3}\r\n.\r\n\r\n"),
      ("10,000 parentheses", b"* 1 FETCH " + b"(" * 10_000 + b")" * 10_000 + b"\r\n"),
      ("10,000 open parentheses", b"* 1 FETCH (BODYSTRUCTURE " + b"(" * 10_000 + b"\r\n"),
      ("NUL", b"* 1 FETCH (FLAGS (\0) \0\0)\r\n\0\0* OK \0\r\n"),
      ("no response at all", b"Server Unavailable. 15\r\n\r\n\r\n"),
      ("a set of 2^64", b"* SEARCH 18446744073709551616 99999999999999999999\r\n"),
      ("a number of no message", b"* 4294967295 EXPUNGE\r\n* 0 FETCH (UID 0)\r\n"))
def an_odd_response_costs_no_neighbour(_, octets):
    with Server(fake_server.imap(list=octets + NEIGHBOUR)) as server:
        run = mailaccess("--json", CLEAR, imap_url(server), "folders").expect(DONE)
        names = [entry.get("name", entry.get("folder")) for entry in run.objects]
        equal(names[-2:], ["INBOX", "Sent"], "folders")


@test("400000000 100", "-1 5", "0 1", "x", "1 -5 9", "18446744073709551616 1")
def a_listing_may_claim_any_number(row):
    reply = b"+OK\r\n" + row.encode() + b"\r\n1 47\r\n.\r\n"
    with Server(fake_server.pop3(list=reply)) as server, folder() as to:
        run = mailaccess(CLEAR, pop3_url(server), "fetch", "INBOX", "--to", to, timeout=20)
        assert run.code in (DONE, REFUSED), run
        equal(messages_in(to), [MESSAGE], "messages")


@test(("imap", fake_server.imap(), b"A9 OK done\r\n", imap_url))
def a_reply_to_a_command_that_was_not_sent_ends_the_session(_, script, octets, url):
    def lie(connection, tag, _):
        connection.send(octets + tag + b" OK done\r\n")

    with Server(fake_server.imap(list=lie)) as server:
        mailaccess(CLEAR, url(server), "folders").expect(PROTOCOL)


@test
def a_refused_quit_is_reported():
    with Server(fake_server.pop3(quit=b"-ERR some messages were not deleted\r\n")) as server, folder() as to:
        run = mailaccess(CLEAR, pop3_url(server), "fetch", "INBOX", "--to", to, "--delete")
        run.expect(REFUSED, "some messages were not deleted")


# --- TLS ------------------------------------------------------------------------------------------------------


def imap_starttls(behind):
    def reply(connection, tag, _):
        connection.send(tag + b" OK go on\r\n" + behind)
        connection.start_tls()

    return fake_server.imap(greeting=b"* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n", starttls=reply)


def pop3_stls(behind):
    def reply(connection, _):
        connection.send(b"+OK go on\r\n" + behind)
        connection.start_tls()

    return fake_server.pop3(capabilities=(b"STLS", b"USER", b"UIDL"), stls=reply)


@test(("imap", imap_starttls(b""), imap_url), ("pop3", pop3_stls(b""), pop3_url))
def starttls_protects_the_login(_, script, url):
    with Server(script, pki=PKI) as server:
        mailaccess(*CA, url(server), "folders", password="s3cret").expect(DONE)
        assert b"s3cret" in server.secret and b"s3cret" not in server.clear


@test(("imap", imap_starttls(b"* OK injected\r\n"), imap_url), ("pop3", pop3_stls(b"+OK injected\r\n"), pop3_url))
def octets_behind_the_reply_to_starttls_end_the_session(_, script, url):
    with Server(script, pki=PKI) as server:
        mailaccess(*CA, url(server), "folders", password="s3cret").expect(PROTOCOL, "interfering")
        assert b"s3cret" not in server.secret + server.clear


@test(("imap", fake_server.imap(greeting=b"* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n", starttls=b"%t NO not now\r\n"),
       imap_url),
      ("pop3", fake_server.pop3(capabilities=(b"STLS", b"USER"), stls=b"-ERR not now\r\n"), pop3_url))
def a_refused_starttls_sends_no_password(_, script, url):
    with Server(script, pki=PKI) as server:
        mailaccess(*CA, url(server), "folders", password="s3cret").expect(TLS, "not now")
        assert b"s3cret" not in server.clear and b"joe" not in server.clear


@test
def preauth_where_starttls_was_asked_for_is_refused():
    with Server(fake_server.imap(greeting=b"* PREAUTH welcome\r\n"), pki=PKI) as server:
        mailaccess(*CA, imap_url(server), "folders").expect(TLS)
        assert b"LIST" not in server.clear


# --- what a user may type -------------------------------------------------------------------------------------


@test(("user, CR LF", "joe%0D%0AA9 LOGOUT"), ("user, LF", "joe%0A"), ("user, NUL", "joe%00"))
def no_line_break_goes_out_in_a_user_name(_, user):
    for script, url in ((fake_server.imap(), imap_url), (fake_server.pop3(), pop3_url)):
        with Server(script) as server:
            run = mailaccess(CLEAR, url(server, user.replace(" ", "%20")), "folders")
            assert run.code in (USAGE, LOGIN), run
            assert b"LOGOUT" not in server.clear and b"joe" not in server.clear


@test(("CR LF", "x\r\nA9 LOGOUT"), ("LF", "x\ny"))
def no_line_break_goes_out_in_a_password(_, password):
    for script, url in ((fake_server.imap(), imap_url), (fake_server.pop3(), pop3_url)):
        with Server(script) as server:
            run = mailaccess(CLEAR, url(server), "folders", password=password)
            assert run.code in (USAGE, LOGIN), run
            assert b"\ny" not in server.clear and b"A9" not in server.clear


@test(*PROTOCOLS)
def no_nul_goes_out_in_a_password(_, script, url):
    with Server(script()) as server, folder() as to:
        file = pathlib.Path(to) / "password"
        file.write_bytes(b"pass\0word\n")
        mailaccess(CLEAR, "--password-file", file, url(server), "folders").expect(LOGIN, "no password")
        equal(server.clear, b"", "what the server was sent")


@test(("NUL", "%00"), ("CR LF", "%0D%0A"), ("LF", "%0A"))
def no_line_break_or_nul_goes_out_in_the_folder_of_a_url(_, octets):
    with Server(fake_server.imap()) as server:
        mailaccess(CLEAR, imap_url(server) + f"x{octets}A9 LOGOUT".replace(" ", "%20"), "list").expect(USAGE)
        assert b"A9 LOGOUT" not in server.clear


@test(("CR LF", "x\r\nA9 LOGOUT"), ("LF", "x\ny"))
def no_line_break_goes_out_in_a_folder_name(_, name):
    with Server(fake_server.imap()) as server:
        run = mailaccess(CLEAR, imap_url(server), "list", name)
        run.expect(USAGE, "correct the argument")
        assert b"A9 LOGOUT" not in server.clear and b"\ny" not in server.clear


# --- the disk -------------------------------------------------------------------------------------------------


@test(*PROTOCOLS)
def a_full_disk_deletes_nothing_on_the_server(_, script, url):
    large = MESSAGE + b"x" * 70 + b"\r\n"
    with Server(script(messages=(MESSAGE, large * 2000, MESSAGE))) as server, folder() as to:
        run = mailaccess(CLEAR, url(server), "fetch", "INBOX", "--to", to, "--delete", file_limit=8192)
        run.expect(FILES, "nothing was deleted on the server")
        assert all(octets == MESSAGE for octets in messages_in(to))
        assert b"DELE" not in server.clear and b"STORE" not in server.clear


@test
def what_is_known_of_a_large_mailbox_needs_a_folder_for_its_file():
    with Server(fake_server.pop3(messages=(MESSAGE,) * 50000)) as server:
        run = mailaccess(CLEAR, pop3_url(server), "list", variables={"TMPDIR": "/nonexistent"})
        run.expect(FILES, "in /nonexistent: No such file or directory; make room", "TMPDIR")


main()
