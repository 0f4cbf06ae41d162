"""Phrases: a sentence as a short row of items (noun phrases, verbs, prepositions, days ...) that rules can walk on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from streams.analysis.days import DayHit
from streams.analysis.entries import Senses, Trigger
from streams.analysis.grammar import BE, tag_of
from streams.analysis.scan import Hit

TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|'s\b|'S\b|n't\b|[A-Za-z0-9]+(?:'(?![sS]\b)[A-Za-z]+)*|[^\sA-Za-z0-9]"
)
NUMBER = re.compile(
    r"\d[\d.,]*$|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|dozens|scores|"
    r"hundreds|thousands)$"
)
LINKS = frozenset(
    (
        "backed led linked aligned allied affiliated sponsored supported funded armed controlled inspired trained "
        "flagged owned bound based occupied held"
    ).split()
)


@dataclass(slots=True)
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

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def verbs(self) -> list[Trigger]:
        """What it can be the trigger of, as a verb."""
        return self.senses.verbs if self.senses else []

    @property
    def nouns(self) -> list[Trigger]:
        """What it can be the trigger of, as a noun."""
        return self.senses.nouns if self.senses else []


@dataclass(slots=True)
class Item:
    """One item: N a noun phrase, T a verb that is a trigger, Y a day, else the unit's own tag."""

    tag: str
    units: list[Unit]
    trigger: Trigger | None = None

    @property
    def low(self) -> str:
        return self.units[-1].low if self.tag == "N" else self.units[0].low

    @property
    def start(self) -> int:
        return self.units[0].start

    @property
    def end(self) -> int:
        return self.units[-1].end

    @property
    def head(self) -> Unit:
        return self.units[-1]


FIXED = {
    ("at", "least"): "D", ("at", "most"): "D", ("as", "many", "as"): "D", ("more", "than"): "D", ("fewer", "than"): "D",
    ("less", "than"): "D", ("no", "fewer", "than"): "D", ("up", "to"): "D", ("such", "as"): "P", ("due", "to"): "P",
    ("because", "of"): "P", ("so", "that"): "S", ("as", "well", "as"): "C", ("even", "though"): "S",
    ("as", "part", "of"): "P",
    ("in", "which"): "R", ("during", "which"): "R", ("in", "response", "to"): "P", ("in", "addition", "to"): "P",
    ("in", "front", "of"): "P", ("ahead", "of"): "P", ("instead", "of"): "P", ("away", "from"): "P", ("out", "of"): "P",
    ("on", "board"): "P", ("next", "to"): "P", ("close", "to"): "P", ("along", "with"): "C", ("together", "with"): "C",
    ("in", "order"): "A", ("as", "if"): "S", ("in", "case"): "S", ("no", "longer"): "G",
}  # fmt: skip


FIXED_PAIRS = frozenset(words[:2] for words in FIXED)


def fixed(units: list[Unit]) -> list[Unit]:
    """Joins the words of a fixed expression ("at least", "such as") to one unit."""
    lows = [unit.low for unit in units]
    if FIXED_PAIRS.isdisjoint(pairs := list(pairwise(lows))):
        return units
    found: list[Unit] = []
    at = 0
    while at < len(units):
        unit = units[at]
        size = 1
        for length in (3, 2) if at < len(pairs) and pairs[at] in FIXED_PAIRS else ():
            tag = FIXED.get(tuple(lows[at : at + length])) if at + length <= len(units) else None
            if tag == "P" and unit.low == "due" and at and units[at - 1].low in BE:
                continue
            if tag and not (tag == "D" and at + length < len(units) and units[at + length].tag not in "#WND"):
                text = " ".join(one.text for one in units[at : at + length])
                unit = Unit(text, text.lower(), unit.start, units[at + length - 1].end, tag)
                size = length
                break
        found.append(unit)
        at += size
    return found


def without_asides(units: list[Unit]) -> list[Unit]:
    """Leaves out short asides in brackets ("(AQAP)", "[as heard]") and the "Jr." of a name."""
    if ASIDES.isdisjoint([unit.low for unit in units]):
        return units
    found: list[Unit] = []
    at = 0
    while at < len(units):
        if units[at].text in ("(", "["):
            close = next((i for i in range(at + 1, min(len(units), at + 10)) if units[i].text in (")", "]")), None)
            if close is not None:
                at = close + 1
                continue
        if units[at].low in JUNIOR:
            if found and found[-1].text == ",":
                found.pop()
            at += 2 if at + 1 < len(units) and units[at + 1].text == "." else 1
            at += at < len(units) and units[at].text == ","
            continue
        if units[at].text == "." and found and found[-1].low in TITLED and found[-1].end == units[at].start:
            at += 1
            continue
        found.append(units[at])
        at += 1
    return found


