"""A scripted agent attempts a hundred tasks and prints what each came to: rewards, and abstentions, which are no rewards.

    python examples/scripted_agent.py --url http://127.0.0.1:4400            # a server; its key is TOUCHSTONE_KEY
    python examples/scripted_agent.py --export data/export/corpus            # a folder, without a server
    python examples/scripted_agent.py --url … --programs data/export/corpus  # every second task by its reference program

Without programs it makes one call and hands in a well-formed guess, so nearly every reward is 0. The programs are in the
secret half of an export and call the same tools as any agent.
"""

from __future__ import annotations

import argparse
import collections
import pathlib
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from touchstone_rl import Client, Episode, EpisodeOver, FolderClient, TaskClient, TouchstoneError, Verdict


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--url")
    source.add_argument("--export")
    parser.add_argument("--programs", help="an export whose reference programs solve every second task")
    parser.add_argument("--q", default="", help="which tasks, for example 'cat:general split:train'")
    parser.add_argument("--tasks", type=int, default=100)
    parser.add_argument("--workers", type=int, default=8)
    arguments = parser.parse_args()
    solver = "scripted-agent/1"
    client: TaskClient = (
        Client(arguments.url, solver=solver)
        if arguments.url
        else FolderClient(arguments.export, solver=solver)
    )
    begun = time.monotonic()
    with client, ThreadPoolExecutor(arguments.workers) as pool:
        ids = [row.id for row in client.tasks(arguments.q, limit=arguments.tasks)]
        programs = [
            program_of(arguments.programs, id) if number % 2 else None for number, id in enumerate(ids)
        ]
        verdicts = list(pool.map(lambda pair: attempt(client, *pair), zip(ids, programs, strict=True)))
    report(verdicts, time.monotonic() - begun)


def attempt(client: TaskClient, id: str, program: str | None) -> Verdict | None:
    with client.open(id).episodes[0] as episode:
        try:
            verdict: Verdict | None = episode.submit(
                guess(episode) if program is None else solve(episode, program)
            )
        except EpisodeOver:
            # The tools failed: the episode has ended abstained.
            verdict = episode.verdict()
        except TouchstoneError as error:
            print(f"{id[:17]}  no verdict: {error}")
            return None
    if verdict is not None:
        fault = f" ({verdict.fault.code}: {verdict.fault.message})" if verdict.fault else ""
        reason = f" by {verdict.reason}" if verdict.reason else ""
        print(
            f"{id[:17]}  {episode.task.category:12} {verdict.outcome}{reason}, reward {verdict.reward}{fault}"
        )
    return verdict


def program_of(export: str | None, id: str) -> str | None:
    """The reference program; None for tasks whose reference is a patch."""
    if export is None:
        return None
    path = pathlib.Path(export) / "secret" / id[:21] / "reference.py"
    return path.read_text(encoding="utf-8") if path.exists() else None


class Tools:
    """`tools` of a reference program: each call is one of the episode's."""

    def __init__(self, episode: Episode) -> None:
        self._episode = episode

    def call(self, name: str, /, **arguments: Any) -> Any:
        result = self._episode.call(name, **arguments)
        if result.is_error:
            raise RuntimeError(result.text)
        try:
            return result.json()
        except ValueError:
            return result.text


def solve(episode: Episode, program: str) -> Any:
    """What the program answers; nothing where it fails, which is then the attempt's own failure."""
    scope: dict[str, Any] = {"__name__": "reference"}
    try:
        exec(program, scope)
        return scope["solve"](Tools(episode))
    except TouchstoneError:
        raise
    except Exception as error:
        print(f"{episode.task.id[:17]}  the program failed: {type(error).__name__}: {error}")
        return None


def guess(episode: Episode) -> Any:
    """One call of the first tool with what it requires at least, then the emptiest answer of the right form."""
    tool = episode.tools[0]
    properties = tool.input_schema.get("properties", {})
    required = tool.input_schema.get("required", ())
    episode.call_tool(tool.name, {name: emptiest(properties[name]) for name in required})
    form = episode.task.answer_format
    return blank(form["type"]) if form["kind"] == "typed" else None


def emptiest(schema: Any) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    return {"string": "x", "integer": 1, "number": 1, "boolean": False, "array": []}.get(
        schema.get("type"), {}
    )


def blank(answer_type: Any) -> Any:
    kind = answer_type["kind"]
    if kind == "record":
        return {name: blank(each) for name, each in answer_type["fields"].items()}
    blanks = {
        "number": 0,
        "integer": 0,
        "fraction": "0/1",
        "date": "2000-01-01",
        "boolean": False,
        "text": "",
    }
    return blanks.get(kind, "0" if kind == "expression" else [])


def report(verdicts: list[Verdict | None], seconds: float) -> None:
    rewards = [verdict.reward for verdict in verdicts if verdict is not None and verdict.reward is not None]
    faults = collections.Counter(
        verdict.fault.code for verdict in verdicts if verdict is not None and verdict.fault
    )
    print(f"\n{len(verdicts)} attempts in {seconds:.1f} s")
    if rewards:
        print(
            f"mean reward {sum(rewards) / len(rewards):.3f} over {len(rewards)} verdicts; nothing else is averaged"
        )
    print(f"{len(verdicts) - len(rewards)} without a reward: {dict(faults) or 'none'}")


if __name__ == "__main__":
    main()
