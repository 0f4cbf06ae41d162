"""Explains how a text is read: what is known in each sentence, what fired, each slot and its reason, and what was
missing where nothing did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.article import Article
from schemas.claim import Claim
from schemas.event import Event
from streams.analysis.actors.cast import Mention
from streams.analysis.draft import Draft
from streams.analysis.explaining.patterns import PATTERNS, RULES
from streams.analysis.explaining.reasons import counting, meaning, standing, why_day, why_place, why_whom
from streams.analysis.lexicon.document import Field, Sentence, sentences
from streams.analysis.lexicon.furniture import story
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.messages import assemble
from streams.analysis.reader import Reading, readings, told_once
from streams.analysis.status.rule import Miss
from streams.analysis.syntax.phrases import Item
from streams.analysis.telling import lacking


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that an event tells, and why."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event or claim as read; `fate` says what became of it where it is not published by itself."""

    what: str
    fate: str
    rule: str
    pattern: str
    words: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Lack:
    """A word that could have made an event, the rules nearest to it, and what was missing."""

    words: str
    kind: str
    rules: tuple[str, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the sentence: its tag, what it is in the event, and what the lexicon knows of it."""

    text: str
    start: int
    end: int
    tag: str
    part: str
    known: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One sentence: its words as published, its parts, and what was made of it."""

    field: str
    text: str
    parts: tuple[Part, ...]
    events: tuple[Told, ...]
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an article is read, sentence by sentence; `outcome` sums up what is published of it, a line for each."""

    published: str
    head: str
    outcome: tuple[str, ...]
    accounts: tuple[Account, ...]


def explain(article: Article, lexicon: Lexicon) -> Explanation:
    """How an article is read. Slow and thorough: for a person, not for a stream."""
    every = list(readings(article, lexicon))
    own = [list(reading.drafts) for reading in every]
    kept = told_once(article, [reading for reading in every if reading.drafts])
    found: dict[tuple[str, int], list[tuple[Reading, list[Draft]]]] = {}
    for reading, drafts in zip(every, own, strict=True):
        found.setdefault((reading.sentence.field, reading.sentence.number), []).append((reading, drafts))
    messages = {id(draft): message for draft, message in zip(kept, assemble(article, kept, lexicon), strict=True)}
    fields: tuple[tuple[Field, str], ...] = (("title", article.title), ("text", article.text))
    accounts = tuple(
        account(article, sentence, found.get(key, []), messages, lexicon)
        for field, text in fields
        for sentence in sentences(story(text), field)
        for key in [(sentence.field, sentence.number)]
    )
    told = list(messages.values())
    return Explanation(str(article.published.date()), head(told), tuple(map(summary, told)), accounts)


def head(messages: Sequence[Event | Claim]) -> str:
    """How many events and claims."""
    claims = sum(isinstance(one, Claim) for one in messages)
    parts = [(len(messages) - claims, "event"), (claims, "stated total")]
    return " and ".join(f"{count} {name}{'s' if count > 1 else ''}" for count, name in parts if count) or "no event"


def account(
    article: Article, sentence: Sentence, read: list[tuple[Reading, list[Draft]]],
    messages: dict[int, Event | Claim], lexicon: Lexicon,
) -> Account:  # fmt: skip
    """What was made of one sentence, and of what it says in passing."""
    whole = article.title if sentence.field == "title" else article.text
    text = whole[sentence.start : sentence.end]
    items = {item.start: (item, reading.sentence.start) for reading, _ in read for item in reading.clause.items}
    drafts = [draft for _, made in read for draft in made]
    return Account(
        sentence.field,
        text,
        tuple(part(item, text, start - sentence.start, drafts) for _, (item, start) in sorted(items.items())),
        tuple(told(draft, messages.get(id(draft)), reading, lexicon) for reading, made in read for draft in made),
        tuple(lack(miss, reading) for reading, _ in read for miss in reading.misses),
    )


def summary(message: Event | Claim) -> str:
    """One message in one line."""
    sides = [" and ".join(one.id or one.text for one in side) for side in (message.actors, message.targets)]
    who = f"{sides[0] or 'somebody'} > {sides[1] or 'somebody'}"
    if isinstance(message, Claim):
        number = " ".join(str(one) for one in (message.count.qualifier, message.count.value) if one is not None)
        return f"total of {number} {message.kind}s, {who}, since {message.since or 'no day'}; adds to no count"
    status = f"background {message.modality}" if message.background else message.modality
    counted = "counted" if message.modality == "occurred" and not message.background else "not counted"
    return f"{message.kind}, {status}, {counted}: {who} on {message.day.date}"


def part(item: Item, text: str, cut: int, drafts: Sequence[Draft]) -> Part:
    """A phrase, and what it is in the events of its sentence."""
    start, end = item.start + cut, item.end + cut
    known = tuple((unit.text, meaning(unit.senses)) for unit in item.units if unit.senses is not None)
    return Part(text[start:end], start, end, item.tag, role(item, drafts), known)


def role(item: Item, drafts: Sequence[Draft]) -> str:
    """What a phrase is in an event: trigger, actor, target, mediator, day, place; "near" for a word that made none."""
    said = " ".join(unit.text for unit in item.units if unit.tag != "D")
    if item.trigger is not None:
        here = any(draft.finding.trigger.lemma == item.trigger.lemma for draft in drafts)
        return "trigger" if here else "near"
    for name in ("actors", "targets", "mediators") if item.tag == "N" else ():
        if any(within(said, one) for draft in drafts for one in getattr(draft.finding, name)):
            return name[:-1]
    if item.tag == "Y":
        return "day"
    if any(draft.place and draft.place.text in said for draft in drafts):
        return "place"
    return "known" if any(unit.senses is not None for unit in item.units) else ""


def within(said: str, mention: Mention) -> bool:
    return bool(said) and not mention.pronoun and (said in mention.actor.text or mention.actor.text in said)


def told(draft: Draft, message: Event | Claim | None, reading: Reading, lexicon: Lexicon) -> Told:
    """An event: the rule, then slot by slot."""
    finding = draft.finding
    item = reading.clause.items[finding.at]
    rule = "claim.total" if draft.total else finding.rule
    pattern = "so many attacks on B since a day" if draft.total else RULES.get(finding.rule, "")
    fate = "" if message is not None else unpublished(draft)
    words = " ".join(unit.text for unit in item.units)
    return Told(
        "total" if draft.total else finding.kind,
        fate,
        rule,
        pattern,
        words,
        tuple(slots(draft, message, reading, lexicon)),
    )


def unpublished(draft: Draft) -> str:
    """Why a draft is no event of its own."""
    lacks = lacking(draft)
    return f"kept back: {lacks}" if lacks else "told again: joined to an event of another sentence"


def slots(draft: Draft, message: Event | Claim | None, reading: Reading, lexicon: Lexicon) -> Iterator[Slot]:
    """What an event tells, in the order in which a reader asks."""
    finding = draft.finding
    status = finding.status
    if draft.total is None:
        yield Slot("status", f"{'background, ' if status.background else ''}{status.modality}", standing(status))
    for name in ("actors", "targets", "mediators"):
        for mention in getattr(finding, name):
            yield whom(name[:-1], mention, draft, lexicon)
        if not getattr(finding, name) and name != "mediators":
            yield Slot(name[:-1], "nobody", "no phrase in its place")
    if draft.attributed:
        yield Slot("said by", ", ".join(one.actor.text for one in draft.attributed), "the subject of a verb of saying")
    if draft.total is None:
        yield Slot("day", f"{draft.day.date} ({draft.day.precision})", why_day(draft.day, reading.clause.items))
    if draft.place:
        yield Slot("place", draft.place.name, why_place(draft.place))
    if draft.total:
        number = " ".join(str(one) for one in (draft.total.qualifier, draft.total.value) if one is not None)
        parts = ", ".join(f"{code} {count}" for code, count in draft.total.parts.items())
        yield Slot("total", number, f"since {draft.total.since or 'no day'}; {parts or 'no parts'}")
    yield from numbers(message)


def numbers(message: Event | Claim | None) -> Iterator[Slot]:
    """Toll, repetitions, means and codes of an event that is published."""
    if not isinstance(message, Event):
        return
    toll = [f"{count} {name}" for count, name in ((message.killed, "killed"), (message.injured, "injured")) if count]
    if toll:
        yield Slot("toll", ", ".join(toll), "the numbers beside the words for the harmed")
    if message.occurrences > 1:
        yield Slot("times", str(message.occurrences), "so many are told as one")
    means = " ".join(one for one in (message.mode, message.outcome) if one)
    if means:
        yield Slot("means", means, f"PLOVER {message.plover}, CAMEO {message.cameo or 'none'}")
    yield Slot("bucket", message.bucket, f"where it meets other tellings; confidence {message.confidence}")


def whom(name: str, mention: Mention, draft: Draft, lexicon: Lexicon) -> Slot:
    """An actor or target, by its words and its name."""
    said = f"{mention.actor.text!r}"
    value = f"{mention.actor.id}, {said}" if mention.actor.id else said
    reasons = (why_whom(mention, lexicon, draft.day), counting(mention.actor))
    return Slot(name, value, "; ".join(reason for reason in reasons if reason))


def lack(miss: Miss, reading: Reading) -> Lack:
    """Why a word made no event, and the rules it would have been for."""
    trigger = reading.clause.items[miss.at].trigger
    rules = PATTERNS.get(trigger.frame, {}) if trigger else {}
    return Lack(
        miss.word,
        trigger.kind if trigger else "",
        tuple(f"{rule} ({text!r})" for rule, text in rules.items()),
        miss.reason,
    )