TITLED = frozenset("mr mrs ms dr gen lt col maj capt sgt adm brig rep sen gov pres prof rev amb hon".split())
JUNIOR = frozenset(["jr", "sr"])
ASIDES = TITLED | JUNIOR | {"(", "["}


def units_of(text: str, base: int, hits: Sequence[Hit], days: Sequence[DayHit], *, upper: bool = False) -> list[Unit]:
    """The units of a sentence; `base` is its offset in the scanned text, to which the hits refer.

    In a text all in capitals (`upper`) a word that the lexicon does not know is taken for a common one.
    """
    known: dict[int, Hit | DayHit] = {hit.start - base: hit for hit in hits}
    if days:
        known |= {at: day for day in reversed(days) for at in range(day.start, day.end)}
        known |= {day.start: day for day in days}
    units: list[Unit] = []
    skip = 0
    for token in TOKEN.finditer(text):
        start, end = token.span()
        if start < skip:
            continue
        if start not in known:
            word = token[0]
            low, tag = PLAIN[word]
            units.append(Unit(low if upper else word, low, start, end, tag))
            continue
        units.append(known_unit(text, start, known[start], base, upper=upper))
        skip = units[-1].end
    return fixed(without_asides(units))


def known_unit(text: str, start: int, known: Hit | DayHit, base: int, *, upper: bool) -> Unit:
    """A day, or a form of the lexicon, as a unit."""
    if isinstance(known, DayHit):
        word = text[start : known.end].lower() if upper else text[start : known.end]
        return Unit(word, word.lower(), start, known.end, "Y", None, known)
    end = known.end - base
    word = text[start:end].lower() if upper and not known.senses.named else text[start:end]
    return Unit(word, word.lower(), start, end, "V" if telling(known.senses) else "N", known.senses)


def telling(senses: Senses) -> bool:
    """Whether a form is a verb of saying that makes an event only where one side tells another; it stays a plain
    verb."""
    return bool(senses.triggers) and senses.triggers[0].frame == "tell"


class Plain(dict[str, tuple[str, str]]):
    """Words as they stand in texts, each in lower case and with its tag; forgotten when they are too many."""

    MOST = 1 << 16

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) >= self.MOST:
            self.clear()
        found = self[word] = word.lower(), plain_tag(word)
        return found


PLAIN = Plain()


def plain_tag(word: str) -> str:
    """The tag of a word that the lexicon does not know."""
    low = word.lower()
    if not word[0].isalnum() and low not in ("'s", "n't"):
        return word[0]
    if low == "'s":
        return "s"
    if NUMBER.match(low):
        return "#"
    return tag_of(low)


NOMINAL = frozenset("NDW#s")


def decide_triggers(units: list[Unit]) -> list[tuple[str, Trigger | None]]:
    """For each unit its part in the phrase: ("T", verb), ("N", noun trigger or None), or its own tag."""
    return [decide(units, at) if undecided(unit) else (unit.tag, None) for at, unit in enumerate(units)]


def undecided(unit: Unit) -> bool:
    """Whether the words beside a unit have a say in what it is."""
    if unit.tag == "N":
        return unit.senses is not None and bool(unit.senses.triggers)
    if unit.tag == "W":
        return unit.low.endswith(("ed", "ing")) and not unit.capital
    return unit.tag == "V" and (unit.capital or unit.low.endswith("ed") or unit.low in LINKS)


def decide(units: list[Unit], index: int) -> tuple[str, Trigger | None]:
    unit = units[index]
    if unit.tag != "N":
        return unsure_word(units, index), None
    hyphened = index > 0 and units[index - 1].text == "-" and units[index - 1].end == unit.start
    verbs, nouns = unit.verbs if not hyphened or unit.low not in HOSTED else [], unit.nouns
    if verbs and is_verb(units, index, verbs[0]):
        return "T", verbs[0]
    return "N", nouns[0] if nouns else None


