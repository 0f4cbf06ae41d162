"""Stated totals as they are answered: each beside our count of the same, page by page, and what contradicts."""

import datetime
from collections.abc import Sequence
from itertools import islice

from streams.serving.model.contradictions import contradictions
from streams.serving.model.holding import micros
from streams.serving.model.question import Question, Range
from streams.serving.model.statements import Statement, known_as, rank
from streams.serving.model.summary import statement_summary
from streams.serving.model.view import View
from streams.serving.web.answers import Json
from streams.serving.web.asked import Listing, cursor_after, rank_of

BEST = 20
"""So many stated totals stand beside a count."""
CONTRADICTIONS = 200
COMPARED = 10_000
"""So many contradictions are looked through for those of a page: there may be as many as pairs of totals."""


def best(view: View, question: Question, span: Range, as_of: datetime.datetime | None) -> list[Json]:
    """The best totals that were stated, each with our count of the same."""
    found = view.stated(question, span, as_of)
    return [told(view, one, as_of) for one in islice((one for one in found if one.said is not None), BEST)]


def page(view: View, question: Question, span: Range, asked: Listing) -> Json:
    """So many of the totals behind the cursor, the series of those who stated them, and what contradicts them."""
    found, last = view.stated(question, span, asked.as_of), rank_of(asked.cursor)
    behind = [one for one in found if last is None or rank(one, question) < last]
    here = behind[: asked.limit]
    rows = [told(view, one, asked.as_of) for one in here]
    return {
        "total": len(found),
        "claims": rows,
        "claimants": claimants(rows),
        "contradictions": contradicting(found, {one.id for one in here}),
        "next": cursor_after(rank(here[-1], question)) if len(behind) > asked.limit else None,
    }


def told(view: View, said: Statement, as_of: datetime.datetime | None) -> Json:
    """A statement, with our count from the day that it counts from to the day that it was made."""
    question, since = said.definition
    if since is None:
        return statement_summary(said, None)
    moment = micros(as_of) if as_of else None
    return statement_summary(said, view.shelf.sum(view.shelf.find(question, Range(since, said.first), moment)))


def claimants(rows: list[Json]) -> list[Json]:
    """For each claimant the series of totals, by the day they were first stated."""
    series: dict[str, list[Json]] = {}
    for one in sorted(rows, key=lambda one: (one["first"], one["value"] or 0)):
        if one["claimant"] and one["value"] is not None:
            series.setdefault(known_as(one["claimant"]), []).append(one)
    keys = ("id", "first", "last", "value", "qualifier", "since", "sources", "ours")
    return [
        {"claimant": several[-1]["claimant"], "totals": [{key: one[key] for key in keys} for one in several]}
        for several in series.values()
    ]


def contradicting(found: Sequence[Statement], here: set[str]) -> list[Json]:
    """What cannot all be true, where one of those here says it; the other may stand on another page."""
    each = ((one.why, [other.id for other in one.statements]) for one in islice(contradictions(found), COMPARED))
    ours = ({"why": why, "claims": ids} for why, ids in each if here.intersection(ids))
    return list(islice(ours, CONTRADICTIONS))
