"""Parsing of what strangers send, in a process of its own with limits on time and memory."""

import asyncio
import base64
import json
import resource
import sys
from collections.abc import Iterator

from schemas.article import Article
from schemas.message import ContractError, decode, encode
from streams.feeds import FORMATS
from streams.feeds.item import Item, Refused

MEMORY = 1 << 30
SECONDS = 20


class UnreadableError(Exception):
    """The parser took too long, too much memory, or broke."""


async def parsed(form: str, raw: bytes, *, seconds: float = SECONDS) -> list[Item]:
    """The items of a feed. Raises `UnreadableError`."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "streams.sandbox", form),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(seconds):
            out, _ = await child.communicate(raw)
    except TimeoutError as wrong:
        raise UnreadableError(f"parsing took longer than {seconds:g} s") from wrong
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise UnreadableError("the parser gave up")
    return list(_items(out))


def _items(out: bytes) -> Iterator[Item]:
    for one in out.splitlines():
        try:
            yield decode(Article, one)
        except ContractError:
            fields = json.loads(one)["refused"]
            yield Refused(**{**fields, "raw": base64.b64decode(fields["raw"])})


def _written(item: Item) -> bytes:
    if isinstance(item, Article):
        return encode(item)
    raw = base64.b64encode(item.raw[:65536]).decode()
    fields = {"reason": item.reason, "detail": item.detail, "line": item.line, "raw": raw}
    return json.dumps({"refused": fields}).encode()


def main() -> None:
    """The child: a feed on standard input, its items as lines on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for item in FORMATS[sys.argv[1]](sys.stdin.buffer.read()):
        sys.stdout.buffer.write(_written(item) + b"\n")


if __name__ == "__main__":
    main()
