"""Drafts to messages: events and claims under ids that their content gives."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import replace

from schemas.article import Article
from schemas.claim import Claim, Stated
from schemas.event import Actor, Event, Evidence, Kind, Origin, Place
from schemas.message import digest
from streams.analysis.actors.armies import of_the_land
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.composition import actor_of
from streams.analysis.draft import Draft
from streams.analysis.hindsight import by_its_day, in_hindsight, in_memoriam
from streams.analysis.landmarks import at_landmark
from streams.analysis.lexicon import codes
from streams.analysis.lexicon.document import Sentence
from streams.analysis.lexicon.entries import ActorEntry
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.numbers.numbers import find_numbers

VERSION = "2026.11"


def assemble(article: Article, drafts: list[Draft], lexicon: Lexicon) -> list[Event | Claim]:
    """Drafts to messages, each under an id that its content gives."""
    sketch = shingles(article.text or article.title)
    seen: dict[str, int] = {}
    found: list[Event | Claim] = []
    in_memoriam(drafts, f"{article.title}\n{article.text[:400]}", article.published.date())
    for draft in drafts:
        draft.finding.actors = [localised(one, draft.place, lexicon) for one in draft.finding.actors]
        draft.finding.targets = [localised(one, draft.place, lexicon) for one in draft.finding.targets]
        at_landmark(draft, lexicon, article.published.date())
        in_hindsight(draft, article.title, article.published.date())
        by_its_day(draft, article.title, article.published.date())
        message = claim_of(article, draft) if draft.total else event_of(article, draft, sketch, lexicon)
        count = seen[message.id] = seen.get(message.id, -1) + 1
        found.append(message.model_copy(update={"id": digest(message.id, str(count))}) if count else message)
    return found


def shingles(text: str) -> tuple[int, ...]:
    """A sketch of a text: the 16 smallest hashes of its runs of four words (Broder 1997)."""
    words = re.findall(rb"[a-z0-9]+", text[:3000].lower().encode("ascii", "replace"))
    runs = zip(words, words[1:], words[2:], words[3:], strict=False) if len(words) > 4 else [words]
    return tuple(sorted(set(map(zlib.crc32, map(b" ".join, runs))))[:16])


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


def event_of(article: Article, draft: Draft, sketch: tuple[int, ...], lexicon: Lexicon) -> Event:
    finding = draft.finding
    actors = actors_of(finding.actors)
    hit = finding.targets
    if finding.kind == "attack":
        hit = of_the_land(hit, finding.actors, draft.place, lexicon)
    targets = tuple(dict.fromkeys(at_home(one, draft, lexicon) for one in hit))
    kind: Kind = "attack" if finding.kind == "attack" else "outreach"
    bucket = bucket_of(kind, actors, targets, draft.place)
    proof = evidence(article, draft.sentence)
    return Event(
        id=digest(article.id, kind, bucket, proof.text), article_id=article.id, revision=article.revision,
        bucket=bucket, kind=kind,
        background=finding.status.background, modality=finding.status.modality, actors=actors, targets=targets,
        mediators=actors_of(finding.mediators), attributed_to=actors_of(draft.attributed), day=draft.day,
        place=draft.place,
        occurrences=finding.occurrences, killed=None if draft.toll.cumulative else draft.toll.killed,
        injured=None if draft.toll.cumulative else draft.toll.injured, mode=finding.mode or None,
        outcome=finding.outcome,
        plover=codes.PLOVER[kind], cameo=codes.CAMEO.get(finding.mode), evidence=proof, rule=finding.rule,
        confidence=confidence(draft), separate=finding.separate, anaphoric=finding.anaphoric, shingles=sketch,
        origin=origin(article),
        version=VERSION,
    )  # fmt: skip


def localised(mention: Mention, place: Place | None, lexicon: Lexicon) -> Mention:
    """A name that has another meaning where the event was, as whom it means there."""
    names = lexicon.local.get(place.country or "", {}) if place else {}
    said = f" {mention.actor.text} "
    entry = next((names[name] for name in names if name == mention.actor.id or f" {name} " in said), None)
    return replace(mention, actor=actor_of(entry, mention.actor.text, mention.actor.patron)) if entry else mention


def at_home(mention: Mention, draft: Draft, lexicon: Lexicon) -> Actor:
    """Somebody without a name or a country is taken to be of the country where it happened.

    What stands there, and people of whom no more is said, count for that country: "a school in Eilat", "two people".
    """
    actor, place = mention.actor, draft.place
    if actor.id or actor.ancestors:
        return actor
    armed = actor.sectors in (("MIL",), ("GOV",))
    country = actor.country or (place.country if place and not armed else None)
    home = lexicon.countries.get(country or "") if country not in PARTED else part_of(country, place, lexicon)
    words = set(actor.text.lower().split())
    plain = (mention.role == "site" or bool(PEOPLE & words)) and not words & BORDERS
    counts = draft.finding.kind == "attack" and plain and home is not None
    return actor.model_copy(update={"country": country, "ancestors": (home.id,) if home and counts else ()})


PEOPLE = frozenset("people persons civilians residents inhabitants".split())
BORDERS = frozenset(["border", "borders", "frontier"])  # which belong to two
# Countries whose parts are counted each by its own name: the parts, and the longitudes between which they lie.
PARTED = {"PSE": (("gaza", 34.2, 34.6),)}


def part_of(country: str, place: Place | None, lexicon: Lexicon) -> ActorEntry | None:
    """The part of a parted country in which a place lies, if it has coordinates there."""
    if place is None or place.country != country or place.lon is None:
        return None
    part = next((name for name, west, east in PARTED[country] if west <= place.lon <= east), "")
    return lexicon.actors.get(part)


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
    actors = actors_of(finding.actors)
    targets = actors_of([one for one in finding.targets if not dead_of_total(one)])
    kind: Kind = "attack" if finding.kind == "attack" else "outreach"
    proof = evidence(article, draft.sentence)
    return Claim(
        id=digest(article.id, "claim", kind, proof.text), article_id=article.id, revision=article.revision,
        bucket=bucket_of(kind, actors, targets, draft.place), kind=kind, actors=actors, targets=targets,
        count=Stated(value=total.value, qualifier=total.qualifier), since=total.since, parts=total.parts,
        attributed_to=actors_of(draft.attributed), evidence=proof, rule="claim.total",
        origin=origin(article), version=VERSION,
    )  # fmt: skip


def dead_of_total(mention: Mention) -> bool:
    """Whether only those are named who died in so many attacks: "44 attacks that killed 134 people"."""
    return mention.actor.id is None and mention.role in ("civil", "armed") and bool(find_numbers(mention.actor.text))
