"""Drafting: the findings of a sentence to drafts of events, with the days, places, tolls and totals about them."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.event import Day, Place
from streams.analysis.actors.armies import of_the_land
from streams.analysis.actors.clauses import Clause
from streams.analysis.actors.places import Told, place_near, spoken_from
from streams.analysis.actors.venues import meeting_place
from streams.analysis.agreement import joined
from streams.analysis.attacks.added import added, begun
from streams.analysis.attacks.campaigns import campaign, passed_over
from streams.analysis.attacks.sides import sides_of
from streams.analysis.attribution import attribution
from streams.analysis.claims import numbered_total, total_of
from streams.analysis.days.days import DayHit
from streams.analysis.draft import Draft
from streams.analysis.halves import own_half
from streams.analysis.leads import told_first
from streams.analysis.lexicon.document import Sentence
from streams.analysis.numbers.casualties import Casualties, find_casualties
from streams.analysis.numbers.numbers import NumberHit, find_numbers
from streams.analysis.outreach.announced import told_on
from streams.analysis.sequels import parted_at, told_apart
from streams.analysis.shares import place_by_place
from streams.analysis.status.dating import also_on, day_of, modified_by, own_days, own_opening
from streams.analysis.status.freshness import refresh
from streams.analysis.status.reckoning import comes, reckoned, soon_after
from streams.analysis.status.recollection import background, recall
from streams.analysis.status.rule import Finding
from streams.analysis.status.staleness import old_outreach
from streams.analysis.syntax.phrases import Item
from streams.analysis.tallies import hit_in_all, numbered, posts_hit
from streams.analysis.totals import each_counted, stated_by


@dataclass(frozen=True, slots=True)
class Setting:
    """A sentence with what it gives to all that is found in it. The days are reckoned from `anchor`; what came after
    the event told last, from its day, `told`. Events are told at the items of `found`."""

    sentence: Sentence
    clause: Clause
    days: list[DayHit]
    numbers: Sequence[NumberHit]
    anchor: datetime.date
    told: datetime.date
    found: frozenset[int]
    other: tuple[int, int]  # the characters that tell of another attack


def drafts_of(
    sentence: Sentence,
    clause: Clause,
    findings: list[Finding],
    days: list[DayHit],
    anchor: datetime.date,
    told: datetime.date,
) -> list[Draft]:
    """The drafts of a sentence, those of one event joined."""
    if not findings:  # but maybe a total, which few sentences are looked through for
        return list(tallied(Setting(sentence, clause, days, (), anchor, told, frozenset(), (0, 0)), ()))
    found = frozenset(finding.at for finding in findings)
    other = parted_at(clause, findings, sentence.text)
    setting = Setting(sentence, clause, days, find_numbers(sentence.text), anchor, told, found, other)
    drafts: list[Draft] = []
    for finding in findings:
        finding.own_day = modified_by(clause, finding)
    day_by_day(setting, findings)
    for finding in (
        one
        for group in told_apart(clause, findings, sentence.text, other)
        for part in each_counted(clause, group, days, setting.numbers)
        for one in joined(part)
    ):
        draft = draft_of(finding, setting)
        drafts += place_by_place(draft, clause, setting.numbers) if other[0] == len(sentence.text) else [draft]
        if draft.total is None:
            drafts += on_further_days(draft, setting)
    if not any(one.total and not one.total.vague for one in drafts):
        drafts += tallied(setting, findings)
    return [one for one in drafts if not dead_of_all(one, drafts)]


def dead_of_all(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether only those are told who died in all the attacks that a total counts: "178 attacks that killed 553"."""
    counted = (one.finding.at for one in drafts if one.total and one.total.value)
    return draft.total is None and draft.finding.result and next(counted, draft.finding.at) < draft.finding.at


def day_by_day(setting: Setting, findings: list[Finding]) -> None:
    """Gives each of two attacks its day, where one opens its clause: "shelled it on Friday, and on Saturday rebels took
    it"."""
    clause = setting.clause
    for finding in findings:
        opening = own_opening(clause, finding)
        if opening is None:
            continue
        finding.own_day = finding.own_day or opening
        for other in findings:
            if other.at < finding.at and other.own_day is None and other.trigger.pos == "verb":
                days = [day for day in setting.days if day.date != opening]
                day, dated = day_of(clause, other, days, setting.anchor)
                other.own_day = day.date if dated and day.precision == "day" else None


def tallied(setting: Setting, findings: Sequence[Finding]) -> Iterator[Draft]:
    """A total beside an attack: "it was the 14th such attack on A this year"."""
    clause, text = setting.clause, setting.sentence.text
    row = numbered(clause, text)
    every = None if row else hit_in_all(clause, text)
    value, at = row or ((every[0].value, every[1]) if every else (0, -1))
    trigger = clause.items[at].trigger if at >= 0 else None
    if trigger is None:
        return
    known = next((one for one in findings if one.at == at), None)
    actors, targets = (known.actors, known.targets) if known else sides_of(clause, at, trigger, -1, -1)
    if every:
        targets = clause.mentions([at - 1])
    finding = Finding("attack", "attack.nominal", at, trigger, actors, targets)
    day = Day(date=setting.anchor, precision="none", basis="published")
    total = numbered_total(value, setting.days)
    total = replace(total, qualifier=every[0].qualifier) if every else total
    place = place_of(finding, setting)
    yield Draft(finding, setting.sentence, day, place, Casualties(), total, stated_by(clause), False)


