"""Parties: who can take part in diplomacy, from a noun phrase and the "of" phrases, appositions and lists around it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.composition import actor_of
from streams.analysis.actors.geocoding import place_of, unknown
from streams.analysis.actors.persons import TITLES, leader_in, person_actor
from streams.analysis.outreach.homes import REBELS, at_home, half
from streams.analysis.outreach.offices import SHARED, many, office, outsiders, private
from streams.analysis.syntax.noun_phrases import whole
from streams.analysis.syntax.phrases import Item, Unit

OWNERS = frozenset(["of", "from", "for"])
RULING = ("taliban",)  # an armed group that rules: who holds its offices is of it, as its delegations are


def side(mention: Mention) -> str | None:
    """The country or group that a mention counts for; an armed group is a side of its own."""
    actor = mention.actor
    group = mention.role in ("armed-group", "armed") or "REB" in actor.sectors or "UAF" in actor.sectors
    group = group or (actor.id is actor.country is None and not REBELS.isdisjoint(actor.text.lower().split()))
    if group or (mention.role == "person" and actor.ancestors[:1] == RULING):
        leads = actor.ancestors[0] if mention.role == "person" and actor.ancestors else actor.id
        return leads or "rebels"
    return actor.country or (actor.ancestors[-1] if actor.ancestors else actor.id)


def political(mention: Mention | None) -> bool:
    """Whether somebody can take part in diplomacy: states, organisations, groups, churches, offices and people."""
    if mention is None:
        return False
    words = mention.actor.text.lower().split()
    rebels = bool(REBELS & set(words)) or words[-2:] == ["armed", "groups"]
    return mention.political or (mention.role == "armed" and rebels)


def known(mention: Mention | None) -> bool:
    return mention is not None and political(mention) and side(mention) is not None


def distinct(mentions: Iterable[Mention]) -> list[Mention]:
    """One mention for each side, persons before offices, in the order in which the sides come."""
    best: dict[str | None, Mention] = {}
    for one in mentions:
        key = side(one)
        if key not in best or (one.role == "person" and best[key].role != "person"):
            best[key] = one
    return list(best.values())


def party(clause: Clause, index: int) -> tuple[list[Mention], int]:
    """Whom the noun phrase at `index` means, told by what follows it; and the last index that belongs to it."""
    items = clause.items
    found = clause.mention(index) or half(clause, index)
    itself = found is not None and found.role != "country" and items[index].head.text in found.actor.text
    if clause.title and not (known(found) and itself):
        found = bare_leader(clause, items[index]) or found
    found = found if known(found) else surname(clause, items[index]) or found
    if items[index].units[0].tag == "O" and not known(found):
        found = earlier_person(clause, items[index].low) or found
    if items[index].units[0].low in ("its", "their") and political(found) and not known(found):
        owner = clause.within(index) or next(iter(clause.source), None)
        found = replace(owner, role="office", pronoun=False) if owner is not None and known(owner) else found
    end = whole(items, index)[1]
    if not known(found) and end == index and index + 2 < len(items) and items[index + 1].low == "of":
        person = clause.mention(index + 2)
        if person is not None and person.role == "person":
            return [person], index + 2
    several = owners(clause, index) if many(items[index]) else []
    if len(several) > 1:
        return [one for one, _ in several], several[-1][1]
    if political(found) and not known(found):
        found, end = told_by_owner(clause, index, found, end)
    while end + 2 < len(items) and items[end + 1].low in OWNERS and items[end + 2].tag == "N" and political(found):
        end += 2
    found, end = told_by_apposition(clause, index, found, end)
    if found is not None and found.actor.id is None and found.actor.country is None:
        found = at_home(clause, index, found) or found
    if outsiders(items[index]):
        return [], end
    holder = titled(items, index, found)
    if found is not None and found.role in GROUPS and holder >= 0 and not private(items[holder], found):
        found = replace(found, role="office")
    return ([found] if found and political(found) else []), end


def titled(items: Sequence[Item], index: int, found: Mention | None) -> int:
    """The phrase that says which office somebody holds, behind a comma, too: "Jan Novak, a minister of B"; else -1."""
    spots = [index] if found and items[index + 1 : index + 2] and items[index + 1].tag != "," else [index, index + 2]
    fit = (at for at in spots if at < len(items) and items[at].tag == "N" and office(items[at]))
    return next((at for at in fit if found and (at == index or items[at].head.text in found.actor.text)), -1)


def surname(clause: Clause, item: Item) -> Mention | None:
    """Somebody whose office was told before with the whole name, now by the surname alone: "Mr Harlan"."""
    titled = all(unit.low in TITLES or (unit.senses is not None and unit.senses.noun) for unit in item.units[:-1])
    if item.tag != "N" or not item.head.capital or not unknown(item.head) or not titled:
        return None
    found = clause.cast.namesake(item.low)
    if found is None or found.role not in ("office", "person") or not known(found):
        return None
    return replace(found, actor=found.actor.model_copy(update={"text": words_of(item.units)}))


def bare_leader(clause: Clause, item: Item) -> Mention | None:
    """A head of state whom a headline calls by the surname alone."""
    person = leader_in(item.units, clause.cast)
    return Mention(person_actor(person, words_of(item.units), clause.cast), "person") if person else None


GROUPS = frozenset(["organisation", "armed-group", "alliance", "group-of-states", "country", "force"])


def owners(clause: Clause, index: int) -> list[tuple[Mention, int]]:
    """The owners of a plural office, each as a party."""
    items = clause.items
    if index + 2 >= len(items) or items[index + 1].low not in OWNERS or items[index + 2].tag != "N":
        return []
    text = f"{words_of(items[index].units)} {items[index + 1].low}"
    found = []
    for at in listed(items, index + 2):
        one = clause.mention(at) or half(clause, at)
        if one is not None and known(one):
            actor = one.actor.model_copy(update={"text": f"{text} {one.actor.text}"})
            lands = items[index].low.split()[-1] in LANDS
            found.append((replace(one, actor=actor, role=one.role if lands else "office"), at))
    return found


LANDS = SHARED - {"leaders", "heads", "chiefs"}


def listed(items: Sequence[Item], at: int) -> list[int]:
    """The noun phrases of a list that begins at `at`: "A, B and C"."""
    found = [at]
    while at + 2 < len(items):
        step = 2 if items[at + 1].tag in (",", "C") else 0
        if step and items[at + 1].tag == "," and items[at + 2].tag == "C":
            step = 3
        if not step or at + step >= len(items) or items[at + step].tag != "N":
            break
        at += step
        found.append(at)
        if items[at - 1].tag == "C":
            break
    return found


def name_like(item: Item) -> bool:
    """Whether a phrase without a known name looks like a person's: capitals, at least two of them."""
    return sum(unit.capital for unit in item.units) > 1


