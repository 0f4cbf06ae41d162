"""Totals: whom a stated total counts, and which attacks are told as one of those that it counts."""

from schemas.event import Place
from streams.analysis.actors.cast import Mention
from streams.analysis.draft import Draft


def counted_by(total: Draft, draft: Draft) -> bool:
    """Whether an attack that names nobody is one of those of a total right before: "bases were hit nine times. The
    latest attack was on Sunday"."""
    finding, nearby = draft.finding, draft.sentence.number - total.sentence.number in (0, 1)
    spots = all(draft.place is not None and is_spot(one, draft.place) for one in finding.targets)
    nameless = finding.rule == "attack.nominal" and not finding.actors and spots
    one_of = nameless and (finding.anaphoric or finding.plural) and draft.total is None
    counted = total.total is not None and total.total.value is not None and total.sentence.field == draft.sentence.field
    return one_of and nearby and counted and total.finding.kind == finding.kind


def spoken_of(drafts: list[Draft], kind: str) -> list[Mention]:
    """Whom a total counts that names nobody: those of whom the text has told before: "the figure has reached 97
    attacks"."""
    told = [one.finding.targets for one in drafts if one.finding.kind == kind and one.finding.targets]
    return told[-1] if told else []


def is_spot(mention: Mention, here: Place) -> bool:
    """Whether somebody hit is only the place where it was."""
    return mention.role == "site" or (mention.role == "country" and mention.actor.country == here.country)
