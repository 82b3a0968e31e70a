"""The wheel: built from the source distribution, installed alone, used from another folder."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROSE = "2022年11月1日\n今年以来，引进亿元以上项目160个、总投资2047亿元。\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the source distribution of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_code_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {name for name in names if not name.startswith("qdnlp-")}
    source = {
        *(path.relative_to(ROOT).as_posix() for path in (ROOT / "qdnlp").rglob("*.py")),
        *(f"qdnlp/seeds/{path.name}" for path in (ROOT / "seeds").glob("*.*")),
        *(path.relative_to(ROOT).as_posix() for path in (ROOT / "qdnlp").rglob("*.css")),
        *(f"qdnlp/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "models").rglob("*.*")),
        *(f"qdnlp/training/texts/{path.name}" for path in (ROOT / "training/texts").glob("*.*")),
        "qdnlp/py.typed",
    }
    assert "qdnlp/seeds/units.tsv" in shipped
    assert shipped == source


def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "-q", "install"]
    subprocess.run([*pip, "--disable-pip-version-check", str(wheel)], check=True)

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "page.txt").write_bytes(PROSE.encode("gb18030"))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def shown(*command: object) -> str:
        return subprocess.run(
            [str(part) for part in command],
            cwd=elsewhere,
            env=environment | {"COLUMNS": "100"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    code = "import qdnlp; print(qdnlp.__file__, qdnlp.normalize('2047亿元').value)"
    file, value = shown(python, "-c", code).split()
    assert Path(file).is_relative_to(home)
    assert value == "204700000000"

    table = shown(home / "bin" / "qdnlp", "figures", "page.txt")
    assert table.startswith("page.txt  2022-11-01  3 figures, 2 times\n")
    assert "204,700,000,000 CNY" in table
