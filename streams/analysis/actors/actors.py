"""Actors: a noun phrase to whom it means, by name, by office, by country and force, or by an earlier mention."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.event import Actor
from streams.analysis.actors.cast import Cast, Mention
from streams.analysis.actors.composition import STATELESS, actor_of, at_site, backed, forces_of, of_country, with_entry
from streams.analysis.actors.persons import person_actor, person_in
from streams.analysis.lexicon.document import fold
from streams.analysis.lexicon.entries import ActorEntry, Person, Site
from streams.analysis.syntax.noun_phrases import PREFIXES, head_noun, patron_of, phrase_text, pick, whole
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.scan import scan


def resolve(items: Sequence[Item], index: int, cast: Cast) -> Mention | None:
    """Whom the noun phrase at `index` means; None if it means no actor, target or weapon."""
    item = items[index]
    if item.tag != "N":
        return None
    if index and items[index - 1].tag == "P" and item.units[0].low == "what" and len(item.units) > 1:
        return None  # "attacks on what Kenya says are camps"
    if len(item.units) == 1 and item.units[0].tag == "O":
        return pronoun(item.units[0], cast)
    units, last = whole(items, index)
    if last > index and items[last].trigger is not None and items[last].trigger.kind == "attack":  # type: ignore[union-attr]
        return None  # "a wave of Kenya bombings"
    found = named(units, item, cast)
    if found and item.units[0].low == "the" and item.units[-1].low.endswith(ONE_GROUP):
        return narrowed(found, items[:index], cast)
    return found or of_sentence(item, items[:index], cast) or common(units, item, cast)


def of_sentence(item: Item, before: Sequence[Item], cast: Cast) -> Mention | None:
    """The armed group that its own sentence has named last: "talks with the FARC, after the group seized a jet"."""
    if item.units[0].low != "the" or len(item.units) != 2 or item.low not in FIGHTERS_AGAIN:
        return None
    units = (unit for one in reversed(before) if one.tag == "N" for unit in reversed(one.units))
    entries = (unit.senses.actor for unit in units if unit.senses and unit.senses.actor)
    near = next((entry for entry in entries if entry.kind == "armed-group"), None)
    return Mention(actor_of(near, phrase_text(item.units)), near.kind, plural=True, definite=True) if near else None


FIGHTERS_AGAIN = frozenset("group movement faction militia rebels guerrillas insurgents militants".split())
ONE_GROUP = ("group", "militia", "movement", "faction", "organisation", "organization")


def narrowed(mention: Mention, before: Sequence[Item], cast: Cast) -> Mention:
    """The group named before that a wider name means: "the Iran-backed group" after the Houthis."""
    wide, text = mention.actor.id, mention.actor.text
    units = (unit for item in reversed(before) for unit in reversed(item.units))
    entries = (unit.senses.actor or unit.senses.demonym for unit in units if unit.senses)
    near = next((entry for entry in entries if entry and wide in entry.ancestors), None)
    if near is not None:
        return replace(mention, actor=actor_of(near, text), definite=True)
    for one in reversed(cast.recent[-12:]):
        if wide in one.actor.ancestors and one.role == "armed-group":
            return replace(one, actor=one.actor.model_copy(update={"text": text}), definite=True)
    return mention


def pronoun(unit: Unit, cast: Cast) -> Mention | None:
    if unit.low in ("they", "them"):
        found = cast.antecedent(plural=True)
    elif unit.low in ("he", "she", "him", "her"):
        found = cast.antecedent(plural=False, roles=frozenset(["person", "office"]))
    elif unit.low in ("it", "itself"):
        found = cast.antecedent(
            plural=False, roles=frozenset(["country", "organisation", "armed-group", "force", "armed", "alliance"])
        )
    else:
        return None
    if not found:
        return None
    return Mention(found.actor, found.role, found.plural, pronoun=True)


def named(units: list[Unit], item: Item, cast: Cast) -> Mention | None:
    """A phrase with a name in it."""
    if not any(unit.senses is not None and (unit.senses.named or unit.senses.site) for unit in units):
        return None
    text = phrase_text(units)
    person = person_in(units, cast)
    after = units[person[0] + 1 :] if person else []
    if person and not any(unit.tag == "s" for unit in after[:1]):
        cast.introduce(person[1].id)
        return Mention(person_actor(person[1], text, cast), "person")
    heads = [unit for unit in units if unit.senses and (unit.senses.actor or unit.senses.demonym)]
    heads = [unit for at, unit in enumerate(heads) if at + 1 == len(heads) or not allied(units, unit)]
    heads = [unit for unit in heads if units.index(unit) == 0 or units[units.index(unit) - 1].low not in PREFIXES]
    if person and not heads:
        return possessed_by(person[1], units, text, cast)
    patron, heads = patron_of(units, heads)
    site = next(
        (unit.senses.site for unit in reversed(units) if unit.senses and unit.senses.site and not unit.senses.actor),
        None,
    )
    noun = head_noun(units)
    plural = bool(noun and noun.plural)
    if not heads:
        if site and (not noun or noun.role in ("site", "force")):
            return at_site(site.hosts, site.country, text, cast)
        state = governing(site, cast) if site and site.precision == "region" else None
        if state and noun and noun.role == "office" and noun.compose:  # "Western Australia's premier"
            return of_country(state, noun, text, plural, cast)
        return None if patron is None or noun is None else backed(patron, noun, text, plural)
    unit = pick(heads)
    entry = unit.senses.actor or unit.senses.demonym  # type: ignore[union-attr]
    assert entry is not None
    if counted := counted_people(units, unit, cast):
        return Mention(actor_of(counted, text), counted.kind, plural=True)
    if noun is not None and noun.role == "weapon" and entry.id in STATELESS:
        return Mention(actor_of(cast.lexicon.actors[STATELESS[entry.id]], text), noun.role, plural)
    if site and site.hosts and entry.kind == "country" and (not noun or noun.role in ("site", "force")):
        return at_site(site.hosts, site.country, text, cast)
    fighters = noun is not None and noun.role == "armed" and any(one.low in ("from", "with") for one in units)
    if noun is None or (unit is units[-1] and not fighters) or entry.kind not in ("country",):
        return with_entry(entry, unit, noun, text, plural, patron, item)
    return of_country(entry, noun, text, plural, cast)


def governing(site: Site, cast: Cast) -> ActorEntry | None:
    """The state of a region; of a region that two states share, the one that the article speaks of."""
    homes = (cast.lexicon.countries.get(code) for code in cast.countries)
    shared = (home for home in homes if home is not None and f"{site.id}-{home.id}" in cast.lexicon.sites)
    return next(shared, cast.lexicon.countries.get(site.country))


def counted_people(units: Sequence[Unit], unit: Unit, cast: Cast) -> ActorEntry | None:
    """The civilians that people under a number are, where the lexicon has such: "three Palestinians"."""
    counts = units[0].low in ONE or any(one.tag == "#" or one.low in SOME for one in units)
    several = not unit.low.endswith("s") and units[0].low not in ONE  # "six Israeli" air strikes
    if unit is not units[-1] or not counts or several:
        return None
    return cast.lexicon.actors.get(f"{unit.low.removesuffix('s')}-civilians")


SOME = frozenset(["several", "many", "some"])
ONE = frozenset(["one", "1", "another", "a", "an"])


def allied(units: Sequence[Unit], unit: Unit) -> bool:
    """Whether a name only says whose ally another one is: "NATO ally Turkey"."""
    return any(one.low in ("ally", "member", "partner") for one in units[units.index(unit) + 1 :][:1])


def possessed_by(person: Person, units: list[Unit], text: str, cast: Cast) -> Mention | None:
    """ "Assad's forces": the person's side with the noun that follows."""
    noun = head_noun(units)
    side = cast.lexicon.actors[person.of]
    if noun and side.kind == "country":
        return of_country(side, noun, text, noun.plural, cast)
    return None


