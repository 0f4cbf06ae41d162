"""The reader: an article to the events and claims it states. The only way into the analysis."""

import datetime
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from schemas.article import Article
from schemas.claim import Claim, Stated
from schemas.event import Actor, Day, Event, Evidence, Kind, Origin, Place
from schemas.message import digest
from streams.analysis import codes
from streams.analysis.actors import Cast, Mention, actor_of, resolve
from streams.analysis.attacks import read_attack
from streams.analysis.casualties import Casualties, find_casualties
from streams.analysis.claims import Total, total_of
from streams.analysis.clauses import Clause, subject
from streams.analysis.contacts import complete, same_contact, venue_of
from streams.analysis.context import BACKGROUND
from streams.analysis.dates import DayHit, dateline, find_days
from streams.analysis.document import Sentence, fold, is_upper, sentences
from streams.analysis.gate import opens, outlook
from streams.analysis.grammar import SAYING
from streams.analysis.lexicon import Lexicon, Trigger
from streams.analysis.numbers import NumberHit, find_numbers
from streams.analysis.outreach import read_outreach
from streams.analysis.phrases import Item, Unit, items_of, units_of
from streams.analysis.places import place_near, venue
from streams.analysis.retrospect import recalled, recent_inside
from streams.analysis.rule import Finding, Miss
from streams.analysis.scan import Hit, scan

RULES = {"attack": read_attack, "outreach": read_outreach}
VERSION = "2026.11"
OLD = datetime.timedelta(days=10)
DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=6)


@dataclass(slots=True)
class Draft:
    """A finding with all that its sentence tells of it, before it becomes an event."""

    finding: Finding
    sentence: Sentence
    day: Day
    place: Place | None
    toll: Casualties
    total: Total | None
    attributed: list[Mention]
    dated: bool = False
    also: list[Sentence] = field(default_factory=list)


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
    drafts = [draft for reading in readings(article, lexicon, hopeful=True) for draft in reading.drafts]
    return assemble(article, [draft for draft in merged(drafts) if tells(draft)], lexicon) if drafts else []


def tells(draft: Draft) -> bool:
    """Whether a draft says enough to be an event: a mention in passing must name somebody, and be one thing or have a day."""
    finding = draft.finding
    if draft.total is not None:
        return bool(finding.actors or finding.targets or draft.place)
    if not finding.status.background:
        toll = draft.toll.killed or draft.toll.injured
        return bool(finding.actors or finding.targets or draft.place or toll or finding.kind == "outreach")
    sides = [any(one.actor.id for one in side) for side in (finding.actors, finding.targets)]
    if all(sides) or (draft.dated and any(sides)):
        return True
    if finding.plural or finding.anaphoric:
        return False
    return any(sides) or (draft.dated and bool(finding.actors or finding.targets))


def readings(article: Article, lexicon: Lexicon, *, hopeful: bool = False) -> Iterator[Reading]:
    """Every sentence that holds a trigger, read in turn with what the article has said before; if `hopeful`, only those
    that can make an event."""
    day = article.published.date()
    fields = [("title", fold(article.title)), ("text", fold(article.text))]
    upper = is_upper(fields[1][1] or fields[0][1])
    cast = Cast(lexicon, day, upper)
    scanned = [
        (name, text, scan(text, lexicon, upper=upper or (name == "title" and is_upper(text)))) for name, text in fields
    ]
    if not any(hit.senses.needs for _, _, hits in scanned for hit in hits):
        return
    every = [hit for _, _, hits in scanned for hit in hits]
    prospect = outlook(every)
    if hopeful and not opens(every, prospect, " ".join(text for _, text in fields)):
        return
    cast.countries = countries_of(every)
    introduce(cast, every)
    line = dateline(fields[1][1][:200], day)
    anchor = line.date if line and line.date else day
    for name, text, hits in scanned:
        for sentence, own in by_sentence(sentences(text, name), hits):  # type: ignore[arg-type]
            if not any(hit.senses.needs for hit in own):
                cast.later(partial(mention_names, cast, sentence, own))
            elif hopeful and not opens(own, prospect, sentence.text, sentence.start):
                cast.later(partial(read_sentence, sentence, own, cast, anchor, day))
            else:
                yield read_sentence(sentence, own, cast, anchor, day)


