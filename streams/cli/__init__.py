"""The command `sitrep`: picks settings, builds, runs."""

import errno
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from streams import metrics
from streams.cli.outcome import Exit, Stop

INTERRUPTED = 130
FULL = {errno.ENOSPC, errno.EDQUOT}
# Some versions of typer carry click within them, so that its exceptions have another name.
UsageError: Any = typer.BadParameter.__base__

# The file of each command. What all of them import takes seconds to load; one command needs a small part of it.
FILES = {
    "up": "up",
    "worker": "worker",
    "serve": "serve",
    "doctor": "doctor",
    **dict.fromkeys(("topics", "dlq", "schemas"), "topics"),
    "feed": "polling",
    **dict.fromkeys(("counts", "watch"), "ask"),
    "correct": "correct",
    "keys": "keys",
    **dict.fromkeys(("code", "backtest", "explain"), "offline"),
    "lexicon": "lexicon",
    "export": "export",
    "diff-rules": "differ",
    "rebuild": "rebuild",
}


def application(*files: str) -> typer.Typer:
    """The command with what these files add; of no file named, with all."""
    app = typer.Typer(
        name="sitrep",
        help="A live, exact, self-explaining count of what the news says happened.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(command)
    for file in files or dict.fromkeys(FILES.values()):
        import_module(f"streams.cli.{file}").register(app)
    return app


def command(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """A live, exact, self-explaining count of what the news says happened."""
    if version:
        typer.echo(metrics.package_version())
        raise typer.Exit


def main(arguments: list[str] | None = None) -> None:
    """Run a command; a person sees one line, never a traceback."""
    sys.exit(outcome(arguments))


def outcome(arguments: list[str] | None = None) -> int:
    """The exit code of a command."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        app = application(*(FILES[word] for word in given[:1] if word in FILES))
        return int(app(given, standalone_mode=False) or Exit.OK)
    except Stop as stop:
        return say(str(stop), stop.code)
    except typer.Exit as done:
        return int(done.exit_code)
    except UsageError as wrong:
        # Without arguments the help was printed and nothing is left to say.
        return say(f"{line} (see --help)", Exit.WRONG_USE) if (line := wrong.format_message()) else Exit.WRONG_USE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.OK
    except OSError as wrong:
        if wrong.errno not in FULL:
            raise
        # What is left to write would fail once more when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return say(f"{wrong.filename or 'cannot write'}: {wrong.strerror}", Exit.SOME_FAILED)


def say(line: str, code: Exit) -> int:
    """One line on standard error, and the code."""
    typer.echo(f"sitrep: {line}", err=True)
    return int(code)
