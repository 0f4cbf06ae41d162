"""Participles: whether a form in -ed or -ing describes the noun before it, and is no verb of the clause."""

from collections.abc import Sequence

from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import passive


def worn(items: Sequence[Item], at: int) -> bool:
    """Whether a participle only says how somebody looks or is armed: "men dressed as guards opened fire"."""
    return items[at].low in BEARING and items[at - 1].tag == "N"


BEARING = frozenset(
    "armed equipped wearing carrying dressed disguised clad posing masquerading wielding brandishing".split()
)


def presumed(items: Sequence[Item], at: int) -> bool:
    """Whether those of a group are only held to be its own: "gunmen believed to be from the group abducted"."""
    bound = at > 4 and items[at - 2].low in ("be", "belong", "linked", "affiliated")
    return bound and any(one.low in ("believed", "thought", "suspected", "said") for one in items[at - 5 : at - 3])


def sent(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a participle tells of the weapon right before it: "downed two missiles targeting the port"."""
    trigger, head = items[index].trigger, items[at].head
    named = head.senses is not None and head.senses.noun is not None and head.senses.noun.role == "weapon"
    weapon = named or head.low.endswith(("drones", "drone", "missiles", "missile", "rockets", "rocket"))
    return weapon and trigger is not None and trigger.form in ("ing", "ed") and at > 0 and items[at - 1].tag in "TV"


def describes(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a participle belongs to the noun before it: "drones aimed at the base were", "the missile fired by A
    hit"."""
    if items[at].tag == "T":
        return passive(items, at)
    by = at + 1 < len(items) and items[at + 1].low == "by"
    # Of two verbs with nothing to join them the first describes the noun: "gas released on trains killed eight".
    bare = at + 1 < len(items) and items[at + 1].tag == "P" and all(one.tag in "PNYA" for one in items[at + 1 : index])
    if items[at].low.endswith("ing"):
        return bare and items[at + 1].low != "of"
    return items[at].low.endswith("ed") and index > at and (by or bare or items[index - 1].tag in "XH")


def is_participle(item: Item) -> bool:
    """Whether a word in -ing is of a verb: not "including", "during"."""
    return item.low.endswith("ing") and item.tag != "P"


def is_gerund(item: Item) -> bool:
    """Whether a verb has the form that may take its own subject: "reports of rebels burning farms"."""
    return in_ing(item) and item.trigger is not None and item.trigger.kind == "attack"


def in_ing(item: Item) -> bool:
    return item.trigger is not None and item.trigger.form == "ing"