def countries_of(hits: Sequence[Hit]) -> list[str]:
    """The countries that an article names, the most frequent first."""
    counts: dict[str, int] = {}
    for hit in hits:
        entry = hit.senses.actor or hit.senses.demonym
        code = entry.country if entry else hit.senses.site.country if hit.senses.site else ""
        if code:
            counts[code] = counts.get(code, 0) + 1
    return sorted(counts, key=lambda code: -counts[code])


def introduce(cast: Cast, hits: Sequence[Hit]) -> None:
    """Persons named in full anywhere in the article, so that their bare surnames are known."""
    for hit in hits:
        if hit.senses.people and not hit.senses.surname:
            for person in hit.senses.people:
                cast.introduce(person.id)


def mention_names(cast: Cast, sentence: Sentence, hits: Sequence[Hit]) -> None:
    """The first names of a sentence that is not read further, for pronouns in the next."""
    named = [hit for hit in hits if hit.senses.named][:2]
    for hit in reversed(named):
        unit = Unit(sentence.text[hit.start - sentence.start : hit.end - sentence.start], "", 0, 0, "N", hit.senses)
        found = resolve([Item("N", [unit])], 0, cast)
        if found:
            cast.remember(found)


def by_sentence(parts: Sequence[Sentence], hits: Sequence[Hit]) -> Iterator[tuple[Sentence, list[Hit]]]:
    """Each sentence with its hits."""
    at = 0
    for sentence in parts:
        own = []
        while at < len(hits) and hits[at].start < sentence.end:
            if hits[at].start >= sentence.start and hits[at].end <= sentence.end:
                own.append(hits[at])
            at += 1
        yield sentence, own


def without_dateline(sentence: Sentence) -> Sentence:
    """A sentence without the place and day it was filed at."""
    line = dateline(sentence.text[:200]) if sentence.field == "text" and sentence.start < 40 else None
    colon = HEADED.match(sentence.text) if line is None and sentence.start < 40 else None
    cut = line.end if line else colon.end() if colon else 0
    return replace(sentence, text=sentence.text[cut:], start=sentence.start + cut) if cut else sentence


HEADED = re.compile(r"[A-Z][A-Z /.'-]{3,40}: ")


def read_sentence(
    sentence: Sentence, hits: Sequence[Hit], cast: Cast, anchor: datetime.date, published: datetime.date
) -> Reading:
    """One sentence: its items, what the rules find in it, and the drafts of events."""
    sentence = without_dateline(sentence)
    days = find_days(sentence.text, published, anchor=anchor)
    clause = Clause(
        items_of(units_of(sentence.text, sentence.start, hits, days, upper=cast.upper)),
        cast,
        title=sentence.field == "title",
    )
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
    drafts = drafts_of(sentence, clause, findings, days, anchor) if findings else []
    cast.later(partial(remember, clause))
    return Reading(sentence, clause, findings, misses, drafts)


def titular(clause: Clause, index: int) -> bool:
    """Whether a verb with a capital inside a plain sentence is part of a title: "the author of Kidnapped"."""
    item = clause.items[index]
    if clause.title or not index or item.tag != "T" or not item.units[0].capital or clause.cast.upper:
        return False
    words = [unit for other in clause.items for unit in other.units if unit.text.isalpha() and len(unit.text) > 3]
    return sum(unit.capital for unit in words) < 0.5 * len(words) and clause.items[index - 1].tag not in ".:"


def try_triggers(clause: Clause, index: int) -> Finding | Miss:
    """The first sense of a trigger word that makes an event; else why the first makes none."""
    item = clause.items[index]
    first: Miss | None = None
    pos = "noun" if item.tag == "N" else "verb"
    senses: list[Trigger | None] = list(item.head.triggers(pos))
    for trigger in senses or [item.trigger]:
        item.trigger = trigger
        assert trigger is not None
        found = RULES[trigger.kind](clause, index)
        if isinstance(found, Finding):
            return found
        first = first or found
    assert first is not None
    return first


def remember(clause: Clause) -> None:
    """Who a sentence speaks of, for what comes after."""
    for index, item in enumerate(clause.items):
        if item.tag == "N" and any(
            unit.senses is not None and (unit.senses.named or unit.senses.noun) for unit in item.units
        ):
            mention = clause.mention(index)
            if mention and not mention.definite:
                clause.cast.remember(mention)


