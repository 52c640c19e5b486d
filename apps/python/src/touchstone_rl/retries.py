"""When a request is sent again: always the same bytes under the same Idempotency-Key, so that the server acts once.

Lost connections and 5xx are sent again with growing pauses, 429 and 503 after what `Retry-After` says; every other refusal
stands. Knows no clock: what has passed is an argument.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from .errors import ConnectionFailed, ProblemError, TouchstoneError

PAUSE_SECONDS = 0.25
PAUSE_SECONDS_MAX = 8.0
NOT_IMPLEMENTED = 501


@dataclass(frozen=True, slots=True)
class Retries:
    """`patience`: seconds from the first try after which no new one begins; 0 tries once."""

    patience: float = 120.0

    def pause(
        self, error: TouchstoneError, *, tries: int, passed: float, source: random.Random
    ) -> float | None:
        """Seconds to wait before the next try, or None: the error stands."""
        if not is_worth_retrying(error):
            return None
        growing = min(PAUSE_SECONDS_MAX, PAUSE_SECONDS * 2 ** min(tries - 1, 16))
        asked = error.retry_after if isinstance(error, ProblemError) else None
        # Spread, so that those refused together do not come back together.
        spread = source.random()
        pause = growing * (0.5 + spread / 2) if asked is None else asked + PAUSE_SECONDS * spread
        return pause if passed + pause < self.patience else None


def is_worth_retrying(error: TouchstoneError) -> bool:
    if isinstance(error, ConnectionFailed):
        return True
    if isinstance(error, ProblemError):
        return error.retryable or (error.status >= 500 and error.status != NOT_IMPLEMENTED)
    return False


def retry_after_seconds(value: str | None, now: float) -> float | None:
    """Of the header: seconds, or a date (`now` in seconds of the epoch). None where it says nothing readable."""
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except ValueError:
        return None
