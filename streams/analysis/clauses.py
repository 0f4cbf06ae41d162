"""Clauses: who stands where around a verb or a noun, by walking the items of a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from streams.analysis.actors import MEMBERS, Cast, Mention, forces_of, owned, resolve
from streams.analysis.grammar import SAYING
from streams.analysis.phrases import Item

PERSONAL = frozenset(["person", "office"])
COLLECTIVE = frozenset(["armed", "armed-group", "force", "police", "country", "alliance", "organisation", "office"])
PRONOUN_ROLES = {
    "its": COLLECTIVE,
    "their": COLLECTIVE,
    "they": COLLECTIVE,
    "it": COLLECTIVE,
    "he": PERSONAL,
    "she": PERSONAL,
}
PASSED = frozenset("AXHMGYs")
ENDS = frozenset(["S", "B", ";", ":", "."])


@dataclass(slots=True)
class Clause:
    """A sentence's items and who has been mentioned, with what has been resolved so far."""

    items: list[Item]
    cast: Cast
    title: bool = False

    def mention(self, index: int) -> Mention | None:
        """Whom an item means; a pronoun looks first to the subject that stands before it in the sentence."""
        item = self.items[index]
        if len(item.units) == 1 and item.units[0].tag == "O":
            nearer = self.within(index)
            if nearer:
                return nearer
        found = resolve(self.items, index, self.cast)
        if (
            found is None
            and index + 2 < len(self.items)
            and self.items[index + 1].tag == ","
            and self.items[index + 2].tag == "N"
        ):
            found = resolve(self.items, index + 2, self.cast)
        if found and found.role in ("site", "force") and (found.actor.id is None or item.low in BASES):
            found = self.housed(index, found)
        if found and (found.actor.id is None or found.definite) and item.units[0].low in ("its", "their"):
            return owned(item, self.within(index), self.cast) or found
        return found

    def housed(self, index: int, site: Mention) -> Mention:
        """A base stands for whom it holds: "a base housing US troops", "bases where American troops are stationed"."""
        for at in range(index + 1, min(len(self.items) - 1, index + 7)):
            item = self.items[at]
            if item.tag == "N" and item.units[0].low in HOUSING and len(item.units) > 1:
                inner = Clause([Item("N", item.units[1:])], self.cast).mention(0)
                return held(site, inner, self.cast)
            if item.low == "used" and self.items[index].low not in BASES:
                return site
            if item.low in HOUSING or item.low == "where":
                return held(site, next(iter(self.mentions(following_noun(self.items, at))), None), self.cast)
            if item.tag in "VT;:B" and item.low not in HOUSING:
                return site
        return site

    def within(self, index: int) -> Mention | None:
        """The first noun phrase of the sentence before a pronoun that it can mean."""
        wanted = PRONOUN_ROLES.get(self.items[index].units[0].low)
        for at in range(index) if wanted else ():
            if (
                self.items[at].tag == "N"
                and self.items[at].units[0].tag != "O"
                and not (at and self.items[at - 1].tag == "P")
            ):
                found = resolve(self.items, at, self.cast)
                if found and wanted and found.role in wanted:
                    return replace(found, pronoun=True)
        return None

    def mentions(self, indexes: Sequence[int]) -> list[Mention]:
        return [found for index in indexes if (found := self.mention(index))]


BASES = frozenset(
    (
        "base bases camp compound facility facilities barracks garrison depot warehouse headquarters site sites outpost"
    ).split()
)
HOUSING = frozenset("housing houses house hosting hosts host used sheltering holding".split())


def following_noun(items: Sequence[Item], at: int) -> list[int]:
    """The first noun phrase after an item, over a "by"."""
    ahead = following(items, at, PASSED | frozenset("P"))
    return [ahead] if ahead >= 0 and items[ahead].tag == "N" else []


def held(site: Mention, inner: Mention | None, cast: Cast) -> Mention:
    """The site as its holders, if they are somebody armed by name."""
    if inner is None or inner.actor.id is None or inner.role not in ("force", "armed-group", "country"):
        return site
    if inner.role == "country":
        inner = replace(inner, actor=forces_of(inner.actor, cast.lexicon))
    return replace(inner, actor=inner.actor.model_copy(update={"text": site.actor.text}), role="force", hosted=True)


def previous(items: Sequence[Item], index: int, skip: frozenset[str] = PASSED) -> int:
    """The index of the item before, those of `skip` passed over; -1 at the start."""
    index -= 1
    while index >= 0 and items[index].tag in skip:
        index -= 1
    return index


def following(items: Sequence[Item], index: int, skip: frozenset[str] = PASSED) -> int:
    """The index of the item after, those of `skip` passed over; -1 at the end."""
    index += 1
    while index < len(items) and items[index].tag in skip:
        index += 1
    return index if index < len(items) else -1