def told_by_owner(clause: Clause, index: int, found: Mention | None, end: int) -> tuple[Mention | None, int]:
    """ "Minister of Foreign Affairs and Trade of Hungary X": the first country in the "of" phrases says whose."""
    items = clause.items
    for at in range(index + 1, min(len(items), index + 6)):
        item = items[at]
        led = [one.low for one in items[at - 2 : at]] in LED
        if (item.low == "for" and not office(items[index])) or (
            any(unit.tag == "s" for unit in item.units) and not led
        ):
            break  # "the camp for A", "the presidents of A's universities"
        if [one.low for one in items[at : at + 2]] in LED or [one.low for one in items[at - 1 : at + 1]] in LED:
            continue  # "a delegation led by B's minister"
        if (item.tag == "P" and item.low not in OWNERS) or item.tag not in ("P", "C", "N", "s"):
            break
        if item.tag == "N" and items[at - 1].tag == "C" and at - 2 == index:
            continue
        other = clause.mention(at) if item.tag == "N" else None
        if other is not None and known(other):
            text = f"{words_of(items[index].units)} of {other.actor.text}"
            return replace(other, actor=other.actor.model_copy(update={"text": text}), role="office"), at
    return found, end


LED = (["led", "by"], ["headed", "by"])


def told_by_apposition(clause: Clause, index: int, found: Mention | None, end: int) -> tuple[Mention | None, int]:
    """ "Alice Wells, a senior US state department official,": who it is, said between commas."""
    items = clause.items
    at = end + 2
    if [item.tag for item in items[at : at + 2]] == ["R", "X"] and items[at].low == "who":
        at += 2  # "B, who is A's foreign minister,"
    if at >= len(items) or items[end + 1].tag != "," or items[at].tag != "N":
        return found, end
    other, last = clause.mention(at), whole(items, at)[1]
    other = at_home(clause, at, other) if other is not None and not known(other) else other
    while last + 2 < len(items) and items[last + 1].low == "of" and items[last + 2].tag == "N":
        other = clause.mention(last + 2) if other is None or not known(other) else other
        last += 2
    if other is None or not known(other) or (other.role == "country" and last == at):
        return found, end
    if items[last].low in ("them", "whom"):  # "MPs, 23 of them Liberals"
        return found, end
    if last + 1 < len(items) and items[last + 1].tag not in (",", ".") and found is not None and known(found):
        return found, end
    if found is None and not name_like(items[index]) and items[index].units[0].tag != "O":
        return found, end
    if found is not None and known(found):
        return (found, last) if side(found) == side(other) else (found, end)
    text = f"{words_of(items[index].units)}, {other.actor.text}"
    role = "office" if other.role == "country" and office(items[end + 2]) else other.role
    return replace(other, role=role, actor=other.actor.model_copy(update={"text": text})), last


