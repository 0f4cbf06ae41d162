"""`sitrep keys`: who may write to a server, correct it, or read it where reading needs a key."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from streams.cli.options import Data, Json, given
from streams.cli.outcome import Stop, naming_files
from streams.serving.access.keys import KEYS, SCOPES, Key, KeysError, Scope, made, read_keys, rotated, write_keys

LONGEST = 100
Name = Annotated[str, typer.Argument(help="Whose key, such as night-desk.")]
Days = Annotated[int, typer.Option("--days", min=1, max=3650, help="How many days it is good for.")]
keys = typer.Typer(name="keys", help="Access keys of a server: make, list, rotate, revoke.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(keys)


@keys.command("new")
def new(
    name: Name,
    scope: Annotated[list[str], typer.Option("--scope", help="read, write or correct; may be repeated.")],
    days: Days = 90,
    data: Data = None,
) -> None:
    """Make a key and print it, this once: only its hash is kept."""
    path = given(data=data).keys_file
    if not (name.strip() and name.isprintable() and len(name) <= LONGEST):
        raise Stop(f"the name of a key is one line of at most {LONGEST} letters")
    held = kept(path)
    if any(key.name == name for key in held):
        raise Stop(f"there is a key {name!r} already; `sitrep keys rotate {name}` replaces it")
    secret, key = made(name, scopes(scope), now() + timedelta(days=days))
    with naming_files():
        write_keys(path, [*held, key])
    typer.echo(secret)


@keys.command("ls")
def ls(data: Data = None, as_json: Json = False) -> None:
    """The keys, what they allow and until when."""
    held = kept(given(data=data).keys_file)
    if as_json:
        typer.echo(KEYS.dump_json(held, exclude={"__all__": {"digest"}}))
        return
    for key in held:
        state = "expired" if key.expires <= now() else "until"
        typer.echo(f"{key.name:20} {','.join(key.scopes):20} {state} {key.expires:%Y-%m-%d %H:%M} UTC")


@keys.command("rotate")
def rotate(
    name: Name,
    overlap: Annotated[
        int, typer.Option("--overlap", min=0, max=3650, help="Days for which the old one is still good.")
    ] = 7,
    days: Days = 90,
    data: Data = None,
) -> None:
    """Make a new key in place of an old one, which stays good for a while; print the new one, this once."""
    path = given(data=data).keys_file
    at = now()
    try:
        secret, held = rotated(kept(path), name, at + timedelta(days=days), at + timedelta(days=overlap))
    except KeysError as wrong:
        raise Stop(str(wrong)) from wrong
    with naming_files():
        write_keys(path, held)
    typer.echo(secret)


@keys.command("revoke")
def revoke(name: Name, data: Data = None) -> None:
    """End a key at once."""
    path = given(data=data).keys_file
    held = kept(path)
    if not any(key.name == name for key in held):
        raise Stop(f"there is no key {name!r}; `sitrep keys ls` lists them")
    with naming_files():
        write_keys(path, [key for key in held if key.name != name])


def kept(path: Path) -> tuple[Key, ...]:
    """The keys of a file; stops where it is broken."""
    try:
        return read_keys(path)
    except KeysError as wrong:
        raise Stop(str(wrong)) from wrong


def scopes(given_: list[str]) -> list[Scope]:
    """The scopes by their names; several may stand in one, with commas."""
    named = [one.strip() for given_one in given_ for one in given_one.split(",")]
    if unknown := set(named) - set(SCOPES):
        raise Stop(f"no scope {', '.join(sorted(unknown))}; there are {', '.join(SCOPES)}")
    return [scope for scope in SCOPES if scope in named]


def now() -> datetime:
    return datetime.now(UTC)
