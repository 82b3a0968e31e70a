"""Runs the notebooks from an empty kernel and saves what they show: python notebooks/refresh.py.

Knows how a notebook is run and what of its outputs must come out the same each time; what stands
in the notebooks, they know. Needs the extra ``notebooks``. Cells that need torch (tagged so) are
run where it is installed; elsewhere they keep what they showed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

HERE = Path(__file__).parent
SECONDS = 120  # for one cell

NEEDS_TORCH = "needs-torch"
"""The tag of cells that train."""

_TEXTS = ("text/plain", "text/html")


def notebooks() -> list[Path]:
    """The notebooks of this folder, in the order in which they are read."""
    return sorted(HERE.glob("[0-9]*.ipynb"))


def executed(path: Path, training: bool = True) -> NotebookNode:
    """The notebook, run from the top in a fresh kernel, without what differs from run to run.

    Without ``training``, the cells that need torch keep what they showed.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(HERE)}},
        coalesce_streams=True,
        record_timing=False,
        skip_cells_with_tag="" if training else NEEDS_TORCH,
    ).execute()
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def texts(notebook: NotebookNode) -> Iterator[tuple[str, str]]:
    """What the cells show as text, each with the cell's id.

    Left out are pictures, and cells that train: those answer a little differently on every machine.
    """
    for cell in notebook.cells:
        if NEEDS_TORCH in cell.metadata.get("tags", ()):
            continue
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                yield cell.id, output.text
            for kind in _TEXTS:
                if kind in output.get("data", ()):
                    yield cell.id, output.data[kind]


def main() -> None:
    """Run the notebooks that are named, or all, and save each when it has run to its end."""
    import nbformat

    training = all(find_spec(package) for package in ("torch", "onnx"))
    for path in [Path(name) for name in sys.argv[1:]] or notebooks():
        nbformat.write(executed(path, training), path)
        print(path.name)


if __name__ == "__main__":
    main()
