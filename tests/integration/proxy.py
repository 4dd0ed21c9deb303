# SPDX-License-Identifier: MIT
"""A faulty network: a proxy on loopback that delays, cuts up, stalls, closes, resets and injects."""
import select
import socket
import struct
import threading
import time


class Fault:
    """What happens to the octets of one direction.

    chunk: octets of each piece that is passed on, with a pause of `delay` seconds before it. At octet `at` of the
    direction `what` happens: "stall" (nothing more is passed), "close" (FIN), "reset" (RST), or "inject", which
    puts `octets` there.
    """

    def __init__(self, chunk=65536, delay=0.0, at=None, what=None, octets=b""):
        self.chunk, self.delay = chunk, delay
        self.at, self.what, self.octets = at, what, octets


class Proxy:
    """Passes connections on to `port` of loopback. `passed`: octets from client and from server, in that order."""

    def __init__(self, port, from_client=None, from_server=None):
        self.target = port
        self.faults = (from_client or Fault(), from_server or Fault())
        self.seen = (bytearray(), bytearray())
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.current = ()
        self.stop, self.stopped = socket.socketpair()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.close()
        self.thread.join(10)
        self.stopped.close()
        self.listener.close()

    def drop(self):
        """Ends the connection that is open; the next one is passed on."""
        for sock in self.current:
            sock.shutdown(socket.SHUT_RDWR)

    def _run(self):
        while self._wait([self.listener]):
            client, _ = self.listener.accept()
            with client, socket.create_connection(("127.0.0.1", self.target)) as server:
                for sock in (client, server):
                    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.current = (client, server)
                self._serve(client, server)

    def _wait(self, sockets):
        """Those that can be read; none when the test is over."""
        readable, _, _ = select.select([*sockets, self.stopped], [], [])
        return [] if self.stopped in readable else readable

    def _serve(self, client, server):
        pairs = {client: (server, 0), server: (client, 1)}
        reading = [client, server]
        while reading:
            readable = self._wait(reading)
            if not readable:
                return
            for source in readable:
                target, direction = pairs[source]
                try:
                    octets = source.recv(65536)
                    going_on = bool(octets) and self._pass(octets, target, direction)
                except OSError:
                    return
                if going_on is None:
                    reading = []
                    self._wait([]) if self.faults[direction].what == "stall" else None
                elif not going_on:
                    reading.remove(source)
                    self._shut(target)

    @staticmethod
    def _shut(sock):
        try:
            sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def _pass(self, octets, target, direction):
        """True: go on; False: the end; None: this connection is over."""
        fault, seen = self.faults[direction], self.seen[direction]
        cut = None
        if fault.at is not None and len(seen) <= fault.at < len(seen) + len(octets):
            cut = fault.at - len(seen)
        self._send(octets[:cut], target, fault, seen)
        if cut is None:
            return True
        if fault.what == "inject":
            target.sendall(fault.octets)
            self._send(octets[cut:], target, fault, seen)
            return True
        if fault.what == "reset":
            target.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            target.close()
        return None

    @staticmethod
    def _send(octets, target, fault, seen):
        for start in range(0, len(octets), fault.chunk):
            if fault.delay:
                time.sleep(fault.delay)
            target.sendall(octets[start:start + fault.chunk])
        seen.extend(octets)
