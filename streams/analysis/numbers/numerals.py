"""Numerals: the expressions by which a number is found, and by which it is told from a date, a name, a measure."""

import re

from streams.analysis.numbers.number_words import MONTHS, QUALIFIERS, SCALES, SEVERAL, TEENS, TENS, UNITS, VAGUE, WORDS


def longest_first(words: dict[str, object] | dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_SMALL = rf"(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(UNITS)})\b)?|{'|'.join(TEENS)}|{'|'.join(UNITS)}"
_SCALE = r"dozen|hundred|thousand|million|billion"
_ATOM = (
    r"(?:(?P<digits>\d{1,3}(?:,\d{3}){1,4}(?![,\d])|\d{1,3}(?: \d{3}){1,3}(?!\d)|\d{1,9}(?:\.\d{1,3})?(?!\d))"
    rf"(?:(?P<glued>[a-z]{{1,4}}\b|[%+])|[\s-](?P<times>{_SCALE})\b)?"
    rf"|(?P<small>{_SMALL}|half\sa|an?(?=\s(?:{_SCALE})\b))\b"
    rf"(?P<scale>(?:[\s-](?:{_SCALE})\b){{1,2}}(?:\s(?:and\s)?(?P<tail>{_SMALL})\b)?)?"
    r"|(?P<vague>tens(?=\sof)|dozens|scores(?=\s(?:of|more|killed|dead|wounded|injured|were|are|have)\b)|hundreds"
    r"|thousands"
    r"|millions)(?:\sof\s(?P<power>thousands|millions))?\b"
    rf"|(?:a\s)?(?P<several>several|(?<=a\s)few|couple|handful|multiple|numerous)\b(?:\s(?P<many>{_SCALE})\b)?"
    r"|(?P<twice>twice)\b"
)
NUMBER = re.compile(_ATOM + ")")
NUMBER_OR_ARTICLE = re.compile(
    _ATOM
    + r"|(?P<article>another(?!\s(?:\d|few|couple|dozen|hundred|thousand))|an?)"
    + rf"(?=\s(?!(?:estimated|additional|further)\s(?:\d|{_SMALL}|few|dozen))(?:[a-z]|\d{{1,2}}-year)))"
)
TOKEN = re.compile(r"[a-z]+|\d+")
SIGNS = frozenset([*WORDS, *SCALES, *VAGUE, *SEVERAL, *"0123456789", "twice"])
OPENINGS = SIGNS | {"a", "an", "another", "half"}
SIGN = re.compile(r"[a-z]+|\d")
WORD = re.compile("[a-z]+")
BEFORE = re.compile(rf"\b({longest_first(QUALIFIERS)})\s(?:a\stotal\sof\s)?$")
BETWEEN = re.compile(r"\b(?:between|from)\s$")
JOINED = re.compile(r"\s?[-\u2013]\s?|\s(?:to|or)\s")
AFTER = re.compile(r"(?:-(strong|odd|plus|year-old|years-old)\b|\s(or\smore|or\sso|years?[\s-]olds?)\b)")
NO_COUNT = {"st", "nd", "rd", "th", "s", "am", "pm", "gmt", "z", "hrs"}
UNIT_AFTER = re.compile(
    r"(?:\s|-|\s?-\s)?(%|percent\b|per\scent\b|percentage\b|°|(?:kilomet(?:er|re)|met(?:er|re)|mile|hour|minute"
    r"|second|day|week|month"
    r"|year|decade|degree|tonne|ton|acre|hectare|barrel|dollar|euro|pound|peso|rupee|gallon|lit(?:er|re)|yard"
    r"|inche?|kilo"
    r"|knot|cent|point|third|quarter|fifth|tenth)s?\b|(?:km|kms|kg|mm|cm|kph|mph|feet|foot|ft|lbs?|rpm|mw|gb)\b"
    r"|(?:p|a)\.?m\b|gmt\b|hrs?\b|(?:battalion|regiment|brigade|squadron|division|corps)\b"
    r"|o['\u2019]clock\b)"
)
CLOCK_AFTER = re.compile(r"(?::\d\d|\s?(?:[ap]\.?m\b|gmt\b|hrs\b|utc\b|o['\u2019]clock|local\stime|hours\b))")
MONTH_AFTER = re.compile(rf"\s(?:of\s)?(?:{MONTHS})\b")
MONTH_BEFORE = re.compile(rf"(?<!\d\s)\b(?:{MONTHS})\.?\s(?:the\s)?$")
DAY_LIST_AFTER = re.compile(rf"\s?(?:-|\u2013|,|and|to)\s?\d{{1,2}}\s(?:{MONTHS})\b")
DAY_LIST_BEFORE = re.compile(rf"\b(?:{MONTHS})\.?\s\d{{1,2}}\s?(?:-|\u2013|,|and|to)\s?$")
DESIGNATION = re.compile(
    r"\b(?:boeing|airbus|tower|unit|article|section|route|highway|flight|resolution|nos?\.|number|chapter|law|page"
    r"|channel|force|area"
    r"|camp|gate|phase|level|apollo|covid|type|mark|model|room|block|zone|sector|terminal|class|act|group|division"
    r"|brigade"
    r"|battalion|decree|case|bill|season|episode|round|week|day|grade|war|version|windows|iphone|aged?|interstate"
    r"|ward|district"
    r"|psalm|verse|bus|platform|formula|volume|appendix|annex|hangar|line|age\sof|kilomet(?:er|re)|km|top|fiscal"
    r"|mi|mig|su|antonov)\s$"
)
YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|by|from|until|till|during|before|after|year|late|early|mid|spring|summer|autumn|fall|winter)\s$"
)
COUNTED_AFTER = re.compile(
    r"\s(?:people|persons|men|women|children|troops|soldiers|civilians|fighters|militants|rebels|refugees"
    r"|prisoners|dead|killed|wounded"
    r"|injured|others|rockets|missiles|drones|attacks)\b"
)
PEOPLE_AFTER = re.compile(
    r"\s(?:people|persons|men|women|children|troops|dead|killed|wounded|injured|others|were|are|have|more|police"
    r"|of|\w{2,20}s)\b"
)
NO_ONE = re.compile(r"\b(?:no|any|every|each|some)\s$")
THE_ONE = re.compile(r"\b(?:this|that|the|which)\s$")
ONE_ALONE = re.compile(r"\s?(?:[.,;:)]|$)|\s(?:who|that|which|is|at|found|can|could|another)\b")
SEPARATORS = re.compile("[, ]")
