"""Furniture: what pages and feeds set around a story and is no part of it: bylines, hours of printing, credits of
pictures, links to share it, labels of advertisements."""

import re

from streams.analysis.lexicon.document import fold
from streams.analysis.numbers.number_words import MONTHS

NAME = r"[A-Z][\w.'-]{0,20}(?: (?:[A-Z][\w.'-]{0,20}|de|al|bin|van|el)){1,3}"
NAMES = rf"{NAME}(?:(?:, | and | & ){NAME}){{0,3}}"
AGENCY = r"(?:[Tt]he )?(?:AFP|AP|Reuters|UPI|ANI|PTI|IANS|Xinhua|Associated Press|Agence France-Presse|Al Jazeera)"
ROLE = (
    r"(?:(?:Our|Staff|Senior|Chief|Special|Foreign|Defen[cs]e|Diplomatic|Political|Security|Associated Press|News|World"
    r"|Middle East|Africa|Asia) )?(?:Staff Writer|Writer|Correspondent|Reporter|Editor|Desk)s?\b"
)
DATE = (
    rf"(?i:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:(?:{MONTHS})\.? \d{{1,2}}"
    rf"|\d{{1,2}} (?:{MONTHS})\.?),? \d{{4}})|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}|\d{{4}}-\d\d-\d\d"
)
HOUR = r"\d{1,2}[:.]\d\d(?: ?(?:[ap]\.?m\b\.?|[AP]M\b))?(?: \(?[A-Z]{2,4}\b\)?)?"
WHEN = rf"(?:(?:{DATE})(?:,? (?:at |- |\| )?{HOUR})?|{HOUR}(?:,? (?:{DATE}))?)"
ENDS = r"(?: ?\n| ?\| ?)"
PICTURE = r"(?:(?:File|FILE|AP|AFP|Reuters|Stock|Handout) )?(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Vv]ideo|[Cc]redit)"
OPENING = re.compile(
    rf"(?:\s|By (?:{AGENCY}|{NAMES}(?:, {ROLE})?)(?:{ENDS}| ?(?:- )?(?={WHEN}))(?:{WHEN} )?"
    rf"|By (?:{AGENCY}|{NAMES},? {ROLE}|{ROLE}) "
    rf"|{NAMES} in [A-Z][\w'-]+(?: [A-Z][\w'-]+)? ?\n"
    rf"|(?:Last |First )?(?:Updated|UPDATED|Published|Posted|Modified)(?: on| at)?:? ?{WHEN}(?:{ENDS}|,? (?:- )?)"
    rf"|{WHEN}{ENDS}"
    rf"|\d{{1,2}}(?: (?:hour|hr|min|minute|day)s? ago| min(?:ute)?s? read)(?:{ENDS}| (?=[A-Z]))"
    rf"|[\[(]{PICTURE}[^\])\n]{{0,80}}[\])] ?"
    rf"|{PICTURE}(?: source| credit| by)?[:,] [^\n.]{{2,60}}\n"
    r"|(?:Share|Listen to|Save|Print) this (?:article|story|page)\b:? ?"
    r"|\d{1,3} [Cc]omments? ?\n|[\d:]{4,5} / [\d:]{4,5}\n"
    r"|#(?:BREAKING|Breaking|JUSTIN|UPDATE|WATCH)\b:? ?|UPDATE \d{1,2}-|Breaking(?: News)? \| ){1,9}"
)
INSERTED = re.compile(
    r"\b(?:ADVERTISEMENT|Advertisement)\b(?: - [\w ]{0,30}?(?:below|continues))?(?: ?\n|\Z| (?=[\"'A-Z]))"
    r"|[\[(](?:File|FILE) (?:[Pp]hoto|PHOTO|image|picture)[\])]"
)
MARKS = ("dvertisement", "DVERTISEMENT", "File ", "FILE ")


def story(text: str) -> str:
    """A text folded, with spaces for what is no part of its story; its length is unchanged."""
    text = fold(text)
    if any(mark in text for mark in MARKS):
        text = INSERTED.sub(lambda found: " " * len(found[0]), text)
    opening = OPENING.match(text)
    return " " * opening.end() + text[opening.end() :] if opening else text
