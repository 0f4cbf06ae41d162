"""Exclusions: sport, markets, disasters, cyber, courts, police work and words are no attacks, whatever the verb."""

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import (
    armed_side,
    exposed,
    loose_words,
    miss,
    weapon_here_strict,
    with_forces,
    words_of,
)
from streams.analysis.status.context import Status
from streams.analysis.status.rule import Finding, Miss

UNARMED = frozenset(
    (
        "tariff tariffs sanction sanctions market markets economy film movie album song sales inflation virus pandemic "
        "covid "
        "quake quakes "
        "disease cancer earthquake storm hurricane cyclone typhoon flood floods wildfire wildfires tornado landslide "
        "crash collision derailment accident lightning rainfall drought deals vaccine vaccines box-office netflix "
        "heatwave volcano avalanche colliery mine mines coal crashes roblox gamers flips "
        "flipped overturned capsized drowned traffic motorway pedestrian pedestrians cyclist motorist "
        "union unions rmt walkout ballot pay criticism condemnation backlash criticised critics "
        "walkouts healthcare autoworkers screenwriters"
    ).split()
)
# What one plays with words of war, so that they are no sign against a death.
GAMES = frozenset(
    (
        "goal goals match game season coach league cup championship tennis cricket football striker chess strikeout "
        "inning nfl nba playoff quarterback touchdown scorer penalty midfielder defender goalkeeper player players"
    ).split()
)
COURT = frozenset(
    (
        "court charged charges jailed sentenced girlfriend boyfriend sexual sexually domestic racist jury prosecutors "
        "pleaded pleads trial lawsuit sued convicted murderer rape raped teen stepfather ex-husband ex-wife lawyer "
        "lawyers robbery burglary burglar homicide carjacking bail parole detective detectives mugging robbers "
        "manslaughter sentencing verdict ex-boyfriend ex-girlfriend roommate neighbour neighbor inmate "
        "inmates husband manhunt sheriff deputies fugitive rage shoplifter shoplifters shoplifting"
    ).split()
)
# Of these, those that may name the victim or the place of a bomb, not a trial.
BENCH = frozenset("court lawyer lawyers prosecutors jury detective detectives inmate inmates husband deputies".split())
MALWARE = frozenset("malware malware-laced ransomware spyware backdoor phishing ddos botnet".split())
CYBER = frozenset(
    (
        "cyber cyberattack cyberattacks hackers hacker hacked website websites ransomware malware phishing ddos "
        "network networks online computer computers backdoor spyware botnet server servers brute"
    ).split()
)
VERBAL = frozenset(
    (
        "scathing stinging blistering withering virulent verbal verbally rhetorical panic asthma "
        "shark bear dog dogs snake lion crocodile elephant "
        "leopard tiger wolf hunger advert ad advertisement teachers' drill drills simulated simulation "
        "cat cats puppy feline bees coyote wargame wargames"
    ).split()
)
# Of attacks and strikes, but not of deaths: a bitter strike, an attack on personal freedom, a heart attack.
FEELING = frozenset("bitter harsh personal heart labour labor humanity".split())
HOAXES = frozenset("prank pranks hoax hoaxes".split())
SPACE = frozenset("orbit satellite satellites spacecraft space spaceport lunar astronaut astronauts nasa".split())
REHEARSED = frozenset("simulated simulates simulating mock live-fire".split())
EXERCISES = frozenset("exercise exercises wargame wargames manoeuvres maneuvers".split())
HARMED = frozenset("killed wounded injured dead died kills wounds injures killing wounding injuring".split())
SEPARATE = frozenset("second another separate third fresh new".split())
POLICE = frozenset("police sheriff deputies cops officers suspect suspects officer".split())
TRIALS = frozenset(
    (
        "inquest inquiry tribunal pleaded pleads trial "
        "convicted sentenced sentencing indicted acquitted verdict jailed testified"
    ).split()
)
CIVIL = frozenset(["civil", "site", "person", "weapon", "office"])
COMBAT = frozenset(["armed", "armed-group", "force"])


