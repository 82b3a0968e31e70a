"""Bylines: the line that says who wrote an article, for whom, and who holds a speech.

Knows marks (□), media, the words of `seeds/page_roles.tsv` and how Chinese names are set
(张 三, 李四、王五); does not know where on the page a byline may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qdnlp.pages.parts import Byline, Name
from qdnlp.patterns import Pattern, alternation
from qdnlp.tables import rows

LONGEST = 120  # a byline is a line or two

# Marks before a byline; a scan reads □ as 口, which is a mark only where 记者 follows.
_MARK = re.compile(r"[□■◎●▲△◆◇○☆★※⊙◉▇█►▶]\s*|口(?=[^\s，。]{0,20}记者)\s*")
_WRAPPERS = {"(": ")", "（": "）", "【": "】", "[": "]"}
_TOKEN = re.compile(r"[^\s、，,：:；;（）()【】\[\]|｜丨]+")
_NAME = re.compile(r"[一-鿿㐀-䶿·•]{2,12}|[A-Za-z][A-Za-z.·'-]{1,30}")
_FOREIGN = re.compile(r"[·•A-Za-z]")
_MEDIUM = re.compile(r"[一-鿿A-Za-z0-9/／·&＆+]{1,24}")
# 第一章 and the like are no names; names are 2 to 4 characters, double surnames counted
_LONGEST_NAME = 4


@dataclass(slots=True)
class _Draft:
    """What is known of a byline while its words are read one after the other."""

    media: list[Name]
    people: list[Name]
    role: str = ""
    marked: bool = False


@cache
def _roles() -> dict[str, tuple[str, str]]:
    """Word → role and place."""
    return {word: (role, place) for word, role, place in rows("page_roles.tsv")}


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row[0] for row in rows("surnames.tsv"))


def _words(*places: str) -> str:
    return alternation(word for word, (_, place) in _roles().items() if place in places)


# A role in a word of the line: 海州日报记者李明; a label is a word of its own: 文/李明, 作者：李明
_LABELS = Pattern(lambda: _words("label", "both"))
_ROLE = Pattern(
    lambda: rf".*?({_words('glued')})|({_LABELS.source}(?:/{_LABELS.source})?)(?=[/／]|\Z)"
)
_ROLES_ALONE = Pattern(lambda: _words("glued"))
_AFTER = Pattern(lambda: f"(?:{_words('after', 'both')})+")
# 海州市市长　李 明 · 自治区主席 艾力·买买提
_OFFICE = Pattern(
    lambda: (
        rf"([一-鿿、（）()]{{0,24}}?{_words('office')})[\s：:]+"
        r"([一-鿿](?:[一-鿿]{1,3}|\s{1,3}[一-鿿])|[一-鿿]{1,6}(?:[·•][一-鿿]{1,6}){1,3}|[一-鿿]{4,5})"
    )
)


def byline(text: str, start: int, end: int) -> Byline | None:
    """The byline that the line ``text[start:end]`` is, None for what is none.

    >>> line = "□海州日报/听涛新闻记者 李 明 通讯员 陈晨"
    >>> found = byline(line, 0, len(line))
    >>> found.medium, [(name.text, name.role) for name in found.people]
    ('海州日报/听涛新闻', [('李明', 'reporter'), ('陈晨', 'correspondent')])
    """
    if not 2 <= end - start <= LONGEST:
        return None
    mark = _MARK.match(text, start, end)
    begin = mark.end() if mark else start
    stop = end
    if not mark and _WRAPPERS.get(text[start]) == text[end - 1]:
        begin, stop = start + 1, end - 1
        mark = _MARK.match(text, begin, stop)
        begin = mark.end() if mark else begin
    draft = _Draft([], [], marked=bool(mark))
    for low, high in _tokens(text, begin, stop):
        if not _take(draft, text, low, high):
            return None
    if mark and not draft.role:
        return _signed_with_a_name(text, start, begin, end)
    if not draft.role or not (draft.people or draft.marked or _names_a_role(text, begin, stop)):
        return None
    return Byline(start, end, text[start:end], draft.media, draft.people)


def _signed_with_a_name(text: str, start: int, begin: int, end: int) -> Byline | None:
    """The byline that a mark and a name are: □ 李明."""
    found = lone_name(text, begin, end)
    return Byline(start, end, text[start:end], [], found.people) if found else None


def at_end(text: str) -> tuple[Byline, int] | None:
    """The byline in the brackets that end a text, and where they begin: …开工。（李明）."""
    if text[-1:] not in ("）", ")"):
        return None
    at = max(text.rfind("（", -LONGEST), text.rfind("(", -LONGEST))
    if at < 1 or text[at - 1] not in "。！？”":
        return None
    found = byline(text, at, len(text)) or lone_name(text, at, len(text))
    return (found, at) if found else None


def speaker(text: str, start: int, end: int) -> Byline | None:
    """The byline that a line with an office and a name is (海州市市长 李 明), else None."""
    match = _OFFICE.fullmatch(text, start, end) if end - start <= 40 else None
    if match is None:
        return None
    low, high = match.span(2)
    name = Name(low, high, "".join(text[low:high].split()), "speaker")
    if not _is_name(name.text):
        return None
    return Byline(start, end, text[start:end], [], [name])


def lone_name(text: str, start: int, end: int) -> Byline | None:
    """The byline that a line with one name and nothing else is, in brackets or not, else None."""
    if not 2 <= end - start <= 8:
        return None
    low, high = start, end
    if _WRAPPERS.get(text[start]) == text[end - 1]:
        low, high = start + 1, end - 1
    words = text[low:high].split()
    name = "".join(words)
    if not 2 <= len(name) <= 3 or len(words) > 2 or not _is_name(name):
        return None
    return Byline(start, end, text[start:end], [], [Name(low, high, name, "author")])


def from_medium(text: str, start: int, end: int, low: int, high: int | None = None) -> Byline:
    """The byline of a line that names where the text comes from, from ``low`` on to ``high``."""
    stop = end if high is None else high
    while stop > low and text[stop - 1] in "）)】] \u3000\t|":
        stop -= 1
    media = [Name(low, stop, text[low:stop], "medium")] if low < stop else []
    return Byline(start, end, text[start:end], media, [])


def is_of_the_desk(found: Byline) -> bool:
    """Whether a byline names those who made the page and no author."""
    return bool(found.people) and all(name.role in ("editor", "designer") for name in found.people)


def _tokens(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """The words of a line; characters that stand alone in a pair are one name (李 明)."""
    held: tuple[int, int] | None = None
    for match in _TOKEN.finditer(text, begin, stop):
        low, high = match.span()
        single = high - low == 1 and text[low] not in "文图摄" and "一" <= text[low] <= "鿿"
        if held and single and text[held[1] : low].isspace():
            yield held[0], high
            held = None
        elif held:
            yield held
            held = (low, high) if single else None
            if not single:
                yield low, high
        elif single:
            held = (low, high)
        else:
            yield low, high
    if held:
        yield held


def _take(draft: _Draft, text: str, low: int, high: int) -> bool:
    """Take one word of a byline in; False where it has no place there."""
    if high - low > 40:
        return False
    word = text[low:high]
    found = _ROLE.match(word)
    if found is None or (draft.role and _AFTER.fullmatch(word)):
        return _take_names(draft, text, low, high)
    group = 1 if found[1] else 2
    before = low + found.start(group)
    if low < before and not _take_before_role(draft, text, low, before):
        return False
    draft.role = _roles()[found[group].split("/")[0]][0]
    rest = low + found.end(group)
    while rest < high and text[rest] in "/／":
        rest += 1
    return rest == high or _take(draft, text, rest, high)


def _take_before_role(draft: _Draft, text: str, low: int, high: int) -> bool:
    """Take in what stands before a role without a blank: a name that goes on, or a medium."""
    word = text[low:high]
    if draft.role and len(word) <= 3 and _is_name(word):
        return _take_names(draft, text, low, high)
    return _take_medium(draft, text, low, high)


def _take_medium(draft: _Draft, text: str, low: int, high: int) -> bool:
    if not _MEDIUM.fullmatch(text, low, high):
        return False
    draft.media.append(Name(low, high, text[low:high], "medium"))
    return True


def _take_names(draft: _Draft, text: str, low: int, high: int) -> bool:
    """Take names in, or the medium that stands before the first role."""
    tail = _AFTER.fullmatch(text, low, high)
    if tail:
        draft.role = draft.role or "author"
        return True
    if not draft.role:
        return _take_medium(draft, text, low, high)
    for length in (4, 2, 1):  # 李明摄影报道, 李明摄; 文 and 图 end names
        if length == 1 and text[high - 1] != "摄":
            break
        tail = _AFTER.fullmatch(text, high - length, high) if high - low - length >= 2 else None
        if tail:
            high -= length
            break
    found = list(_names(text, low, high, draft.marked))
    draft.people += [
        Name(start, end, "".join(text[start:end].split()), draft.role) for start, end in found
    ]
    return bool(found)


def _names(text: str, low: int, high: int, marked: bool) -> Iterator[tuple[int, int]]:
    """The names of a word: one, two of two characters that stand together, or none."""
    word = "".join(text[low:high].split())
    if not _NAME.fullmatch(word):
        return
    if _is_name(word):
        two = len(word) == 4 and high - low == 4 and word[:2] not in _surnames()
        if two and word[2] in _surnames():
            yield low, low + 2
            yield low + 2, high
        else:
            yield low, high
    elif (marked and len(word) <= 6) or len(_FOREIGN.findall(word)):
        yield low, high


def _is_name(word: str) -> bool:
    """Whether a word is built as a name: a surname and one or two characters, or parts with ·."""
    if _FOREIGN.search(word):
        return bool(_NAME.fullmatch(word))
    if not 2 <= len(word) <= _LONGEST_NAME or not _NAME.fullmatch(word):
        return False
    return word[:2] in _surnames() or word[0] in _surnames()


def _names_a_role(text: str, begin: int, stop: int) -> bool:
    """Whether a line is a role and nothing else: the names are lost."""
    return bool(_ROLES_ALONE.fullmatch(text, begin, stop))
