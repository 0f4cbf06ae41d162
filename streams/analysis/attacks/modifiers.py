"""Modifiers: who stands before an attack that a noun names: "Hamas attack" acts, "embassy bombing" suffers."""

from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import BASES, Clause
from streams.analysis.actors.composition import actor_of
from streams.analysis.attacks.arms import combatants
from streams.analysis.lexicon.entries import ActorEntry
from streams.analysis.status.outcomes import SUPPORT
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import after, dated_between, governor
from streams.analysis.syntax.word_tags import TALLIED

AGAINST = frozenset(["on", "against", "at", "upon", "targeting", "toward", "towards", "into"])


def possessor(clause: Clause, index: int) -> Mention | None:
    """Whoever "its" or "their" means before an attack: "its Oct. 7 attacks"."""
    items = clause.items
    start = index
    while start and (
        items[start - 1].units[0].day is not None or all(unit.tag == "D" for unit in items[start - 1].units)
    ):
        start -= 1
    if items[start].units[0].low not in ("its", "their"):
        return None
    verb = governor(items, start)
    doers = clause.mentions(subject(items, verb)) if verb >= 0 and items[verb].tag in "VT" else []
    return next((one for one in combatants(doers) if not one.pronoun), None) or clause.within(start)


# Of attack, behind who or where: "the Maine mass shooting", "Israeli enemy strikes", "the rebels' new raid".
KINDS = frozenset(
    (
        "mass ground air enemy retaliatory precision targeted surprise latest new recent repeated relentless twin "
        "double dual triple coordinated simultaneous brazen"
    ).split()
)


def only_where(clause: Clause, index: int, units: Sequence[Unit]) -> bool:
    """Whether a country's bare name before an attack says where it was: "killed in a Mali shooting", "a Gaza raid"."""
    trigger = clause.items[index].trigger
    entry = units[-1].senses.actor if units[-1].senses else None
    if entry is None or trigger is None or entry.kind != "country":
        return False
    if units[-1].senses and units[-1].senses.actor and len(set(clause.cast.countries)) == 1 and len(units) == 1:
        return True  # Whom would it attack, where no other country is named?
    town = units[-1].low in clause.cast.lexicon.towns and units[-1].low != entry.name.lower()
    if town and len(units) == 1 and not after(clause.items, index, AGAINST | {"of"}):
        return True  # "Baghdad air strike"
    if entry.id in TERRITORIES or trigger.lemma in OF_PLACES or trigger.mode in ("stabbing", "abduction", "killing"):
        return True
    headline = len(units) > 2 and all(unit.senses is None and unit.capital for unit in units[:-1])
    if headline:  # Who uses or mourns it stands in the same phrase: "Democrats Use Kenya Attack".
        return True
    back = governor(clause.items, index)
    if abroad(clause, back, entry):
        return True
    within = back >= 0 and clause.items[back].low in PLACED
    waged = trigger.lemma.endswith("attack") or trigger.lemma in ("assault", "offensive")
    return within and waged and not after(clause.items, index, AGAINST)


def abroad(clause: Clause, back: int, entry: ActorEntry) -> bool:
    """Whether soldiers of another state fell there: "three US troops killed in Jordan drone strike"."""
    items = clause.items
    trigger = items[back - 1].trigger if back > 0 and items[back].low == "in" else None
    hurt = clause.mentions(subject(items, back - 1)) if trigger is not None and trigger.frame == "harm" else []
    if (
        not hurt and back > 1 and items[back].low == "in" and items[back - 2].tag == "T"
    ):  # "US forces kill A in Mali raid"
        hurt = clause.mentions(subject(items, back - 2))
    return any(one.role == "force" and one.actor.country not in (None, entry.country) for one in hurt)


ANYBODYS = frozenset(["shooting", "mass shooting", "stabbing", "ambush", "massacre", "explosion", "blast"])


def trigger_of_place(clause: Clause, index: int) -> bool:
    """Whether a state before an attack can only be where it was: "the country's deadliest shooting"."""
    trigger = clause.items[index].trigger
    return trigger is not None and trigger.lemma in ANYBODYS


