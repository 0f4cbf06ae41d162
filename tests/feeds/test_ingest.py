"""Polling: what is new is sent once, what has changed again, and the server's wishes are kept."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import orjson
import pytest
from aiohttp import web

from schemas.article import Article
from streams import broker, sandbox
from streams.feedlist import ListError, read_list
from streams.feeds import ndjson
from streams.feeds.item import Item
from streams.fetching import any_address, client
from streams.ingest import ANY, PARSERS, Feed, Memory, Poller, Visit, fresh, owned, pause, recall, remember
from streams.producer import connected
from streams.sandbox import UnreadableError, parsed
from streams.settings import Settings
from tests.builders import an_article


def feed_of(*items: tuple[str, str]) -> bytes:
    made = [
        {"id": name, "url": f"https://a.example/{name}", "title": title, "date_published": "2023-11-05T08:00:00Z"}
        for name, title in items
    ]
    return orjson.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": made})


class Site:
    """A feed that a test can change, and the requests it has had."""

    def __init__(self) -> None:
        self.body = feed_of(("1", "One"), ("2", "Two"))
        self.status = 200
        self.headers: dict[str, str] = {}
        self.requests: list[web.Request] = []
        self.url = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        if self.headers.get("ETag") and request.headers.get("If-None-Match") == self.headers["ETag"]:
            return web.Response(status=304)
        return web.Response(status=self.status, body=self.body, headers=self.headers)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    held = Site()
    app = web.Application()
    app.add_routes([web.get("/feed", held.answer)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    held.url = f"http://127.0.0.1:{runner.addresses[0][1]}/feed"
    yield held
    await runner.cleanup()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with broker.embedded() as embedded:
        yield embedded.address


@pytest.fixture
async def poller(address: str, tmp_path: Path) -> AsyncIterator[Poller]:
    settings = Settings(broker=address, data=tmp_path)
    async with connected(settings) as kafka, client(any_address) as session:
        yield Poller(settings, session, kafka, gap=0)


async def test_an_item_is_sent_once_and_again_when_it_changes(site: Site, poller: Poller) -> None:
    feed = Feed(site.url)
    first = await poller.visit(feed)
    assert (first.sent.sent, first.unchanged) == (2, 0)
    site.body = feed_of(("1", "One, amended"), ("2", "Two"), ("3", "Three"))
    second = await poller.visit(feed)
    assert (second.sent.sent, second.unchanged) == (2, 1)
    versions = sorted(version for _, version in recall(poller.settings, feed).seen.values())
    assert versions == [1, 1, 2]


async def test_a_feed_that_floods_is_taken_in_parts(site: Site, poller: Poller) -> None:
    site.headers = {"ETag": '"1"'}
    site.body = feed_of(*((str(number), f"Item {number}") for number in range(5)))
    poller.most = 2
    visits = [await poller.visit(Feed(site.url)) for _ in range(4)]
    assert [(visit.sent.sent, visit.unchanged, visit.waiting) for visit in visits] == [
        (2, 0, 3),
        (2, 2, 1),
        (1, 4, 0),
        (0, 0, 0),
    ]


async def test_however_many_feeds_there_are_few_are_parsed_at_a_time(site: Site, poller: Poller) -> None:
    parsing, most = 0, 0

    async def parse(form: str, raw: bytes) -> list[Item]:
        nonlocal parsing, most
        parsing += 1
        most = max(most, parsing)
        await asyncio.sleep(0.01)
        parsing -= 1
        return []

    poller.parse = parse
    visits = await asyncio.gather(*(poller.visit(Feed(f"{site.url}?{number}")) for number in range(10)))
    assert [visit.failure for visit in visits] == [None] * 10
    assert most == PARSERS


async def test_an_unchanged_feed_costs_a_304(site: Site, poller: Poller) -> None:
    site.headers = {"ETag": '"1"'}
    await poller.visit(Feed(site.url))
    again = await poller.visit(Feed(site.url))
    assert (again.failure, again.sent.sent) == (None, 0)
    assert site.requests[-1].headers["If-None-Match"] == '"1"'


async def test_retry_after_is_kept_even_by_the_next_process(site: Site, poller: Poller) -> None:
    site.status, site.headers = 503, {"Retry-After": "60"}
    failed = await poller.visit(Feed(site.url))
    assert (failed.failure, failed.wait) == ("status", 60)
    waiting = await poller.visit(Feed(site.url))
    assert 50 < waiting.wait <= 60
    assert len(site.requests) == 1


async def test_a_feed_that_is_gone_is_left_alone(site: Site, poller: Poller) -> None:
    site.status = 410
    visits: list[Visit] = []
    await poller.keep(Feed(site.url, every=0.01), visits.append)
    assert [visit.gone for visit in visits] == [True]


async def test_a_feed_that_cannot_be_parsed_is_a_dead_letter_once(site: Site, poller: Poller) -> None:
    site.body = b"<html>no feed</html>"
    assert (await poller.visit(Feed(site.url))).sent.refused["unsupported"] == 1
    assert (await poller.visit(Feed(site.url))).unchanged == 1


async def test_the_parser_is_stopped_when_it_takes_too_long() -> None:
    with pytest.raises(UnreadableError):
        await parsed("rss", b"<rss/>", seconds=0.01)


async def test_the_sandbox_hands_back_what_the_format_gives() -> None:
    raw = b"{bad\n" + orjson.dumps(
        {"url": "https://a.example/1", "title": "T", "published": "2023-10-07T00:00:00Z", "source": "A"}
    )
    assert await parsed("ndjson", raw) == list(ndjson.parse(raw))
    assert sandbox.SECONDS > 0


@pytest.mark.parametrize(
    ("feed", "source"),
    [
        (Feed("https://feeds.gazette.example/world"), "gazette.example"),
        (Feed("https://www.gazette.example/rss"), "gazette.example"),
        (Feed("https://rss.example/x"), "rss.example"),
        (Feed("https://cdn.example/x", source="gazette.example"), "gazette.example"),
    ],
)
def test_a_feed_speaks_for_itself_alone(feed: Feed, source: str) -> None:
    """Else one feed would be many independent sources, and could take back what others tell."""
    told = an_article("Rockets fell.", source="courier.example").model_copy(update={"pubstatus": "canceled"})
    own = owned(told, feed)
    assert (own.source, own.pubstatus) == (source, "canceled")
    assert own.id != told.id
    assert own.id == owned(told.model_copy(update={"version": 9}), feed).id
    assert own.id != owned(told, Feed("https://other.example/")).id


def test_a_feed_that_is_trusted_names_its_sources() -> None:
    told = an_article("Rockets fell.", source="courier.example")
    assert owned(told, Feed("https://aggregator.example/", source=ANY)) == told


async def test_what_is_sent_bears_the_name_of_the_feed(site: Site, poller: Poller) -> None:
    feed = Feed(site.url)
    await poller.visit(feed)
    items = await parsed("jsonfeed", site.body)
    assert set(recall(poller.settings, feed).seen) == {owned(one, feed).id for one in items if isinstance(one, Article)}


def test_fresh_gives_a_growing_version() -> None:
    (article,) = [
        one
        for one in ndjson.parse(b'{"id":"a","url":"","title":"T","published":"2023-10-07T00:00:00Z","source":"A"}')
        if isinstance(one, Article)
    ]
    ((_, item, known),) = fresh([article], {"a": ("other", 4)})
    assert isinstance(item, Article)
    assert item.version == known[1] == 5
    assert not list(fresh([article], {"a": known}))


@pytest.mark.parametrize(
    ("failures", "asked", "expected"), [(0, 0, 300), (1, 0, 600), (3, 0, 2400), (60, 0, 21600), (0, 900, 900)]
)
def test_pause(failures: int, asked: float, expected: float) -> None:
    assert pause(300, failures, asked, 1.0) == expected


def test_memory_survives_a_damaged_file(tmp_path: Path) -> None:
    settings, feed = Settings(data=tmp_path), Feed("https://a.example/feed")
    memory = Memory("e", "m", 1.5, {"a": ("b", 2)})
    remember(settings, feed, memory)
    assert recall(settings, feed) == memory
    next((tmp_path / "feeds").iterdir()).write_text("{")
    assert recall(settings, feed) == Memory()


async def test_a_folder_that_takes_nothing_stops_no_poller(site: Site, poller: Poller) -> None:
    (poller.settings.data / "feeds").write_text("")
    first, second = [await poller.visit(Feed(site.url)) for _ in range(2)]
    assert (first.failure, second.failure) == ("disk", "disk")
    assert "what was sent is sent again" in first.detail


def test_lists(tmp_path: Path) -> None:
    path = tmp_path / "feeds"
    path.write_text(
        '[[feeds]]\nurl = "https://a.example/"\nformat = "rss"\nevery = 600\n[[feeds]]\nurl = "https://b.example/"\n'
    )
    assert read_list(path, 300) == [Feed("https://a.example/", "rss", 600), Feed("https://b.example/", "auto", 300)]
    path.write_text('[[feeds]]\nurl = "https://cdn.example/a"\nsource = "a.example"\n')
    assert read_list(path, 300) == [Feed("https://cdn.example/a", source="a.example")]
    path.write_text('<opml><body><outline><outline xmlUrl="https://a.example/"/></outline></body></opml>')
    assert read_list(path, 300) == [Feed("https://a.example/")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "feeds = 1",
        "[[feeds]]\nname = 1",
        '[[feeds]]\nurl = "x"\nevery = 1',
        "<opml>",
        "<!ENTITY",
        '[[feeds]]\nurl = "x"\nformat = "y"',
        '[[feeds]]\nurl = "x"\nsource = 1',
        '[[feeds]]\nurl = "x"\nsource = ""',
        '[[feeds]]\nurl = "x"\nsources = "a.example"',
    ],
)
def test_bad_lists_say_where(tmp_path: Path, text: str) -> None:
    path = tmp_path / "feeds"
    path.write_text(text)
    with pytest.raises(ListError):
        read_list(path, 300)
