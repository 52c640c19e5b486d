"""What goes wrong, as exceptions that say what to do. A verdict that abstains is no exception: it is a verdict.

An answer of the server that is an error is a `ProblemError`, or one of its subclasses by status, made of the server's
`application/problem+json` (RFC 9457).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class TouchstoneError(Exception):
    """The one base. `hint` says what to do about it, where there is something to do."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message if hint is None else f"{message} {hint}")
        self.hint = hint


class ConnectionFailed(TouchstoneError):
    """The server could not be reached, or the connection was lost, as often as was tried."""


class ResponseError(TouchstoneError):
    """The server answered something that this client does not understand."""


class NotJson(TouchstoneError):
    """Arguments or an answer that JSON cannot say: NaN, half a surrogate pair, an object of Python."""


class ExportError(TouchstoneError):
    """The folder is no whole export of Touchstone."""


class QueryError(TouchstoneError):
    """A query that cannot be read, or that a folder cannot answer. `at` is the place, counted in characters from 0."""

    def __init__(self, message: str, *, at: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.at = at


class EpisodeOver(TouchstoneError):
    """A call or a submission after the episode's end. `verdict()` says how it ended."""


class ProblemError(TouchstoneError):
    """The server refused or failed. `code` is stable; `retryable` is true where the same request may succeed later."""

    def __init__(self, status: int, problem: Mapping[str, Any], retry_after: float | None = None) -> None:
        title = str(problem.get("title") or f"HTTP {status}")
        detail = str(problem.get("detail") or "")
        hint = problem.get("hint")
        super().__init__(f"{title}: {detail}" if detail else title, hint=None if hint is None else str(hint))
        self.status = status
        self.title = title
        self.detail = detail
        self.code = str(problem.get("code") or f"http-{status}")
        self.retryable = bool(problem.get("retryable", status in RETRYABLE_STATUSES))
        #: Seconds that the server asked to wait.
        self.retry_after = retry_after
        #: Place in a query or a body that was refused: `{"path", "at", "length"}`.
        self.place: Mapping[str, Any] | None = problem.get("place")


class InvalidRequest(ProblemError):
    """400, 413, 415, 422: the request is wrong as it stands."""


class Unauthorized(ProblemError):
    """401: no key, or one that is not known or was revoked."""


class Forbidden(ProblemError):
    """403: the key's role may not do this."""


class NotFound(ProblemError):
    """404 or 410: there is no such thing, or no longer."""


class Conflict(ProblemError):
    """409: what is there does not allow it, for example a call in an episode that has ended."""


class TooManyRequests(ProblemError):
    """429: more than the key may, as often as was tried."""


class ServerFault(ProblemError):
    """5xx: the server failed, as often as was tried."""


RETRYABLE_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})

_BY_STATUS: dict[int, type[ProblemError]] = {
    400: InvalidRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    410: NotFound,
    413: InvalidRequest,
    415: InvalidRequest,
    422: InvalidRequest,
    429: TooManyRequests,
}


def problem_error(status: int, problem: Mapping[str, Any], retry_after: float | None) -> ProblemError:
    kind = ServerFault if status >= 500 else _BY_STATUS.get(status, ProblemError)
    return kind(status, problem, retry_after)
