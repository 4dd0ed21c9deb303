#!/usr/bin/env python3
"""Writes the seeds that transcripts, recorded servers and the tables of quirks give.

What fuzzing has added beside them (files named by a hash) stays.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
TRANSCRIPTS = HERE.parent / "transcripts"
REPEAT_MAX = 40  # \{1000:text} is made shorter: a seed is small

ESCAPES = {"r": b"\r", "n": b"\n", "t": b"\t", "0": b"\0", "s": b" "}


def unescape(text):
    """The octets of a transcript's line (tests/transcripts/README.md)."""
    text = re.sub(r"\\\{(\d+):([^}]*)\}", lambda m: m[2] * min(int(m[1]), REPEAT_MAX), text)
    out = b""
    for match in re.finditer(r"\\x([0-9a-fA-F]{2})|\\(.)|([^\\]+)", text, re.S):
        code, escape, plain = match.groups()
        if code:
            out += bytes([int(code, 16)])
        elif escape:
            out += ESCAPES.get(escape, escape.encode())
        else:
            out += plain.encode()
    return out


def cases(path):
    """(name, steps) of a transcript, steps being (mark, text)."""
    name, steps = None, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            if name:
                yield name, steps
            name, steps = line[2:], []
        elif line[:2] in ("S:", "> "):
            steps.append((line[0], line[2:].lstrip(" ") if line[0] == ">" else line[3:]))
    if name:
        yield name, steps


def slug(name):
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40]


def write(folder, name, data):
    target = HERE / "corpus" / folder
    target.mkdir(parents=True, exist_ok=True)
    (target / name).write_bytes(data)


def rows():
    """The rows of tests/unit/imap/*_test.c: real responses of every family, and what servers send against the rules."""
    literal = r'"(?:[^"\\]|\\.)*"'
    row = re.compile(r'\{"(\w+)",\s*STR_INIT\(((?:\s*' + literal + r")+)\)")
    folder = HERE.parent / "unit" / "imap"
    for path in sorted(folder.glob("*_test.c")):
        family = path.stem.removesuffix("_test").removeprefix("response_")
        name = family.removeprefix("extension_")
        if not (folder / f"response_{name}_test.c").exists():
            family = name
        out = b""
        for name, literals in row.findall(path.read_text(encoding="utf-8")):
            joined = "".join(part[1:-1] for part in re.findall(literal, literals))
            octets = unescape(re.sub(r"\\([0-7]{3})", lambda m: f"\\x{int(m[1], 8):02x}", joined))
            if family.startswith("quirks"):
                write("imap", "quirk_" + name, octets)
            else:
                out += octets
        if out:
            write("imap", "rows_" + family, out[:3000])


def imap():
    for path in sorted((HERE.parent / "imap_decode").glob("*.imap")):
        write("imap", path.stem, path.read_bytes()[:3000])
    for path in sorted((TRANSCRIPTS / "imap").glob("*.txt")):
        octets = b"".join(unescape(text) for _, steps in cases(path) for mark, text in steps if mark == "S")
        write("imap", "transcript_" + path.stem, octets[:3000])


def words(text):
    """The words of an action, and whether it must succeed."""
    text = text.split(" -> ")[0]
    return [unescape(word[1:-1] if word.startswith('"') else word)
            for word in re.findall(r'"(?:[^"\\]|\\.)*"|\S+', text)]


def string(text):
    """A string argument: play_string()."""
    text = text[:63]
    return bytes([128 + len(text)]) + text


def number(text, base=10):
    return bytes([int(text, base) & 0xff])


def section(text):
    """kind=N,peek,path=1.2,... as the arguments of FETCH that follow the set."""
    given = dict((part.split("=", 1) + [""])[:2] for part in text.decode().split(",")) if text else {}
    field = given.get("field", "").encode()
    return (string(field) + bytes([int(given.get("kind") or 0) + 1, "peek" in given]) +
            string(given.get("path", "").encode()) + bytes([field != b""]) +
            number(given.get("origin") or "0") + number(given.get("length") or "0"))


def key(text):
    kind, _, value = text.partition(b"=")
    name, _, rest = value.partition(b":")
    return (bytes([int(kind) + 1]) + string(name) + string(rest or value) + b"\0\0" +
            (number(value) if value.isdigit() else b"\0"))


