"""HTTP/1.1 with kept connections, by the standard library. Does not know what is asked, and never tries twice.

Any object with `send` and `close` of the same form may stand in for these, for example one over httpx behind a proxy.
"""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from .errors import ConnectionFailed, TouchstoneError

CONNECT_SECONDS_MAX = 10.0
#: Below the 75 s for which the server keeps a connection: one that it is about to close is not used.
IDLE_SECONDS_MAX = 60.0
#: A page of 500 rows is a megabyte.
RESPONSE_BYTES_MAX = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    #: With the query.
    path: str
    headers: Mapping[str, str]
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    #: Names in lower case.
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class Transport(Protocol):
    def send(self, request: Request, *, seconds_max: float) -> Response:
        """`ConnectionFailed` where no whole answer came; whether the server acted is then unknown."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server is: `http://127.0.0.1:4400`, or a path below it."""

    is_secure: bool
    host: str
    port: int
    #: Without a slash at its end.
    path: str
    #: As the header `Host` says it.
    authority: str

    @property
    def url(self) -> str:
        return f"{'https' if self.is_secure else 'http'}://{self.authority}{self.path}"

    @classmethod
    def of(cls, url: str) -> Place:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise TouchstoneError(f"Expected an address such as http://127.0.0.1:4400, came {url!r}.")
        if parts.username is not None or parts.query or parts.fragment:
            raise TouchstoneError(
                "Expected an address without user, query and fragment.", hint="Keys go in key=."
            )
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        return cls(secure, parts.hostname, port, parts.path.rstrip("/"), parts.netloc)


class HttpTransport:
    """Connections for any number of threads: one at a time each, kept in between."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._context = ssl.create_default_context() if place.is_secure else None
        self._idle: list[tuple[http.client.HTTPConnection, float]] = []
        self._lock = threading.Lock()

    def send(self, request: Request, *, seconds_max: float) -> Response:
        connection = self._take(seconds_max)
        try:
            if connection.sock is None:
                connection.connect()
            connection.sock.settimeout(seconds_max)
            connection.request(request.method, request.path, request.body, dict(request.headers))
            answer = connection.getresponse()
            body = answer.read(RESPONSE_BYTES_MAX + 1)
            if len(body) > RESPONSE_BYTES_MAX:
                raise ConnectionFailed(
                    f"The answer to {request.path} is larger than {RESPONSE_BYTES_MAX} bytes."
                )
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise failed(self._place, request, error) from error
        except BaseException:
            connection.close()
            raise
        if answer.will_close:
            connection.close()
        else:
            with self._lock:
                self._idle.append((connection, time.monotonic()))
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Response(answer.status, headers, body)

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection, _ in idle:
            connection.close()

    def _take(self, seconds_max: float) -> http.client.HTTPConnection:
        with self._lock:
            while self._idle:
                connection, since = self._idle.pop()
                if time.monotonic() - since < IDLE_SECONDS_MAX:
                    return connection
                connection.close()
        seconds = min(CONNECT_SECONDS_MAX, seconds_max)
        if self._context is None:
            return http.client.HTTPConnection(self._place.host, self._place.port, timeout=seconds)
        return http.client.HTTPSConnection(
            self._place.host, self._place.port, timeout=seconds, context=self._context
        )


def failed(place: Place, request: Request, error: BaseException) -> ConnectionFailed:
    reason = str(error) or type(error).__name__
    refused = isinstance(error, ConnectionRefusedError)
    hint = "Is `touchstone serve` running there?" if refused else None
    return ConnectionFailed(f"{request.method} {request.path} at {place.authority}: {reason}.", hint=hint)
