# SPDX-License-Identifier: MIT
"""Servers of our own for what no real one does: a small IMAP and a small POP3 server whose replies a test changes."""
import re
import socket
import ssl
import threading

MESSAGE = b"From: a@example.org\r\nSubject: one\r\n\r\nbody\r\n.dot\r\n"


class Closed(Exception):
    """The client has gone, or the script wants the connection closed."""


class Connection:
    """One client. `received` is every octet that it has sent."""

    def __init__(self, sock, server):
        self.sock = sock
        self.server = server
        self.buffer = b""
        self.encrypted = False

    def send(self, octets):
        limit = self.server.limit
        if limit is not None and self.server.sent + len(octets) > limit:
            octets = octets[:limit - self.server.sent]
            self._send(octets)
            raise Closed
        self._send(octets)

    def _send(self, octets):
        try:
            self.sock.sendall(octets)
        except OSError as error:
            raise Closed from error
        self.server.sent += len(octets)

    def line(self):
        while b"\n" not in self.buffer:
            self.receive()
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.rstrip(b"\r")

    def receive(self):
        try:
            octets = self.sock.recv(65536)
        except OSError as error:
            raise Closed from error
        if not octets:
            raise Closed
        self.buffer += octets
        (self.server.secret if self.encrypted else self.server.clear).extend(octets)

    def start_tls(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{self.server.pki}/good.pem", f"{self.server.pki}/good.key")
        try:
            self.sock = context.wrap_socket(self.sock, server_side=True)
        except OSError as error:
            raise Closed from error
        self.encrypted = True


class Server:
    """Serves `script(connection)` on a free port of loopback for as long as the `with` lasts.

    limit: octets after which it closes. sent: octets so far. clear, secret: what clients sent, before and inside TLS.
    """

    def __init__(self, script, limit=None, pki=None):
        self.script = script
        self.limit = limit
        self.pki = pki
        self.sent = 0
        self.clear = bytearray()
        self.secret = bytearray()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        try:
            self.listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.listener.close()
        self.thread.join(10)

    def _serve(self):
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            connection = Connection(sock, self)
            try:
                self.script(connection)
            except Closed:
                pass
            finally:
                self._close(connection.sock)

    @staticmethod
    def _close(sock):
        # What was not read would turn the end into a reset, and what was sent might be lost.
        try:
            sock.shutdown(socket.SHUT_WR)
            sock.settimeout(5)
            while sock.recv(65536):
                pass
        except OSError:
            pass
        sock.close()


def imap(greeting=b"* OK [CAPABILITY IMAP4rev1 UIDPLUS] ready\r\n", messages=(MESSAGE,), **replies):
    """A script. replies: by command in lower case ("uid_fetch_body"), octets in which %t is the tag, or a function
    of (connection, tag, arguments)."""
    replies = {name.upper().replace("_", " "): reply for name, reply in replies.items()}

    def fetch(connection, tag, arguments):
        uids = range(1, len(messages) + 1)
        wanted = re.match(rb"(\d+) ", arguments)
        for uid in [int(wanted.group(1))] if wanted else uids:
            if uid not in uids:
                continue
            octets = messages[uid - 1]
            if b"BODY" in arguments:
                connection.send(b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (uid, uid, len(octets), octets))
            else:
                connection.send(b"* %d FETCH (UID %d RFC822.SIZE %d)\r\n" % (uid, uid, len(octets)))
        connection.send(tag + b" OK done\r\n")

    def standard(connection, name, tag, arguments):
        if name == "UID FETCH":
            return fetch(connection, tag, arguments)
        if name in ("SELECT", "EXAMINE"):
            connection.send(b"* %d EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n" % len(messages))
        elif name == "CAPABILITY":
            connection.send(b"* CAPABILITY IMAP4rev1 UIDPLUS\r\n")
        elif name == "LIST":
            connection.send(b'* LIST () "/" INBOX\r\n')
        elif name == "LOGOUT":
            connection.send(b"* BYE bye\r\n")
        connection.send(tag + b" OK done\r\n")
        if name == "LOGOUT":
            raise Closed
        return None

    def script(connection):
        connection.send(greeting)
        while True:
            tag, name, arguments = split(connection.line())
            key = "UID FETCH BODY" if name == "UID FETCH" and b"BODY" in arguments else name
            reply = replies.get(key)
            if callable(reply):
                reply(connection, tag, arguments)
            elif reply is not None:
                connection.send(reply.replace(b"%t", tag))
            else:
                standard(connection, name, tag, arguments)

    def split(line):
        words = line.split(b" ", 2) + [b"", b""]
        tag, name, arguments = words[0], words[1].upper(), words[2]
        if name == b"UID":
            name, _, arguments = arguments.partition(b" ")
            name = b"UID " + name.upper()
        return tag, name.decode(), arguments

    return script


def pop3(greeting=b"+OK ready\r\n", capabilities=(b"USER", b"UIDL", b"TOP", b"PIPELINING"), messages=(MESSAGE,),
         **replies):
    """A script, as imap(); `list` and `uidl` are the replies without arguments."""
    replies = {name.upper(): reply for name, reply in replies.items()}

    def lines(connection, first, rows):
        connection.send(b"".join(row + b"\r\n" for row in (first, *rows, b".")))

    def standard(connection, name, arguments):
        numbers = range(1, len(messages) + 1)
        if name == "CAPA":
            lines(connection, b"+OK", capabilities)
        elif name == "STAT":
            connection.send(b"+OK %d %d\r\n" % (len(messages), sum(map(len, messages))))
        elif name == "LIST":
            lines(connection, b"+OK", [b"%d %d" % (n, len(messages[n - 1])) for n in numbers])
        elif name == "UIDL":
            lines(connection, b"+OK", [b"%d id%d" % (n, n) for n in numbers])
        elif name in ("RETR", "TOP"):
            number = int(arguments.split()[0])
            if number not in numbers:
                connection.send(b"-ERR no such message\r\n")
                return
            octets = messages[number - 1]
            if name == "TOP":
                octets = octets.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            connection.send(b"+OK\r\n" + octets.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        else:
            connection.send(b"+OK\r\n")
        if name == "QUIT":
            raise Closed

    def script(connection):
        connection.send(greeting)
        while True:
            name, _, arguments = connection.line().partition(b" ")
            name = name.decode().upper()
            reply = replies.get(name)
            if callable(reply):
                reply(connection, arguments)
            elif reply is not None:
                connection.send(reply)
            else:
                standard(connection, name, arguments)

    return script


# --- what it was sent ------------------------------------------------------------------------------------------


def commands_of(server, name):
    return [line.rstrip() for line in bytes(server.clear).splitlines() if line.startswith(name)]


# --- how the command reaches them -----------------------------------------------------------------------------

CLEAR = "--cleartext"


def imap_url(server, user="joe"):
    return f"imap://{user}@localhost:{server.port}/"


def pop3_url(server, user="joe"):
    return f"pop://{user}@localhost:{server.port}/"


PROTOCOLS = [("imap", imap, imap_url), ("pop3", pop3, pop3_url)]
