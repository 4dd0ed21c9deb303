#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs imap_decode over the files of this folder: NAME.imap holds what a server has sent, NAME.json what is expected.

    imap_decode_test.py PROGRAM [--update]      --update writes the .json files: read what changed

Each is given at once, in small pieces and octet by octet, and with the buffers of a small device.
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "integration"))
from tap import equal, main, test

PROGRAM = sys.argv[1]
FILES = sorted(pathlib.Path(__file__).parent.glob("*.imap"))


def decode(octets, *options):
    run = subprocess.run([PROGRAM, *options], input=octets, capture_output=True, check=False, timeout=60)
    assert not run.stderr, run.stderr
    return run.returncode, run.stdout


if "--update" in sys.argv:
    for file in FILES:
        file.with_suffix(".json").write_bytes(decode(file.read_bytes())[1])
    sys.exit(0)


@test(*[(file.stem, file) for file in FILES])
def a_reply_is_printed_as_expected(_, file):
    got = decode(file.read_bytes())[1].decode().splitlines()
    wanted = file.with_suffix(".json").read_text(encoding="utf-8").splitlines()
    for number, (one, other) in enumerate(zip(got, wanted), 1):
        equal(json.loads(one), json.loads(other), f"line {number}")
    equal(len(got), len(wanted), "lines")


@test(*[(file.stem, file) for file in FILES])
def the_output_is_the_same_however_it_is_split(_, file):
    octets = file.read_bytes()
    whole = decode(octets)
    for options in (["--chunk", "1"], ["--chunk", "7"], ["--chunk", "100"], ["--limits", "firmware"]):
        equal(decode(octets, *options), whole, " ".join(options))


@test
def any_octets_give_valid_json():
    for line in decode(bytes(range(256)) * 3 + b"\r\n* 1 FETCH (X \"" + bytes(range(128, 256)) + b"\")\r\n")[1].splitlines():
        json.loads(line)


@test(*[(reply.split()[1].decode(), reply) for reply in (
    b'* QUOTA "" (@ 1 2)', b"* ACL INBOX @ lrs", b"* ID (@ NIL)", b'* METADATA "" (@ NIL)',
    b"* ESEARCH @ 5", b"* LIST () NIL a (@ (b))", b'* NAMESPACE (("" "/" @ ("b"))) NIL NIL',
    b"* 1 FETCH (ANNOTATION (@ (@ @)))")])
def a_name_that_does_not_fit_gives_valid_json(_, reply):
    for name in (b"x" * 3000, b"{3000}\r\n" + b"x" * 3000):
        code, out = decode(reply.replace(b"@", name) + b"\r\nA1 OK\r\n", "--limits", "firmware")
        lines = [json.loads(line) for line in out.splitlines()]
        equal((code, lines[-2]["tag"]), (0, "A1"), "exit code, what follows")


@test
def an_end_within_a_response_is_told():
    code, out = decode(b"* OK hi\r\n* 1 FETCH (BODY[] {10}\r\nhalf")
    equal(code, 1, "exit code")
    equal(json.loads(out.splitlines()[-2])["error"], "MLA_E_INCOMPLETE", "error")
    equal(json.loads(out.splitlines()[-1])["type"], "end", "last line")


@test(*[(octets.split()[1].decode(), octets) for octets in (
    b"* SEARCH " + b"7 " * 20000, b"* ESEARCH UID ALL " + b"7," * 20000, b"* VANISHED " + b"7," * 20000,
    b"* THREAD " + b"(7)" * 20000, b"* ESEARCH ALL 1:9 RELEVANCY (" + b"7 " * 20000,
    b"* SEARCH 7" + b" " * 20000, b"* ESEARCH COUNT 5 ALL 7,9 " + b" " * 20000, b"* VANISHED 5,7" + b" " * 20000,
    b"* ESEARCH UID ALL " + b"4294967000:4294967295," * 100, b"* THREAD (7)" + b" " * 20000, b"* 1 FETCH (UID 7 BODY[] {7}\r\nhalf", b"* 1 FETCH (BODY[] {4}\r\nhalf UID",
    b"* 1 FETCH (X {7}\r\nhalf", b"* 1 FETCH (UI")])
