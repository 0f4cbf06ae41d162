"""Phrases: the units of a sentence, and the items that they make up."""

from dataclasses import dataclass, field

from streams.analysis.days.days import DayHit
from streams.analysis.lexicon.entries import Senses, Trigger

LINKS = frozenset(
    (
        "backed led linked aligned allied affiliated sponsored supported funded armed controlled inspired trained "
        "flagged owned bound based occupied held provided supplied made built donated ruled governed administered"
    ).split()
)


@dataclass(slots=True, eq=False)
class Unit:
    """One word, or one known form of several words. `tag` is a letter of `grammar.tag_of`, or N known, Y day, #
    number, or the mark."""

    text: str
    low: str
    start: int
    end: int
    tag: str
    senses: Senses | None = None
    day: DayHit | None = None
    common: bool = False  # in a headline whose words all have a capital, which then says nothing

    @property
    def capital(self) -> bool:
        return not self.common and self.text[:1].isupper()

    @property
    def verbs(self) -> list[Trigger]:
        """What it can be the trigger of, as a verb."""
        return self.senses.verbs if self.senses else []

    @property
    def nouns(self) -> list[Trigger]:
        """What it can be the trigger of, as a noun."""
        return self.senses.nouns if self.senses else []


@dataclass(slots=True, eq=False)
class Item:
    """One item: N a noun phrase, T a verb that is a trigger, Y a day, else the unit's own tag."""

    tag: str
    units: list[Unit]
    trigger: Trigger | None = None
    low: str = field(init=False)

    def __post_init__(self) -> None:
        self.low = self.units[-1].low if self.tag in "NA" else self.units[0].low

    @property
    def start(self) -> int:
        return self.units[0].start

    @property
    def end(self) -> int:
        return self.units[-1].end

    @property
    def head(self) -> Unit:
        return self.units[-1]
