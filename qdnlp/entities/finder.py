"""The names of a text: proposed by lexicon, patterns and tagger, reconciled, linked.

Knows the order of work; each source is known by a module of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import cast

from qdnlp.entities import campaigns, kinds, persons, posts, quoted, sessions
from qdnlp.entities.borders import mended
from qdnlp.entities.certainty import OWN, Certainty, certainty
from qdnlp.entities.coordination import agreed
from qdnlp.entities.linking import linked
from qdnlp.entities.long_names import with_long_names
from qdnlp.entities.mention import Mention
from qdnlp.entities.reconcile import reconcile
from qdnlp.entities.short_forms import with_short_forms
from qdnlp.entities.tagger import Tagger
from qdnlp.lexicon import Lexicon, Name
from qdnlp.lexicon.compounds import without_parts
from qdnlp.lexicon.index import Cut
from qdnlp.schema import Entity, Label


def find(cuts: Sequence[Cut], lexicon: Lexicon, tagger: Tagger | None) -> list[list[Entity]]:
    """The entities of texts, in order; those of one text do not overlap.

    ``cuts``: the texts, cut into words by the lexicon. ``tagger``: None finds what lexicon and
    patterns find.
    """
    sure = certainty(tagger is not None)
    return [
        linked(cut.text, _completed(cut, _kept(cut.text, mentions, sure), lexicon), lexicon)
        for cut, mentions in zip(cuts, proposed(cuts, lexicon, tagger), strict=True)
    ]


def _kept(text: str, mentions: list[Mention], sure: Certainty) -> list[Mention]:
    """Of what the sources propose, what is likelier right than not."""
    return agreed(text, with_long_names(reconcile(mentions, sure), mentions), mentions)


def _completed(cut: Cut, mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions that are kept, divided as the guide asks, with what the text calls them."""
    return with_short_forms(cut, posts.divided(cut, mended(cut, mentions), lexicon), lexicon)


def proposed(cuts: Sequence[Cut], lexicon: Lexicon, tagger: Tagger | None) -> list[list[Mention]]:
    """What all sources propose for each text."""
    found: list[list[Mention]] = []
    read = []
    for cut in cuts:
        names = lexicon.index.names(cut)
        outer = without_parts(names, cut)
        found.append(list(rule_mentions(cut, names, outer, lexicon.own)))
        read.append((cut.text, cut, outer))
    if tagger is not None:
        for mentions, tagged, cut in zip(found, tagger.pipe(read), cuts, strict=True):
            mentions += [
                Mention(quoted.whole(cut.text, start, end), end, label, "model", score)
                for start, end, label, score in tagged
            ]
    return found


def rule_mentions(
    cut: Cut, names: list[Name], outer: list[Name], own: Set[str] = frozenset()
) -> Iterator[Mention]:
    """What lexicon and patterns propose.

    ``outer``: the names that lie in no longer one. ``own``: the ids of the user's own entries.
    """
    stand = {(name.start, name.end) for name in outer}
    for name in names:
        kind = "" if (name.start, name.end) in stand else " inside"
        if not kind and not own.isdisjoint(entry.id for entry in name.entries):
            kind = OWN
        start, end = name.start, name.end
        if name.label == "EVENT":
            start, end = sessions.extended(cut, start, end)
        for label in dict.fromkeys(entry.label for entry in name.entries):
            entries = tuple(entry for entry in name.entries if entry.label == label)
            yield Mention(start, end, cast(Label, label), "lexicon", 0.9, entries, kind)
    yield from quoted.titles(cut)
    yield from quoted.programmes(cut)
    yield from sessions.sessions(cut, names)
    yield from campaigns.campaigns(cut)
    yield from persons.persons(cut)
    yield from kinds.compounds(cut, names)
    yield from kinds.lines(cut)
