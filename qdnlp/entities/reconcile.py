"""Which of the mentions that sources propose are kept: the surest row that nowhere overlaps.

Knows how to pick the mentions whose certainty adds up to the most; how sure each is, `certainty`
knows. What the guide asks follows from the numbers: the longest proper name wins because a name
within a longer one is rarely a mention; the tagger overrules an ambiguous name, and the lexicon
the tagger's borders.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from qdnlp.entities.certainty import evidence
from qdnlp.entities.mention import Mention
from qdnlp.schema import Source

KEEP = 0.35
"""A mention that is less sure than this is left out: somewhat under half the F1 reached."""


def reconcile(
    mentions: Iterable[Mention], certainty: Callable[[tuple[str, ...]], float]
) -> list[Mention]:
    """The mentions that are kept, in order; none overlap.

    ``certainty`` tells how sure a mention is by its evidence.
    """
    weighed = sorted(weigh(mentions, certainty), key=_end)
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


def weigh(
    mentions: Iterable[Mention], certainty: Callable[[tuple[str, ...]], float]
) -> Iterator[Mention]:
    """One mention for each stretch and label, as sure as all that speaks for and against it."""
    for seen, same in with_evidence(mentions):
        entries = next((mention.entries for mention in same if mention.entries), ())
        source: Source = "lexicon" if entries else max(same, key=_score).source
        yield same[0]._replace(entries=entries, source=source, score=certainty(seen))


def _score(mention: Mention) -> float:
    return mention.score


def with_evidence(
    mentions: Iterable[Mention],
) -> Iterator[tuple[tuple[str, ...], list[Mention]]]:
    """The mentions of each stretch and label, with the evidence for them."""
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
                against = "relabelled"
            elif at < len(tagged) and tagged[at][0] < end:
                against = "against"
        yield evidence(same, against), same
