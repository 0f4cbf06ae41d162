"""The gate: whether a sentence can make an event at all, from the known forms in it alone, before it is read.

A rule may ask for more than its row here, never for less: every rule must miss in a sentence that is turned away.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

SURE = 1  # a word that is violence by itself
WEAPON = 2
ARMED = 4  # a common noun for those who bear arms
OFFICE = 8
PERSON = 16  # a person by name
STATE = 32  # a country or a place by name
GROUP = 64  # any other actor by name
SHIP = 128
DEED = 256  # a noun that is a trigger of attacks
BLOW = 512  # such a noun beside another trigger
SIDES = 1024  # two political sides, by name or by what points back to them
TOWN = 2048  # somebody who can visit, one side, and maybe a town of another
THEY = 4096  # "they", or "the group", in an article that names somebody who can bear arms
HIM = 8192  # "he" or "her", in an article that names a person or an office
AIMED = 16384  # a word that tells "enemy fire" from a blaze
THING = 32768  # "it" or "them"
ALWAYS = 65536
MAIL = 1 << 35  # a letter, an envoy: what one side may send another
TALK = 1 << 36  # a trigger beside an offer, for what is offered is talks
DEAD = 1 << 37  # "left nine dead", "death toll"
PACT = 1 << 38  # an agreement, which is signed or reached, or ties, which are restored
WITH = 1 << 39  # "raised it with", "brought them together"
EXPOSED = 1 << 34  # a judge, a reporter, a priest: whose death is taken for an attack
AHEAD = (
    17  # marks shifted by this stand before the trigger, where its subject is, or anywhere if the sentence says "by"
)

FIGHTERS = ARMED | GROUP
ACTORS = (FIGHTERS | STATE | THEY) << AHEAD
MEANS = WEAPON | SURE
NEEDS = {
    "act": MEANS | ACTORS | DEED << AHEAD,
    "harm": MEANS | FIGHTERS | EXPOSED | THEY | (STATE | DEED) << AHEAD,
    "fire": WEAPON | BLOW | THING,
    "burst": WEAPON | BLOW,
    "mine": WEAPON,
    "ram": WEAPON | ARMED << AHEAD,
    "clash": FIGHTERS | THEY,
    "seize": SHIP | THEY | FIGHTERS << AHEAD,
}
SHOTS = frozenset(  # that states exchange, too
    f"{verb} {what}" for verb in ("exchanged", "traded", "exchange", "trade") for what in ("fire", "gunfire", "strikes")
)
MORE = {
    **dict.fromkeys(SHOTS, STATE),
    **dict.fromkeys(("torch", "set on fire", "set fire to", "set ablaze", "burn down"), STATE),  # a state's embassy
    **dict.fromkeys(("explode", "detonate"), ALWAYS),  # a device that explodes is a bomb
    **dict.fromkeys(("shoot", "shot", "shooting"), EXPOSED | PERSON | OFFICE | HIM),
    **dict.fromkeys(("strike", "struck", "raid", "pound", "target"), OFFICE << AHEAD | HIM),
    "storm": OFFICE << AHEAD | HIM | STATE,
    **dict.fromkeys(
        ("murder", "execute", "slay", "slain", "slew", "stab", "stabbed", "stabbing"), STATE | PERSON | OFFICE | HIM
    ),
}
OUTREACH = {"visit": TOWN, "travel": TOWN, "send": MAIL, "offer": TALK, "settle": PACT, "raise": WITH}
SPOKEN = {
    **dict.fromkeys(("strike", "strikes", "struck"), SIDES),  # an attack as well, told where two sides are named
    **dict.fromkeys(("brought", "brings", "bringing"), WITH),
}
NOUNS = {
    **dict.fromkeys(
        "strike raid offensive onslaught assault invasion hit sabotage".split(), MEANS | ACTORS | ARMED | DEAD
    ),
    **dict.fromkeys(("battle", "fighting", "encounter"), MEANS | FIGHTERS | STATE | THEY),
}
SENT = frozenset(
    (
        "letter letters message messages envoy envoys delegation delegations emissary emissaries invitation note "
        "telegram draft drafts representative mediators mediator negotiators condolences greetings reply response "
        "proposal proposals minister ministers diplomat diplomats ambassador ambassadors"
    ).split()
)
PACTS = frozenset(
    "agreement agreements accord accords pact pacts treaty treaties deal deals truce ceasefire cease-fire armistice "
    "memorandum mou protocol communique declaration charter compromise understanding".split()
)
BONDS = frozenset("ties relations links embassy embassies".split())  # what two states restore or establish
ROLES = {
    "weapon": WEAPON,
    "armed": ARMED,
    "armed-group": ARMED,
    "force": ARMED,
    "police": ARMED,
    "office": OFFICE,
    "shipping": SHIP,
}
THEM = r"the[ym]|its?|itself|their|group|movement|faction|militia|organi[sz]ation"
POINTING = re.compile(rf"\b(?:{THEM})\b")
BACK = re.compile(rf"\b(?:{THEM}|the talks|mrs?|ms|he|she|him|her|his|both|two|pair|sides|duo)\b")
HE = re.compile(r"\b(?:he|she|him|her|his)\b")
LEFT = re.compile(
    r"\ble(?:ft|aves?|aving)\b[^.;]{1,60}\b(?:dead|wounded|injured)\b|\bdeath toll\b"
    r"|\b(?:di|kill|wound|injur)ed (?:in|by) |\d (?:\w+ )?strikes (?:on|against) "
)
IT = re.compile(r"\b(?:it|them)\b")
PAIR = frozenset(["they", "their", "both", "two", "pair", "sides", "duo"])
BY = re.compile(r"\bby\b")
GUESTS = FIGHTERS | OFFICE | PERSON
ENVOYS = re.compile(
    rf"\b(?:{THEM}|mrs?|ms|he|she|him|her|his|who|both|two|pair|sides|duo|members|delegation|leaders|negotiators"
    r"|ministers|officials|heads?|chief|chairman|states|nations|countries)\b"
)
WORDED = (  # the words without which a rule finds no contact
    (MAIL, re.compile(rf"\b(?:{'|'.join(sorted(SENT))})\b")),
    (PACT, re.compile(rf"\b(?:{'|'.join(sorted(PACTS | BONDS))})\b")),
    (WITH, re.compile(r"\b(?:with|together)\b")),
)
FLYING = re.compile("drone|missile|rocket|projectile|uav|aerial")
FIRE = re.compile(
    "small|sniper|machine|heavy|tank|artillery|mortar|rocket|rifle|automatic|missile|gun|hostile|enemy|incoming"
)


class Weighed(Protocol):
    """The senses of a form, as far as the gate looks at them."""

    marks: int
    needs: int
    sides: frozenset[str]


class Found(Protocol):
    """A form that stands in a text."""

    @property
    def start(self) -> int: ...

    @property
    def senses(self) -> Weighed: ...


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an article has to offer to what points back: the sides it names, and the marks of all its forms."""

    sides: frozenset[str]
    marks: int


