"""Actors: a noun phrase to whom it means, by name, by office, by country and force, or by an earlier mention."""

import datetime
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from schemas.event import Actor
from streams.analysis.entries import ActorEntry, Noun, Person
from streams.analysis.lexicon import Lexicon
from streams.analysis.phrases import LINKS, Item, Unit

POLITICAL_KINDS = frozenset(
    ["country", "organisation", "armed-group", "alliance", "group-of-states", "force", "church"]
)
TITLES = frozenset(
    (
        "president prime minister premier chancellor king queen prince sultan emir secretary general ambassador "
        "envoy chief leader pope senator governor colonel captain major lieutenant commander mr mrs ms dr sheikh "
        "ayatollah mullah"
    ).split()
)
MEMBERS = frozenset(
    [
        *"number dozens hundreds thousands scores majority handful pair total couple rest crowd some most many".split(),
        *"several one two three four five six wave column band squad team".split(),
        "member",
        "members",
        "group",
        "groups",
        "fighters",
        "fighter",
        "elements",
        "element",
        "leader",
        "leaders",
        "head",
        "heads",
        "delegation",
        "representatives",
        "representative",
        "officials",
        "official",
        "chief",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "supporters",
        "commander",
        "commanders",
        "president",
        "minister",
        "premier",
        "king",
        "ambassador",
        "envoy",
        "envoys",
        "army",
        "forces",
        "troops",
        "soldiers",
        "government",
        "militants",
        "rebels",
        "prime",
        "secretary",
        "countries",
        "states",
        "foreign",
        "affairs",
        "people",
        "citizens",
        "cell",
        "branch",
        "wing",
        "faction",
        "nationals",
        "units",
        "unit",
        "remnants",
        "king",
        "emir",
        "sultan",
        "part",
        "series",
        "affiliates",
        "affiliate",
        "authorities",
        "capital",
        "city",
        "bishop",
        "counterpart",
        "counterparts",
        "guerrillas",
        "terrorists",
        "columns",
        "column",
        "patrol",
        "patrols",
        "guerrilla",
        "battalion",
        *"convoy convoys vehicle vehicles base bases post posts barracks camp camps position positions".split(),
        "brigade",
        "squad",
        "mob",
        "gang",
        "contingent",
        "offices",
        "office",
        "headquarters",
        "terrorist",
        "subversives",
        "ministers",
        "rulers",
        "ruler",
        "leadership",
        "regime",
        "republic",
        "kingdom",
    ]
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase understood as somebody or something. `role` is the noun's (force, armed, office, civil, site,
    weapon,
    shipping, embassy, police) or the actor's kind (country, organisation, armed-group, person ...)."""

    actor: Actor
    role: str
    plural: bool = False
    pronoun: bool = False
    definite: bool = False
    hosted: bool = False

    @property
    def political(self) -> bool:
        """Whether it can take part in diplomacy: states, organisations, armed groups, churches, offices, persons of
        them."""
        return self.role in POLITICAL_KINDS or self.role in ("person", "office")

    @property
    def can_attack(self) -> bool:
        return (
            self.role in ("force", "armed", "police", "armed-group", "country", "person", "alliance")
            or self.role == "office"
        )


@dataclass(slots=True)
class Cast:
    """Who has been mentioned in the article so far, for pronouns, definite descriptions and bare surnames."""

    lexicon: Lexicon
    day: datetime.date
    upper: bool = False
    countries: list[str] = field(default_factory=list)
    embattled: bool = False
    _introduced: set[str] = field(default_factory=set)
    _recent: list[Mention] = field(default_factory=list)
    _unheard: deque[Callable[[], object]] = field(default_factory=deque)
    _listening: bool = False

    def later(self, hear: Callable[[], object]) -> None:
        """Leaves a sentence to be heard only when somebody asks who was spoken of: most articles never ask."""
        if self._listening:
            hear()
        else:
            self._unheard.append(hear)

    def close(self) -> None:
        """Lets go of the sentences that nobody asked for: they hold the cast as it holds them."""
        self._unheard.clear()

    def _catch_up(self) -> None:
        """Hears the sentences left so far, in their order."""
        if self._listening:
            return
        self._listening = True
        while self._unheard:
            self._unheard.popleft()()
        self._listening = False

    @property
    def recent(self) -> list[Mention]:
        """Who has been spoken of, the latest last."""
        self._catch_up()
        return self._recent

    @property
    def introduced(self) -> set[str]:
        """The ids of the persons that the article has made known."""
        self._catch_up()
        return self._introduced

    def knows(self, id_: str) -> bool:
        return id_ in self._introduced or id_ in self.introduced

    def introduce(self, id_: str) -> None:
        if id_ not in self._introduced:
            self.introduced.add(id_)

    def remember(self, mention: Mention) -> None:
        if not mention.pronoun and mention.role not in ("site", "weapon"):
            self.recent.append(mention)

    def antecedent(self, *, plural: bool, roles: frozenset[str] | None = None) -> Mention | None:
        """The latest mention that a pronoun or a definite description can mean."""
        for mention in reversed(self.recent[-12:]):
            if (roles is None or mention.role in roles) and (mention.plural == plural or plural):
                return mention
        return None


