"""Habits: what goes on and on, and what is done to people in general, is no attack of a day."""

import re
from collections.abc import Sequence

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import weapon_here_strict
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import governor
from streams.analysis.tallies import RISING

# Those who are meant in general: nobody counts them, and the sentence names nobody of them.
GENERAL = frozenset(
    (
        "people population populations civilians civilian public nation country citizens society community communities "
        "humanity peoples children women youth workers peasants students villages towns cities neighborhoods "
        "neighbourhoods areas judges journalists newsmen leaders anyone someone others innocents homes houses sectors "
        "opponents opposition dissidents enemies enemy"
    ).split()
)
WHOLE = frozenset("people population populations public nation country citizens society humanity peoples".split())
HABIT = frozenset(
    "always often constantly continually repeatedly regularly systematically indiscriminately daily every".split()
)


def ongoing(items: Sequence[Item], finding: Finding) -> bool:
    """Whether a verb tells what is done again and again: "they are murdered", "the rebels continue killing"."""
    at, form = finding.at, finding.trigger.form
    helper = next((item.low for item in reversed(items[max(0, at - 3) : at]) if item.tag in "XH"), "")
    habit = (
        form == "ed" and helper in ("are", "being") and any(item.low == "are" for item in items[max(0, at - 4) : at])
    )
    habit = habit or (form in ("s", "base") and daily(items[at + 1 :]))
    if form != "ing" or not at:
        return habit
    stepped = items[at - 1].low == "by" and any(item.low in GROWN for item in items[max(0, at - 10) : at])
    return habit or stepped or items[at - 1].low in ("continue", "continues", "keep", "keeps")


def daily(items: Sequence[Item]) -> bool:
    """Whether it is told how often something is done: "daily", "almost every day"."""
    words = [unit.low for item in items for unit in item.units]
    return "daily" in words or bool(EVERY.search(" ".join(words)))


EVERY = re.compile(r"\bevery (?:day|night|week|month)\b")


GROWN = frozenset("increased intensified escalated stepped expanded".split())  # "increased their actions by killing"


def in_general(clause: Clause, finding: Finding, *, placed: bool) -> str:
    """Whether an attack that goes on is on people or places in general: "they are bombing the cities"; one on a whole
    people without a place is never one attack."""
    items, at = clause.items, finding.at
    done = perfect(items, at) and finding.trigger.form != "ing"
    loosely = ((done or under_way(items, at)) and not placed) or beset(items, at)
    if finding.trigger.pos == "noun" and not finding.targets:
        return "a campaign in general" if finding.plural and has_launched(items, at) else ""
    if not finding.targets or not all(general(one, loosely=loosely) for one in finding.targets):
        return ""
    if not placed and all(one.actor.text.lower().split()[-1] in WHOLE for one in finding.targets):
        return "an attack on a people"
    if finding.trigger.pos == "noun":
        recent = any(unit.low == "recent" for unit in items[at].units)
        loose = (finding.plural and (recent or not finding.supported)) or beset(items, at)
    else:
        loose = not weapon_here_strict(clause) and going_on(items, finding)
    return "a campaign in general" if loose else ""


def under_way(items: Sequence[Item], at: int) -> bool:
    """Whether a verb stands in the progressive: "are raiding", "are being raided"."""
    before = items[at - 1].low if at else ""
    return before == "being" or (items[at].low.split()[0].endswith("ing") and before in ("are", "is"))


def has_launched(items: Sequence[Item], at: int) -> bool:
    """Whether somebody is said to attack again and again, and nobody to be hit: "has carried out attacks"."""
    back = governor(items, at)
    counted = any(unit.tag == "#" for unit in items[at].units)
    return back > 0 and not counted and items[back].tag in "VT" and perfect(items, back)


def stepped_up(items: Sequence[Item], at: int) -> bool:
    """Whether somebody is said to attack more than before: "have stepped up their raids this year"."""
    back = governor(items, at)
    return back > 0 and items[back].low in GROWN and perfect(items, back)


def beset(items: Sequence[Item], at: int) -> bool:
    """Whether people "are under attack"."""
    return at > 1 and items[at - 1].low == "under" and items[at - 2].low in ("are", "be")


def general(one: Mention, *, loosely: bool) -> bool:
    """Whether a mention counts nobody and names nobody; if `loosely`, also where it is of things: "trawlers"."""
    words = one.actor.text.lower().split()
    if not words or any(word[:1].isdigit() or word in NUMBERS for word in words):
        return False
    nameless = one.actor.id is None or one.role == "shipping"
    bare = nameless and one.plural and not one.definite and one.actor.text[1:].islower()
    return words[-1] in GENERAL or (loosely and bare and one.role in LOOSE)


LOOSE = frozenset(["civil", "site", "shipping", "organisation"])


NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens scores hundreds several "
    "another".split()
)


def going_on(items: Sequence[Item], finding: Finding) -> bool:
    """Whether a verb stands in the present, the progressive or the perfect."""
    form = finding.trigger.form
    before = [item.low for item in items[max(0, finding.at - 3) : finding.at]]
    if form == "ing":
        return True
    return form in ("base", "s") or perfect(items, finding.at) or bool(HABIT & set(before))


def perfect(items: Sequence[Item], at: int) -> bool:
    """Whether "have" or "has" stands before a verb."""
    return any(item.tag == "H" and item.low in ("have", "has") for item in items[max(0, at - 4) : at])


def changing(items: Sequence[Item], index: int) -> bool:
    """Whether it is told that attacks grow more or fewer: "an increase in attacks", "attacks reach a record"."""
    back = governor(items, index)
    grown = back > 0 and items[back].low == "in" and items[back - 1].head.low in CHANGES
    ahead = {unit.low for item in items[index + 1 : index + 5] for unit in item.units}
    return grown or (items[index].head.low.endswith("s") and bool(ahead & PEAKS) and bool(ahead & RISING))


CHANGES = frozenset("increase rise surge spike uptick upsurge escalation jump drop decline decrease fall".split())
PEAKS = frozenset("record highest high level levels".split())
