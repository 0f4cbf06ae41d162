"""Builders with defaults, so that a test states only its point."""

import datetime
from typing import Any

from schemas.article import Article
from schemas.claim import Claim, Stated
from schemas.event import Actor, Day, Event, Evidence, Origin, Place
from schemas.incident import Incident
from schemas.message import digest

NOON = datetime.datetime(2023, 11, 5, 12, 0, tzinfo=datetime.UTC)

US = Actor(id="united-states", text="the United States", country="USA", sectors=("GOV",))
US_FORCES = Actor(id="us-forces", text="US troops", ancestors=("united-states",), country="USA", sectors=("MIL",))
US_EMBASSIES = Actor(id="us-embassies", text="the US embassy", ancestors=("united-states",), country="USA")
BACKED = Actor(id="iran-backed-groups", text="Iran-backed groups", patron="IRN")
MILITIAS = Actor(
    id="iraqi-militias",
    text="militias",
    ancestors=("iran-backed-groups",),
    country="IRQ",
    sectors=("UAF",),
    patron="IRN",
)
KATAIB = Actor(
    id="kataib-hezbollah",
    text="Kataib Hezbollah",
    ancestors=("iraqi-militias", "iran-backed-groups"),
    country="IRQ",
    sectors=("UAF",),
    patron="IRN",
)
HOUTHIS = Actor(id="houthis", text="the Houthis", ancestors=("iran-backed-groups",), country="YEM", patron="IRN")
IRAN = Actor(id="iran", text="Iran", country="IRN", sectors=("GOV",))
TURKEY = Actor(id="turkey", text="Turkey", country="TUR", sectors=("GOV",))

AL_ASAD = Place(text="al-Asad", name="al-asad-air-base", country="IRQ", lat=33.79, lon=42.44, precision="site")
ERBIL = Place(text="Erbil", name="erbil", country="IRQ", lat=36.19, lon=44.01, precision="town")
TANF = Place(text="al-Tanf", name="al-tanf", country="SYR", lat=33.51, lon=38.62, precision="site")
IRAQ = Place(text="Iraq", name="iraq", country="IRQ", lat=33.0, lon=44.0, precision="country")


def on(date: str, precision: str = "day", basis: str = "explicit") -> Day:
    """A day, stated as such unless told otherwise."""
    return Day.model_validate({"date": date, "precision": precision, "basis": basis})


def at(hours: float = 0, days: float = 0) -> datetime.datetime:
    """So long after noon of 5 November 2023."""
    return NOON + datetime.timedelta(hours=hours, days=days)


def an_article(text: str = "Drones hit a base.", **fields: Any) -> Article:
    """An article of the Daily Example; what is not named has a default."""
    given = {"source": "Daily Example", "published": NOON, "title": "", "url": f"https://example.org/{digest(text)}"}
    return Article.model_validate({**given, "text": text, **fields})


def an_event(text: str = "US troops came under drone attack.", **fields: Any) -> Event:
    """An attack on US forces on 5 November 2023 by nobody known, at no place known."""
    source = fields.pop("source", "Daily Example")
    published = fields.pop("published", NOON)
    article = fields.pop("article_id", digest(source, text, str(published)))
    origin = Origin(url=f"https://example.org/{article}", source=source, title="", published=published)
    given: dict[str, Any] = {
        "article_id": article,
        "revision": "1",
        "bucket": "attack/USA",
        "kind": "attack",
        "modality": "occurred",
        "targets": (US_FORCES,),
        "day": on("2023-11-05"),
        "evidence": Evidence(text=text, start=0, end=len(text)),
        "rule": "attack.test",
        "confidence": 0.9,
        "origin": origin,
        "version": "test",
        **fields,
    }
    given.setdefault("id", digest(article, text, given["bucket"]))
    return Event(**given)


def a_meeting(text: str = "Iran's foreign minister met his Turkish counterpart.", **fields: Any) -> Event:
    """A meeting of Iran and Turkey on 5 November 2023."""
    given = {"bucket": "outreach/IRN+TUR", "kind": "outreach", "actors": (IRAN,), "targets": (TURKEY,)}
    return an_event(text, **{**given, **fields})


def an_incident(**fields: Any) -> Incident:
    """An attack on US forces, held by one source."""
    given: dict[str, Any] = {
        "id": "incident-1",
        "bucket": "attack/USA",
        "kind": "attack",
        "day": on("2023-11-05"),
        "targets": (US_FORCES,),
        "low": 0,
        "best": 1,
        "high": 1,
        "sources": 1,
        "events": ("event-1",),
        "headline": "US troops came under drone attack.",
    }
    return Incident(**{**given, **fields})


def a_claim(value: int = 40, **fields: Any) -> Claim:
    """A spokesman's total of attacks on US forces."""
    text = f"There were {value} attacks on US troops, a spokesman said."
    given: dict[str, Any] = {
        "id": digest(text),
        "article_id": "article-1",
        "revision": "1",
        "bucket": "attack/USA",
        "kind": "attack",
        "targets": (US_FORCES,),
        "count": Stated(value=value),
        "evidence": Evidence(text=text, start=0, end=len(text)),
        "rule": "claim.test",
        "origin": Origin(url="https://example.org/1", source="Daily Example", title="", published=NOON),
        "version": "test",
    }
    return Claim(**{**given, **fields})