def what_is_pending_is_the_response_that_did_not_end(_, octets):
    before = b"* OK hi\r\n* 1 FETCH (BODY[] {2}\r\nhi)\r\n"
    for options in ([], ["--chunk", "1"], ["--limits", "firmware"]):
        lines = [json.loads(line) for line in decode(before + octets, *options)[1].splitlines()]
        equal((lines[-2]["error"], lines[-2]["offset"]), ("MLA_E_INCOMPLETE", len(before)), "error, offset")
        equal((lines[-1]["pending"], lines[-1]["events"]), (len(octets), len(lines) - 1), "pending, events")


@test
def a_value_that_streams_is_none_of_the_next_response():
    streamed = b'* METADATA "" (/a {3000}\r\n' + b"x" * 3000 + b")\r\n"
    lines = decode(streamed + b"* 1 FETCH (UID 1)\r\n", "--limits", "firmware")[1].splitlines()
    equal([json.loads(line)["type"] for line in lines], ["body", "metadata", "fetch", "end"], "types")
    equal(json.loads(lines[2])["items"], {}, "items")


@test(*[(item.split()[0].decode(), item, member) for item, member in (
    (b'ENVELOPE ("d" @ NIL NIL NIL NIL NIL NIL NIL "m")', "message-id"), (b"X-FOO (a @ b)", None),
    (b'BODYSTRUCTURE ("text" "plain" NIL NIL @ "7bit" 1 2)', "parts"), (b"PREVIEW @", None))])
def a_value_that_streams_does_not_hide_its_item(_, item, member):
    value = b"{3000}\r\n" + b"x" * 3000
    reply = b"* 1 FETCH (" + item.replace(b"@", value) + b" BODY[] {2}\r\nhi)\r\n"
    lines = [json.loads(line, object_pairs_hook=list) for line in decode(reply, "--limits", "firmware")[1].splitlines()]
    equal([dict(line)["type"] for line in lines], ["body", "body", "fetch", "end"], "types")
    names = [name for name, _ in dict(lines[2])["items"]]
    equal(names, [item.split()[0].decode(), "BODY[]"], "items")
    equal(member is None or member in dict(dict(dict(lines[2])["items"])[names[0]]), True, "its member")


@test
def a_framing_that_is_lost_gives_the_same_output_however_it_is_split():
    octets = b"* OK hi\r\n* 1 FETCH (BODY[] {3}\r\nabcdef)\r\n" + b"A1 OK x\r\n" * 20
    code, out = decode(octets)
    equal(code, 1, "exit code")
    equal(json.loads(out.splitlines()[-2])["error"], "MLA_E_PROTOCOL", "error")
    for chunk in ("1", "7", "50"):
        equal(decode(octets, "--chunk", chunk), (code, out), chunk)


@test(("no number", ["--chunk", "x"]), ("zero", ["--chunk", "0"]), ("nothing", ["--chunk"]),
      ("no such limits", ["--limits", "x"]), ("no such option", ["--eat"]))
def a_wrong_command_line_is_told(_, options):
    run = subprocess.run([PROGRAM, *options], input=b"", capture_output=True, check=False)
    equal((run.returncode, run.stdout), (2, b""), "exit code, output")
    assert run.stderr.startswith(b"imap_decode: ") and run.stderr.count(b"\n") == 1


@test
def a_search_reply_of_a_million_ids_is_one_object():
    ids = b" ".join(b"%d" % number for number in range(1, 1_000_001))
    out = decode(b"* SEARCH " + ids + b"\r\n")[1]
    equal(len(json.loads(out.splitlines()[0])["ids"]), 1_000_000, "ids")


main()
