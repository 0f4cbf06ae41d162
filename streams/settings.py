"""Settings: the only place that reads the environment. Every field is `SITREP_<NAME>`, or an option of a command."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a process needs to know; times are seconds, sizes are bytes."""

    model_config = SettingsConfigDict(env_prefix="SITREP_", frozen=True, extra="ignore")

    broker: str | None = None
    broker_tls: bool = False
    broker_ca: Path | None = None
    broker_user: str | None = None
    broker_password: str | None = Field(default=None, repr=False)
    topic_prefix: str = ""
    partitions: int = Field(default=4, ge=1, le=1024)
    replication: int = Field(default=1, ge=1, le=15)
    dead_letter_days: int = Field(default=30, ge=1)
    group: str = "sitrep"
    session_timeout: float = 10.0
    store: Literal["memory", "rocksdb"] = "memory"
    data: Path = Path(".sitrep")
    batch: int = Field(default=500, ge=1)
    linger: float = 0.02
    words: Path | None = None
    article_bytes: int = Field(default=2_000_000, ge=1000)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    metrics_host: str = "127.0.0.1"
    metrics_port: int = Field(default=9108, ge=0, le=65535)
    log_format: Literal["text", "json"] = "text"
    log_level: str = "warning"