def passive(items: Sequence[Item], index: int) -> bool:
    """Whether a participle stands in the passive, full ("was attacked") or reduced ("rockets fired by")."""
    item = items[index]
    if item.trigger is None or item.trigger.form != "ed":
        return False
    back = index - 1
    while back >= 0 and items[back].tag in "AG":
        back -= 1
    if back >= 0 and items[back].tag == "X":
        return items[back].low not in ("do", "does", "did")
    if back >= 0 and items[back].tag == "H":
        return False
    if back and items[back].low == "found" and items[back - 1].tag == "X":
        return True
    ahead = index + 1
    while ahead < len(items) and items[ahead].tag == "A":
        ahead += 1
    if ahead < len(items) and items[ahead].low == "by":
        return True
    bare_object = ahead >= len(items) or items[ahead].tag not in "N"
    return (
        bare_object
        and back >= 0
        and items[back].tag in ("N", ",", "C", "Y")
        and item.trigger.frame in ("harm", "act", "fire", "seize", "invite", "host")
    )


def subject(items: Sequence[Item], index: int, depth: int = 0) -> list[int]:
    """The noun phrases that are the subject of the verb at `index`; empty if it has none of its own."""
    if depth > 4:
        return []
    at = previous(items, index)
    if at == index - 1 and at > 0 and items[at - 1].low in TOPICAL and items[at].tag == "N" and passive(items, index):
        return [at]
    if at == index - 1 and at >= 0 and sent(items, at, index):
        return [at]
    if at == index - 1 and at > 0 and items[at].tag == "N" and items[at - 1].low == "of" and is_gerund(items[index]):
        return [at]
    while at >= 0:
        item = items[at]
        if item.tag == "N":
            group = coordinated_left(items, at)
            first = opening(items, group[0])
            if first and items[first - 1].tag == "P" and items[first - 1].low not in ("than", "over"):
                if items[first - 1].low == "including":
                    return []
                at = previous(items, first - 1, frozenset("AY"))
                continue
            if (
                first
                and items[first - 1].tag in "VT"
                and items[first - 1].low not in SAYING
                and items[first].units[0].tag != "O"
            ):
                at = previous(items, first - 1)
                while at >= 0 and items[at].tag in "VTI":
                    at = previous(items, at)
                continue
            return group
        if item.tag == "I":
            before = previous(items, at)
            if before >= 0 and items[before].tag == "N" and not (before and items[before - 1].tag == "P"):
                return coordinated_left(items, before)
            return subject(items, before, depth + 1) if before >= 0 and items[before].tag in "VT" else []
        if item.tag == "R":
            before = previous(items, at, frozenset(",A"))
            if before >= 0 and items[before].tag == "N":
                return [antecedent(items, before)]
            return []
        if item.tag == "C":
            verb = verb_left(items, at)
            return subject(items, verb, depth + 1) if verb >= 0 else []
        if item.tag == ",":
            return before_comma(items, at, depth)
        if item.tag == "P" and item.low in LOOSE and at:
            at = previous(items, at)
            continue
        if item.tag == "P" and at and items[at - 1].tag in "VT":
            return subject(items, at - 1, depth + 1)
        if item.tag in "VT":
            if items[index].trigger is not None and items[index].trigger.form == "ing":  # type: ignore[union-attr]
                return subject(items, at, depth + 1)
            if at and items[at - 1].tag == "N" and describes(items, at, index):
                return coordinated_left(items, at - 1)
            return []
        return []
    return []


def is_gerund(item: Item) -> bool:
    """Whether a verb has the form that may take its own subject: "reports of rebels burning farms"."""
    return item.trigger is not None and item.trigger.form == "ing" and item.trigger.kind == "attack"


