"""Held: a noun of talks, the verb by which they were held, and who stands about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.geocoding import place_of
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.outreach.compounds import inside
from streams.analysis.outreach.offices import many
from streams.analysis.outreach.pairs import before_aside, doers, fronted, pair
from streams.analysis.outreach.parties import distinct, known, parties, party, political, side
from streams.analysis.outreach.reaching import (
    BETWEEN,
    BY,
    PERSONAL,
    VISITED,
    WITH,
    ahead,
    direct,
    mediated,
    with_whom,
)
from streams.analysis.outreach.standing import noun_status
from streams.analysis.status.context import Status
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.phrases import LINKS, Item
from streams.analysis.syntax.syntax import governor, previous, verb_left

HOSTING = frozenset(
    (
        "host hosts hosted hosting mediated mediates mediating brokered convened convenes facilitated sponsored "
        "chaired chairs organised organized sponsors brokers facilitates"
    ).split()
)


LEADING = frozenset("led leads leading lead spearheaded spearheading spearheads".split())


ATTENDING = frozenset("attend attends attended attending join joins joined joining addressed addresses".split())


JOINING = frozenset(["join", "joins", "joined"])


HOLDING = (
    HOSTING
    | LEADING
    | ATTENDING
    | frozenset(
        (
            "held hold holds holding had have has having began begin begins begun beginning started start "
            "starts starting resumed resume resumes conducted conduct conducting concluded conclude concludes "
            "concluding opened open opens continued continue continues finished ended end ends ending wrapped "
            "wraps engaged engage engages engaging made make makes making paid pays pay paying completed "
            "completes cut kicked launched is was were been are gather gathered gathers welcomed entered enter "
            "received gave using used concludes cuts"
        ).split()
    )
)


@dataclass(frozen=True, slots=True)
class Held:
    """A noun of talks and who stands about it."""

    clause: Clause
    index: int
    trigger: Trigger
    back: int  # what governs the noun, -1 if nothing
    verb: int  # by which it is said that they were held, -1 if none
    status: Status
    who: list[Mention]  # the subject of that verb
    inner: list[Mention]  # within the phrase: "US-China talks", "their meeting"
    between: list[Mention]
    others: list[Mention]  # behind "with"

    @property
    def item(self) -> Item:
        return self.clause.items[self.index]

    @property
    def holder(self) -> str:
        return self.clause.items[self.verb].low if self.verb >= 0 else ""

    @property
    def ours(self) -> list[Mention]:
        return distinct(one for one in self.who if known(one))

    @property
    def hosts(self) -> list[Mention]:
        if self.holder in HOSTING | LEADING:
            return [one for one in self.who if known(one)]
        return self.inner if by_host(self.clause, self.index) else []

    @property
    def unmet(self) -> bool:
        """Whether talks are only spoken of: "called for talks", but not "the end of talks"."""
        items, back = self.clause.items, self.back
        spoken = back >= 0 and items[back].low in ("for", "of", "to", "toward", "towards", "on", "about")
        return spoken and items[back - 1].low not in COURSE

    def found(self, rule: str, ones: list[Mention], them: list[Mention]) -> Finding:
        return Finding(
            "outreach",
            f"outreach.{rule}",
            self.index,
            self.trigger,
            ones,
            them,
            status=self.status,
            mode=self.trigger.mode,
        )

    def among(self, rule: str, sides: list[Mention], middle: list[Mention]) -> Finding:
        """Talks of two sides or more, under a mediator where somebody in the middle is none of them."""
        middle = [one for one in middle if side(one) not in {side(m) for m in sides}]
        if middle:
            return mediated(self.index, self.trigger, middle, sides, self.status)
        return self.found(rule, sides[:1], sides[1:])


def told(clause: Clause, index: int, trigger: Trigger) -> Held:
    """The talks named at `index`, with those about them."""
    items = clause.items
    back = governor(items, index)
    if back > 0 and items[back].low == "of" and items[back - 1].head.low in ("round", "rounds", "series"):
        back = governor(items, back - 1)  # "preparing for a round of talks"
    verb = holding_verb(items, back)
    within = owners_of(clause, index)
    status = noun_status(clause, index, back, verb)
    doer = verb if verb >= 0 or status.modality == "occurred" or back < 0 or items[back].tag not in "VT" else back
    who = doers(clause, doer) if doer >= 0 else left_of(clause, back) or fronted(clause, index) or led_to(clause, back)
    who = who or before_aside(clause, index if back < 0 else back)
    strict = trigger.lemma != "mediation"  # which may be "in the war between A and B"
    between = distinct(one for one in ahead(clause, index, BETWEEN, strict=strict) if known(one))
    others = [one for one in ahead(clause, index, WITH, 3 if trigger.lemma == "call" else 8) if political(one)]
    others = others or [one for one in with_whom(clause, index) if known(one)]
    if not others and verb >= 0 and items[verb].low in JOINING and items[back].low in ("for", "at", "in"):
        others = [one for one in direct(clause, verb) or ahead(clause, verb, BY, 3) if known(one)]
    if not others and items[index].head.low in MEALS:
        others = [one for one in ahead(clause, index, FOR, 3) if known(one)]
    inner = [] if parted(items[index]) else distinct(one for one in (*headlined(clause, index), *within) if known(one))
    if len(inner) > 1 and inner[1].role == "country" and any(unit.tag == "s" for unit in items[index].units):
        inner = inner[:1]  # "Egypt's Gaza summit" is about Gaza
    if others and venue_only(clause, index):
        who = who or [one for at in range(index) if items[at].tag == "N" for one in party(clause, at)[0] if known(one)]
        inner = [] if who else inner
    return Held(clause, index, trigger, back, verb, status, who, inner, between, others)


FOR = frozenset(["for"])


def led_to(clause: Clause, back: int) -> list[Mention]:
    """Who did something after talks: "A left B after talks with C"; in a headline whoever opens it."""
    items = clause.items
    beside = back > 0 and items[back].low == "of" and items[back - 1].low in BESIDE
    if back < 1 or (not beside and (items[back].low not in ("after", "following") or items[back].tag not in "SP")):
        return []
    verb = verb_left(items, back)
    if verb < 0:
        return parties(clause, 0) if clause.title and items[0].tag == "N" else []
    ones = [one for one in doers(clause, verb) if one.role in (*PERSONAL, "country", "armed-group")]
    return ones or clause.source  # "A says the border will open after talks with B"


BESIDE = frozenset("sidelines margins fringes".split())


def headlined(clause: Clause, index: int) -> list[Mention]:
    """The first party of "A, B talks in C", a headline."""
    items = clause.items
    opens = index == 2 or (index > 3 and items[index - 3].low in HOSTING)  # "A hosts B, C talks"
    pair = clause.title and opens and items[index - 1].tag in ",C" and items[index - 2].tag == "N"
    pair = pair and items[index].head.low == "talks" and len(items[index].units) == 2
    return party(clause, index - 2)[0] if pair else []


def venue_only(clause: Clause, index: int) -> bool:
    """Whether talks are named by no more than the town where they were held: "a secret Kabul meeting"."""
    units = [unit for unit in clause.items[index].units[:-1] if unit.senses and unit.senses.named]
    place = place_of(units, clause.cast.lexicon, clause.cast.countries) if len(units) == 1 else None
    return place is not None and place.precision == "town"


def parted(item: Item) -> bool:
    """Whether an unknown word in small letters parts the names of a phrase: "Reagan leave Geneva summit"."""
    names = [at for at, unit in enumerate(item.units) if unit.senses and unit.senses.named]
    between = item.units[names[0] : names[-1]] if names else []
    strange = (unit for unit in between if unit.tag == "W" and unit.text.islower() and unit.text.isalpha())
    return any(unit.low not in LINKS for unit in strange)


COURSE = frozenset("conclusion end start opening sidelines margins close wake day days hours round rounds".split())


MEALS = frozenset(["lunch", "dinner", "breakfast", "banquet", "reception", "welcome ceremony", "welcoming ceremony"])


def by_host(clause: Clause, index: int) -> bool:
    """ "Iran-hosted talks"."""
    return any(unit.low in HOSTING for unit in clause.items[index].units)


def owners_of(clause: Clause, index: int) -> list[Mention]:
    """Whose meeting or visit: named before the head, or meant by "his", "their"."""
    possessed = any(unit.tag == "s" for unit in clause.items[index].units)
    found = [one for one in inside(clause, index) if known(one) or possessed]
    first = clause.items[index].units[0].low
    if found or first not in ("his", "her", "their", "its"):
        return found
    if first == "their":
        return pair(clause, index)
    for at in range(index):
        if clause.items[at].tag == "N":
            wanted = VISITED if first == "its" else PERSONAL
            ones = [one for one in party(clause, at)[0] if known(one) and one.role in wanted]
            if ones and not many(clause.items[at]):
                return ones[:1]
    back = clause.cast.antecedent(plural=False, roles=PERSONAL)
    behind = [one for one in fronted(clause, index) if one.role == "person"]  # "in his call with B, A said"
    return behind[:1] or ([back] if back else [])


def holding_verb(items: Sequence[Item], back: int) -> int:
    """The verb that says that talks were held: right before them, or before "in", "for", "after" and them; else -1."""
    if back < 0:
        return -1
    if items[back].tag in "VTXH":
        return back if items[back].low in HOLDING or items[back].tag == "H" else -1
    counted = items[back].low == "of" and items[back - 1].low in LENGTHS
    if items[back].tag == "P" and (counted or items[back].low in THROUGH):
        at = previous(items, back, frozenset("AGYPN,IC"))
        return at if at >= 0 and items[at].tag in "VTXH" else -1
    return -1


THROUGH = frozenset("for in during at after to on from".split())
LENGTHS = frozenset("minutes hour hours day days round rounds weeks month months year years series".split())


def left_of(clause: Clause, back: int) -> list[Mention]:
    """ "A in talks with B": the parties before the preposition that governs the talks, in a headline without a verb."""
    items = clause.items
    at = back
    while at >= 1 and items[at].tag == "P" and items[at].low in ("in", "for", "at", "on", "during"):
        at -= 1
        while at >= 1 and items[at].tag in "AY,":
            at -= 1
        if items[at].tag == "N" and (at == 0 or items[at - 1].tag in ",;:.CVT"):
            first = at
            while first >= 2 and items[first - 1].tag in "C," and items[first - 2].tag == "N":
                first -= 2
            return parties(clause, first)
        at -= 1
    return []


def behind(clause: Clause, index: int) -> list[Mention]:
    """Who brought the two sides together, told behind the talks: "mediated by A", "under the auspices of A"."""
    items = clause.items
    for at in range(index + 1, min(len(items) - 1, index + 8)):
        by = [items[at].low in HOSTING, items[at + 1].low] == [True, "by"]
        auspices = [items[at].low, items[at + 1].low] == ["auspices", "of"]
        over = items[at].low in ("via", "through") and items[at + 1].tag == "N"
        if over or ((by or auspices) and items[at + 2].tag == "N"):
            return [one for one in parties(clause, at + 1 if over else at + 2) if known(one)]
    return []
