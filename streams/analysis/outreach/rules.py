"""Outreach: meetings, visits, calls, letters, invitations, mediation between political actors."""

from collections.abc import Callable
from dataclasses import replace

from streams.analysis.actors.clauses import Clause
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.outreach.announced import announced
from streams.analysis.outreach.coming import in_time
from streams.analysis.outreach.homes import facing_envoy
from streams.analysis.outreach.parties import distinct, known, side
from streams.analysis.outreach.reaching import UNPAIRED, miss
from streams.analysis.outreach.sending import invite, mediate, message, offer, reach, send
from streams.analysis.outreach.settling import agree, settle
from streams.analysis.outreach.speaking import call, meet, see, take_up, talk, tell
from streams.analysis.outreach.talks import talks
from streams.analysis.outreach.trips import trip
from streams.analysis.outreach.visiting import host, travel, visit
from streams.analysis.status.rule import Finding, Miss

SPORT = frozenset(
    (
        "match matches finals quarter-finals semi-finals quarter-final semi-final quarterfinal semifinal semifinals "
        "tournament striker goalkeeper midfielders defenders strikers "
        "midfielder batsman bowler wicket wickets innings odi cup fixture qualifier stadium squad championship "
        "championships coach playoffs olympic olympics athletes cricket football rugby tennis hockey basketball "
        "t20 scorer cricketers footballer medal medals teammate teammates quarterback nba nfl touchdown fifa uefa "
        "ipl badminton chess kick-off kickoff winless unbeaten"
    ).split()
)


FICTION = frozenset("novel film movie play drama comic thriller opera series game sketch".split())
JOURNEYS = frozenset(["travel", "visit"])
TRIED = frozenset("indicted indictment arraigned rape trafficking smuggled pleaded convicted".split())


def read_outreach(clause: Clause, index: int) -> Finding | Miss:
    """The outreach that the trigger at `index` makes, or why it makes none."""
    item = clause.items[index]
    assert item.trigger is not None
    if not SPORT.isdisjoint([unit.low for one in clause.items for unit in one.units]):
        return miss(clause, index, "sport")
    if clause.items[0].low == "in" and not FICTION.isdisjoint(unit.low for unit in clause.items[1].units):
        return miss(clause, index, "in a tale")
    if item.trigger.frame in JOURNEYS and any(unit.low in TRIED for one in clause.items for unit in one.units):
        return miss(clause, index, "a court matter")
    found = FRAMES[item.trigger.frame](clause, index, item.trigger)
    if isinstance(found, Miss):
        return found
    if (
        found.status.modality == "planned"
        and found.status.cue.startswith(("offer", "propos"))
        and found.mode != "offer"
    ):
        return miss(clause, index, "part of an offer")
    found.status = in_time(clause, index, found.status)
    told = announced(clause, found)
    if told is not None:
        found.more.append(told)
    each = (one if one is told else replace(one, status=found.status) for one in (found, *found.more))
    several = [two_sides(clause, one) for one in each]
    good = [one for one in several if isinstance(one, Finding)]
    return replace(good[0], more=good[1:]) if good else several[0]


def two_sides(clause: Clause, found: Finding) -> Finding | Miss:
    """Two political actors that are not of one side, both known by name, country or as rebels."""
    ours, theirs = ([one for one in part if known(one)] for part in (found.actors, found.targets))
    found.actors, found.targets = (
        ours or facing_envoy(clause, found.actors, theirs),
        theirs or facing_envoy(clause, found.targets, ours),
    )
    if not found.actors or not found.targets:
        return miss(clause, found.at, UNPAIRED)
    sides = {side(one) for one in found.actors}
    others = distinct(one for one in found.targets if side(one) not in sides)
    if not others:
        return miss(clause, found.at, "both are of one side")
    found.actors, found.targets = distinct(found.actors), others
    return found


FRAMES: dict[str, Callable[[Clause, int, Trigger], Finding | Miss]] = {
    "meet": meet,
    "talk": talk,
    "call": call,
    "tell": tell,
    "see": see,
    "raise": take_up,
    "host": host,
    "visit": lambda clause, index, trigger: (visit if trigger.pos == "verb" else trip)(clause, index, trigger),
    "travel": travel,
    "invite": invite,
    "reach": reach,
    "send": send,
    "mediate": mediate,
    "offer": offer,
    "talks": talks,
    "message": message,
    "settle": settle,
    "agree": agree,
}
