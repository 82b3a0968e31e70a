"""What is measured: each library, how it is installed, and which of its calls do which work.

Knows names and pins; runs nothing. The calls themselves are made by ``worker.py``, inside the
environment of the library.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent


@dataclass(frozen=True, slots=True)
class Library:
    """A library, the pip requirements that install it, and the calls that are timed.

    ``whole`` are the calls that together find figures and times; ``figures`` and ``times`` are
    those that find one of the two; their names are those in ``worker.py``. ``first_call`` is a
    program for a fresh interpreter: import the library, read one amount. ``adapter`` answers the
    scorer, and ``scored`` are the measures of its answer that are fair to the library.
    """

    name: str
    title: str
    requirements: tuple[str, ...]
    distribution: str
    whole: tuple[str, ...]
    figures: tuple[str, ...]
    times: tuple[str, ...]
    first_call: str
    adapter: str
    scored: tuple[str, ...]
    finds: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Every call that is timed, each once."""
        return tuple(dict.fromkeys(self.whole + self.figures + self.times))


QDNLP = Library(
    name="qdnlp",
    title="qdnlp",
    requirements=(str(REPOSITORY),),
    distribution="qdnlp",
    whole=("annotate",),
    figures=("figures",),
    times=("times",),
    first_call="import qdnlp; qdnlp.normalize('2047亿元')",
    adapter="adapter.py",
    scored=("figure_value", "time_resolved"),
    finds="figures of every kind, with bound and direction; times",
)

JIONLP = Library(
    name="jionlp",
    title="JioNLP",
    # jiojio is its segmenter, imported with it whether used or not.
    requirements=("jionlp==1.5.31", "jiojio==1.2.8"),
    distribution="jionlp",
    whole=("extract_money", "extract_time"),
    figures=("extract_money",),
    times=("extract_time",),
    first_call="import jionlp; jionlp.parse_money('2047亿元')",
    adapter="adapter_jionlp.py",
    scored=("time_resolved",),
    finds="amounts of money; times",
)

MICROSOFT = Library(
    name="microsoft",
    title="Microsoft recognizers",
    # The suite imports a name that emoji dropped in 1.7.
    requirements=("recognizers-text-suite==1.0.2a2", "emoji<1.7"),
    distribution="recognizers-text-suite",
    whole=(
        "recognize_number",
        "recognize_percentage",
        "recognize_currency",
        "recognize_dimension",
        "recognize_datetime",
    ),
    figures=(
        "recognize_number",
        "recognize_percentage",
        "recognize_currency",
        "recognize_dimension",
    ),
    times=("recognize_datetime",),
    first_call=(
        "from recognizers_suite import Culture, recognize_currency; "
        "recognize_currency('2047亿元', Culture.Chinese)"
    ),
    adapter="adapter_microsoft.py",
    scored=("figure_value", "time_resolved"),
    finds="numbers, percentages, currency, dimensions; times",
)

LIBRARIES = (QDNLP, JIONLP, MICROSOFT)
