"""Quarrels: whether somebody is attacked with words, and nobody with arms."""

from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.crimes import COMBAT
from streams.analysis.attacks.peaceful import mission, rampaging
from streams.analysis.attacks.trades import HARMED
from streams.analysis.status.rule import Finding


def in_words(clause: Clause, finding: Finding, words: set[str]) -> bool:
    """Whether persons attack with words, or somebody unnamed does so without harm: "agencies attack a college"."""
    counted = any(unit.tag == "#" for unit in clause.items[finding.at].units)  # who counts attacks in words?
    if words & HARMED or finding.trigger.mode != "armed-assault" or unmistakable(finding) or counted:
        return False
    if finding.rule == "attack.nominal" and spoken(clause, finding):
        return True
    known = [one for one in finding.targets if one.role in ("person", "office") and one.actor.id]
    if known and len(known) == len(finding.targets) and finding.rule == "attack.nominal" and not finding.actors:
        return finding.trigger.lemma in ("attack", "assault") and not finding.supported
    if rampaging(clause, finding.at) and any(one.role in ("site", "embassy", "civil") for one in finding.targets):
        return False
    if finding.actors:
        return all(one.role in ("person", "office", "civil", "organisation") for one in finding.actors)
    if any(one.role in (*COMBAT, "police", "embassy", "shipping") or mission(one) for one in finding.targets):
        return False
    active = finding.rule == "attack.actor-active"
    return active and finding.trigger.lemma in ("attack", "assault")


def spoken(clause: Clause, finding: Finding) -> bool:
    """Whether an attack is launched by nobody armed on somebody named, over or with something that is said."""
    if finding.trigger.lemma not in ("attack", "assault") or any(
        one.role in (*COMBAT, "country") for one in finding.actors
    ):
        return False
    on = all(one.role in ("person", "office", "civil", "organisation", "party") for one in finding.targets)
    after = {item.low for item in clause.items[finding.at :]}
    own = {unit.low for unit in clause.items[finding.at].units}
    if own & LENGTHY:
        return True
    famed = all(one.actor.id for one in finding.targets)
    return bool(finding.targets) and on and bool(after & SPEECH or (own & FIERCE and famed))


LENGTHY = frozenset("lengthy foul-mouthed expletive-laden stunning extraordinary astonishing on-air online".split())


FIERCE = frozenset("savage furious fierce ferocious bitter sharp angry outspoken veiled thinly-veiled".split())
SPEECH = frozenset(
    "over accusing claiming calling branding labelling saying tweet interview speech for posting insisting".split()
)


def unmistakable(finding: Finding) -> bool:
    """Whether the words name a means or an end that no other trade has: "terrorist attack", "suicide bombing"."""
    return finding.trigger.pos == "noun" and finding.trigger.sure and " " in finding.trigger.lemma
