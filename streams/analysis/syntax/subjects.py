"""Subjects: which noun phrases are the subject of a verb."""

from collections.abc import Callable, Sequence

from streams.analysis.syntax.belonging import land_behind, owned, skip_prepositional
from streams.analysis.syntax.grammar import BLAMING, SAYING
from streams.analysis.syntax.openings import bears_arms, turns_to
from streams.analysis.syntax.participles import describes, in_ing, is_gerund, is_participle, presumed, sent, worn
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.relatives import before_participle, before_relative, headlined, over_relative
from streams.analysis.syntax.syntax import (
    bracketed,
    coordinated_left,
    group_by_name,
    passive,
    previous,
    two_names,
    verb_left,
)


def subject(items: Sequence[Item], index: int, depth: int = 0) -> list[int]:
    """The noun phrases that are the subject of the verb at `index`; empty if it has none of its own."""
    if depth > 4:
        return []
    at = bracketed(items, previous(items, index))
    if (owner := max(find(items, index) for find in (headlined, before_relative, before_participle))) >= 0:
        return coordinated_left(items, owner)
    if at >= 0 and all(item.tag == "A" for item in items[at + 1 : index]) and adjoins(items, at, index):
        return [at]
    if at == index - 1 and turns_to(items, at):
        return [at]
    if at == index - 2 and at >= 0 and items[index - 1].low == "being" and stands_alone(items, at):
        return coordinated_left(items, at)
    while at >= 0:
        item = items[at]
        if item.tag == "N":
            group = [0, 2] if two_names(items, at, index) else coordinated_left(items, at)
            further = passed_by(items, group[0])
            if further is None:
                return named_before(items, group)
            at = further
        elif at and ((item.tag == "P" and item.low in LOOSE) or worn(items, at)):
            at = previous(items, at)
        else:
            return linked_subject(items, at, index, depth)
    return []


def named_before(items: Sequence[Item], group: list[int]) -> list[int]:
    """The name that "a group based in the north" only describes, behind its comma: "Hamas, a group ..., launched"."""
    first = group[0]
    behind = len(group) == 1 and first > 1 and items[first - 1].tag == ","
    described = behind and items[first].units[0].low in ("a", "an")
    owner = items[first - 2] if described else items[first]
    alone = described and (first == 2 or items[first - 3].tag in "SB;:")
    known = owner.tag == "N" and owner.head.senses is not None and owner.head.senses.named
    return [first - 2] if alone and known and owner.head.capital else group


