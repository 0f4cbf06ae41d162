"""A version of an article sends only what it changes; what a later one leaves out is withdrawn."""

from datetime import UTC, datetime, timedelta

from schemas.article import Article
from streams.analysis.revision import plausible, supersede
from tests.builders import an_event

NOW = datetime(2023, 11, 7, 12, tzinfo=UTC)


def an_article(version: int = 1, **fields: object) -> Article:
    return Article.model_validate(
        {"id": "a", "url": "urn:a", "source": "s", "title": "t", "published": NOW, "version": version} | fields
    )


def test_a_repetition_sends_nothing() -> None:
    event = an_event(id="e1")
    held, sent = supersede(None, an_article(), [event])
    assert sent == [event]
    assert supersede(held, an_article(), [event]) == (held, [])


def test_a_new_version_withdraws_what_it_leaves_out() -> None:
    one, two = an_event(id="e1"), an_event(id="e2")
    held, _ = supersede(None, an_article(), [one, two])
    held, sent = supersede(held, an_article(2), [one.model_copy(update={"revision": "new"})])
    assert [(event.id, event.withdrawn) for event in sent] == [("e2", True)]
    assert [event.id for event in held.findings] == ["e1"]


def test_an_older_version_that_arrives_late_changes_nothing() -> None:
    held, _ = supersede(None, an_article(2), [an_event(id="e1")])
    assert supersede(held, an_article(1), [an_event(id="e2")]) == (held, [])


def test_a_date_in_the_future_is_set_back_to_the_receipt() -> None:
    late = an_article(published=NOW + timedelta(days=3650))
    assert plausible(late, NOW).published == NOW
    assert plausible(an_article(), NOW).published == NOW
