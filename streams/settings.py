"""Settings: the only place that reads the environment. Every field is `SITREP_<NAME>`, or an option of a command."""

import getpass
import os
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "SITREP_"
FIRST = "first"
"""The generation of a system that was never rebuilt; its topics have no suffix."""


class SettingsError(ValueError):
    """A setting is wrong; the text names it and says how, in one line."""


def user_name() -> str:
    """Who works here, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def url_of(host: str, port: int) -> str:
    """Where a server of ours is asked, with the brackets that an IPv6 address needs."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


class Settings(BaseSettings):
    """What a process needs to know; times are seconds, sizes are bytes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    broker: str | None = None
    broker_tls: bool = False
    broker_ca: Path | None = None
    broker_user: str | None = None
    broker_password: str | None = Field(default=None, repr=False)
    topic_prefix: str = Field(default="", max_length=100, pattern=r"^[A-Za-z0-9._-]*$")
    partitions: int = Field(default=4, ge=1, le=1024)
    replication: int = Field(default=1, ge=1, le=15)
    dead_letter_days: int = Field(default=30, ge=1)
    group: str = "sitrep"
    generation: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9-]{0,30}$")
    worker: str = Field(default="worker-0", pattern=r"^[A-Za-z0-9._-]+$")
    session_timeout: float = Field(default=10.0, ge=1)
    store: Literal["memory", "rocksdb"] = "memory"
    data: Path = Path(".sitrep")
    batch: int = Field(default=500, ge=1)
    linger: float = Field(default=0.005, ge=0)
    fetch_wait: float = Field(default=0.1, gt=0, le=10)
    snapshot_every: float = Field(default=300.0, ge=0)
    words: Path | None = None
    who: str = Field(default_factory=user_name, min_length=1, max_length=200)
    article_bytes: int = Field(default=2_000_000, ge=1000)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    keys: Path | None = None
    key: str | None = Field(default=None, repr=False)
    reading: Literal["open", "key"] = "open"
    rate: float = Field(default=100.0, gt=0)
    burst: int = Field(default=400, ge=1)
    streams_each: int = Field(default=50, ge=1)
    header_seconds: float = Field(default=10.0, gt=0)
    origins: str = ""
    proxies: str = ""
    metrics_host: str = "127.0.0.1"
    metrics_port: int = Field(default=9108, ge=0, le=65535)
    parent: int | None = None
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["debug", "info", "warning", "error"] = "warning"

    @property
    def keys_file(self) -> Path:
        """Where the hashes of access keys are kept."""
        return self.keys or self.data / "keys.json"

    @property
    def key_file(self) -> Path:
        """Where the key of the person at this machine is kept, for commands that write."""
        return self.data / "key"

    @property
    def suffix(self) -> str:
        """What the names of all that is derived end with, in the generation at hand."""
        return "" if self.generation in (None, FIRST) else f".{self.generation}"

    @property
    def consumers(self) -> str:
        """The consumer group of workers."""
        return self.group + self.suffix

    @property
    def tables(self) -> Path:
        """Where a worker's tables lie."""
        return self.data / f"tables{self.suffix}" / self.worker

    @property
    def snapshot(self) -> Path:
        """Where a server keeps its read model, so that it starts again soon."""
        return self.data / f"view{self.suffix}.snapshot"

    @property
    def brokers(self) -> list[str]:
        """The bootstrap addresses, each `host:port`."""
        return [one.strip() for one in (self.broker or "").split(",") if one.strip()]


def misspelt() -> list[str]:
    """One line for each variable of the environment that is named like a setting and is none."""
    names = [name.upper() for name in Settings.model_fields]
    given = sorted(name.removeprefix(PREFIX) for name in os.environ if name.startswith(PREFIX))
    near = {name: get_close_matches(name, names, 1) for name in given if name not in names}
    return [
        f"{PREFIX}{name} is no setting" + "".join(f"; did you mean {PREFIX}{one}?" for one in close)
        for name, close in near.items()
    ]


def settings(**given: Any) -> Settings:
    """The environment's settings with those given on top; what is None was not given. Raises `SettingsError`."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as wrong:
        fault = wrong.errors(include_input=False, include_url=False)[0]
        name = "SITREP_" + "_".join(str(step) for step in fault["loc"]).upper()
        raise SettingsError(f"{name}: {fault['msg']}") from wrong
