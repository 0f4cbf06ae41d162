"""Syntax: what stands beside an item of a sentence: neighbours, objects, what a preposition names, what governs."""

from collections.abc import Sequence

from streams.analysis.syntax.grammar import REPLIES, SAYING
from streams.analysis.syntax.openings import armed_act
from streams.analysis.syntax.phrases import Item

PASSED = frozenset("AXHMGYs")


ENDS = frozenset(["S", "B", ";", ":", "."])


def previous(items: Sequence[Item], index: int, skip: frozenset[str] = PASSED) -> int:
    """The index of the item before, those of `skip` passed over; -1 at the start."""
    index -= 1
    while index >= 0 and items[index].tag in skip:
        index -= 1
    return index


def bracketed(items: Sequence[Item], at: int) -> int:
    """Where the brackets open that close at `at`, one before: "the six powers (A, B and C) met"; else `at`."""
    if at < 0 or items[at].tag != ")":
        return at
    return next((back - 1 for back in range(at - 1, 0, -1) if items[back].tag == "("), at)


def following(items: Sequence[Item], index: int, skip: frozenset[str] = PASSED) -> int:
    """The index of the item after, those of `skip` passed over; -1 at the end."""
    index += 1
    while index < len(items) and items[index].tag in skip:
        index += 1
    return index if index < len(items) else -1


DOERS = frozenset("it he she they we".split())


def shortened(items: Sequence[Item], index: int) -> bool:
    """Whether a verb ends a relative clause that has no relative pronoun: "the girls it abducted"."""
    if index < 2 or items[index - 1].low not in DOERS or items[index - 2].tag != "N":
        return False
    at = following(items, index, frozenset("AGY"))
    return at < 0 or items[at].tag != "N"


ABOUT = frozenset("over about around under".split())


def roughly(items: Sequence[Item], at: int) -> bool:
    """Whether a preposition only makes a number a rough one: "launched over 70 drones"."""
    return items[at].low in ABOUT and at + 1 < len(items) and items[at + 1].units[0].tag == "#"


REFLEXIVE = frozenset("himself herself itself themselves".split())


def passive(items: Sequence[Item], index: int) -> bool:
    """Whether a participle stands in the passive, full ("was attacked") or reduced ("rockets fired by")."""
    item = items[index]
    if item.trigger is None or item.trigger.form != "ed" or REFLEXIVE & set(item.low.split()):
        return False
    back = index - 1
    while back >= 0 and items[back].tag in "AG":
        back -= 1
    if back >= 0 and items[back].tag == "X":
        return items[back].low not in ("do", "does", "did")
    if back >= 0 and items[back].tag == "H":
        return False
    finding = previous(items, index, frozenset("AGY"))
    if finding > 0 and items[finding].low == "found" and items[finding - 1].tag == "X":
        return True
    ahead = index + 1
    if ahead < len(items) and items[ahead].low == "back":
        return False
    while ahead < len(items) and (items[ahead].tag in "AY" or items[ahead].low == "missing"):
        ahead += 1
    if relative_subject(items, back, index):
        return False
    if back >= 0 and group_by_name(items[back]) and (ahead >= len(items) or items[ahead].low != "by"):
        opens = back and items[back - 1].tag == "S"
        if opens or (ahead < len(items) and items[ahead].low in ("from", "to")):
            return False
    if ahead < len(items) and items[ahead].low == "by":
        return True
    if back >= 0 and armed_act(items, index, back):
        return False
    if shares_object(items, ahead) or (back >= 0 and items[back].low in DOERS):
        return False
    bare_object = ahead >= len(items) or (items[ahead].tag not in "N" and not roughly(items, ahead))
    return (
        bare_object
        and back >= 0
        and items[back].tag in ("N", ",", "C", "Y")
        and item.trigger.frame in ("harm", "act", "fire", "seize", "parry", "invite", "host")
    )