def drafts_of(
    sentence: Sentence, clause: Clause, findings: list[Finding], days: list[DayHit], anchor: datetime.date
) -> list[Draft]:
    """The drafts of a sentence, those of one event joined."""
    numbers = find_numbers(sentence.text)
    toll = find_casualties(sentence.text)
    drafts: list[Draft] = []
    for finding in findings:
        finding.own_day = modified_by(clause, finding)
    for finding in joined(findings):
        day, dated = day_of(clause, finding, days, anchor)
        if finding.kind == "attack":
            background(clause, finding, sentence, dated, day, anchor)
        else:
            old_outreach(finding, dated, day, anchor)
        place = (place_near if finding.kind == "attack" else venue)(
            clause.items, finding.at, clause.cast.lexicon, clause.cast.countries
        )
        total = total_of(clause, finding, days, numbers)
        if finding.kind == "attack" and total is None:
            recall(clause, finding, days, anchor)
        if total is not None and total.value is None and total.qualifier == "repeated":
            continue
        own = toll if finding.kind == "attack" else Casualties()
        drafts.append(Draft(finding, sentence, day, place, own, total, attribution(clause), dated))
    return drafts


def joined(findings: list[Finding]) -> list[Finding]:
    """Findings of one sentence that are one event: the same kind and standing, and nobody who contradicts."""
    kept: list[Finding] = []
    for finding in findings:
        for other in kept:
            if other.kind == finding.kind and agrees(other, finding):
                fill(other, finding)
                break
        else:
            kept.append(finding)
    return kept


def agrees(one: Finding, other: Finding) -> bool:
    plotted = {one.status.modality, other.status.modality} == {"foiled", "planned"}
    if (
        (one.status.modality != other.status.modality and not plotted)
        or one.own_day != other.own_day
        and one.own_day
        and other.own_day
    ):
        return False
    alike = one.kind == "outreach" and named_alike(one, other)
    if one.status.background != other.status.background and not (one.anaphoric or other.anaphoric or alike):
        return False
    if one.kind == "outreach":
        return same_contact(one, other)
    return kin(one.actors, other.actors) and kin(one.targets, other.targets)


def named_alike(one: Finding, other: Finding) -> bool:
    """Whether two findings name the same target, or one names none."""
    return not one.targets or not other.targets or kin(one.targets, other.targets)


def kin(ones: list[Mention], others: list[Mention]) -> bool:
    """Whether two lists can mean the same: either says nothing, or they share an id, a country, or an ancestor."""
    known = [m.actor for m in ones if m.actor.id or m.actor.country]
    theirs = [m.actor for m in others if m.actor.id or m.actor.country]
    return not known or not theirs or any(related(a, b) for a in known for b in theirs)


def related(a: Actor, b: Actor) -> bool:
    """Whether one is the other, part of it, or unnamed and of its country."""
    if a.id and b.id:
        return a.id in b.ids or b.id in a.ids
    return a.country == b.country


def fill(one: Finding, other: Finding) -> None:
    """What the second finding adds to the first."""
    if one.kind == "outreach":
        complete(one, other)
        return
    if informed(other.actors) > informed(one.actors):
        one.actors = other.actors
    if informed(other.targets) > informed(one.targets):
        one.targets = other.targets
    one.outcome = one.outcome or other.outcome
    one.separate = one.separate or other.separate
    one.anaphoric = one.anaphoric and other.anaphoric
    if one.status.background and not other.status.background:
        one.status = other.status


def informed(mentions: list[Mention]) -> int:
    return 2 * sum(1 for one in mentions if one.actor.id) + bool(mentions)


def modified_by(clause: Clause, finding: Finding) -> datetime.date | None:
    """The day that stands right before the noun of a finding, as in "its Oct. 7 attacks"."""
    before = clause.items[finding.at - 1] if finding.at else None
    return before.units[0].day.date if before is not None and before.units[0].day is not None else None