def nearest(units: list[Unit]) -> list[Unit]:
    """A phrase from its last adjective of a people on, where a headline's verb stands before: "Kyiv Repels Russian"."""
    last = next((at for at in range(len(units) - 1, 0, -1) if units[at].senses and units[at].senses.demonym), 0)  # type: ignore[union-attr]
    verb = any(unit.senses is None and unit.capital and unit.low.endswith("s") for unit in units[1:last])
    return units[last:] if last and verb else units


def tells_else(units: Sequence[Unit]) -> bool:
    """Whether a headline's verb that nobody knows stands between a name and an attack: "Norway Helped Plot Attack"."""
    verbs = [unit.low for unit in units[1:] if unit.senses is None and unit.capital and ends_as_verb(unit)]
    named = units[0].senses is not None and units[0].senses.named
    return named and bool(verbs) and verbs[0] not in SUPPORT | PRESSING


def ends_as_verb(unit: Unit) -> bool:
    return unit.low.endswith(("s", "ed")) and not unit.low.endswith(("ss", "us", "is")) and unit.low not in ADJECTIVAL


ADJECTIVAL = frozenset("led backed linked aligned inspired affiliated".split())  # "Hezbollah-Led Attacks"


PRESSING = frozenset(
    "intensifies escalates increases begins presses steps ramps keeps resumes renews wages expands widens".split()
)


def paired(units: Sequence[Unit]) -> bool:
    """Whether a state and a group stand side by side before the noun, so that either did it: "Israel-Hamas strikes"."""
    kinds = [unit.senses.actor.kind if unit.senses and unit.senses.actor else "" for unit in units]
    return any({*kinds[at : at + 2]} == {"country", "armed-group"} for at in range(len(kinds) - 1))


def placed(clause: Clause, units: Sequence[Unit]) -> tuple[list[Mention], list[Mention]]:
    """The sides where a place stands before an attack: a territory is attacked, by whoever stands before it."""
    where = Clause([Item("N", list(units[-1:]))], clause.cast).mention(0)
    doer = Clause([Item("N", list(units[:-1]))], clause.cast).mention(0) if len(units) > 1 else None
    by = [doer] if doer is not None and doer.role in ("country", "armed-group", "force") else []
    hit = where is not None and where.actor.id in TERRITORIES
    return by, [replace(where, role="site")] if where is not None and hit else []


PLACED = frozenset(["in", "of", "after", "during", "following", "over", "amid", "since"])
TERRITORIES = frozenset(["gaza", "west-bank", "palestine"])  # that have no army of their own
OF_PLACES = frozenset(
    ["shooting", "stabbing", "blast", "explosion", "suicide bombing", "car bombing", "bomb blast",
     "bomb attack", "suicide attack", "shooting attack", "knife attack", "terror attack", "terrorist attack",
     "gun attack", "massacre"]
)  # fmt: skip
JUDGING = frozenset("calls slams hails details mocks backs expresses rejects condemns blames praises probes".split())


BY_HAND = frozenset("machete knife axe sword hammer gun pistol rifle grenade bomb".split())  # "a Congo machete attack"
FIELDS = frozenset(  # what an attack was on: "a military convoy ambush"
    "airbase airbases airfield airfields airport port harbour harbor bridge refinery depot convoy convoys "
    "motorcade".split()
)


def dated_owner(clause: Clause, index: int) -> list[Mention]:
    """Whose attack it is where a day stands between: "the militants' October 7 attack"."""
    items = clause.items
    if not dated_between(items, index - 2, index):
        return []
    return [one for one in clause.mentions([index - 2]) if one.role in ("armed", "armed-group", "force", "country")]


