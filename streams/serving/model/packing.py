"""Whole records in little memory: JSON, compressed against what such records always say."""

import zlib
from collections.abc import Collection, Sequence
from typing import Any

import orjson

from schemas.message import Record

FAMILIAR = (
    b'"change":{"action":"withdrawn","action":"amended","action":"opened","cause":"","caused_by":"correction",'
    b'"caused_by":"event","supersedes":[],"superseded_by":[]},"dismissed":false,"corrections":[],'
    b'"text":"Iran-backed groups","text":"militias","id":"iraqi-militias","ancestors":["iran-backed-groups"],'
    b'"country":"ISR","country":"SYR","country":"IRQ","country":"USA","sectors":["GOV"],"sectors":["UAF"],"patron":"IRN",'
    b'"plover":"ASSAULT","cameo":"195","rule":"attack.","confidence":0.9,"separate":false,"anaphoric":false,'
    b'"origin":{"url":"https://www.","source":"","title":"","published":"2023-11-05T12:00:00Z"},"version":"2026.11",'
    b'"withdrawn":false,"evidence":{"text":"","start":0,"end":100,"field":"text"},"attributed_to":[],"type":"event",'
    b'"article_id":"","revision":"0000000001.01699185600.000.","background":false,"place":{"text":"","name":"",'
    b'"lat":33.0,"lon":44.0,"precision":"site"},"precision":"town","precision":"country","mode":"drone","outcome":null,'
    b'{"id":"","bucket":"attack/USA","kind":"outreach","kind":"attack","modality":"occurred","day":{"date":"2023-11-05",'
    b'"precision":"day","basis":"published"},"actors":[{"id":null,"text":"","ancestors":[],"country":null,"sectors":[],'
    b'"patron":null,"cameo":null}],"targets":[{"id":"us-forces","text":"US troops","ancestors":["united-states"],'
    b'"country":"USA","sectors":["MIL"],"patron":null,"cameo":null}],"mediators":[],"place":null,"mode":null,'
    b'"outcome":null,"killed":null,"injured":null,"low":0,"best":1,"high":1,"sources":1,"events":[""],"headline":"'
)
"""The commonest words last: the nearer they stand to the record, the shorter their reference."""


def pack(record: Record, without: Collection[str] = ()) -> bytes:
    """The record, without some of its fields, as a few hundred bytes."""
    return pack_text(record.model_dump_json(exclude=set(without)).encode())


def pack_text(text: bytes, familiar: bytes = FAMILIAR) -> bytes:
    """JSON in little memory; in next to none where `familiar` is nearly the same."""
    packer = zlib.compressobj(level=6, wbits=-15, zdict=familiar)
    return packer.compress(text) + packer.flush()


def unpack_text(packed: bytes, familiar: bytes = FAMILIAR) -> bytes:
    """What was packed against the same `familiar`."""
    unpacker = zlib.decompressobj(wbits=-15, zdict=familiar)
    return unpacker.decompress(packed) + unpacker.flush()


def unpack(packed: bytes) -> dict[str, Any]:
    """The fields of a packed record."""
    whole: dict[str, Any] = orjson.loads(unpack_text(packed))
    return whole


def unpack_last(chain: Sequence[bytes]) -> bytes:
    """The text at the end of a chain, each link of which is packed against the text before it."""
    text = FAMILIAR
    for packed in chain:
        text = unpack_text(packed, text)
    return text
