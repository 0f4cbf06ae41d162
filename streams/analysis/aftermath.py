"""Aftermath: what the next sentences tell of an attack that its own left open: on which day "the incident occurred",
and whom it killed or hurt, "Forty-six people died"; or one person was killed, "the mayor was shot dead"."""

import datetime
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from schemas.event import Day
from streams.analysis.days.dates import find_days
from streams.analysis.draft import Draft
from streams.analysis.lexicon.document import Sentence, bounds, sentence_at
from streams.analysis.numbers.casualties import Casualties, find_casualties
from streams.analysis.status.rule import Finding

OF_OTHERS = re.compile(  # deaths of a whole war, of another attack, or of no attack
    r"\b(?:separate|another|other|elsewhere|meanwhile|similar|previous|earlier|total|overall|average|conflict|war|wars"
    r"|insurgency|violence|unrest|fighting|since|years?|months?|weeks?|decades?|history|accidents?|crash(?:es|ed)?|collisions?"
    r"|floods?|flooding|(?:earth)?quakes?|storms?|cyclone|hurricane|landslides?|virus|disease|cancer|cholera|hunger|if)\b",
    re.I,
)
MOST = 600  # characters: a longer sentence tells more than a toll


def add_tolls(drafts: Sequence[Draft], telling: Iterable[Sentence], text: str, published: datetime.date) -> None:
    """Gives attacks the tolls that the next sentences of a text state, where these tell of nothing else.

    `telling` are the sentences that tell of an event themselves.
    """
    taken = {(sentence.field, sentence.start) for sentence in telling}
    for draft in drafts:
        for sentence in (draft.sentence, *draft.also) if untold(draft) else ():
            at = sentence.end if sentence.field == "text" else 0
            ahead = text[at : at + MOST]
            follows = sentence_at(ahead, "text", 0, *next(bounds(ahead), (0, 0)))
            if untold(draft) and ("text", at + follows.start) not in taken:
                add_toll(draft, follows.text, published)
        if half_told(draft):
            add_half(draft, text, {one.sentence.start for one in drafts if one is not draft}, published)
        if untold(draft) and kills_one(draft.finding):
            draft.toll = Casualties(killed=1, killed_low=1, killed_high=1)


def half_told(draft: Draft) -> bool:
    """Whether a draft tells of an attack that happened, and either of the dead or of the wounded."""
    finding, toll = draft.finding, draft.toll
    news = finding.kind == "attack" and finding.status.news and draft.total is None
    return news and (toll.killed is None) != (toll.injured is None)


def add_half(draft: Draft, text: str, taken: Container[int], published: datetime.date) -> None:
    """Gives an attack the wounded, or the dead, that the next sentence tells of: "Another seven were wounded"."""
    at = draft.sentence.end if draft.sentence.field == "text" else 0
    ahead = text[at : at + MOST]
    follows = sentence_at(ahead, "text", 0, *next(bounds(ahead), (0, 0)))
    told, toll = FURTHER.sub("", follows.text), draft.toll
    rest = find_casualties(follows.text)
    if at + follows.start in taken or rest.cumulative or OF_OTHERS.search(told):
        return
    if any(day.date != draft.day.date for day in find_days(told, published)):
        return
    if rest.injured is not None and toll.injured is None and rest.killed in (None, toll.killed):
        draft.toll = replace(toll, injured=rest.injured, injured_low=rest.injured_low, injured_high=rest.injured_high)
    elif rest.killed is not None and toll.killed is None and rest.injured in (None, toll.injured):
        draft.toll = replace(toll, killed=rest.killed, killed_low=rest.killed_low, killed_high=rest.killed_high)


FURTHER = re.compile(
    r"\b(?:another|other) (?=\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)"
    r"|(?<=\w )other (?=people|civilians|soldiers|policemen)",
    re.I,
)
KILLING = frozenset(
    (
        "kill murder execute slay slain assassinate behead lynch assassination killing beheading gun-down gunned-down "
        "shoot-dead shot-dead shoot-and-kill shot-and-killed shot-to-death hacked-to-death beaten-to-death"
    ).split()
)
PERSONS = frozenset(["office", "person", "civil"])
SEVERAL = frozenset("family couple crowd group crew team staff community congregation public police press".split())


def kills_one(finding: Finding) -> bool:
    """Whether an attack is the killing of one person."""
    if finding.trigger.lemma.replace(" ", "-") not in KILLING or finding.plural or len(finding.targets) != 1:
        return False
    victim = finding.targets[0]
    return victim.role in PERSONS and not victim.plural and victim.noun not in SEVERAL


