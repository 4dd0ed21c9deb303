#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes a mailbox of varied messages, the same octets at every run.

    mailbox.py DIR

DIR gets one file a message, NN-what-it-is.eml, and SHA256SUMS, as sha256sum(1) writes and checks it. Every line
ends in CR LF, no CR or LF stands alone, there is no NUL, and no two messages are equal. So any server that keeps
what it is given hands back the same octets over POP3 and IMAP.
"""

import base64
import hashlib
import pathlib
import quopri
import random
import sys

LARGE = 25_000_000  # octets of the largest message


def crlf(text):
    return text.replace("\n", "\r\n").encode()


def header(number, subject, *more):
    """The fields that every ordinary message has."""
    fields = [
        f"Message-ID: <{number:03}@mailbox.test>",
        f"Date: Thu, {1 + number % 28:02} Jan 2026 {number % 24:02}:30:00 +0100",
        "From: =?utf-8?q?J=C3=B6rg_Sender?= <sender@mailbox.test>",
        "To: Receiver <receiver@mailbox.test>",
        f"Subject: {subject}",
        *more,
    ]
    return crlf("\n".join(fields) + "\n\n")


def base64_lines(data, width=57):
    return b"".join(base64.b64encode(data[i:i + width]) + b"\r\n" for i in range(0, len(data), width))


def part(fields, body):
    return crlf("\n".join(fields) + "\n\n") + body


def multipart(boundary, parts, preamble=b"", epilogue=b""):
    lines = b"".join(b"--" + boundary + b"\r\n" + one + b"\r\n" for one in parts)
    return preamble + lines + b"--" + boundary + b"--\r\n" + epilogue


def plain(text):
    return part(["Content-Type: text/plain; charset=utf-8"], crlf(text))


def attachment(name, data, media_type="application/octet-stream"):
    fields = [
        f"Content-Type: {media_type}",
        "Content-Transfer-Encoding: base64",
        f"Content-Disposition: attachment; {name}",
    ]
    return part(fields, base64_lines(data))


MIME = "MIME-Version: 1.0"
MIXED = 'Content-Type: multipart/mixed; boundary="b1"'


def texts():
    """Bodies of one text: (what, subject, more fields, body)."""
    dots = ".\n..\n...\n.leading\n..leading twice\n. \n.\n\n.\nlast\n.\n"
    yield "plain", "plain text", [], crlf("Hello,\n\nthis is plain text.\n")
    yield "empty-body", "no body at all", [], b""
    yield "one-empty-line", "a body of one empty line", [], b"\r\n"
    yield "empty-lines", "a hundred empty lines", [], b"\r\n" * 100
    yield "dots", "lines that begin with dots", [], crlf(dots)
    yield "lone-dot", "a lone dot", [], b".\r\n"
    yield "lone-dot-inside", "a lone dot inside", [], crlf("before\n.\nafter\n")
    yield "dot-at-the-end", "a dot at the end of each line", [], crlf("one.\ntwo.\n" * 40)
    yield "thousand-dots", "a line of dots", [], b"." * 1000 + b"\r\n"
    yield "pop3-words", "looks like POP3", [], crlf("+OK\n-ERR\n+OK 3 octets\n.\n-ERR [IN-USE]\n")
    yield "imap-words", "looks like IMAP", [], crlf("* 1 FETCH (BODY[] {3}\nabc)\na1 OK done\n{10}\n* BYE\n)\n")
    yield "mbox-from", "lines that begin with From", [], crlf("From here on\n>From there\nFrom sender Thu Jan  1\n")
    yield "controls", "control characters", [], b"\x01\x07\x08\x0b\x0c\x1b[31mred\x1b[0m\x7f\r\n"
    yield "tabs", "tabs and trailing spaces", [], crlf("\tone\t\n two  \n   \n\t\n")
    yield "long-line", "a line of 100,000 octets", [], b"x" * 100_000 + b"\r\n"
    yield "lines-of-998", "lines of 998 octets", [], (b"y" * 998 + b"\r\n") * 50
    yield "short-lines", "20,000 lines of one octet", [], b"z\r\n" * 20_000
    yield "flowed", "format=flowed", [MIME, "Content-Type: text/plain; format=flowed"], crlf("soft \nhard\n-- \nme\n")


def charsets():
    """8-bit and encoded text."""
    text = "Grüße, naïve façade, Ωμέγα, Привет, 日本語, 😀\n"
    yield "utf-8", "8-bit UTF-8", [MIME, "Content-Type: text/plain; charset=utf-8",
                                   "Content-Transfer-Encoding: 8bit"], crlf(text)
    yield "latin-1", "8-bit ISO-8859-1", [MIME, "Content-Type: text/plain; charset=iso-8859-1",
                                          "Content-Transfer-Encoding: 8bit"], "Grüße\r\n".encode("latin-1")
    yield "every-octet", "every octet but NUL, CR and LF", [], bytes(
        octet for octet in range(1, 256) if octet not in b"\r\n") + b"\r\n"
    yield "shift-jis", "8-bit Shift_JIS", [MIME, "Content-Type: text/plain; charset=shift_jis"], (
        "日本語\r\n".encode("shift_jis"))
    yield "quoted-printable", "quoted-printable", [MIME, "Content-Type: text/plain; charset=utf-8",
                                                   "Content-Transfer-Encoding: quoted-printable"], (
        quopri.encodestring(text.encode()).replace(b"\n", b"\r\n"))
    yield "base64-text", "text in base64", [MIME, "Content-Type: text/plain; charset=utf-8",
                                            "Content-Transfer-Encoding: base64"], base64_lines(text.encode() * 30)
    yield "subject-q", "=?utf-8?q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=", [], crlf("RFC 2047, Q.\n")
    yield "subject-b", "=?utf-8?b?5pel5pys6Kqe44Gu5Lu25ZCN?=", [], crlf("RFC 2047, B.\n")
    yield "subject-split", "=?utf-8?b?8J+Y?=\n =?utf-8?b?gA==?= =?iso-8859-1?q?caf=E9?=", [], (
        crlf("A character split over two encoded words.\n"))
    yield "subject-broken", "=?utf-8?q?never closed =?x-unknown?b?AAAA?=", [], crlf("Words that are none.\n")
    yield "subject-long", "a subject\n" + "\n".join(f" folded {i} times" for i in range(1, 60)), [], crlf("Folded.\n")
    yield "subject-empty", "", [], crlf("An empty subject.\n")
    yield "escape-in-subject", "=?utf-8?q?=1B]0;title=07=1B[2Jcleared?=", [], crlf("For a terminal.\n")


def structures(noise):
    """Messages made of parts."""
    inner = header(900, "the message inside") + crlf("I was forwarded.\n.\nTwice.\n")
    nested = inner
    for level in range(8):
        nested = header(901 + level, f"level {level}", MIME, "Content-Type: message/rfc822") + nested
    report = part(["Content-Type: message/delivery-status"], crlf("Reporting-MTA: dns; mailbox.test\n"))
    alternative = part(['Content-Type: multipart/alternative; boundary="b2"'], multipart(
        b"b2", [plain("as text\n"), part(["Content-Type: text/html"], crlf("<p>as <b>HTML</b></p>\n"))]))
    both = noise(4_000)

    yield "attachment", "one attachment", [MIME, MIXED], multipart(
        b"b1", [plain("See the attachment.\n"), attachment("filename=noise.bin", noise(10_000))])
    yield "attachments", "ten attachments", [MIME, MIXED], multipart(
        b"b1", [plain("Ten.\n")] + [attachment(f"filename={i}.bin", noise(999 + i)) for i in range(10)])
    yield "attachment-name", "a name in RFC 2231", [MIME, MIXED], multipart(
        b"b1", [attachment("filename*0*=utf-8''%C3%9Cber;\n filename*1=sicht.pdf", noise(500), "application/pdf")])
    yield "attachment-path", "a name that is a path", [MIME, MIXED], multipart(
        b"b1", [attachment('filename="../../../etc/passwd"', noise(300))])
    yield "alternative", "text and HTML", [MIME, 'Content-Type: multipart/alternative; boundary="b1"'], multipart(
        b"b1", [plain("text\n"), part(["Content-Type: text/html"], crlf("<p>HTML</p>\n"))])
    yield "preamble", "preamble and epilogue", [MIME, MIXED], multipart(
        b"b1", [plain("Between.\n")], b"before\r\n.\r\n", b"after\r\n.\r\n")
    yield "no-end", "a multipart that is not closed", [MIME, MIXED], b"--b1\r\n\r\nopen\r\n"
    yield "parts-in-parts", "alternative inside mixed", [MIME, MIXED], multipart(
        b"b1", [alternative, attachment("filename=both.bin", both)])
    yield "rfc822", "a message inside", [MIME, MIXED], multipart(
        b"b1", [plain("Forwarded:\n"), part(["Content-Type: message/rfc822"], inner)])
    yield "rfc822-nested", "eight messages inside each other", [MIME, "Content-Type: message/rfc822"], nested
    yield "report", "a report", [MIME, 'Content-Type: multipart/report; boundary="b1"'], multipart(
        b"b1", [plain("It failed.\n"), report, part(["Content-Type: message/rfc822"], inner)])
    yield "binary-1mb", "1 MB in base64", [MIME, "Content-Type: application/octet-stream",
                                           "Content-Transfer-Encoding: base64"], base64_lines(noise(750_000))


def odd():
    """Whole messages that an ordinary header does not begin."""
    yield "no-header", b"\r\nA body without a header.\r\n"
    yield "header-only", crlf("Subject: nothing but this line\n\n")
    yield "bad-header", crlf("Subject: a line that is no field\nthis line has no colon\n: nor a name\n\nbody\n")
    yield "many-fields", crlf("".join(f"X-Field-{i}: {i}\n" for i in range(2_000)) + "\nbody\n")
    yield "bad-date", crlf("Date: yesterday\nFrom: nobody\nSubject: no date, no address\n\nbody\n")


def large(noise):
    """One message of LARGE octets, cut to it exactly."""
    front = header(999, "25 MB", MIME, "Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64")
    body = base64_lines(noise((LARGE - len(front)) * 57 // 78 + 57))[:LARGE - len(front) - 4]
    return front + body.rstrip(b"\r\n").ljust(LARGE - len(front) - 2, b"=") + b"\r\n"


def mailbox():
    noise = random.Random(2026).randbytes
    number = 0
    for what, subject, more, body in [*texts(), *charsets(), *structures(noise)]:
        number += 1
        yield what, header(number, subject, *more) + body
    yield from odd()
    yield "large", large(noise)


def check(what, message):
    alone = message.replace(b"\r\n", b"")
    if b"\r" in alone or b"\n" in alone or b"\0" in message or not message.endswith(b"\r\n"):
        sys.exit(f"mailbox.py: {what} would not come back as it is")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: mailbox.py DIR")
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    sums = {}
    for number, (what, message) in enumerate(mailbox(), 1):
        check(what, message)
        name = f"{number:02}-{what}.eml"
        (folder / name).write_bytes(message)
        sums[name] = hashlib.sha256(message).hexdigest()
    if len(set(sums.values())) != len(sums):
        sys.exit("mailbox.py: two messages are equal")
    (folder / "SHA256SUMS").write_text("".join(f"{value}  {name}\n" for name, value in sums.items()))


main()
