"""Items: units to the short row of noun phrases, verbs, prepositions, days ... that rules can walk on."""

from collections.abc import Iterator
from itertools import zip_longest

from streams.analysis.lexicon.entries import Trigger
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.quotations import opens_quote
from streams.analysis.syntax.verbs import NOMINAL, decide_triggers


def items_of(units: list[Unit]) -> list[Item]:
    """Units to items: runs of nominal units become noun phrases, the rest stand alone; quotation marks vanish."""
    row = Row()
    inserted = asides(units)
    for at, (unit, (tag, trigger)) in enumerate(zip(units, decide_triggers(units), strict=True)):
        if tag in MARKS:
            if tag == "'" and row.owns(units, at):
                unit.tag = tag = "s"
            elif at in inserted:
                unit.tag = tag = ","
            elif tag != "-" or (row.run and row.run[-1].end == unit.start):
                continue
        low = unit.low
        if ((unit.tag == "#" or low in APART) and row.ends_before(units, at)) or row.tells_of(units, at):
            row.end_phrase()
        if row.run and row.run[-1].low in MANY and unit.senses is not None and unit.senses.named:
            row.end_phrase()  # "for two weeks Hezbollah has shelled"
        if low in ABOUT and row.hedges(units, at):
            unit.tag = tag = "D"
        if low == "dead" and row.run and row.items and row.items[-1].low in SHOOTING:
            tag = "A"  # "shot a policeman dead"
        row.take(unit, tag, trigger)
    row.end_phrase()
    tags = {item.tag for item in row.items}
    items = list(infinitives(row.items)) if tags & {"I", "M"} else row.items
    return list(joined(items)) if any(attack_phrase(item) for item in items if item.trigger) else items


MARKS = frozenset("'\"-")
SHOOTING = frozenset("shot shoot shoots shooting struck knifed".split())


def asides(units: list[Unit]) -> list[int]:
    """Where the two dashes stand that set off an aside as commas do: "troops - backed by tanks - stormed"."""
    dashes = [at for at, unit in enumerate(units) if unit.tag == "-"]
    loose = [at for at in dashes if 0 < at < len(units) - 1 and units[at - 1].end < units[at].start]
    return loose if len(loose) == 2 else []


def counts_dead(units: list[Unit], at: int) -> bool:
    """Whether "toll" or "death toll" begins here: in "Lima bombing toll" a bombing is named."""
    return units[at].low == "toll" or (
        units[at].low == "death" and [one.low for one in units[at + 1 : at + 2]] == ["toll"]
    )