def untold(draft: Draft) -> bool:
    """Whether a draft tells of an attack that happened, and not of whom it harmed."""
    finding, toll = draft.finding, draft.toll
    news = finding.kind == "attack" and finding.status.news and draft.total is None
    return news and toll.killed is None and toll.injured is None


def add_toll(draft: Draft, text: str, published: datetime.date) -> None:
    """Gives an attack the toll that a sentence states, unless it may be that of another."""
    toll = find_casualties(text)
    if (toll.killed is None and toll.injured is None) or toll.cumulative:
        return
    if OF_OTHERS.search(text) or OF_ATTACKERS.search(text):
        return
    if all(day.date == draft.day.date for day in find_days(SAID_ON.sub("", text), published)):
        draft.toll = toll


SAID_ON = re.compile(r",(?: [\w'-]+){1,6} (?:said|announced|reported)(?: late| early)? on \w+day\b")  # of the toll


OF_ATTACKERS = re.compile(  # "the gunman was shot dead": whom they killed is told elsewhere
    r"^\W*(?:(?:the|an?|one|two|three|four|both|all)\s)?(?:of\sthe\s)?(?:gunm[ae]n|attackers?|assailants?|bombers?)\b"
    r"[^,;]{0,60}\s(?:was|were)\s(?:also\s|later\s)?(?:shot|killed|gunned)\b",
    re.I,
)
HAPPENED = re.compile(  # "the incident, police said, occurred on", "it happened at", "the attackers struck late on"
    r"(?:^|[,;]\s|\b(?:said|says|that)\s)\W*(?:(?:it|this|all this)"
    r"|the\s(?:\w+\s)?(?:incident|tragedy|event|attack|assault)"
    r"(?:,?\s[\w'-]+){0,5}?,?)\s(?:reportedly\s|allegedly\s|also\s|had\s)?(?:happened|occurred|took\splace)\b"
    r"|^\W*the\s(?:attackers|assailants|gunmen|militants|rebels|bandits|terrorists|bomber)\s(?:struck|arrived)\b",
    re.I,
)
SOON = 3  # sentences within which a text says when it was what it has told


def add_days(drafts: Sequence[Draft], telling: Iterable[Sentence], text: str, published: datetime.date) -> None:
    """Gives attacks without a day that on which a sentence soon after says "the incident occurred"."""
    taken = {(sentence.field, sentence.start) for sentence in telling}
    for draft in drafts:
        if draft.finding.kind == "attack" and draft.finding.status.news and not draft.dated and draft.total is None:
            for sentence in (draft.sentence, *draft.also):
                ahead = following(text, sentence.end if sentence.field == "text" else 0, taken)
                day = next((day for one in ahead if (day := day_of_incident(one, published))), None)
                day = day or day_of_arrival(draft.sentence, text, taken, published)
                if day and not draft.dated:
                    draft.day, draft.dated = day, True


ARRIVED = re.compile(
    r"\b(?:entered|arrived|came|rode|drove|crossed|descended|infiltrated|sneaked|burst|broke|surrounded|swept|landed)\b"
)
AGAIN = re.compile(
    r"\W*(?:they|it|the\s(?:group|men|attackers|assailants|gunmen|militants|rebels|bandits|fighters))\b", re.I
)


def day_of_arrival(
    sentence: Sentence, text: str, taken: Container[tuple[str, int]], published: datetime.date
) -> Day | None:
    """The day on which the sentence before says that those came of whom this one tells: "they killed six"."""
    if sentence.field != "text" or not AGAIN.match(sentence.text):
        return None
    begins = max(0, sentence.start - MOST)
    before = text[begins : sentence.start]
    *_, (start, end) = [(0, 0), *bounds(before)]
    came = ("text", begins + start) not in taken and ARRIVED.search(before[start:end])
    days = [day for day in find_days(before[start:end], published) if day.role == "at"] if came else []
    known = len(days) == 1 and days[0].precision == "day" and days[0].date <= published
    return Day(date=days[0].date, precision="day", basis=days[0].basis) if known else None


def following(text: str, at: int, taken: Container[tuple[str, int]]) -> Iterator[str]:
    """The next sentences of a text, up to one that tells of an event itself."""
    ahead = text[at : at + MOST]
    for start, end in islice(bounds(ahead), SOON):
        sentence = sentence_at(ahead, "text", 0, start, end)
        if ("text", at + sentence.start) in taken:
            return
        yield sentence.text


def day_of_incident(text: str, published: datetime.date) -> Day | None:
    """The day on which a sentence says that what was told before it took place."""
    happened = HAPPENED.search(text)
    for day in find_days(text, published) if happened else ():
        if happened and day.start >= happened.end() and day.role == "at":
            known = day.precision == "day" and day.date <= published
            return Day(date=day.date, precision="day", basis=day.basis) if known else None
    return None
