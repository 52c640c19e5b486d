"""Tasks of Touchstone for trainers: over HTTP (`Client`, `AsyncClient`) or from an exported folder (`FolderClient`).

A verdict may abstain: then `reward` is None and `masked` is true. It is a failure of ours and never a 0.
"""

from .async_client import AsyncClient, AsyncServedEpisode
from .async_folder import AsyncFolderClient
from .async_interface import AsyncEpisode, AsyncGroup, AsyncTaskClient
from .client import Client, ServedEpisode
from .errors import (
    Conflict,
    ConnectionFailed,
    EpisodeOver,
    ExportError,
    Forbidden,
    InvalidRequest,
    NotFound,
    NotJson,
    ProblemError,
    QueryError,
    ResponseError,
    ServerFault,
    TooManyRequests,
    TouchstoneError,
    Unauthorized,
)
from .folder import FolderClient
from .interface import Episode, Group, TaskClient
from .models import (
    Budget,
    CallResult,
    Check,
    EpisodeSummary,
    Fault,
    Item,
    Outcomes,
    Posterior,
    Sampler,
    Task,
    TaskRow,
    Tool,
    TranscriptChunk,
    Verdict,
    answer_submission,
    state_submission,
    tree_submission,
)
from .retries import Retries

__version__ = "0.1.0"

__all__ = [
    "AsyncClient",
    "AsyncEpisode",
    "AsyncFolderClient",
    "AsyncGroup",
    "AsyncServedEpisode",
    "AsyncTaskClient",
    "Budget",
    "CallResult",
    "Check",
    "Client",
    "Conflict",
    "ConnectionFailed",
    "Episode",
    "EpisodeOver",
    "EpisodeSummary",
    "ExportError",
    "Fault",
    "FolderClient",
    "Forbidden",
    "Group",
    "InvalidRequest",
    "Item",
    "NotFound",
    "NotJson",
    "Outcomes",
    "Posterior",
    "ProblemError",
    "QueryError",
    "ResponseError",
    "Retries",
    "Sampler",
    "ServedEpisode",
    "ServerFault",
    "Task",
    "TaskClient",
    "TaskRow",
    "TooManyRequests",
    "Tool",
    "TouchstoneError",
    "TranscriptChunk",
    "Unauthorized",
    "Verdict",
    "answer_submission",
    "state_submission",
    "tree_submission",
]
