"""The gate: whether a sentence can make an event at all, from the known forms in it alone, before it is read.

A rule may ask for more than its row here, never for less: a sentence that is turned away is one in which every rule misses.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

PAIR = 1  # two trigger words
SURE = 2  # a word that is violence by itself
WEAPON = 4
ARMED = 8  # a common noun for those who bear arms
OFFICE = 16
NAMED = 32  # somebody or some site by name
SIDES = 64  # two political sides, by name or by what points back to them
POINTER = 128  # a pronoun, or "the group", in an article that names somebody
ALWAYS = 256

ARMS = ARMED | NAMED | WEAPON | SURE | POINTER
NEEDS = {
    "act": ARMS | OFFICE | PAIR,
    "harm": ARMS | PAIR,
    "fire": WEAPON | PAIR,
    "burst": WEAPON | PAIR,
    "clash": ARMED | NAMED | POINTER,
    "seize": ARMED | NAMED | POINTER,
}
NOUNS = frozenset(
    "strike raid offensive onslaught assault invasion seizure hit battle fighting sabotage killing murder stabbing "
    "hijacking kidnapping abduction shots".split()
)
ROLES = {"weapon": WEAPON, "armed": ARMED, "armed-group": ARMED, "force": ARMED, "police": ARMED, "office": OFFICE}
BACK = re.compile(
    r"\b(?:the[ym]|he|she|him|her|his|its?|itself|their|group|movement|faction|militia|organi[sz]ation|both|two|pair|sides|duo)\b"
)
FLYING = re.compile("drone|missile|rocket|projectile|uav|aerial")


def needs(kind: str, pos: str, frame: str, lemma: str, *, sure: bool) -> int:
    """The marks of which a trigger needs one in its sentence."""
    if kind == "outreach":
        return SIDES
    if kind != "attack" or sure:
        return ALWAYS
    if pos == "noun":
        return ARMS if lemma in NOUNS else ALWAYS
    return NEEDS.get(frame, ALWAYS)


class Outlook(NamedTuple):
    """What an article has to offer to what points back: the sides it names, and whether it names anybody."""

    sides: frozenset[str]
    somebody: bool


class Weighed(Protocol):
    """The senses of a form, as far as the gate looks at them."""

    marks: int
    needs: int
    sides: frozenset[str]


def outlook(forms: Iterable[Weighed]) -> Outlook:
    """What all the forms of an article offer."""
    marks, sides = 0, frozenset[str]()
    for one in forms:
        marks |= one.marks
        sides |= one.sides
    return Outlook(sides, bool(marks & (NAMED | ARMED | OFFICE)))


def opens(forms: Sequence[Weighed], article: Outlook, text: str) -> bool:
    """Whether a sentence has what one of its triggers needs."""
    wanted = triggers = 0
    marks = ALWAYS
    for one in forms:
        marks |= one.marks
        if one.needs:
            wanted |= one.needs
            triggers += 1
    if wanted & (marks | PAIR if triggers > 1 else marks):
        return True
    pointed = wanted & POINTER and article.somebody
    sided = wanted & SIDES and len(article.sides) > 1
    if sided and any(one.sides or one.marks & (OFFICE | ARMED) for one in forms):
        return True
    low = text.lower()
    return bool((pointed or sided) and BACK.search(low) or wanted & PAIR and FLYING.search(low))
