"""Remembering: who an article speaks of, for what its later sentences mean by "they", "the army" or a bare surname."""

from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors.actors import resolve
from streams.analysis.actors.cast import Cast, Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.victims import stranger
from streams.analysis.lexicon.gate import SURE, WEAPON
from streams.analysis.syntax.noun_phrases import phrase_text
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.scan import Hit


def embattled(hits: Sequence[Hit]) -> bool:
    """Whether an article tells of armed violence anywhere, so that who is killed in it was killed by somebody."""
    signs = sum(bool(hit.senses.marks & (SURE | WEAPON)) for hit in hits)
    return signs > 1


def countries_of(hits: Sequence[Hit]) -> list[str]:
    """The countries that an article names, the most frequent first."""
    counts: dict[str, int] = {}
    for hit in hits:
        entry = hit.senses.actor or hit.senses.demonym
        code = entry.country if entry else hit.senses.site.country if hit.senses.site else ""
        if code:
            counts[code] = counts.get(code, 0) + 1
    return sorted(counts, key=lambda code: -counts[code])


def introduce(cast: Cast, hits: Sequence[Hit]) -> None:
    """Persons named in full anywhere in the article, so that their bare surnames are known."""
    for hit in hits:
        if hit.senses.people and not hit.senses.surname:
            for person in hit.senses.people:
                cast.introduce(person.id)


def mention_names(cast: Cast, text: str, hits: Sequence[Hit]) -> None:
    """The first names of a sentence that is not read further, for pronouns in the next."""
    named = [hit for hit in hits if hit.senses.named or (hit.senses.noun and hit.senses.noun.role == "armed")][:2]
    for hit in reversed(named):
        unit = Unit(text[hit.start : hit.end], "", 0, 0, "N", hit.senses)
        found = resolve([Item("N", [unit])], 0, cast)
        if found:
            cast.remember(found)


def by_name(clause: Clause, index: int, mention: Mention) -> Mention:
    """Somebody who is told behind their name to be somebody, with that name: "Jorge Vega, second secretary"."""
    items = clause.items
    if mention.role not in ("office", "civil") or mention.plural or index < 2 or items[index - 1].tag != ",":
        return mention
    units = items[index - 2].units
    unknown = all(stranger(unit) and (unit.capital or clause.cast.upper) for unit in units[-2:])
    named = len(units) > 1 and unknown and items[index - 2].tag == "N"
    return replace(mention, actor=mention.actor.model_copy(update={"text": phrase_text(units)})) if named else mention


def remember(clause: Clause) -> None:
    """Who a sentence speaks of, for what comes after; the person or the fighters who are its subject last, whom "he" or
    "they" then means."""
    verb = next((at for at, item in enumerate(clause.items) if item.tag in "VTXHM"), 0)
    subject = None
    for index, item in enumerate(clause.items[:verb]):
        if item.tag == "N" and item.low in ("he", "she"):
            subject = clause.mention(index)
            subject = replace(subject, pronoun=False) if subject is not None and subject.role == "person" else None
    for index, item in enumerate(clause.items):
        if item.tag == "N" and any(
            unit.senses is not None and (unit.senses.named or unit.senses.noun) for unit in item.units
        ):
            mention = clause.mention(index)
            if mention and not mention.definite:
                clause.cast.remember(by_name(clause, index, mention))
                acting = mention.role in ("person", "office") or (mention.plural and mention.role in FIGHTERS)
                subject = mention if acting and index < verb else subject
    if subject is not None:
        clause.cast.remember(subject)


FIGHTERS = frozenset(["armed", "armed-group"])
