"""How a command ends: one line that says what to do, and an exit code that a script can read."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum


class Exit(IntEnum):
    """0 ok, 1 some failed, 2 wrong use or configuration, 3 no broker (or no server to ask)."""

    OK = 0
    SOME_FAILED = 1
    WRONG_USE = 2
    NO_BROKER = 3


class Stop(Exception):
    """End the command with this line on standard error and this exit code."""

    def __init__(self, line: str, code: Exit = Exit.WRONG_USE) -> None:
        super().__init__(line)
        self.code = code


@contextmanager
def naming_files() -> Iterator[None]:
    """Ends the command with the name of a file that cannot be read or written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as wrong:
        # One that fills the disk while it is written does not tell its name.
        raise Stop(f"{wrong.filename or 'cannot write'}: {wrong.strerror}") from wrong
