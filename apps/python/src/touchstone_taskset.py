"""Where verifiers looks for the taskset `touchstone-taskset`: one `Taskset` in `__all__`, as its loader wants it."""

from touchstone_rl.verifiers import TouchstoneTaskset

__all__ = ["TouchstoneTaskset"]