def modifiers(clause: Clause, index: int) -> tuple[list[Mention], list[Mention]]:
    """Who stands before the noun: "Hamas attack" acts, "embassy bombing" suffers."""
    units = clause.items[index].units
    if owner := possessor(clause, index):
        return [owner], []
    if len(units) < 2:
        return dated_owner(clause, index), []
    if units[-2].low in JUDGING or units[-2].low == "home":
        return [], []
    inner = before_noun(units)
    mention = None if tells_else(inner.units) else Clause([inner], clause.cast).mention(0)
    if mention is None or on_no_side(clause, index, inner, mention):
        return [], []
    if kindless(units)[-1].tag != "s" and only_where(clause, index, inner.units):
        return placed(clause, inner.units)
    if mention.role == "weapon":
        fired = mention.actor.id and inner.head.low not in BY_HAND
        return ([replace(mention, role="armed")] if fired else []), []
    if inner.head.low == "settler":
        return [replace(mention, role="armed")], []
    if mention.role in ("site", "civil", "embassy", "shipping") or mention.hosted or mention.noun in BASES | FIELDS:
        return [], [mention]
    named = units[-2].capital and not (units[-2].senses and units[-2].senses.noun) and not of_country(units[-2])
    if units[-2].tag == "N" and named and (town := clause.cast.lexicon.towns.get(units[-2].low)):
        home = clause.cast.lexicon.countries.get(town[0].country)
        return [], [replace(mention, role="site", actor=actor_of(home, mention.actor.text))] if home else []
    if mention.role in ("country", "force") and (town := held_there(inner, clause)):
        return [], [replace(mention, role="site", actor=actor_of(town, mention.actor.text))]
    return [mention], []


def held_there(inner: Item, clause: Clause) -> ActorEntry | None:
    """The country of a town where something was held that was attacked: "Kabul protest bombing"."""
    first, last = inner.units[0], inner.units[-1]
    town = clause.cast.lexicon.towns.get(first.low) if len(inner.units) > 1 and not of_country(first) else None
    thing = last.senses is None and last.tag == "W" and not last.low.endswith(ADJECTIVE)
    return clause.cast.lexicon.countries.get(town[0].country) if town and thing else None


ADJECTIVE = ("al", "ic", "ive", "ary", "ory", "ed", "ing", "ly", "s", "y", "ous", "ish", "night", "dawn")


def of_country(unit: Unit) -> bool:
    """Whether a word is the name of a country before that of any town: Jordan, Georgia."""
    entry = unit.senses.actor if unit.senses else None
    return entry is not None and entry.kind == "country" and entry.name.lower() == unit.low


def before_noun(units: list[Unit]) -> Item:
    """The phrase before the noun of an attack, without an "'s" or a kind of attack at its end."""
    inner = kindless(units)
    inner = inner[:-1] if inner[-1].tag == "s" and len(inner) > 1 else inner
    if len(inner) > 1 and inner[-1].low == "led":  # "Hezbollah-led attacks"
        inner = inner[:-1]
    while len(inner) > 1 and (inner[0].tag == "#" or inner[0].low in ARTICLES | TALLIED or inner[1].tag == "#"):
        inner = inner[1:]
    return Item("N", nearest(inner))


def kindless(units: list[Unit]) -> list[Unit]:
    """The words before the noun of an attack, without a kind of attack at their end."""
    inner = units[:-1]
    while len(inner) > 1 and inner[-1].low in KINDS:
        inner = inner[:-1]
    return inner


ARTICLES = frozenset(["a", "an", "another", "one"])  # of the attack, not of who stands before it
HERDS = frozenset(["cattle", "livestock"])  # that raiders drive off: "a South Sudan cattle raid"
NO_SIDE = frozenset("border frontier highway roadside tank artillery".split())  # where it was, or with what


def on_no_side(clause: Clause, index: int, inner: Item, mention: Mention) -> bool:
    """Whether who stands before the noun neither attacks nor is attacked, for all that is said: "anti-Israel", "Saudi
    terror attack"."""
    if (mention.actor.id is None and inner.head.low in NO_SIDE) or inner.head.low in HERDS:
        return True
    if paired(inner.units) or inner.units[0].low in ("anti", "pro"):
        return True
    worst = any(unit.low.endswith("iest") or unit.low == "worst" for unit in clause.items[index].units)
    if worst and mention.role == "country" and not after(clause.items, index, AGAINST):
        return True  # "one of Pakistan's deadliest attacks"
    unknown = mention.role in ("office", "organisation", "person") and mention.actor.id is None
    if (mention.role == "country" or unknown) and trigger_of_place(clause, index):
        return True
    trigger = clause.items[index].trigger
    # A people's terrorists are not its state.
    return mention.role == "country" and trigger is not None and "terror" in trigger.lemma
