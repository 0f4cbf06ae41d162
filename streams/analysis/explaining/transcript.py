"""The transcript of an explanation: lines for a person at a terminal."""

from collections.abc import Iterator

from streams.analysis.explaining.explain import Account, Explanation, Lack, Part, Told

BRACKETS = {
    "trigger": "*{}*", "near": "*{}*", "actor": "[{}]", "target": "[{}]", "mediator": "[{}]", "place": "[{}]",
    "known": "[{}]", "day": "<{}>",
}  # fmt: skip
TAGS = (
    "N phrase, T event verb, V verb, P preposition, Y day, C and/or, B but, S while/if, R who/that, M will/may, "
    "H have, X be/do, G not, A adverb, I to, W other"
)


def transcript(explanation: Explanation) -> Iterator[str]:
    """The outcome first, then sentence by sentence."""
    yield f"{explanation.head} in a text published on {explanation.published}"
    yield from (f"  {line}" for line in explanation.outcome)
    for one in explanation.accounts:
        yield ""
        yield from sentence(one)
    if any(one.parts for one in explanation.accounts):
        yield ""
        yield f"*event word* [known or named] <day>; tags: {TAGS}"


def sentence(one: Account) -> Iterator[str]:
    """One sentence: as published, as its row of phrases with their tags, then what was made of it."""
    yield f"{one.field}: {one.text}"
    if not one.parts:
        yield "  no event: no word that could make one (attack, meet, call ...) stands in it"
        return
    yield f"  read as  {' '.join(BRACKETS.get(part.part, '{}').format(part.text) for part in one.parts)}"
    yield f"  tags     {' '.join(part.tag for part in one.parts)}"
    yield from known(one)
    for event in one.events:
        yield from told(event)
    for lack in one.lacks:
        yield from missed(lack)


def known(one: Account) -> Iterator[str]:
    for number, (text, means) in enumerate(words(one.parts)):
        yield f"  {'known' if not number else '     '}    {text}: {means}"


def words(parts: tuple[Part, ...]) -> list[tuple[str, str]]:
    """Each known form once."""
    return list(dict.fromkeys(entry for part in parts for entry in part.known))


def told(event: Told) -> Iterator[str]:
    """One event, slot by slot."""
    yield f"  {event.what.upper()}{f' ({event.fate})' if event.fate else ''}"
    yield f"    rule      {event.rule}, as in {event.pattern!r}, at {event.words!r}"
    for slot in event.slots:
        yield f"    {slot.name:9} {slot.value}  ({slot.reason})"


def missed(lack: Lack) -> Iterator[str]:
    """A word that made no event."""
    yield f"  NO {lack.kind.upper()} at {lack.words!r}"
    yield f"    nearest   {' or '.join(lack.rules)}"
    yield f"    missing   {lack.missing}"