def day_of(clause: Clause, finding: Finding, days: list[DayHit], anchor: datetime.date) -> tuple[Day, bool]:
    """The day that dates a finding: the nearest that is not the day of a statement or of another thing."""
    at = clause.items[finding.at]
    if finding.own_day is not None:
        near = next((hit for hit in days if hit.date == finding.own_day), None)
        if near is not None:
            return Day(date=near.date, precision=near.precision, basis=near.basis), True
    best: tuple[int, DayHit] | None = None
    for hit in days:
        if hit.role in ("since", "until", "before"):
            continue
        distance = hit.start - at.end if hit.start >= at.end else at.start - hit.end
        penalty = 0
        if spoken(clause, hit):
            penalty += 300
        if hit.role == "after":
            penalty += 200
        if hit.role == "modifier" and not (0 <= at.start - hit.end < 30 or at.start <= hit.start < at.end):
            penalty += 1000 if dates_another(clause, finding, hit) else 150
        if hit.precision in ("year", "none"):
            penalty += 40
        if best is None or distance + penalty < best[0]:
            best = (distance + penalty, hit)
    if best is None or best[0] > 450:
        return Day(date=anchor, precision="none", basis="published"), False
    hit = best[1]
    if best[0] >= 300 and hit.role != "after":
        return Day(date=hit.date, precision="none", basis="published"), False
    return Day(date=hit.date, precision=hit.precision, basis=hit.basis), True


def dates_another(clause: Clause, finding: Finding, hit: DayHit) -> bool:
    """Whether a day stands right before another attack or meeting: "the Oct. 7 attack" in a sentence about a strike."""
    following = (at for at, item in enumerate(clause.items) if item.end > hit.end)
    at = next(following, -1)
    return at >= 0 and at != finding.at and clause.items[at].trigger is not None


def spoken(clause: Clause, hit: DayHit) -> bool:
    """Whether a day dates a statement: it stands right after "said", or between the speaker and "said"."""
    items = clause.items
    for at, item in enumerate(items):
        if item.tag == "Y" and item.start <= hit.start < item.end:
            near = items[max(0, at - 3) : at]
            after = items[at + 1 : at + 3]
            behind = any(one.tag == "V" and one.low in SAYING for one in near) and not any(
                one.tag in ("R", "T") for one in near[1:]
            )
            ahead = bool(after) and after[0].tag == "V" and after[0].low in SAYING
            return behind or ahead
    return False


def background(
    clause: Clause, finding: Finding, sentence: Sentence, dated: bool, day: Day, anchor: datetime.date
) -> None:
    """Marks an old attack, or one that only points back."""
    if finding.status.modality != "occurred" or finding.status.background:
        return
    if explains(clause):
        finding.status = replace(finding.status, background=True, cue="a headline that explains")
    elif dated and anchor - day.date > OLD and day.precision in ("week", "month", "year"):
        finding.status = replace(finding.status, background=True, cue="an old day")
    elif dated and anchor - day.date > WEEK and sentence.number and sentence.field == "text":
        finding.status = replace(finding.status, background=True, cue="an old day")
    elif finding.rule == "attack.nominal" and finding.anaphoric:
        finding.status = replace(finding.status, background=True, cue="the attack")
    else:
        before = sentence.text[: clause.items[finding.at].start]
        cue = LONG_AFTER.search(before)
        if cue:
            finding.status = replace(finding.status, background=True, cue=cue.group())


def recall(clause: Clause, finding: Finding, days: list[DayHit], anchor: datetime.date) -> None:
    """Marks an attack that a clause about something else only calls to mind."""
    if finding.status.modality != "occurred" or finding.status.background:
        return
    cue = recalled(clause, finding)
    if cue and (cue == "since" or not recent_inside(clause, finding, days, anchor)):
        finding.status = replace(finding.status, background=True, cue=cue)


def old_outreach(finding: Finding, dated: bool, day: Day, anchor: datetime.date) -> None:
    """Marks an outreach of long ago as background."""
    if finding.status.modality == "occurred" and dated and anchor - day.date > OLD and day.precision == "month":
        finding.status = replace(finding.status, background=True, cue="an old day")


def explains(clause: Clause) -> bool:
    """Whether a headline announces an explanation or a picture series, not the attack itself."""
    first = clause.items[0].units[0].low if clause.title and clause.items else ""
    return first in (
        "how",
        "why",
        "what",
        "who",
        "inside",
        "explained",
        "timeline",
        "analysis",
        "opinion",
        "remembering",
    )


LONG_AFTER = re.compile(
    r"\b(?:a|an|one|two|three|four|five|six|seven|several|\d+) (?:day|week|month|year|decade)s? (?:after|since)\b|\banniversary of\b|\bcondolences\b|\bexpressed? (?:concern|sympathy|regret)|\bever since\b",
    re.I,
)
_ = BACKGROUND


