"""What a rule gives: a finding, who did what to whom, how it stands, and which rule says so."""

import datetime
from dataclasses import dataclass, field

from streams.analysis.actors.cast import Mention
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.context import OCCURRED, Status

WEAPONS = frozenset(["weapon"])


@dataclass(slots=True)
class Finding:
    """One event as a rule read it in one sentence; `at` is the item that triggered it."""

    kind: str
    rule: str
    at: int
    trigger: Trigger
    actors: list[Mention] = field(default_factory=list)
    targets: list[Mention] = field(default_factory=list)
    mediators: list[Mention] = field(default_factory=list)
    status: Status = OCCURRED
    mode: str = ""
    outcome: str | None = None
    occurrences: int = 1
    plural: bool = False
    anaphoric: bool = False
    supported: bool = False
    separate: bool = False
    begun: bool = False  # told of as something new: "In Basra, gunmen shot"
    result: bool = False
    fatal: bool = False  # that in which those whom a verb before it names are told to have died
    commemorated: bool = False
    told: list[int] = field(default_factory=list)  # where else in the sentence it is told
    own_day: datetime.date | None = None
    told_day: datetime.date | None = None
    more: "list[Finding]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a trigger gave no event: for `explain`."""

    at: int
    word: str
    reason: str


def people(mentions: list[Mention]) -> list[Mention]:
    """The mentions that are somebody, not weapons."""
    return [one for one in mentions if one.role != "weapon"]