def relative_subject(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a phrase between "which" and a verb is what does it: "the depot, which the rebels shelled"."""
    return at == index - 1 and at > 1 and items[at].tag == "N" and items[at - 1].low in ("which", "that", "whom")


def group_by_name(item: Item) -> bool:
    """Whether a phrase ends in the name of an armed group, which attacks from a place more than it is attacked."""
    entry = item.head.senses.actor if item.tag == "N" and item.head.senses else None
    return entry is not None and entry.kind == "armed-group"


def shares_object(items: Sequence[Item], at: int) -> bool:
    """Whether "and" and another verb with an object follow: "kidnapped and shot a councillor"."""
    if at + 2 >= len(items) or items[at].tag != "C":
        return False
    verb = following(items, at, frozenset("A"))
    if verb < 0 or verb + 1 >= len(items) or items[verb].tag not in "TV":
        return False
    return items[verb].low.endswith(("ed", "shot", "slew")) and items[verb + 1].tag == "N"


def verb_left(items: Sequence[Item], index: int) -> int:
    """The nearest verb to the left in the same sentence, or -1."""
    for at in range(index - 1, -1, -1):
        if items[at].tag in "VT":
            return at
        if items[at].tag in (";", "."):
            return -1
    return -1


def coordinated_left(items: Sequence[Item], at: int) -> list[int]:
    """A noun phrase with those joined to it on its left: "A, B and C", "A, B, and C"."""
    found = [at]
    if at > 2 and items[at - 3].tag in "TV" and [item.low for item in items[at + 1 : at + 2]] in SINGULAR:
        return found  # "bombed A and B has shelled C"
    while at >= 2 and items[at - 1].tag == "C" and items[at - 1].low in JOINING:
        serial = "".join(item.tag for item in items[max(0, at - 5) : at - 1]) == "N,N,"
        if not serial and items[at - 2].tag != "N":
            break
        at -= 3 if serial else 2
        found.insert(0, at)
        while at >= 2 and items[at - 1].tag == "," and items[at - 2].tag == "N" and not set_before(items, at - 2):
            at -= 2
            found.insert(0, at)
    return found


JOINING = frozenset(["and", "as well as", "along with", "together with"])
SINGULAR = (["was"], ["has"], ["is"])


def two_names(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a headline opens with two names and a comma for "and": "US, UK strike targets"."""
    if at != 2 or index != 3 or items[1].tag != "," or items[3].low.endswith(("s", "ed")):
        return False
    return all(item.tag == "N" and item.head.senses and item.head.senses.named for item in (items[0], items[2]))


def set_before(items: Sequence[Item], at: int) -> bool:
    """Whether a noun phrase before a comma ends what is set before a clause: "In Havana, A and B signed"."""
    while at >= 2 and items[at - 1].tag == "C" and items[at - 2].tag == "N":
        at -= 2  # "With whoops and cheers, A and B signed"
    while at >= 1 and items[at - 1].tag in "PS":
        first = at - 2
        while first >= 0 and items[first].tag in "YA":
            first -= 1
        if first < 0 or items[first].tag in ";:." or (first == 0 and items[first].tag in "VT"):
            return True
        if items[first].tag != "N":
            return False
        at = first
    return at == 0 and items[0].low == "speaking"  # "Speaking to reporters after talks with B, A said"


def coordinated_right(items: Sequence[Item], at: int) -> list[int]:
    """A noun phrase with those joined to it on its right."""
    found = [at]
    reach = at
    while reach + 2 < len(items) and items[reach + 1].tag == "," and items[reach + 2].tag == "N":
        reach += 2
        found.append(reach)
    if (
        reach + 1 < len(items)
        and items[reach + 1].tag == ","
        and reach + 2 < len(items)
        and items[reach + 2].tag == "C"
    ):
        reach += 1
    if (
        reach + 2 < len(items)
        and items[reach + 1].tag == "C"
        and items[reach + 2].tag == "N"
        and (items[reach + 1].low in JOINING or items[reach + 1].low == "or")
    ):
        after = items[reach + 3].tag if reach + 3 < len(items) else "."
        if after not in ("V", "T", "X", "H", "M"):
            return [*found, reach + 2]
    return [at]


def objects(items: Sequence[Item], index: int, prepositions: frozenset[str] = frozenset()) -> list[int]:
    """The noun phrases right after a verb, or after one of `prepositions` right after it."""
    at = following(items, index, frozenset("AGY"))
    if shortened(items, index):
        return [index - 2]
    if (owner := of_relative(items, index, at)) >= 0:
        return [owner]
    while at >= 0 and items[at].tag == "X" and items[at].low == "being":
        at = following(items, at, frozenset("AGY"))
    if at < 0:
        return []
    if items[at].tag == "C" and at + 2 < len(items) and (items[at + 1].low.endswith("ing") or shares_object(items, at)):
        return objects(items, following(items, at, frozenset("A")), prepositions)
    if items[at].low == "what":
        named = next(
            (i for i in range(at + 1, min(len(items), at + 5)) if items[i].tag == "N" and items[i - 1].tag in "VT"), -1
        )
        return [named] if named >= 0 else []
    if roughly(items, at):
        at += 1
    if items[at].tag == "N":
        return coordinated_right(items, at)
    if items[at].tag == "P" and items[at].low in prepositions and at + 1 < len(items) and items[at + 1].tag == "N":
        return coordinated_right(items, at + 1)
    return []


def of_relative(items: Sequence[Item], index: int, ahead: int) -> int:
    """Whom "which the rebels shelled" speaks of, where the verb has no object of its own; -1 if nobody."""
    if not relative_subject(items, index - 1, index) or (ahead >= 0 and items[ahead].tag == "N"):
        return -1
    owner = previous(items, index - 2, frozenset(",A"))
    return owner if owner >= 0 and items[owner].tag == "N" else -1


def after(items: Sequence[Item], index: int, prepositions: frozenset[str], reach: int = 14) -> list[int]:
    """The noun phrases after one of `prepositions` to the right, within the clause."""
    for at in range(index + 1, min(len(items) - 1, index + reach)):
        item = items[at]
        if item.tag in ENDS or (item.tag == "R" and item.low != "that"):
            return []
        if item.low in SAYING and items[at - 1].tag == ",":
            return []  # "..., said a researcher at B"
        if (
            item.tag == "T"
            and item.trigger is not None
            and item.trigger.kind == "attack"
            and item.trigger.form in ("s", "base")
        ):
            return []
        if item.tag == "P" and item.low in prepositions and items[at + 1].tag == "N":
            return coordinated_right(items, at + 1)
    return []


def governor(items: Sequence[Item], index: int) -> int:
    """What governs the noun phrase at `index`: the verb or preposition to its left; -1 at the start of a clause."""
    at = previous(items, index, frozenset("AGY"))
    its = at >= 1 and items[at + 1].tag == "Y" and all(unit.tag == "D" for unit in items[at].units)
    if its or dated_between(items, at, index):
        at = previous(items, at, frozenset("AGY"))
    ahead = following(items, index, frozenset("AG"))
    if (
        at >= 1
        and items[at].tag == ","
        and items[at - 1].tag == "N"
        and ahead == index + 1
        and items[ahead].tag in "VTXHM"
    ):
        return -1
    while at >= 1 and items[at].tag in ("C", ",") and items[at - 1].tag == "N":
        at = previous(items, at - 1, frozenset("AGY"))
    return at


def dated_between(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether only a bare date stands between whose something is and what it is: "the militants' October 7 attack"."""
    if (
        index - at != 2
        or at < 0
        or items[at].tag != "N"
        or items[at].head.tag == "D"
        or items[index].units[0].tag in "D#"
    ):
        return False
    day = items[index - 1].units[0]
    return day.day is not None and not day.low.startswith(("on ", "in ", "late ", "early ", "last ", "this "))


def replies(items: Sequence[Item], at: int) -> bool:
    """Whether what follows is what something answers: "in retaliation for", "in response to"."""
    noun, before, after = items[at], items[at - 1 : at], items[at + 1 : at + 2]
    reply = noun.low in REPLIES or noun.low == "response"
    return reply and [one.low for one in before] == ["in"] and [one.low for one in after] in (["for"], ["to"])
