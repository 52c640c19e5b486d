"""OpenEnv's own server with an environment that does nothing: it answers each step with a text of a given length and ends when told."""
import sys

import uvicorn
from openenv.core.env_server import create_app
from openenv.core.env_server.interfaces import Environment
from openenv.core.env_server.types import Action, Observation, State

TEXT = "x" * int(sys.argv[2])


class Message(Action):
    message: str


class Text(Observation):
    text: str


class Nothing(Environment):
    SUPPORTS_CONCURRENT_SESSIONS = True

    def __init__(self):
        super().__init__()
        self._state = State(episode_id="", step_count=0)

    def reset(self, seed=None, episode_id=None, **rest):
        self._state = State(episode_id=episode_id or "", step_count=0)
        return Text(text=TEXT, done=False, reward=None)

    def step(self, action, timeout_s=None, **rest):
        self._state.step_count += 1
        done = action.message == "submit"
        return Text(text=TEXT, done=done, reward=0.0 if done else None)

    @property
    def state(self):
        return self._state


app = create_app(Nothing, Message, Text, env_name="nothing", max_concurrent_envs=int(sys.argv[3]))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
