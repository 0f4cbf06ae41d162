"""Coming: what is told in the present of a day that is still ahead is a plan."""

import datetime
from collections.abc import Sequence

from streams.analysis.actors.clauses import Clause
from streams.analysis.days.days import DayHit
from streams.analysis.status.context import Status
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import verb_left


def in_time(clause: Clause, index: int, status: Status) -> Status:
    """A day that is still to come makes what is told in the present a plan."""
    reported = status.modality == "hypothetical" and status.cue == "would"
    if status.modality != "occurred" and not reported:
        return status
    if (
        clause.title
        and status.modality == "occurred"
        and any(item.low.startswith("due") for item in clause.items[:index])
    ):
        return Status("planned", cue="due")  # "A due in B for talks"
    trigger = clause.items[index].trigger if not reported else None
    told = trigger is not None and trigger.pos == "verb" and trigger.form == "ed" and not present(clause, index)
    if told or (trigger is not None and trigger.frame in ("invite", "offer")):
        return status
    led = verb_left(clause.items, index) >= 0
    for at, item in enumerate(clause.items[index + 1 : index + 13]):
        beside = item.trigger is not None and item.trigger.frame == "talks" and clause.items[index + at].low != "of"
        if item.tag in "S;BR" or beside or (led and aim(clause.items[index + 1 + at : index + 3 + at])):
            break
        day = item.units[0].day
        if (
            day is not None
            and (at < NEAR or day.precision == "day")
            and (day.date > clause.cast.day or (to_come(day, clause, index) and present(clause, index)))
        ):
            return Status("planned", cue=item.units[0].text)
    return status


def aim(items: Sequence[Item]) -> bool:
    """Whether "to" opens what something is for: "talks to discuss the summit in May", but not "to start in May"."""
    return len(items) > 1 and items[0].tag == "I" and items[1].tag in "VT" and items[1].low not in STARTING


STARTING = frozenset("start begin resume open take be continue".split())


def to_come(hit: DayHit, clause: Clause, index: int) -> bool:
    """Whether a bare weekday beside a verb in the present lies ahead: "leaves for B on Thursday"."""
    item = clause.items[index]
    leaves = not clause.title and hit.basis == "weekday" and item.tag == "T" and item.low.split(" ")[0] in LEAVING
    return leaves or tomorrow(hit, clause.cast.day)


LEAVING = frozenset("leaves departs flies travels heads goes arrives".split())


def tomorrow(hit: DayHit, day: datetime.date) -> bool:
    """Whether a bare weekday is that of the next day, which it is unless the past is told."""
    return hit.basis == "weekday" and hit.precision == "day" and hit.date + WEEK == day + TOMORROW


def present(clause: Clause, index: int) -> bool:
    """Whether something is told in the present: "touches down on Monday", "begins a visit on Monday"."""
    items = clause.items
    verb = index if items[index].tag == "T" else verb_left(items, index)
    return verb >= 0 and items[verb].low.split(" ")[0].endswith("s") and items[verb].low not in SAYING


NEAR = 8  # items: "next year" farther off is of something else
WEEK, TOMORROW = datetime.timedelta(days=7), datetime.timedelta(days=1)
