"""Exclusions: sport, markets, disasters, cyber, courts, police work and words are no attacks, whatever the verb."""

from dataclasses import replace

from schemas.event import Actor
from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import (
    armed_side,
    exposed,
    loose_words,
    miss,
    weapon_here_strict,
    with_forces,
)
from streams.analysis.attacks.consequences import brought_death, brought_down, follows
from streams.analysis.attacks.crimes import COMBAT, crime, told_before
from streams.analysis.attacks.mines import mines
from streams.analysis.attacks.modifiers import TERRITORIES
from streams.analysis.attacks.policing import arresting, policing
from streams.analysis.attacks.quarrels import in_words, unmistakable
from streams.analysis.attacks.trades import (
    ACTORS,
    AGENCIES,
    BODILY,
    BOWLED,
    COURTS,
    CRAFT,
    CYBER,
    DEMOLITION,
    EXERCISES,
    FALSE,
    FEELING,
    FICTION,
    FIREWORKS,
    GAMES,
    HARMED,
    HOAXES,
    MALWARE,
    MEASURES,
    REHEARSED,
    SATIRE,
    SEPARATE,
    SPACE,
    TRIALS,
    UNARMED,
    VERBAL,
)
from streams.analysis.status.context import Status
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.syntax.subjects import subject


def checked(clause: Clause, finding: Finding) -> Finding | Miss:
    """The finding with its states' forces as actors, or why it is no attack."""
    words = loose_words(clause)
    finding.targets = [brought_home(one, clause) for one in finding.targets]
    reason = excluded(clause, finding, words) or struck_home(clause, finding)
    if reason:
        return miss(clause, finding.at, reason)
    about = words | (clause.cast.heading & (TRIALS | COURTS))
    hit = any("judge" in one.actor.text.lower().split() for one in finding.targets)
    if clause.cast.heading & STORMED and not clause.cast.heading & RULING:
        about -= {"court"}
    if clause.cast.heading & FALLEN or (hit and (weapon_here_strict(clause) or armed_side(finding))):
        about -= {"judge"}  # who is killed, and tries nobody
    tried = about & (TRIALS | COURTS) if about & (TRIALS | (COURTS & clause.cast.heading)) else set()
    if tried and finding.status.modality == "occurred" and not told_before(clause, finding, tried):
        finding.status = Status(background=True, cue=", ".join(sorted(tried)))
    finding.actors = [with_forces(one, clause) for one in finding.actors if not stateless(one)]
    finding.targets = [one for one in finding.targets if not (at_home_there(finding, one) or itself(finding, one))]
    if turned_on_itself(finding):
        finding.actors = []
    own = {unit.low for unit in clause.items[finding.at].units}
    if finding.rule == "attack.exploded":  # "a separate bomb exploded"
        bombs = (clause.items[at] for at in subject(clause.items, finding.at))
        own |= {"separate"} & {unit.low for bomb in bombs for unit in bomb.units}
    finding.result = follows(clause, finding)
    finding.fatal = brought_death(clause, finding)
    finding.separate = finding.separate or bool(own & SEPARATE) or "separately" in words
    return finding


STORMED = frozenset("storm storms stormed bomb bombs bombed blast blasts attack attacks siege explodes raid".split())
RULING = frozenset("jails jailed sentences rules orders tries trial hears told appeal acquits frees over case".split())
FALLEN = frozenset("gunned slain murdered assassinated kidnapped abducted ambushed wounded".split())


def struck_home(clause: Clause, finding: Finding) -> str:
    """Whether what is hit is "home": words and events hit home, and hurt nobody; nor is "at home" hit."""
    bare = any(item.low == "home" and len(item.units) == 1 for item in clause.items)
    home = next((one for one in finding.targets if one.actor.text.lower() == "home"), None) if bare else None
    if home is None:
        return ""
    finding.targets.remove(home)
    return "" if finding.targets or finding.rule != "attack.actor-active" else "a figure of speech"


def brought_home(target: Mention, clause: Clause) -> Mention:
    """A capital that stands for an organisation is, where it is hit, a town: "a street in Brussels"."""
    first = target.actor.text.split()[:1]
    seat = first and first[0].istitle() and target.role in SEATED
    town = clause.cast.lexicon.towns.get(first[0].lower()) if seat else None
    if town is None or not target.actor.id:
        return target
    return replace(target, role="site", actor=Actor(id=None, text=target.actor.text, country=town[0].country))


