"""A progress bar on the terminal where a person looks on; nothing for a script."""

import sys
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from schemas.article import Article
from streams.archive import Archive


def watched(articles: Iterable[Article], archives: Sequence[Archive]) -> Iterator[Article]:
    """The articles, with a bar that follows how much of the archives has been read."""
    if not sys.stderr.isatty():
        yield from articles
        return
    sizes = [one.size for one in archives]
    total = None if None in sizes else sum(size or 0 for size in sizes)
    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        for count, article in enumerate(articles, 1):
            if count % 200 == 0:
                done = sum(one.position() for one in archives)
                bar.update(task, completed=done, description=f"{count:,} articles, {article.published:%d %b %Y}")
            yield article
