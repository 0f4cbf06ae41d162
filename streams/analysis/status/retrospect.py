"""Retrospect: whether an attack is told as news, or only called to mind by a clause that is about something else."""

import datetime
from collections.abc import Sequence

from streams.analysis.actors.clauses import Clause
from streams.analysis.days.days import DayHit
from streams.analysis.status.outcomes import counted_dead
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.participles import worn
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.relatives import over_relative
from streams.analysis.syntax.scenes import scene_verb
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import governor, passive, previous

RECENT = datetime.timedelta(days=2)
LINKING = frozenset("after since when as because while before where following once ever-since amid".split())
# Verbs of harm and alarm: what follows an attack at once, so that "after" still tells the attack as news.
SUFFERED = frozenset(
    (
        "killed kills kill died dies die dying wounded injured hurt dead damaged destroyed evacuated fled "
        "flee flees missing "
        "hospitalised hospitalized rushed caught burned burning collapsed crashed suffered left sounded "
        "closed trapped lost "
        "perished buried broke erupted shut ablaze cut derailed sank halted ended happened occurred came took began "
        "pulled dug combed rescued "
        "unharmed unhurt unscathed uninjured exploded detonated leaving injuring wounding killing "
        "collapses sinks burns explodes treated torched razed searching hunting survived survives escaped escapes"
    ).split()
)
TOLD_THAT = frozenset("reports report claims claim allegations news statement belief fears evidence".split())


def recalled(clause: Clause, finding: Finding) -> str:
    """The cue that makes an attack a mention in passing: the word that links its clause to one about something else."""
    items = clause.items
    link = linked(items, carrier(items, finding))
    if link is None:
        return ""
    if items[link + 1 : link + 2] and items[link + 1].low == "being" and not clause.cast.heading:
        return ""  # A report without a headline is about what it tells.
    low = items[link].low
    if low == "when" and began(items, link):
        return "began when"
    if (low == "after" and went_off(items, finding)) or (low == "when" and scene_verb(items[:link]) >= 0):
        return ""
    if low in ("after", "since") and (opened(items, finding) or let_go(items[:link], finding)):
        return low
    if low == "since" or (link == finding.at and bereaved(items, link)):
        return low
    if link == finding.at and link > 2 and counted_dead(items, link):
        return ""
    counted = items[link - 1].head.tag == "#"  # "a family of five killed in a raid"
    if link == finding.at and link > 1 and items[link - 2].low in ("of", "for", "with", "to", "about") and not counted:
        return items[link].low
    if any(harmful(item) for item in items[:link]) or (items[link].tag == "R" and hurled(items, link)):
        return ""
    if clause.title and link == finding.at and any(item.tag == "V" and item.low in WANTING for item in items[link:]):
        return low
    others = main_verbs(items, link, finding.at)
    if clause.title and link == finding.at:  # "Two soldiers killed in raid, minister vows revenge"
        others = [at for at in others if items[at - 1].tag in "XHM"]
    if others:
        at_once = finding.trigger.pos == "verb" and low in ("as", "while") and any(warlike(items[at]) for at in others)
        return "" if at_once or any(harmful(items[at]) for at in others) else low
    return low if link < finding.at and unsaid(items[:link]) else ""


def went_off(items: Sequence[Item], finding: Finding) -> bool:
    """Whether it is first told what went off, so that it is news what followed: "was shut after a bomb exploded"."""
    things = subject(items, finding.at) if finding.trigger.frame == "burst" else []
    return any(items[at].units[0].low in ("a", "an") or items[at].units[0].tag == "#" for at in things)


def began(items: Sequence[Item], link: int) -> bool:
    """Whether it is only said what a war began with: "the war that began when rebels stormed the capital"."""
    verb = next((at for at in range(link - 1, max(0, link - 5), -1) if items[at].low in BEGUN), 0)
    return bool(verb) and any(item.head.low in WARS for item in items[max(0, verb - 3) : verb])


def opened(items: Sequence[Item], finding: Finding) -> bool:
    """Whether an attack is only the beginning of many: "were trapped after the army began its air strikes"."""
    back, head = governor(items, finding.at), items[finding.at]
    own = head.units[0].low in ("its", "their") and head.low.endswith("s") and finding.trigger.pos == "noun"
    return own and back > 0 and items[back].low in ("began", "begun", "started")