def imap_action(name, *args):
    """As connection.c reads it; None for what it does not have."""
    plain = {"capability": "C", "noop": "N", "logout": "Q", "starttls": "Z", "expunge": "X", "close": "W",
             "upgraded": "u", "eof": "e"}
    name = name.decode()
    base, uid = (name[4:], b"\0") if name.startswith("uid_") else (name, b"\1")
    if name in plain:
        out = plain[name].encode()
    elif name == "login":
        out = b"L" + string(args[0])
    elif name == "authenticate":
        out = b"A" + string(args[1]) + bytes([{b"PLAIN": 0, b"LOGIN": 1}.get(args[0], 2)])
    elif name in ("select", "examine"):
        out = b"S" + bytes([name == "examine"]) + string(args[0])
    elif name in ("list", "lsub"):
        out = b"I" + string(args[0]) + string(args[1]) + bytes([name == "lsub"])
    elif name == "status":
        out = b"T" + string(args[0]) + number(args[1], 16)
    elif name == "enable":
        out = b"E" + bytes([min(len(args), 3)]) + b"".join(map(string, args[:3]))
    elif base == "fetch":
        out = b"F" + string(args[0]) + section(args[2] if len(args) > 2 else b"")
        out += number(args[1], 16) + bytes([len(args) > 2]) + uid
    elif base == "store":
        out = b"O" + string(args[0]) + string(args[3] if len(args) > 3 else b"")
        out += number(args[1][:1]) + bytes([len(args[1]) > 1]) + number(args[2], 16) + bytes([len(args) > 3]) + uid
    elif base == "search":
        out = b"H" + bytes([min(len(args), 6)]) + b"".join(map(key, args[:6])) + uid
    elif name == "uid_expunge":
        out = b"D" + string(args[0])
    elif name == "raw":
        out = b"R" + bytes([min(len(args), 3)]) + b"".join(number(a[:1]) + string(a[1:]) for a in args[:3])
    elif name == "raw_names":
        out = b"r" + number(args[0])
    elif name == "cancel":
        out = b"c\0"
    else:
        return None
    return b"\xff" + out


def pop3_action(name, *args):
    """As pop3.c reads it; None for what it does not have."""
    name = name.decode()
    plain = {"capa": "C", "stls": "Z", "stat": "S", "rset": "X", "noop": "N", "quit": "Q", "upgraded": "u", "eof": "e"}
    numbered = {"list": "I", "uidl": "U", "retr": "R", "dele": "D"}
    if name in plain:
        out = plain[name].encode()
    elif name in numbered:
        out = numbered[name].encode() + number(args[0])
    elif name == "login":
        out = b"L" + string(args[0])
    elif name == "auth":
        out = b"A" + string(args[1]) + bytes([{b"PLAIN": 0, b"LOGIN": 1}.get(args[0], 2)]) + number(args[3])
    elif name == "top":
        out = b"T" + number(args[0]) + number(args[1])
    elif name == "raw":
        out = b"W" + string(args[0]) + number(args[1])
    elif name == "cancel":
        out = b"c\0"
    else:
        return None
    return b"\xff" + out


def play(protocol, folder, action):
    """Transcripts as play.h has them."""
    for path in sorted((TRANSCRIPTS / protocol).glob("*.txt")):
        for name, steps in cases(path):
            out = b""
            for mark, text in steps:
                if mark == "S":
                    out += unescape(text).replace(b"\xff", b"\xff\xff")
                else:
                    out += action(*words(text)) or b""
            if len(out) < 2000:
                write(folder, path.stem + "_" + slug(name), out)


IMAP_OPEN = """* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN UIDPLUS] ready
A1 OK [CAPABILITY IMAP4rev1 UIDPLUS] in
"""
IMAP_SELECTED = """* 2 EXISTS
* OK [UIDVALIDITY 7] ok
A2 OK [READ-WRITE] selected
"""
POP3_CAPA = "+OK\nUSER\nUIDL\nTOP\nPIPELINING\n.\n"
POP3_OPEN = "+OK ready\n" + POP3_CAPA + "+OK\n+OK\n" + POP3_CAPA
POP3_MAP = "+OK\n1 10\n2 20\n.\n+OK\n1 aa\n2 bb\n.\n"

