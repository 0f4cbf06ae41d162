"""Outcomes: what tells that an attack named by a noun took place: verbs of doing and of harm, tolls."""

from collections.abc import Sequence

from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import governor

SUPPORT = frozenset(
    (
        "carried carry carries carrying launched launch launches launching conducted conduct conducts conducting "
        "staged stages stage mounted mounts mount made perpetrated committed led executed waged unleashed ordered "
        "stepped initiated initiates "
        "intensified intensifies escalates resumes "
        "resumed continued continue continues repelled saw opened reported report reports confirmed "
        "faced faces facing suffered survived escaped witnessed recorded kept triggered began started sustained "
        "hit used including include claimed claims said announced detected monitored launched blamed unleashing "
        "exchanged exchange exchanges exchanging traded trades trading "
        "staging mounting expanded escalated sparked prompted experienced endured foiled is was were been be are"
    ).split()
) | {"steps up"}


SUFFER = frozenset("suffered survived faced faces facing escaped experienced endured sustained saw witnessed".split())


QUANTITY = frozenset(
    (
        "series sequence wave waves spate string number round rounds barrage volley dozens scores hundreds hail surge "
        "rash flurry succession onslaught campaign kind type lot slew batch handful swarm volleys barrages salvos "
        "salvoes swarms batches incidents instances"
    ).split()
)


INCIDENTS = frozenset(["incidents", "instances"])  # of attacks


COUNTED = frozenset(
    (
        "series wave waves spate string number rounds dozens scores hundreds surge rash flurry succession campaign "
        "uptick increase slew"
    ).split()
)


RANKED = frozenset("worst deadliest biggest largest bloodiest boldest most".split())


RESULT = frozenset(
    (
        "killed kills kill killing killings wounded wounds wound wounding injured injures injure injuring left "
        "leaves leaving hit hits struck strikes targeted targets took happened occurred came comes caused causing "
        "causes destroyed destroys damaged damages rocked began lasted claimed continued continue targeting "
        "destroying damaging set resulted ripped forced tore came took sparked triggered prompted follows followed "
        "sent flattened leveled levelled landed hitting died dead broke erupted erupt ensued ignited ignites "
        "igniting gutted wrecked shattered razed"
    ).split()
)


def outside(items: Sequence[Item], back: int) -> int:
    """What governs the whole phrase where a quantity stands before the noun: "launched" in "launched a wave of
    strikes"."""
    if back > 0 and items[back].low == "of" and items[back - 1].low in QUANTITY:
        return governor(items, back - 1)
    return back


def results(items: Sequence[Item], index: int, back: int) -> bool:
    """Whether the noun with its phrases is the subject of a verb of harm: "clashes between A and B killed"."""
    if back >= 0 and items[back].tag in "PVT":
        return False
    for item in items[index + 1 :]:
        if item.tag in "VT":
            return item.low in RESULT
        if item.tag in "RS;:B":
            return False
    return False


TOLL = frozenset(
    "killed kills killing wounded injured dead died wounding injuring deaths casualties toll damaged destroyed".split()
)


def toll_here(items: Sequence[Item], index: int) -> bool:
    """Whether somebody was killed or hurt within a few words of the noun."""
    near = items[max(0, index - 6) : index + 7]
    return any(unit.low in TOLL for item in near for unit in item.units)


def supported(items: Sequence[Item], back: int, ahead: int) -> bool:
    """Whether a verb says that it took place: "launched an attack", "the attack killed"."""
    if back >= 0 and items[back].tag in "VT" and items[back].low in SUPPORT:
        return True
    return ahead >= 0 and tells_result(items[ahead])


MOVED = frozenset(["shaken", "shook"])  # as a nation is by what it hears


def tells_result(item: Item) -> bool:
    """Whether a verb tells what an attack did: "killed", "rocked", or a verb of attacking."""
    violent = item.tag == "T" and item.trigger is not None and item.trigger.kind == "attack" and item.low not in MOVED
    return violent or (item.tag in "VT" and item.low in RESULT)


def counted_dead(items: Sequence[Item], link: int) -> bool:
    """Whether those who were killed are counted: "the bodies of nine farmers killed by rebels", "the number of people
    killed in a blast"."""
    noun = items[link - 3].head.low
    struck = [item.trigger for item in items[link + 2 : link + 3] if items[link + 1].low == "in"]
    return noun in ("bodies", "corpses") or (noun == "number" and any(struck))
