"""Elsewhere: places in a sentence that are those of another thing than its attack: a speaker's, an owner's, whence."""

import re
from collections.abc import Sequence

from schemas.event import Place
from streams.analysis.syntax.belonging import accredited
from streams.analysis.syntax.grammar import BLAMING, PARTING, SAYING
from streams.analysis.syntax.openings import opening_ends
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import passive


def owning(before: Item, owner: Item, place: Place, countries: Sequence[str]) -> bool:
    """Whether a country only owns what is named, in an article that speaks of another: "the ability of Israel"."""
    if before.low != "of" or place.precision != "country" or place.country in countries[:1]:
        return False
    return owner.head.low not in PARTS and owner.trigger is None and not any(one.tag == "#" for one in owner.units)


PARTS = frozenset(
    "city town capital north south east west northeast northwest southeast southwest outskirts suburb suburbs part "
    "parts region regions province provinces village villages coast coasts shore shores island islands centre center "
    "border borders port district area areas state states towns cities interior heart waters territory soil land "
    "airspace kibbutz neighbourhood neighborhood bank department departments".split()
)


def far(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place is only that from which the way is measured: "140 miles west of Oslo"; near it, it will do."""
    if at > 3 and items[at - 1].tag == "," and items[at - 2].low in ("capital", "city"):
        at -= 2
    units = items[at - 2].units if at > 1 and items[at - 1].low in ("of", "from") else []
    length = LENGTH.search(" ".join(unit.low for unit in units))
    return length is not None and int(length[1].replace(",", "")) >= FAR


FAR = 50
LENGTH = re.compile(r"\b(\d[\d,]*) ?-?(?:kms?|kilomet(?:re|er)s?|miles?)\b")


def meanwhile(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place is that of another thing, told in a side clause behind: "as he spoke in Jerusalem"."""
    link = next((one for one in range(at - 1, index, -1) if items[one].tag in "SR;"), -1)
    if link < 0 or items[link].tag != "S" or items[link].low not in ("as", "while"):
        return False
    told = items[link:at]
    attacks = any(item.trigger is not None and item.trigger.kind == "attack" for item in told)
    return any(item.tag in "VT" for item in told) and not attacks


def of_another(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place is that of those to whom something is linked."""
    return at > 1 and (
        items[at - 2].low in BOUND or (items[at - 1].low == "to" and items[at - 2].head.low == "support")
    )


def told_of(items: Sequence[Item], at: int, index: int, others: frozenset[int]) -> bool:
    """Whether a place stands behind another event, sooner than behind this one: "hit those who had raided Kano"; not
    where the one came about in the other: "was killed in a raid on", "an airstrike on Homs, killing"."""
    attacks = (one for one in range(at - 1, -1, -1) if one == index or one in others or by_noun(items[one]))
    before = next(attacks, index)
    aside = before < index and (before not in others or any(item.tag in ",;:.SRB" for item in items[before:at]))
    if before == index or aside:
        return False
    trigger = items[index].trigger
    harmed = trigger is not None and trigger.frame == "harm"  # "were killed when their convoy hit a mine in"
    if any(parts(items, one, harmed=harmed) for one in range(index + 1, before)):
        return True
    outcome = trigger is not None and trigger.form == "ing" and before < index
    return before in others and not outcome and not (before and items[before - 1].low in AS_PART)


def parts(items: Sequence[Item], at: int, *, harmed: bool) -> bool:
    """Whether a clause opens that may tell of another attack; after harm only with "since" or "who"."""
    opens = items[at].tag == "R" or (items[at].tag == "S" and (not harmed or items[at].low == "since"))
    return opens and items[at + 1].low not in IDIOMS


AS_PART = frozenset("in during by with".split())


def come_from(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place is only where somebody was born or lived, or where an official serves: "born in Leeds", "the
    envoy to Libya"."""
    lived = any(LIVED & {unit.low for unit in item.units} for item in items[max(0, at - 3) : at - 1])
    lived = lived or any(
        items[one].low in DWELLERS and items[one + 1].low == "of" for one in range(max(0, at - 4), at - 1)
    )
    return (lived and index not in (at - 2, at - 3)) or accredited(items, at - 1)


def possessing(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place only owns what is talked or quarrelled over: "doubts over Tripoli's hold on power"."""
    units = items[at].units
    owner = any(unit.tag == "s" for unit in units[:-1])
    return owner and index not in (at - 1, at - 2) and items[at - 1].low in TOPICAL and units[-1].low not in PARTS


TOPICAL = frozenset("over about for of to against on despite".split())


def stirred(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place is where something came of an attack: "the bombing sparked protests in Paris"."""
    return any(unit.low in STIRRING for item in items[index + 1 : at] for unit in item.units)


STIRRING = frozenset(
    "sparks sparked sparking raises raised raising prompts prompted prompting triggers triggered triggering stokes "
    "stoked stoking fuels fuelled fueled fuelling draws drew drawing".split()
)
DWELLERS = frozenset(["resident", "native", "citizen"])
LIVED = frozenset("born raised grew educated lived lives living settled emigrated moved".split())


def amid_war(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place is that of a war, in the midst of which something happened somewhere: "amid the war in Gaza"."""
    if at < 3 or items[at - 2].low not in WARS:
        return False
    opener = next((items[one].low for one in range(at - 3, index, -1) if items[one].tag in "PS"), "")
    return opener in ("amid", "as")


WARS = frozenset("war wars conflict tensions crisis unrest".split())
BOUND = frozenset("according linked tied connected loyal belonging".split())  # "to" somebody, who is elsewhere


def whence(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place is that whence somebody comes or something was fired: "a flight from Israel", "rockets from
    Gaza"; people are taken, smoke rises and reporters speak where it was."""
    trigger = items[index].trigger
    if items[at - 1].low not in ("from", "out of") or trigger is None or trigger.kind != "attack":
        return False
    taken = trigger.frame == "seize" or trigger.mode == "abduction"
    return not taken and not SEEN & {unit.low for item in items[max(0, at - 3) : at - 1] for unit in item.units}


SEEN = frozenset("smoke flames fire fires dust reports reported reporting report live".split())


def speaks(items: Sequence[Item], at: int) -> bool:
    """Whether the phrase ends the name of whoever speaks: "the ministry in Ankara said"."""
    return any(item.low in SAYING for item in items[at + 1 : at + 2])


def apart(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a word that parts one event from another stands between a place and an event: "after", "before"; or an
    "and" with a verb of its own, as in "struck towns in Idlib and stepped up its raids in Hama"; or "as" before
    another attack."""
    low, high = min(at, index), max(at, index)
    also = next((one for one in range(low, high) if items[one].low == "as" and items[one + 1].low not in IDIOMS), high)
    if any(items[one].tag == "S" and low < opening_ends(items, one) < high for one in range(low)):
        return True  # "After a school was bombed, Britain closed its embassy in"
    return any(named(item) for item in items[also + 1 : high + 1]) or any(
        (items[one].low in PARTING and items[one].tag == "S") or opens_clause(items, one) for one in range(low, high)
    )


def opens_clause(items: Sequence[Item], at: int) -> bool:
    """Whether "and" joins a clause of its own: "and stepped up its raids", "and the army attacked"."""
    ahead = "".join(item.tag for item in items[at + 1 : at + 3])
    own = ahead == "NV" or (ahead == "NT" and not passive(items, at + 2))
    return items[at].tag == "C" and (own or ahead.startswith("V"))


IDIOMS = frozenset(["result", "consequence", "part"])  # "as a result of"


def named(item: Item) -> bool:
    """Whether a phrase names an attack: "a massive attack"."""
    return item.tag == "N" and item.trigger is not None and item.trigger.kind == "attack"


def by_noun(item: Item) -> bool:
    """Whether the word of an attack is a noun, or may be one in -ing, as in "fighting raged"."""
    return named(item) or (item.low.endswith("ing") and any(trigger.kind == "attack" for trigger in item.head.nouns))


def culprit(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a name is of those on whom an attack is blamed: "blames the hospital blast on Israel"."""
    blamed = any(item.low in BLAMING for item in items[max(0, index - 1) : at])
    return blamed and items[at - 1].low == "on"


def part_in(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place is that of something else, behind a semicolon."""
    low, high = min(at, index), max(at, index)
    return any(item.tag == ";" for item in items[low:high])


def answered(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a place is that of what an event answers: "struck depots in response to an attack in Douma"."""
    return any(ANSWERING & set(item.low.split()) for item in items[index:at])


ANSWERING = frozenset("response retaliation reprisal revenge".split())