SEATED = frozenset(["organisation", "alliance", "group-of-states"])


def turned_on_itself(finding: Finding) -> bool:
    """Whether a state would attack itself, which says that the attacker is mistaken: "it" was another."""
    known = [one for one in finding.targets if one.actor.id]
    own = {name for one in finding.actors for name in one.actor.ids}
    return bool(known) and all(
        one.actor.id in own and one.role != "civil" and (one.role in ("country", "site") or same(one, finding))
        for one in known
    )


def itself(finding: Finding, target: Mention) -> bool:
    """Whether "it" would be the group that attacked, and so must be something else: "they stormed it"."""
    return target.pronoun and target.role in ("armed", "armed-group") and same_as(target, finding.actors)


def same_as(target: Mention, actors: list[Mention]) -> bool:
    return target.actor.id is not None and any(one.actor.id == target.actor.id for one in actors)


def stateless(actor: Mention) -> bool:
    """Whether an actor is a people or a land without an army: "a Palestinian attack" is not its Authority's."""
    people = actor.actor.id == "palestinian-authority" and actor.role == "country"
    return actor.actor.id in TERRITORIES or (people and "authority" not in actor.actor.text.lower())


def at_home_there(finding: Finding, target: Mention) -> bool:
    """Whether a territory would be attacked by its own groups, which says that only the place is meant."""
    own = {one.actor.country for one in finding.actors if one.role in ("armed-group", "armed")}
    return target.actor.id in TERRITORIES and len(own) == 1 and own == {target.actor.country}


def same(target: Mention, finding: Finding) -> bool:
    return any(one.actor.id == target.actor.id for one in finding.actors)


# Markets and mines are struck from the air as much as they crash.
STRUCK = frozenset(["air-strike", "shelling", "missile", "drone", "rocket", "suicide-bombing"])


TRADING = frozenset("stock stocks share shares bond bonds oil price prices investor investors economy".split())
BLASTS = frozenset(["bombing", "suicide-bombing", "arson", "mine", "grenade"])  # done to no computer


def excluded(clause: Clause, finding: Finding, words: set[str]) -> str:
    """Why a finding is no attack; empty if it is one. A weapon in the sentence overrules the words of other trades."""
    if reason := unmeant(clause, finding, words):
        return reason
    if exposed(finding.targets) or finding.mode in STRUCK:
        words = words - {word for one in finding.targets for word in one.actor.text.lower().split()}
    if reason := crime(clause, finding, words):
        return reason
    if words & REHEARSED or (words & EXERCISES and not words & HARMED and finding.rule == "attack.actor-active"):
        return "an exercise"
    told = words | clause.cast.heading
    if "unexploded" in words or (told & FINDERS and told & FOUND and told & ORDNANCE):
        return "an old bomb"
    armed = weapon_here_strict(clause) or finding.rule == "attack.mined" or mines(clause)
    return "" if armed else of_trades(clause, finding, words)


SIDE = frozenset(["alongside", "beside", "together with", "for", "on the side of"])


def unmeant(clause: Clause, finding: Finding, words: set[str]) -> str:
    """Why something is no attack whatever was fired: police at work, a hoax, a journey into space."""
    if policing(finding.actors, finding.targets) or arresting(finding, words):
        return "police at work"
    if own_men(finding):
        return "their own men"
    if finding.trigger.lemma == "fighting" and any(one.low in SIDE for one in clause.items[finding.at + 1 :][:1]):
        return "who fights beside somebody"
    if brought_down(clause, finding):
        return "an attacker killed on the spot"
    if by_accident(finding, words):
        return "an accident"
    if (
        finding.rule in ("attack.seized", "attack.actor-active")
        and not finding.actors
        and "protest" in words
        and not words & HARMED
    ):
        return "a protest"
    own = {unit.low for unit in clause.items[finding.at].units}
    if own & BODILY:
        return "an illness"
    heading = clause.cast.heading
    set_off = "controlled" in own or {"controlled", "explosion"} <= heading
    if (words | heading) & DEMOLITION or set_off or "unexploded" in words | heading:
        return "a demolition or an old bomb"
    if finding.trigger.lemma == "target" and (words | heading) & MEASURES and not words & HARMED:
        return "sanctions and other measures"
    if words & HOAXES or (words | heading) & SATIRE or (words & FALSE and words & ALARMS):
        return "a hoax"
    opening = clause.items[:2]
    if len(opening) > 1 and opening[0].low == "in" and opening[1].head.low in FICTION:
        return "fiction"
    burst = (words | heading) & CRAFT and finding.trigger.lemma in ("explosion", "explode", "blast")
    if (burst or (words & SPACE and finding.mode in ("rocket", "missile"))) and not words & HARMED:
        return "a journey into space"
    if (words | heading) & FIREWORKS and finding.mode in ("rocket", "armed-assault", "bombing") and not words & HARMED:
        return "fireworks"
    if words & MALWARE or (words & ACTORS and "threat" in words):
        return "an attack on computers"
    return ""


