"""Day owners: whose a day is that stands in a sentence but is not the event's; `OWNERS` below lists them."""

import datetime
from collections.abc import Callable, Sequence

from streams.analysis.actors.clauses import Clause
from streams.analysis.days.days import DayHit
from streams.analysis.status.retrospect import at_a_grave, linked, reduced
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import governor, previous


def beside(at: Item, hit: DayHit) -> bool:
    """Whether a day stands right before a word, in its phrase, or right behind it: "the attack on 22 September"."""
    return 0 <= at.start - hit.end < 30 or at.start <= hit.start < at.end or 0 <= hit.start - at.end < 3


def item_of(items: Sequence[Item], hit: DayHit) -> int:
    """Where a day stands among the items; -1 where it is part of another."""
    return next((at for at, item in enumerate(items) if item.tag == "Y" and item.start <= hit.start < item.end), -1)


def dates_another(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day stands right before another attack or meeting: "the Oct. 7 attack" in a sentence about a strike."""
    if hit.role != "modifier":
        return False
    following = (at for at, item in enumerate(clause.items) if item.end > hit.end and not describes(item))
    at = next(following, -1)
    if at < 0 or at == finding.at:
        return False
    if clause.items[at].tag == "N" and clause.items[at].head.low in ATROCITIES and at > finding.at:
        return not within(clause, finding, at)
    if clause.items[at].tag == "N" and any(unit.low in MEDIA for unit in clause.items[at].units):
        return True
    if clause.items[at].trigger is None:
        return False
    own = beside(clause.items[finding.at], hit) and clause.items[at].tag != "N"  # "the bombing on 14 June killed"
    return not own and not within(clause, finding, at)


def describes(item: Item) -> bool:
    """Whether a word stands before the noun that it describes: "Saturday's unprecedented attack"."""
    return item.low.endswith("'s") or (item.tag == "V" and item.low.endswith("ed") and item.trigger is None)


MEDIA = frozenset(
    "broadcast show programme program edition episode briefing newsletter podcast bulletin newspapers papers".split()
)
ATROCITIES = frozenset("atrocities horrors events carnage bloodbath tragedy bloodshed".split())


def within(clause: Clause, finding: Finding, noun: int) -> bool:
    """Whether a finding tells what happened in the attack that the noun names: "killed in their 7 October attack"."""
    back = governor(clause.items, noun)
    if back == finding.at and clause.items[noun - 1].low.startswith(("in ", "during ")):
        return True
    inside = back >= 0 and clause.items[back].low in ("in", "during", "by")
    return inside and previous(clause.items, back, frozenset("AGYNP")) == finding.at


def told_behind(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day closes the phrase of an attack that is only answered: "seeking vengeance for an attack by A on 7
    October, B has bombed"."""
    items = clause.items
    day = item_of(items, hit)
    if day < 0 or day >= finding.at or not any(item.tag in "VTH" for item in items[day + 1 : finding.at]):
        return False
    noun = next(
        (at for at in range(day - 1, -1, -1) if items[at].trigger is not None or items[at].tag not in "PNA"), -1
    )
    named = noun >= 0 and items[noun].tag == "N" and items[noun].trigger is not None
    return (
        named and governor(items, noun) >= 0 and items[governor(items, noun)].low in ("for", "to", "after", "following")
    )


def of_attack(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day opens or closes the phrase of an attack in a sentence about a contact: "freed those taken in the
    raid of 7 October after A brokered talks with B"."""
    items = clause.items
    day = next((at for at, item in enumerate(items) if item.tag == "Y" and item.start <= hit.start < item.end), -1)
    ahead = items[day + 1].trigger if 0 <= day < len(items) - 1 else None
    if ahead is not None and ahead.kind == "attack" and items[day + 1].tag == "N":
        return True
    noun = next((at for at in range(day - 1, -1, -1) if items[at].tag not in "PAY" and items[at].trigger), -1)
    trigger = items[noun].trigger if noun >= 0 else None
    if trigger is None or trigger.kind != "attack" or any(item.tag in "VTXHS;R" for item in items[noun + 1 : day]):
        return False
    return day < finding.at or clause.cast.day - hit.date > LONG


LONG = datetime.timedelta(days=4)


def closes_another(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day stands in the phrase of another contact that is only spoken of, "discussed a visit next year", or
    in a clause that a semicolon, "who" or "while" parts from this one."""
    items = clause.items
    day = next((at for at, item in enumerate(items) if item.tag == "Y" and item.start <= hit.start < item.end), -1)
    if day < 0:
        return False
    low, high = sorted((day, finding.at))
    if any(item.tag == ";" for item in items[low:high]):
        return True
    if day < finding.at and finding.status.modality == "occurred" and maybe(items, day, finding.at):
        return True
    between = items[finding.at : day]
    told = any(item.low in ("who", "which", "while", "whereas", "where") for item in between)
    if told and any(item.tag in "VTX" for item in between[1:]) and not beside(items[finding.at], hit):
        return True
    if day < finding.at + 2:
        return False
    noun, before = items[day - 1], items[day - 2]
    trigger = noun.trigger if noun.tag == "N" else None
    return trigger is not None and trigger.kind == "outreach" and before.low in TOPICAL


def maybe(items: Sequence[Item], day: int, at: int) -> bool:
    """Whether a day is of what only may be, in the clause before: "A could come on Thursday as B visits C"."""
    link = next((one for one in range(day + 1, at) if items[one].tag == "S"), -1)
    return link > 0 and any(item.low in ("could", "may", "might") for item in items[:day])


TOPICAL = frozenset(["about", "regarding", "concerning", "on", "over", "ahead of", "before", "for"])


def of_main_verb(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day tells when something else befell those whom a participle describes: "women taken hostage by A were
    released on Monday"."""
    items = clause.items
    if finding.trigger.pos != "verb":
        return finding.status.describes  # "the man who led the raid was killed on Monday"
    between = [at for at in range(finding.at + 1, len(items) - 1) if items[at].end <= hit.start]
    if in_relative(items, finding.at) and any(items[at].tag == "V" and items[at].low not in SAYING for at in between):
        return True
    if not reduced(items, finding.at) and not who_did(items, finding.at):
        return False
    return any(items[at].tag in "XH" and items[at + 1].tag == "V" for at in between)


def who_did(items: Sequence[Item], at: int) -> bool:
    """Whether a verb tells of those behind it: "gunmen who killed six were hanged on Monday"."""
    return at > 1 and items[at - 1].tag == "R" and items[at - 1].low == "who" and items[at - 2].tag == "N"


def of_reaction(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day is that of what is done about an attack: "was in shock on Tuesday over the killing of", "walked the
    site today and has the latest on the massacre"."""
    items, day = clause.items, item_of(clause.items, hit)
    back = governor(items, finding.at) if finding.trigger.pos == "noun" else -1
    if 0 <= day < finding.at and any(item.low in BLAMING for item in items[max(0, day - 1) : finding.at]):
        return True  # "on Friday condemned the attack"
    if not 0 <= day < back:
        return False
    noun = items[back - 1].tag == "N" and items[back - 1].head.low in ACCOUNTS
    about = items[back].low in ("over", "about") or (items[back].low in ("on", "of", "from", "for") and noun)
    blamed = items[back].low == "for" and any(unit.low in BLAMING for item in items[:back] for unit in item.units)
    return blamed or (about and any(one.tag in "VXTH" for one in items[:back]))


ACCOUNTS = frozenset("latest details report account news story footage video film update".split())
BLAMING = frozenset("blame blamed blames blaming condemn condemned condemns condemning denounced".split())


def of_showing(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day is that on which an attack was shown: "is seen in a film screened for diplomats on Friday"."""
    items, day = clause.items, item_of(clause.items, hit)
    verb = next((at for at in range(day - 1, max(-1, day - 7), -1) if items[at].tag in "VTSR;"), -1)
    return verb >= 0 and not verb <= finding.at < day and items[verb].low in SHOWN


SHOWN = frozenset(
    "shown screened aired broadcast published released posted shared circulated uploaded displayed unveiled printed "
    "toured visited walked inspected".split()
)


def of_rise(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day is that on which a toll rose: "the toll from a bombing in Quetta rose to 15 on Saturday"."""
    items, day = clause.items, item_of(clause.items, hit)
    verb = next((at for at in range(day - 1, finding.at, -1) if items[at].tag in "VTW"), 0)
    return items[verb].low in ROSE and any(item.head.low in ("toll", "number") for item in items[:verb])


ROSE = frozenset(
    "rose risen climbed jumped increased grew grown reached passed exceeded topped stood surpassed soared hit".split()
)


def in_relative(items: Sequence[Item], at: int) -> bool:
    """Whether a passive verb stands in "whose sons were kidnapped", behind which the main clause goes on."""
    back = previous(items, at)
    return back > 0 and items[back].tag == "N" and items[back - 1].low == "whose"


def ahead_of_link(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day stands in the clause before an attack that has a day of its own: "is seen on Sunday, after it was
    wrecked in a raid on Friday", "held funerals on Friday for those killed the previous day", "vowed revenge on Friday
    for a raid on Monday"."""
    items = clause.items
    day, link = item_of(items, hit), linked(items, finding.at)
    back = governor(items, finding.at) if link is None and finding.trigger.pos == "noun" else -1
    link = back if back > 0 and items[back].low in ("for", "over", "about") else link
    if link is None or not 0 <= day < link or items[link].low in AT_ONCE:
        return False
    return any(items[at].tag == "Y" and items[at - 1].low not in SAYING for at in range(link, len(items)))


def of_answered(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day closes the phrase of an attack that the one before it answers: "struck camps in response to an
    attack on its army by the rebels on 7 October", "to the death of its men in a raid on Monday"."""
    items = clause.items
    day = item_of(items, hit)
    noun = next((at for at in range(day - 1, finding.at, -1) if items[at].tag not in "PNA" or attacks(items[at])), -1)
    if noun <= finding.at or items[noun].tag != "N" or not attacks(items[noun]):
        return False
    back = governor(items, noun)
    while back > finding.at and items[back].low in ("in", "of", "by", "during"):
        back = governor(items, back - 1)
    return back > finding.at and items[back].low.split()[-1] in ANSWERING


ANSWERING = frozenset("to for following after amid over against despite".split())


def attacks(item: Item) -> bool:
    return item.trigger is not None and item.trigger.kind == "attack"


def of_side_clause(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day closes a clause of its own before a comma: "the town, held since rebels took it a week ago, was
    shelled"."""
    items = clause.items
    day = item_of(items, hit)
    if day < 0 or day + 1 >= min(finding.at, len(items) - 1) or items[day + 1].tag != ",":
        return False
    if not any(item.tag in "VTXHM" for item in items[day + 2 : finding.at + 1]):
        return False
    opens = next((at for at in range(day - 1, -1, -1) if items[at].tag in "SR" and items[at].low not in AT_ONCE), -1)
    return opens > 0 and items[opens - 1].tag != "V" and any(item.tag in "VTX" for item in items[opens + 1 : day])


AT_ONCE = frozenset(["as", "when", "while"])  # so that the day is that of both


def names_somebody(clause: Clause, hit: DayHit) -> bool:
    """Whether a day only says of which day somebody is known: "killed the 11 September mastermind"."""
    behind = next((item for item in clause.items if item.start >= hit.end), None)
    return hit.role == "modifier" and behind is not None and behind.head.low in KNOWN_BY


KNOWN_BY = frozenset(
    "mastermind masterminds planner planners survivor survivors victim victims attacker attackers hostage hostages "
    "terrorist terrorists gunman gunmen".split()
)


def describes_another(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day stands before a noun far from the finding: "the Monday talks"."""
    return hit.role == "modifier" and not beside(clause.items[finding.at], hit)


def of_the_grave(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day is that on which the dead were buried."""
    return hit.end <= clause.items[finding.at].start and at_a_grave(clause, finding)


def of_later_death(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day is that on which somebody died of the wounds: "wounding one who succumbed on Thursday"."""
    return any(item.low in SUCCUMBED for item in clause.items[finding.at + 1 : item_of(clause.items, hit)])


SUCCUMBED = frozenset("succumbed succumbs succumbing".split())


NEVER, FAR, APART = 1000, 450, 150  # letters
# Whose a day is, if not the event's, and how far that puts it away; the first that holds.
OWNERS: tuple[tuple[Callable[[Clause, Finding, DayHit], bool], int], ...] = (
    (dates_another, NEVER),
    (describes_another, APART),
    (of_rise, NEVER),
    (told_behind, FAR),
    (of_main_verb, FAR),
    (of_answered, FAR),
    (of_side_clause, FAR),
    (ahead_of_link, FAR),
    (of_reaction, FAR),
    (of_showing, FAR),
    (of_the_grave, FAR),
    (of_later_death, FAR),
)


def owned_by_another(clause: Clause, finding: Finding, hit: DayHit) -> int:
    """How many letters farther a day is for being that of something else; 0 if it is nobody's."""
    return next((letters for owns, letters in OWNERS if owns(clause, finding, hit)), 0)