def sent(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a participle tells of the weapon right before it: "downed two missiles targeting the port"."""
    trigger, head = items[index].trigger, items[at].head
    named = head.senses is not None and head.senses.noun is not None and head.senses.noun.role == "weapon"
    weapon = named or head.low.endswith(("drones", "drone", "missiles", "missile", "rockets", "rocket"))
    return weapon and trigger is not None and trigger.form in ("ing", "ed") and at > 0 and items[at - 1].tag in "TV"


LOOSE = frozenset(["on board", "aboard", "inside", "nearby"])  # that stand without a noun: "a bus with pilgrims aboard"
TOPICAL = frozenset(["on", "for", "with", "about", "over", "such as", "including", "as", "to"])


def opening(items: Sequence[Item], first: int) -> int:
    """Where a noun phrase opens that a day stands inside: "its Oct. 7 attacks"."""
    if first > 1 and items[first - 1].tag == "Y" and all(unit.tag == "D" for unit in items[first - 2].units):
        return first - 2
    return first


def describes(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a participle belongs to the noun before it: "drones aimed at the base were", "the missile fired by A
    hit"."""
    if items[at].tag == "T":
        return passive(items, at)
    by = at + 1 < len(items) and items[at + 1].low == "by"
    return items[at].low.endswith("ed") and index > at and (by or items[index - 1].tag in "XH")


def skip_prepositional(items: Sequence[Item], at: int) -> int:
    """From a noun in a prepositional phrase to the noun that the phrase belongs to ("troops in Iraq who")."""
    while True:
        back = previous(items, at, frozenset("Y"))
        if back >= 1 and items[back].tag == "N" and all(unit.tag == "D" for unit in items[back].units):
            back = previous(items, back, frozenset("Y"))
        if back < 1 or items[back].tag != "P" or items[back - 1].tag != "N":
            return at
        if items[back].low not in ("in", "of", "from", "at"):
            return at
        if items[back].low == "of" and lifeless(items[back - 1]) and not lifeless(items[at]):
            return at
        at = back - 1


def lifeless(item: Item) -> bool:
    """Whether a phrase means nobody by itself: "the funeral", "the house" (but not "a number")."""
    noun = item.head.senses.noun if item.head.senses else None
    trigger = item.trigger is not None
    return not trigger and item.low not in MEMBERS and (noun.role == "site" if noun else item.head.senses is None)


def antecedent(items: Sequence[Item], at: int) -> int:
    """What a relative clause after the noun at `at` speaks of: an attack named before it, else whom the phrase is
    of."""
    back = at
    while back >= 2 and items[back - 1].tag == "P" and items[back - 2].tag == "N":
        back -= 2
        if items[back].trigger is not None:
            return back
    return skip_prepositional(items, at)


def before_comma(items: Sequence[Item], comma: int, depth: int) -> list[int]:
    """The subject of a verb that follows a comma: past an apposition, or that of the clause before."""
    opening = comma - 1
    while opening >= 0 and items[opening].tag != ",":
        opening -= 1
    between = items[opening + 1 : comma]
    if opening > 0 and not (between and (between[0].tag in "S" or between[0].low.endswith("ing"))):
        inside_finite = any(one.tag in "TV" for one in between) and between[0].tag not in ("R", "V", "T", "P")
        before = previous(items, opening, frozenset("AY"))
        if not inside_finite and before >= 0 and items[before].tag == "N":
            return coordinated_left(items, skip_prepositional(items, before))
    verb = verb_left(items, comma)
    return subject(items, verb, depth + 1) if verb >= 0 else [at for at in [comma - 1] if items[at].tag == "N"]


def verb_left(items: Sequence[Item], index: int) -> int:
    """The nearest verb to the left in the same sentence, or -1."""
    for at in range(index - 1, -1, -1):
        if items[at].tag in "VT":
            return at
        if items[at].tag in (";", "."):
            return -1
    return -1


def coordinated_left(items: Sequence[Item], at: int) -> list[int]:
    """A noun phrase with those joined to it on its left: "A, B and C"."""
    found = [at]
    while at >= 2 and items[at - 1].tag == "C" and items[at - 2].tag == "N" and items[at - 1].low == "and":
        at -= 2
        found.insert(0, at)
        while at >= 2 and items[at - 1].tag == "," and items[at - 2].tag == "N":
            at -= 2
            found.insert(0, at)
    return found


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
        and items[reach + 1].low in ("and", "or")
    ):
        after = items[reach + 3].tag if reach + 3 < len(items) else "."
        if after not in ("V", "T", "X", "H", "M"):
            return [*found, reach + 2]
    return [at]


def objects(items: Sequence[Item], index: int, prepositions: frozenset[str] = frozenset()) -> list[int]:
    """The noun phrases right after a verb, or after one of `prepositions` right after it."""
    at = following(items, index, frozenset("AGY"))
    while at >= 0 and items[at].tag == "X" and items[at].low == "being":
        at = following(items, at, frozenset("AGY"))
    if at < 0:
        return []
    if items[at].tag == "C" and at + 2 < len(items) and items[at + 1].low.endswith("ing"):
        return objects(items, at + 1, prepositions)
    if items[at].low == "what":
        named = next(
            (i for i in range(at + 1, min(len(items), at + 5)) if items[i].tag == "N" and items[i - 1].tag in "VT"), -1
        )
        return [named] if named >= 0 else []
    if items[at].tag == "N":
        return coordinated_right(items, at)
    if items[at].tag == "P" and items[at].low in prepositions and at + 1 < len(items) and items[at + 1].tag == "N":
        return coordinated_right(items, at + 1)
    return []


def after(items: Sequence[Item], index: int, prepositions: frozenset[str], reach: int = 14) -> list[int]:
    """The noun phrases after one of `prepositions` to the right, within the clause."""
    for at in range(index + 1, min(len(items) - 1, index + reach)):
        item = items[at]
        if item.tag in ENDS or (item.tag == "R" and item.low != "that"):
            return []
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
