"""What every message on a topic has in common: a frozen model, JSON bytes, CloudEvents headers, ids from content."""

import hashlib
from datetime import datetime
from typing import ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

M = TypeVar("M", bound="Message")


class ContractError(ValueError):
    """The sender's bytes do not keep the contract; the text says where and why, in one line."""


class Record(BaseModel):
    """A part of a message: frozen, and tolerant of fields that a later version may add."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Message(Record):
    """A message of its own: `TYPE` is its CloudEvents type, `SCHEMA` the stem of its JSON Schema file."""

    TYPE: ClassVar[str]
    SCHEMA: ClassVar[str]

    @property
    def message_id(self) -> str:
        """The CloudEvents id: one for each content, so that a repetition has the id of the first."""
        return content_id(encode(self))

    @property
    def message_time(self) -> datetime:
        """The CloudEvents time: of the article or record that caused the message, never the clock."""
        raise NotImplementedError


def digest(*parts: str, length: int = 16) -> str:
    """A content id: the first `length` hexadecimal digits of the BLAKE2b hash of the parts."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()[:length]


def encode(message: Record) -> bytes:
    """The message as JSON (UTF-8); the same content gives the same bytes."""
    return message.model_dump_json().encode()


def content_id(value: bytes) -> str:
    """The id of an encoded message."""
    return hashlib.blake2b(value, digest_size=16).hexdigest()[:16]


def decode(kind: type[M], raw: bytes | None) -> M:
    """Bytes to a message; `ContractError` says in one line which field is wrong and how."""
    if not raw:
        raise ContractError("empty value")
    try:
        return kind.model_validate_json(raw)
    except ValidationError as wrong:
        raise ContractError(first_fault(wrong)) from wrong


def first_fault(wrong: ValidationError) -> str:
    """The first fault of a validation as `field: what`, without the value, which may be hostile or huge."""
    fault = wrong.errors(include_input=False, include_url=False, include_context=False)[0]
    where = ".".join(str(step) for step in fault["loc"])
    what = fault["msg"].removeprefix("Value error, ")
    return f"{where}: {what}" if where else what


def headers(message: Message, source: str, value: bytes | None = None) -> list[tuple[str, bytes]]:
    """CloudEvents 1.0 Kafka binary mode headers; `source` names the stage that writes, such as `sitrep/code`.

    `value` is the encoded message where the caller has it already.
    """
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", content_id(value or encode(message)).encode()),
        ("ce_type", message.TYPE.encode()),
        ("ce_source", source.encode()),
        ("ce_time", message.message_time.isoformat().encode()),
        ("ce_dataschema", f"urn:sitrep:schema:{message.SCHEMA}".encode()),
        ("content-type", b"application/json"),
    ]