def draft_of(finding: Finding, setting: Setting) -> Draft:
    """What a sentence tells of one finding, whose status is settled by it."""
    sentence, clause = setting.sentence, setting.clause
    day, dated = dated_by(finding, setting)
    finding.separate = finding.separate or added(sentence.text, clause, finding)
    if not dated and finding.kind == "attack" and finding.status.modality == "occurred" and soon_after(clause, finding):
        day = Day(date=setting.told, precision=day.precision, basis=day.basis)
    toll = Casualties()
    if finding.kind == "attack":
        toll = find_casualties(own_half(sentence.text, setting.other, clause.items[finding.at].start))
    finding.begun = begun(sentence.text, clause, finding)
    place = place_of(finding, setting)
    if finding.kind == "attack" and place and [place.country] == clause.cast.countries[:1]:
        finding.actors = of_the_land(finding.actors, finding.targets, place, clause.cast.lexicon)
    total = total_of(clause, finding, setting.days, setting.numbers)
    told_of_one = day.precision == "day" if dated else toll.killed is not None
    if total and total.vague and told_of_one and done_in(clause, finding):
        total, finding.plural = None, False
    speakers = stated_by(clause) if total else attribution(clause)
    draft = Draft(finding, sentence, day, place, toll, total, speakers, dated)
    if total is None:
        weigh(draft, setting)
    return draft


def done_in(clause: Clause, finding: Finding) -> bool:
    """Whether a verb tells what was done in the attacks that a noun sums up: "in a wave of raids rebels killed"."""
    return bool(finding.actors) and any(clause.items[at].tag == "T" for at in finding.told)


def dated_by(finding: Finding, setting: Setting) -> tuple[Day, bool]:
    """The day of a finding, and whether the sentence gives one; marks what its day puts into the past."""
    clause, days, anchor = setting.clause, setting.days, setting.anchor
    if finding.rule == "outreach.announced":
        return told_on(clause, finding, days, anchor), True
    start, end = setting.other
    if finding.rule == "outreach.invited":
        days = [day for day in days if day.basis == "weekday" or not invited_for(clause, finding.at, day)]
    later = setting.sentence.text[start:end].startswith(("after ", "since "))
    if later and clause.items[finding.at].start < start:  # the day behind "days after" is of the other attack
        days = [day for day in days if not start <= day.start < end]
    day, dated = day_of(clause, finding, own_days(clause, finding, days, anchor), anchor)
    if counted := reckoned(clause, finding, days, setting.sentence.text, setting.told if comes(clause) else anchor):
        day, dated = counted, True
    if finding.kind == "attack":
        background(clause, finding, setting.sentence, dated, day, anchor)
    else:
        old_outreach(clause, finding, dated, day, anchor)
    return day, dated


def invited_for(clause: Clause, index: int, day: DayHit) -> bool:
    """Whether a day is that of the meeting to which somebody is invited: "invited B to talks on 6 November"."""
    return any(item.low == "to" and item.start < day.start for item in clause.items[index:])


def place_of(finding: Finding, setting: Setting) -> Place | None:
    """Where it was: for one that another is likened to, among the words up to the next comma."""
    clause = setting.clause
    items: list[Item] = clause.items
    if finding.status.cue == "like":
        items = items[: next((at for at in range(finding.at, len(items)) if items[at].tag == ","), len(items))]
    if finding.kind != "attack":
        return meeting_place(items, finding.at, finding.mode, clause.cast)
    struck = finding.targets if finding.rule != "attack.parried" else ()
    within = setting.other[0] <= items[finding.at].start < setting.other[1]
    beyond = (0, 0) if within else setting.other
    told = Told(finding.at, setting.found - {finding.at, *finding.told}, struck, beyond)
    lexicon, countries = clause.cast.lexicon, clause.cast.countries
    return place_near(items, told, lexicon, countries) or spoken_from(clause.preamble, told, lexicon, countries)


def weigh(draft: Draft, setting: Setting) -> None:
    """Marks what a sentence only calls to mind, or tells as a campaign; counts the posts that one attack hit."""
    finding, clause, days = draft.finding, setting.clause, setting.days
    attack, toll = finding.kind == "attack", draft.toll
    if attack:
        recall(clause, finding, days, setting.anchor)
        harmed = toll.killed is not None or toll.injured is not None
        refresh(clause, finding, days, draft.day, setting.anchor, toll=harmed)
        told_first(clause, draft, setting.anchor, setting.found)
    placed = draft.place is not None and draft.place.precision != "country"
    if cue := campaign(clause, finding, days, draft.sentence.text, toll, dated=draft.dated, placed=placed):
        passed_over(finding, cue)
    if attack and finding.occurrences == 1:
        finding.occurrences = posts_hit(clause, [one.actor.text for one in finding.targets], setting.numbers)


def on_further_days(draft: Draft, setting: Setting) -> Iterator[Draft]:
    """The same attack on the other days of a list."""
    start, end = setting.other
    outside = [day for day in setting.days if not start <= day.start < end]
    days = outside if any(day.date == draft.day.date for day in outside) else setting.days
    if draft.finding.kind == "attack":
        for day in also_on(days, draft.day, draft.sentence.text):
            yield replace(draft, finding=replace(draft.finding), day=day, toll=Casualties())
