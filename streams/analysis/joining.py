"""Joining: drafts of an article that are one event."""

import re

from streams.analysis.agreement import (
    both_act,
    closer,
    fill,
    kin,
    means_differ,
    on_itself,
    on_own_soil,
    same_weapon,
    with_soldiers,
)
from streams.analysis.attacks.added import HARMING
from streams.analysis.draft import Draft
from streams.analysis.outreach.contacts import same_contact, venue_of
from streams.analysis.parting import (
    AERIAL,
    SUMS,
    adds_up,
    crossed,
    each_its_own,
    foreigners_taken,
    incident_apart,
    known_kin,
    means_apart,
    part_of_salvo,
    passing,
    rebels_and_army,
    recalls_another,
    reply,
    same_harm,
    sums_up,
    tolls_apart,
    unrelated,
    waged,
)
from streams.analysis.shares import summed_up
from streams.analysis.status.dating import DAY, MONTH
from streams.analysis.total import Total
from streams.analysis.totals import counted_by, spoken_of
from streams.analysis.whereabouts import FINE, at_the_spot, elsewhere, same_again, whose

MOST = 100  # An article of more events than this is no story: a bound on the pairs that are compared.


def merged(drafts: list[Draft]) -> list[Draft]:
    """Drafts of one article that are one event, joined; a headline and its first sentence above all."""
    kept: list[Draft] = []
    drafts = summed_up(drafts)
    for before, draft in zip([None, *drafts], drafts, strict=False):
        if before is not None and counted_by(before, draft):
            draft.finding.targets = before.finding.targets
        known_already = draft.finding.anaphoric or any(one.definite and one.plural for one in draft.finding.targets)
        told = reversed(kept[-MOST:]) if known_already else kept[:MOST]
        fit = [one for one in told if one_event(one, draft)]
        alike = [one for one in fit if standing(one) == standing(draft)]
        apart = [one for one in alike if goes_on_apart(one, draft)]
        same = next(iter([*apart, *alike, *fit]), None)
        if same is None:
            kept.append(draft)
        else:
            absorb(same, draft)
    for at, draft in enumerate(kept):
        if draft.total and not (draft.finding.actors or draft.finding.targets or draft.place):
            earlier = [one for one in kept[:at] if not in_one_sentence(one, draft)]
            draft.finding.targets = spoken_of(earlier, draft.finding.kind)
            draft.place = next((one.place for one in reversed(kept[:at]) if one.place), None)
    return kept


def goes_on_apart(one: Draft, draft: Draft) -> bool:
    """Whether the sentence before tells of another incident than the text is about, which the second goes on with."""
    last = (one.also or [one.sentence])[-1]
    apart = one.finding.separate or one.finding.begun
    return apart and last.field == draft.sentence.field and draft.sentence.number - last.number < 2


def standing(draft: Draft) -> bool:
    """Whether a draft only calls something to mind."""
    return draft.finding.status.background


def one_event(one: Draft, other: Draft) -> bool:
    """Whether two drafts of one article speak of one event."""
    a, b = one.finding, other.finding
    if a.kind != b.kind or a.status.modality != b.status.modality or not same_total(one.total, other.total):
        return False
    if in_one_sentence(one, other) and tells_result(one, other):
        return kin(a.actors, b.actors)
    if on_other_days(one, other) or begins_anew(one, other):
        return False
    if a.kind == "outreach":  # of one visit talks may be held in another town
        where = {venue_of(a, one.place), venue_of(b, other.place)} - {None}
        return len(where) < 2 and same_contact(a, b)
    if not b.anaphoric and elsewhere(one, other):
        return False
    fought = fight_of(one, other) or fell_on_both_sides(one, other)
    if (not fought and (on_itself(a.actors, b.targets) or on_itself(b.actors, a.targets))) or tolls_apart(one, other):
        return False
    if crossed(a, b) or crossed(b, a) or rebels_and_army(a, b) or rebels_and_army(b, a):
        return False
    if standing(one) != standing(other) and unrelated(a, b) and (waged(a) or waged(b)):
        return False
    if passing(one, other) or reply(one, other) or sums_up(one, other):
        return False
    if one.finding.kind == "attack" and same_weapon(a, b) and a.anaphoric != b.anaphoric:
        return kin(a.actors, b.actors)
    if fought or under_headline(one, other):
        return True
    same_sentence = in_one_sentence(one, other)
    if same_sentence and one.total and one.total.value and one.total.parts:
        return True
    if same_sentence and (recalls_another(a, b) or both_act(a, b) or on_own_soil(a, b) or on_own_soil(b, a)):
        return False
    if foreigners_taken(a, b) or foreigners_taken(b, a) or means_apart(a, b) or each_its_own(one, other):
        return False
    return kin(a.actors, b.actors) and (kin(a.targets, b.targets) or at_the_spot(one, other))


