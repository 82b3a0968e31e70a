"""The notebooks run from an empty kernel, and show what they showed when they were saved."""

from __future__ import annotations

import ast
import json
import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("[0-9]*.ipynb"))
NEEDED = ("nbclient", "ipykernel", "altair", "vl_convert", "pandas", "pyarrow")


@pytest.fixture(scope="module")
def refresh() -> ModuleType:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: pip install -e '.[frames,notebooks]'")
    spec = spec_from_file_location("refresh", FOLDER / "refresh.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_from_an_empty_kernel_and_shows_what_is_saved(
    path: Path, refresh: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import nbformat

    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))  # nobody's own settings
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    saved = list(refresh.texts(nbformat.read(path, as_version=4)))
    assert list(refresh.texts(refresh.executed(path, training=False))) == saved, (
        f"{path.name} shows something else by now; if that is right: "
        f"{Path(sys.executable).name} notebooks/refresh.py notebooks/{path.name}"
    )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_saved_as_run_from_the_top(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert not any(output["output_type"] == "error" for cell in code for output in cell["outputs"])
    assert any(cell["outputs"] for cell in code)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_links_lead_somewhere_and_nothing_names_a_machine(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    for other in ("](", "src="):
        for piece in written.split(other)[1:]:
            target = piece.split(")")[0].split('"')[0]
            if target.endswith((".ipynb", ".md")):
                assert (FOLDER / target).exists(), target
    assert not any(f"/{folder}/" in written for folder in ("home", "tmp", "work"))


def test_there_are_four_notebooks_that_are_python() -> None:
    assert len(NOTEBOOKS) == 4
    for path in NOTEBOOKS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            lines = "".join(cell["source"]).split("\n")
            if cell["cell_type"] == "code":
                ast.parse("\n".join(line for line in lines if not line.startswith("!")))
