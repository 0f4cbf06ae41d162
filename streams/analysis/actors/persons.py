"""Persons: whom a name or a surname means on a day, and for whom that person counts."""

import datetime
from collections.abc import Sequence

from schemas.event import Actor
from streams.analysis.actors.cast import Cast
from streams.analysis.lexicon.entries import ActorEntry, Person, Role, Senses
from streams.analysis.syntax.phrases import Unit

TITLES = frozenset(
    (
        "president prime minister premier chancellor king queen prince sultan emir secretary general ambassador "
        "envoy chief leader pope senator governor colonel captain major lieutenant commander mr mrs ms dr sheikh "
        "ayatollah mullah gov"
    ).split()
)


def person_actor(person: Person, text: str, cast: Cast) -> Actor:
    """A person counts for whom it leads or speaks for, with the sector of the office held on the day."""
    side = cast.lexicon.actors[person.of]
    held = [role for role in person.roles if in_office(role.start, role.end, cast.day)]
    sector = held[0].sector if held else (person.roles[0].sector if person.roles else "GOV")
    return Actor(
        id=person.id, text=text, ancestors=(side.id, *side.ancestors), country=side.country or None,
        sectors=(sector if held else "ELI",), patron=side.patron, cameo=(side.cameo + sector) or None,
    )  # fmt: skip


def in_office(start: datetime.date | None, end: datetime.date | None, day: datetime.date) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)


def person_in(units: Sequence[Unit], cast: Cast) -> tuple[int, Person] | None:
    """The person named in a noun phrase: a full name, or a surname that is in office, introduced, or with a title."""
    for index in range(len(units) - 1, -1, -1):
        senses = units[index].senses
        written_small = units[index].text.islower() and not cast.upper
        if not senses or not senses.people or written_small:
            continue
        titled = any(
            unit.low in TITLES or (unit.senses and unit.senses.noun and unit.senses.noun.role == "office")
            for unit in units[:index]
        )
        possible = [
            one for one in senses.people if not senses.surname or plausible(one, units, index, cast, titled=titled)
        ]
        if not possible:
            continue
        best = possible[0]
        if len(possible) > 1:
            owners = {entry.id for unit in units[:index] if unit.senses for entry in owning(unit.senses)}
            best = min(possible, key=lambda one: (one.of not in owners, *rank(one, cast)))
        return index, best
    return None


def leader_in(units: Sequence[Unit], cast: Cast) -> Person | None:
    """The head of a state or a government whom a headline calls by a surname that others have, too, "Bush meets", or
    the foreign minister where it says whose: "China's Wang meets"."""
    at = next((at for at, unit in enumerate(units) if unit.senses and unit.senses.people), -1)
    if at < 0 or not units[at].senses.surname or not units[at].capital or goes_on(units[at + 1 : at + 3]):  # type: ignore[union-attr]
        return None
    owners = {entry.id for unit in units[:at] if unit.senses for entry in owning(unit.senses)}
    if (at and not (owners and units[at - 1].tag in "sN")) or any(unit.tag == "s" for unit in units[at:]):
        return None
    namesakes = [one for one in units[at].senses.people if not owners or one.of in owners]  # type: ignore[union-attr]
    for offices in (HEADS, DIPLOMATS) if owners else (HEADS,):
        holders = [one for one in namesakes if any(holds(role, offices, cast.day) for role in one.roles)]
        if holders:
            return holders[0] if len(holders) == 1 else None
    return None


def holds(role: Role, offices: frozenset[str], day: datetime.date) -> bool:
    return role.office in offices and in_office(role.start, role.end, day)


HEADS = frozenset("president prime-minister head-of-government chancellor leader supreme-leader monarch king".split())
DIPLOMATS = frozenset(["foreign-minister"])


def owning(senses: Senses) -> list[ActorEntry]:
    """Whom a word before a name may say it belongs to: "Saudi Arabia's King Abdullah"."""
    return [entry for entry in (senses.actor, senses.demonym) if entry]


def plausible(person: Person, units: Sequence[Unit], index: int, cast: Cast, *, titled: bool) -> bool:
    """Whether a bare surname can mean this person."""
    if cast.knows(person.id):
        return not relative_of(person, units[: index + 1], cast)
    if units[index].low in TITLES and (cast.upper or index + 1 < len(units)):
        return False  # "Sheikh Salem"
    unknown_first_name = (
        index > 0 and may_name(units[index - 1], upper=cast.upper) and units[index - 1].low not in TITLES
    )
    realm = index > 1 and units[index - 1].low == "of" and units[index].senses is not None
    if realm and (units[index].senses.actor or units[index].senses.demonym):  # type: ignore[union-attr]
        return False  # "the King of Jordan"
    following = goes_on(units[index + 1 : index + 3])
    title = units[index - 1].low if index else ""
    uncrowned = title in ROYAL and not any(title in role.office.lower() for role in person.roles)
    if unknown_first_name or following or uncrowned or title in ("bin", "ibn"):
        return False
    near = any(
        in_office(
            role.start and role.start - datetime.timedelta(days=500),
            role.end and role.end + datetime.timedelta(days=500),
            cast.day,
        )
        for role in person.roles
    )
    return near and (titled or not person.common)


def relative_of(person: Person, units: Sequence[Unit], cast: Cast) -> bool:
    """Whether the first name before a surname, which ends the words, is that of somebody else: "Ivanka Trump"."""
    if len(units) < 2 or cast.upper or units[-2].end + 1 != units[-1].start:
        return False
    first, earlier = units[-2], units[-3:-2]
    strange = len(first.text) > 4 and first.senses is None and first.low not in TITLES and may_name(first, upper=False)
    alone = not any(may_name(unit, upper=False) for unit in earlier)
    return strange and alone and first.text[0] not in {word[0] for word in person.name.split()}


def goes_on(units: Sequence[Unit]) -> bool:
    """Whether words make what stands before them a first name: "Saleh al-Masri"."""
    article = bool(units) and units[0].low in ARTICLES
    name = units[1:] if article else units
    if not name or not name[0].capital:
        return False
    surname = name[0].senses is not None and bool(name[0].senses.people)
    middle = surname and any(unit.capital for unit in name[1:2])  # "Abbas Hassan Karim"
    return article or name[0].tag == "W" or middle


ARTICLES = frozenset("al el ul ar as ad az an ash at bin ibn".split())


def may_name(unit: Unit, *, upper: bool) -> bool:
    """Whether a word may be part of a name: it has a capital or, where all have, means nothing that is known."""
    return unit.tag == "W" and unit.low not in ASKING and (unit.capital or (upper and unit.senses is None))


ASKING = frozenset(["what", "how", "why"])
ROYAL = frozenset("prince princess king queen sultan emir amir pope".split())


def rank(person: Person, cast: Cast) -> tuple[bool, bool, bool]:
    """Introduced first, then in office on the day, then of a country that the article names."""
    current = any(in_office(role.start, role.end, cast.day) for role in person.roles)
    return not cast.knows(person.id), not current, cast.lexicon.actors[person.of].country not in cast.countries