def actor_of(entry: ActorEntry, text: str, patron: str | None = None) -> Actor:
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
        best = min(possible, key=lambda one: rank(one, cast)) if len(possible) > 1 else possible[0]
        return index, best
    return None


def plausible(person: Person, units: Sequence[Unit], index: int, cast: Cast, *, titled: bool) -> bool:
    """Whether a bare surname can mean this person."""
    if cast.knows(person.id):
        return True
    unknown_first_name = (
        index > 0 and units[index - 1].tag == "W" and units[index - 1].capital and units[index - 1].low not in TITLES
    )
    following = index + 1 < len(units) and units[index + 1].tag == "W" and units[index + 1].capital
    title = units[index - 1].low if index else ""
    uncrowned = title in ROYAL and not any(title in role.office.lower() for role in person.roles)
    if unknown_first_name or following or uncrowned:
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


ROYAL = frozenset("prince princess king queen sultan emir amir pope".split())


def rank(person: Person, cast: Cast) -> tuple[int, int]:
    """Introduced first, then in office on the day."""
    current = any(in_office(role.start, role.end, cast.day) for role in person.roles)
    return (0 if cast.knows(person.id) else 1, 0 if current else 1)


def bare(units: Sequence[Unit]) -> list[Unit]:
    """A noun phrase without its determiners."""
    return [unit for unit in units if unit.tag != "D"]


def phrase_text(units: Sequence[Unit]) -> str:
    """The words of a phrase as written, without determiners at its head."""
    rest = list(units)
    while rest and rest[0].tag == "D":
        rest = rest[1:]
    text, last = "", 0
    for unit in rest:
        text += ("" if not text or unit.start == last else " ") + unit.text
        last = unit.end
    return text


def whole(items: Sequence[Item], index: int) -> tuple[list[Unit], int]:
    """The units of a noun phrase with a following "of" phrase that says whose; and the index of its last item."""
    units = list(items[index].units)
    last = index
    while last + 2 < len(items) and items[last + 1].low in ("of", "from") and items[last + 2].tag == "N":
        head = units[-1]
        noun = head.senses.noun if head.senses else None
        if items[last + 1].low == "from" and (noun is None or noun.role not in ("force", "armed", "office")):
            break
        if head.low not in MEMBERS and (
            noun is None or noun.role not in ("force", "armed", "police", "office", "embassy")
        ):
            break
        units = units + items[last + 1].units + items[last + 2].units
        last += 2
    return units, last


def resolve(items: Sequence[Item], index: int, cast: Cast) -> Mention | None:
    """Whom the noun phrase at `index` means; None if it means no actor, target or weapon."""
    item = items[index]
    if item.tag != "N":
        return None
    if len(item.units) == 1 and item.units[0].tag == "O":
        return pronoun(item.units[0], cast)
    units, _ = whole(items, index)
    found = named(units, item, cast)
    if found and item.units[0].low == "the" and item.units[-1].low.endswith(ONE_GROUP):
        return narrowed(found, items[:index], cast)
    return found or common(units, item, cast)


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
    text = phrase_text(units)
    person = person_in(units, cast)
    after = units[person[0] + 1 :] if person else []
    if person and not any(unit.tag == "s" for unit in after[:1]):
        cast.introduce(person[1].id)
        return Mention(person_actor(person[1], text, cast), "person")
    heads = [unit for unit in units if unit.senses and (unit.senses.actor or unit.senses.demonym)]
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
        return None if patron is None or noun is None else backed(patron, noun, text, plural)
    unit = pick(heads)
    entry = unit.senses.actor or unit.senses.demonym  # type: ignore[union-attr]
    assert entry is not None
    if site and site.hosts and entry.kind == "country" and (not noun or noun.role in ("site", "force")):
        return at_site(site.hosts, site.country, text, cast)
    if noun is None or unit is units[-1] or entry.kind not in ("country",):
        return with_entry(entry, unit, noun, text, plural, patron, item)
    return of_country(entry, noun, text, plural, cast)


def backed(patron: str, noun: Noun, text: str, plural: bool) -> Mention:
    """Somebody without a name behind whom a state stands: "US-backed fighters"."""
    return Mention(
        Actor(id=None, text=text, sectors=(noun.sector,) if noun.sector else (), patron=patron), noun.role, plural
    )


