"""Policing: raids, arrests and shots of police at work, which are no attack."""

from streams.analysis.actors.cast import Mention
from streams.analysis.attacks.trades import CIVIL, HARMED
from streams.analysis.status.rule import Finding


def policing(actors: list[Mention], targets: list[Mention]) -> bool:
    """Whether police act against people or homes, as they do every day; against armed groups it is fighting."""
    if actors and all(lawful(one) for one in actors) and not any(one.plural or one.actor.id for one in targets):
        return True
    if any("bodyguard" in one.actor.text.lower() for one in actors):
        return False  # who kills whom he guards is at no police work
    if not actors or not all(one.role == "police" or "COP" in one.actor.sectors for one in actors):
        return False
    return all(not one.actor.id and (one.role in CIVIL or not one.plural) for one in targets)


def lawful(actor: Mention) -> bool:
    return actor.actor.text.lower().endswith(("authorities", "officials", "officers", "deputies"))


def arresting(finding: Finding, words: set[str]) -> bool:
    """Whether a raid ended in arrests, and harmed nobody."""
    searched = finding.plural and {"search", "house"} <= words
    return finding.trigger.lemma == "raid" and (searched or bool(words & ARRESTS)) and not words & HARMED


# What police raid homes and offices for, besides arrests.
ARRESTS = frozenset(
    "arrested arrests arrest detained detains detain arresting detaining cybercrime fraud scam scams laundering "
    "bribery corruption embezzlement counterfeit tax taxes bribes narcotics trafficking cryptocurrency".split()
)
