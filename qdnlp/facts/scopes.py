"""Scopes: the place or organisation whose figure it is.

Knows that a name at the head of a clause owns the figures of the clause, one at the head of a
sentence those of the sentence, and that a speaker's place owns those of his speech until he
names another; and who is meant by 全市 and 我区.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qdnlp import titles
from qdnlp.facts import bodies, clauses, roles
from qdnlp.facts.indicators import name_of
from qdnlp.facts.memory import Memory, Scope, is_common
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    AND,
    BRACKETS_OPEN,
    CHANGE,
    CLOSE,
    COLON,
    COMMA,
    DO,
    FIGURE,
    LIST,
    MANNER,
    NAME,
    OF,
    OPEN,
    PART,
    PIVOT,
    PLACE,
    PLAN,
    PREP,
    RANK,
    REACH,
    RIVAL,
    STATE,
    STOP,
    TIME,
    VERB,
)
from qdnlp.facts.row import Named, Row
from qdnlp.facts.speakers import Speech
from qdnlp.facts.spokesmen import spoken
from qdnlp.facts.subjects import LEADS, LED, OWNERS, Subjects
from qdnlp.schema import Figure, Time

_UNLED = OF | LIST | STOP | AND
_ACTS = DO | ACT | VERB | ADVERB | MANNER | PREP | REACH | CHANGE | STATE | PIVOT | PLAN | TIME
_GOES_ON = DO | ACT | VERB | STATE | REACH | CHANGE | ADVERB  # a clause without a subject
_ATTRIBUTE = 2  # items before a figure that begins its clause
_DATES = TIME | OPEN | CLOSE | PLACE  # what may stand before 全国 where the sentence is about it
_DATED = _DATES | ADVERB | COMMA  # what may stand before who acts: 前8个月，甲港
_HANDS_DOWN = roles.words("hands_down")
_ORDERS = roles.words("orders")
_PLACED = frozenset(("在", "于"))
_SHARES = roles.words("share")
_TOWARDS = roles.words("towards")
_LEADING = roles.words("leading")
_DEPARTMENTS = tuple(roles.words("department"))
_TELLERS = tuple(roles.words("teller"))
_REGIONS = tuple(roles.words("region_ending"))
_PROPOSES = roles.words("proposes")
_FORCES = roles.words("force")
_WITH = roles.words("with")
_AGENT = roles.words("agent")
_WE = roles.words("we")
_RANK_ENDINGS = roles.words("rank_ending")
_STANDS_FOR = roles.words("stands_for")
_OF_PLACE = tuple(roles.words("of_place"))
RANKED = "全我本该"
"""With which places begin that are meant by their rank: 全市, 我区."""


class Scopes:
    """The scopes in force while a text is walked through."""

    def __init__(
        self, row: Row, names: Sequence[Named], place_id: Callable[[str], str | None]
    ) -> None:
        self._row = row
        self._names = names
        self._place_id = place_id
        self._subjects = Subjects(row, names)
        self._clause: Scope | None = None
        self._sentence: Scope | None = None
        self._owned: Scope | None = None  # whose the last figure was, for clauses without a subject
        self._thing: Scope | None = None  # that a figure at the head of its clause qualifies
        self._by_place = False  # the sentence is about a place, which another may follow
        self._paragraph: Scope | None = None
        self._place: Scope | None = None  # with which the paragraph begins
        self._on_facility = False  # the paragraph is about a built thing
        self._headline: Scope | None = None  # the place in the headline above
        self._article: Scope | None = None
        self._speech: Scope | None = None
        self._for_place = False  # the speaker's body is that of a place
        self._city: Scope | None = None
        self._memory = Memory()  # of all paragraphs, to which 公司 and 全镇 go back

    def end_clause(self) -> None:
        """Forget the owner of the clause."""
        self._clause = None

    def end_sentence(self) -> None:
        """Forget the owner of the sentence."""
        self._clause = self._sentence = self._owned = None
        self._by_place = False

    def begin_parts(self, scope: Scope | None) -> None:
        """Let whose the last figure was own a sentence that tells of its parts: 其中，."""
        self._sentence = scope

    def begin_point(self, scope: Scope | None) -> None:
        """Let ``scope``, of the line that leads a list, own one of its points."""
        self._paragraph = scope

    def end_paragraph(self) -> None:
        """Forget every owner but the city of the text and the place that a speaker is for."""
        self._clause = self._sentence = self._owned = None
        self._paragraph = self._place = None
        self._on_facility = False
        if not self._for_place:
            self._speech = None

    def end_heading(self, line: str, times: Sequence[Time]) -> None:
        """Take note of a heading that ends here; a byline turns its place into the article's.

        The place in the title of an account is whose all its figures are: 2023年甲市统计公报.
        """
        place = titles.place_in(line, (time.text for time in times))
        if place is not None:
            self._article = (place, self._place_id(place))
        if line.startswith("□"):
            self._article, self._headline = self._headline, None
            self._memory.clear()
        else:
            self._headline = self._place or self._headline

    def end_text(self) -> None:
        """Forget the headline at the end of a paragraph of text."""
        self._headline = None

    def end_report(self) -> None:
        """Forget whom the report that ends here was about."""
        self._paragraph = None

    def begin_speech(self, speech: Speech | None) -> None:
        """Let the place or organisation that a speaker speaks for own his figures."""
        said = spoken(speech, self._memory, self._paragraph, self._on_facility)
        self._speech = said.scope
        if said.scope is not None and said.for_place:
            self._memory.note("GPE", said.scope)  # to whom 社区 goes back behind the speech
        self._for_place = said.for_place or (self._for_place and said.scope is None)

    def of(self) -> Scope | None:
        """The scope in force."""
        return (
            self._clause
            or self._sentence
            or self._owned
            or self._speech
            or self._paragraph
            or self._headline
            or self._article
        )

    def bearer(self, scope: Scope | None, figure: Figure, indicator: str) -> Scope | None:
        """Whose figure it is where ``scope`` tells of it: a bureau tells what is true of its city.

        A rank among places is the city's too.
        """
        if scope is None or not scope[0].endswith(_DEPARTMENTS):
            return scope
        if figure.kind != "ordinal" and not name_of(indicator).endswith(_OF_PLACE):
            return scope
        place = self._meant("全" + scope[0][0])
        return place if place[1] is not None else scope

    def see_first(self, scope: Scope | None) -> None:
        """Take note of whose the first figure of an article is: a city's article is about it."""
        if scope is not None and bodies.is_city(scope[1]):
            self._article = self._article or scope

    def see_owned(self, scope: Scope | None) -> None:
        """Take note that a figure is ``scope``'s: 全市生产总值3亿元 owns what follows too."""
        if scope is not None and scope == self._clause:
            self._owned = scope
            if scope[0][0] == "全":
                self._sentence = self._sentence or scope

    def of_clause(self, clause: int, sentence: int) -> Scope | None:
        """The owner that the clause names itself, which begins at item ``clause``.

        公司 and 全镇 name the last one of their kind.
        """
        if self._clause is None:
            row, at = self._row, clause
            while row.marks[at] & (TIME | PLAN | PART):
                at += 1
            self._clause = self._memory.meant(row.forms[at])
            if self._clause is not None and clauses.heads(row, sentence, clause):
                self._sentence = self._clause
            if not row.marks[at] & _GOES_ON:
                self._owned = None
        return self._clause

    def recalls(self, word: str) -> bool:
        """Whether a word (公司, 全镇) means a name told of before, and is no part of a noun."""
        return not is_common(word) or self._memory.meant(word) is not None

    def of_figure(self, at: int, clause: int, figure: Figure) -> Scope | None:
        """The thing that the figure at item ``at`` qualifies: 全长8公里的胶州湾隧道.

        It owns the rest of the sentence where the figure stands at the head of its clause.
        """
        marks = self._row.marks
        before = marks[at - 1]
        if before & OPEN and at > 1 and marks[at - 2] & NAME:
            name = self._names[self._row.refs[at - 2]]
            if name.label in ("GPE", "ORG") and self._row.forms[at - 1] in BRACKETS_OPEN:
                return (self._row.forms[at - 2], name.id)  # 超过乙市（1.6万亿元）
        compared = before & OF and at > 2 and marks[at - 3] & RIVAL
        if compared and marks[at - 2] & NAME and figure.kind not in ("percent", "multiple"):
            name = self._names[self._row.refs[at - 2]]
            if name.label == "GPE":
                return (self._row.forms[at - 2], name.id)  # 低于|乙市的|71张
        if not marks[at + 1] & OF:
            return None
        leads = at - clause <= _ATTRIBUTE
        if leads and self._sentence == self._thing:
            self._sentence = self._thing = None  # 投资5亿元的甲园封顶；投资3亿元的|食品项目投产
        if not marks[at + 2] & NAME:
            return None
        name = self._names[self._row.refs[at + 2]]
        if name.label not in ("FAC", "LOC") or marks[at + 3] & (_UNLED | NAME):
            return None
        scope = (self._row.forms[at + 2], name.id)
        if leads:
            self._sentence = self._thing = scope
        return scope

    def see(self, at: int, sentence: int, clause: int, paragraph: int) -> None:
        """Take note of the name at item ``at``; what it stands in begins at those items."""
        row = self._row
        name = self._names[row.refs[at]]
        if name.label not in OWNERS:
            return
        text = row.forms[at]
        meant = self._memory.meant(text)
        scope = meant or (text, name.id)
        if self._city is None and name.label == "GPE" and bodies.is_city(name.id):
            self._city = None if self._subjects.is_compared(at, clause) else scope
        if name.label != "LOC" and meant is None:
            self._memory.note(name.label, scope)
        if at - clause > LED or (text.endswith(_TELLERS) and not self._subjects.acts(at + 1)):
            return
        self._see_us(at, clause, scope)
        if name.label == "ORG" and self._subjects.discloses(at):
            self._article = scope  # 甲公司披露三季报。, to the end of the text
        subjects = self._subjects
        first = subjects.first_of(at, clause)
        if first > clause + 1 and row.marks[first - 1] & (AND | LIST) and subjects.owns(first - 2):
            first = subjects.first_of(first - 2, clause)
            scope = (row.words(first, at + 1), None)  # 甲局和乙局
        placed = first > 0 and row.forms[first - 1] in _PLACED
        if len(text) == 1:
            if placed:
                self._clause = scope
            return
        following = row.marks[at + 1]
        if following & COMMA and first == paragraph and (name.label == "GPE" or following & COLON):
            self._sentence = self._paragraph = scope  # 甲市乙镇：; 甲公司：; 甲村，过去是…
            return
        heads_line = following & COLON or row.forms[at + 1].isspace()
        if first == sentence and name.label == "GPE" and heads_line:
            self._sentence = self._paragraph = scope  # 甲区　引进…。乙区　引进…。
            return
        owns = following & OF and name.label in ("GPE", "LOC")
        partner = row.forms[at + 1] in _WITH and not row.marks[at - 1] & LIST
        if partner and row.marks[at + 2] & FIGURE:
            following = 0  # 甲大学与67家企业共建
        if (following & _UNLED and not owns) or (following & COMMA and not placed):
            return
        if self._subjects.goes_on(at + 1) or self._subjects.is_around(at):
            return
        for i in range(clause, self._subjects.behind_kind(first, clause, name.label)):
            if not row.marks[i] & LEADS or (row.marks[i] & PREP and not placed):
                return
        if clauses.reports(row, at):
            if name.label == "GPE" and row.forms[clauses.end(row, at + 1) - 1] in _PROPOSES:
                self._sentence = scope  # 甲市提出，今年…
            elif bodies.is_firm(name.label, text):
                self._sentence = scope  # 甲公司披露，前三季度…
            return
        self._clause = scope
        if name.label == "ORG" and self._subjects.publishes(at):
            return  # 市统计局公布上半年经济数据。
        if name.label == "GPE" and first == clause and self._by_place and not owns:
            self._sentence = scope  # 甲区引进项目35个；乙区引进28个
        if name.label == "GPE" and first == sentence and owns:
            self._sentence = scope  # 甲市的苹果单产提高8%，损耗率下降5%
            if sentence == paragraph and self._speech is None:
                self._paragraph = self._place = scope
        if not owns and clauses.heads(row, sentence, clause):
            self._by_place = name.label == "GPE"
            if name.label == "GPE" or (name.label == "LOC" and text.endswith(_REGIONS)):
                self._sentence = scope
                if self._speech is not None:
                    self._speech = scope
                elif sentence == paragraph and self._by_place:
                    self._paragraph = self._place = scope
            elif (placed or self._leads(at, sentence, clause)) and (
                self._speech is None or clauses.speaks(row, clause)
            ):
                self._sentence = scope
                opens = sentence == paragraph and clauses.heads(row, sentence, clause)
                if self._speech is None and name.label in ("ORG", "FAC") and opens:
                    self._paragraph = scope
                    self._on_facility = name.label == "FAC"

    def _leads(self, at: int, sentence: int, clause: int) -> bool:
        """Whether the body or facility at item ``at`` is what its sentence goes on to tell of."""
        row, name = self._row, self._names[self._row.refs[at]]
        if row.marks[at + 1] & _ACTS or row.forms[at].endswith(_DEPARTMENTS):
            return True
        if name.label != "FAC" and (name.label != "ORG" or bodies.is_national(name.id)):
            return False
        opens = row.are_all(_DATED, sentence, clause)
        return opens or (self._speech is None and clauses.speaks(row, clause))

    def _see_us(self, at: int, clause: int, scope: Scope) -> None:
        """Take note of a name that says who we are, of whom the text goes on to tell."""
        forms = self._row.forms
        if forms[at + 1] in _AGENT:
            self._sentence = scope
            if not _WE.isdisjoint(forms[clause:at]):
                self._article = scope  # 我们立足国家所需、甲市所能
        elif at - clause > 1 and forms[at - 1] in _STANDS_FOR and forms[at - 2] in _WE:
            self._article = bodies.place_of(*scope) or self._article  # 我代表甲市人民政府

    def see_rank(self, at: int, sentence: int, clause: int, paragraph: int) -> None:
        """Take note of a place by its rank (全市) at item ``at``."""
        row = self._row
        word = row.forms[at]
        if word in _FORCES and row.marks[at + 1] & _ACTS:
            self._clause = (word, None)
            if clauses.heads(row, sentence, clause):
                self._sentence = self._clause
        if word[0] not in RANKED or row.marks[at + 1] & (RANK | OF | LIST):
            return
        if row.marks[at + 1] & FIGURE and (
            row.marks[at - 1] & RANK or row.text[row.starts[at + 1]] in _ORDERS
        ):
            return  # 居全国第三, but 全省320家
        if at > clause and row.marks[at - 1] & NAME and self._subjects.is_place(at - 1):
            return  # 山东全省
        if row.forms[at - 1] in _PLACED and self._subjects.is_ranked_in(at):
            return  # 在全国高新区评价中排名第七
        if at > clause and row.forms[at - 1] in _TOWARDS:
            return  # 对全球增长的贡献率, 与全国200个城市
        following = row.forms[at + 1]
        if len(following) > 1 and following in _SHARES:
            return  # 在全国占比15%
        if following in _LEADING or (word[0] == "全" and following.startswith("首")):
            return  # 全国首条
        handed = row.forms[at - 1] in _HANDS_DOWN  # 省财政厅核定我县
        if not handed and not self._subjects.is_led(at, clause):
            return
        self._clause = self._meant(word)
        led = self._speech is not None and clauses.heads(row, sentence, clause)
        if led and word[0] == "全":
            self._speech = self._clause  # 法院院长说，全市法院…
        dated = row.are_all(_DATES, clause, at)  # 2023年全国…, behind it
        if (
            handed
            or self._clause[0] != word
            or word == "我国"
            or (word[0] in "我该" and clauses.heads(row, sentence, clause))
            or (word == "全国" and dated)
            or clauses.announces(row, at)
        ):
            self._sentence = self._clause
            named = word[0] == "我" and self._clause[0] != word
            if named and sentence == paragraph and self._speech is None:
                self._paragraph = self._clause

    def _meant(self, word: str) -> Scope:
        """Who is meant by 全区 or 我市: the place in force of that rank, if there is one."""
        held = self._speech or self._paragraph or self._article
        if held is not None and held[0].endswith(word[-1]) and word[-1] in _RANK_ENDINGS:
            return held
        if word[-1] == "市" and self._city is not None:
            return self._city
        return self._memory.meant(word) or (word, None)
