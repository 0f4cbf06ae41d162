"""Attacks that everybody knows by their day: whoever names the day and the attacker need not say who was attacked."""

import datetime
from dataclasses import replace

from schemas.event import Day
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.composition import actor_of
from streams.analysis.draft import Draft
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


def at_landmark(draft: Draft, lexicon: Lexicon) -> None:
    """At a landmark those attacked who have no name are of the state attacked then; there and then is where and when
    it was."""
    told = draft.finding.targets
    found = landmark(draft)
    if found is None or any(one.actor.id or one.actor.country for one in told):
        return
    day, target = found
    state = actor_of(lexicon.actors[target], lexicon.actors[target].name)
    home = {"country": state.country}
    draft.finding.targets = [replace(one, actor=one.actor.model_copy(update=home)) for one in told] or [
        Mention(state, "country")
    ]
    if draft.day.date != day:
        draft.day = Day(date=day, precision="day", basis="relative")
    if draft.place and draft.place.country != state.country:
        draft.place = None


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
