"""Openings: where a side clause that opens a sentence ends, and where those behind "and" begin a clause."""

from collections.abc import Sequence

from streams.analysis.syntax.phrases import Item


def opening_ends(items: Sequence[Item], link: int) -> int:
    """The comma that ends what the linking word at `link` opens a sentence with; -1 if the sentence does not open so.

    "Three days after the coup, gunmen shot ...", "Weeks after rebels took the town, killing two, planes bombed ...".
    """
    if link > 2:
        return -1
    for comma in (at for at in range(link + 1, len(items) - 1) if items[at].tag == ","):
        if items[comma + 1].tag != "N":
            continue
        verb = next((at for at in range(comma + 1, len(items)) if items[at].tag not in "NPAYDC"), len(items))
        listed = any(item.tag == "C" for item in items[comma:verb])
        told = any(item.tag in "VTXH" for item in items[link:comma])
        if verb < len(items) and items[verb].tag in "VTXHM" and (told or not listed):
            return comma
    return -1


def turns_to(items: Sequence[Item], at: int) -> bool:
    """Whether those armed behind "and" begin a clause: "launched strikes on Lebanon and Hezbollah fired rockets"."""
    joined = at > 2 and items[at - 1].low == "and" and items[at - 2].tag == "N"
    if not joined or not bears_arms(items[at]) or not tells(items[at + 1]):
        return False
    if items[at - 3].tag == "T":  # "rebels killed a soldier and the army shelled a village"
        return at > 3 and tells(items[at - 3]) and items[at - 4].tag in "NAHR" and items[at + 2].tag in "NPA"
    return items[at - 3].tag == "P" and any(tells(item) for item in items[: at - 3]) and not bears_arms(items[at - 2])


def tells(item: Item) -> bool:
    """Whether a finite verb tells of an attack, or of carrying one out."""
    trigger = item.trigger if item.tag == "T" else None
    return item.low in CARRYING or (trigger is not None and trigger.kind == "attack" and trigger.form != "ing")


CARRYING = frozenset(["carried", "carried out", "conducted", "mounted", "responded", "retaliated", "returned fire"])


def bears_arms(item: Item) -> bool:
    """Whether a phrase is headed by those who fight: "terrorists", "soldiers", an armed group's name."""
    senses = item.head.senses
    noun, entry = (senses.noun, senses.actor) if senses else (None, None)
    return bool(noun and noun.role in ("armed", "force")) or bool(entry and entry.kind in ("armed-group", "force"))


def armed_act(items: Sequence[Item], index: int, back: int) -> bool:
    """Whether those armed before a verb attack, though nobody attacked stands behind it: "two bombers struck in Aden",
    "when rebels attacked, ...", "the rebels, it is said, attacked on Sunday, killing six"."""
    doer = items[back - 1 if back and items[back].tag == "," else back]
    told = doer is items[back] and (items[index].low == "struck" or (back > 0 and items[back - 1].low in FINITE))
    return doer.tag == "N" and bears_arms(doer) and (told or brings_harm(items, index))


FINITE = frozenset(["when", "while", "because"])


def brings_harm(items: Sequence[Item], index: int) -> bool:
    """Whether what a verb tells brought harm: "attacked on Sunday, killing six", "struck in Aden and killed six"."""
    link = next((at for at in range(index + 1, min(len(items) - 1, index + 7)) if items[at].tag not in "YPNA"), index)
    ahead = items[link + 1].trigger if link > index and items[link].tag in ",C" else None
    return ahead is not None and ahead.frame == "harm" and ahead.form == ("ing" if items[link].tag == "," else "ed")
