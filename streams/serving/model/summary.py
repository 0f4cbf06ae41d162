"""What is shown of incidents, events and claims: the same words in JSON answers and on streams."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from schemas.claim import Claim
from streams.serving.model.chronicle import Move, Step
from streams.serving.model.holding import HeldEvent, HeldIncident, Moment
from streams.serving.model.packing import unpack
from streams.serving.model.statements import Statement
from streams.serving.model.totals import Amount
from streams.serving.model.view import View

Json = dict[str, Any]
Span = tuple[int, int]
Fires = Callable[[str, str], Iterable[Span]]
"""Given a sentence and a rule, the words that fired."""
MARKED = 50
ACTOR = ("id", "text", "country")
PLACE = ("name", "country", "lat", "lon", "precision")
BRIEF = ("id", "kind", "modality", "low", "best", "high", "sources", "headline", "mode", "outcome", "killed", "injured")


def incident_summary(held: HeldIncident) -> Json:
    """One incident, without its evidence."""
    whole = held.whole
    return {
        **_only(whole, BRIEF),
        "day": whole["day"]["date"],
        "day_precision": whole["day"]["precision"],
        "actors": [_only(actor, ACTOR) for actor in whole["actors"]],
        "targets": [_only(actor, ACTOR) for actor in whole["targets"]],
        "mediators": [_only(actor, ACTOR) for actor in whole["mediators"]],
        "place": place_summary(whole),
        "events": len(whole["events"]),
        "opened": held.opened,
        "dismissed": whole["dismissed"],
        "corrections": whole["corrections"],
    }


def place_summary(whole: Json) -> Json | None:
    """Where an incident happened, as far as that is known."""
    place = whole["place"]
    return _only(place, PLACE) if place else None


def evidence_of(view: View, held: HeldIncident, fired: Fires = lambda sentence, rule: []) -> list[Json]:
    """The events that an incident rests on, in order of publication, each with its sentence and its article.

    `fired` gives the words that made the event; they are marked in as many as a person reads.
    """
    found = [unpack(event.packed) for name in held.whole["events"] if (event := view.event(name))]
    ordered = sorted(found, key=lambda event: str(event["origin"]["published"]))
    return [
        event_summary(event, fired(event["evidence"]["text"], event["rule"]) if number < MARKED else ())
        for number, event in enumerate(ordered)
    ]


def event_summary(event: Json, fired: Iterable[Span] = ()) -> Json:
    """One event as evidence: the sentence, whom and what it names, the article it stands in, the rule that read it."""
    keys = ("id", "article_id", "kind", "modality", "background", "occurrences", "rule", "confidence", "withdrawn")
    return {
        **_only(event, keys),
        **{side: [_only(actor, ACTOR) for actor in event[side]] for side in ("actors", "targets", "attributed_to")},
        "day": event["day"]["date"],
        "place": event["place"]["name"] if event["place"] else None,
        "sentence": event["evidence"]["text"],
        "evidence": event["evidence"],
        "marks": marks(event, fired),
        "article": event["origin"],
        "version": event["version"],
    }


def marks(event: Json, fired: Iterable[Span] = ()) -> list[Span]:
    """Where in the sentence the words stand that were read: those that fired, actors, targets, place. Characters, in
    order, apart.
    """
    sentence = event["evidence"]["text"]
    words = [actor["text"] for side in ("actors", "targets", "mediators") for actor in event[side]]
    words += [event["place"]["text"]] if event["place"] else []
    named = ((start, start + len(word)) for word in words if word and (start := sentence.find(word)) >= 0)
    return list(_apart(sorted([*named, *fired])))


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    end = 0
    for start, stop in spans:
        if start >= end:
            yield start, stop
            end = stop


def cause_of(view: View, moment: Moment) -> Json:
    """The event, or the analyst's correction, behind a change, as far as it has been read here."""
    if moment.caused_by == "correction":
        made = view.made.get(moment.cause)
        said = {"action": made.change.action, "who": made.who, "why": made.why} if made else {}
        return {"correction": moment.cause, "at": moment.at, **said}
    event = view.event(moment.cause)
    return {"event": moment.cause, "at": moment.at, **(_cited(event) if event else {})}


def _cited(event: HeldEvent) -> Json:
    whole = unpack(event.packed)
    return {"sentence": whole["evidence"]["text"], **_only(whole["origin"], ("url", "source", "title", "published"))}


def statement_summary(said: Statement, ours: Amount | None) -> Json:
    """A stated total, whatever number of papers print it; where a country is asked, its share; and our count of it."""
    claim, (asked, since) = said.claims[0], said.definition
    return {
        "id": said.id,
        "value": said.said,
        "qualifier": said.qualifier,
        "since": since,
        "parts": claim.parts,
        "claimant": said.claimant,
        "sources": len(said.sources),
        "articles": len({claim.article_id for claim in said.claims}),
        "first": said.first,
        "last": said.last,
        "definition": asked.series,
        "ours": ours and {"value": ours.best, "low": ours.low, "high": ours.high, "incidents": ours.incidents},
        **_quoted(claim),
        "day": said.first,
    }


def _quoted(claim: Claim) -> Json:
    return {
        "actors": [_only(actor.model_dump(), ACTOR) for actor in claim.actors],
        "targets": [_only(actor.model_dump(), ACTOR) for actor in claim.targets],
        "attributed_to": [_only(actor.model_dump(), ACTOR) for actor in claim.attributed_to],
        "sentence": claim.evidence.text,
        "article": claim.origin.model_dump(),
    }


def step_summary(view: View, step: Step) -> Json:
    """One line of a count's history: by how much it moved, to what, which incidents moved it, and why."""
    return {
        "at": step.at,
        "delta": step.after.best - step.before.best,
        "previous": step.before.best,
        "value": step.after.best,
        "low": step.after.low,
        "high": step.after.high,
        "moves": [_move(move) for move in step.moves],
        "cause": cause_of(view, step.moves[0].moment),
    }


def _move(move: Move) -> Json:
    held, moment = move.after or move.before, move.moment
    assert held
    return {
        "incident": held.id,
        "headline": held.whole["headline"],
        "how": move.how,
        "day": held.day,
        "day_before": move.before.day if move.before else None,
        "amount": move.after.best if move.after else 0,
        "amount_before": move.before.best if move.before else 0,
        "supersedes": moment.supersedes,
        "superseded_by": moment.superseded_by,
    }


def history_of(moments: Iterable[Moment]) -> list[Json]:
    return [moment._asdict() for moment in moments]


def _only(whole: Json, keys: Iterable[str]) -> Json:
    return {key: whole.get(key) for key in keys}
