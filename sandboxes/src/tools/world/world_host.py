"""Many worlds, and many sessions of each, in one process. Appended to channel.py and world_server.py.

Each session has a namespace and an in-memory database of its own. Requests come one at a time: a call that computes for
long keeps the others waiting for as long as its limit says, and not longer.
"""
import sys


class Host:
    def __init__(self):
        self._worlds, self._sessions = {}, {}

    def answer(self, message):
        return getattr(self, "_" + message["do"])(message)

    def _load(self, message):
        if message["world"] not in self._worlds:
            try:
                self._worlds[message["world"]] = World(message["program"], json.loads(message["rows"]))
            except Unusable as error:
                return {"unusable": str(error)}
        return {"tools": sorted(self._worlds[message["world"]].tools)}

    def _unload(self, message):
        self._worlds.pop(message["world"]).close_all()
        return {"done": True}

    def _open(self, message):
        self._sessions[message["session"]] = self._worlds[message["world"]].another()
        return {"done": True}

    def _close(self, message):
        self._sessions.pop(message["session"]).close()
        return {"done": True}

    def _call(self, message):
        return self._sessions[message["session"]].call(message["tool"], message["arguments"], message["limits"])

    def _snapshot(self, message):
        return {"rows": self._sessions[message["session"]].snapshot()}

    def _reset(self, message):
        self._sessions[message["session"]].reset()
        return {"done": True}


def host(channel):
    mine = Host()
    while (message := channel.receive()) is not None:
        channel.send(mine.answer(message))


if len(sys.argv) == 1:
    host(Channel())
