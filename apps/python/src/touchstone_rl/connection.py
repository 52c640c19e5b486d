"""What sync and async clients share: where the server is, who asks, how long is waited, and what a lost server means."""

from __future__ import annotations

import logging
import os

from .errors import ConnectionFailed, ProblemError, ServerFault, TooManyRequests, TouchstoneError
from .models import Verdict
from .retries import Retries
from .transport import Place

DEFAULT_URL = "http://127.0.0.1:4400"
#: The server answers within 15 minutes or says so; a batch of verdicts takes minutes.
ANSWER_SECONDS_MAX = 960.0
USER_AGENT = "touchstone_rl/0.1.0"

#: An episode that is not cancelled ends by itself: nobody waits long for that.
CANCEL_PATIENCE = 5.0

log = logging.getLogger("touchstone_rl")

#: After these, whether there is a verdict is unknown: an abstention, never a number.
LOST = (ConnectionFailed, ServerFault, TooManyRequests)


def place_of(url: str | None) -> Place:
    return Place.of(url or os.environ.get("TOUCHSTONE_URL") or DEFAULT_URL)


def headers_of(key: str | None) -> dict[str, str]:
    secret = key or os.environ.get("TOUCHSTONE_KEY")
    headers = {"Accept": "application/json, application/problem+json", "User-Agent": USER_AGENT}
    return headers if secret is None else {**headers, "Authorization": f"Bearer {secret}"}


def abstained(error: TouchstoneError) -> Verdict:
    """The server, or the way to it, failed for as long as was waited."""
    code = error.code if isinstance(error, ProblemError) else "server-unreachable"
    return Verdict.abstention(code, "internal", str(error))


def say_retry(error: TouchstoneError, pause: float, tries: int) -> None:
    level = logging.WARNING if tries == 1 else logging.INFO
    log.log(level, "%s Trying again in %.1f s (try %d).", error, pause, tries + 1)


def hurried(retries: Retries) -> Retries:
    return Retries(min(retries.patience, CANCEL_PATIENCE))