SOIL = frozenset("territory soil land".split())
PLANES = frozenset("plane planes aircraft helicopters aviation".split())


def owned(item: Item, owner: Mention | None, cast: Cast) -> Mention | None:
    """ "its troops": the noun of whoever "its" means; the fighters of an armed group are the group."""
    noun = head_noun(item.units)
    if owner and noun and owner.role == "armed-group" and noun.role in ("armed", "force", "office"):
        return Mention(owner.actor.model_copy(update={"text": phrase_text(item.units)}), owner.role, noun.plural)
    entry = cast.lexicon.countries.get(owner.actor.country or "") if owner else None
    if noun is None or entry is None:
        return None
    if noun.role == "site" and item.low in SOIL:
        return Mention(actor_of(entry, phrase_text(item.units)), "country")
    if noun.role == "site" and item.low in PLANES:
        return Mention(forces_of(actor_of(entry, phrase_text(item.units)), cast.lexicon), "force", noun.plural)
    if noun.role == "armed" and (known := said_by_name(entry, item, cast)):
        return Mention(actor_of(known, phrase_text(item.units)), known.kind, noun.plural)
    if not noun.compose:
        return None
    return of_country(entry, noun, phrase_text(item.units), noun.plural, cast)


def said_by_name(owner: ActorEntry, item: Item, cast: Cast) -> ActorEntry | None:
    """Whom "its proxies" would mean with the owner's name for "its"."""
    name = fold(f"{owner.name}'s {' '.join(unit.low for unit in item.units[1:])}")
    hits = scan(name, cast.lexicon, upper=False)
    return hits[0].senses.actor if len(hits) == 1 and hits[0].end - hits[0].start == len(name) else None


ROLES_BACK = {
    "armed": frozenset(["armed", "armed-group"]),
    "force": frozenset(["force", "country"]),
    "office": frozenset(["office", "person", "country"]),
    "group": frozenset(["armed-group", "armed", "organisation"]),
}


FOES = frozenset("enemy enemies aggressor aggressors foe foes".split())  # of whoever speaks


def common(units: list[Unit], item: Item, cast: Cast) -> Mention | None:
    """A phrase without a name: an unknown actor, or somebody named before ("the group", "the militants")."""
    noun = head_noun(units)
    text = phrase_text(units)
    definite = item.units[0].low in ("the", "its", "their", "this", "these", "his", "the same")
    if units[-1].low in ("group", "movement", "organization", "organisation", "faction", "militia") and definite:
        back = cast.group() or cast.antecedent(plural=True, roles=ROLES_BACK["group"])
        if back:
            return Mention(back.actor, back.role, True, definite=True)
    if noun is None:
        return None
    if noun.actor and noun.actor in cast.lexicon.actors:
        return Mention(actor_of(cast.lexicon.actors[noun.actor], text), noun.role, noun.plural, definite=definite)
    if definite and noun.role == "armed" and noun.lemma.islower() and units[-1].low not in FOES:  # "the EPL" is a name
        back = cast.antecedent(plural=True, roles=ROLES_BACK["armed"])
        if back and back.actor.id:
            return Mention(back.actor.model_copy(update={"text": text}), back.role, noun.plural, definite=True)
    if item.units[0].low in ("the", "these") and len(units) < 3 and (army := cast.army(units[-1].low)):
        return replace(army, actor=army.actor.model_copy(update={"text": text}), definite=True)
    actor = Actor(id=None, text=text, sectors=(noun.sector,) if noun.sector else ())
    return Mention(actor, noun.role, noun.plural, definite=definite)
