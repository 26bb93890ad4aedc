"""The gateway: sessions that outlive their socket, a log to replay at RESUME, and every way Discord has to hang up.

Follows Discord's protocol as discord.py 2.7.1 reads it: HELLO, IDENTIFY, READY, GUILD_CREATE, heartbeats, RESUME with the missed
events and RESUMED, or op 9; op 7; close codes; member chunks; text frames, or zlib-stream when the client asks for it.
"""

import asyncio
import json
import secrets
import time
import zlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.wire.changes import Changes
from tests.wire.state import World
from tests.wire.things import JSON, Guild

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 0, 1, 2, 3, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11

MEMBERS, PRESENCES, MESSAGE_CONTENT = 1 << 1, 1 << 8, 1 << 15
PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT

# The intents that bring an event in a guild; events that are not listed need none.
_INTENTS = {
    "GUILD_CREATE": 1 << 0,
    "GUILD_UPDATE": 1 << 0,
    "GUILD_DELETE": 1 << 0,
    "GUILD_ROLE_CREATE": 1 << 0,
    "GUILD_ROLE_UPDATE": 1 << 0,
    "GUILD_ROLE_DELETE": 1 << 0,
    "CHANNEL_CREATE": 1 << 0,
    "CHANNEL_UPDATE": 1 << 0,
    "CHANNEL_DELETE": 1 << 0,
    "THREAD_CREATE": 1 << 0,
    "THREAD_UPDATE": 1 << 0,
    "THREAD_DELETE": 1 << 0,
    "GUILD_MEMBER_ADD": MEMBERS,
    "GUILD_MEMBER_REMOVE": MEMBERS,
    "GUILD_BAN_ADD": 1 << 2,
    "GUILD_BAN_REMOVE": 1 << 2,
    "GUILD_AUDIT_LOG_ENTRY_CREATE": 1 << 2,
    "AUTO_MODERATION_RULE_CREATE": 1 << 20,
    "AUTO_MODERATION_RULE_UPDATE": 1 << 20,
    "AUTO_MODERATION_RULE_DELETE": 1 << 20,
    "MESSAGE_CREATE": 1 << 9,
    "MESSAGE_UPDATE": 1 << 9,
    "MESSAGE_DELETE": 1 << 9,
    "MESSAGE_DELETE_BULK": 1 << 9,
    "MESSAGE_REACTION_ADD": 1 << 10,
    "MESSAGE_REACTION_REMOVE": 1 << 10,
    "VOICE_STATE_UPDATE": 1 << 7,
    "GUILD_SCHEDULED_EVENT_CREATE": 1 << 16,
    "GUILD_SCHEDULED_EVENT_UPDATE": 1 << 16,
    "GUILD_SCHEDULED_EVENT_DELETE": 1 << 16,
}
_DM_SHIFT = 3  # each direct-message intent lies three bits above its guild twin


def without_content(message: JSON, *, bot_id: int) -> JSON:
    """Return what an app without the message content intent may see of a message."""
    own = message["author"]["id"] == str(bot_id)
    mentioned = any(user["id"] == str(bot_id) for user in message.get("mentions", ()))
    if own or mentioned:
        return message
    return message | {"content": "", "embeds": [], "attachments": [], "components": []}


@dataclass(eq=False, slots=True)
class Batch:
    """Many frames that are packed before the first of them leaves: a flood must not be slower than who reads it."""

    frames: Sequence[bytes]
    left_at: float | None = None


@dataclass(eq=False, slots=True)
class Session:
    """What Discord remembers of a client between sockets."""

    id: str
    intents: int
    shard: list[int] | None
    # The events that can be replayed: all but the `forgotten` oldest.
    log: list[str] = field(default_factory=list)
    forgotten: int = 0
    connection: "Connection | None" = None

    @property
    def sequence(self) -> int:
        return self.forgotten + len(self.log)

    def missed_since(self, sequence: int) -> list[str] | None:
        """Return the events after that one, or None where some of them are forgotten."""
        return None if sequence < self.forgotten else self.log[sequence - self.forgotten :]

    def pour(self, event: str, payloads: Sequence[bytes]) -> Batch:
        """Send an event many times. A client that loses some of them can't resume: floods are not kept."""
        assert self.connection is not None
        start = self.sequence + 1
        begin, end = f'{{"op":{DISPATCH},"t":"{event}","s":'.encode(), b"}"
        frames = [b'%b%d,"d":%b%b' % (begin, number, data, end) for number, data in enumerate(payloads, start)]
        self.forgotten = self.sequence + len(frames)
        self.log.clear()
        return self.connection.send_batch(frames)

    def send(self, event: str, data: JSON) -> None:
        frame = json.dumps({"op": DISPATCH, "t": event, "s": self.sequence + 1, "d": data}, separators=(",", ":"))
        self.log.append(frame)
        if self.connection is not None:
            self.connection.send_text(frame)

    def serves(self, guild_id: int) -> bool:
        """Whether a guild is on this session's shard; what is in no guild is on the first."""
        number, count = self.shard or (0, 1)
        return (guild_id >> 22) % count == number

    def wants(self, event: str, data: JSON) -> bool:
        if not self.serves(int(data.get("guild_id") or (data["id"] if event.startswith("GUILD_") else 0))):
            return False
        needed = _INTENTS.get(event)
        if needed is None:
            return True
        if event.startswith("MESSAGE") and "guild_id" not in data:
            needed <<= _DM_SHIFT
        return bool(self.intents & needed)


