"""Annotate a text: every layer found once, so that what is a time is no figure.

Knows how the layers lie together; finds nothing itself.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from qdnlp import figures as _figures
from qdnlp import times as _times
from qdnlp.schema import Annotation, Figure, Time, Token

if TYPE_CHECKING:
    from qdnlp.lexicon import Lexicon


def _checked_text(text: str) -> str:
    if not isinstance(text, str):
        raise TypeError(f"text: got {type(text).__name__}, a str is needed")
    return text


def _checked_date(date: str | Date | None) -> Date | None:
    """The document's date; strings in ISO form."""
    if date is None or type(date) is Date:
        return date
    if isinstance(date, datetime):
        return date.date()
    if isinstance(date, Date):
        return date
    if not isinstance(date, str):
        raise TypeError(
            f"date: got {type(date).__name__}, a str 'YYYY-MM-DD', a date or None is needed"
        )
    try:
        return Date.fromisoformat(date)
    except ValueError:
        raise ValueError(f"date: got {date!r}, a day in the form 'YYYY-MM-DD' is needed") from None


def annotate(text: str, date: str | Date | None = None) -> Annotation:
    """Find the figures and times of a text.

    ``date`` is the document's, as 'YYYY-MM-DD' or a `datetime.date`; without it, times that
    are told from it resolve to None. Raises TypeError for what is no str, ValueError for a
    date that is none. Offsets point into ``text`` as given.

    >>> note = annotate("前三季度，制造业增加值增长4.7%。", date="2022-11-24")
    >>> [(f.text, f.direction) for f in note.figures], note.times[0].to_date
    ([('4.7%', 'up')], datetime.date(2022, 9, 30))
    """
    document = _checked_date(date)
    calendar = list(_times.mentions(_checked_text(text), document))
    found = [
        Time(m.start, m.end, text[m.start : m.end], *m.stretch)
        for m in calendar
        if m.stretch is not None
    ]
    numbers = _figures.find(text, [(m.start, m.end) for m in calendar])
    return Annotation(text, document, numbers, found)


def tokens(text: str, *, segmenter: str = "jieba", lexicon: Lexicon | None = None) -> list[Token]:
    """The words of a text with their parts of speech; names, figures and times are whole.

    ``segmenter``: 'jieba', or 'pkuseg' for words as the People's Daily of 1998 cuts them.
    ``lexicon``: the names; those that come with the library, if none is given. The tags are
    jieba's (ns places, nt bodies, nz other names, m figures, t times, w punctuation); blanks are
    no tokens. Raises TypeError and ValueError as `annotate`; ImportError if pkuseg is not there.

    >>> [(t.text, t.pos) for t in tokens("市南区引进项目160个")]
    [('市南区', 'ns'), ('引进', 'v'), ('项目', 'n'), ('160个', 'm')]
    """
    from qdnlp import tokenizer

    calendar = list(_times.mentions(_checked_text(text), None))
    numbers = _figures.find(text, [(m.start, m.end) for m in calendar])
    spans = tokenizer.in_order(
        [tokenizer.Whole(f.start, f.end, "m") for f in numbers],
        [tokenizer.Whole(m.start, m.end, "t") for m in calendar],
    )
    return tokenizer.tokenize(text, lexicon or _lexicon(), spans, segmenter)


@cache
def _lexicon() -> Lexicon:
    """The lexicon of all calls that name none."""
    from qdnlp.lexicon import Lexicon

    return Lexicon.default()


def figures(text: str, date: str | Date | None = None) -> list[Figure]:
    """Find the figures of a text: every number with its unit, bound and direction.

    ``date`` changes nothing; it is taken so that all calls look alike.

    >>> [(f.text, str(f.value), f.unit) for f in figures("项目160个、总投资2047亿元")]
    [('160个', '160', '个'), ('2047亿元', '204700000000', 'CNY')]
    """
    return annotate(text, date).figures


def times(text: str, date: str | Date | None = None) -> list[Time]:
    """Find the dates and periods of a text and resolve them against the document's date.

    >>> [(t.text, str(t.to_date)) for t in times("1—10月，同比增长", "2022-11-24")]
    [('1—10月', '2022-10-31')]
    """
    return _times.find(_checked_text(text), _checked_date(date))
