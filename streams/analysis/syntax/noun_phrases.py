"""Noun phrases: their whole extent, their head, the name that tells most, and the state behind an "X-backed" one."""

from collections.abc import Sequence

from streams.analysis.lexicon.entries import Noun
from streams.analysis.syntax.phrases import LINKS, Item, Unit

MEMBERS = frozenset(
    [
        *"number dozens hundreds thousands scores majority handful pair total couple rest crowd some most many".split(),
        *"several one two three four five six wave column band squad team".split(),
        "gathering",
        "gatherings",
        "member",
        "members",
        "group",
        "groups",
        "fighters",
        "fighter",
        "elements",
        "element",
        "leader",
        "leaders",
        "head",
        "heads",
        "delegation",
        "representatives",
        "representative",
        "officials",
        "official",
        "chief",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "supporters",
        "commander",
        "commanders",
        "president",
        "minister",
        "premier",
        "king",
        "ambassador",
        "envoy",
        "envoys",
        "army",
        "forces",
        "troops",
        "soldiers",
        "government",
        "militants",
        "rebels",
        "prime",
        "secretary",
        "countries",
        "states",
        "foreign",
        "affairs",
        "people",
        "citizens",
        "cell",
        "branch",
        "wing",
        "faction",
        "nationals",
        "units",
        "unit",
        "remnants",
        "king",
        "emir",
        "sultan",
        "part",
        "series",
        "affiliates",
        "affiliate",
        "authorities",
        "capital",
        "city",
        "bishop",
        "counterpart",
        "counterparts",
        "guerrillas",
        "terrorists",
        "columns",
        "column",
        "patrol",
        "patrols",
        "guerrilla",
        "battalion",
        *"convoy convoys vehicle vehicles base bases post posts barracks camp camps position positions "
        "hideout hideouts outpost outposts stronghold strongholds".split(),
        "brigade",
        "squad",
        "mob",
        "gang",
        "contingent",
        "offices",
        "office",
        "headquarters",
        "terrorist",
        "subversives",
        "ministers",
        "rulers",
        "ruler",
        "leadership",
        "regime",
        "republic",
        "kingdom",
    ]
)


def phrase_text(units: Sequence[Unit]) -> str:
    """The words of a phrase as written, without determiners, questions and judgements at its head."""
    rest = list(units)
    while rest and (rest[0].tag == "D" or (len(rest) > 1 and (rest[0].low in BESIDE_THE_NAME or utmost(rest[0])))):
        rest = rest[1:]
    text, last = "", 0
    for unit in rest:
        hyphened = unit.low in LINKS and unit.start == last + 1 and not text[-1:].isdigit()
        text += ("" if not text or unit.start == last else "-" if hyphened else " ") + unit.text
        last = unit.end
    return text


# Which "the deadly Hamas attack" says of the attack, and "Revealed: how Hamas trained" of the text.
BESIDE_THE_NAME = frozenset(
    (
        "of how what why when heavy deadly fatal brutal vicious horrific shocking terrifying devastating massive "
        "unprecedented surprise recent latest fresh possible moment notorious repeated multiple separate"
    ).split()
)


def utmost(unit: Unit) -> bool:
    """Whether a word only ranks what follows: "the heaviest Israeli" air raids."""
    return unit.tag == "W" and unit.text.islower() and unit.low.endswith("est") and unit.senses is None


def whole(items: Sequence[Item], index: int) -> tuple[list[Unit], int]:
    """The units of a noun phrase with a following "of" phrase that says whose; and the index of its last item."""
    units = list(items[index].units)
    last = index
    while last + 2 < len(items) and items[last + 1].low in ("of", "from", "with") and items[last + 2].tag == "N":
        head = units[-1]
        noun = head.senses.noun if head.senses else None
        if items[last + 1].low == "with" and not (noun and noun.role == "armed" and group_named(items[last + 2])):
            break
        if by_people(head):  # "Basque militants from ETA"
            units = units + items[last + 1].units + items[last + 2].units
            last += 2
            continue
        if items[last + 1].low != "of" and (noun is None or noun.role not in ("force", "armed", "office")):
            break
        if head.low not in MEMBERS and (
            noun is None or noun.role not in ("force", "armed", "police", "office", "embassy")
        ):
            break
        units = units + items[last + 1].units + items[last + 2].units
        last += 2
    return units, last


def group_named(item: Item) -> bool:
    """Whether a phrase is of an armed group by name: "fighters with the Taliban"."""
    return any(
        one.senses is not None and one.senses.actor is not None and one.senses.actor.kind == "armed-group"
        for one in item.units
    )


def by_people(head: Unit) -> bool:
    """Whether fighters are named by their people alone: "Basque militants"."""
    entry = head.senses.actor if head.senses else None
    return entry is not None and entry.kind == "armed-group" and " " in head.low and head.low.endswith("s")


def patron_of(units: list[Unit], heads: list[Unit]) -> tuple[str | None, list[Unit]]:
    """The state behind an "X-backed" phrase, and the names without it, unless it is the only one."""
    patron = None
    rest = []
    for unit in heads:
        index = units.index(unit)
        entry = unit.senses.actor or unit.senses.demonym if unit.senses else None
        link = units[index + 1].low if index + 1 < len(units) else ""
        leads = link in LEADING and entry is not None and entry.kind == "armed-group"  # "Hamas-led fighters"
        if link in LINKS and not leads:
            patron = entry.country if entry and entry.kind == "country" and link in PATRONAGE else patron
        else:
            rest.append(unit)
    return patron or None, rest


PREFIXES = frozenset(["pro", "anti", "ex", "non", "counter"])


LEADING = frozenset(["led", "run", "linked", "affiliated"])
PATRONAGE = frozenset("backed aligned allied affiliated sponsored supported funded armed controlled linked".split())


def pick(heads: list[Unit]) -> Unit:
    """The name that tells most: a group before a country, and before a plain word ("ISIS jihadists"); of countries the
    first."""
    finer = [
        unit
        for unit in heads
        if unit.senses and unit.senses.actor and unit.senses.actor.kind not in ("country", "group-of-states")
    ]
    names = [unit for unit in finer if unit.capital] or finer
    return names[-1] if names else heads[0]


def plain(units: Sequence[Unit]) -> bool:
    """Whether a common word follows that nobody knows: "gale force winds"."""
    return bool(units) and units[0].tag == "W" and not units[0].capital


def head_noun(units: Sequence[Unit]) -> Noun | None:
    """The common noun that is the head: the last one before any "of"."""
    for index, unit in enumerate(units):
        if unit.low in ("of", "from", "with") and index:
            found = head_noun(units[:index])
            if found is not None:
                return found
    for at in range(len(units) - 1, -1, -1):
        unit = units[at]
        if unit.senses and unit.senses.noun and not (unit.low == "force" and plain(units[at + 1 : at + 2])):
            return unit.senses.noun
        if unit.senses and unit.senses.named:
            continue
        if unit.tag == "W" and not unit.capital and unit is not units[-1]:
            continue
    return None