def possessed_by(person: Person, units: list[Unit], text: str, cast: Cast) -> Mention | None:
    """ "Assad's forces": the person's side with the noun that follows."""
    noun = head_noun(units)
    side = cast.lexicon.actors[person.of]
    if noun and side.kind == "country":
        return of_country(side, noun, text, noun.plural, cast)
    return None


def owned(item: Item, owner: Mention | None, cast: Cast) -> Mention | None:
    """ "its troops": the noun of whoever "its" means; the fighters of an armed group are the group."""
    noun = head_noun(item.units)
    if owner and noun and owner.role == "armed-group" and noun.role in ("armed", "force"):
        return Mention(owner.actor.model_copy(update={"text": phrase_text(item.units)}), owner.role, noun.plural)
    entry = cast.lexicon.countries.get(owner.actor.country or "") if owner else None
    if noun is None or entry is None or not noun.compose:
        return None
    return of_country(entry, noun, phrase_text(item.units), noun.plural, cast)


def patron_of(units: list[Unit], heads: list[Unit]) -> tuple[str | None, list[Unit]]:
    """The state behind an "X-backed" phrase, and the names without it, unless it is the only one."""
    patron = None
    rest = []
    for unit in heads:
        index = units.index(unit)
        linked = index + 2 < len(units) + 1 and index + 1 < len(units) and units[index + 1].low in LINKS
        if linked:
            entry = unit.senses.actor or unit.senses.demonym if unit.senses else None
            patron = (
                entry.country if entry and entry.kind == "country" and units[index + 1].low in PATRONAGE else patron
            )
        else:
            rest.append(unit)
    return patron or None, rest


PREFIXES = frozenset(["pro", "anti", "ex", "non", "counter"])
PATRONAGE = frozenset("backed aligned allied affiliated sponsored supported funded armed controlled linked".split())


def pick(heads: list[Unit]) -> Unit:
    """The name that tells most: a group before a country, and of countries the first."""
    finer = [
        unit
        for unit in heads
        if unit.senses and unit.senses.actor and unit.senses.actor.kind not in ("country", "group-of-states")
    ]
    return finer[-1] if finer else heads[0]


def head_noun(units: Sequence[Unit]) -> Noun | None:
    """The common noun that is the head: the last one before any "of"."""
    for index, unit in enumerate(units):
        if unit.low in ("of", "from") and index:
            found = head_noun(units[:index])
            if found is not None:
                return found
    for unit in reversed(units):
        if unit.senses and unit.senses.noun:
            return unit.senses.noun
        if unit.senses and unit.senses.named:
            continue
        if unit.tag == "W" and not unit.capital and unit is not units[-1]:
            continue
    return None


def with_entry(
    entry: ActorEntry, unit: Unit, noun: Noun | None, text: str, plural: bool, patron: str | None, item: Item
) -> Mention:
    """A named actor, with or without a common noun: "Hamas", "Houthi rebels", "Taliban officials"."""
    role = entry.kind
    if (noun and noun.role in ("site", "weapon", "civil", "shipping") and entry.kind == "country") or (
        noun and noun.role in ("weapon", "site")
    ):
        role = noun.role
    if (
        unit.senses
        and unit.senses.demonym
        and not unit.senses.actor
        and noun is None
        and entry.kind == "country"
        and unit is not item.units[-1]
    ):
        role = "site"
    return Mention(
        actor_of(entry, text, patron),
        role,
        plural or bool(unit.senses and unit.senses.demonym and unit.low.endswith("s")),
    )


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


ROLES_BACK = {
    "armed": frozenset(["armed", "armed-group"]),
    "force": frozenset(["force", "country"]),
    "office": frozenset(["office", "person", "country"]),
    "group": frozenset(["armed-group", "armed", "organisation"]),
}


def common(units: list[Unit], item: Item, cast: Cast) -> Mention | None:
    """A phrase without a name: an unknown actor, or somebody named before ("the group", "the militants")."""
    noun = head_noun(units)
    text = phrase_text(units)
    definite = item.units[0].low in ("the", "its", "their", "this", "these", "his")
    if units[-1].low in ("group", "movement", "organization", "organisation", "faction", "militia") and definite:
        back = cast.antecedent(plural=True, roles=ROLES_BACK["group"])
        if back:
            return Mention(back.actor, back.role, True, definite=True)
    if noun is None:
        return None
    if noun.actor and noun.actor in cast.lexicon.actors:
        return Mention(actor_of(cast.lexicon.actors[noun.actor], text), noun.role, noun.plural, definite=definite)
    if definite and noun.role in ("armed",):
        back = cast.antecedent(plural=True, roles=ROLES_BACK["armed"])
        if back and back.actor.id:
            return Mention(back.actor.model_copy(update={"text": text}), back.role, noun.plural, definite=True)
    actor = Actor(id=None, text=text, sectors=(noun.sector,) if noun.sector else ())
    return Mention(actor, noun.role, noun.plural, definite=definite)