def needs(kind: str, pos: str, frame: str, lemma: str, *, sure: bool) -> int:
    """The marks of which a trigger needs one in its sentence."""
    if kind == "outreach":
        return SPOKEN.get(lemma) or OUTREACH.get(frame, SIDES)
    if kind != "attack" or sure:
        return ALWAYS
    if pos == "noun" and lemma == "fire":
        return AIMED
    if pos == "noun":
        return NOUNS.get(lemma, ALWAYS)
    return NEEDS.get(frame, ALWAYS) | MORE.get(lemma, 0)


def outlook(hits: Iterable[Found]) -> Outlook:
    """What all the forms of an article offer."""
    marks, sides = 0, set[str]()
    for hit in hits:
        senses = hit.senses
        marks |= senses.marks
        if senses.sides:
            sides |= senses.sides
    return Outlook(frozenset(sides), marks)


def opens(hits: Sequence[Found], article: Outlook, text: str, offset: int = 0) -> bool:
    """Whether a sentence has what one of its triggers needs; `offset` is its own in the text that the hits refer to."""
    wanted = triggers = before = last = 0
    marks = ALWAYS
    for hit in hits:
        senses = hit.senses
        if senses.needs:
            wanted |= senses.needs
            triggers += 1
            before = marks
            last = hit.start
        marks |= senses.marks
    if triggers < 2:
        marks &= ~BLOW
    if wanted & marks or wanted & before << AHEAD:
        return True
    low = text.lower()
    passive = "by" in low and BY.search(low)
    if passive and wanted & marks << AHEAD:
        return True
    if contact(wanted, marks | article.marks & (OFFICE | PERSON), low) or (wanted & TALK and triggers > 1):
        wanted |= SIDES
    if wanted & SIDES and len(article.sides) > 1 and two_sides(hits, low, trip=bool(wanted & TOWN)):
        return True
    reach = len(low) if wanted & THEY or passive else max(0, last - offset)
    fighters = wanted & (THEY | THEY << AHEAD) and article.marks & (FIGHTERS | STATE)
    if fighters and POINTING.search(low, 0, reach):
        return True
    if wanted & EXPOSED and article.marks & MEANS:
        return True
    if wanted & PERSON and article.marks & (EXPOSED | OFFICE):  # whose surname it may be
        return True
    named = article.marks & (PERSON | OFFICE)
    signs = ((HIM, HE if named else None), (THING, IT), (AIMED, FIRE), (DEED << AHEAD, FLYING), (DEAD, LEFT))
    return any(wanted & mark and sign and sign.search(low) for mark, sign in signs)


def contact(wanted: int, marks: int, low: str) -> bool:
    """Whether a sentence says what is sent, signed or raised, or who goes somewhere: somebody named here, or, where the
    article names an office or a person, maybe by a bare surname."""
    if wanted & TOWN and (marks & GUESTS or ENVOYS.search(low)):
        return True
    return any(wanted & mark and words.search(low) for mark, words in WORDED)


def two_sides(hits: Sequence[Found], low: str, *, trip: bool) -> bool:
    """Whether a sentence can mean two sides: by name, by an office that somebody holds, by a pronoun, by a town."""
    sides = frozenset[str]().union(*(hit.senses.sides for hit in hits))
    if len(sides) > 1 or (sides and trip):
        return True
    nouns = sum(1 for hit in hits if hit.senses.marks & (OFFICE | ARMED))
    back = BACK.findall(low)
    return len(sides) + nouns + len(back) > (0 if trip else 1) or not PAIR.isdisjoint(back)
