"""Explains how a text is read: its items, what fired, each slot and its reason, and what was missing where nothing
did."""

from collections.abc import Iterator

from schemas.article import Article
from streams.analysis.actors import Mention
from streams.analysis.draft import Draft
from streams.analysis.lexicon import Lexicon
from streams.analysis.phrases import Item
from streams.analysis.reader import Reading, readings

NAMES = {
    "N": "phrase", "T": "trigger", "V": "verb", "P": "preposition", "Y": "day", "C": "and/or", "B": "but",
    "S": "subordinator",
    "R": "relative", "M": "modal", "H": "have", "X": "be/do", "G": "not", "A": "adverb", "I": "to",
}  # fmt: skip


def explain(article: Article, lexicon: Lexicon) -> Iterator[str]:
    """Lines for a person, sentence by sentence."""
    found = False
    for reading in readings(article, lexicon):
        found = True
        yield from sentence(reading)
    if not found:
        yield "no event: no word that could make one (an attack, a meeting, a call ...) stands in the text"


def sentence(reading: Reading) -> Iterator[str]:
    """One sentence: its row of items, then what the rules made of each trigger."""
    yield f'"{reading.sentence.text}"'
    yield "  " + " ".join(item_text(item) for item in reading.clause.items)
    for draft in reading.drafts:
        yield from event(draft)
    for miss in reading.misses:
        yield f"  no event from {miss.word!r}: {miss.reason}"
    yield ""


def item_text(item: Item) -> str:
    words = " ".join(unit.text for unit in item.units)
    if item.trigger is not None:
        return f"[{words}]*{item.trigger.kind}"
    return f"[{words}]" if item.tag in "NY" else words


def event(draft: Draft) -> Iterator[str]:
    """One event: the rule, then slot by slot."""
    finding = draft.finding
    what = "claim" if draft.total else finding.kind
    status = finding.status
    yield f"  {what} by {finding.rule} at {finding.trigger.lemma!r}"
    cue = f" (because of {status.cue!r})" if status.cue else ""
    yield f"    status   {status.modality}{', background' if status.background else ''}{cue}"
    for name, mentions in (("actors", finding.actors), ("targets", finding.targets), ("mediators", finding.mediators)):
        for mention in mentions:
            yield f"    {name:8} {mention_text(mention)}"
    if draft.attributed:
        yield f"    said by  {', '.join(one.actor.text for one in draft.attributed)}"
    yield f"    day      {draft.day.date} ({draft.day.precision}, {draft.day.basis})"
    if draft.place:
        yield f"    place    {draft.place.name}, {draft.place.country or 'country unknown'} ({draft.place.precision})"
    if draft.toll.killed is not None or draft.toll.injured is not None:
        yield f"    toll     killed {draft.toll.killed}, injured {draft.toll.injured}"
    if draft.total:
        number = f"{draft.total.qualifier or ''} {draft.total.value or ''}".strip()
        yield f"    total    {number} since {draft.total.since}, parts {draft.total.parts or 'none'}"


def mention_text(mention: Mention) -> str:
    actor = mention.actor
    counts = f", counts for {', '.join(actor.ancestors)}" if actor.ancestors else ""
    backed = f", backed by {actor.patron}" if actor.patron else ""
    return f"{actor.id or 'unknown'} ({actor.text!r} as {mention.role}{counts}{backed})"
