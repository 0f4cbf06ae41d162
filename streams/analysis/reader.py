"""The reader: an article to the events and claims it states. The only way into the analysis."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from schemas.article import Article
from schemas.claim import Claim
from schemas.event import Event
from streams.analysis.actors.cast import Cast
from streams.analysis.actors.clauses import Clause
from streams.analysis.aftermath import add_days, add_tolls
from streams.analysis.attacks.rules import read_attack
from streams.analysis.attribution import aside, attribution, preamble
from streams.analysis.days.datelines import dateline
from streams.analysis.days.dates import find_days
from streams.analysis.days.days import DayHit
from streams.analysis.draft import Draft
from streams.analysis.drafting import drafts_of
from streams.analysis.filing import place_filed, place_in_land
from streams.analysis.headings import Section, section_at, sections
from streams.analysis.hindsight import look_back, year_told
from streams.analysis.insets import tellings
from streams.analysis.joining import merged
from streams.analysis.lexicon.document import Field, Sentence, bounds, is_headline, is_upper, sentence_at
from streams.analysis.lexicon.furniture import story
from streams.analysis.lexicon.gate import opens, outlook
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.messages import assemble
from streams.analysis.outreach.rules import read_outreach
from streams.analysis.remembering import countries_of, embattled, introduce, mention_names, remember
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.suspects import add_suspects
from streams.analysis.syntax.items import items_of
from streams.analysis.syntax.scan import Hit, scan, with_verbs
from streams.analysis.syntax.units import units_of
from streams.analysis.tallies import EACH
from streams.analysis.telling import lacking

RULES = {"attack": read_attack, "outreach": read_outreach}
MOST_TEXT = 50_000  # Characters. News has a fifth of them; a book would keep a worker from its broker for minutes.
MOST_TRIGGERS = 30  # A sentence of the news has ten at most; what has more is made to keep the rules busy.


@dataclass(slots=True)
class Reading:
    """One sentence as read, for `explain`."""

    sentence: Sentence
    clause: Clause
    findings: list[Finding]
    misses: list[Miss]
    drafts: list[Draft]


def read(article: Article, lexicon: Lexicon) -> list[Event | Claim]:
    """The events and claims of an article, in the order of its sentences; nothing for a canceled or foreign one."""
    if article.pubstatus != "usable" or not article.language.lower().startswith("en"):
        return []
    article = within(article)
    telling = [reading for reading in readings(article, lexicon, hopeful=True) if reading.drafts]
    return assemble(article, told_once(article, telling), lexicon) if telling else []


def within(article: Article) -> Article:
    """The article as far as it is read."""
    if max(len(article.title), len(article.text)) <= MOST_TEXT:
        return article
    return article.model_copy(update={"title": article.title[:MOST_TEXT], "text": article.text[:MOST_TEXT]})


def told_once(article: Article, telling: Sequence[Reading]) -> list[Draft]:
    """What the sentences of an article that tell of events come to: each event once, if enough is said of it."""
    drafts, text = merged([draft for reading in telling for draft in reading.drafts]), story(article.text)
    if telling:
        sentences, published = [reading.sentence for reading in telling], article.published.date()
        add_days(drafts, sentences, text, published)
        add_tolls(drafts, sentences, text, published)
        add_suspects(drafts, text, telling[0].clause.cast)
        place_filed(drafts, text.lstrip()[:200], telling[0].clause.cast)
    enough = [draft for draft in drafts if not lacking(draft)]
    if enough:
        place_in_land(enough, telling[0].clause.cast)
    return enough


def readings(article: Article, lexicon: Lexicon, *, hopeful: bool = False) -> Iterator[Reading]:
    """Every sentence that holds a trigger, read in turn with what the article has said before; if `hopeful`, only those
    that can make an event."""
    day = article.published.date()
    scanned, upper = known_in(article, lexicon)
    title, text = scanned[0][1], scanned[1][1]
    every = scanned[0][2] + scanned[1][2]
    if not any(hit.senses.needs for hit in every):
        return
    prospect = outlook(every)
    if hopeful and not opens(every, prospect, f"{title} {text}"):
        return
    heading = frozenset(WORD.findall(title.lower()))
    line = dateline(text.lstrip()[:200], day)
    cast = Cast(lexicon, day, upper, countries_of(every), embattled(every), heading, line.place if line else "")
    introduce(cast, every)
    anchor = told = line.date if line and line.date else day
    year, news = 0, False
    headed = sections(text, day)
    for name, text, hits in scanned:
        for number, (start, end), own in by_sentence(text, hits):
            year = year_told(text[start:end], year, day) if name == "text" and not news else 0
            if not 0 < sum([1 for hit in own if hit.senses.needs]) <= MOST_TRIGGERS:
                cast.later(partial(mention_names, cast, text, own))
                continue
            sentence = sentence_at(text, name, number, start, end)
            shut = hopeful and not opens(own, prospect, sentence.text, sentence.start)
            if faint(own):
                cast.later(partial(mention_names, cast, text, own))
            elif shut:
                cast.later(partial(hear, sentence, own, cast, anchor, day))
            else:
                section = section_at(sentence.start, headed) if name == "text" else None
                days = (section.today, section.today, section.today) if section else (anchor, day, told)
                for reading in read_sentence(sentence, own, cast, *days):
                    if section:
                        date_by(reading.drafts, section)
                    told = next((one.day.date for one in reading.drafts if counts_from(one)), told)
                    look_back(reading.drafts, year)
                    findings = [one.finding for one in reading.drafts]
                    news = news or any(one.kind == "attack" and one.status.news for one in findings)
                    yield reading
    cast.close()


def known_in(article: Article, lexicon: Lexicon) -> tuple[list[tuple[Field, str, list[Hit]]], bool]:
    """The title and the text of an article with what the lexicon knows in them; and whether it is all in capitals."""
    title, text = story(article.title), story(article.text)
    upper = is_upper(text or title)
    named = with_verbs(scan(title, lexicon, upper=upper or is_upper(title)), title, lexicon)
    return [("title", title, named), ("text", text, scan(text, lexicon, upper=upper))], upper


def date_by(drafts: Sequence[Draft], section: Section) -> None:
    """Gives what is told beneath a day that day, where the sentence names none."""
    for draft in drafts if section.day else ():
        if section.day and not draft.dated and draft.total is None and draft.finding.status.modality == "occurred":
            draft.day, draft.dated = section.day, True


def counts_from(draft: Draft) -> bool:
    """Whether "two days earlier" in a later sentence counts from the day of this event."""
    precise = draft.dated and draft.day.precision == "day" and draft.sentence.field == "text"
    return precise and draft.finding.status.news


WORD = re.compile(r"[a-z]+")


def faint(hits: Sequence[Hit]) -> bool:
    """Whether nothing but words like "reached" and "signed" make a sentence worth a look, and no name beside them."""
    nameless = not any(hit.senses.named for hit in hits)
    return nameless and all(one.frame == "settle" for hit in hits for one in hit.senses.triggers)


def by_sentence(text: str, hits: Sequence[Hit]) -> Iterator[tuple[int, tuple[int, int], list[Hit]]]:
    """Each sentence of a text in which something known stands: its number, its bounds, its hits."""
    at = 0
    for number, (start, end) in enumerate(bounds(text)):
        first = at
        while at < len(hits) and hits[at].start < end:
            at += 1
        if at > first:
            yield number, (start, end), [hit for hit in hits[first:at] if hit.end <= end]


def without_dateline(sentence: Sentence) -> Sentence:
    """A sentence without the place and day it was filed at."""
    if sentence.number:
        return sentence
    line, colon = dateline(sentence.text[:200]) if sentence.field == "text" else None, None
    if line is None:
        colon = HEADED.match(sentence.text) or (LABEL.match(sentence.text[:60]) if sentence.field == "title" else None)
    cut = line.end if line else colon.end() if colon else 0
    return replace(sentence, text=sentence.text[cut:], start=sentence.start + cut) if cut else sentence


LABEL = re.compile(  # of a letter to readers, a running story, a kind of piece: "Israel-Hamas war live: ", "Watch: "
    r"(?:[\w'-]+ ){0,5}?(?:briefing|recap|round-?up|updates?|headlines|latest|live|news|blog|at a glance|watch|video"
    r"|pictured|photos?|breaking|exclusive|explain(?:er|ed)|analysis|revealed|report|readout)(?: (?:on|for) \w+)?: ",
    re.I,
)
HEADED = re.compile(r"[A-Z][A-Z /.'-]{3,40}: ")


def parsed(
    sentence: Sentence, hits: Sequence[Hit], cast: Cast, told: datetime.date, published: datetime.date
) -> tuple[Clause, list[DayHit]]:
    """The items of a sentence, and the days it names; "two days earlier" counts from `told`."""
    days = find_days(sentence.text, published, anchor=told)
    if days:  # none is in a name: "the March 23 Movement"
        named = [(hit.start - sentence.start, hit.end - sentence.start) for hit in hits if hit.senses.actor]
        days = [day for day in days if not any(start < day.end and day.start < end for start, end in named)]
    title, headline = sentence.field == "title", sentence.field == "title" and is_headline(sentence.text)
    units = units_of(sentence.text, sentence.start, hits, days, upper=cast.upper, headline=headline)
    return Clause(items_of(units), cast, title), days


def hear(sentence: Sentence, hits: Sequence[Hit], cast: Cast, anchor: datetime.date, published: datetime.date) -> None:
    """Who is spoken of in a sentence that makes no event."""
    remember(parsed(without_dateline(sentence), hits, cast, anchor, published)[0])


def read_sentence(
    sentence: Sentence,
    hits: Sequence[Hit],
    cast: Cast,
    anchor: datetime.date,
    published: datetime.date,
    told: datetime.date,
) -> Iterator[Reading]:
    """One sentence, and apart from it what it says in passing between commas.

    `anchor` is the day of the dateline or of publication, `told` that of the event told last.
    """
    whole = without_dateline(sentence)
    written, days = parsed(whole, hits, cast, told, published)
    for number, (part, clause) in enumerate(tellings(*told_itself(whole, written))):
        reading = read_part(part, clause, days, anchor, told)
        for draft in reading.drafts:
            draft.sentence = whole
            if number and draft.finding.status.news:
                draft.finding.status = replace(draft.finding.status, background=True, cue="in passing")
        yield replace(reading, sentence=whole)
    cast.later(partial(remember, written))


def read_part(
    sentence: Sentence, clause: Clause, days: list[DayHit], anchor: datetime.date, told: datetime.date
) -> Reading:
    """A clause: its items, what the rules find in it, and the drafts of events."""
    days = [day for day in days if sentence.text[day.start].strip()]
    findings: list[Finding] = []
    misses: list[Miss] = []
    for index, item in enumerate(clause.items):
        if item.trigger is None or titular(clause, index):
            continue
        found = try_triggers(clause, index)
        if isinstance(found, Finding):
            findings += [found, *found.more]
        else:
            misses.append(found)
    counting = any(one.word.lower().rpartition(" ")[2] in EACH for one in misses) or len(misses) > 1
    drafts = drafts_of(sentence, clause, findings, days, anchor, told) if findings or counting else []
    return Reading(sentence, clause, findings, misses, drafts)


def told_itself(sentence: Sentence, clause: Clause) -> tuple[Sentence, Clause]:
    """A sentence with the words blanked that only say who tells it."""
    first, begins = preamble(clause.items)
    first, begins = (first, begins) if begins else aside(clause.items)
    if not 0 < begins < len(clause.items):
        return sentence, clause
    said, start, end = clause.items[first:begins], clause.items[first].start, clause.items[begins].start
    bare = replace(sentence, text=sentence.text[:start] + " " * (end - start) + sentence.text[end:])
    rest = clause.items[:first] + clause.items[begins:]
    return bare, Clause(rest, clause.cast, clause.title, attribution(clause), said)


def titular(clause: Clause, index: int) -> bool:
    """Whether a verb with a capital inside a plain sentence is part of a title: "the author of Kidnapped"."""
    item = clause.items[index]
    if clause.title or not index or item.tag != "T" or not item.units[0].capital or clause.cast.upper:
        return False
    named = [one for one in clause.items[index + 1 : index + 2] if one.tag == "N" and one.head.senses is None]
    if item.low.endswith("ing") and named and named[0].units[0].capital:
        return True  # As in "Killing Machine".
    words = [unit for other in clause.items for unit in other.units if unit.text.isalpha() and len(unit.text) > 3]
    return sum(unit.capital for unit in words) < 0.5 * len(words) and clause.items[index - 1].tag not in ".:"


def try_triggers(clause: Clause, index: int) -> Finding | Miss:
    """The first sense of a trigger word that makes an event; else why the first makes none."""
    item = clause.items[index]
    first: Miss | None = None
    assert item.trigger is not None
    for trigger in (item.head.nouns if item.tag == "N" else item.head.verbs) or [item.trigger]:
        item.trigger = trigger
        found = RULES[trigger.kind](clause, index)
        if isinstance(found, Finding):
            return found
        first = first or found
    assert first is not None
    return first
