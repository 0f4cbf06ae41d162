"""Venues: where a meeting, a call or a visit took place, told behind it or before."""

from collections.abc import Sequence

from schemas.event import Place
from streams.analysis.actors.cast import Cast
from streams.analysis.actors.geocoding import place_of
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.scan import scan
from streams.analysis.syntax.syntax import previous
from streams.analysis.syntax.units import units_of

THERE = frozenset(["in", "at"])
TOWARDS = frozenset("to into visit visits visited visiting toured tours".split())
PURPOSE = frozenset(["for", "on"])  # "in B for talks", "in B on a visit"
ABOUT = frozenset(["on", "about", "over", "regarding"])
HELD = frozenset("held open opens opened begin begins began end ends ended resume resumes resumed took takes".split())


def meeting_place(items: Sequence[Item], at: int, mode: str, cast: Cast) -> Place | None:
    """The place told behind the contact at `at`, for a visit the town it went to, or one told before: "in B for
    talks", "On the sidelines of a summit in B, A met C"; "here" is where the story was filed."""
    lexicon, countries = cast.lexicon, cast.countries
    place = venue(items, at, lexicon, countries)
    if place is None and mode == "visit":
        gone = venue(items, at, lexicon, countries, TOWARDS)
        place = gone if gone is not None and gone.precision != "country" else None
    if place is None and items[0].tag == "P":
        comma = next((one for one, item in enumerate(items[:at]) if item.tag == ","), 0)
        place = venue(items[:comma], -1, lexicon, countries) or venue(items[:comma], -1, lexicon, countries, TOWARDS)
    where = next((one for one in range(at - 1, 0, -1) if items[one].low == "where"), 0)
    if place is None and where:  # "was in B on Monday, where he met C"
        place = venue(items[:where], max(-1, where - 6), lexicon, countries)
    purpose = previous(items, at, frozenset("A"))
    if place is None and purpose > 1 and items[purpose].low in PURPOSE:
        there = previous(items, purpose, frozenset("AY"))
        place = venue(items[: there + 1], there - 2, lexicon, countries)
    if place is None and any(item.low == "here" for item in items[at : at + 7]):
        place = filed_at(cast.filed, cast)
    if place is None and mode != "visit" and items[at].tag == "N":
        place = named_by(items[at], lexicon, countries)
    return place


def named_by(item: Item, lexicon: Lexicon, countries: Sequence[str]) -> Place | None:
    """The town, no capital that stands for its state, by which talks are named: "Geneva talks"."""
    units = [unit for unit in item.units[:-1] if not (unit.senses and unit.senses.named)]
    place = place_of(units, lexicon, countries) if item.head.low in NAMED and units else None
    return place if place and place.precision == "town" else None


NAMED = frozenset(["talks", "summit", "conference"])


def venue(
    items: Sequence[Item], index: int, lexicon: Lexicon, countries: Sequence[str], ways: frozenset[str] = THERE
) -> Place | None:
    """Where a meeting or visit named at `index` took place: the place right behind it, after one of `ways`."""
    ahead = range(index + 1, min(len(items), index + 11))
    topic = False  # "talks on the crisis in B", but "talks on the border opened in B"
    for at in ahead:
        aside = [item.low for item in items[at : at + 2]] == ["on", "sidelines"]
        if items[at].tag in "VTSR;B" and items[at].low not in HELD:
            return None
        topic = (topic or (items[at].low in ABOUT and not aside)) and items[at].low not in HELD
        if topic:
            continue
        if (
            items[at].tag == "N"
            and items[at - 1].low.rpartition(" ")[2] in ways
            and not TOPICS & {unit.low for unit in items[at - 2].units}
            and (one_sided(items[at]) or items[at].units[-2].low == "capital")  # "in the Qatari capital Doha"
            and not BROKERED & {unit.low for unit in items[at].units}
            and (place := place_of(items[at].units, lexicon, countries))
            and (place.precision != "country" or items[at - 1].low != "at")  # "at the foreign ministry"
        ):
            return place
    return None


def one_sided(item: Item) -> bool:
    """Whether a phrase does not name two sides: "in US-Iran diplomacy"."""
    return sum(1 for unit in item.units if unit.senses and unit.senses.sides) < 2


def filed_at(name: str, cast: Cast) -> Place | None:
    """The town of a dateline, or the country whose capital it is."""
    name = name.split(",")[0]
    units = units_of(name, 0, scan(name, cast.lexicon, upper=name.isupper()), [])
    for unit in units:
        entry = unit.senses.actor if unit.senses else None
        if entry and entry.kind == "country" and entry.country:
            return Place(text=name, name=entry.name, country=entry.country, precision="country")
    return place_of(units, cast.lexicon, cast.countries)


BROKERED = frozenset("brokered mediated sponsored backed".split())  # "in an Omani-mediated deal"
TOPICS = frozenset(  # what is talked about, not where: "discussed the situation in Gaza"
    "situation war conflict crisis developments fighting violence ceasefire truce events hostilities escalation "
    "release aid role interests presence operation offensive investments projects".split()
)