HEDGES = frozenset(["at least", "at most", "up to", "more than", "fewer than", "less than", "no fewer than"])
TIMES = frozenset(["hours", "minutes"])  # "attacked a convoy hours after it had left"
SPANS = frozenset(f"{unit}{many}" for unit in "moment minute hour day week month year".split() for many in ("", "s"))
MANY = frozenset("hours days weeks months years".split())  # of which a name is no part
BESIDE = frozenset(["after", "before", "later", "earlier"])
LENGTHS = frozenset("km kms kilometres kilometers miles metres meters hours".split())
DIRECTIONS = frozenset(  # "killed ten rebels north of the city"
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
ABOUT = frozenset("over about around under".split())
TOPICAL = frozenset("talk talks talked talking know knows knew hear heard asked speak speaks spoke worried".split())
OCCASIONS = frozenset(["times", "occasions"])  # "hit the airport 14 times"
APART = TIMES | DIRECTIONS | {"death", "toll"}  # what may be no part of the phrase before it, besides a number


class Row:
    """The items so far, and the `run` of nominal units that becomes a phrase; `noun` is what its last word tells of."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.run: list[Unit] = []
        self.noun: Trigger | None = None
        self.quoted = -1  # how many items stood before an opening quotation mark

    def end_phrase(self) -> None:
        """What comes next is no part of the run."""
        self.items += phrase(self.run, self.noun)
        self.run, self.noun = [], None

    def owns(self, units: list[Unit], at: int) -> bool:
        """Whether a mark makes a plural an owner, "the rebels' attack", rather than opening or ending a quotation."""
        if opens_quote(units, at):
            self.quoted = len(self.items) + bool(self.run)
            return False
        if self.quoted >= 0 and any(item.tag in "VT" for item in self.items[self.quoted :]):
            self.end_phrase()
            self.quoted = -1
            return False
        return bool(self.run) and self.run[-1].low.endswith("s")

    def ends_before(self, units: list[Unit], at: int) -> bool:
        """Whether the run ends where a word says when, how often, where or how many died: "hit the port 14 times"."""
        if self.noun is not None and counts_dead(units, at):
            return True
        unit, follows = units[at], units[at + 1].low if at + 1 < len(units) else ""
        timed = follows in OCCASIONS if unit.tag == "#" else unit.low in TIMES and follows in BESIDE
        timed |= unit.low in DIRECTIONS and follows == "of" and bool(self.run) and self.run[-1].low not in LENGTHS
        return timed and bool(self.run) and self.run[-1].tag not in "#D"

    def tells_of(self, units: list[Unit], at: int) -> bool:
        """Whether those begin here who say of the attack before them whose it was: "an attack officials blamed on"."""
        said = [one.low for one in units[at + 1 : at + 3]]
        return self.noun is not None and attacks(self.noun) and said in CHARGED

    def hedges(self, units: list[Unit], at: int) -> bool:
        """Whether "over" or "about" only hedges a number: "launched over 160 attacks"."""
        last = next((item for item in reversed(self.items) if item.tag != "A"), None)
        if self.run or at + 1 == len(units) or units[at + 1].tag != "#":
            return False
        if last is None or last.tag != "T":
            return last is None or not (last.tag == "N" or last.low in TOPICAL)
        return attacking(last)

    def take(self, unit: Unit, tag: str, trigger: Trigger | None) -> None:
        """The next unit, of whatever kind."""
        if tag in NOMINAL or (unit.low == "first" and self.run and self.run[-1].tag in "Ds"):
            self.take_nominal(unit, tag, trigger)
            return
        if unit.low in BESIDE and self.counts_time():
            self.items.append(Item("A", self.run))  # "shot dead two days after"
            self.run = []
        if self.run:
            self.end_phrase()
        if tag == "T":
            self.items.append(Item("T", [unit], trigger))
        elif tag == "O":
            self.items.append(Item("N", [unit]))
        else:
            self.items.append(Item(tag, [unit], unit.senses.triggers[0] if unit.senses and tag == "V" else None))

    def counts_time(self) -> bool:
        """Whether the run is a length of time, and nobody: "two days", "weeks"."""
        return bool(self.run) and self.run[-1].low in SPANS and all(one.tag in "#D" for one in self.run[:-1])

    def take_nominal(self, unit: Unit, tag: str, trigger: Trigger | None) -> None:
        """A unit of a phrase; an unknown word behind a plural is a verb: "clashes erupt"."""
        after_noun = tag == "W" and self.noun is not None and self.noun.form == "s" and not unit.capital
        if (after_noun or tag == "D") and self.run and not (self.hedged() or (tag == "D" and self.goes_on(unit))):
            self.end_phrase()
        if after_noun:
            self.items.append(Item("V", [unit]))
            return
        named = bool(self.run) and ends_name(self.run[-1], unit, trigger)
        self.run.append(unit)
        self.noun = trigger if tag == "N" and not named else None

    def hedged(self) -> bool:
        """Whether the run only hedges what follows: "at least the four soldiers"."""
        return len(self.run) == 1 and self.run[0].low in HEDGES

    def goes_on(self, unit: Unit) -> bool:
        """Whether a determiner stands inside the phrase: "nine such raids", "the country's most important port"."""
        last = self.run[-1].tag
        return (unit.low in ("more", "such") and last == "#") or (unit.low == "most" and last == "s")


def ends_name(before: Unit, unit: Unit, trigger: Trigger | None) -> bool:
    """Whether a noun that need be no attack ends the name of a thing: the tanker "Pacific Encounter"."""
    weak = trigger is not None and trigger.kind == "attack" and not trigger.sure
    return weak and before.capital and unit.capital and before.senses is None


CHARGED = (["blamed", "on"], ["blame", "on"])


def attacks(trigger: Trigger) -> bool:
    return trigger.kind == "attack" and trigger.frame != "clash"


def attacking(item: Item) -> bool:
    return item.trigger is not None and attacks(item.trigger)


def phrase(run: list[Unit], noun: Trigger | None) -> list[Item]:
    """A run of nominal units as a phrase, without an "'s" that nothing follows."""
    while run and run[-1].tag == "s":
        run.pop()
    return [Item("N", run, noun)] if run else []


def infinitives(items: list[Item]) -> Iterator[Item]:
    """Tells "to" before a verb (I) from "to" before a noun (P); an unknown word after "to" or "will" is a verb."""
    behind = ""
    for item, ahead in zip_longest(items, items[1:]):
        if item.tag == "I" and ahead is not None and ahead.tag == "N" and noun_follows(ahead):
            yield Item("P", item.units)
        elif item.tag == "N" and behind in ("I", "M") and bare_verb(behind, item):
            yield Item("V", item.units[:1])
            if len(item.units) > 1:
                yield Item("N", item.units[1:], item.trigger)
        else:
            yield item
        behind = item.tag


def bare_verb(behind: str, item: Item) -> bool:
    """Whether a phrase opens with an unknown verb: "to step up its efforts", "would step up its efforts"."""
    first = item.units[0]
    return first.tag == "W" and not first.capital if behind == "M" else not noun_follows(item)


def noun_follows(item: Item) -> bool:
    """Whether the phrase after "to" is a goal, not a verb: it begins with a determiner or a name, or has a known
    head."""
    first = item.units[0]
    if first.tag in ("D", "#", "O", "N") or first.capital:
        return True
    return (
        item.head.senses is not None
        and len(item.units) > 1
        and first.low.endswith(("ed", "ing", "al", "ic", "ern", "e", "r"))
    )


def joined(items: list[Item]) -> Iterator[Item]:
    """Joins "rocket and drone attacks" to one phrase: a bare weapon, a conjunction, and a phrase that an attack
    heads."""
    at = 0
    while at < len(items):
        item = items[at]
        while at + 2 < len(items) and items[at + 1].tag in ("C", ",") and weapon(item) and attack_phrase(items[at + 2]):
            item = Item("N", item.units + items[at + 1].units + items[at + 2].units, items[at + 2].trigger)
            at += 2
        yield item
        at += 1


def weapon(item: Item) -> bool:
    """Whether a phrase ends in a weapon in the singular, as one that modifies does."""
    noun = item.head.senses.noun if item.tag == "N" and item.head.senses else None
    return bool(noun and noun.role == "weapon" and (not noun.plural or item.trigger)) or (
        item.tag == "N" and item.low in ("air", "missile", "artillery", "ground", "land", "naval", "mortar")
    )


def attack_phrase(item: Item) -> bool:
    return item.trigger is not None and item.tag == "N" and item.units[0].tag != "D" and item.trigger.kind == "attack"
