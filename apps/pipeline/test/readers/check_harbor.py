"""Test only, in Harbor's own Python: its models read every task and the dataset, no key is one that they would ignore.

    check_harbor.py EXPORT     prints {"tasks": {name: digest}, "dataset": digest}
"""
import json
import sys
import tomllib
import typing
import warnings
from pathlib import Path

from harbor.models.dataset.manifest import DatasetManifest
from harbor.models.registry import Registry
from harbor.models.task.config import TaskConfig
from harbor.models.task.task import Task
from harbor.publisher.packager import Packager
from pydantic import BaseModel

warnings.simplefilter("error")


def unknown_keys(model, value, path=""):
    """Keys that Harbor would pass over in silence; [metadata] is free."""
    for key, inner in value.items():
        field = model.model_fields.get(key)
        if field is None:
            yield f"{path}{key}"
            continue
        for each in inner if isinstance(inner, list) else [inner]:
            nested = model_of(field.annotation)
            if nested is not None and isinstance(each, dict):
                yield from unknown_keys(nested, each, f"{path}{key}.")


def model_of(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = [model_of(inner) for inner in typing.get_args(annotation)]
    return next((model for model in found if model is not None), None)


def main(export):
    digests = {}
    for folder in sorted(path.parent for path in export.glob("tasks/*/task.toml")):
        task = Task(folder)
        if not Task.is_valid_dir(folder):
            raise SystemExit(f"{folder.name} is no valid task")
        text = (folder / "task.toml").read_text()
        strange = list(unknown_keys(TaskConfig, tomllib.loads(text)))
        if strange:
            raise SystemExit(f"{folder.name}: Harbor would ignore {strange}")
        config = task.config
        if config.environment.network_mode.value != "no-network" or config.verifier.environment_mode.value != "separate":
            raise SystemExit(f"{folder.name}: network or verifier not as written")
        digests[task.name] = Packager.compute_content_hash(folder)[0]
    manifest = DatasetManifest.from_toml_file(export / "tasks" / "dataset.toml")
    written = {task.name: task.digest.removeprefix("sha256:") for task in manifest.tasks}
    if written != digests:
        raise SystemExit("dataset.toml has other digests than Harbor computes")
    [dataset] = Registry.from_path(export / "registry.json").datasets
    for task in dataset.tasks:
        if not (export / task.path / "task.toml").is_file():
            raise SystemExit(f"registry.json names {task.path}, which is not there")
    print(json.dumps({"tasks": digests, "dataset": manifest.compute_content_hash()}))


main(Path(sys.argv[1]))
