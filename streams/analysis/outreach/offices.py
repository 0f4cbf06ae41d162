"""Offices: which noun phrases are holders of an office that speaks for a state or a group."""

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.geocoding import unknown
from streams.analysis.syntax.phrases import Item


def private(item: Item, found: Mention) -> bool:
    """Whether somebody heads what is only in a country: "the head of a US bank", not "of Sudan's ruling council"."""
    return item.low in HEADING and found.role == "country" and found.noun not in BODIES


def outsiders(item: Item) -> bool:
    """Whether somebody takes no part in diplomacy, or speaks for a trade, not a state: "airline officials"."""
    return item.low in BYSTANDERS or not TRADES.isdisjoint([unit.low for unit in item.units[:-1]])


HEADING = frozenset("head heads chief chairman chairwoman chairperson".split())
BODIES = frozenset("council government senate parliament assembly commission junta state ministry".split())
BYSTANDERS = frozenset(
    "survivors victims families relatives hostages supporters community voters attack attacks".split()
)
TRADES = frozenset("airline airlines business football soccer industry company corporate club banking tourism".split())


def office(item: Item) -> bool:
    """Whether the head of a phrase is an office: "Hamas officials", "UN ambassadors", or a name behind one."""
    nouns = [
        unit.senses.noun
        for unit in item.units
        if unit.senses and unit.senses.noun and (unit is item.head or named(item))
    ]
    return any(noun.role == "office" for noun in nouns) or item.low.rpartition(" ")[2] in REPRESENTING


def named(item: Item) -> bool:
    """Whether a phrase ends with an unknown name: "the Union's special envoy Jane Roe"."""
    return item.head.capital and unknown(item.head)


REPRESENTING = frozenset("members delegation leaders negotiators ministers officials head heads chief chairman".split())


def many(item: Item) -> bool:
    """ "the presidents of A and B": a plural office that one owner each may share."""
    noun = item.head.senses.noun if item.head.senses else None
    return bool(noun and noun.plural and noun.role in ("office", "force", "armed")) or item.low.split()[-1] in SHARED


SHARED = frozenset("leaders heads chiefs states countries nations republics neighbours neighbors kingdoms".split())
