"""What a worker and a server make sure of as they begin: a broker with our topics, a folder, whose child they are."""

import logging
import os
import signal
import tempfile
import threading
import time
from pathlib import Path

from streams import topics
from streams.broker import UnreachableError, require
from streams.cli.outcome import Exit, Stop
from streams.generations import Following
from streams.settings import Settings

log = logging.getLogger(__name__)


def followed(settings: Settings) -> Following:
    """The generation that is followed. Stops unless a broker answers and has its topics, of which tables can stand."""
    try:
        require(settings)
        following = Following(settings)
        different = topics.diff(following.settings)
    except (UnreachableError, TimeoutError) as failed:
        raise Stop(str(failed), Exit.NO_BROKER) from failed
    if missing := [one.topic for one in different if one.what == "missing"]:
        raise Stop(f"The broker at {settings.broker} has no topic {missing[0]}; run `sitrep topics apply` first.")
    if uneven := topics.uneven(different, following.settings):
        raise Stop(f"These topics must have equally many partitions: {uneven}; make the odd one anew.")
    for one in different:
        if one.what != "partitions":
            log.warning(f"topic {one}")
    return following


def with_folder(folder: Path) -> None:
    """Stop unless tables and state can be kept there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as wrong:
        line = f"{folder} cannot be written ({wrong.strerror}); give another folder with --data or SITREP_DATA"
        raise Stop(line) from wrong


def follow_parent(parent: int | None) -> None:
    """End with the process that started us, however it ended."""
    if parent is not None:
        threading.Thread(target=end_with, args=(parent,), daemon=True).start()


def end_with(parent: int) -> None:
    """Send ourselves SIGTERM once our parent is another process."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGTERM)
