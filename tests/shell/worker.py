"""`python -m tests.shell.worker`: a worker of its own process with the stub as its reader; settings by environment."""

import time

import uvloop

from schemas.article import Article
from schemas.event import Event
from streams.app import build
from streams.cli.options import given
from streams.health import until_signal
from tests.shell import stub


def read(article: Article) -> list[Event]:
    """The stub's reading; a slow one holds up all that waits behind it."""
    if article.title == stub.SLOW:
        time.sleep(1.5)
    return stub.read(article)


if __name__ == "__main__":
    settings = given()
    uvloop.run(until_signal(lambda: build(settings, read=read), settings))
