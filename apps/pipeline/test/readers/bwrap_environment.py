"""Test only: a Harbor environment over bubblewrap, so that `harbor run` needs no Docker daemon.

It carries out COPY, ENV and WORKDIR of the last stage of the Dockerfile. RUN is not carried out: this machine's /usr stands
in for Debian's packages, and what an earlier stage would have made is found under $TOUCHSTONE_STAGE_<stage> as a root folder.
"""
import asyncio
import os
import shlex
import shutil
from pathlib import Path

from harbor.environments.base import BaseEnvironment, ExecResult
from harbor.environments.capabilities import EnvironmentCapabilities, EnvironmentResourceCapabilities

FOLDERS = ("workdir", "logs/agent", "logs/verifier", "logs/artifacts", "tests", "solution", "tmp", "root", "opt")


class BwrapEnvironment(BaseEnvironment):
    @staticmethod
    def type():
        return "bwrap"

    @classmethod
    def resource_capabilities(cls):
        return EnvironmentResourceCapabilities(cpu_limit=True, memory_limit=True, cpu_request=True, memory_request=True)

    @property
    def capabilities(self):
        return EnvironmentCapabilities(disable_internet=True, mounted=False)

    def _validate_definition(self):
        pass

    @property
    def _root(self):
        return Path(self.trial_paths.trial_dir).resolve() / (".bwrap-" + self.session_id.replace("/", "_"))

    def _host(self, path):
        return self._root / str(path).lstrip("/")

    async def start(self, force_build):
        for folder in FOLDERS:
            self._host(folder).mkdir(parents=True, exist_ok=True)
        self._variables = {"PATH": "/usr/bin:/bin", "HOME": "/root"}
        self._mounts = []
        lines = (self.environment_dir / "Dockerfile").read_text().splitlines()
        start = max(number for number, line in enumerate(lines) if line.startswith("FROM "))
        for line in lines[start:]:
            word, _, rest = line.partition(" ")
            if word == "COPY":
                self._copy(shlex.split(rest))
            elif word == "ENV":
                name, _, value = rest.partition("=")
                self._variables[name] = value

    def _copy(self, words):
        if words[0].startswith("--from="):
            stage, source, target = words[0].removeprefix("--from="), words[1], words[2]
            root = os.environ[f"TOUCHSTONE_STAGE_{stage}"]
            self._mounts += ["--ro-bind", root + source, target]
        else:
            shutil.copytree(self.environment_dir / words[0], self._host(words[1]), dirs_exist_ok=True)

    async def stop(self, delete):
        if delete:
            shutil.rmtree(self._root, ignore_errors=True)

    async def upload_file(self, source_path, target_path):
        target = self._host(target_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source_path, target)

    async def upload_dir(self, source_dir, target_dir):
        shutil.copytree(source_dir, self._host(target_dir), dirs_exist_ok=True)

    async def download_file(self, source_path, target_path):
        Path(target_path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(self._host(source_path), target_path)

    async def download_dir(self, source_dir, target_dir):
        shutil.copytree(self._host(source_dir), target_dir, dirs_exist_ok=True)

    async def exec(self, command, cwd=None, env=None, timeout_sec=None, user=None):
        line = ["bwrap", "--die-with-parent", "--unshare-all", "--ro-bind", "/usr", "/usr", "--ro-bind", "/etc", "/etc"]
        line += ["--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"]
        line += ["--proc", "/proc", "--dev", "/dev"]
        for child in sorted(self._root.iterdir()):
            line += ["--bind", str(child), "/" + child.name]
        line += [*self._mounts, "--chdir", cwd or self.task_env_config.workdir or "/workdir", "bash", "-c", command]
        process = await asyncio.create_subprocess_exec(
            *line, stdout=-1, stderr=-1, stdin=asyncio.subprocess.DEVNULL, env={**self._variables, **(env or {})}
        )
        output, errors = await asyncio.wait_for(process.communicate(), timeout_sec)
        return ExecResult(stdout=output.decode(), stderr=errors.decode(), return_code=process.returncode)