def attribution(clause: Clause) -> list[Mention]:
    """Who says so: the subject of a verb of saying."""
    for at, item in enumerate(clause.items):
        if item.tag == "V" and item.low in SAYING:
            found = clause.mentions(subject(clause.items, at))
            return [one for one in found if one.actor.text]
        if item.low == "according" and at + 2 < len(clause.items):
            found = clause.mentions([at + 2])
            if found:
                return found
    return []


def merged(drafts: list[Draft]) -> list[Draft]:
    """Drafts of one article that are one event, joined; a headline and its first sentence above all."""
    kept: list[Draft] = []
    for draft in drafts:
        before = reversed(kept[-MOST:]) if draft.finding.anaphoric else kept[:MOST]
        same = next((one for one in before if one_event(one, draft)), None)
        if same is None:
            kept.append(draft)
        else:
            absorb(same, draft)
    return kept


MOST = 100  # An article of more events than this is no story: a bound on the pairs that are compared.


def one_event(one: Draft, other: Draft) -> bool:
    """Whether two drafts of one article speak of one event."""
    a, b = one.finding, other.finding
    if a.kind != b.kind or a.status.modality != b.status.modality or not same_total(one.total, other.total):
        return False
    if one.dated and other.dated and one.day.date != other.day.date:
        return False
    if a.status.background != b.status.background and (one.dated or other.dated):
        if abs(one.day.date - other.day.date) > DAY:
            return False
    if b.separate and not one.sentence.field == "title":
        return False
    if (
        one.place
        and other.place
        and one.place.name != other.place.name
        and (
            one.place.precision == other.place.precision or FINE[one.place.precision] + FINE[other.place.precision] == 0
        )
        and not beside(one.place, other.place)
    ):
        return False
    if a.kind == "outreach":
        where = {venue_of(a, one.place), venue_of(b, other.place)} - {None}
        return len(where) < 2 and same_contact(a, b)
    return kin(a.actors, b.actors) and kin(a.targets, b.targets)


def same_total(one: Total | None, other: Total | None) -> bool:
    """Whether two drafts state no total, or the same one."""
    if one is None or other is None:
        return one is other
    return (one.value, one.qualifier if one.value is None else None) == (
        other.value,
        other.qualifier if other.value is None else None,
    )


def beside(one: Place, other: Place) -> bool:
    """Whether two places lie within about 40 km of one another, as a town and its air base do; two sites stay apart."""
    if one.precision == other.precision == "site" or one.lat is None or one.lon is None:
        return False
    if other.lat is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) < 0.4 and abs(one.lon - other.lon) < 0.4


FINE = {"site": 0, "town": 0, "region": 1, "country": 2}


def absorb(one: Draft, other: Draft) -> None:
    """The second draft fills what the first leaves open."""
    fill(one.finding, other.finding)
    if other.dated and not one.dated:
        one.day, one.dated = other.day, True
    if other.place and (one.place is None or FINE[other.place.precision] < FINE[one.place.precision]):
        one.place = other.place
    told = other.toll.killed is not None or other.toll.injured is not None
    if told and ((one.toll.killed is None and one.toll.injured is None) or one.sentence.field == "title"):
        one.toll = other.toll
    one.also.append(other.sentence)
    if one.sentence.field == "title" and other.sentence.field == "text":
        one.sentence, other.sentence = other.sentence, one.sentence


def assemble(article: Article, drafts: list[Draft], lexicon: Lexicon) -> list[Event | Claim]:
    """Drafts to messages, each under an id that its content gives."""
    sketch = shingles(article.text or article.title)
    seen: dict[str, int] = {}
    found: list[Event | Claim] = []
    for draft in drafts:
        draft.finding.actors = [localised(one, draft.place, lexicon) for one in draft.finding.actors]
        message = claim_of(article, draft) if draft.total else event_of(article, draft, sketch)
        count = seen[message.id] = seen.get(message.id, -1) + 1
        found.append(message.model_copy(update={"id": digest(message.id, str(count))}) if count else message)
    return found


def shingles(text: str) -> tuple[int, ...]:
    """A sketch of a text: the 16 smallest hashes of its runs of four words (Broder 1997)."""
    words = re.findall(r"[a-z0-9]+", text[:3000].lower())
    return tuple(sorted({zlib.crc32(" ".join(words[i : i + 4]).encode()) for i in range(max(1, len(words) - 3))})[:16])


