"""Numbers without a unit behind them: money by a sign or by its noun, counts, or nothing.

Knows `seeds/money_nouns.tsv` and when digits count something: 24岛 and 5100万 do, codes, years,
house numbers and list numbers do not.
"""

from __future__ import annotations

from decimal import Decimal

from qdnlp import tables
from qdnlp.figures.amount import Amount, read
from qdnlp.figures.headings import Heading
from qdnlp.figures.numeral import DIGIT
from qdnlp.numerals import multiplied
from qdnlp.patterns import Pattern, alternation
from qdnlp.schema import Kind

_MONEY_NOUNS = alternation(word for (word,) in tables.rows("money_nouns.tsv"))
_MONEY = Pattern(_MONEY_NOUNS)
_MONEY_AT_ONCE = Pattern(rf"{_MONEY_NOUNS}(?:为|达|达到|超|超过|约|近|逾|突破|至|到|共)?$")
_CLAUSE = Pattern("[，。；！？,;!?\n][^，。；！？,;!?\n]*$")
_WINDOW = 24
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_LARGE_AT_END = Pattern("[亿億]多?余?$")
_MULTIPLIED = Pattern("[万亿萬億]")
_BARE = Pattern("[十百千万亿萬億]+$")
_COUNTED = Pattern("级?" + alternation(word for (word,) in tables.rows("counted_nouns.tsv")))
_HAN = Pattern("[\u4e00-\u9fff]")
_NOT_COUNTED = frozenset(
    "强版号年月日时分秒线路期世级度式型代岁后前以之的是为在及和与至到或比等、了而将从对把被由于又也都还就才已曾并且因但若如则即均各每该此其每内外中上下里间旁边多余来"
)
_LISTED = Pattern(f"(?:、|和|及|与|以及)[{DIGIT}]")  # 分别提升5和6个百分点
_NAMED = Pattern("(?:国道|省道|县道|高速|昇腾|型号|编号|航班)$")
_VERSION = frozenset("版时")
_YEAR = Pattern("(?:1[6-9]|20)[0-9]{2}$")


def money(text: str, start: int, end: int, code: str, sign: int) -> Amount | None:
    """The amount behind a currency sign: ¥20, US$1.5亿."""
    parts = read(text[start:end])
    if parts is None:
        return None
    begin = sign if not _HAN.match(text, sign) else start
    return Amount(begin, end, "money", code, *parts[:3], parts.bound, plain=True)


def headed(text: str, start: int, end: int, heading: Heading | None) -> Amount | None:
    """A number in a table or behind a label, in the unit of its heading if it has one."""
    parts = read(text[start:end])
    if parts is None or parts.value is None:
        return None
    if heading is None:
        if _YEAR.fullmatch(text, start, end):
            return None
        return Amount(start, end, "count", "", parts.value, bound=parts.bound, plain=True)
    kind, unit, factor = heading
    value = multiplied(parts.value, factor)
    return Amount(start, end, kind, unit, value, bound=parts.bound)


def number(text: str, start: int, end: int, amount: Amount | None) -> Amount | None:
    """The figure of a numeral that no unit follows; None if it counts nothing.

    ``amount``: what is known already of 300余 and 7000多万.
    """
    if amount is not None:
        end = amount.end
    token = text[start:end]
    large = _MULTIPLIED.search(token)
    if not large and amount is None:
        return _count(text, start, end, token)
    is_bare = bool(_BARE.match(token))
    parts = read(token) if amount is None else None
    if amount is None and parts is None:
        return None
    if amount is not None:
        value, low, high, bound = amount.value, amount.low, amount.high, amount.bound
    else:
        assert parts is not None
        value, low, high, bound = parts
    if _is_money(text, start, end, token, is_bare):
        stop = end + 1 if text[end : end + 1] == "级" else end
        return Amount(start, stop, "money", "CNY", value, low, high, bound, is_bare, True)
    if is_bare and len(token) == 1:
        return None
    return Amount(start, end, "count", "", value, low, high, bound, is_bare, True)


def _is_money(text: str, start: int, end: int, token: str, is_bare: bool) -> bool:
    """Whether a number without unit is yuan: by 亿, or by what is counted before it."""
    if _COUNTED.match(text, end):
        return False
    before = text[max(0, start - _WINDOW) : start]
    clause = _CLAUSE.search(before)
    before = clause.group() if clause else before
    if _LARGE_AT_END.search(token):
        return is_bare or text[end : end + 1] == "级" or _MONEY.search(before) is not None
    return _MONEY_AT_ONCE.search(before) is not None


def _count(text: str, start: int, end: int, token: str) -> Amount | None:
    """24岛, 90.00 in a table: digits that count, told from digits that name."""
    if token[0] not in _DIGITS:
        return None
    previous = text[start - 1 : start]
    after = text[end : end + 1]
    if previous and previous in "·-－—–/／:：〔[【＋+*×xX#№":
        return None
    if after and after in "-－—–/／:：〕]】＋+*×.．)）'\"”’":
        return None
    if after == "、" and not _is_member(text, start, end):
        return None
    if len(token) > 1 and token[0] in "0０" and token[1] in _DIGITS:
        return None
    if (
        previous == "\n"
        and text[start - 2 : start - 1].isascii()
        and text[start - 2 : start - 1].isalpha()
    ):
        return None  # PM, and 2.5 on the next line
    decimal = "." in token or "．" in token
    if after in _VERSION or (decimal and token.endswith((".0", "．０")) and _HAN.match(after)):
        return None  # 3.0版, 自贸区3.0
    if not decimal and not _LISTED.match(text, end):
        if _YEAR.match(token) or (len(token) > 4 and "," not in token):
            return None
        if previous == "前" and not _HAN.match(after):
            pass  # 排名前10
        elif not _HAN.match(after) or after in _NOT_COUNTED:
            return None
        if previous and (previous in "“‘（(《" or (previous.isascii() and previous.isalnum())):
            return None
        if previous in ("\n", "\r") or _NAMED.search(text, max(0, start - 3), start):
            return None
    parts = read(token)
    if parts is None or not isinstance(parts.value, Decimal):
        return None
    kind: Kind = "ratio" if decimal and _RATIO.search(text, max(0, start - 16), start) else "count"
    return Amount(start, end, kind, "", parts.value, plain=True)


def _is_member(text: str, start: int, end: int) -> bool:
    """Whether digits before 、 are told as a list: 分别为12、8亿元, 0.3、0.5毫克; not 1、总则."""
    if not _LISTED.match(text, end):
        return False
    if _EACH.search(text, max(0, start - _WINDOW), start):
        return True
    is_item = text[start - 1 : start] in _OPENS  # 3.1、工程概况
    return not is_item and _BOTH_DECIMAL.match(text, start) is not None


_EACH = Pattern(rf"{alternation(tables.cues('each'))}[^，。；！？,;!?\n]*$")
_BOTH_DECIMAL = Pattern(rf"[{DIGIT}]+[.．][{DIGIT}]+、[{DIGIT}]+[.．][{DIGIT}]")
_OPENS = frozenset(("", *"。；！？;!?\n\r \u3000"))
_RATIO = Pattern(
    "[^对占相同环可之]比(?:值|例)?(?=[由从为降升缩扩达是控保稳至约])[^，。；：]{1,12}$|倍差[^，。；：]{0,12}$"
)