# How the session is (the first octet, session.c), what the server says and, behind a "!", what the user does.
SESSIONS = {
    "imap_folders": (8, IMAP_OPEN, "!O", r"""* LIST (\HasNoChildren \Sent) "/" Entw&APw-rfe
* LIST () NIL {5}
a b c
A2 OK x
"""),
    "imap_summaries": (0, IMAP_OPEN, "!L\1", IMAP_SELECTED, r"""* 1 FETCH (UID 5 FLAGS (\Seen $Junk) INTERNALDATE "17-Jul-2026 02:44:25 +0200" RFC822.SIZE 9 ENVELOPE ("Fri, 17 Jul 2026 11:44:25 +0200" "=?utf-8?q?=C3=A9?=" (("A" NIL "a" "x.org")) NIL NIL NIL NIL NIL NIL NIL))
A3 OK x
* 3 EXISTS
* 2 EXPUNGE
* OK [ALERT] full
""", "!N", "A4 OK x\n"),
    "imap_drain": (2, IMAP_OPEN, "!d!L\0", IMAP_SELECTED, """* 1 FETCH (UID 5 RFC822.SIZE 3)
A3 OK x
* 1 FETCH (UID 5 BODY[] {3}
abc)
A4 OK x
A5 OK x
* 1 EXPUNGE
A6 OK x
""", "!Q", "* BYE\nA7 OK x\n"),
    "imap_parts": (0, IMAP_OPEN, "!P\1\x815", IMAP_SELECTED, """* 1 FETCH (UID 5 BODYSTRUCTURE (("text" "plain" ("charset" "utf-8") NIL NIL "base64" 8 1)("application" "pdf" ("name" "a") NIL NIL "base64" 8 NIL ("attachment" ("filename*" "utf-8''%C3%A9"))) "mixed"))
A3 OK x
""", "!f\1\x815\x811\1", """* 1 FETCH (UID 5 BODY[1.MIME] {35}
Content-Transfer-Encoding: base64

 BODY[1] {6}
YWJj
)
A4 OK x
"""),
    "imap_marks": (16, IMAP_OPEN, "!M\1\x81*\1\3\x84$New!D\1\x811", IMAP_SELECTED, "* 2 FETCH (UID 9 FLAGS ($New))\nA3 OK x\nA4 NO x\n", "!c\0!t\xc8"),
    "pop3_summaries": (1, POP3_OPEN, "!L\1", POP3_MAP, "+OK\nSubject: one\nDate: Fri, 17 Jul 2026 11:44:25 +0200\n\n.\n-ERR locked\n"),
    "pop3_drain": (1, POP3_OPEN, "!d!L\0", POP3_MAP, "+OK\nx\n..y\n.\n+OK\n+OK\nz\n.\n+OK\n", "!Q", "+OK\n"),
    "pop3_large": (65, POP3_OPEN, "!L\0", POP3_MAP, "+OK\n2 bb\n1 aa\n.\n", "!D\0!D\1\x82aa", "+OK 2 bb\n+OK 1 aa\n+OK\n+OK\n", "!Q", "-ERR some\n"),
    "pop3_old": (5, "+OK\n-ERR\n+OK\n+OK\n-ERR\n", "!L\1", "+OK\n1 10\n.\n-ERR\n-ERR\n", "!F\1\x811", "+OK\nx\n", "!e"),
    "login_refused": (1, "+OK\n-ERR\n+OK\n-ERR [AUTH] no\n"),
}


def session():
    for name, (how, *steps) in SESSIONS.items():
        out = bytes([how])
        for step in steps:
            if step.startswith("!"):
                out += step.encode("latin-1").replace(b"!", b"\xff")
            else:
                out += step.replace("\n", "\r\n").encode("latin-1")
        write("session", name, out)


FIELDS = r"""Date: 1 Jan 26 10:00 EST
Date: Thu Jan  1 10:00:00 2026
Date: 2026-01-01T10:00:00Z
From: "Doe, J\"o" <j.doe@[127.0.0.1]> (comment (nested)), group: a@b, <c@d>;, @route,@two:e@f
To: undisclosed-recipients:;, old@style (J. Doe), "a b"@example.org, not an address
Subject: =?utf-8*en?q?a_b?= =?iso-8859-1?b?4A==?=\tx =?gb18030?b?hDGVMw==?= =?utf-8?q?=ZZ?=
Content-Type: text/plain; charset=utf-16; name*0*=utf-8''a%20b; name*1="c d"; name*2*=%C3%A9; filename="=?utf-8?q?x?="
Content-Transfer-Encoding: (a comment) quoted-printable
"""


def message():
    """Messages of tests/servers/mailbox.py: their beginnings."""
    wanted = {"plain", "controls", "latin-1", "utf-8", "shift-jis", "quoted-printable", "base64-text", "subject-q", "subject-b",
              "subject-split", "subject-broken", "escape-in-subject", "attachment-name", "rfc822", "bad-header", "bad-date"}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, HERE.parent / "servers" / "mailbox.py", folder], check=True)
        for path in sorted(pathlib.Path(folder).glob("*.eml")):
            name = path.stem.split("-", 1)[1]
            if name in wanted:
                with path.open("rb") as file:
                    write("message", slug(name), file.read(1400))
    body = b"a=3D=\r\n b=20 \r\n=C3=A9=\n=x"
    write("message", "odd_fields", FIELDS.replace("\n", "\r\n").encode() + b"\r\n" + body)
    write("message", "utf_16", b"Content-Type: text/plain; charset=utf-16\n\n\xff\xfea\0\x3d\xd8\x00\xdeb\0\x3d\xd8")


URLS = ["imaps://me@mail.example.org/INBOX", "imap://u%40d;AUTH=PLAIN@host:143/Entw%C3%BCrfe/",
        "pops://[2001:db8::1]:995", "pop3://;AUTH=*@h", "imap://a:b@h/", "imaps://h/x;UID=3", "imaps://h/?q", "IMAPS://h:0",
        "pop://h/folder", "imaps://%00@h", "imaps://%zz@h", "imaps://h:65536", "imaps://@h", "imaps://[h", "imaps://h%0d%0a"]


def url():
    for number, text in enumerate(URLS):
        write("url", f"{number:02}", text.encode())


def main():
    imap()
    rows()
    play("imap", "connection", imap_action)
    play("pop3", "pop3", pop3_action)
    session()
    message()
    url()


if __name__ == "__main__":
    main()
