"""Make an environment for each library and run programs in it.

Knows venv and pip; nothing of what is measured. An environment is made once and kept under
``benchmarks/.envs/``; the one of qdnlp gets the checkout anew each time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from libraries import HERE, Library

ENVIRONMENTS = HERE / ".envs"


class Failed(Exception):
    """An install or a run that did not end well; the text says which and why."""


def python_of(library: Library) -> Path:
    """The interpreter of a library's environment."""
    folder = "Scripts" if os.name == "nt" else "bin"
    return ENVIRONMENTS / library.name / folder / "python"


def prepare(library: Library) -> None:
    """Make the environment of ``library``, unless it is there with the same requirements.

    Raises `Failed` where pip could not install it.
    """
    home = ENVIRONMENTS / library.name
    ready = home / ".ready"
    wanted = "\n".join(library.requirements)
    is_checkout = any(Path(requirement).is_dir() for requirement in library.requirements)
    if ready.exists() and ready.read_text(encoding="utf-8") == wanted and not is_checkout:
        return
    if not python_of(library).exists():
        # Without pip: the pip of the caller installs into it, which is quicker and needs less.
        venv.create(home, with_pip=False, clear=True)
    pip = [sys.executable, "-m", "pip", "--python", str(python_of(library)), "-q"]
    done = subprocess.run(
        [*pip, "--disable-pip-version-check", "install", *library.requirements],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise Failed(f"{library.title} could not be installed:\n{done.stderr[-2000:]}")
    ready.write_text(wanted, encoding="utf-8")


def plain_environ() -> dict[str, str]:
    """The environment variables of a measured process: one thread, no foreign modules."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    return {**kept, **dict.fromkeys(threads, "1"), "PYTHONIOENCODING": "utf-8"}


def run_in(
    library: Library, arguments: list[str], given: str = "", timeout_s: float | None = None
) -> str:
    """Standard output of the library's interpreter, run outside the checkout.

    Raises `Failed` where it exits with an error, `subprocess.TimeoutExpired` where it is late.
    """
    with tempfile.TemporaryDirectory() as elsewhere:
        done = subprocess.run(
            [str(python_of(library)), *arguments],
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout_s,
            env=plain_environ(),
            cwd=elsewhere,
        )
    if done.returncode:
        raise Failed(f"{library.title} failed:\n{done.stderr[-2000:]}")
    return done.stdout


VERSIONS = """
import json
from importlib.metadata import distributions
print(json.dumps({each.metadata["Name"]: each.version for each in distributions()}))
"""


def versions(library: Library) -> dict[str, str]:
    """Every package in the library's environment, with its version."""
    listed: dict[str, str] = json.loads(run_in(library, ["-c", VERSIONS]))
    return dict(sorted(listed.items(), key=lambda item: item[0].lower()))
