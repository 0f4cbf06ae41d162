"""Homes: of which country an office is whose phrase names none: "the crown prince", "the government"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.composition import actor_of
from streams.analysis.actors.venues import filed_at
from streams.analysis.syntax.phrases import Item


def at_home(clause: Clause, index: int, found: Mention) -> Mention | None:
    """Somebody who holds an office, or is sent by one, as one of the country that the sentence or the article tells."""
    item = clause.items[index]
    if found.role != "office":
        return None
    return (
        by_office(clause, item, found)
        or host_of_envoy(clause, index, found)
        or told_before(clause, item, found)
        or against_rebels(clause, item, found)
    )


def by_office(clause: Clause, item: Item, found: Mention) -> Mention | None:
    """ "the crown prince": the only person introduced who holds that office."""
    if item.units[0].low not in ("the", "his", "her", "their") and len(item.units) > 1:
        return None
    lexicon, day = clause.cast.lexicon, clause.cast.day
    noun = item.head.senses.noun.lemma.replace(" ", "-") if item.head.senses and item.head.senses.noun else ""
    papal = noun in ("pope", "pontiff") or any(unit.low in ("pope", "pontiff", "papal") for unit in item.units)
    if papal and "holy-see" in lexicon.actors:
        return Mention(actor_of(lexicon.actors["holy-see"], found.actor.text), "office", definite=True)
    holders = [
        person
        for id_ in clause.cast.introduced
        if (person := lexicon.persons[id_])
        and any(noun == role.office and (role.end is None or day <= role.end) for role in person.roles)
    ]
    if len(holders) != 1 or not noun:
        return None
    owner = lexicon.actors[holders[0].of]
    return Mention(actor_of(owner, found.actor.text), "office", definite=True)


def host_of_envoy(clause: Clause, index: int, found: Mention) -> Mention | None:
    """Who holds an office where an envoy serves: "the ambassador of A to B met Vice President C" of B."""
    items = clause.items
    envoy = next((at for at, item in enumerate(items) if ENVOYS & {unit.low for unit in item.units}), index)
    to = next((at for at in range(envoy + 1, min(len(items) - 1, envoy + 6)) if items[at].low == "to"), -1)
    host = clause.mention(to + 1) if to > 0 and envoy != index else None
    if host is None or host.role != "country" or found.plural:
        return None
    return replace(found, actor=host.actor.model_copy(update={"text": found.actor.text}))


ENVOYS = frozenset(["ambassador", "high commissioner"])


def facing_envoy(clause: Clause, ones: Sequence[Mention], envoys: Sequence[Mention]) -> list[Mention]:
    """Who holds an office where an envoy serves, in an article that speaks of two countries alone, or where the story
    was filed: "the Cuban ambassador met Trade Minister C"."""
    sent = [one.actor.country for one in envoys if ENVOYS & set(one.actor.text.lower().split())]
    homes = [code for code in clause.cast.countries if code not in sent]
    owner = clause.cast.lexicon.countries.get(homes[0]) if len(sent) == 1 and len(homes) == 1 else None
    office = len(ones) == 1 and ones[0].role == "office" and not ones[0].plural and " " in ones[0].actor.text
    filed = filed_at(clause.cast.filed, clause.cast) if office and not owner and clause.cast.filed else None
    theirs = {one.actor.country for one in envoys}
    if filed and envoys and None not in theirs and filed.country not in theirs:
        owner = clause.cast.lexicon.countries.get(filed.country or "")  # a paper does not say whose its own are
    return [replace(ones[0], actor=actor_of(owner, ones[0].actor.text))] if owner and office else []


def half(clause: Clause, index: int) -> Mention | None:
    """One of two states of one name in an article of both: "the North", "North and South Korea"."""
    item = clause.items[index]
    for word, id_, pair in HALVES:
        owner = clause.cast.lexicon.actors.get(id_)
        if item.low == word and owner is not None and pair <= set(clause.cast.countries):
            return Mention(actor_of(owner, item.head.text), "country")
    return None


KOREAS, SUDANS = frozenset(["PRK", "KOR"]), frozenset(["SDN", "SSD"])
HALVES = (
    ("north", "north-korea", KOREAS),
    ("south", "south-korea", KOREAS),
    ("north", "sudan", SUDANS),
    ("south", "south-sudan", SUDANS),
)


def told_before(clause: Clause, item: Item, found: Mention) -> Mention | None:
    """Whose office was told before by the same words: "the minister" after "Nepal's foreign minister"; of those of two
    countries nobody knows which."""
    if item.units[0].low != "the" or found.plural:
        return None
    words = set(found.actor.text.lower().split())
    named = [one for one in clause.cast.recent[-20:] if one.role in SENDING and one.actor.id]
    alike = [one for one in named if words <= set(one.actor.text.lower().split())]
    return again(alike[-1], found) if len({one.actor.id for one in alike}) == 1 else None


SENDING = frozenset(["office", "armed-group", "organisation", "alliance"])


def against_rebels(clause: Clause, item: Item, found: Mention) -> Mention | None:
    """The government that faces rebels in its sentence: of the country that they are of and the article speaks of."""
    codes = clause.cast.countries
    home = next((code for code in codes if named_above(clause, code)), codes[0] if codes else "")
    if GOVERNING.isdisjoint(unit.low for unit in item.units) or home in BESIEGED:
        return None
    others = (clause.mention(at) for at, one in enumerate(clause.items) if one.tag == "N" and one is not item)
    rebels = [one for one in others if one is not None and (one.role in BEARING or rebel(one))]
    owner = clause.cast.lexicon.countries.get(home)
    theirs = any(one.actor.country == home for one in rebels) or (
        rebels and (len(codes) == 1 or named_above(clause, home))
    )
    return again(Mention(actor_of(owner, found.actor.text), "office"), found) if owner and theirs else None


def rebel(one: Mention) -> bool:
    """Whether somebody speaks for rebels without a name: "rebel leaders"."""
    return one.actor.id is None and not REBELS.isdisjoint(one.actor.text.lower().split())


REBELS = frozenset("rebels rebel insurgents guerrillas guerillas separatists militants kidnappers factions".split())
BEARING = frozenset(["armed", "armed-group"])
GOVERNING = frozenset("government authorities regime junta".split())
BESIEGED = frozenset(["PSE", "LBN"])  # whose armed groups face another state's government


def named_above(clause: Clause, home: str) -> bool:
    """Whether the headline names a country, or its people."""
    owner = clause.cast.lexicon.countries.get(home)
    names = (owner.name, *owner.demonyms) if owner else ()
    return any(set(WORD.findall(name.lower())) <= clause.cast.heading for name in names)


WORD = re.compile("[a-z]+")


def again(one: Mention, found: Mention) -> Mention:
    """Somebody under the words by which they are named now."""
    return replace(one, actor=one.actor.model_copy(update={"text": found.actor.text}), plural=found.plural)
