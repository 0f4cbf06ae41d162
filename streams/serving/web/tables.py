"""The same answers as CSV or NDJSON, for spreadsheets and pipes: the rows of the answer's one list."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

CSV = "text/csv"
NDJSON = "application/x-ndjson"
JSON = "application/json"
LISTS = ("incidents", "changes", "places", "claims", "series", "corrections", "entries")
BESIDE = ("days", "claims")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORMS = (JSON, CSV, NDJSON)


def written(body: Mapping[str, Any], media: str) -> bytes:
    """An answer in a media type."""
    if media == CSV:
        return _csv([{key: _cell(value) for key, value in _flat(row)} for row in rows_of(body)])
    if media == NDJSON:
        return b"".join(orjson.dumps(row) + b"\n" for row in rows_of(body))
    return orjson.dumps(body)


def rows_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rows of an answer: a count has its days, or is the only row itself."""
    if "value" in body:
        return body["days"] or [{key: value for key, value in body.items() if key not in BESIDE}]
    return next((body[name] for name in LISTS if isinstance(body.get(name), list)), [body])


def _flat(row: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for key, value in row.items():
        if isinstance(value, dict):
            yield from ((f"{key}_{inner}", part) for inner, part in value.items())
        else:
            yield key, value


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(str(one.get("id") or one.get("text")) if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"  # A spreadsheet would run it.
    return value


def _csv(rows: list[dict[str, Any]]) -> bytes:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