def parties(clause: Clause, at: int, *, bound: bool = False) -> list[Mention]:
    """The parties from `at` to the right: "A, B and C"; `bound` after "between", where all belong to the list."""
    items = clause.items
    found, end = party(clause, at)
    while True:
        step = end + 1
        if step < len(items) and items[step].tag == ",":
            step += 1
        joined = step < len(items) and items[step].tag == "C" and items[step].low != "or"
        step += joined
        while step < len(items) and items[step].tag == "A":
            step += 1
        if step == end + 1 or step >= len(items) or items[step].tag != "N":
            return found
        more, last = party(clause, step)
        after = items[last + 1].tag if last + 1 < len(items) else "."
        listed = joined or further(items, last) or (clause.title and alike(found, more))
        if not more or (after in "VTXHM" and not bound) or not listed:
            return found
        found, end = found + more, last


def alike(ones: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """Whether two parties are named in one way, as those of a list are that a headline leaves without its "and"."""
    if not ones or not others or not known(ones[-1]) or not known(others[0]):
        return False
    shared = ones[-1].role == "country" and others[0].role == "office" and others[0].plural  # "A, B ministers"
    return shared or ones[-1].role == others[0].role


def further(items: Sequence[Item], at: int) -> bool:
    """Whether a list goes on to an "and"."""
    return any(item.tag == "C" for item in items[at + 1 : at + 8])


def earlier_person(clause: Clause, low: str) -> Mention | None:
    """Whom "he" means if nobody known in the sentence: the last person or office of a known side."""
    if low not in ("he", "she", "him", "her"):
        return None
    back = (one for one in reversed(clause.cast.recent[-6:]) if one.role in ("person", "office") and not one.plural)
    return next((one for one in back if known(one)), None)


def host_country(clause: Clause, index: int) -> Mention | None:
    """A town that the lexicon of actors does not know, as the country that is visited there."""
    name = words_of(clause.items[index].units)
    states = next((states for region, states in REGIONS.items() if region in name.lower()), "")
    if states in clause.cast.lexicon.actors:
        return Mention(actor_of(clause.cast.lexicon.actors[states], name), "country", plural=True)
    place = place_of(clause.items[index].units, clause.cast.lexicon, clause.cast.countries)
    owner = clause.cast.lexicon.countries.get(place.country or "") if place else None
    if owner is None:
        return None
    return Mention(actor_of(owner, name), "country")


REGIONS = {"middle east": "arab-states", "southeast asia": "southeast-asian-states"}  # what trips go to


def words_of(units: Sequence[Unit]) -> str:
    return " ".join(unit.text for unit in units if unit.tag != "D")
