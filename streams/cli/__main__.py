"""`python -m streams.cli` is `sitrep`."""

from streams.cli import main

main()