def on_other_days(one: Draft, other: Draft) -> bool:
    """Whether two drafts have days of their own, or one looks back to another day than that of the news."""
    a, b = one.finding, other.finding
    if dates(one, other):
        return False
    if one.dated and other.dated and one.day.date != other.day.date:
        return not (one_night(one, other) or that_week(one, other))
    heads = one.sentence.field == "title" and other.sentence.field == "text" and not other.sentence.number
    if one.day.date - other.day.date > (6 if heads else 3) * DAY and other.dated and not one.dated and unrelated(a, b):
        return standing(one) or not same_again(one, other)
    if other.dated and not (one.dated or b.anaphoric) and ON_DAY.match(other.sentence.text):
        return a.separate or (other.sentence.number > 1 and len({one.toll.killed, other.toll.killed} - {None}) > 1)
    recalled = a.commemorated and (other.day.date - one.day.date > MONTH or not unrelated(a, b))
    dated = other.dated or (one.dated and not recalled)
    apart = dated and abs(one.day.date - other.day.date) > DAY
    return apart and standing(one) != standing(other) and not goes_on(one, other) and not points_back(other)


def one_night(one: Draft, other: Draft) -> bool:
    """Whether two drafts are of the night before the news: "overnight" is of its morning, "last night" of its eve."""
    named = {word.lower() for draft in (one, other) for word in NIGHT.findall(draft.sentence.text)}
    deaths = {one.toll.killed, other.toll.killed} - {None}
    return len(named) == 2 and len(deaths) < 2 and abs(one.day.date - other.day.date) == DAY


def that_week(one: Draft, other: Draft) -> bool:
    """Whether the second only says in which week what the first hit was attacked: "the base was hit last weekend"."""
    loose = other.day.precision == "week" and abs(one.day.date - other.day.date) < 3 * DAY
    return loose and same_again(one, other)


