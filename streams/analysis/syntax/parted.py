"""Parted verbs: "set a church on fire", "took nine people hostage", "leaves ten dead": a verb, and the words behind its
object that make it one."""

import re
from collections.abc import Iterator

from streams.analysis.numbers.signs import holds_any

COUNT = (
    r"(?:at least |up to |nearly |over |more than |about |some |a )?(?:\d[\d,]{0,6}|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds|several|many) "
)
# The verbs, what their object must begin with, the words that end them, and the form of the lexicon that the two are,
# with the verb for `{}`. The ends are rare words: most texts hold none, and are then looked through no further.
PARTED = (
    ("set|setting", "", "on fire|ablaze", "{} fire to"),
    ("took|take|taking", "", "hostage", "{} hostage"),
    ("leaves|leave", COUNT, "dead", "kills"),
    ("left", COUNT, "dead", "killed"),
    ("leaving", COUNT, "dead", "killing"),
)
NO_OBJECT = r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bof )(?<!\bin )(?<!\bon )(?<!\bfor )(?<!\bto )(?<!\band )(?<!\bwas )"
# "Raids that left ten dead", "has left ten dead": the word before is told to have done it, as it is by a noun.
UNTIED = r"(?<!that )(?<!which )(?<!who )(?<!has )(?<!have )(?<!had )"


def _pattern(verbs: str, count: str, ends: str) -> re.Pattern[str]:
    untied, least = (UNTIED, 0) if count else ("", 1)
    between = rf"{count}(?P<between>(?:[\w'$]{{1,20}} ){{{least},6}}?){NO_OBJECT}"
    return re.compile(rf"(?<= ){untied}(?P<verb>{verbs}) {between}(?P<end>{ends})(?= |[.!?'])")


PATTERNS = [(_pattern(verbs, count, ends), ends.split("|"), form) for verbs, count, ends, form in PARTED]
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
