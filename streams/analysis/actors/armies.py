"""Armies: whose an army is that is named without its state: the speaker's, the next name's, or the land's."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.event import Place
from streams.analysis.actors.actors import resolve
from streams.analysis.actors.cast import Cast, Mention
from streams.analysis.actors.composition import actor_of, forces_of, of_country
from streams.analysis.lexicon.entries import ActorEntry
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.syntax.noun_phrases import head_noun, phrase_text
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import following

STATES = frozenset(["force", "country", "alliance", "organisation", "police"])
SPOKEN_OF = frozenset(["military", "army", "navy", "air force"])  # who a speaker's own are
STATELY = frozenset("army government regime junta barracks".split())  # what only a state has
SHARED = frozenset(["PSE"])  # where another state's army is the one that is meant


def nameless(one: Mention) -> bool:
    """Whether a force is nobody's by its words."""
    return one.role == "force" and one.actor.id is None and one.actor.country is None


def of_the_land(ones: list[Mention], others: list[Mention], place: Place | None, lexicon: Lexicon) -> list[Mention]:
    """One side of an attack, "the army" and "government troops" as those of the country where it was.

    So they are unless another state is on the other side.
    """
    country = place.country if place else None
    state = lexicon.countries.get(country or "")
    foreign = any(one.role in STATES and one.actor.country not in (None, country) for one in others)
    if state is None or foreign or country in SHARED:
        return ones
    home = actor_of(state, state.name)
    return [
        replace(one, actor=forces_of(home.model_copy(update={"text": one.actor.text}), lexicon))
        if nameless(one) and STATELY & {word.removesuffix("'s") for word in one.actor.text.lower().split()}
        else one
        for one in ones
    ]


def of_the_speaker(items: Sequence[Item], index: int, army: Mention, source: Sequence[Mention], cast: Cast) -> Mention:
    """ "The military" in what a state or its army says is that army: "the Turkish army said the military hit"."""
    if not nameless(army) or items[index].low not in SPOKEN_OF:
        return army
    opens = index < 2 or items[index - 1].tag == ","
    near = opens and items[index].units[0].low == "the" and items[index + 1 : index + 2] != []
    adjective = near and items[index + 1].tag == "C"  # "the military and political leaders"
    speaker = source[0] if source and near and not adjective else None
    if speaker is None or speaker.role not in ("force", "country", "office") or not speaker.actor.country:
        return army
    forces = forces_of(speaker.actor, cast.lexicon)
    return replace(speaker, actor=forces.model_copy(update={"text": army.actor.text}), role="force", definite=True)


def of_shared_noun(items: Sequence[Item], index: int, cast: Cast) -> Mention | None:
    """The forces of a state whose adjective shares their noun with the next name: "US and coalition troops"."""
    state, at = adjective(items[index]), index
    while at >= 0 and adjective(items[at]):
        at = following(items, at, frozenset(",C"))
    if state is None or at - index < 2:
        return None
    text, noun = phrase_text(items[index].units), head_noun(items[at].units)
    if noun is not None:
        armed = noun.role in ("force", "police")
        return of_country(state, noun, text, noun.plural, cast) if armed else None
    last = resolve(items, at, cast)  # "American warships" is a name by itself.
    if last is None or last.role != "force":
        return None
    return replace(last, actor=forces_of(actor_of(state, text), cast.lexicon))


def adjective(item: Item) -> ActorEntry | None:
    """The state whose adjective stands alone: "Afghan", "US"; not "Afghans" nor "France"."""
    unit = item.units[0]
    senses = unit.senses
    if item.tag != "N" or senses is None or len(item.units) > 1 or unit.low.endswith(("ans", "is")):
        return None
    if senses.actor is None:
        return senses.demonym
    return senses.actor if senses.actor.kind == "country" and unit.text.replace(".", "").isupper() else None