def checked(clause: Clause, finding: Finding) -> Finding | Miss:
    """The finding with its states' forces as actors, or why it is no attack."""
    words = loose_words(clause)
    reason = excluded(clause, finding, words)
    if reason:
        return miss(clause, finding.at, reason)
    if words & TRIALS and finding.status.modality == "occurred":
        finding.status = Status(background=True, cue=", ".join(sorted(words & TRIALS)))
    finding.actors = [with_forces(one, clause) for one in finding.actors]
    own = {unit.low for unit in clause.items[finding.at].units}
    finding.result = follows(clause, finding)
    finding.separate = finding.separate or bool(own & SEPARATE) or "separately" in words
    return finding


def follows(clause: Clause, finding: Finding) -> bool:
    """Whether a participle behind a comma tells what the attack before it did: "struck the port, hitting a ship"."""
    items = clause.items
    return finding.trigger.form == "ing" and finding.at > 1 and items[finding.at - 1].tag == ","


# Markets and mines are struck from the air as much as they crash.
STRUCK = frozenset(["air-strike", "shelling", "missile", "drone", "rocket", "suicide-bombing"])


def excluded(clause: Clause, finding: Finding, words: set[str]) -> str:
    """Why a finding is no attack; empty if it is one. A weapon in the sentence overrules the words of other trades."""
    if policing(finding.actors, finding.targets) or arresting(finding, words):
        return "police at work"
    if own_men(finding):
        return "their own men"
    if words & HOAXES:
        return "a hoax"
    if words & SPACE and finding.mode in ("rocket", "missile") and not words & HARMED:
        return "a journey into space"
    if words & MALWARE:
        return "an attack on computers"
    armed = weapon_here_strict(clause) or finding.rule == "attack.mined"
    if exposed(finding.targets) or finding.mode in STRUCK:
        words = words - {word for one in finding.targets for word in one.actor.text.lower().split()}
    if words & (COURT - BENCH if finding.mode == "bombing" else COURT) and not armed_side(finding):
        return "a crime before a court"
    if local_crime(clause, finding):
        return "a crime of one place"
    if words & REHEARSED or (words & EXERCISES and not words & HARMED and finding.rule == "attack.actor-active"):
        return "an exercise"
    if "unexploded" in words:
        return "an old bomb"
    if armed:
        return ""
    if not finding.trigger.sure and finding.actors and all("SPY" in one.actor.sectors for one in finding.actors):
        return "no arms of a secret service"
    trades = UNARMED | GAMES if finding.mode == "armed-assault" else UNARMED
    if words & trades and not unmistakable(finding) and not any(one.role in COMBAT for one in finding.actors):
        return "sport, markets, disaster or trade"
    hacked = finding.trigger.lemma == "hack"  # which makes an attack only with "to death" behind
    if words & CYBER and not hacked and not (armed_side(finding) and words & HARMED):
        return "an attack on computers"
    if words & VERBAL or (words & FEELING and not deadly(finding)):
        return "an attack in words"
    if in_words(finding, words):
        return "an attack in words"
    return ""


def unmistakable(finding: Finding) -> bool:
    """Whether the words name a means or an end that no other trade has: "terrorist attack", "suicide bombing"."""
    return finding.trigger.pos == "noun" and finding.trigger.sure and " " in finding.trigger.lemma


def deadly(finding: Finding) -> bool:
    """Whether the word itself says that somebody was harmed or taken: "killed", "assassination", "kidnapped"."""
    return finding.trigger.mode in ("killing", "abduction") or finding.trigger.frame == "harm"


LOCAL = frozenset(["shooting", "killing", "murder", "gunfight", "gun battle", "shootout", "shoot-out", "gunfire"])
PETTY = LOCAL | {"stabbing", "arson", "attack", "assault"}
CRIMINAL = frozenset(["shooting", "stabbing", "killing", "abduction", "arson", "armed-assault"])
PEACEFUL = frozenset(["USA", "GBR", "IRL", "CAN", "AUS", "NZL"])  # Whose papers print the crimes of every town.
TERROR = frozenset(
    "terror terrorist terrorists terrorism extremist extremists hate antisemitic islamist islamophobic racist "
    "neo-nazi supremacist assassination assassinated embassy synagogue mosque capitol".split()
)
MASSACRES = frozenset("mass massacre massacred rampage massacres spree".split())


