#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The command against a real Dovecot: every way in, every certificate that must be refused."""
import hashlib
import os
import pathlib
import subprocess
import sys

from client import CONNECTION, DONE, LOGIN, REFUSED, TLS, folder, mailaccess, messages_in
from proxy import Fault, Proxy
from tap import equal, main, test

SERVERS = pathlib.Path(__file__).parent.parent / "servers"
CA = ["--ca", os.environ["MLA_TEST_GOOD_CA_FILE"]]
STATE = pathlib.Path(os.environ["MLA_TEST_GOOD_MAIL_DIR"]).parent
EXAMPLES = pathlib.Path(sys.argv[1]).parent

WAYS = [("imaps", "imaps", "IMAPS", []), ("imap", "imap", "IMAP", ["--starttls"]),
        ("pops", "pops", "POP3S", []), ("pop", "pop", "POP3", ["--starttls"])]


def port(name, server="GOOD"):
    return int(os.environ[f"MLA_TEST_{server}_{name}_PORT"])


def url(scheme, name, user="u1", server="GOOD", host="localhost"):
    return f"{scheme}://{user}@{host}:{port(name, server)}/"


def deliver(user, *files, box="INBOX"):
    subprocess.run(["sh", SERVERS / "dovecot.sh", "deliver", STATE, user, box, *files], check=True)


MAILBOX = folder()
subprocess.run([sys.executable, SERVERS / "mailbox.py", MAILBOX.name], check=True)
SOURCES = sorted(pathlib.Path(MAILBOX.name).glob("*.eml"))
SMALL = [file for file in SOURCES if file.stat().st_size < 100_000][:5]
deliver("u1", *SOURCES)


def digests(messages):
    return sorted(hashlib.sha256(octets).hexdigest() for octets in messages)


@test(*WAYS)
def every_message_comes_back_octet_by_octet(_, scheme, name, options):
    with folder() as to:
        run = mailaccess(*CA, *options, url(scheme, name), "fetch", "INBOX", "--to", to, password="pw-u1")
        run.expect(DONE)
        equal(digests(messages_in(to)), digests(file.read_bytes() for file in SOURCES), "messages")


@test(*WAYS)
def a_second_run_fetches_nothing_and_a_new_message_alone(_, scheme, name, options):
    user = f"u{2 + [way[0] for way in WAYS].index(scheme)}"
    deliver(user, *SMALL[:2])
    with folder() as to:
        words = ["--json", *CA, *options, url(scheme, name, user), "fetch", "INBOX", "--to", to]
        run = lambda: mailaccess(*words, password=f"pw-{user}").expect(DONE).objects[-1]
        equal(run()["fetched"], 2, "fetched at first")
        again = run()
        equal((again["fetched"], again["already_there"]), (0, 2), "fetched again, already there")
        deliver(user, SMALL[2])
        later = run()
        equal((later["fetched"], later["already_there"]), (1, 2), "fetched later, already there")


@test(*WAYS)
def what_was_fetched_is_deleted_when_asked_for(_, scheme, name, options):
    user = f"u{2 + [way[0] for way in WAYS].index(scheme)}"
    words = [*CA, *options, url(scheme, name, user)]
    with folder() as to:
        run = mailaccess("--json", *words, "fetch", "INBOX", "--to", to, "--delete", password=f"pw-{user}")
        last = run.expect(DONE).objects[-1]
        equal(last["deleted"], last["fetched"], "deleted")
        equal(len(messages_in(to)), last["fetched"], "files")
    left = mailaccess("--json", *words, "list", password=f"pw-{user}").expect(DONE).objects
    equal(left, [], "messages on the server")


@test(*WAYS)
def octets_one_by_one_are_as_good_as_all_at_once(_, scheme, name, options):
    deliver("u6", SMALL[0]) if scheme == "imaps" else None
    with Proxy(port(name), Fault(chunk=1), Fault(chunk=1)) as proxy, folder() as to:
        address = f"{scheme}://u6@localhost:{proxy.port}/"
        mailaccess(*CA, *options, address, "fetch", "INBOX", "--to", to, password="pw-u6").expect(DONE)
        equal(messages_in(to), [SMALL[0].read_bytes()], "messages")


