"""For subscribers: JSON Schemas of the messages and an AsyncAPI document of the topics, generated from the models and
the catalogue, kept under `schemas/json/`.
"""

import json
from pathlib import Path
from typing import Any

from schemas.article import Article
from schemas.claim import Claim
from schemas.correction import Correction
from schemas.count import Count, Entry
from schemas.event import Event
from schemas.incident import Change
from schemas.message import Message
from streams import asyncapi

MESSAGES: tuple[type[Message], ...] = (Article, Event, Claim, Correction, Change, Entry, Count)
FOLDER = Path(__file__).resolve().parent.parent / "schemas" / "json"


def documents() -> dict[str, str]:
    """Each message's JSON Schema (2020-12), and the topics, by file name."""
    schemas = {f"{kind.SCHEMA}.json": document(kind) for kind in MESSAGES}
    return {**schemas, "asyncapi.json": text(asyncapi.document())}


def document(kind: type[Message]) -> str:
    """One schema, as it is kept."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:sitrep:schema:{kind.SCHEMA}",
        **kind.model_json_schema(mode="serialization"),
    }
    return text(schema)


def text(document: dict[str, Any]) -> str:
    """A document as it is kept."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def write(folder: Path = FOLDER) -> list[Path]:
    """Write them all."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in documents().items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written
