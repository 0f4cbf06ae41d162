"""Access keys: whose they are, what they allow and until when. Only hashes are kept; a key is shown once, when made."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter, ValidationError

Scope = Literal["read", "write", "correct"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
PREFIX = "sitrep_"
"""By which a key is known where it should not stand, as in a log or a repository."""


class KeysError(ValueError):
    """The file of keys cannot be used, or has no such key; the text is one line."""


class Key(BaseModel):
    """One key. The secret is 256 random bits, so that a plain SHA-256 of it cannot be turned back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    digest: str
    scopes: tuple[Scope, ...]
    expires: AwareDatetime


KEYS = TypeAdapter(tuple[Key, ...])


def digest_of(secret: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(secret.encode()).hexdigest()


def made(name: str, scopes: Sequence[Scope], expires: datetime) -> tuple[str, Key]:
    """A new key: the secret, and what is kept of it."""
    secret = PREFIX + secrets.token_urlsafe(32)
    return secret, Key(name=name, digest=digest_of(secret), scopes=tuple(scopes), expires=expires)


def rotated(keys: Sequence[Key], name: str, expires: datetime, overlap_ends: datetime) -> tuple[str, tuple[Key, ...]]:
    """A new key in place of those of that name, which end when the overlap does. Raises `KeysError`."""
    old = [key for key in keys if key.name == name]
    if not old:
        raise KeysError(
            f"there is no key {name!r}; there are {', '.join(sorted({key.name for key in keys})) or 'none'}"
        )
    secret, new = made(name, max(old, key=lambda key: key.expires).scopes, expires)
    ending = [key.model_copy(update={"expires": min(key.expires, overlap_ends)}) for key in old]
    return secret, (*(key for key in keys if key.name != name), *ending, new)


def read_keys(path: Path) -> tuple[Key, ...]:
    """The keys of a file; none where there is no file. Raises `KeysError`."""
    try:
        return KEYS.validate_json(path.read_bytes())
    except FileNotFoundError:
        return ()
    except (OSError, ValidationError) as wrong:
        raise KeysError(f"{path} is no file of keys that can be read; make one with `sitrep keys new`") from wrong


def write_keys(path: Path, keys: Sequence[Key]) -> None:
    """All keys at once, readable by their owner alone: a reader sees the old ones or the new."""
    write_privately(path, KEYS.dump_json(tuple(keys), indent=1))


def write_privately(path: Path, contents: bytes) -> None:
    """A whole file that nobody else on this machine can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_bytes(contents)
    part.replace(path)


class Keyring:
    """The keys of a file as it stands now: one that was added, rotated or revoked counts from the next request on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._keys: dict[str, Key] = {}

    def find(self, secret: str, now: datetime) -> Key | None:
        """Whose key this is, if it is one and has not expired. Raises `KeysError` where the file is broken."""
        self._refresh()
        key = self._keys.get(digest_of(secret))
        return key if key and now < key.expires else None

    def _refresh(self) -> None:
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            self._seen, self._keys = None, {}
            return
        if (stat.st_mtime_ns, stat.st_ino) != self._seen:
            self._keys = {key.digest: key for key in read_keys(self._path)}
            self._seen = stat.st_mtime_ns, stat.st_ino


LOCAL = "local"
LOCAL_DAYS = 30


def local_key(ring: Path, at: Path, now: datetime) -> str:
    """The key of the person at this machine, kept beside the file of keys; made when there is none that lasts a day."""
    keys = read_keys(ring)
    try:
        secret = at.read_text().strip()
    except OSError:
        secret = ""
    if any(key.digest == digest_of(secret) and key.expires > now + timedelta(days=1) for key in keys):
        return secret
    secret, key = made(LOCAL, SCOPES, now + timedelta(days=LOCAL_DAYS))
    write_keys(ring, [*(one for one in keys if one.name != LOCAL), key])
    write_privately(at, secret.encode() + b"\n")
    return secret
