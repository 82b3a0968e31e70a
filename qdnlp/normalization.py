"""Normalise one expression: a whole string read as a figure.

Knows that a string given by itself says more than it would in running text: it may be a bare
numeral (一百二十三), a bare range (10-20), a sum in 块, and may have spaces between its characters.
"""

from __future__ import annotations

from qdnlp import numerals
from qdnlp.annotation import figures
from qdnlp.figures import bounds
from qdnlp.patterns import Pattern
from qdnlp.schema import Bound, Figure, Kind

_RANGE = Pattern(
    r"(?:从|在|介于|位于|处于)?(?P<low>[^-—–－~～至到和与]+)(?:[-—–－~～]{1,2}|至|到|和|与)(?P<high>[^-—–－~～之]+)(?:之间)?"
)
_AND = Pattern("[和与]")
_CODE = Pattern(r"0\d")
_MORE = ("多", "余", "起", "+")
_SPACE = Pattern(
    r"(?<=[^\x00-\x2f]) +(?=[^\x00-\x2f])|(?<=[\u4e00-\u9fff]) +| +(?=[\u4e00-\u9fff])"
)


def normalize(text: str) -> Figure | None:
    """Read a string as one figure; None if there is none in it.

    A string that is a numeral from end to end is a count without unit; else the first figure
    found is given. Raises TypeError for what is no str.

    >>> normalize("2047亿元").unit, str(normalize("2047亿元").value)
    ('CNY', '204700000000')
    >>> normalize("一百二十三").value, normalize("青岛") is None
    (Decimal('123'), True)
    """
    found = figures(text)
    inner, start, bound = bounds.stripped(text.strip())
    start += len(text) - len(text.lstrip())
    end = start + len(inner)
    if len(found) == 1 and found[0].start <= start:
        rest = text[found[0].end : end]
        if not rest or (rest in _MORE and found[0].bound != "exact"):
            return _in_kuai(found[0])
    whole = _whole(inner, start, bound)
    if whole is not None:
        return whole
    spaceless = _without_spaces(text)
    return spaceless or (found[0] if found else None)


def _whole(inner: str, start: int, bound: Bound) -> Figure | None:
    """The whole string as a numeral or a range of two."""
    end = start + len(inner)
    parts = numerals.reading(inner) if inner else None
    if parts is not None:
        value, low, high, inside = parts
        kind: Kind = "percent" if "分之" in inner or "/" in inner else "count"
        bound = inside if bound == "exact" else bound
        return Figure(start, end, inner, kind, value, "", bound, "none", low, high)
    match = _RANGE.fullmatch(inner)
    if match is not None and not _CODE.match(inner) and _is_between(inner):
        low, high = numerals.number(match["low"]), numerals.number(match["high"])
        if low is not None and high is not None and low < high:
            return Figure(start, end, inner, "count", None, "", bound, "none", low, high)
    return None


def _in_kuai(figure: Figure) -> Figure:
    """A figure by itself, with 块 read as money: 五到十块."""
    if figure.kind == "count" and figure.unit == "块":
        figure.kind, figure.unit = "money", "CNY"
    return figure


def _is_between(inner: str) -> bool:
    """Whether 和 or 与 links a range: 10和20之间, not 10和20."""
    return inner.endswith("之间") or not _AND.search(inner)


def _without_spaces(text: str) -> Figure | None:
    """The figure of a string whose characters stand apart: 三 百 二 十."""
    if " " not in text.strip():
        return None
    gaps = [match.span() for match in _SPACE.finditer(text)]
    if not gaps:
        return None
    kept = [i for i in range(len(text)) if not any(a <= i < b for a, b in gaps)]
    figure = normalize("".join(text[i] for i in kept))
    if figure is None:
        return None
    start, end = kept[figure.start], kept[figure.end - 1] + 1
    figure.start, figure.end, figure.text = start, end, text[start:end]
    return figure
