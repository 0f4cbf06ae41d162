"""Commoners: who attacked, though they are no fighters: a student, settlers, a crowd of villagers."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.event import Actor
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import BY
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.noun_phrases import phrase_text
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import after, passive

FROM = frozenset(["from", "by"])
CROWDS = frozenset("group groups crowd crowds mob mobs band bands gang gangs dozens scores hundreds".split())
DONE_BY = frozenset(["attack.actor-active", "attack.killer-active", "attack.opened-fire", "attack.fired-at"])
DONE_TO = frozenset(["attack.target-passive", "attack.victim-passive", "attack.fired-passive", "attack.under-fire"])


def with_commoners(clause: Clause, finding: Finding) -> Finding:
    """The finding with the people who did it, where nobody who fights is named: they have no name of their own."""
    if finding.actors or finding.trigger.pos != "verb" or finding.rule not in DONE_BY | DONE_TO:
        return finding
    if finding.trigger.form == "ing" and finding.at and clause.items[finding.at - 1].tag == ",":
        return finding  # "a bomb went off as people watched, killing six"
    hit = {one.actor.text for one in finding.targets}
    named = doing_it(clause.items, finding)
    doing = [commoner(clause, at) for at in named]
    return replace(finding, actors=[one for one in doing if one is not None and one.actor.text not in hit])


def doing_it(items: Sequence[Item], finding: Finding) -> Sequence[int]:
    """Where those stand who do what the verb says."""
    if finding.rule == "attack.under-fire":
        return after(items, finding.at, FROM)
    if passive(items, finding.at):
        return after(items, finding.at, BY, 4)
    return subject(items, finding.at) if finding.rule in DONE_BY else []


def commoner(clause: Clause, at: int) -> Mention | None:
    """Whom a phrase means, if they are people; of a crowd those it is of."""
    items = clause.items
    if items[at].trigger is not None:
        return None
    of = items[at].head.low in CROWDS and at + 2 < len(items) and items[at + 1].low == "of"
    item = items[at + 2] if of and items[at + 2].tag == "N" else items[at]
    people = item.head.senses.demonym if item.head.senses else None
    if people is not None:  # A people's men are not its state.
        actor = Actor(id=None, text=phrase_text(item.units), country=people.country)
        plural = item.head.low.endswith("s")
        return Mention(actor, "civil", plural=plural) if plural or item.units[0].low in ("a", "an") else None
    mention = clause.mention(at + 2 if of and items[at + 2].tag == "N" else at)
    return mention if mention is not None and mention.role == "civil" and not mention.pronoun else None
