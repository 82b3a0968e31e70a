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
from qdnlp.facts import clauses, roles, transcripts
from qdnlp.facts.lines import first_item
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    CHANGE,
    CLOSE,
    COLON,
    COMMA,
    DO,
    LINE,
    MANNER,
    NAME,
    OPEN,
    PLACE,
    PREP,
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
_BARE = 3  # characters of a body without a place
_WHEN = 8  # items of 在接受采访时
_WHERE = frozenset(("GPE", "LOC", "FAC"))
_SPEAKS = 6  # items between the person and the verb of saying
_ON = roles.words("on_occasion")
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
        self._coming = iter(speeches(row, names))
        self._next = next(self._coming, None)
        self._never = len(row.text) + 1
        self.speaking: Speech | None = None
        self.at = self._next.start if self._next else self._never
        """Where the next turn is."""

    def turn(self, start: int) -> bool:
        """Whether another speaks at ``start`` than before, or speaks anew."""
        ended = False
        while self._next is not None and self._next.end <= start:
            self._next = next(self._coming, None)
            ended = self.speaking is not None
        now = self._next if self._next and self._next.start <= start else None
        if self._next is None:
            self.at = self._never
        else:
            self.at = self._next.start if now is None else now.end
        turned = now is not self.speaking or ended
        self.speaking = now
        return turned


def speeches(row: Row, names: Sequence[Named]) -> list[Speech]:
    """The speeches of a text, in order."""
    found: list[Speech] = []
    bodies: dict[str, tuple[str, str | None]] = {}  # for whom each has spoken
    marks = row.marks
    lines = row.lines
    for at in row.places(_TELLS):
        if marks[at] & SAY and at:
            speech = _speech(row, names, at, lines)
        elif marks[at] & COLON and at and marks[at + 1] & LINE:
            speech = _headed(row, names, at, lines)
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
    behind = clauses.behind_hearer(row, say + 1)  # 告诉|记者
    following = row.marks[behind]
    if not following & (COMMA | STOP | OPEN):
        return None
    end = _without_circumstances(row, names, say)
    person = _person(row, names, end) or _reporter(row, names, end)
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


def _without_circumstances(row: Row, names: Sequence[Named], say: int) -> int:
    """Where the person ends before a verb of saying: 甲某|14日在乙市|说, 甲某|还|对记者|说."""
    marks, end = row.marks, say
    while end > max(1, say - _SPEAKS):
        begin = _occasion(row, end)
        if begin is not None:
            end = begin
        elif marks[end - 1] & (ADVERB | SAY | PLACE | TIME):
            end -= 1
        elif marks[end - 2] & PREP and (
            names[row.refs[end - 1]].label in _WHERE
            if marks[end - 1] & NAME
            else clauses.behind_hearer(row, end - 1) == end
        ):
            end -= 2
        else:
            break
    return end


def _occasion(row: Row, end: int) -> int | None:
    """Where it begins on what occasion somebody speaks, up to item ``end``: 在发布会|上."""
    if row.forms[end - 1] not in _ON:
        return None
    for at in range(end - 2, max(0, end - _WHEN), -1):
        if row.marks[at] & (COMMA | STOP | CLOSE):
            return None
        if row.marks[at] & PREP and not row.marks[at] & SAY:
            return at
    return None


def _reporter(row: Row, names: Sequence[Named], end: int) -> tuple[str, int] | None:
    """The person who does something until item ``end`` while he speaks: 作报告|时说."""
    if row.forms[end] != "时":
        return None
    begin = end
    while begin > max(0, end - _WHEN) and not row.marks[begin - 1] & (COMMA | STOP):
        begin -= 1
    found = (_person(row, names, at) for at in range(begin, end))
    return next((person for person in found if person is not None), None)


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
    if row.marks[at] & NAME and names[row.refs[at]].label == "PERSON":
        return row.words(at, end), at
    for first in range(max(0, end - 4), end):
        text = row.words(first, end)
        if _HAN.fullmatch(text) and _SURNAME.match(text) and _is_title(row, names, first - 1):
            return text, first
    if row.words(at, end) in ("他", "她"):
        return _named_before(row, names, at)
    return None


def _named_before(row: Row, names: Sequence[Named], end: int) -> tuple[str, int] | None:
    """The person with a title that stands last before item ``end``."""
    for at in range(end - 1, max(0, end - _BACK), -1):
        text = row.forms[at]
        is_person = row.marks[at] & NAME and names[row.refs[at]].label == "PERSON"
        if is_person or (
            _HAN.fullmatch(text) and _SURNAME.match(text) and _is_title(row, names, at - 1)
        ):
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
        if row.forms[at] in _CREDITS:
            at += 1
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