ON_DAY = re.compile(r"\W*(?:late |early )?on (?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)  # opens another item
NIGHT = re.compile(r"\b(?:overnight|last night)\b", re.I)


def dates(one: Draft, other: Draft) -> bool:
    """Whether the second gives an attack told without a day the day it lacks: "the attack happened on Saturday",
    "Saturday's attack was the worst"."""
    lately = DAY < one.day.date - other.day.date < 7 * DAY
    named = other.finding.own_day is not None and other.place is None and standing(one) == standing(other)
    bare = named or other.finding.anaphoric
    bare = bare and not (other.finding.plural or other.finding.actors or other.finding.targets)
    return lately and bare and other.dated and not one.dated and one.sentence.field == other.sentence.field


def begins_anew(one: Draft, other: Draft) -> bool:
    """Whether the second is told as something new, beside the first; a headline's own story is, unless it is said to
    be another."""
    a, b = one.finding, other.finding
    retold = part_of_salvo(one, other) or same_harm(one, other)
    begun = b.begun and not in_one_sentence(one, other) and not retold
    story = one.sentence.field == "title" and (a.plural or not incident_apart(other))
    harmed = a.rule in HARMING and b.plural and in_one_sentence(one, other)  # "killed 20 in three separate raids"
    return ((b.separate and not harmed) or begun) and not story


def tells_result(one: Draft, other: Draft) -> bool:
    """Whether the second is whom the attack that the first names killed, whatever day stands between."""
    named = one.finding.rule == "attack.nominal" and one.total is other.total
    return named and other.finding.result and other.finding.rule == "attack.killer-active"


def in_one_sentence(one: Draft, other: Draft) -> bool:
    """Whether one sentence tells of both."""
    return (one.sentence.field, one.sentence.start) == (other.sentence.field, other.sentence.start)


def under_headline(one: Draft, other: Draft) -> bool:
    """Whether a text opens with what its headline tells, or its next sentence goes on with the strike told before, by
    the same hand in the same country: a raid on the coast that killed a commander."""
    a, b = one.finding, other.finding
    opens = one.sentence.field == "title" and other.sentence.field == "text" and other.sentence.number < 2
    follows = one.sentence.field == other.sentence.field == "text" and other.sentence.number == one.sentence.number + 1
    again = follows and a.mode == b.mode and b.mode in AERIAL and not (other.dated or a.plural or b.plural)
    opens = opens or (again and other.toll.killed is None)
    told = opens and not (a.status.background or b.status.background)
    told = told and (other.sentence.number == 0 or not (a.plural or b.plural))
    doers = {mention.actor.id for mention in a.actors} & {mention.actor.id for mention in b.actors}
    ours, theirs = ({mention.actor.country for mention in side.targets} for side in (a, b))
    alike = bool(ours & theirs - {None}) or not theirs - {None}
    clashes = "clash" in (a.mode, b.mode)
    return told and bool(doers - {None}) and alike and not clashes and not means_differ(a, b)


def fight_of(one: Draft, other: Draft) -> bool:
    """Whether the second tells who fell on the other side, or on both, in the fight that the first tells of."""
    a, b = one.finding, other.finding
    if a.kind != "attack" or b.actors or not on_itself(a.actors, b.targets) or a.status.describes:
        return False
    told = [(sentence.field, sentence.start) for sentence in (one.sentence, *one.also)]
    beside_it = (other.sentence.field, other.sentence.start) in told and b.rule == "attack.victim-passive"
    deaths = one.toll.killed is not None and one.toll.killed == other.toll.killed
    both = (known_kin(a.targets, b.targets) or deaths) and one.sentence.field == "title"
    return both or (beside_it and not means_differ(a, b))


def fell_on_both_sides(one: Draft, other: Draft) -> bool:
    """Whether the second is the attack in which those fell of whom the first tells, attackers among them: "four guards
    and two rebels were killed when rebels attacked a camp"."""
    a, b = one.finding, other.finding
    fell = a.rule == "attack.victim-passive" and not a.actors and in_one_sentence(one, other)
    return fell and on_itself(b.actors, a.targets) and any(not on_itself(b.actors, [each]) for each in a.targets)


def points_back(draft: Draft) -> bool:
    """Whether a draft without a day means an attack told before: "this attack"."""
    return draft.finding.anaphoric and not draft.dated and not draft.finding.plural


def goes_on(one: Draft, other: Draft) -> bool:
    """Whether the next sentence tells more of what the one before dated: "the 7 October attack. The group killed"."""
    acting = {mention.actor.id for mention in one.finding.actors} & {
        mention.actor.id for mention in other.finding.actors
    }
    next_to_it = other.sentence.number - one.sentence.number == 1
    return one.dated and not other.dated and next_to_it and bool(acting - {None})


def same_total(one: Total | None, other: Total | None) -> bool:
    """Whether two drafts state no total, or the same one."""
    if one is None or other is None:
        return one is other
    return (one.value, one.qualifier if one.value is None else None) == (
        other.value,
        other.qualifier if other.value is None else None,
    )


def absorb(one: Draft, other: Draft) -> None:
    """The second draft fills what the first leaves open."""
    summed = one.finding.status.cue in SUMS and not other.dated  # what is added to a sum is of the sum
    of_old = goes_on(one, other) and one.day.date < other.day.date  # an undated draft has the day of publication
    standing = one.finding.status if of_old or one.finding.commemorated or summed else None
    struck = one.finding.targets if any(target.role == "site" for target in one.finding.targets) else []
    if adds_up(one, other):
        standing = other.finding.status
    if fight_of(one, other):
        other.finding.targets = [fell for fell in other.finding.targets if not on_itself(one.finding.actors, [fell])]
    if fell_on_both_sides(one, other):
        one.finding.targets = [fell for fell in one.finding.targets if not on_itself(other.finding.actors, [fell])]
    fill(one.finding, other.finding)
    # What was hit stays what was hit, whoever was in it, unless it is said more closely: others tell who died there.
    closely = closer(struck, other.finding.targets) or whose(struck, other.finding.targets)
    if one.finding.kind == "attack" and struck and not closely:
        one.finding.targets = with_soldiers(struck, other.finding.targets)
    one.finding.status = standing or one.finding.status
    if other.dated and not one.dated:
        one.day, one.dated = other.day, True
    if (
        other.place
        and not other.finding.anaphoric
        and (one.place is None or FINE[other.place.precision] < FINE[one.place.precision])
    ):
        one.place = other.place
    sum_of_many = other.finding.status.cue in SUMS and other.finding.plural and not other.dated
    told = (other.toll.killed is not None or other.toll.injured is not None) and not sum_of_many
    if told and ((one.toll.killed is None and one.toll.injured is None) or one.sentence.field == "title"):
        one.toll = other.toll
    if one.total and other.total:
        one.total = one.total.completed(other.total)
        one.attributed = one.attributed or other.attributed
    one.also.append(other.sentence)
    if one.sentence.field == "title" and other.sentence.field == "text":
        one.sentence, other.sentence = other.sentence, one.sentence