class Connection:
    """One WebSocket. Frames leave in the order they were sent; a closing code takes its place in that order."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self._socket = socket
        self._request = request
        self._queue: asyncio.Queue[str | int | Batch] = asyncio.Queue()
        compressed = request.query.get("compress") == "zlib-stream"
        self._deflate = zlib.compressobj() if compressed else None
        self.session: Session | None = None

    def send(self, op: int, data: Any = None) -> None:
        self.send_text(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def send_text(self, frame: str) -> None:
        self._queue.put_nowait(frame)

    def send_batch(self, frames: Sequence[bytes]) -> Batch:
        batch = Batch(frames)
        self._queue.put_nowait(batch)
        return batch

    def close(self, code: int) -> None:
        self._queue.put_nowait(code)

    def abort(self) -> None:
        """Cut the line without a closing frame, as a router that loses power does."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def write(self) -> None:
        while True:
            item = await self._queue.get()
            if isinstance(item, int):
                await self._say_goodbye(item)
                return
            if isinstance(item, Batch):
                self._send_batch(item)
                continue
            try:
                await self._send(item)
            except ConnectionError:
                return  # the client is gone; what it missed is in the session's log

    async def _say_goodbye(self, code: int) -> None:
        # Only the closing frame, past aiohttp's close(): while another task reads, that cuts the line before the client's
        # own closing frame, and the client would take it for an accident (1006) instead of the code.
        writer = self._socket._writer
        assert writer is not None
        await writer.close(code)

    async def _send(self, frame: str) -> None:
        if self._deflate is None:
            await self._socket.send_str(frame)
            return
        await self._socket.send_bytes(self._compressed(self._deflate, frame.encode()))

    def _send_batch(self, batch: Batch) -> None:
        """Write all frames at once, past aiohttp's writer: its turns of the event loop would be what is measured."""
        if (deflate := self._deflate) is None:
            packed = b"".join(websocket_frame(WSMsgType.TEXT, frame) for frame in batch.frames)
        else:
            packed = b"".join(
                websocket_frame(WSMsgType.BINARY, self._compressed(deflate, frame)) for frame in batch.frames
            )
        batch.left_at = time.perf_counter()
        if self._request.transport is not None:
            self._request.transport.write(packed)

    @staticmethod
    def _compressed(deflate: "zlib._Compress", frame: bytes) -> bytes:
        # Discord's zlib-stream: one context a connection, each message ended by Z_SYNC_FLUSH (00 00 ff ff).
        return deflate.compress(frame) + deflate.flush(zlib.Z_SYNC_FLUSH)


def websocket_frame(kind: WSMsgType, payload: bytes) -> bytes:
    """Return a whole message as a server sends it (RFC 6455 5.2): final, not masked."""
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | kind, size))
    elif size < 1 << 16:
        head = bytes((0x80 | kind, 126)) + size.to_bytes(2)
    else:
        head = bytes((0x80 | kind, 127)) + size.to_bytes(8)
    return head + payload


