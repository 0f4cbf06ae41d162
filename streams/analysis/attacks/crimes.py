"""Crimes: what people do to one another for no cause but their own is no attack, however armed they are."""

from collections.abc import Iterator

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import BY, exposed, words_of
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.syntax import after

COMBAT = frozenset(["armed", "armed-group", "force"])
POLICE = frozenset("police sheriff deputies cops officers suspect suspects officer".split())
COURT = frozenset(
    (
        "court charged charges jailed sentenced girlfriend boyfriend sexual sexually domestic racist jury prosecutors "
        "pleaded pleads trial lawsuit sued convicted murderer rape raped stepfather ex-husband ex-wife lawyer "
        "robber thief thieves burglars mugger intruders intruder carjacked carjackers joyride madman jumpsuit "
        "handcuffs siblings homeowner "
        "lawyers robbery burglary burglar homicide carjacking bail parole detective detectives mugging robbers "
        "manslaughter sentencing verdict ex-boyfriend ex-girlfriend roommate neighbour neighbor inmate "
        "inmates husband pornography brawl kabaddi "
        "intimate looters manhunt sheriff deputies fugitive rage shoplifter shoplifters shoplifting"
    ).split()
)
# Of these, those that may name the victim or the place of a bomb, not a trial.
BENCH = frozenset("court lawyer lawyers prosecutors jury detective detectives inmate inmates husband deputies".split())


def crime(clause: Clause, finding: Finding, words: set[str]) -> str:
    """Why a finding is a crime and no attack; empty if it may be one."""
    if robbery(clause, finding, words) or (words & ARRESTING and words & POLICE and of_arrested(clause, finding)):
        return "a crime of one place"
    if finding.mode == "armed-assault" and finding.trigger.pos == "verb" and of_one(clause, finding):
        return "a crime of one place"
    spoken = words | clause.cast.heading
    if "crime" in spoken and "war" not in spoken and not finding.actors and set_upon(clause, finding):
        return "crime in general"
    further = clause.items[finding.at + 1 : finding.at + 2]
    if finding.plural and finding.trigger.lemma == "shooting" and any(item.low == "across" for item in further):
        return "crimes of many places"
    private = words & {"homicide", "homeowner"} or {"murder", "suicide"} <= words
    if private or at_home(finding) or by_kin(clause, finding):
        return "a crime before a court"
    if words & (COURT - BENCH if finding.mode == "bombing" else COURT) and not organised(finding):
        return "a crime before a court"
    return "a crime of one place" if local_crime(clause, finding) else ""


ARRESTING = frozenset("arrest arrests arrested".split())


def of_arrested(clause: Clause, finding: Finding) -> bool:
    """Whether it is only said who was arrested: "police arrest a pensioner who shot two"."""
    relative = any(item.low == "who" for item in clause.items[: finding.at])
    return relative and finding.mode in CRIMINAL and not organised(finding)


def robbery(clause: Clause, finding: Finding, words: set[str]) -> bool:
    """Whether people without a name take from others what they have on them or at home, and kill nobody."""
    told = words | clause.cast.heading
    robbed = bool(told & ROBBED) or (bool(told & TAKEN) and bool(told & VALUABLES))
    private = all(one.actor.id is None and one.role in ("civil", "office", "site", "person") for one in finding.targets)
    return robbed and private and not any(one.actor.id for one in finding.actors) and not told & KILLING


ROBBED = frozenset(
    "extort extorted extorting carjacked carjacking robbed robbery robbers dacoits dacoity mugged".split()
)
TAKEN = frozenset("demanded demanding stole stolen looted snatched took taking".split())
VALUABLES = frozenset("keys wallet wallets purse handbag jewellery jewelry valuables cash gold gunpoint".split())
KILLING = frozenset("killed dead died killing murdered".split())


def of_one(clause: Clause, finding: Finding) -> bool:
    """Whether somebody of whom no more is known than "he" attacks somebody unnamed: "he assaulted an officer"."""
    before = clause.items[finding.at - 1] if finding.at else None
    alone = before is not None and before.low in ("he", "she") and not finding.actors
    return (alone or set_upon(clause, finding)) and not any(one.plural or one.actor.id for one in finding.targets)


def set_upon(clause: Clause, finding: Finding) -> bool:
    """Whether one of the people was attacked where no war is, and nobody says by whom: "a pupil was attacked"."""
    people = bool(finding.targets) and all(one.role == "civil" and not one.actor.country for one in finding.targets)
    at_peace = set(homes(clause)) <= PEACEFUL and not words_of(clause) & (TERROR | KILLING)
    return people and at_peace and not finding.actors and not exposed(finding.targets)


def at_home(finding: Finding) -> bool:
    """Whether one person hurts those they live with, whatever their trade: "a sergeant shot his wife"."""
    alone = all(not one.plural and one.role not in ("armed-group", "country") for one in finding.actors)
    hit = [one.actor.text.lower().split()[:1] for one in finding.targets]
    return bool(finding.actors) and alone and bool(hit) and all(word and word[0] in PARTNERS for word in hit)


