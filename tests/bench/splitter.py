"""A client of the gateway that does nothing but cut the stream into frames: how fast the flood itself can be.

    python -m tests.bench.splitter EVENTS [decode]

Says “took” after each so many events. With `decode` it also decompresses and parses them with orjson, as every Python bot has to: no bot
can be faster than that.
"""

import os
import socket
import sys
import zlib
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import orjson

INTENTS = 1 << 0 | 1 << 1 | 1 << 9 | 1 << 15
BEFORE_THE_FIRST_EVENT = 3  # HELLO, READY, GUILD_CREATE
READ_SIZE = 1 << 18


def connect() -> socket.socket:
    api, token = os.environ["DISCORD_API_URL"], os.environ["DISCORD_TOKEN"]
    with urlopen(Request(f"{api}/gateway/bot", headers={"Authorization": f"Bot {token}"})) as answer:
        address = urlsplit(orjson.loads(answer.read())["url"])
    assert address.hostname
    line = socket.create_connection((address.hostname, address.port or 80))
    line.sendall(
        f"GET {address.path}?v=10&encoding=json&compress=zlib-stream HTTP/1.1\r\nHost: {address.netloc}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    head = bytearray()
    while not head.endswith(b"\r\n\r\n"):
        head += line.recv(1)  # a byte at a time: HELLO follows at once
    assert head.startswith(b"HTTP/1.1 101"), bytes(head)
    # Not before: a server may lose what comes in one packet with the request.
    identify = {"op": 2, "d": {"token": token, "intents": INTENTS, "properties": {}}}
    line.sendall(masked(orjson.dumps(identify)))
    return line


def masked(payload: bytes) -> bytes:
    """Return a text frame as a client must send it, masked with zeros."""
    return bytes((0x81, 0x80 | 126)) + len(payload).to_bytes(2) + bytes(4) + payload


def split(line: socket.socket, take: Callable[[memoryview], object]) -> None:
    """Call `take` with each message of the server until it hangs up."""
    received = bytearray()
    while data := line.recv(READ_SIZE):
        received += data
        view = memoryview(received)
        taken = 0
        while (begin := _payload_start(view, taken)) and (end := begin + _size(view, taken)) <= len(view):
            take(view[begin:end])
            taken = end
        view.release()
        del received[:taken]


def _payload_start(view: memoryview, at: int) -> int:
    """Return where the payload begins, or 0 where its head hasn't arrived yet."""
    if len(view) < at + 2:
        return 0
    start = at + {126: 4, 127: 10}.get(view[at + 1], 2)
    return start if len(view) >= start else 0


def _size(view: memoryview, at: int) -> int:
    size = view[at + 1]
    if size == 126:
        return int.from_bytes(view[at + 2 : at + 4])
    return int.from_bytes(view[at + 2 : at + 10]) if size == 127 else size


def main() -> None:
    events = int(sys.argv[1])
    inflate = zlib.decompressobj() if "decode" in sys.argv else None
    taken = -BEFORE_THE_FIRST_EVENT

    def take(payload: memoryview) -> None:
        nonlocal taken
        taken += 1
        if inflate is not None:
            orjson.loads(inflate.decompress(payload))
        if taken >= 0 and not taken % events:
            print("took" if taken else "ready", flush=True)

    split(connect(), take)


if __name__ == "__main__":
    main()
