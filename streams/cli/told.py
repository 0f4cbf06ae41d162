"""What `sitrep counts` and `sitrep watch` say to a person, line by line."""

import datetime
from collections.abc import Iterator
from typing import Any

Answer = dict[str, Any]
BEST = 3
STALE = 10.0


def report(count: Answer, newest: list[Answer], total: int) -> Iterator[str]:
    """A count, what others say beside it, and the newest of its incidents with their ids."""
    yield headline(count)
    for row in count["days"] or ():
        yield f"  {row['day']}  {row['value']:>4}  ({row['low']} to {row['high']})"
    for incident in newest:
        beside = f"{_sources(incident['sources'])}; {incident['id']}"
        yield f"  {_day(incident['day'])}  {plain(incident['headline'])}  [{beside}]"
    if 0 < len(newest) < total:
        yield f"  and {total - len(newest)} more"
    if count["staleness"] > STALE:
        yield f"the server is {count['staleness']:.0f} s behind"


def headline(count: Answer) -> str:
    """The count with its range, and the best totals that others stated, with our count of the same."""
    as_of = f" as known at {_moment(count['as_of'])}" if count["as_of"] else ""
    said = [f"{_speaker(claim)} said {_stated(claim)}" for claim in count["claims"][:BEST]]
    return "; ".join([f"counted {count['value']} ({count['low']} to {count['high']}){as_of}", *said])


def told_of(answer: Answer) -> Iterator[str]:
    """One incident, then its events, each with its id, day, source and sentence, then its corrections."""
    one = answer["incident"]
    if one is None:
        yield no_more(answer["history"][-1])
        return
    range_ = f"{one['best']} ({one['low']} to {one['high']})"
    state = "dismissed" if one["dismissed"] else f"counts {range_}, {_sources(one['sources'])}"
    yield f"{one['id']}  {one['day']}  {plain(one['headline'])}  [{state}]"
    for event in answer["evidence"]:
        said = f"{plain(event['article']['source'])}: {plain(event['sentence'])}"
        yield f"  {event['id']}  {event['day']}  {said}{'  (in passing)' if event['background'] else ''}"
    for made in one["corrections"]:
        yield f"  {made['id']}  {made['at'][:16]}  {made['action']} by {plain(made['who'])}: {plain(made['why'])}"


def no_more(last: Answer) -> str:
    """What became of an incident that stands no more, by its last change."""
    parts = " and ".join(last["superseded_by"])
    became = f"it is part of {parts}" if parts else "nothing tells of it any more"
    return f"no incident of that id stands since {_moment(last['at'])}: {became}"


def history(changes: list[Answer]) -> Iterator[str]:
    """How a count came to be what it is, newest first."""
    for change in changes:
        first, *others = change["moves"]
        value = f"{change['value']} ({change['low']} to {change['high']})"
        yield f"{change['delta']:+d} on {_day(change['at'][:10])}, to {value}: {_moved(first, change)}"
        for move in others:
            yield f"    {_moved(move, change)}"


def _moved(move: Answer, change: Answer) -> str:
    """One incident of a change, what became of it, and by whom."""
    cause, others = change["cause"], {one["incident"]: one["headline"] for one in change["moves"]}
    became = move["how"]
    if became == "merged":
        became += f" into {', '.join(plain(others.get(name) or name) for name in move['superseded_by'])}"
    if became == "amended" and move["day"] != move["day_before"]:
        became = f"moved from {_day(move['day_before'])}"
    if "correction" in cause:
        who, why = plain(cause.get("who", "an analyst")), plain(cause.get("why", ""))
        by = f"as corrected by {who}: {why}".removesuffix(": ")
    else:
        by = f"by {plain(cause['source'])}" if "source" in cause else "by an event that is no longer held"
    return f"{plain(move['headline'])} ({_day(move['day'])}), {became} {by}"


def changed(delta: Answer) -> str:
    """One change of a stream as a line."""
    incident, moved = delta["incident"], f"{delta['delta']:+d}" if delta["delta"] else " ="
    range_ = f"{delta['value']} ({delta['low']} to {delta['high']})"
    return f"{moved}  {range_}  {_day(incident['day'])}  {plain(incident['headline'])}"


def plain(text: str) -> str:
    """Without what a terminal might obey or a reader cannot see."""
    return "".join(letter for letter in text if letter.isprintable())


def _speaker(claim: Answer) -> str:
    if claim["claimant"]:
        return plain(claim["claimant"])
    return plain(claim["article"]["source"]) if claim["sources"] == 1 else _sources(claim["sources"])


def _stated(claim: Answer) -> str:
    hedge = f"{claim['qualifier']} " if claim["qualifier"] else ""
    since = f" since {_day(claim['since'])}" if claim["since"] else ""
    beside = [f"in {_sources(claim['sources'])}"] if claim["claimant"] and claim["sources"] > 1 else []
    beside += [f"we count {claim['ours']['value']}"] if claim["ours"] else []
    aside = f" ({'; '.join(beside)})" if beside else ""
    return f"{hedge}{claim['value']} on {_day(claim['day'])}{since}{aside}"


def _day(day: str) -> str:
    date = datetime.date.fromisoformat(day)
    return f"{date.day} {date:%b}"


def _moment(moment: str) -> str:
    known = datetime.datetime.fromisoformat(moment).astimezone(datetime.UTC)
    return f"{known.day} {known:%b %Y %H:%M} UTC"


def _sources(count: int) -> str:
    return f"{count} source{'' if count == 1 else 's'}"