def bucket_of(kind: str, actors: Sequence[Actor], targets: Sequence[Actor], place: Place | None) -> str:
    """Kind and who it was done to, at the level of countries; for outreach the two sides in order."""
    if kind == "attack":
        known = next((root(one) for one in targets if root(one)), None)
        return f"attack/{known or (place.country if place else None) or '-'}"
    sides = {min((root(one) or "-" for one in side), default="-") for side in (actors, targets)}
    return f"outreach/{'+'.join(sorted(sides))}"


def root(actor: Actor) -> str | None:
    """The country of an actor, or the topmost id of one that has none."""
    return actor.country or (actor.ancestors[-1] if actor.ancestors else actor.id)


def actors_of(mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys(one.actor for one in mentions))


def origin(article: Article) -> Origin:
    return Origin(url=article.url, source=article.source, title=article.title, published=article.published)


def evidence(article: Article, sentence: Sentence) -> Evidence:
    """The sentence as published."""
    whole = article.title if sentence.field == "title" else article.text
    return Evidence(
        text=whole[sentence.start : sentence.end], start=sentence.start, end=sentence.end, field=sentence.field
    )


def event_of(article: Article, draft: Draft, sketch: tuple[int, ...]) -> Event:
    finding = draft.finding
    actors, targets = actors_of(finding.actors), tuple(at_home(one, draft.place) for one in actors_of(finding.targets))
    kind: Kind = "attack" if finding.kind == "attack" else "outreach"
    bucket = bucket_of(kind, actors, targets, draft.place)
    proof = evidence(article, draft.sentence)
    return Event(
        id=digest(article.id, kind, bucket, proof.text), article_id=article.id, revision=article.revision, bucket=bucket, kind=kind,
        background=finding.status.background, modality=finding.status.modality, actors=actors, targets=targets,
        mediators=actors_of(finding.mediators), attributed_to=actors_of(draft.attributed), day=draft.day, place=draft.place,
        occurrences=finding.occurrences, killed=None if draft.toll.cumulative else draft.toll.killed,
        injured=None if draft.toll.cumulative else draft.toll.injured, mode=finding.mode or None, outcome=finding.outcome,
        plover=codes.PLOVER[kind], cameo=codes.CAMEO.get(finding.mode), evidence=proof, rule=finding.rule,
        confidence=confidence(draft), separate=finding.separate, anaphoric=finding.anaphoric, shingles=sketch, origin=origin(article),
        version=VERSION,
    )  # fmt: skip


def localised(mention: Mention, place: Place | None, lexicon: Lexicon) -> Mention:
    """A wide actor as whom it means where the event was."""
    entry = lexicon.local.get((mention.actor.id or "", place.country or "")) if place else None
    return replace(mention, actor=actor_of(entry, mention.actor.text, mention.actor.patron)) if entry else mention


def at_home(actor: Actor, place: Place | None) -> Actor:
    """Somebody without a name or a country is taken to be of the country where it happened."""
    if actor.id or actor.country or place is None or place.country is None or actor.sectors in (("MIL",), ("GOV",)):
        return actor
    return actor.model_copy(update={"country": place.country})


def confidence(draft: Draft) -> float:
    """A rough probability that the event is right: more of it named, more of it sure."""
    finding = draft.finding
    known = sum(any(one.actor.id for one in side) for side in (finding.actors, finding.targets))
    return round(
        0.55 + 0.12 * known + 0.08 * draft.dated + 0.08 * (draft.place is not None) + 0.05 * finding.trigger.sure, 2
    )


def claim_of(article: Article, draft: Draft) -> Claim:
    finding, total = draft.finding, draft.total
    assert total is not None
    actors, targets = actors_of(finding.actors), actors_of(finding.targets)
    kind: Kind = "attack" if finding.kind == "attack" else "outreach"
    proof = evidence(article, draft.sentence)
    return Claim(
        id=digest(article.id, "claim", kind, proof.text), article_id=article.id, revision=article.revision,
        bucket=bucket_of(kind, actors, targets, draft.place), kind=kind, actors=actors, targets=targets,
        count=Stated(value=total.value, qualifier=total.qualifier), since=total.since, parts=total.parts,
        attributed_to=actors_of(draft.attributed), evidence=proof, rule="claim.total", origin=origin(article), version=VERSION,
    )  # fmt: skip


__all__ = ["NumberHit", "Reading", "read", "readings"]
