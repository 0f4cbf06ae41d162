"""Reasons in words: why a phrase means whom it means, why an event stands as it does and on which day."""

from collections.abc import Iterator, Sequence

from schemas.event import Actor, Day, Place
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.persons import in_office
from streams.analysis.lexicon.entries import Person, Senses
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.status.context import Status
from streams.analysis.syntax.phrases import Item

ROLES = {
    "force": "armed forces", "armed": "armed men without a name", "police": "police", "office": "an office",
    "civil": "civilians", "site": "a place", "weapon": "a weapon", "shipping": "ships", "embassy": "a mission",
}  # fmt: skip


def meaning(senses: Senses) -> str:
    """What a known form is to the reader, all its senses."""
    return "; ".join(_senses(senses)) or "known"


def _senses(senses: Senses) -> Iterator[str]:
    if senses.actor:
        yield f"{senses.actor.kind or 'actor'} {senses.actor.id}"
    if senses.demonym:
        yield f"people of {senses.demonym.id}"
    if senses.people:
        others = f" or {len(senses.people) - 1} more" if len(senses.people) > 1 else ""
        yield f"{'surname of' if senses.surname else 'person'} {senses.people[0].id}{others}"
    if senses.site:
        hosts = f", hosts {', '.join(senses.site.hosts)}" if senses.site.hosts else ""
        yield f"{senses.site.precision} {senses.site.id}{hosts}"
    if senses.noun:
        yield ROLES.get(senses.noun.role, senses.noun.role)
    for trigger in senses.triggers[:2]:
        sure = (
            "sure" if trigger.sure else "needs an armed actor, a weapon or a toll" if trigger.kind == "attack" else ""
        )
        yield f"{trigger.kind} word ({trigger.pos}{', ' + sure if sure else ''})"


def why_whom(mention: Mention, lexicon: Lexicon, day: Day) -> str:
    """Why a phrase means this actor."""
    actor = mention.actor
    id_ = actor.id or ""
    if mention.pronoun:
        return "a pronoun, for whom the text named before"
    if mention.definite and actor.id:
        return "points back to whom the text named before"
    if id_ in lexicon.persons:
        return office(lexicon.persons[id_], day)
    if mention.hosted:
        return "a place that holds them"
    if id_ in lexicon.actors:
        named = lexicon.actors[id_].name
        return f"known as {named}" if named.lower() != actor.text.lower() else "known by name"
    if id_:
        return f"put together from {actor.ancestors[0] if actor.ancestors else actor.country} and a word for its forces"
    kind = ROLES.get(mention.role, mention.role)
    return f"{kind}; the lexicon has no name for them"


def office(person: Person, day: Day) -> str:
    """The office that a person holds on a day, else the latest held before it."""
    held = [role for role in person.roles if in_office(role.start, role.end, day.date)]
    if held:
        since = f" since {held[0].start}" if held[0].start else ""
        return f"{held[0].office} of {person.of}{since}"
    past = [role for role in person.roles if role.end and role.end < day.date]
    return f"of {person.of}, {past[-1].office} until {past[-1].end}" if past else f"of {person.of}"


def counting(actor: Actor) -> str:
    """For whom else an actor counts, and who stands behind it."""
    parts = [f"counts for {', '.join(actor.ancestors)}"] if actor.ancestors else []
    parts += [f"backed by {actor.patron}"] if actor.patron else []
    parts += [f"of {actor.country}"] if actor.country and not actor.id else []
    return "; ".join(parts)


def standing(status: Status) -> str:
    """Why an event stands as it does."""
    if status.cue:
        return f"because of {status.cue!r}"
    return "nothing in the sentence denies, plans or recalls it"


BASES = {
    "explicit": "the date stands in the sentence",
    "weekday": "the weekday nearest to the publication",
    "relative": "counted from the publication",
}


def why_day(day: Day, items: Sequence[Item]) -> str:
    """On which words the day rests."""
    said = ", ".join(repr(" ".join(unit.text for unit in item.units)) for item in items if item.tag == "Y")
    if day.basis == "published":
        return f"{said} dates something else" if said else "no day is said, so that of the publication"
    return f"{BASES[day.basis]}: {said}" if said else BASES[day.basis]


def why_place(place: Place) -> str:
    """How exact a place is, and on which words it rests."""
    where = f" at {place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
    return f"{place.precision} in {place.country or 'no one country'}{where}, from {place.text!r}"
