"""Hindsight: an attack of weeks ago under a headline about something else is called to mind, not reported."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace

from schemas.event import Day
from streams.analysis.draft import Draft
from streams.analysis.landmarks import GOES_ON, KNOWN

EXPLAINS = re.compile(
    r"(?:how|why|what|who|inside|explained|explainer|timeline|analysis|opinion)\b"
    r"|.{0,90}\b(?:review|obituary|quiz) ?(?:[–—-]|$)"
    r"|.{0,90}\b(?:visual guide|in maps)\b",
    re.I,
)
PAST = re.compile(
    r"\b(?:echo(?:es)? of|lessons? (?:of|from)|anniversary|remembering|legacy of|years (?:on|later|ago)|9/11|7/7"
    r"|in memory of|commemorat\w+|obituary|documentary|memoirs?|cold case|revisit(?:s|ed)?"
    r"|reopen(?:s|ed)? (?:the )?(?:case|murder|inquiry|probe)"
    r"|the day the|survivor of .+ tells)\b",
    re.I,
)
OBITUARY = re.compile(
    r"\b(?:dies|died|dead|passed away)\b[^.\n]{0,40}?\b(?:aged?|age of|at) (?:[6-9]\d|1[01]\d)\b|\bobituary\b", re.I
)
AGES = datetime.timedelta(days=25)
"""Older than this is what an article of today, which has a headline, tells only to explain something."""
YEAR = datetime.timedelta(days=365)
LATELY = datetime.timedelta(days=6)
"""So long what is told of a great attack by its day is news, as more becomes known."""
SEASON = datetime.timedelta(days=100)
"""So long the courts and governments that a report without a headline tells of are busy with an attack."""
UNTOLD = frozenset(
    ("a sum", "a sum over a stretch of time", "a question", "what goes on", "accused of", "what is answered")
)


def in_hindsight(draft: Draft, title: str, published: datetime.date) -> None:
    """Marks an attack, or a contact of years ago, that its own day puts long before its article; a report without a
    headline is about what it tells."""
    finding = draft.finding
    if finding.kind == "outreach" and title and draft.dated and published - draft.day.date > YEAR:
        finding.status = replace(finding.status, background=True, cue="long ago")
    if not title or finding.kind != "attack" or finding.status.modality != "occurred" or draft.total is not None:
        return
    if EXPLAINS.match(title) and not draft.dated and draft.sentence.field == "text":
        finding.status = replace(finding.status, background=True, cue="an explanation")
    if PAST.search(title) and not draft.dated and draft.sentence.field == "text":
        finding.status = replace(finding.status, background=True, cue="a headline on the past")
    age = published - draft.day.date
    if draft.dated and (age > AGES or (age > LATELY and known(draft))):
        finding.status = replace(finding.status, background=True, cue="long ago")


def in_memoriam(drafts: Iterable[Draft], opening: str, published: datetime.date) -> None:
    """Marks what an obituary, known by its opening, tells of a long life and puts no late day on."""
    for draft in drafts if OBITUARY.search(opening) else ():
        late = draft.dated and published - draft.day.date <= AGES
        if not late and draft.finding.status.modality == "occurred" and draft.total is None:
            draft.finding.status = replace(draft.finding.status, background=True, cue="an obituary")


def by_its_day(draft: Draft, title: str, published: datetime.date) -> None:
    """Takes a killing called to mind with the day it was committed for an event of that day.

    "They were charged with the murder of the priests on 16 November", in a report without a headline: it is about that
    murder, and counts on its own day. A headline says what a report is about.
    """
    finding, on = draft.finding, draft.finding.told_day
    if title or on is None or draft.day.date != on or not datetime.timedelta(0) < published - on <= SEASON:
        return
    single = bool(finding.targets) and not finding.plural and draft.total is None
    if single and finding.status.modality == "occurred" and finding.status.cue not in UNTOLD and not known(draft):
        finding.status = replace(finding.status, background=False)


def known(draft: Draft) -> bool:
    """Whether a draft tells of an attack that everybody knows by its day."""
    ids = {name for one in draft.finding.actors for name in one.actor.ids}
    unnamed = not ids and draft.finding.mode not in GOES_ON
    return any(draft.day.date == day and (group in ids or unnamed) for day, group in KNOWN)


IN_YEAR = re.compile(
    r"\W*(?:(?:but|and|then|also|earlier|later|back|early|late),? )*(?:in|on|during|by)(?: the)?(?: [\w.,]+){0,4}? "
    r"((?:19|20)\d\d)\b",
    re.I,
)
OF_LATE = re.compile(
    r"\b(?:now|today|yesterday|tonight|overnight|since|recent|recently|currently|this (?:week|month|year|weekend)"
    r"|last (?:week|month|year|night)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|has|have|(?:19|20)\d\d)\b",
    re.I,
)


def year_told(text: str, before: int, published: datetime.date) -> int:
    """The past year that an article has gone back to, which holds until a sentence names another time; 0 for none."""
    opening = IN_YEAR.match(text)
    if opening:
        year = int(opening.group(1))
        return year if year < published.year else 0
    return 0 if not before or OF_LATE.search(text) else before


def look_back(drafts: Iterable[Draft], year: int) -> None:
    """Puts what a sentence tells without a day into the past year that the article has gone back to."""
    for draft in drafts if year else ():
        finding = draft.finding
        if finding.kind == "attack" and not draft.dated and finding.trigger.form != "s":
            draft.day = Day(date=datetime.date(year, 12, 31), precision="none", basis="published")
            if finding.status.modality == "occurred":
                finding.status = replace(finding.status, background=True, cue="the year told before")
