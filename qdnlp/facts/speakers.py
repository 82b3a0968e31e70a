"""Speakers: who said the figures of a quotation, and for whom.

Knows that a person before 说 or 表示 speaks the quotation before it and what follows to the end of
the paragraph, further where paragraphs without a subject go on with his plans; that a line with
post and name and a colon gives him what stands below; and that the organisations before the
person are those that he speaks for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from qdnlp import tables
from qdnlp.facts import clauses, roles, tellers, transcripts
from qdnlp.facts.lines import first_item, is_dateline
from qdnlp.facts.roles import (
    ACT,
    CHANGE,
    CLOSE,
    COLON,
    COMMA,
    DO,
    LINE,
    MANNER,
    NAME,
    OPEN,
    SAY,
    STOP,
    TIME,
    VERB,
)
from qdnlp.facts.row import Named, Row
from qdnlp.patterns import Pattern, alternation

_TELLS = SAY | COLON
_SURNAME = Pattern(lambda: alternation(row[0] for row in tables.rows("surnames.tsv")))
_HAN = Pattern("[\u4e00-\u9fff·]{2,4}")
_GIVEN = 2  # characters of a given name
_BARE = 3  # characters of a body without a place
_SO = "道"  # behind a verb of saying a part of it: 回忆|道
_HEARERS = roles.words("hearer")
_ACCOUNTS = tuple(roles.words("account"))
_READ = roles.words("read")
_QUOTED = 1500  # items of a quotation
_LINES = 4  # ends of paragraphs within a quotation
_BACK = 24  # items between the organisation and the verb of saying
_CREDITS = roles.words("credit")
_HEAD = 40  # characters of a line that only names the speaker
_GOES_ON = VERB | DO | ACT | MANNER | CHANGE  # how a paragraph begins that leaves the subject out
_RUN = 2  # such paragraphs that go on with a speech; one alone may be the reporter's
_PARAGRAPHS = 40  # of one speech


class Speech(NamedTuple):
    """A stretch of text, who says it, and the organisation spoken for."""

    start: int
    end: int
    speaker: str
    spoken_for: str | None
    spoken_id: str | None


class Turns:
    """Who speaks while a text is walked through."""

    def __init__(self, row: Row, names: Sequence[Named]) -> None:
        self._starts = row.starts
        self._coming = iter(speeches(row, names))
        self._next = next(self._coming, None)
        self.speaking: Speech | None = None
        self.at = self._item(self._next.start if self._next else None)
        """The first item from which on another may speak."""

    def turn(self, at: int) -> bool:
        """Whether another speaks at item ``at`` than before, or speaks anew."""
        start = self._starts[at]
        ended = False
        while self._next is not None and self._next.end <= start:
            self._next = next(self._coming, None)
            ended = self.speaking is not None
        now = self._next if self._next and self._next.start <= start else None
        if self._next is None:
            self.at = self._item(None)
        else:
            self.at = self._item(self._next.start if now is None else now.end)
        turned = now is not self.speaking or ended
        self.speaking = now
        return turned

    def _item(self, start: int | None) -> int:
        """The first item at an offset or behind; one that is nowhere for None."""
        return len(self._starts) if start is None else bisect_left(self._starts, start)


def speeches(row: Row, names: Sequence[Named]) -> list[Speech]:
    """The speeches of a text, in order."""
    found: list[Speech] = []
    bodies: dict[str, tuple[str, str | None]] = {}  # for whom each has spoken
    marks = row.marks
    lines = row.lines
    for at in row.places(_TELLS):
        if marks[at] & SAY and at:
            if row.forms[at + 1] == _SO and marks[at + 2] & (COMMA | STOP):
                marks[at + 1] = SAY
            speech = _speech(row, names, at, lines)
        elif marks[at] & COLON and at and marks[at + 1] & LINE:
            speech = _headed(row, names, at, lines)
        elif marks[at] & COLON and at:
            speech = _announced(row, names, at, lines)
        else:
            continue
        if speech is not None:
            speech = _for_body(speech, bodies)
            if found and speech.start < found[-1].end:
                found[-1] = found[-1]._replace(end=speech.start)
            found.append(speech)
    found = [speech for speech in found if speech.end > speech.start]
    return _with_turns(row, names, found, bodies)


def _with_turns(
    row: Row,
    names: Sequence[Named],
    found: list[Speech],
    bodies: dict[str, tuple[str, str | None]],
) -> list[Speech]:
    """The speeches with the turns of a transcript in the place of those within them."""
    turns = transcripts.turns(row, lambda end: _person(row, names, end))
    if not turns:
        return found
    out = [speech for speech in found if speech.end <= turns[0].start]
    for turn in turns:
        if turn.person is None or turn.end <= turn.start:
            continue
        name, begin = turn.person
        body, _first = _organisation(row, names, begin)
        speech = Speech(turn.start, turn.end, name, *(body or (None, None)))
        out.append(_for_body(speech, bodies))
    return out


def _for_body(speech: Speech, bodies: dict[str, tuple[str, str | None]]) -> Speech:
    """The speech for the body that the speaker spoke for before, where it names none itself."""
    if speech.spoken_for is not None:
        bodies[speech.speaker] = speech.spoken_for, speech.spoken_id
    body, id = bodies.get(speech.speaker, (None, None))
    return speech._replace(spoken_for=body, spoken_id=id)


def _speech(row: Row, names: Sequence[Named], say: int, lines: Sequence[int]) -> Speech | None:
    """What the person before the verb of saying at item ``say`` says."""
    behind = _behind_hearer(row, say + 1)
    following = row.marks[behind]
    if not following & (COMMA | STOP | OPEN):
        return None
    person = tellers.teller(row, names, say, lambda end: _person(row, names, end))
    if person is None:
        return None
    name, begin = person
    organisation, first = _organisation(row, names, begin)
    start = _quotation(row, first)
    quoted = start < row.starts[first]
    last = behind + 1 == len(row.marks)
    if quoted and following & STOP and not last and not row.marks[behind + 1] & OPEN:
        until = row.starts[behind]  # “……”李明说。
    else:
        until = _ends(row, lines, bisect_left(lines, say))
    return Speech(start, until, name, *(organisation or (None, None)))


def _behind_hearer(row: Row, at: int) -> int:
    """The item behind what may follow a verb of saying at item ``at``: 告诉|甲报|记者, 回忆|道."""
    at += row.forms[at] == _SO
    if row.marks[at] & NAME and row.forms[at + 1] in _HEARERS:
        at += 1
    return clauses.behind_hearer(row, at)


def _announced(row: Row, names: Sequence[Named], colon: int, lines: Sequence[int]) -> Speech | None:
    """What stands behind a colon in quotation marks, or in an account: 李明算了一笔账：….

    A quotation goes on to its end, an account to that of its paragraph.
    """
    if row.forms[colon + 1] != "“" and not row.forms[colon - 1].endswith(_ACCOUNTS):
        return None
    begin = clauses.begin(row, colon)
    person = tellers.subject(row, names, begin, colon, lambda end: _person(row, names, end))
    if person is None or row.forms[person[1] - 1] in _CREDITS:
        return None  # 记者王红报道：…
    between = row.forms[person[1] : colon]
    if not tellers.QUESTIONS.isdisjoint(between) or not _READ.isdisjoint(between):
        return None  # 李明看到墙上写着：…
    organisation, first = _organisation(row, names, person[1])
    line = bisect_left(lines, colon)
    last = lines[line] if line < len(lines) else len(row.marks) - 1
    end = row.starts[_quoted_until(row, colon + 1, last)]
    return Speech(row.starts[first], end, person[0], *(organisation or (None, None)))


def _quoted_until(row: Row, begin: int, end: int) -> int:
    """The item behind the quotation that item ``begin`` opens, ``end`` where none ends before."""
    depth = 0
    for at in range(begin, min(end, begin + _QUOTED)):
        depth += (row.forms[at] == "“") - (row.forms[at] == "”")
        if depth <= 0:
            return at + 1 if at > begin else end
    return end


def _headed(row: Row, names: Sequence[Named], colon: int, lines: Sequence[int]) -> Speech | None:
    """What stands below a line that ends in a colon and names nobody but a person with a post."""
    line = bisect_left(lines, colon)
    first = first_item(row, lines[line - 1] + 1 if line else 0)
    if row.starts[colon] - row.starts[first] > _HEAD or not row.marks[first] & NAME:
        return None
    person = _person(row, names, colon)
    if person is None or any(
        row.marks[at] & (STOP | SAY | VERB | DO) for at in range(first, person[1])
    ):
        return None
    organisation, _first = _organisation(row, names, person[1])
    below = line + 1
    while below < len(lines) and lines[below] == lines[below - 1] + 1:
        below += 1  # blank lines
    start = row.starts[lines[below - 1] + 1]
    if below > line + 1:  # as blank lines set it off, it goes on to the next of them
        last = min(len(lines), below + _PARAGRAPHS)
        while below + 1 < last and lines[below + 1] != lines[below] + 1:
            below += 1
    end = row.starts[lines[below]] if below < len(lines) else len(row.text)
    return Speech(start, end, person[0], *(organisation or (None, None)))


def _ends(row: Row, lines: Sequence[int], line: int) -> int:
    """Where a speech ends: with its paragraph, or the last of those that go on with it."""
    end = len(row.text) if line == len(lines) else row.starts[lines[line]]
    run = 0
    while line < len(lines) and run < _PARAGRAPHS:
        first = lines[line] + 1
        line += 1
        until = lines[line] if line < len(lines) else len(row.marks) - 2
        if first == until:
            continue  # a blank line
        if not row.marks[first_item(row, first)] & _GOES_ON or row.marks[until - 1] & STOP == 0:
            break
        run += 1
        if run >= _RUN:
            end = row.starts[until]
    return end


def _person(row: Row, names: Sequence[Named], end: int) -> tuple[str, int] | None:
    """The person whose name ends before item ``end``, and the item with which it begins."""
    at = end - 1
    if at < 0:
        return None
    if tellers.is_known(row, names, at):
        if not row.marks[at] & NAME:
            return _named_before(row, names, at)
        return row.words(at, end), at
    if row.forms[at] in tellers.HOW:
        return None  # 市长|高兴|地
    for first in range(max(0, end - 4), end):
        if _is_name(row.words(first, end)) and _is_title(row, names, first - 1):
            known = any(tellers.is_known(row, names, i) for i in range(first, end))
            return None if known else (row.words(first, end), first)
    return None


def _is_name(text: str) -> bool:
    """Whether characters may be the name of a person: a surname and one or two more."""
    surname = _SURNAME.match(text)
    return bool(surname and _HAN.fullmatch(text) and len(text) <= surname.end() + _GIVEN)


def _named_before(row: Row, names: Sequence[Named], end: int) -> tuple[str, int] | None:
    """The person with a title that stands last before item ``end``."""
    for at in range(end - 1, max(0, end - _BACK), -1):
        text = row.forms[at]
        is_person = row.marks[at] & NAME and names[row.refs[at]].label == "PERSON"
        if is_person or (_is_name(text) and _is_title(row, names, at - 1)):
            return text, at
    return None


def _is_title(row: Row, names: Sequence[Named], at: int) -> bool:
    if at < 0 or not row.marks[at] & NAME:
        return False
    return names[row.refs[at]].label in ("TITLE", "ORG")


def _organisation(
    row: Row, names: Sequence[Named], person: int
) -> tuple[tuple[str, str | None] | None, int]:
    """The organisation nearest before the person, and the item with which his posts begin.

    A body without a place (管委会, 组织部) leaves the word to the one before it.
    """
    first = person
    found: tuple[str, str | None] | None = None
    at = person
    while at > max(0, person - _BACK) and not row.marks[at - 1] & (STOP | CLOSE | OPEN):
        at -= 1
        if row.forms[at] in _CREDITS or (row.marks[at] & TIME and is_dateline(row, at)):
            at += 1 if row.forms[at] in _CREDITS else 2
            break
        if row.marks[at] & NAME:
            name = names[row.refs[at]]
            first = at
            bare = found is None or (len(found[0]) <= _BARE and _is_body(found[0]))
            governs = name.label == "GPE" and found is None and _is_title(row, names, at + 1)
            if (name.label in ("ORG", "FAC") and bare) or governs:
                found = (row.forms[at], name.id)  # 甲区教育局|局长, 甲区|区长
    return found, at if at and row.marks[at - 1] & CLOSE else first


def _is_body(name: str) -> bool:
    return name.endswith(("委会", "部", "党委", "党组", "办公室", "工委", "局", "处"))


def _quotation(row: Row, before: int) -> int:
    """Where the quotation begins that ends right before item ``before``; else that item."""
    at = before
    if not at or not row.marks[at - 1] & CLOSE:
        return row.starts[before]
    depth = lines = 0
    for at in range(before - 1, max(-1, before - _QUOTED), -1):
        mark = row.marks[at]
        if mark & LINE:
            lines += 1
            if lines > _LINES:
                break
        if mark & CLOSE and row.forms[at] == "”":
            depth += 1
        elif mark & OPEN and row.forms[at] == "“":
            depth -= 1
            if depth <= 0:
                return row.starts[at]
    return row.starts[before]
