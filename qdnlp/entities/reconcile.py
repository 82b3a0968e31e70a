"""Which of the mentions that sources propose are kept: the surest row that nowhere overlaps.

Knows how sure each source is, alone and beside the others, and picks the mentions whose certainty
adds up to the most. What the guide asks follows from the numbers: the longest proper name wins
because a name within a longer one is rarely a mention; the tagger overrules an ambiguous name, and
the lexicon the tagger's borders.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from qdnlp.entities.mention import Mention
from qdnlp.schema import Source

KEEP = 0.4
"""A mention that is less sure than this is left out: about half the F1 that is reached."""


def reconcile(mentions: Iterable[Mention], priors: Mapping[str, float]) -> list[Mention]:
    """The mentions that are kept, in order; none overlap.

    ``priors``: how sure a mention is by its evidence (`evidence`), where sources agree or stand
    alone; what is not in it is as sure as its surest source.
    """
    weighed = sorted(weigh(mentions, priors), key=_end)
    ends = [mention.end for mention in weighed]
    best = [0.0]
    before: list[int] = []
    for at, mention in enumerate(weighed):
        before.append(bisect_right(ends, mention.start, 0, at))
        best.append(max(best[-1], best[before[-1]] + mention.score - KEEP))
    kept: list[Mention] = []
    at = len(weighed)
    while at:
        if best[at] == best[at - 1]:
            at -= 1
        else:
            kept.append(weighed[at - 1])
            at = before[at - 1]
    return kept[::-1]


def _end(mention: Mention) -> tuple[int, int]:
    return mention.end, mention.start


def weigh(mentions: Iterable[Mention], priors: Mapping[str, float]) -> list[Mention]:
    """One mention for each stretch and label, as sure as all that speaks for it."""
    return [_weighed(same, priors.get(seen, 0.0)) for seen, same in with_evidence(mentions)]


def with_evidence(mentions: Iterable[Mention]) -> Iterator[tuple[str, list[Mention]]]:
    """The mentions of each stretch and label, and what speaks for and against them."""
    together: dict[tuple[int, int, str], list[Mention]] = {}
    tagged: list[tuple[int, int]] = []
    for mention in mentions:
        together.setdefault((mention.start, mention.end, mention.label), []).append(mention)
        if mention.source == "model":
            tagged.append((mention.start, mention.end))
    tagged.sort()
    ends = [end for _, end in tagged]
    for (start, end, _label), same in together.items():
        at = bisect_right(ends, start)
        against = ""
        if not any(mention.source == "model" for mention in same):
            if at < len(tagged) and tagged[at] == (start, end):
                against = " relabelled"
            elif at < len(tagged) and tagged[at][0] < end:
                against = " against"
        yield evidence(same) + against, same


def _weighed(same: list[Mention], score: float) -> Mention:
    surest = max(same, key=_score)
    entries = next((mention.entries for mention in same if mention.entries), ())
    source: Source = "lexicon" if entries else surest.source
    return surest._replace(entries=entries, source=source, score=score or surest.score)


def _score(mention: Mention) -> float:
    return mention.score


def evidence(same: Iterable[Mention]) -> str:
    """What speaks for a mention: its label, its sources, the tagger's certainty in tenths.

    >>> evidence([Mention(0, 2, "GPE", "lexicon", 1.0), Mention(0, 2, "GPE", "model", 0.87)])
    'GPE lexicon model8'
    """
    same = list(same)
    said = sorted(
        {
            f"model{min(int(mention.score * 10), 9)}"
            if mention.source == "model"
            else mention.source + mention.kind
            for mention in same
        }
    )
    return " ".join([same[0].label, *said])
