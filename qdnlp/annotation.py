"""The functions that `import qdnlp` gives for texts: annotate, tokens, figures, times.

Knows what may be passed to them; the work is done by `annotator`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from functools import cache
from typing import TYPE_CHECKING

from qdnlp import typography
from qdnlp.annotator import LAYERS, Annotator, checked_date, checked_text
from qdnlp.schema import Annotation, Figure, Time, Token
from qdnlp.times import find as _find_times

if TYPE_CHECKING:
    from qdnlp.lexicon import Lexicon


@cache
def _annotator(segmenter: str = "jieba") -> Annotator:
    """The annotator of all calls that name no lexicon."""
    return Annotator(segmenter=segmenter)


def annotate(
    text: str, date: str | Date | None = None, *, layers: str | Iterable[str] = LAYERS
) -> Annotation:
    """Annotate a text: tokens, entities, figures, times and facts.

    ``date`` is the document's, as 'YYYY-MM-DD' or a `datetime.date`; without it, times that
    are told from it resolve to None. ``layers`` names the layers that are wanted, or one; figures
    and times alone need no lexicon and no model. Raises TypeError for what is no str, ValueError
    for a date or a layer that is none. Offsets point into ``text`` as given.

    >>> note = annotate("前三季度，市南区制造业增加值增长4.7%。", date="2022-11-24")
    >>> [(e.text, e.label, e.id) for e in note.entities]
    [('市南区', 'GPE', 'gb:370202')]
    >>> [(f.text, f.direction) for f in note.figures], note.times[0].to_date
    ([('4.7%', 'up')], datetime.date(2022, 9, 30))
    """
    return _annotator()(text, date, layers)


def tokens(text: str, *, segmenter: str = "jieba", lexicon: Lexicon | None = None) -> list[Token]:
    """The words of a text with their parts of speech; names, figures and times are whole.

    ``segmenter``: 'jieba', or 'pkuseg' for words as the People's Daily of 1998 cuts them.
    ``lexicon``: the names; those that come with the library, if none is given. The tags are
    jieba's (ns places, nt bodies, nz other names, m figures, t times, w punctuation); blanks are
    no tokens. Raises TypeError and ValueError as `annotate`; ImportError if pkuseg is not there.

    >>> [(t.text, t.pos) for t in tokens("市南区引进项目160个")]
    [('市南区', 'ns'), ('引进', 'v'), ('项目', 'n'), ('160个', 'm')]
    """
    own = _annotator(segmenter) if lexicon is None else Annotator(lexicon, False, segmenter)
    return own.tokens(checked_text(text))


def figures(text: str, date: str | Date | None = None) -> list[Figure]:
    """Find the figures of a text: every number with its unit, bound and direction.

    ``date`` changes nothing; it is taken so that all calls look alike.

    >>> [(f.text, str(f.value), f.unit) for f in figures("项目160个、总投资2047亿元")]
    [('160个', '160', '个'), ('2047亿元', '204700000000', 'CNY')]
    """
    return annotate(text, date, layers=("figures",)).figures


def times(text: str, date: str | Date | None = None) -> list[Time]:
    """Find the dates and periods of a text and resolve them against the document's date.

    >>> [(t.text, str(t.to_date)) for t in times("1—10月，同比增长", "2022-11-24")]
    [('1—10月', '2022-10-31')]
    """
    plain = typography.plain(checked_text(text))
    found = _find_times(plain.text, checked_date(date))
    plain.point_out(found)
    return found