def let_go(left: Sequence[Item], finding: Finding) -> bool:
    """Whether those who were taken are told to be free: "a soldier rescued after being captured"."""
    return finding.trigger.frame == "seize" and any(item.low in FREED for item in left)


FREED = frozenset("rescued freed released found returned escaped recovered liberated reunited rescue".split())
BEGUN = frozenset("began begun started erupted ignited".split())
WARS = frozenset("war wars conflict crisis".split())


WANTING = frozenset("wants hopes returns recovers thanks remembers urges wins receives walks marries".split())


def bereaved(items: Sequence[Item], link: int) -> bool:
    """Whether the kin of somebody killed do or say something: "the father of a girl killed in the raid tells"."""
    kin = items[0].head.low in KIN and len(items) > 1 and items[1].low == "of"
    return kin and any(
        items[at].tag in "VT" and (items[at - 1].tag in "N," or items[at].low in SAYING)
        for at in range(link + 1, len(items))
    )


KIN = frozenset("father mother parents widow widower wife husband son daughter sister brother family families".split())


def unsaid(left: Sequence[Item]) -> bool:
    """Whether the clause before the link tells something of its own, with a verb that the reader does not know."""
    words = sum(len(item.units) for item in left if item.tag in "NVP")
    return words > 2 and not any(item.tag == "V" and item.low in SAYING for item in left)


def carrier(items: Sequence[Item], finding: Finding) -> int:
    """The verb that an attack named after "in" belongs to: "those killed in an air strike"; else the attack itself."""
    if finding.trigger.pos != "noun":
        return finding.at
    back = governor(items, finding.at)
    verb = previous(items, back) if back > 0 and items[back].low in ("in", "by", "during") else -1
    return verb if verb >= 0 and items[verb].tag == "T" else finding.at


def harmful(item: Item) -> bool:
    """Whether a main clause tells of harm, which the attack in its side clause did, or of the fighting it was in."""
    fought = item.tag == "N" and any(unit.low in FIGHTING | HAVOC for unit in item.units)
    return (
        fought
        or item.low.rpartition(" ")[2] in SUFFERED
        or (item.trigger is not None and item.trigger.frame in ("harm", "burst"))
    )


FIGHTING = frozenset("fighting clashes clash combat battle battles gunfight firefight shooting shoot-out".split())


HAVOC = frozenset(
    "smoke blaze flames rubble debris wreckage explosion explosions sirens firefighters rescuers blackout".split()
)


def warlike(item: Item) -> bool:
    """Whether a main verb tells of an attack itself, so that what was "as" it happened is news, too."""
    return item.trigger is not None and item.trigger.kind == "attack"


def hurled(items: Sequence[Item], relative: int) -> bool:
    """Whether a relative clause goes on with what was fired or used: "hurled grenades that fell on a shop", "hit
    back on Monday with a bomb that killed six"."""
    launch = items[relative - 2].trigger if relative > 1 else None
    senses = items[relative - 1].head.senses if relative > 2 and items[relative - 2].low == "with" else None
    weapon = senses is not None and senses.noun is not None and senses.noun.role == "weapon"
    return (launch is not None and launch.frame == "fire") or (weapon and items[relative - 3].tag == "Y")


def linked(items: Sequence[Item], index: int) -> int | None:
    """The subordinator, relative or participle that ties the clause of `index` to another one."""
    if items[index].tag == "T" and reduced(items, index):
        return index
    verbs = 0
    for at in range(index - 1, -1, -1):
        item = items[at]
        if item.tag in (";", ":", ".", "B"):
            return None
        if item.tag == "S" and item.low in LINKING and not shut(items, at, index):
            comma = item.low == "as" and any(one.tag == "," for one in items[at:index])
            gerund = at + 1 < len(items) and items[at + 1].low.endswith("ing") and items[at + 1].low != "being"
            if not comma and not gerund and not (at and worn(items, at - 1)):
                return at
        if item.tag == "R" and not complement(items, at) and not closed(items, at, index):
            return at
        verbs += item.tag in "VT" and item.low not in SAYING
        if verbs > 1:
            return None
    return None


