"""Sections: the year that a numbered heading names for what stands below it.

Knows the headings of reports and plans (二、2027年工作计划, （一）明年重点任务) and how far each
reaches: to the next of its rank or of a higher one. A sentence is no heading.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qdnlp.patterns import Pattern
from qdnlp.times.grammar import RELATIVE, relative

NUMERAL = "[一二三四五六七八九十]{1,3}"
CHAPTER, PART = f"第?{NUMERAL}[、章部编]", f"[（(]{NUMERAL}[）)]"
"""What numbers a heading: 二、 or 第二章, and （二） below it."""

_LINE = (
    rf"[ \u3000\t#]*(?:(?P<chapter>{CHAPTER})|(?P<part>{PART})"
    r"|(?<=#)|(?<=# ))"
    r"(?P<words>[^\n，。；：！？!?;]{0,40})(?=\n|\Z)"
)
_FIRST = Pattern(_LINE)
_HEADING = Pattern("\n" + _LINE)  # begins with what `re` looks for fast
_YEAR = Pattern(
    r"(?<![0-9—–~～至到-])(?:(?P<number>(?:19|20)[0-9]{2})年度?(?!以来|起|至|到|[—–~～-])"
    rf"|(?P<relative>{relative('year')})(?!以来))"
)


@dataclass
class Sections:
    """The years of the headings above a place, while a text is gone through."""

    done: int = 0  # where the text has been looked through to
    chapter: int | None = None
    part: int | None = None

    def year(self, text: str, position: int, document: date | None) -> int | None:
        r"""The year of the headings above ``position`` and of that it stands in, if any.

        >>> Sections().year("二、2027年工作计划\n6月底前建成", 14, None)
        2027
        """
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        first = None if self.done else _FIRST.match(text, 0, end)
        for heading in (*([first] if first else []), *_HEADING.finditer(text, self.done, end)):
            year = _year_in(heading["words"], document)
            if heading["part"]:
                self.part = year
            else:  # the title of an article names no year for what stands below it
                self.chapter, self.part = year if heading["chapter"] else None, None
        self.done = end
        return self.chapter if self.part is None else self.part


def _year_in(words: str, document: date | None) -> int | None:
    """The one year that a heading names; None where it names none or several."""
    years = set()
    for match in _YEAR.finditer(words):
        if match["number"]:
            years.add(int(match["number"]))
        elif document is not None:
            years.add(document.year + RELATIVE[match["relative"]].offset)
    return years.pop() if len(years) == 1 else None
