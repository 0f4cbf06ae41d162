"""A reader for tests of the shell: an article's text lists its events, `site day actor` in a line each."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from schemas.article import Article
from schemas.correction import Correction, Deed, Dismiss, Edit, Merge, Split, Undo, correct
from schemas.event import Event, Origin
from schemas.message import digest
from tests.builders import AL_ASAD, HOUTHIS, KATAIB, MILITIAS, TANF, US_FORCES, an_event, on

ACTORS = {"militias": MILITIAS, "kataib": KATAIB, "houthis": HOUTHIS}
SLOW = "a long story"
"""The title of an article that takes a worker a second and more."""
START = datetime(2023, 10, 7, 12, tzinfo=UTC)


def read(article: Article) -> list[Event]:
    """The events of the text; a cancelled article says nothing, and "crash" is a bug of ours."""
    if article.pubstatus == "canceled":
        return []
    if "crash" in article.text:
        raise RuntimeError("a bug in the reader")
    return [event(article, number, *line.split()) for number, line in enumerate(article.text.splitlines())]


def event(article: Article, number: int, target: str, day: str, actor: str) -> Event:
    """One line as an event; the target is the bucket."""
    return an_event(
        text=f"{article.id} {number} {target}",
        id=digest(article.id, str(number), target),
        article_id=article.id,
        revision=article.revision,
        bucket=f"attack/{target}",
        actors=(ACTORS[actor],),
        targets=(US_FORCES,),
        day=on(day),
        origin=Origin(url=article.url, source=article.source, title=article.title, published=article.published),
    )


def articles(seed: int, count: int) -> list[Article]:
    """News of a few weeks: copies, new versions of a story, cancellations, and things told twice."""
    dice = random.Random(seed)
    return [article(dice, number) for number in range(count)]


def article(dice: random.Random, number: int) -> Article:
    """One article; about one in four is a later version of an earlier story."""
    again = number > 10 and dice.random() < 0.25
    name = f"story-{dice.randrange(number) if again else number}"
    published = START + timedelta(minutes=5 * number)
    return Article(
        id=name,
        url=f"https://example.org/{name}",
        source=f"paper-{dice.randrange(12)}",
        title=name,
        text="\n".join(lines(dice)),
        published=published,
        version=number,
        pubstatus="canceled" if again and dice.random() < 0.2 else "usable",
    )


def lines(dice: random.Random) -> Iterator[str]:
    """What happened, in one to three lines."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        day = (START + timedelta(days=dice.randrange(25))).date()
        yield f"{dice.choice(('USA', 'ISR', 'IRQ', 'SYR'))} {day} {dice.choice(tuple(ACTORS))}"


def corrections(seed: int, count: int, told: Sequence[Event]) -> list[Correction]:
    """What an analyst says of these events: merges, splits, dismissals, edits, and some of it taken back."""
    dice = random.Random(seed)
    made: list[Correction] = []
    for number in range(count):
        bucket = dice.choice(sorted({one.bucket for one in told}))
        events = [one.id for one in told if one.bucket == bucket]
        some, others = dice.sample(events, min(2, len(events))), dice.sample(events, min(2, len(events)))
        edit = Edit(events=some, actors=(KATAIB,), place=dice.choice([AL_ASAD, TANF]))
        deed: Deed = dice.choice([Merge(events=some), Split(events=some, others=others), Dismiss(events=some), edit])
        if made and dice.random() < 0.2:
            undone = dice.choice(made)
            bucket, deed = undone.bucket, Undo(correction=undone.id)
        made.append(correct(bucket, deed, "ann", "because", START + timedelta(days=40, minutes=number)))
    return made