def local_crime(clause: Clause, finding: Finding) -> bool:
    """Whether somebody was hurt by one who stands for nobody, in a story that names no country but those at peace."""
    if finding.mode not in CRIMINAL and finding.trigger.lemma not in LOCAL:
        return False
    words, verb = words_of(clause), finding.trigger.pos == "verb"
    if finding.actors or finding.mode in ("arson", "armed-assault"):
        return (verb or finding.trigger.lemma in PETTY) and petty(clause, finding, words)
    if armed_side(finding):
        return False
    alone = bool(words & (POLICE | {"found"})) or not any(one.plural for one in finding.targets)
    home = clause.cast.countries[:2] == ["USA"] or (not clause.cast.countries and alone)
    mass = finding.trigger.lemma == "shooting" and "mass" in words
    return not mass and (
        (home and (verb or finding.trigger.lemma in LOCAL))
        or ((verb or finding.trigger.lemma in PETTY) and petty(clause, finding, words))
    )


def petty(clause: Clause, finding: Finding, words: set[str]) -> bool:
    """Whether one person hurt another at a place of peace; not where many died, nor where terror is spoken of."""
    named = frozenset(clause.cast.countries)
    if not named or not named <= PEACEFUL or words & (TERROR | MASSACRES) or many(clause):
        return False
    if any(one.role in (*COMBAT, "office", "person", "embassy") for one in finding.targets) or exposed(finding.targets):
        return False
    return all(lone(one) for one in finding.actors)


def lone(actor: Mention) -> bool:
    return actor.actor.id is None and not actor.plural and actor.role in ("armed", "civil")


def many(clause: Clause) -> bool:
    """Whether the sentence counts four or more, as it does of a massacre."""
    numbers = [unit.low for item in clause.items for unit in item.units if unit.tag == "#"]
    return any((word.isdigit() and 3 < int(word) < 1000) or word in SEVERAL for word in numbers)


SEVERAL = frozenset("four five six seven eight nine ten eleven twelve dozen dozens scores".split())


def in_words(finding: Finding, words: set[str]) -> bool:
    """Whether persons attack with words, or somebody unnamed does so without harm: "agencies attack a college"."""
    if words & HARMED or finding.mode != "armed-assault":
        return False
    known = [one for one in finding.targets if one.role in ("person", "office") and one.actor.id]
    if known and len(known) == len(finding.targets) and finding.rule == "attack.nominal" and not finding.actors:
        return finding.trigger.lemma == "attack" and not finding.supported
    if finding.actors:
        return all(one.role in ("person", "office", "civil", "organisation") for one in finding.actors)
    if any(one.role in (*COMBAT, "police", "embassy", "shipping") for one in finding.targets):
        return False
    active = finding.rule == "attack.actor-active"
    return active and finding.trigger.lemma in ("attack", "assault")


def own_men(finding: Finding) -> bool:
    """Whether an army or a state turns on its own soldiers: punishment or mutiny, not an attack on another side."""
    return any(one.role in ("force", "office") and one.actor.text.lower().startswith("own ") for one in finding.targets)


def arresting(finding: Finding, words: set[str]) -> bool:
    """Whether a raid ended in arrests, and harmed nobody."""
    return finding.trigger.lemma == "raid" and bool(words & ARRESTS) and not words & HARMED


ARRESTS = frozenset("arrested arrests arrest detained arresting detaining".split())


def lawful(actor: Mention) -> bool:
    return actor.actor.text.lower().endswith(("authorities", "officials", "officers", "deputies"))


def policing(actors: list[Mention], targets: list[Mention]) -> bool:
    """Whether police act against people or homes, as they do every day; against armed groups it is fighting."""
    if actors and all(lawful(one) for one in actors) and not any(one.plural or one.actor.id for one in targets):
        return True
    if not actors or not all(one.role == "police" or "COP" in one.actor.sectors for one in actors):
        return False
    return all(not one.actor.id and (one.role in CIVIL or not one.plural) for one in targets)
