"""Tallies: totals that stand away from their noun: "the number of attacks rose to 55", "the 25th attack since May"."""

import re
from collections.abc import Sequence

from streams.analysis.actors.clauses import Clause
from streams.analysis.numbers.numbers import NumberHit, find_numbers
from streams.analysis.numbers.ordinals import find_ordinals
from streams.analysis.status.outcomes import SUPPORT
from streams.analysis.syntax.items import OCCASIONS
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import governor

EACH = frozenset("attack strike airstrike raid bombing assault shelling".split())
ATTACKS = frozenset("attacks strikes raids bombings assaults".split())
TALLIES = frozenset("number total tally count figure numbers totals".split())
RISING = frozenset(
    (
        "rose risen rises rising climbed climbs climbing reached reaches reach reaching stands stood hit hits passed "
        "passes topped tops exceeded exceeds grew grown jumped swelled total totals totalled totaled brought brings "
        "bringing bring take takes taking took raised raises raising pushed pushes pushing rise climb pass top exceed "
        "grow jump jumps surge surges surged soar soars soared near nears neared put puts putting peaked peaks "
        "peaking increased increases increase increasing doubled fell falls fall fallen falling dropped drops declined "
        "decreased"
    ).split()
)
STRETCH = re.compile(
    r"\bsince\b|\bso far\b|\bthis (?:week|month|year)\b"
    r"|\b(?:in|over|within|during) (?:(?:the|as|a|an|past|last|many|just|under|space|of|recent|less|than|about) )*"
    r"(?:[a-z0-9]+ )?(?:days?|weeks?|months?|years?|hours)\b|\b(?:of|in|during) (?:19|20)\d\d\b"
)
REACH = 16


def standing_at(clause: Clause, at: int, numbers: Sequence[NumberHit]) -> NumberHit | None:
    """ "The number of attacks rose to 55", "bringing to 66 the number of attacks", "attacks on A climbed to 61"."""
    items = clause.items
    back = governor(items, at)
    told = items[at].units[:-1] + (items[back - 1].units if back > 0 and items[back].low == "of" else [])
    tally = not TALLIES.isdisjoint(unit.low for unit in told)
    opens = at == 0 or items[at - 1].tag in ",;"
    if not tally and not (opens and items[at].low.split()[-1] in ATTACKS | {"airstrikes"}):
        return None
    spots = [*(range(max(1, at - 7), at - 2) if tally else ()), *range(at + 1, min(len(items), at + REACH))]
    for spot in spots:
        since = items[spot].low == "since" and items[spot + 1 : spot + 2] and items[spot + 1].tag == "Y"
        if spot > at and items[spot].tag in ";BSR" and not since:
            return None
        number = next((one for one in numbers if one.unit is None and bare(items[spot], one)), None)
        if number and rate(items[spot + 1 : spot + 3]):
            return None
        if number and (
            led(clause, spot, at if tally or spot > at else 0) or (tally and spot > at and is_at(items, spot))
        ):
            return number
    return None


def is_at(items: Sequence[Item], spot: int) -> bool:
    """Whether a verb of being stands before a number: "the number of attacks was now 58"."""
    back = spot - 1
    while back > 0 and items[back].tag == "A":
        back -= 1
    return items[back].low in ("is", "was", "were", "are")


def rate(after: Sequence[Item]) -> bool:
    """Whether a number is of each day: "rose to 33 a day", "to 33 per day", "made 55 attacks every day"."""
    words = [unit.low for item in after for unit in item.units][:2]
    each = words[:1] in (["a"], ["per"], ["every"], ["each"])
    return words[:1] in (["daily"], ["weekly"], ["monthly"]) or (
        each and words[1:] in (["day"], ["week"], ["month"], ["year"])
    )


def posts_hit(clause: Clause, texts: Sequence[str], numbers: Sequence[NumberHit]) -> int:
    """How many posts were hit, each by an attack of its own: "two bases were struck"; 1 if no such number is said.

    `texts` are the words for whom or what was attacked.
    """
    for at, item in enumerate(clause.items):
        noun = item.low.split()[-1]
        if noun not in POSTS or item.tag != "N" or (at and clause.items[at - 1].low == "of"):
            continue
        if any(text.lower().endswith(noun) for text in texts):
            for number in numbers:
                first = number.start >= item.start and number.end < item.end
                if first and number.unit is None and number.qualifier is None and 1 < number.value <= MOST_POSTS:
                    return number.value
    return 1


