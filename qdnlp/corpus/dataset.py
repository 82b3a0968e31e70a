"""Files → one table: every fact of a folder of pages, for pandas, Arrow, Parquet and DuckDB.

Knows how many files become one; how a page becomes rows, `pages` knows.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as Date
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qdnlp.annotator import Annotator, checked_date
from qdnlp.corpus.pages import page_rows
from qdnlp.frames.columns import CORPUS_LAYERS, Column, checked_layer, of_corpus
from qdnlp.frames.extra import needed
from qdnlp.frames.rows import Row
from qdnlp.reading import Page, UnreadableError, distinct, pages_at

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class UnreadableWarning(UserWarning):
    """A file was left out; the message says which, and why."""


@dataclass(slots=True, repr=False)
class Dataset:
    """The rows of a layer of many files, and the files that could not be read, with the reason.

    Rows are dictionaries with the columns of `columns`; days are in ISO form. DuckDB, Polars and
    other readers of Arrow take a data set as it is.
    """

    layer: str
    rows: list[Row] = field(default_factory=list)
    files: int = 0
    unreadable: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, each with its type and what it says."""
        return of_corpus(self.layer)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        left_out = f", {len(self.unreadable)} left out" if self.unreadable else ""
        files = f"{self.files} file{'s' * (self.files != 1)}"
        return f"<Dataset of {len(self.rows):,} {self.layer} from {files}{left_out}>"

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table: strings, int64, float64, date32.

        Raises ImportError without pyarrow.
        """
        needed("pyarrow")
        from qdnlp.frames.arrow import table

        return table(self.rows, self.columns)

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a DataFrame, days as datetime64. ImportError without pandas and pyarrow."""
        needed("pandas")
        frame: pd.DataFrame = self.to_arrow().to_pandas(date_as_object=False)
        return frame

    def to_parquet(self, path: str | PathLike[str]) -> None:
        """Write the rows to a Parquet file, which appears when it is complete, or replaces one.

        Raises OSError as the disk does, ImportError without pyarrow.
        """
        needed("pyarrow")
        from pyarrow.parquet import write_table

        from qdnlp.formats.files import whole_file

        with whole_file(Path(path)) as stream:
            write_table(self.to_arrow(), stream)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The rows for a reader of Arrow's C stream."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)


def annotate_files(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    date: str | Date | None = None,
    *,
    layer: str = "facts",
    annotator: Annotator | None = None,
) -> Dataset:
    """Annotate files, or all .txt and .md files under folders: one row a fact.

    ``date`` is the day of the pages; without it, each page and its file's name are asked.
    ``layer``: facts, figures, times or entities. ``annotator``: one of your own, with another
    lexicon. A file that cannot be read is left out, with an `UnreadableWarning`, and stands in
    `Dataset.unreadable`. Raises TypeError for what is no path, ValueError for a date or a layer
    that is none.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "page.txt").write_text("崂山区总投资50亿元。", encoding="utf-8")
    ...     data = annotate_files(folder)
    >>> data, data.rows[0]["scope_id"], data.rows[0]["value"]
    (<Dataset of 1 facts from 1 file>, 'gb:370212', '5000000000')
    """
    day = checked_date(date)
    checked_layer(layer, CORPUS_LAYERS)
    own = Annotator() if annotator is None else annotator
    data = Dataset(layer)
    for page in _pages(paths, data):
        try:
            data.rows += page_rows(page, own, layer, day).rows
            data.files += 1
        except UnreadableError as error:
            _leave_out(data, page.name, error)
    return data


def _pages(paths: str | PathLike[str] | Iterable[str | PathLike[str]], data: Dataset) -> list[Page]:
    """The pages that are meant, each once."""
    if not isinstance(paths, str | PathLike | Iterable):
        raise TypeError(f"paths: got {type(paths).__name__}, a path or several are needed")
    found: list[Page] = []
    for path in [paths] if isinstance(paths, str | PathLike) else paths:
        name = fspath(path)
        if not isinstance(name, str):
            raise TypeError(f"paths: got {type(name).__name__} in it, a str or Path is needed")
        try:
            found += pages_at(name)
        except UnreadableError as error:
            _leave_out(data, name, error)
    return distinct(found)


def _leave_out(data: Dataset, name: str, error: UnreadableError) -> None:
    data.unreadable[name] = str(error)
    warnings.warn(f"{name}: {error}", UnreadableWarning, stacklevel=4)
