"""Articles for the benches: the demo archive again and again, each round as other stories of earlier weeks."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count, islice

from schemas.article import Article
from streams import archive

LENGTH = 4000
ROUND = timedelta(days=40)
PADDING = (
    "The harvest in the valley began two weeks late, and the mills along the river have taken on few hands. Growers "
    "say that the rain came at the wrong time; the wholesale market opened with prices a little above last year's.",
    "A committee of the city council spent the evening on the tram depot. The old halls are to become a library and "
    "a swimming pool, and the architects showed drawings in which the brick front stays as it is.",
    "The orchestra closed its season with a long programme. The second half belonged to the strings, and the hall "
    "was full to the last row although the buses stood still until the afternoon.",
    "Schools open on Monday with new timetables. Parents asked for a later start, the teachers for smaller classes; "
    "the board promised an answer before the end of the month and a budget that can bear it.",
)


def news(number: int) -> list[Article]:
    """That many articles of about 4 KB."""
    return list(islice(endless(), number))


def endless() -> Iterator[Article]:
    """The archive in rounds, each 40 days before the one before."""
    with archive.opened(str(archive.DEMO)) as demo:
        first = [item for item in demo.items() if isinstance(item, Article)]
    for turn in count():
        for article in first:
            yield article.model_copy(
                update={
                    "id": f"{article.id}-{turn}",
                    "url": f"{article.url}?{turn}",
                    "text": padded(article.text, turn),
                    "published": article.published - turn * ROUND,
                }
            )


def padded(text: str, turn: int) -> str:
    """The text with paragraphs about other things after it."""
    paragraphs = [text]
    while sum(map(len, paragraphs)) < LENGTH:
        paragraphs.append(PADDING[(turn + len(paragraphs)) % len(PADDING)])
    return "\n\n".join(paragraphs)