@test(*WAYS)
def a_wrong_password_is_told(_, scheme, name, options):
    mailaccess(*CA, *options, url(scheme, name), "folders", password="wrong").expect(LOGIN, "check user name")


REFUSED_CERTIFICATES = [(f"{server.lower()}, {way[0]}", server, *way[1:], words)
                        for server, words in (("WRONG", "host"), ("EXPIRED", "expired"), ("SELFSIGNED", ""),
                                              ("UNKNOWN", ""))
                        for way in WAYS]


@test(*REFUSED_CERTIFICATES)
def a_certificate_that_must_not_be_trusted_is_refused(_, server, scheme, name, options, words):
    plain = Proxy(port(name, server))
    with plain as proxy:
        address = f"{scheme}://u1@localhost:{proxy.port}/"
        mailaccess(*CA, *options, address, "folders", password="pw-u1").expect(TLS, words)
    assert b"LOGIN" not in proxy.seen[0] and b"AUTH" not in proxy.seen[0] and b"USER" not in proxy.seen[0]


@test(*WAYS)
def without_a_ca_a_private_one_is_refused(_, scheme, name, options):
    mailaccess(*options, url(scheme, name), "folders", password="pw-u1").expect(TLS)


@test(("imap", "IMAP"), ("pop", "POP3"))
def starttls_that_is_not_offered_is_refused(scheme, name):
    with Proxy(port(name, "NOTLS")) as proxy:
        address = f"{scheme}://u1@localhost:{proxy.port}/"
        mailaccess(*CA, address, "folders", password="pw-u1").expect(TLS)
    for word in (b"LOGIN", b"AUTHENTICATE", b"USER", b"PASS", b"pw-u1"):
        assert word not in proxy.seen[0], f"{word} went out in clear"


@test(("imap", "IMAP"), ("pop", "POP3"))
def clear_text_goes_only_where_it_is_asked_for_by_name(scheme, name):
    mailaccess("--cleartext", url(scheme, name), "folders", password="pw-u1").expect(DONE)


@test(("imap", "IMAP"), ("pop", "POP3"))
def a_server_that_forbids_login_in_clear_is_told(scheme, name):
    host = os.environ["MLA_TEST_NOCLEAR_HOST"]
    address = url(scheme, name, server="NOCLEAR", host=host)
    run = mailaccess("--cleartext", address, "folders", password="pw-u1")
    assert run.code in (LOGIN, REFUSED), run


@test(*[(f"{what}, {way[0]}", what, *way[1:]) for what in ("close", "reset") for way in WAYS])
def a_connection_lost_within_a_message_deletes_nothing(_, what, scheme, name, options):
    with Proxy(port(name), from_server=Fault(at=5_000_000, what=what)) as proxy, folder() as to:
        address = f"{scheme}://u1@localhost:{proxy.port}/"
        run = mailaccess(*CA, *options, address, "fetch", "INBOX", "--to", to, "--delete", password="pw-u1")
        run.expect(CONNECTION)
        wanted = {hashlib.sha256(file.read_bytes()).hexdigest() for file in SOURCES}
        assert set(digests(messages_in(to))) <= wanted, "half a message under a name"
    left = mailaccess("--json", *CA, *options, url(scheme, name), "list", password="pw-u1").expect(DONE).objects
    equal(len(left), len(SOURCES), "messages on the server")


@test(*WAYS)
def a_stalled_server_is_given_up_after_the_timeout(_, scheme, name, options):
    with Proxy(port(name), from_server=Fault(at=5_000_000, what="stall")) as proxy, folder() as to:
        address = f"{scheme}://u1@localhost:{proxy.port}/"
        words = ["--timeout", "1.5", *CA, *options, address, "fetch", "INBOX", "--to", to, "--delete"]
        run = mailaccess(*words, password="pw-u1").expect(CONNECTION)
        assert run.seconds >= 1.5, f"gave up after {run.seconds} s"


@test
def two_sessions_run_from_one_poll_loop():
    environment = {**os.environ, "MAILACCESS_PASSWORD": "pw-u1"}
    run = subprocess.run([EXAMPLES / "poll_two", url("imap", "IMAP", server="NOTLS"), url("pop", "POP3", server="NOTLS")],
                         env=environment, capture_output=True, timeout=60, check=False)
    assert b"0 messages" in run.stdout, run.stdout


main()
