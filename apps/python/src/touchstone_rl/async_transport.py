"""HTTP/1.1 with kept connections over asyncio streams: the twin of `transport.py` for thousands of episodes in one loop.

Speaks what a JSON API answers: a length, chunks, or all until the end. No redirects, no compression, no proxies.
"""

from __future__ import annotations

import asyncio
import http.client
import io
import ssl
import time
from typing import Protocol

from .errors import ConnectionFailed
from .transport import (
    CONNECT_SECONDS_MAX,
    IDLE_SECONDS_MAX,
    RESPONSE_BYTES_MAX,
    Place,
    Request,
    Response,
    failed,
)

HEADER_BYTES_MAX = 64 * 1024
BODILESS = frozenset({204, 304})


class AsyncTransport(Protocol):
    async def send(self, request: Request, *, seconds_max: float) -> Response:
        """`ConnectionFailed` where no whole answer came; whether the server acted is then unknown."""

    async def close(self) -> None: ...


class BadAnswer(Exception):
    """Bytes that are no answer of HTTP/1.1."""


class AsyncHttpTransport:
    """At most `connections_max` at once; further requests wait their turn."""

    def __init__(self, place: Place, *, connections_max: int) -> None:
        self._place = place
        self._context = ssl.create_default_context() if place.is_secure else None
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter, float]] = []
        self._turn = asyncio.Semaphore(connections_max)

    async def send(self, request: Request, *, seconds_max: float) -> Response:
        async with self._turn:
            try:
                async with asyncio.timeout(seconds_max):
                    return await self._exchange(request)
            except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
                raise failed(self._place, request, error) from error
            except (BadAnswer, http.client.HTTPException) as error:
                raise failed(self._place, request, error) from error

    async def close(self) -> None:
        idle, self._idle = self._idle, []
        for _, writer, _ in idle:
            writer.close()

    async def _exchange(self, request: Request) -> Response:
        reader, writer = await self._take()
        keep = False
        try:
            writer.write(head(request, self._place.authority) + (request.body or b""))
            await writer.drain()
            status, headers = await read_head(reader)
            body, keep = await read_body(reader, status, headers)
            return Response(status, headers, body)
        finally:
            # Also when the loop cancels: a connection with half an answer on it is of no use to anybody.
            if keep:
                self._idle.append((reader, writer, time.monotonic()))
            else:
                writer.close()

    async def _take(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self._idle:
            reader, writer, since = self._idle.pop()
            if (
                time.monotonic() - since < IDLE_SECONDS_MAX
                and not reader.at_eof()
                and not writer.is_closing()
            ):
                return reader, writer
            writer.close()
        async with asyncio.timeout(CONNECT_SECONDS_MAX):
            return await asyncio.open_connection(
                self._place.host, self._place.port, ssl=self._context, limit=HEADER_BYTES_MAX
            )


def head(request: Request, authority: str) -> bytes:
    lines = [f"{request.method} {request.path} HTTP/1.1", f"Host: {authority}"]
    lines += [f"{name}: {value}" for name, value in request.headers.items()]
    if request.body is not None or request.method != "GET":
        lines.append(f"Content-Length: {len(request.body or b'')}")
    if any("\r" in line or "\n" in line for line in lines):
        raise ValueError("A line break in a header")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def read_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    while True:
        text = await reader.readuntil(b"\r\n\r\n")
        first, _, rest = text.partition(b"\r\n")
        parts = first.split(None, 2)
        if len(parts) < 2 or not parts[0].startswith(b"HTTP/1.") or not parts[1].isdigit():
            raise BadAnswer(f"expected HTTP/1.1, came {first[:80]!r}")
        status = int(parts[1])
        if status >= 200:
            parsed = http.client.parse_headers(io.BytesIO(rest))
            return status, {name.lower(): value for name, value in parsed.items()}


async def read_body(reader: asyncio.StreamReader, status: int, headers: dict[str, str]) -> tuple[bytes, bool]:
    """The body, and whether the connection may be used again."""
    keep = headers.get("connection", "").lower() != "close"
    if status in BODILESS:
        return b"", keep
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return await read_chunks(reader), keep
    if "content-length" in headers:
        length = int(headers["content-length"])
        refuse_large(length)
        return await reader.readexactly(length), keep
    parts = []
    total = 0
    while part := await reader.read(1 << 16):
        total += len(part)
        refuse_large(total)
        parts.append(part)
    return b"".join(parts), False


async def read_chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    total = 0
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        total += size
        refuse_large(total)
        parts.append((await reader.readexactly(size + 2))[:-2])
    while await reader.readuntil(b"\r\n") != b"\r\n":
        pass
    return b"".join(parts)


def refuse_large(size: int) -> None:
    if size > RESPONSE_BYTES_MAX:
        raise ConnectionFailed(f"The answer is larger than {RESPONSE_BYTES_MAX} bytes.")