def by_kin(clause: Clause, finding: Finding) -> bool:
    """Whether "by" names those of the victim's own house: "was killed by her brother"."""
    named = after(clause.items, finding.at, BY)
    ahead = clause.items[finding.at + 1 : finding.at + 2]
    if finding.trigger.pos == "verb" and ahead and ahead[0].tag == "N" and ahead[0].head.low in PARTNERS:
        return True
    doers = KIN | ANYBODY if finding.trigger.lemma.endswith(" to death") else KIN
    return bool(named) and not finding.actors and any(clause.items[at].head.low in doers for at in named)


ANYBODY = frozenset("individuals persons people men".split())


KIN = frozenset(
    "players player teammate teammates customer customers "
    "brother brothers sister sisters father mother parents son sons daughter uncle cousin nephew wife husband "
    "girlfriend boyfriend ex lover neighbour neighbor neighbours neighbors landlord tenant roommate classmate "
    "stepfather stepmother grandson relative relatives in-laws siblings".split()
)
PARTNERS = frozenset("wife girlfriend ex-wife ex-girlfriend husband boyfriend partner ex-partner".split())


def organised(finding: Finding) -> bool:
    """Whether somebody with a cause or under command is on either side; one gunman of whom no more is said is
    nobody's."""
    return any(
        one.role == "armed-group"
        or (one.role == "force" and "COP" not in one.actor.sectors)
        or (one.role == "armed" and (one.plural or of_cause(one)))
        for one in (*finding.actors, *finding.targets)
    )


def of_cause(one: Mention) -> bool:
    return bool(one.actor.id or one.actor.patron) or one.noun in FIGHTER


FIGHTER = frozenset("militant rebel insurgent terrorist guerrilla guerilla extremist jihadist islamist bomber".split())


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
    if organised(finding) or any(of_rank(one) for one in finding.targets):
        return False
    countries = homes(clause)
    alone = bool(words & (POLICE | {"found"})) or not any(one.plural for one in finding.targets)
    home = countries[:2] == ["USA"] or (not clause.cast.countries and alone)
    mass = finding.trigger.lemma == "shooting" and ("mass" in words or many(clause, least=10))
    return not mass and (
        (home and (verb or finding.trigger.lemma in LOCAL))
        or (bool(countries) and {*countries[:2]} <= PEACEFUL and finding.trigger.lemma in LOCAL and not words & TERROR)
        or ((verb or finding.trigger.lemma in PETTY) and petty(clause, finding, words))
    )


def of_rank(target: Mention) -> bool:
    """Whether somebody is shot for their office, or for one that they seek: a pope, a president, a candidate."""
    return (target.role == "office" and target.noun in RANKS) or "ELI" in target.actor.sectors


RANKS = frozenset(
    "pope pontiff king queen president premier minister ambassador envoy governor chancellor senator mayor lawmaker "
    "congressman diplomat consul bishop archbishop politician".split()
)


def homes(clause: Clause) -> list[str]:
    """The countries that the article names; where it names none, those of the towns in the sentence."""
    return clause.cast.countries or list(dict.fromkeys(of_towns(clause)))


def of_towns(clause: Clause) -> Iterator[str]:
    """The countries of the great towns that a sentence names."""
    for item in clause.items:
        for unit in item.units:
            known = clause.cast.lexicon.towns.get(unit.low) if unit.capital and unit.senses is None else None
            if known:
                yield known[0].country


def petty(clause: Clause, finding: Finding, words: set[str]) -> bool:
    """Whether one person hurt another at a place of peace; not where many died, nor where terror is spoken of."""
    named = frozenset(homes(clause))
    if not (named or finding.mode in ("arson", "stabbing")) or not named <= PEACEFUL:
        return False
    if words & (TERROR | MASSACRES) or many(clause) or exposed(finding.targets):
        return False
    officers = "police" if not named else "force"
    if any(one.role in ("armed-group", "force", "office", "person", "embassy", officers) for one in finding.targets):
        return False
    return all(lone(one) for one in finding.actors)


def lone(actor: Mention) -> bool:
    return actor.actor.id is None and not actor.plural and actor.role in ("armed", "civil")


def many(clause: Clause, least: int = 4) -> bool:
    """Whether the sentence counts so many, as it does of a massacre."""
    for place, item in enumerate(clause.items):
        if len(item.units) == 1 and place and clause.items[place - 1].tag in ",C":
            continue  # An age: "Ann, 65, and her mother".
        for at, unit in enumerate(item.units):
            unitless = at + 1 == len(item.units) or item.units[at + 1].low not in MEASURES
            several = (unit.low.isdigit() and least <= int(unit.low) < 1000) or (unit.low in SEVERAL and least < 5)
            if unit.tag == "#" and several and unitless:
                return True
    return False


MEASURES = frozenset("mph kmh km miles year years yo minutes hours days weeks months pounds am pm".split())
SEVERAL = frozenset("four five six seven eight nine ten eleven twelve dozen dozens scores".split())


def told_before(clause: Clause, finding: Finding, tried: set[str]) -> bool:
    """Whether a court is only named behind an attack that opens its sentence, by somebody armed or with a bomb: "gunmen
    killed a witness in his trial"."""
    items = clause.items
    first = next((at for at, item in enumerate(items) if item.tag in "VTXHM"), finding.at)
    ahead = {word for item in items[: finding.at + 1] for unit in item.units for word in unit.low.split()}
    armed = any(one.role in ("armed", "armed-group") for one in finding.actors) or finding.rule == "attack.exploded"
    return armed and finding.trigger.pos == "verb" and first == finding.at and not (ahead | clause.cast.heading) & tried
