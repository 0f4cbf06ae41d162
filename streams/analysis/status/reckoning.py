"""Reckoning: the day of what was so long before, as in "resigned on Saturday, two days after gunmen shot ..."."""

import re
from collections.abc import Sequence
from datetime import date

from schemas.event import Day
from streams.analysis.actors.clauses import Clause
from streams.analysis.days.days import DayHit
from streams.analysis.days.relative_days import day_before
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.openings import opening_ends
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject


def reckoned(clause: Clause, finding: Finding, days: Sequence[DayHit], text: str, anchor: date) -> Day | None:
    """The day of a finding behind "two days after", which counts from the day of the main clause, or from `anchor`.

    None where nothing is counted, the side clause has a day of its own, or the finding stands outside of it.
    """
    items, at = clause.items, finding.at
    link = linking(items, at)
    low = text[: items[link].end + 1].lower() if link else ""
    hit = day_before(low, anchor)
    if hit is None or hit.end < len(low.rstrip()):
        return None
    opens = all(item.tag in "AND" for item in items[:link])
    comma = link - 1 + opening_ends(items[link - 1 :], 1) if opens else 0
    end = items[comma].start if comma > link else len(text)
    if items[at].start > end or any(hit.end <= one.start < end for one in days):
        return None
    base = next((one.date for one in days if one.precision == "day" and one.role == "at"), anchor)
    hit = day_before(low, base) or hit
    return Day(date=hit.date, precision=hit.precision, basis=hit.basis)


def comes(clause: Clause) -> bool:
    """Whether the attack told last is said to have come after another: "the kidnapping came a day after a bomb"."""
    verb = next((at for at, item in enumerate(clause.items) if item.tag in "VTXHM"), 0)
    items = clause.items
    return verb > 0 and items[verb].low in COMES and items[verb - 1].units[0].low in ("it", "the", "this", "that")


COMES = frozenset("came comes followed follows happened occurred".split())


def soon_after(clause: Clause, finding: Finding) -> bool:
    """Whether an attack without a day is one more of those told: "a third bomb went off", "minutes later a rocket"."""
    items = clause.items
    named = {unit.low for at in (finding.at, *subject(items, finding.at)) for unit in items[at].units}
    opening = " ".join(unit.low for item in items[:3] for unit in item.units)
    return bool(named & ORDINALS) or (SOON.match(opening) is not None)


ORDINALS = frozenset("second third fourth another".split())
SOON = re.compile(
    r"(?:\w+ )?(?:minutes|moments|seconds) (?:later|earlier|before)\b|in the (?:evening|afternoon)\b|shortly after"
)


def linking(items: Sequence[Item], at: int) -> int:
    """The "after" or "since" before a finding; 0 for none."""
    return next((one for one in range(at - 1, 0, -1) if items[one].low in ("after", "since")), 0)
