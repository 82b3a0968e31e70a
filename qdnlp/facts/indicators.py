"""Indicators: the ids that the lexicon gives to what is measured.

Knows `seeds/indicators.tsv`; an indicator that only ends with a known one has no id.
"""

from __future__ import annotations

from qdnlp import tables


def _read() -> tuple[dict[str, str], dict[str, str]]:
    """The names by their ids, and the ids by every form of a name."""
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    for name, id, _unit, aliases, _better, _source in tables.rows("indicators.tsv"):
        names[id] = name
        for form in (name, *filter(None, aliases.split("|"))):
            ids.setdefault(form, id)
    return names, ids


_NAMES, _IDS = _read()


def id_of(indicator: str) -> str | None:
    """The id of an indicator by its name or another form of it; None where none is known.

    >>> id_of("地区生产总值") is not None, id_of("小巨人")
    (True, None)
    """
    return _IDS.get(indicator)


def name_of(indicator: str) -> str:
    """The name of an indicator by any form of it; what no table knows, as it stands.

    >>> name_of("PM2.5"), name_of("小巨人")
    ('PM2.5平均浓度', '小巨人')
    """
    return _NAMES.get(id_of(indicator) or "", indicator)


def id_of_member(member: str, last: str) -> str | None:
    """The id of a list's member whose name goes on with the end of the last one's.

    >>> id_of_member("城镇", "农村居民人均可支配收入") == id_of("城镇居民人均可支配收入")
    True
    """
    for begin in range(1, len(last)):
        found = id_of(member + last[begin:])
        if found is not None:
            return found
    return None