POSTS = frozenset("bases outposts garrisons airbases installations".split())
MOST_POSTS = 12


def led(clause: Clause, spot: int, at: int) -> bool:
    """Whether a verb of rising leads to a number, at once or by "to" or "at"."""
    items = clause.items
    if items[spot - 1].low == "from":
        return False  # "fell from 417 to 229"
    if items[spot].units[0].low in RISING:
        return True  # "attacks on soldiers now total 38"
    back = spot - 1
    while back > 0 and items[back].tag in "AP" and items[back].low not in ("to", "at"):
        back -= 1
    if items[back].low in ("to", "at"):
        before = items[max(0, at - 7 if spot > at else 0) : back]
        return any(unit.low in RISING for item in before for unit in item.units[-1:])
    return items[back].units[-1].low in RISING


def bare(item: Item, number: NumberHit) -> bool:
    """Whether an item is a number and nothing else, with what qualifies it."""
    return item.tag == "N" and number.start <= item.end and number.end == item.end and item.units[-1].tag == "#"


def undergone(clause: Clause, at: int, form: str) -> bool:
    """ "US troops attacked 14 times", in a headline: the subject of a bare participle that counts was hit."""
    return clause.title and (form == "ed" or clause.items[at].low == "hit") and often(clause.items, at)


def often(items: Sequence[Item], at: int) -> bool:
    """Whether a verb is followed by how many times: "hit 14 times"."""
    return next((item.low for item in items[at + 1 : at + 3] if item.tag == "N"), "") in OCCASIONS


def numbered(clause: Clause, text: str) -> tuple[int, int] | None:
    """The value of "the 25th attack since October", a total beside the attack that reaches it; and where the attack is
    named."""
    items = clause.items
    heads = [
        at for at, item in enumerate(items) if item.tag == "N" and item.head.low.rpartition(" ")[2] in EACH | ATTACKS
    ]
    fewest = 3 if STRETCH.search(text.lower()) else MANY
    orders = [one for one in find_ordinals(text) if one.value >= fewest]
    again = next((one.value for one in orders if text[one.end :].startswith(" time ")), None)
    verb = next(
        (at for at, one in enumerate(items) if one.tag == "T" and one.trigger and one.trigger.kind == "attack"), -1
    )
    if again is not None and verb >= 0:
        return again, verb  # "struck for the 40th time this year"
    rows = [(one, at) for at in heads if fewest < MANY or told_as_nth(items, at) for one in orders]
    for one, at in rows:
        first = items[at - 1 if at and items[at - 1].tag == "N" else at].start
        if first <= one.start < items[at].end:
            return one.value, at
    for one, at in rows:
        told = items[at + 2] if at + 2 < len(items) and items[at + 1].low in TOLD_BY else None
        if told and told.start <= one.start and one.end == told.end:
            return one.value, at  # "the attack was the 25th"
    return None


MANY = 10  # from which on a number tells that attacks are counted: "conducted its 20th strike"


def told_as_nth(items: Sequence[Item], at: int) -> bool:
    """Whether a verb says which of its kind an attack is: "it was the 14th attack", "marking the 21st strike"."""
    verb = governor(items, at)
    return (
        verb >= 0
        and items[verb].tag in "VTX"
        and (items[verb].low in SUPPORT or items[verb].low.startswith(("mark", "see")))
    )


TOLD_BY = frozenset(["was", "were", "is", "marks", "marked", ","])


def hit_in_all(clause: Clause, text: str) -> tuple[NumberHit, int] | None:
    """The total of "brings to 53 the number of ships struck by A", and where the verb of the attack stands."""
    items = clause.items
    for at in range(4, len(items)):
        trigger = items[at].trigger
        harmed = trigger is not None and trigger.frame == "harm"  # "to 40 the number of Kenyans killed"
        if items[at].tag == "T" and trigger and trigger.form == "ed" and not harmed and items[at - 1].tag == "N":
            number = standing_at(clause, at - 1, find_numbers(text)) if items[at - 2].low == "of" else None
            if number and not PEOPLE & {unit.low for unit in items[at - 1].units}:
                return number, at
    return None


PEOPLE = frozenset("people civilians soldiers troops children women men policemen journalists members".split())
