"""Attacks that everybody knows by their day: whoever names the day and the attacker need not say who was attacked."""

import datetime
from dataclasses import replace

from schemas.event import Day
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.composition import actor_of
from streams.analysis.draft import Draft
from streams.analysis.lexicon.entries import ActorEntry
from streams.analysis.lexicon.lexicon import Lexicon

# The day, who attacked, and the state that was attacked.
LANDMARKS = {
    ("1941-12-07", "japan"): "united-states",
    ("1972-09-05", "black-september"): "israel",
    ("1990-08-02", "iraq"): "kuwait",
    ("2001-09-11", "al-qaeda"): "united-states",
    ("2004-03-11", "al-qaeda"): "spain",
    ("2008-11-26", "lashkar-e-taiba"): "india",
    ("2013-09-21", "al-shabaab"): "kenya",
    ("2015-04-02", "al-shabaab"): "kenya",
    ("2015-11-13", "islamic-state"): "france",
    ("2016-03-22", "islamic-state"): "belgium",
    ("2019-04-21", "islamic-state"): "sri-lanka",
    ("2022-02-24", "russia"): "ukraine",
    ("2023-10-07", "hamas"): "israel",
    ("2024-03-22", "islamic-state-khorasan"): "russia",
    ("2024-04-13", "iran"): "israel",
}
KNOWN = {(datetime.date.fromisoformat(day), actor): target for (day, actor), target in LANDMARKS.items()}


REMEMBERED = datetime.timedelta(days=30)
"""So long nobody needs to say which attack is meant."""
FOLLOWED = datetime.timedelta(days=1)
"""So long what is told of it is news."""


# What a group goes on doing after its great raid, so that an undated report of it may be of today.
GOES_ON = frozenset("rocket missile drone shelling clash air-strike hijacking".split())


def at_landmark(draft: Draft, lexicon: Lexicon, published: datetime.date) -> None:
    """At a landmark those attacked who have no name are of the state attacked then; there and then is where and when
    it was."""
    told_again = retold(draft, lexicon, published)
    if told_again:
        draft.day = Day(date=told_again[0], precision="day", basis="relative")
        draft.finding.status = replace(draft.finding.status, background=True, cue="a day that everybody knows")
    told = draft.finding.targets
    found = told_again or landmark(draft)
    if found is None or any(one.actor.id or one.actor.country for one in told):
        return
    day, target = found
    state = actor_of(lexicon.actors[target], lexicon.actors[target].name)
    home = {"country": state.country, "ancestors": (target,)}
    draft.finding.targets = [replace(one, actor=one.actor.model_copy(update=home)) for one in told] or [
        Mention(state, "country")
    ]
    if draft.day.date != day:
        draft.day = Day(date=day, precision="day", basis="relative")
    if draft.place and draft.place.country != state.country:
        draft.place = None


def retold(draft: Draft, lexicon: Lexicon, published: datetime.date) -> tuple[datetime.date, str] | None:
    """The day of a group's great raid that is told again without it, in the weeks after, and the state raided.

    A state's attack opens a war, in which much happens: what is told of it undated is news.
    """
    finding = draft.finding
    told = finding.kind == "attack" and finding.status.modality == "occurred" and draft.total is None
    if not told or timed(draft) or finding.mode in GOES_ON:
        return None
    for (day, group), state in KNOWN.items():
        recent = day + FOLLOWED < published <= day + REMEMBERED and lexicon.actors[group].kind != "country"
        if recent and raided(draft, lexicon.actors[group], lexicon.actors[state]):
            return day, state
    return None


def raided(draft: Draft, group: ActorEntry, state: ActorEntry) -> bool:
    """Whether a draft can tell of a raid of the group on the state: on its people or its guests, or just of the
    group's."""
    finding = draft.finding
    hit = {one.actor.country for one in finding.targets}
    at = draft.place.country if draft.place is not None else None
    # Speakers and readers are in third countries; a place where the group is at home is another fight's.
    soldiers = any("MIL" in one.actor.sectors for one in finding.targets)
    if at == group.country and (soldiers or state.country not in hit) and finding.mode != "abduction":
        return False
    if not finding.actors:
        return nominal(draft) and state.country in hit
    if not any(group.id in one.actor.ids or one.actor.id in group.parents[:1] for one in finding.actors):
        return False
    guests = group.country not in hit and not soldiers
    return state.country in hit or guests


def timed(draft: Draft) -> bool:
    """Whether a draft has a day of its own, or a year."""
    return draft.dated and draft.day.precision in ("day", "week", "year")


def nominal(draft: Draft) -> bool:
    return draft.finding.rule == "attack.nominal" and draft.finding.trigger.mode == "armed-assault"


def landmark(draft: Draft) -> tuple[datetime.date, str] | None:
    """The day of the landmark that a draft means, and the state attacked; None where it means none."""
    if draft.finding.kind != "attack":
        return None
    names = {name for one in draft.finding.actors for name in one.actor.ids}
    return next(((day, target) for (day, actor), target in KNOWN.items() if actor in names and means(draft, day)), None)


def means(draft: Draft, day: datetime.date) -> bool:
    """Whether a draft tells of that day, or mentions an attack without a day soon after."""
    if draft.day.basis == "explicit" and draft.day.precision == "day":
        return draft.day.date == day
    undated = draft.finding.status.background and draft.day.precision == "none"
    return undated and not draft.finding.targets and day < draft.day.date <= day + REMEMBERED