ALARMS = frozenset("threat threats alarm alarms".split())


def by_accident(finding: Finding, words: set[str]) -> bool:
    """Whether somebody was hit by mistake, or by what went astray."""
    harmed_in = finding.rule == "attack.victim-passive" and not finding.actors
    astray = words & MISFIRED and words & {"rocket", "missile", "shell"}
    return bool(words & {"accidentally", "inadvertently"} or (harmed_in and words & {"accident", "mishap"}) or astray)


def of_trades(clause: Clause, finding: Finding, words: set[str]) -> str:
    """The trade whose way of speaking it is, where no weapon is named: sport, computers, quarrels."""
    services = AGENCIES if finding.trigger.lemma in ("target", "raid", "storm") else AGENCIES - {"COP"}
    if not finding.trigger.sure and finding.actors and all(services & {*one.actor.sectors} for one in finding.actors):
        return "no arms of a secret service"
    trades = UNARMED | GAMES if finding.mode == "armed-assault" or finding.trigger.lemma == "bombard" else UNARMED
    if finding.trigger.lemma == "strike":
        trades = trades | {"healthcare"}  # whose staff strikes, while attacks on healthcare are attacks
    if words & HARMED:  # nobody is hurt in the stock market, nor by a ballot
        trades = trades - {"market", "markets", "union", "unions"}
    if finding.mode in BLASTS:
        trades = trades - {one.actor.text for one in finding.targets}  # "bombed a market"
        trades = trades if words & TRADING else trades - {"market", "markets"}
    if finding.trigger.lemma == "clash" and clause.cast.heading & GAMES:
        return "sport, markets, disaster or trade"
    own = {unit.low for unit in clause.items[finding.at].units} & {"storm"}  # who storms a place is no weather
    if (words - own) & trades and not unmistakable(finding) and not any(one.role in COMBAT for one in finding.actors):
        return "sport, markets, disaster or trade"
    hacked = finding.trigger.lemma == "hack" or finding.trigger.lemma.endswith(" to death") or finding.mode in BLASTS
    unarmed = finding.mode == "armed-assault" and clause.cast.heading & CYBER
    if (words & CYBER or unarmed) and not hacked and not (armed_side(finding) and words & HARMED):
        return "an attack on computers"
    if {unit.low for unit in clause.items[finding.at].units[:-1]} & BOWLED:
        return "sport, markets, disaster or trade"
    if (words & VERBAL and finding.trigger.lemma != "assassinate") or (
        words & FEELING and not (deadly(finding) or words & HARMED)
    ):
        return "an attack in words"
    if in_words(clause, finding, words):
        return "an attack in words"
    return ""


MISFIRED = frozenset("misfired errant misfire".split())
# Who finds what wars leave behind, what they do with it, and what it is.
FINDERS = frozenset("children boys girls villagers scavengers scrap shepherds farmer playing toy".split())
FOUND = frozenset(
    "found inspecting brought picked playing tinkering tampering mistook mistaken collecting scrap unearthed".split()
)
ORDNANCE = frozenset("bomb explosive device grenade shell mortar mine landmine ordnance munition ied".split())


def deadly(finding: Finding) -> bool:
    """Whether the word itself says that somebody was harmed or taken: "killed", "assassination", "kidnapped"."""
    return finding.trigger.mode in ("killing", "abduction") or finding.trigger.frame == "harm"


def own_men(finding: Finding) -> bool:
    """Whether an army or a state turns on its own soldiers: punishment or mutiny, not an attack on another side.

    Whom a state executes, and nobody says whose they are, are its own.
    """
    if finding.trigger.lemma == "execute" and any(one.role in ("country", "force", "office") for one in finding.actors):
        nameless = [one for one in finding.targets if one.actor.id is None and one.actor.country is None]
        if any(one.role == "force" for one in nameless):
            return True
    return any(one.role in ("force", "office") and one.actor.text.lower().startswith("own ") for one in finding.targets)
