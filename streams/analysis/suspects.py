"""Suspects: the group that the next sentences of a text suspect of what it tells of nobody by name: "Police blamed
al-Shabab", "The gunmen are believed to be members of JNIM"."""

import re
from collections.abc import Sequence
from itertools import islice

from streams.analysis.actors.cast import Cast, Mention
from streams.analysis.actors.composition import actor_of
from streams.analysis.draft import Draft
from streams.analysis.lexicon.document import bounds
from streams.analysis.syntax.scan import scan

SOON = 3  # sentences within which a text says who did what it has told
MOST = 900  # characters
SUSPECTING = re.compile(
    r"\b(?:blam(?:ed?|es)|suspect(?:s|ed)?|suspicions?|hallmarks|pointed (?:the finger|fingers)"
    r"|(?:believe[ds]?|thought) (?:that )?(?:to|the|it|they|al|[A-Z]\w+))\b"
)
UNSURE = re.compile(  # of other attacks, of many, or not said of the group
    r"\b(?:not|never|denied|denies|denying|rejected|unclear|whether|if|attacks|bombings|killings|raids|blasts|previous"
    r"|previously|past|other|another|similar|separate|earlier|often|usually|frequently|arrested|detained|years?|months?"
    r"|since|ago)\b",
    re.I,
)
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been)\b(?: \w+)?\s*$")  # "JNIM was quickly" suspected
NOBODY = re.compile(r"^\W*(?:no|nobody|there) [^.;]{0,90}\b(?:but|although|though|however)\b", re.I)


def add_suspects(drafts: Sequence[Draft], text: str, cast: Cast) -> None:
    """Gives attacks by nobody named the group on which one of the next sentences puts them, if it names only one."""
    taken = {draft.sentence.start for draft in drafts if not draft.finding.anaphoric}
    for draft in drafts:
        if unnamed(draft):
            at = draft.sentence.end if draft.sentence.field == "text" else 0
            for start, end in islice(bounds(text[at : at + MOST]), SOON):
                first = at + start + len(text[at + start : at + end]) - len(text[at + start : at + end].lstrip())
                if first in taken:
                    break
                if found := suspected(text[first : at + end], cast):
                    draft.finding.actors = [found]
                    break


def unnamed(draft: Draft) -> bool:
    """Whether a draft tells of an attack that happened, and not by whom."""
    finding = draft.finding
    news = finding.kind == "attack" and finding.status.news and draft.total is None
    return news and not any(one.actor.id or one.role in ("country", "force", "police") for one in finding.actors)


def suspected(sentence: str, cast: Cast) -> Mention | None:
    """The only armed group that a sentence names, if it is suspected."""
    told = NOBODY.sub("", sentence)
    cue = SUSPECTING.search(told)
    if cue is None or UNSURE.search(told):
        return None
    hits = [hit for hit in scan(told, cast.lexicon, upper=cast.upper) if hit.senses.actor]
    named = {hit.senses.actor.id: hit for hit in hits if hit.senses.actor and hit.senses.actor.kind == "armed-group"}
    if len(named) != 1:
        return None
    hit = next(iter(named.values()))
    blames = hit.start < cue.start() and not PASSIVE.search(told[hit.end : cue.start()])
    if blames or hit.senses.actor is None:
        return None
    return Mention(actor_of(hit.senses.actor, told[hit.start : hit.end]), "armed-group", plural=True)
