"""A dead letter: what could not be processed, with its reason, stage and origin in headers and its bytes untouched."""

from typing import Literal

from schemas.message import Record

Reason = Literal["not-json", "contract", "not-utf8", "too-large", "unsupported", "bug"]

Stage = Literal["feed", "code", "fuse", "enter", "tally"]


class DeadLetter(Record):
    """`detail` is one line for a person; `topic`, `partition` and `offset` say where the record stood."""

    reason: Reason
    detail: str
    stage: str
    topic: str
    partition: int
    offset: int

    def headers(self) -> list[tuple[str, bytes]]:
        """Header names carry the prefix `dlq_`; the value of the letter is the original value."""
        return [(f"dlq_{name}", str(value).encode()) for name, value in self.model_dump().items()]
