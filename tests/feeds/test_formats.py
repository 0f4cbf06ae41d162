"""Formats: samples of ours, and the articles expected from them."""

import io
from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Article
from schemas.message import decode, digest, encode
from streams.feeds import FORMATS, guess, jsonfeed, ndjson, ninjs, rss
from streams.feeds.item import Refused

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Example Gazette</title><link>https://www.gazette.example/</link><language>en-gb</language>
<item><title>Drones &amp;amp; rockets &lt;script&gt;alert(1)&lt;/script&gt;over &lt;b&gt;Erbil&lt;/b&gt;</title>
<link>https://www.gazette.example/erbil</link><guid isPermaLink="false">g-1</guid>
<pubDate>Thu, 26 Oct 2023 11:40:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>A drone fell on a base.</p><p>Nobody was hurt.</p><script>x()</script>]]>
</content:encoded></item>
<item><title>No date</title><link>https://www.gazette.example/undated</link></item>
<item><title>Bad link</title><link>javascript:alert(1)</link><guid isPermaLink="false">g-3</guid>
<pubDate>Thu, 26 Oct 2023 09:40:00 GMT</pubDate></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Courrier</title>
<link href="https://courrier.example/"/>
<entry><id>tag:courrier.example,2023:7</id><title type="html">Deux &lt;i&gt;drones&lt;/i&gt;</title>
<link href="https://courrier.example/7"/><published>2023-11-05T08:00:00Z</published><updated>2023-11-05T09:00:00Z</updated>
<author><name>A. Plume</name></author><summary>Abattus hier.</summary></entry></feed>"""

JSON_ITEM = {
    "id": "1",
    "url": "https://notes.example/1",
    "title": "Talks in Ankara",
    "content_html": "<p>Two ministers met.</p>",
    "date_published": "2023-11-01T14:00:00+03:00",
    "authors": [{"name": "B. Quill"}],
}

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Example Notes",
    "home_page_url": "https://www.notes.example/",
    "language": "en",
    "items": [
        JSON_ITEM,
        {"id": "2", "content_text": "No date."},
        "no object",
    ],
}

NINJS_1 = {
    "uri": "urn:newsml:agency.example:20231018:1",
    "type": "text",
    "versioncreated": "2023-10-18T08:30:00Z",
    "version": "2",
    "pubstatus": "usable",
    "language": "en",
    "headline": "Drones at a base",
    "body_xhtml": "<div><p>Two drones were shot down.</p></div>",
    "byline": "C. Pen",
}

NINJS_2 = {
    "uri": "https://agency.example/2",
    "standard": {"name": "ninjs", "version": "2.1"},
    "type": "text",
    "versioncreated": "2023-10-18T09:30:00Z",
    "pubstatus": "canceled",
    "headlines": [{"role": "short", "value": "Short"}, {"role": "main", "value": "The main headline"}],
    "bodies": [
        {"contenttype": "text/html", "value": "<p>Marked up.</p>"},
        {"contenttype": "text/plain", "value": "Plain."},
    ],
    "infosources": [{"name": "Example Agency"}],
}


def articles(form: str, raw: bytes) -> list[Article]:
    return [item for item in FORMATS[form](raw) if isinstance(item, Article)]


def refusals(form: str, raw: bytes) -> list[Refused]:
    return [item for item in FORMATS[form](raw) if isinstance(item, Refused)]


def test_rss() -> None:
    first, third = articles("rss", RSS)
    assert first.title == "Drones & rockets over Erbil"
    assert first.text == "A drone fell on a base.\n\nNobody was hurt."
    assert first.published == datetime(2023, 10, 26, 9, 40, tzinfo=UTC)
    assert (first.source, first.language, first.version) == ("gazette.example", "en-gb", 1)
    assert first.id == digest("gazette.example", "g-1")
    assert third.url == ""
    (undated,) = refusals("rss", RSS)
    assert (undated.line, undated.reason) == (2, "contract")
    assert "published" in undated.detail


def test_atom_versions_grow_with_its_changes() -> None:
    (entry,) = articles("rss", ATOM)
    assert (entry.title, entry.text, entry.author) == ("Deux drones", "Abattus hier.", "A. Plume")
    assert (entry.language, entry.source) == ("fr", "courrier.example")
    assert entry.version == int(datetime(2023, 11, 5, 9, tzinfo=UTC).timestamp())


def test_a_feed_with_entities_is_refused_unread() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"></rss>'
    for raw in (bomb, bomb.decode().encode("utf-16")):
        (refused,) = refusals("rss", raw)
        assert refused.reason == "unsupported"


@pytest.mark.parametrize("raw", [b"", b"<html><body>404</body></html>", b"\xff\xfe\x00", b"/etc/hostname"])
def test_what_is_no_feed_is_refused(raw: bytes) -> None:
    assert [item.reason for item in refusals("rss", raw)] == ["unsupported"]


def test_json_feed() -> None:
    raw = orjson.dumps(JSON_FEED)
    (first,) = articles("jsonfeed", raw)
    assert (first.title, first.text, first.author) == ("Talks in Ankara", "Two ministers met.", "B. Quill")
    assert first.published == datetime(2023, 11, 1, 11, tzinfo=UTC)
    assert first.source == "notes.example"
    assert [item.line for item in refusals("jsonfeed", raw)] == [2, 3]


@pytest.mark.parametrize("raw", [b"{", b"[]", b"{}", b'{"version": "https://jsonfeed.org/version/1"}', b"\xff"])
def test_what_is_no_json_feed_is_refused(raw: bytes) -> None:
    assert len(refusals("jsonfeed", raw)) == 1


def test_ninjs_1() -> None:
    (first,) = articles("ninjs", orjson.dumps(NINJS_1))
    assert (first.id, first.title, first.text) == (NINJS_1["uri"], "Drones at a base", "Two drones were shot down.")
    assert (first.version, first.source, first.author) == (2, "agency.example", "C. Pen")


def test_ninjs_2_prefers_the_main_headline_and_the_plain_body() -> None:
    (first,) = articles("ninjs", orjson.dumps(NINJS_2))
    assert (first.title, first.text, first.pubstatus) == ("The main headline", "Plain.", "canceled")
    assert first.source == "Example Agency"


@pytest.mark.parametrize(
    "raw",
    [
        orjson.dumps([NINJS_1, NINJS_2]),
        orjson.dumps({"items": [NINJS_1, NINJS_2]}),
        orjson.dumps(NINJS_1) + b"\n" + orjson.dumps(NINJS_2) + b"\n",
    ],
    ids=["array", "items", "lines"],
)
def test_ninjs_comes_in_many_wrappings(raw: bytes) -> None:
    assert len(articles("ninjs", raw)) == 2


def test_ninjs_pictures_are_unsupported_and_bad_lines_keep_their_number() -> None:
    raw = orjson.dumps({**NINJS_1, "type": "picture"}) + b"\n{bad\n" + orjson.dumps(NINJS_2)
    assert [(item.line, item.reason) for item in refusals("ninjs", raw)] == [(1, "unsupported"), (2, "not-json")]


LINE = {"url": "https://a.example/1", "title": "T", "text": "", "published": "2023-10-07T00:00:00Z", "source": "A"}


@pytest.mark.parametrize(
    ("raw", "reason", "detail"),
    [
        (b"{bad", "not-json", "at character"),
        (b"[1]", "contract", "not a JSON object"),
        (b'"\xff"', "not-utf8", "byte 1"),
        (orjson.dumps({**LINE, "title": " "}), "contract", "both empty"),
        (orjson.dumps({**LINE, "published": "yesterday"}), "contract", "published"),
        (orjson.dumps({**LINE, "published": "2023-10-07T00:00:00"}), "contract", "published"),
        (orjson.dumps({**LINE, "published": 1696636800}), "contract", "published: write the moment as"),
        (orjson.dumps({**LINE, "published": "1696636800"}), "contract", "published: write the moment as"),
        (orjson.dumps({**LINE, "version": 10**18}), "contract", "version"),
        (orjson.dumps({**LINE, "source": ""}), "contract", "source"),
        (orjson.dumps({**LINE, "url": None}), "contract", "id"),
        (b"x" * 200, "too-large", "200 bytes"),
        (b"[" * 5000, "too-large", "5000 bytes"),
    ],
)
def test_a_bad_line_says_why_and_the_next_is_read(raw: bytes, reason: str, detail: str) -> None:
    stream = io.BytesIO(b"\n" + raw + b"\n" + orjson.dumps(LINE) + b"\n")
    refused, good = ndjson.read(stream, article_bytes=150)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.line) == (reason, 2)
    assert detail in refused.detail
    assert isinstance(good, Article)


def test_ndjson_is_cleaned_and_its_id_comes_from_source_and_address() -> None:
    raw = orjson.dumps({**LINE, "text": "One\u202e <two>.\r\n\r\n\r\nThree"})
    (article,) = articles("ndjson", b"\xef\xbb\xbf" + raw + b"\r\n")
    assert article.text == "One <two>.\n\nThree"
    assert article.id == digest("A", "https://a.example/1")
    assert decode(Article, encode(article)) == article


def test_versions_sort_as_numbers_whatever_they_count() -> None:
    """Some count, some have seconds since 1970, some milliseconds."""
    versions = (0, 2, 10, 1_699_261_200, 9_999_999_999, 10_000_000_000, 1_699_261_200_123, 10**18 - 1)
    lines = [orjson.dumps({**LINE, "version": version}) for version in versions]
    revisions = [one.revision for one in articles("ndjson", b"\n".join(lines))]
    assert len(revisions) == len(versions)
    assert revisions == sorted(revisions)


def test_deep_nesting_is_no_json() -> None:
    assert [item.reason for item in refusals("ndjson", b"[" * 100_000)] == ["not-json"]


def test_the_format_is_guessed_from_the_bytes() -> None:
    samples = {"rss": RSS, "jsonfeed": orjson.dumps(JSON_FEED), "ninjs": orjson.dumps(NINJS_1)}
    assert {guess(raw) for raw in (RSS, ATOM)} == {"rss"}
    assert all(guess(raw) == form for form, raw in samples.items())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5) | st.sampled_from(["2023-10-07T00:00:00Z"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*NINJS_1, *NINJS_2, *JSON_ITEM, *LINE]), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(JSON)
def test_no_json_makes_a_format_raise(value: object) -> None:
    feed = {"version": "https://jsonfeed.org/version/1", "items": [value]}
    for parse, raw in ((ninjs.parse, value), (ndjson.parse, value), (jsonfeed.parse, feed)):
        list(parse(orjson.dumps(raw)))


@given(st.lists(st.sampled_from([RSS[:300], RSS[300:700], ATOM[:200], b"<item>", b"</title>", b"\xff", b"<![CDATA["])))
def test_no_bytes_make_rss_raise(parts: list[bytes]) -> None:
    list(rss.parse(b"".join(parts)))


@pytest.mark.parametrize(
    ("fields", "detail"),
    [
        ({"url": "ftp://a.example/1"}, "url 'ftp://a.example/1': no web address (https://...), and no id"),
        ({"url": "x" * 500}, f"url '{'x' * 60}...': no web address"),
        ({"url": "java\u202escript:1\x1b[2J"}, "url 'javascript:1[2J': no web address"),
        ({"url": ""}, "url '': no web address"),
        ({}, "neither id nor url, one of which must name the article"),
        ({"url": 7}, "url: Input should be a valid string"),
        ({"url": "ftp://a.example/1", "id": 7}, "id: Input should be a valid string"),
    ],
)
def test_an_article_that_nothing_names_is_told_so(fields: dict[str, object], detail: str) -> None:
    raw = orjson.dumps({"source": "Gulf Ledger", "title": "Drones", "published": "2023-11-05T12:00:00Z", **fields})
    refused = ndjson.read_line(raw)
    assert isinstance(refused, Refused)
    assert refused.detail.startswith(detail)


def test_an_article_with_an_id_needs_no_web_address() -> None:
    raw = b'{"id":"a","url":"internal/7","source":"Desk","title":"Drones","published":"2023-11-05T12:00:00Z"}'
    article = ndjson.read_line(raw)
    assert isinstance(article, Article)
    assert (article.id, article.url) == ("a", "")
