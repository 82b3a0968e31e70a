"""The folder of a model: its files, and how one appears whole or not at all.

Knows names of files; what stands in them, `tagger`, `features` and `export` know.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qdnlp import tables
from qdnlp.formats.files import whole_folder

NETWORK, SETTINGS = "tagger.onnx", "settings.json"
VOCABULARY = ("vocabulary.npz", "words.txt")
_FILES = frozenset((NETWORK, SETTINGS, *VOCABULARY))


class ModelError(Exception):
    """A folder that holds no model, or that none can be written to."""


def shipped() -> Path:
    """The folder of the model that comes with the library."""
    return tables.model("ner")


def check_target(target: Path, force: bool) -> None:
    """Raise `ModelError` now for what would fail when the training is done."""
    if not target.absolute().parent.is_dir():
        raise ModelError(f"{target}: there is no folder {target.parent}")
    if not target.exists():
        return
    if not target.is_dir():
        raise ModelError(f"{target}: is a file; name a folder")
    there = {path.name for path in target.iterdir()}
    if there and not force:
        raise ModelError(f"{target}: exists already; name another, or give --force to replace it")
    if not there <= _FILES:
        raise ModelError(f"{target}: holds more than a model of qdnlp train; name another")


@contextmanager
def new_model(target: Path, base: Path, settings: Mapping[str, Any]) -> Iterator[Path]:
    """A folder with the vocabulary of another model, to write the network in.

    It takes the place of ``target`` when the block is done; ``settings`` may grow until then.
    """
    with whole_folder(target) as folder:
        for name in VOCABULARY:
            shutil.copyfile(base / name, folder / name)
        save_settings(folder, settings)
        yield folder
        save_settings(folder, settings)


def save_settings(folder: Path, settings: Mapping[str, Any]) -> None:
    """Write what the tagger must know of a model, and how it was made."""
    written = json.dumps(settings, ensure_ascii=False, indent=1) + "\n"
    (folder / SETTINGS).write_text(written, encoding="utf-8")


def labels_of(folder: Path) -> list[str]:
    """The labels of a model, in the order of its scores. Raises `ModelError`."""
    try:
        labels = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))["labels"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder}: is no folder of a model") from error
    return [str(label) for label in labels]