def adjoins(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether the phrase right before a verb is its subject, whatever stands before that."""
    if items[at].tag != "N":
        return False
    before = items[at - 1].low if at else ""
    return (
        (before == "in" and is_gerund(items[index]) and items[at].trigger is not None)  # "in an attack targeting B"
        or (before in TOPICAL and passive(items, index))
        or sent(items, at, index)
        or (is_gerund(items[index]) and before in LEADS_IN and not struck(items, at - 2))
        or (is_gerund(items[index]) and before in (*TOPICAL, "by") and bears_arms(items[at]))
        or (before in ("from", "at", "into", "outside") and agent_follows(items, index) and passive(items, index))
        or (items[at].units[0].tag == "#" and any(item.low == "leaving" for item in items[max(0, at - 3) : at]))
        or (before == "of" and at > 1 and owned(items, at) and passive(items, index))
        or (before in ("from", "of", "to") and bears_arms(items[at]) and presumed(items, at))
    )


def struck(items: Sequence[Item], at: int) -> bool:
    """Whether a phrase is what an attack hit: "ambushed a group of soldiers, killing two"."""
    return at > 0 and items[at].tag == "N" and items[at - 1].tag == "T"


def stands_alone(items: Sequence[Item], at: int) -> bool:
    """Whether a noun phrase hangs on no preposition."""
    return items[at].tag == "N" and not (at and items[at - 1].tag == "P")


def follows_on(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether a verb in -ing right behind "after" is done by whoever the verb before it is told of."""
    return at == index - 1 and items[at].low in ("after", "while", "since") and is_gerund(items[index])


def is_object(items: Sequence[Item], at: int) -> bool:
    """Whether a phrase stands right behind a verb that tells of something else than speech."""
    return at > 1 and items[at].tag == "N" and items[at - 1].tag == "V" and items[at - 1].low not in SAYING


def agent_follows(items: Sequence[Item], index: int) -> bool:
    """Whether "by" follows a verb at once: "carried a child from a house hit by a shell"."""
    return index + 1 < len(items) and items[index + 1].low == "by"


def passed_by(items: Sequence[Item], start: int) -> int | None:
    """Where to look on from a phrase that hangs on a preposition or is an object; None if it may be a subject."""
    first = opening(items, start)
    if first > 1 and items[first - 1].low == "as" and worn(items, first - 2):
        return first - 2  # "gunmen dressed as nurses"
    if land_behind(items, first):
        return previous(items, first - 3, frozenset("AY"))
    if first and items[first - 1].low == "including" and items[first].tag == "N":
        return None if group_by_name(items[first]) else -1
    if first and items[first - 1].tag == "P" and items[first - 1].low not in ("than", "over"):
        return previous(items, first - 1, frozenset("AY"))
    if not first or items[first - 1].tag not in "VT" or items[first - 1].low in SAYING:
        return None
    if items[first].units[0].tag == "O" or claused(items, first, start):
        return None
    at = previous(items, first - 1)
    while at >= 0 and items[at].tag in "VTI":
        at = previous(items, at)
    return at


def claused(items: Sequence[Item], first: int, last: int) -> bool:
    """Whether a phrase behind a verb opens a clause of its own: "Moscow suggested the rebels had staged it"."""
    verb, ahead = items[first - 1], items[last + 1 : last + 2]
    finite = verb.tag == "V" and not verb.low.endswith("ing") and (first < 2 or items[first - 2].tag not in "RXH")
    return finite and bool(ahead) and ahead[0].tag in "HM"


def linked_subject(items: Sequence[Item], at: int, index: int, depth: int) -> list[int]:
    """The subject of a verb that "to", "who", "and", a comma or another verb at `at` ties to what stands before."""
    find = LINKS.get(items[at].tag)
    return find(items, at, index, depth) if find else []


def of_infinitive(items: Sequence[Item], at: int, index: int, depth: int) -> list[int]:
    """ "The rebels vowed to attack", "a plan by rebels to attack"."""
    before = past_places(items, previous(items, at))
    used = before > 1 and items[before - 1].low == "used" and items[before - 2].low not in ("it", "they")
    if used and not bears_arms(items[before]):
        return subject(items, before - 1, depth + 1)  # "rebels used axes to kill"
    if before > 1 and items[before].low == "invitation" and items[before - 1].tag in "VT":
        return subject(items, before - 1, depth + 1)  # "accepted an invitation to visit"
    if before >= 0 and items[before].tag == "N" and not (before and items[before - 1].tag == "P"):
        return coordinated_left(items, before)
    verb = verb_left(items, before) if before >= 0 and items[before].tag == "C" else before
    return subject(items, verb, depth + 1) if verb >= 0 and items[verb].tag in "VT" else []


def of_relative(items: Sequence[Item], at: int, index: int, depth: int) -> list[int]:
    """ "The rebels who attacked"."""
    before = previous(items, at, frozenset(",A"))
    if before < 0 or items[before].tag != "N":
        return []
    of = items[at].low == "who" and before > 1 and items[before - 1].low == "of"  # "funerals of soldiers who"
    near = of and (bears_arms(items[before]) or items[before - 2].trigger is not None)
    return [before if near else antecedent(items, before)]


def of_conjunction(items: Sequence[Item], at: int, index: int, depth: int) -> list[int]:
    """ "The rebels came and attacked", "missed the bridge but burned the inn", and headlines whose first verb nobody
    knows: "Cabinet Forms Council and Bombs Camps", "Army Widens Drive in Hama and Bombs Camps"."""
    verb = verb_left(items, at)
    verb = verb if verb >= 0 else next((one for one in range(at - 1, 0, -1) if items[one].tag == "X"), -1)
    if verb >= 0:
        return subject(items, verb, depth + 1)
    inner = at - 3 if at > 2 and items[at - 2].tag == "P" else at - 1
    heads = (one for one in (at - 1, inner) if one >= 0 and items[one].tag == "N" and opening_phrase(items, one))
    return list(heads)[:1]


def of_comma(items: Sequence[Item], at: int, index: int, depth: int) -> list[int]:
    """ "The rebels, who had fled, attacked", "shelled the town, killing six"."""
    if passive(items, index) and agent_follows(items, index) and is_object(items, at - 1):
        return [at - 1]  # "officials identify the body, found by" is of the body
    return before_comma(items, at, depth, result=in_ing(items[index]))


def of_subordinator(items: Sequence[Item], at: int, index: int, depth: int) -> list[int]:
    """ "Sank after being hit by a mine", "was held after firing at a crowd"."""
    being = items[index - 1].low == "being" or (items[index - 1].low == "been" and items[at + 1].low == "having")
    verb = verb_left(items, at) if being or follows_on(items, at, index) else -1
    return subject(items, verb, depth + 1) if verb >= 0 else []


def of_preposition(items: Sequence[Item], at: int, index: int, depth: int) -> list[int]:
    """ "Was killed in bombing a bridge", "accused A of bombing B"."""
    if at and items[at - 1].tag in "VT":
        return subject(items, at - 1, depth + 1)
    noun = previous(items, at, frozenset("AY"))
    if noun < 1 or items[noun].tag != "N" or not is_gerund(items[index]):
        return []
    if items[noun].low in ("responsibility", "credit"):
        return subject(items, noun - 1, depth + 1)  # "claimed responsibility for bombing B"
    return coordinated_left(items, noun) if items[noun - 1].low in ACCUSING else []


def of_verb(items: Sequence[Item], at: int, index: int, depth: int) -> list[int]:
    """ "Those who fled were killed", "the missile fired by A hit", "went on shelling"."""
    if (owner := over_relative(items, at, index)) >= 0:
        return coordinated_left(items, owner)
    gerund = in_ing(items[index]) or (items[at].low in ADMITTING and items[index].low.endswith("ing"))
    if (items[at].low == "found" and items[at - 1].tag in "XA") or gerund:
        return subject(items, at, depth + 1)
    return coordinated_left(items, at - 1) if at and items[at - 1].tag == "N" and describes(items, at, index) else []


LINKS: dict[str, Callable[[Sequence[Item], int, int, int], list[int]]] = {
    "I": of_infinitive,
    "R": of_relative,
    "B": of_conjunction,
    "C": of_conjunction,
    ",": of_comma,
    "S": of_subordinator,
    "P": of_preposition,
    "V": of_verb,
    "T": of_verb,
}


ADMITTING = frozenset("admits admitted confirms confirmed acknowledges acknowledged reports reported".split())
ACCUSING = BLAMING | frozenset("accused accuse accuses accusing suspected suspects charged convicted".split())


def opening_phrase(items: Sequence[Item], at: int) -> bool:
    """Whether a phrase opens its clause."""
    return at == 0 or items[at - 1].tag in ":;."


# What stands before those who do what a verb in -ing says: "reports of rebels burning farms", "a film shows".
LEADS_IN = frozenset("of with show shows showed showing shown captures captured films filmed saw".split())
LOOSE = frozenset(["on board", "aboard", "inside", "nearby"])  # that stand without a noun: "a bus with pilgrims aboard"
TOPICAL = frozenset(["on", "for", "with", "about", "over", "such as", "including", "as", "to", "among"])


def past_places(items: Sequence[Item], at: int) -> int:
    """From the last of the places in "its allies in Iraq, Syria, and Yemen" to the noun they belong to; else `at`."""
    first = at
    while first > 0 and items[first].tag == "N":
        if items[first - 1].low in ("in", "across") and items[first - 2].tag == "N":
            return first - 2
        first -= 1
        while first > 0 and items[first].tag in ",C":
            first -= 1
    return at


def opening(items: Sequence[Item], first: int) -> int:
    """Where a noun phrase opens that a day stands inside: "its Oct. 7 attacks"."""
    if first > 1 and items[first - 1].tag == "Y" and all(unit.tag == "D" for unit in items[first - 2].units):
        return first - 2
    return first


def antecedent(items: Sequence[Item], at: int) -> int:
    """What a relative clause after the noun at `at` speaks of: an attack named before it, else whom the phrase is
    of."""
    back = at - 2 if land_behind(items, at) else at
    while back >= 2 and items[back - 1].tag == "P" and items[back - 2].tag == "N":
        back -= 2
        if items[back].trigger is not None:
            return back
    return skip_prepositional(items, at)


def before_comma(items: Sequence[Item], comma: int, depth: int, *, result: bool) -> list[int]:
    """The subject of a verb that follows a comma: past an apposition, or that of the clause before.

    A `result` ("at Dantewada, Chhattisgarh, killing six") is what the subject of the verb before did.
    """
    opening = comma - 1
    while opening >= 0 and items[opening].tag != ",":
        opening -= 1
    between = items[opening + 1 : comma]
    if result and opening > 0 and between and between[0].tag == "T" and not passive(items, opening + 1):
        return subject(items, opening + 1, depth + 1)  # "A, whom B and C fought, stormed the port, killing six"
    where = bool(between) and between[0].low == "where" and items[comma + 1].tag in "XHM"
    if opening > 0 and (where or not (between and (between[0].tag == "S" or is_participle(between[0])))):
        told = next((one for one in between if one.tag in "TVR"), None)  # "A, head of the board which ruled, was shot"
        inside_finite = told is not None and told.tag != "R" and not where and between[0].tag not in ("V", "T", "P")
        before = previous(items, opening, frozenset("AY"))
        cause = subject(items, verb, depth + 1) if result and (verb := verb_left(items, opening)) >= 0 else []
        if cause:
            return cause
        if not inside_finite and before >= 0 and items[before].tag == "N":
            return coordinated_left(items, skip_prepositional(items, before))
    verb = verb_left(items, comma)
    if verb >= 0:
        return subject(items, verb, depth + 1)
    at = comma - 1
    while (
        at > 1
        and items[at].tag == "N"
        and (first := coordinated_left(items, at)[0]) > 1
        and items[first - 1].tag == "P"
    ):
        at = first - 2
    return [at] if items[at].tag == "N" else []