HOSTED = frozenset(["hosted", "mediated", "brokered", "facilitated"])


def before(units: list[Unit], index: int) -> Unit | None:
    """The unit before, adverbs passed over."""
    index -= 1
    while index >= 0 and units[index].tag in "A" and units[index].tag:
        index -= 1
    return units[index] if index >= 0 else None


def is_verb(units: list[Unit], index: int, trigger: Trigger) -> bool:
    """Whether a trigger word stands as a verb, from the words beside it."""
    previous = before(units, index)
    following = units[index + 1] if index + 1 < len(units) else None
    tag = previous.tag if previous else ""
    nominal_next = following is not None and (following.tag in "NWO#" or following.low in DETERMINERS_NEXT)
    if tag in ("I", "M", "O", "H", "X", "G") and previous is not None:
        return not (trigger.form in ("base", "s") and tag in ("X", "H") and previous.low not in ("do", "does", "did"))
    if trigger.form == "ed":
        if tag == "P" and previous is not None and previous.low != "by":
            return not (following is not None and following.tag in ("N", "W"))
        if tag == "#" and following is not None and following.tag in ("N", "W"):
            return False
        return not (
            tag in ("D", "s") and previous is not None and previous.low not in ("that", "this", "all", "each", "some")
        )
    if index and units[index - 1].text == "-":
        return False
    if trigger.form in ("base", "s") and gerund(previous):
        return False
    if trigger.form == "s" and modified_by_one(units, index):
        return False
    if trigger.form == "base" and heads_compound(previous, following):
        return False
    if trigger.form == "ing":
        if following is not None and following.low == "and" and trigger.frame == "harm" and index + 2 < len(units):
            return units[index + 2].low.endswith("ing") and tag not in ("D", "s")
        if following is not None and following.low in ("of", "in", "on", "at", "by", "near", "and", ",", "."):
            held = trigger.lemma == "meet" and tag in NOMINAL
            return not held and trigger.lemma in TRANSIENT and following.low in ("at", "on", "in", "near")
        return tag not in ("D", "s") and (nominal_next or (following is not None and following.tag == "D"))
    if tag in ("D", "s", "P", "#", ""):
        return False
    if tag == "A" or previous is None:
        return False
    if (
        previous.senses is not None
        and previous.senses.noun is not None
        and previous.senses.noun.role == "weapon"
        and trigger.frame == "fire"
    ):
        return False
    if trigger.frame in ("meet", "talk") and following is not None and following.low in ("with", "in", "on", "at"):
        return not units[index].nouns
    return nominal_next and not (
        following is not None
        and following.tag == "N"
        and following.senses is not None
        and bool(following.senses.triggers)
        and not following.capital
    )


def modified_by_one(units: list[Unit], index: int) -> bool:
    """Whether "attacks" is a plural noun behind a bare singular: "Extremist attacks escalate in"."""
    senses = units[index - 1].senses if index else None
    noun = senses.noun if senses else None
    bare_noun = (
        noun is not None and noun.role == "armed" and not noun.plural and (index < 2 or units[index - 2].tag != "D")
    )
    after = [unit.tag for unit in units[index + 1 : index + 3]]
    return bare_noun and after[:1] == ["W"] and after[1:] in (["P"], ["S"], ["."], [])


def gerund(unit: Unit | None) -> bool:
    """Whether a word is a verb in -ing."""
    return unit is not None and unit.low.endswith("ing") and (unit.tag == "V" or bool(unit.verbs))


def heads_compound(previous: Unit | None, following: Unit | None) -> bool:
    """Whether a base form is a noun after a bare name and before a verb: "Hamas attack puts", "Taliban attack
    leaves"."""
    actor = previous.senses.actor if previous is not None and previous.senses else None
    return actor is not None and following is not None and following.tag in "WV" and following.low.endswith("s")


TRANSIENT = frozenset(["meet", "fire", "clash", "fight"])
DETERMINERS_NEXT = frozenset(
    (
        "a an the its his her their this that these those several some two three four five six seven eight nine ten"
    ).split()
)


