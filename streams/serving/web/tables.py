"""The same answers as CSV or NDJSON, for spreadsheets and pipes: the rows of the answer's one list."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

import orjson
from pydantic import BaseModel

from streams.serving.web import answers, incident_answers, lexicon_answers

CSV = "text/csv"
NDJSON = "application/x-ndjson"
JSON = "application/json"
LISTS: dict[str, type[BaseModel]] = {
    "incidents": incident_answers.IncidentView,
    "changes": answers.ChangeView,
    "places": answers.PlaceCount,
    "claims": answers.ClaimView,
    "series": answers.SeriesRow,
    "corrections": incident_answers.CorrectionRow,
    "entries": lexicon_answers.Entry,
}
BESIDE = ("days", "claims")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORMS = (JSON, CSV, NDJSON)


def written(body: Mapping[str, Any], media: str) -> bytes:
    """An answer in a media type."""
    if media == CSV:
        columns = dict.fromkeys(columns_of(row_of(body)))
        return _csv([{key: _cell(value) for key, value in _flat(row, columns)} for row in rows_of(body)], columns)
    if media == NDJSON:
        return b"".join(orjson.dumps(row) + b"\n" for row in rows_of(body))
    return orjson.dumps(body)


def rows_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rows of an answer: a count has its days, or is the only row itself."""
    if "value" in body:
        whole = {key: value for key, value in body.items() if key not in BESIDE}
        return [whole] if body["days"] is None else list(body["days"])
    return next((body[name] for name in LISTS if isinstance(body.get(name), list)), [body])


def row_of(body: Mapping[str, Any]) -> type[BaseModel] | None:
    """What a row of the answer's list looks like; None where the answer is the only row."""
    if "value" in body:
        return None if body["days"] is None else answers.DayCount
    return next((model for name, model in LISTS.items() if isinstance(body.get(name), list)), None)


def columns_of(model: type[BaseModel] | None) -> Iterable[str]:
    """The columns that rows have whatever is in them: a part has one for each of its fields. Those that only the data
    names, as countries are, are not among them.
    """
    for name, field in model.model_fields.items() if model else ():
        said = field.annotation
        inner = [one for one in (get_args(said) if isinstance(said, UnionType) else (said,)) if one is not NoneType]
        parts = [one for one in inner if isinstance(one, type) and issubclass(one, BaseModel)]
        if len(parts) == 1:
            yield from (f"{name}_{part}" for part in parts[0].model_fields)
        elif not parts and get_origin(inner[0]) is not dict:
            yield name


def _flat(row: Mapping[str, Any], columns: Collection[str]) -> Iterable[tuple[str, Any]]:
    for key, value in row.items():
        if isinstance(value, dict):
            yield from ((f"{key}_{inner}", part) for inner, part in value.items())
        elif value is not None or key in columns or not columns:
            yield key, value


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(str(one.get("id") or one.get("text")) if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"  # A spreadsheet would run it.
    return value


def _csv(rows: list[dict[str, Any]], columns: Mapping[str, None]) -> bytes:
    columns = {**columns, **dict.fromkeys(key for row in rows for key in row)}
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
