"""Totals: whom a stated total counts, and which attacks are told as one of those that it counts."""

from collections.abc import Sequence

from schemas.event import Place
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.victims import strangers
from streams.analysis.attribution import attribution, speakers
from streams.analysis.days.days import DayHit
from streams.analysis.draft import Draft
from streams.analysis.numbers.numbers import NumberHit
from streams.analysis.parts import parts_of
from streams.analysis.status.rule import Finding
from streams.analysis.stretches import occasions


def counted_by(total: Draft, draft: Draft) -> bool:
    """Whether an attack that names nobody is one of those of a total right before: "bases were hit nine times. The
    latest attack was on Sunday"."""
    finding, nearby = draft.finding, draft.sentence.number - total.sentence.number in (0, 1)
    spots = all(draft.place is not None and is_spot(one, draft.place) for one in finding.targets)
    nameless = finding.rule == "attack.nominal" and not finding.actors and spots
    one_of = nameless and (finding.anaphoric or finding.plural) and draft.total is None
    counted = total.total is not None and total.total.value is not None and total.sentence.field == draft.sentence.field
    return one_of and nearby and counted and total.finding.kind == finding.kind


def stated_by(clause: Clause) -> list[Mention]:
    """Who states a total: whoever says so, also if of them no more is known than a name."""
    told = Clause(clause.preamble or clause.items, clause.cast)
    spots = [spot for at in range(len(told.items)) for spot in speakers(told.items, at)]
    known, named = attribution(clause), strangers(told, spots[:1])
    abroad = named and all(one.role == "country" for one in known)  # "the Yemen Data Project said"
    return named if abroad else known


def spoken_of(drafts: list[Draft], kind: str) -> list[Mention]:
    """Whom a total counts that names nobody: those of whom the text has told before: "the figure has reached 97
    attacks"."""
    told = [one.finding.targets for one in drafts if one.finding.kind == kind and one.finding.targets]
    return told[-1] if told else []


def is_spot(mention: Mention, here: Place) -> bool:
    """Whether somebody hit is only the place where it was."""
    return mention.role == "site" or (mention.role == "country" and mention.actor.country == here.country)


def each_counted(
    clause: Clause, findings: list[Finding], days: Sequence[DayHit], numbers: Sequence[NumberHit]
) -> list[list[Finding]]:
    """The findings parted where each has a number of its own, over a month or longer, and they are no parts of one
    total: "153 attacks since May, surpassing the 121 attacks recorded in 2022"."""
    rows = [
        (one.value, finding)
        for finding in findings
        for one in numbers
        if one.unit is None and one.value > 2 and counts(one, clause, finding)
    ]
    long = any(day.precision in ("month", "year") or day.role == "since" for day in days)
    if not long or len({value for value, _ in rows}) < 2 or parts_of(clause, numbers):
        return [findings]
    apart = [finding for _, finding in rows[1:]]
    for finding in apart:
        if clause.items[finding.at - 1].low in BESIDE:  # "launched 40 attacks on A and 30 attacks on B"
            finding.actors = finding.actors or rows[0][1].actors
    return [[one for one in findings if one not in apart], *([finding] for finding in apart)]


BESIDE = frozenset(["and", "with", "to", "against", "from"])


def counts(number: NumberHit, clause: Clause, finding: Finding) -> bool:
    """Whether a number is that of the attacks which a finding names, or of the times that its verb tells of."""
    items, at = clause.items, finding.at
    if items[at].tag == "T":
        at = next((one for one in range(at + 1, len(items)) if items[one].tag in "T," or occasions(items, one)), at)
    return (finding.plural or at != finding.at) and number.start < items[at].end and number.end > items[at].start
