"""Options that several commands share, and the settings they give."""

import logging
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from streams.cli.outcome import Stop
from streams.settings import Settings, SettingsError, misspelt, settings

log = logging.getLogger(__name__)

Broker = Annotated[str | None, typer.Option("--broker", help="host:port of Kafka; also SITREP_BROKER.")]
Json = Annotated[bool, typer.Option("--json", help="For a script to read.")]
Data = Annotated[Path | None, typer.Option("--data", help="Folder for tables and state; also SITREP_DATA.")]
Port = Annotated[int | None, typer.Option("--port", help="Port of the page and the API.", min=0, max=65535)]
MetricsPort = Annotated[
    int | None, typer.Option("--metrics-port", help="Port of metrics and health.", min=0, max=65535)
]
Store = Annotated[str | None, typer.Option("--store", help="Where tables lie: memory or rocksdb.")]


def given(**options: Any) -> Settings:
    """Settings with these options on top; stops with exit code 2 where one is wrong."""
    try:
        chosen = settings(**options)
    except SettingsError as wrong:
        raise Stop(str(wrong)) from wrong
    configure_logs(chosen)
    if chosen.parent is None:
        for line in misspelt():
            log.warning(line)
    return chosen


def configure_logs(chosen: Settings) -> None:
    """Logs on standard error, as text or one JSON object a line; never a message's body."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if chosen.log_format == "json" else logging.Formatter(TEXT))
    handler.addFilter(Seldom())
    logging.basicConfig(level=chosen.log_level.upper(), handlers=[handler], force=True)
    for name in NOISY:
        logging.getLogger(name).setLevel(max(logging.ERROR, logging.getLogger().level))


TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
NOISY = ("aiokafka", "faust", "mode", "streams.guards", "streams.recovery")


class Seldom(logging.Filter):
    """Lets the same complaint through once in half a minute: clients repeat theirs many times a second."""

    def __init__(self, seconds: float = 30.0) -> None:
        super().__init__()
        self._seconds = seconds
        self._said: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this was not said of late."""
        said = (record.name, str(record.msg))
        if record.created - self._said.get(said, 0.0) < self._seconds:
            return False
        self._said[said] = record.created
        return True


class JsonLines(logging.Formatter):
    """One JSON object for each line of the log."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line = {"at": record.created, "level": record.levelname, "logger": record.name, "text": record.getMessage()}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(line).decode()
