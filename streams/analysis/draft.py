"""A draft: a finding with all that its sentence tells of it, before it becomes an event."""

from dataclasses import dataclass, field

from schemas.event import Day, Place
from streams.analysis.actors.cast import Mention
from streams.analysis.lexicon.document import Sentence
from streams.analysis.numbers.casualties import Casualties
from streams.analysis.status.rule import Finding
from streams.analysis.total import Total


@dataclass(slots=True)
class Draft:
    """A finding with all that its sentence tells of it, before it becomes an event."""

    finding: Finding
    sentence: Sentence
    day: Day
    place: Place | None
    toll: Casualties
    total: Total | None
    attributed: list[Mention]
    dated: bool = False
    also: list[Sentence] = field(default_factory=list)