def unsure_word(units: list[Unit], index: int) -> str:
    """The tag of a word that may be a verb or an adjective by its ending and its neighbours."""
    unit = units[index]
    if index and units[index - 1].text == "-" and unit.low in LINKS:
        return "W"
    supposed = unit.low in SUPPOSED and index and units[index - 1].low == "by"
    if unit.tag == "V" and unit.low.endswith("ed") and index and (supposed or units[index - 1].tag in ("D", "s")):
        following = units[index + 1] if index + 1 < len(units) else None
        return "W" if following is not None and following.tag in "NW" and following.tag else "V"
    if unit.tag != "W" or unit.capital:
        return (
            "W"
            if unit.tag == "V"
            and unit.capital
            and index
            and units[index - 1].tag != "."
            and unit.text.isupper() is False
            and units[index - 1].capital
            and unit.low not in COMMON_CAPITAL_VERBS
            else unit.tag
        )
    following = units[index + 1] if index + 1 < len(units) else None
    previous = units[index - 1] if index else None
    if unit.low.endswith("ed"):
        after_verb = previous is not None and bool(previous.verbs)
        adjective = (
            following is not None
            and following.tag in ("N", "W")
            and (previous is None or previous.tag in "DPs#,CW" or after_verb)
        )
        return "W" if adjective else "V"
    if (
        unit.low.endswith("ing")
        and following is not None
        and (following.tag in "DPNO#I" or following.low in ("the", "a"))
    ):
        return "V" if previous is None or previous.tag not in "DsP" else "W"
    return "W"


SUPPOSED = frozenset(["alleged", "suspected", "presumed", "accused"])
COMMON_CAPITAL_VERBS = frozenset(
    (
        "says said condemns vows claims confirms reports warns denies kills rejects accuses urges blames threatens "
        "hits meets tells told asks warned seeks wants demands announces agrees holds begins joins refuses"
    ).split()
)


def items_of(units: list[Unit]) -> list[Item]:
    """Units to items: runs of nominal units become noun phrases, the rest stand alone; quotation marks vanish."""
    items: list[Item] = []
    run: list[Unit] = []
    noun: Trigger | None = None
    for unit, (tag, trigger) in zip(units, decide_triggers(units), strict=True):
        if unit.text == "'":
            if not (run and run[-1].low.endswith("s")):
                continue
            unit.tag = tag = "s"
        elif unit.text == '"' or (unit.text == "-" and run and run[-1].end == unit.start):
            continue
        if tag in NOMINAL or (unit.low == "first" and run and run[-1].tag in "Ds"):
            after_noun = tag == "W" and noun is not None and noun.form == "s" and not unit.capital
            if run and (after_noun or tag == "D"):
                items += phrase(run, noun)
                run, noun = [], None
            if after_noun:
                items.append(Item("V", [unit]))
                continue
            run.append(unit)
            noun = trigger if tag == "N" else None
            continue
        if run:
            items += phrase(run, noun)
            run, noun = [], None
        if tag == "T":
            items.append(Item("T", [unit], trigger))
        elif tag == "O":
            items.append(Item("N", [unit]))
        else:
            items.append(Item(tag, [unit], unit.senses.triggers[0] if unit.senses and tag == "V" else None))
    items += phrase(run, noun)
    tags = {item.tag for item in items}
    items = list(infinitives(items)) if "I" in tags else items
    return items if tags.isdisjoint("C,") else list(joined(items))


def phrase(run: list[Unit], noun: Trigger | None) -> list[Item]:
    """A run of nominal units as a phrase, without an "'s" that nothing follows."""
    while run and run[-1].tag == "s":
        run.pop()
    return [Item("N", run, noun)] if run else []


def infinitives(items: list[Item]) -> Iterator[Item]:
    """Tells "to" before a verb (I) from "to" before a noun (P); an unknown word after the first is its verb."""
    for at, item in enumerate(items):
        ahead = items[at + 1] if at + 1 < len(items) else None
        behind = items[at - 1] if at else None
        if item.tag == "I" and ahead is not None and ahead.tag == "N" and noun_follows(ahead):
            yield Item("P", item.units)
        elif item.tag == "N" and behind is not None and behind.tag == "I" and not noun_follows(item):
            yield Item("V", item.units[:1])
            if len(item.units) > 1:
                yield Item("N", item.units[1:], item.trigger)
        else:
            yield item


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
        item.tag == "N" and item.low in ("air", "missile", "artillery", "ground", "mortar")
    )


def attack_phrase(item: Item) -> bool:
    return item.tag == "N" and item.units[0].tag != "D" and (item.trigger is not None and item.trigger.kind == "attack")