def closed(items: Sequence[Item], relative: int, index: int) -> bool:
    """Whether a relative clause has ended before a verb: "the monks who lived there were killed"."""
    verb = next((at for at in range(relative + 1, index) if items[at].tag in "VT"), index)
    set_off = relative > 0 and items[relative - 1].tag == ","
    if set_off and in_commas(items, relative, index):
        return True  # "X, who had no guards, was shot"
    if set_off and any(items[at].tag == "," and items[at + 1].tag == "C" for at in range(relative, index)):
        return True  # "a raid, that killed two, and a bombing"
    return over_relative(items, verb, index) >= 0


def in_commas(items: Sequence[Item], relative: int, index: int) -> bool:
    """Whether a comma stands between a relative clause with a verb of its own and the auxiliary of another one."""
    helper = index
    while items[helper - 1].tag in "XHG":
        helper -= 1
    own = any(item.tag in "VTXHM" for item in items[relative + 1 : helper - 1])
    return own and helper < index and items[helper - 1].tag == ","


def shut(items: Sequence[Item], link: int, index: int) -> bool:
    """Whether a comma ends what a linking word opens before any verb: "hours before the vote, a blast damaged"."""
    comma = next((at for at in range(link, index) if items[at].tag == ","), -1)
    return comma > 0 and not any(item.tag in "VTXHM" for item in items[:comma])


def reduced(items: Sequence[Item], index: int) -> bool:
    """Whether a participle stands right behind the noun it describes: "a teacher killed last week", "hostages taken
    by"."""
    return passive(items, index) and index > 0 and items[index - 1].tag in ("N", ",")


def at_a_grave(clause: Clause, finding: Finding) -> bool:
    """Whether an attack is named by those who bury its dead: "buried relatives killed in a raid"."""
    items, at = clause.items, carrier(clause.items, finding)
    back = governor(items, finding.at)
    those = back > 0 and items[back - 1].tag == "N" and items[back - 1].head.low == "killed"
    near = items if any(one.low == "anniversary" for one in items[at:]) else items[:at]  # "the victims marked its"
    return (reduced(items, at) or those) and any(unit.low in GRAVES for one in near for unit in one.units)


GRAVES = frozenset(
    (
        "bury buries buried burying burial burials funeral funerals mourn mourns mourned mourning mourners vigil "
        "vigils tribute tributes anniversary commemorate commemorates commemorated commemorating honoured honored "
        "remembered"
    ).split()
)


def complement(items: Sequence[Item], at: int) -> bool:
    """Whether "that" opens what somebody says, and no relative clause."""
    if items[at].low != "that":
        return False
    before = previous(items, at, frozenset("AY"))
    if before > 1 and items[before].tag == "N" and items[before - 1].low == "from":
        return items[before - 2].low in LEARNING  # "it was learned from officials that"
    return before >= 0 and (items[before].tag in "VTXW" or items[before].low in TOLD_THAT)


LEARNING = frozenset("learned learnt known heard established".split())


def main_verbs(items: Sequence[Item], link: int, index: int) -> list[int]:
    """The verbs of the clause that governs: left of the link, else right of the side clause; those of saying left
    out."""
    left = [at for at in range(link) if telling(items[at])]
    if left:
        return left
    seized = items[index].trigger is not None and items[index].trigger.frame == "seize"  # type: ignore[union-attr]
    relative = items[link].tag == "R"
    return [
        at
        for at in range(index + 1, len(items))
        if (telling(items[at]) or (seized and items[at].tag == "V"))
        and (finite(items, at, index) or (relative and items[at - 1].tag == "N"))
    ]


def telling(item: Item) -> bool:
    return item.tag in "VT" and item.low not in SAYING


def finite(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a verb to the right begins the main clause: an auxiliary or a new subject stands before it."""
    if items[at - 1].tag in "XHM":
        return True
    return items[at - 1].tag == "N" and any(item.tag == "," for item in items[index + 1 : at])


def unspoken(left: Sequence[Item]) -> bool:
    """Whether the clause before "when" tells something, and not what somebody says."""
    return not any(item.tag == "V" and item.low in SAYING for item in left)


def recent_inside(clause: Clause, finding: Finding, days: Sequence[DayHit], anchor: datetime.date) -> bool:
    """Whether the side clause itself carries a day of the last two days."""
    link = linked(clause.items, finding.at)
    when = link is not None and link > 1 and clause.items[link].low == "when" and unspoken(clause.items[:link])
    start = clause.items[link].start if link is not None and not when else 0
    return any(
        day.start >= start and day.precision == "day" and day.date is not None and anchor - day.date <= RECENT
        for day in days
    )
