"""Composition: an actor from a name of the lexicon, or from a country and a noun, as in "Turkish troops"."""

from functools import lru_cache

from schemas.event import Actor
from streams.analysis.actors.cast import Cast, Mention
from streams.analysis.lexicon.entries import ActorEntry, Noun
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.syntax.phrases import Item, Unit


@lru_cache(maxsize=1 << 14)
def actor_of(entry: ActorEntry, text: str, patron: str | None = None) -> Actor:
    """An actor of the lexicon under the words used for it. The same few are named again and again."""
    return Actor(
        id=entry.id, text=text, ancestors=entry.ancestors, country=entry.country or None, sectors=entry.sectors,
        patron=patron or entry.patron, cameo=entry.cameo or None,
    )  # fmt: skip


def actor_named(name: str, lexicon: Lexicon) -> Actor | None:
    """An actor by its id."""
    entry = lexicon.actors.get(name)
    return actor_of(entry, entry.name) if entry else None


def composed(country: ActorEntry, noun: Noun, text: str, lexicon: Lexicon) -> Actor:
    """A country with a force, a police or an embassy: "Turkish troops" is turkey-forces, which counts for turkey."""
    if noun.compose == "state":
        return Actor(
            id=country.id,
            text=text,
            ancestors=country.ancestors,
            country=country.country or None,
            sectors=("GOV",),
            cameo=country.cameo + "GOV",
        )
    id_ = f"{country.short}-{noun.compose}"
    known = lexicon.actors.get(id_)
    if known:
        return actor_of(known, text)
    sectors = (noun.sector,) if noun.sector else ()
    return Actor(
        id=id_, text=text, ancestors=(country.id, *country.ancestors), country=country.country or None, sectors=sectors,
        cameo=country.cameo + noun.sector,
    )  # fmt: skip


def forces_of(actor: Actor, lexicon: Lexicon) -> Actor:
    """A state's armed forces under the words used for the state; anybody else unchanged."""
    entry = lexicon.actors.get(actor.id or "")
    if entry is None or entry.kind != "country":
        return actor
    id_ = f"{entry.short}-forces"
    if known := lexicon.actors.get(id_):
        return actor_of(known, actor.text)
    return Actor(
        id=id_, text=actor.text, ancestors=(entry.id, *entry.ancestors), country=entry.country or None,
        sectors=("MIL",), cameo=entry.cameo + "MIL",
    )  # fmt: skip


# The weapons of a people whose state has no such army are those of its armed groups.
STATELESS = {"palestinian-authority": "palestinian-militants"}


def backed(patron: str, noun: Noun, text: str, plural: bool) -> Mention:
    """Somebody without a name behind whom a state stands: "US-backed fighters"."""
    return Mention(
        Actor(id=None, text=text, sectors=(noun.sector,) if noun.sector else (), patron=patron), noun.role, plural
    )


PERSONS = ("er", "ers", "or", "ors", "ist", "ists", "man", "men", "woman", "women")  # as words for people end


def with_entry(
    entry: ActorEntry, unit: Unit, noun: Noun | None, text: str, plural: bool, patron: str | None, item: Item
) -> Mention:
    """A named actor, with or without a common noun: "Hamas", "Houthi rebels", "Taliban officials"."""
    role = entry.kind
    if noun and noun.role == "armed" and entry.kind == "organisation":  # "the Brussels gunman" is not the Union's
        return Mention(Actor(id=None, text=text, sectors=(noun.sector,) if noun.sector else ()), "armed", plural)
    if (noun and noun.role in ("site", "weapon", "civil", "shipping") and entry.kind == "country") or (
        noun and noun.role in ("weapon", "site")
    ):
        role = noun.role
    last = item.units[-1]
    stranger = last.senses is None and not last.capital and last.low.endswith(PERSONS)
    if noun is None and entry.kind == "country" and unit is not last and unit.senses:
        adjective = unit.senses.demonym is not None and unit.senses.actor is None
        role = "site" if adjective or stranger else role  # As in "the Washington homeowner".
    if noun is None and entry.kind == "country" and unit is last and some_of_a_people(item):
        if item.units[0].low in ("armed", "masked"):
            return Mention(Actor(id=None, text=text, country=entry.country or None), "armed", plural=True)
        role = "civil"  # "a Tunisian shot two tourists"
    return Mention(
        actor_of(entry, text, patron),
        role,
        plural or bool(unit.senses and unit.senses.demonym and unit.low.endswith("s")),
    )


def some_of_a_people(item: Item) -> bool:
    """Whether a phrase is of some of a people, not of their state: "a Serb", "armed Serbs", unlike "the Serbs"."""
    first, last = item.units[0], item.units[-1]
    several = last.senses is not None and last.senses.demonym is not None and last.low.endswith("s")
    return first.low in ("a", "an") or (several and len(item.units) > 1 and first.low != "the")


def of_country(entry: ActorEntry, noun: Noun, text: str, plural: bool, cast: Cast) -> Mention:
    """A country's noun: its forces, its police, its offices, its people, its places."""
    if noun.compose:
        return Mention(composed(entry, noun, text, cast.lexicon), noun.role, plural)
    if noun.role in ("armed", "civil"):
        actor = Actor(id=None, text=text, country=entry.country or None, sectors=(noun.sector,))
        return Mention(actor, noun.role, plural)
    if noun.actor:
        known = cast.lexicon.actors.get(noun.actor)
        if known:
            return Mention(actor_of(known, text), noun.role, plural)
    return Mention(actor_of(entry, text), noun.role, plural)


def at_site(hosts: tuple[str, ...], country: str, text: str, cast: Cast) -> Mention:
    """A named site: an attack on it is an attack on whom it hosts."""
    for host in hosts:
        known = cast.lexicon.actors.get(host)
        if known:
            return Mention(actor_of(known, text), "force", hosted=True)
    owner = cast.lexicon.countries.get(country)
    actor = Actor(id=None, text=text, country=owner.country if owner else None)
    return Mention(actor, "site")
