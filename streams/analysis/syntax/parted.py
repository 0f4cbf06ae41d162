"""Parted verbs: "set a church on fire", "took nine people hostage": a verb, and the words behind its object that make
it one."""

import re
from collections.abc import Iterator

from streams.analysis.numbers.signs import holds_any

# The verbs, the words that end them, and the form of the lexicon that the two are, with the verb for `{}`. The ends are
# rare words: most texts hold none, and are then looked through no further.
PARTED = (("set|setting", "on fire|ablaze", "{} fire to"), ("took|take|taking", "hostage", "{} hostage"))
BETWEEN = r"(?P<between>(?:[\w'$]{1,20} ){1,6}?)"
NO_OBJECT = r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bof )(?<!\bin )(?<!\bon )(?<!\bfor )(?<!\bto )(?<!\band )(?<!\bwas )"
PATTERNS = [
    (re.compile(rf"(?<= )(?P<verb>{verbs}) {BETWEEN}{NO_OBJECT}(?P<end>{ends})(?= |[.!?'])"), ends.split("|"), form)
    for verbs, ends, form in PARTED
]
# What stands in no object: "took off to see him hostage", "set it up when the house was on fire".
OTHER = frozenset(
    (
        "to of in at by with from when while that who which and but or off out over was were is are himself herself "
        "itself themselves"
    ).split()
)


def parted(hay: str) -> Iterator[tuple[tuple[int, int], tuple[int, int], str]]:
    """Where a verb stands in a spaced text, where the words that end it do, and the form that the two are."""
    for pattern, ends, form in PATTERNS:
        if not holds_any(hay, ends):
            continue
        for match in pattern.finditer(hay):
            if OTHER.isdisjoint(match["between"].split()):
                yield match.span("verb"), match.span("end"), form.format(match["verb"])