class Gateway:
    """Discord's side of the gateway.

    Tests read identifies, resumes and received (what the client sent); they disturb with drop, close, reconnect, invalidate
    and refuse_resumes.
    """

    def __init__(self, *, token: str, changes: Changes) -> None:
        self.token = token
        self.changes = changes
        self.world: World
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.identifies: list[JSON] = []
        self.resumes: list[JSON] = []
        self.received: list[JSON] = []
        self.resumed_with: deque[int] = deque()
        # The next RESUMEs that Discord answers with op 9 whatever they say.
        self.refuse_resumes = 0
        # When the last server was introduced to whoever identified last (perf_counter).
        self.introduced_at = 0.0

    # What tests do

    @property
    def current(self) -> Connection:
        """The connection that was opened last and still has a session."""
        return [connection for connection in self.connections if connection.session][-1]

    @property
    def is_connected(self) -> bool:
        return any(connection.session for connection in self.connections)

    def dispatch(self, event: str, data: JSON) -> None:
        """Send an event to every session that wants it; sessions without a socket get it at RESUME."""
        for session in self.sessions.values():
            if session.wants(event, data):
                session.send(event, self._readable(session, event, data))
        self.changes.ring()

    def repeat(self) -> None:
        """Deliver the latest event once more, under the same number."""
        session = self.current.session
        assert session is not None
        self.current.send_text(session.log[-1])

    def drop(self) -> None:
        self.current.abort()

    def close(self, code: int) -> None:
        self.current.close(code)

    def reconnect(self) -> None:
        """Op 7: please come back with RESUME."""
        self.current.send(RECONNECT)

    def invalidate(self, *, resumable: bool) -> None:
        """Op 9; a session that cannot be resumed is forgotten."""
        connection = self.current
        if not resumable and connection.session:
            self.sessions.pop(connection.session.id, None)
        connection.send(INVALID_SESSION, resumable)

    def forget_sessions(self) -> None:
        self.sessions.clear()

    # The protocol

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, request)
        self.connections.append(connection)
        writer = asyncio.create_task(connection.write())
        connection.send(HELLO, {"heartbeat_interval": 41250})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(connection, json.loads(message.data))
        finally:
            writer.cancel()
            if socket.close_code in (1000, 1001) and connection.session:
                self.sessions.pop(connection.session.id, None)  # the client said that it doesn't come back
            self._gone(connection)
        return socket

    def _gone(self, connection: Connection) -> None:
        self.connections.remove(connection)
        if connection.session and connection.session.connection is connection:
            connection.session.connection = None
        self.changes.ring()

    def _receive(self, connection: Connection, frame: JSON) -> None:
        self.received.append(frame)
        op, data = frame["op"], frame["d"]
        if op == HEARTBEAT:
            connection.send(HEARTBEAT_ACK)
        elif op == IDENTIFY:
            self._identify(connection, data)
        elif op == RESUME:
            self._resume(connection, data)
        elif op == REQUEST_MEMBERS and connection.session:
            self._send_members(connection.session, data)
        self.changes.ring()

    def _identify(self, connection: Connection, data: JSON) -> None:
        self.identifies.append(data)
        if data["token"] != self.token:
            connection.close(4004)
            return
        if data["intents"] & PRIVILEGED & ~self.world.enabled_intents:
            connection.close(4014)
            return
        session = Session(id=secrets.token_hex(16), intents=data["intents"], shard=data.get("shard"))
        self.sessions[session.id] = session
        self._attach(connection, session)
        session.send("READY", self._ready(session))
        for guild in self.world.guilds.values():
            if session.serves(guild.id):
                session.send("GUILD_CREATE", self.world.introduction(guild))
        self.introduced_at = time.perf_counter()

    def _resume(self, connection: Connection, data: JSON) -> None:
        self.resumes.append(data)
        session = self.sessions.get(data["session_id"])
        if self.refuse_resumes:
            self.refuse_resumes -= 1
            session = None
        missed = session.missed_since(data["seq"] or 0) if session else None
        if session is None or missed is None or data["token"] != self.token:
            self.sessions.pop(data["session_id"], None)
            connection.send(INVALID_SESSION, False)
            return
        # Before the session hears of this connection: the replay must not be interleaved with new events.
        for frame in missed:
            connection.send_text(frame)
        self.resumed_with.append(session.sequence - (data["seq"] or 0))
        self._attach(connection, session)
        session.send("RESUMED", {"_trace": []})

    def _attach(self, connection: Connection, session: Session) -> None:
        connection.session = session
        session.connection = connection

    def _ready(self, session: Session) -> JSON:
        ready: JSON = {
            "v": 10,
            "user": self.world.bot.json(),
            "guilds": [
                {"id": str(guild_id), "unavailable": True} for guild_id in self.world.guilds if session.serves(guild_id)
            ],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": str(self.world.application_id), "flags": 0},
        }
        return ready | {"shard": session.shard} if session.shard else ready

    def _send_members(self, session: Session, data: JSON) -> None:
        guild = self.world.guilds[int(data["guild_id"])]
        members = members_asked_for(guild, data)
        answer: JSON = {
            "guild_id": str(guild.id),
            "members": [guild.members[member_id].json() for member_id in members if member_id in guild.members],
            "not_found": [str(member_id) for member_id in members if member_id not in guild.members],
            "chunk_index": 0,
            "chunk_count": 1,
        }
        if "nonce" in data:
            answer["nonce"] = data["nonce"]
        session.send("GUILD_MEMBERS_CHUNK", answer)

    def _readable(self, session: Session, event: str, data: JSON) -> JSON:
        if (
            event not in ("MESSAGE_CREATE", "MESSAGE_UPDATE")
            or "guild_id" not in data
            or session.intents & MESSAGE_CONTENT
        ):
            return data
        return without_content(data, bot_id=self.world.bot.id)


def members_asked_for(guild: Guild, data: JSON) -> list[int]:
    if user_ids := data.get("user_ids"):
        return [int(user_id) for user_id in (user_ids if isinstance(user_ids, list) else [user_ids])]
    start = (data.get("query") or "").lower()
    found = [member.id for member in guild.members.values() if member.user.name.lower().startswith(start)]
    return found[: data.get("limit") or None]
