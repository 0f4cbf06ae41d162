"""Numbers: values, bounds and qualifiers, and the figures that count nothing."""

import pytest

from streams.analysis.numbers.numbers import NumberHit, find_numbers
from streams.analysis.numbers.ordinals import find_ordinals


def only(text: str) -> NumberHit:
    hits = find_numbers(text)
    assert len(hits) == 1, hits
    return hits[0]


PLAIN = [
    ("The raiders burned 14 villages.", 14, "14"),
    ("The raiders burned 1,400 huts.", 1400, "1,400"),
    ("The raiders burned 1 400 huts.", 1400, "1 400"),
    ("The raiders burned 12,345,678 acacias.", 12345678, "12,345,678"),
    ("Some say 1.4 million fled.", 1400000, "1.4 million"),
    ("A 3,000-strong brigade crossed the Litani.", 3000, "3,000-strong"),
    ("They fired forty rockets.", 40, "forty"),
    ("They fired twenty-two rockets.", 22, "twenty-two"),
    ("THEY FIRED TWENTY TWO ROCKETS.", 22, "TWENTY TWO"),
    ("They fired a dozen rockets.", 12, "a dozen"),
    ("They fired two dozen rockets.", 24, "two dozen"),
    ("They fired half a dozen rockets.", 6, "half a dozen"),
    ("They fired three hundred and forty rockets.", 340, "three hundred and forty"),
    ("They fired a hundred rockets.", 100, "a hundred"),
    ("They fired two hundred thousand shells.", 200000, "two hundred thousand"),
    ("The outpost was hit twice.", 2, "twice"),
    ("In Gaza 300 civilians sheltered.", 300, "300"),
    ("Nine shells landed.", 9, "Nine"),
    ("M23 took five hills.", 5, "five"),
]


@pytest.mark.parametrize(("text", "value", "words"), PLAIN)
def test_plain_numbers(text: str, value: int, words: str) -> None:
    hit = only(text)
    assert (hit.value, hit.low, hit.high, text[hit.start : hit.end], hit.unit) == (value, value, value, words, None)


VAGUE = [
    ("Dozens of huts burned.", "dozens", 24),
    ("Scores of huts burned.", "scores", 40),
    ("HUNDREDS OF HUTS BURNED.", "hundreds", 200),
    ("Tens of thousands fled.", "tens", 20000),
    ("Hundreds of thousands fled.", "hundreds", 200000),
    ("Several huts burned.", "several", 3),
    ("Several hundred huts burned.", "several", 300),
    ("A few huts burned.", "few", 3),
]


@pytest.mark.parametrize(("text", "qualifier", "low"), VAGUE)
def test_vague_numbers_have_no_upper_bound(text: str, qualifier: str, low: int) -> None:
    hit = only(text)
    assert (hit.qualifier, hit.low, hit.high) == (qualifier, low, None)


QUALIFIED = [
    ("almost 40 attacks", "almost", 36, 40),
    ("nearly 40 attacks", "almost", 36, 40),
    ("about 40 attacks", "about", 36, 44),
    ("SOME 40 ATTACKS", "about", 36, 44),
    ("roughly 40 attacks", "about", 36, 44),
    ("more than 40 attacks", "more than", 41, None),
    ("over 40 attacks", "more than", 41, None),
    ("at least 40 attacks", "at least", 40, None),
    ("no fewer than 40 attacks", "at least", 40, None),
    ("40 or more attacks", "at least", 40, None),
    ("40+ attacks", "at least", 40, None),
    ("up to 40 attacks", "up to", 1, 40),
    ("as many as 40 attacks", "up to", 1, 40),
    ("fewer than 40 attacks", "fewer than", 0, 39),
    ("just under 40 attacks", "almost", 36, 40),
]


@pytest.mark.parametrize(("text", "qualifier", "low", "high"), QUALIFIED)
def test_qualifiers_set_bounds_and_join_the_span(text: str, qualifier: str, low: int, high: int | None) -> None:
    hit = only(text)
    assert (hit.value, hit.qualifier, hit.low, hit.high, hit.start) == (40, qualifier, low, high, 0)


RANGES = [
    ("between 10 and 15 gunmen", 10, 15),
    ("10 to 15 gunmen", 10, 15),
    ("ten or twelve gunmen", 10, 12),
    ("40-50 gunmen", 40, 50),
    ("40\u201350 gunmen", 40, 50),
    ("from three to five gunmen", 3, 5),
]


@pytest.mark.parametrize(("text", "low", "high"), RANGES)
def test_ranges_are_one_number(text: str, low: int, high: int) -> None:
    hit = only(text)
    assert (hit.low, hit.high, hit.start) == (low, high, 0)
    assert low < hit.value <= high


NOTHING = [
    "The war of 1967 redrew the map.",
    "In 2019 the truce failed.",
    "An F-16 crashed.",
    "A Boeing 737 crashed.",
    "Tower 22 was struck.",
    "He carried an M-16.",
    "Rounds of 7.62 mm were found.",
    "Since 9/11 the law has changed.",
    "It happened on Oct. 7.",
    "Flight MH17 was shot down.",
    "A Covid-19 ward was shelled.",
    "It happened on 2 November.",
    "It happened on November 2.",
    "It happened on 2 November 2023.",
    "It began at 10:30.",
    "It began at 1625.",
    "It began at 10am.",
    "It began at 4 p.m.",
    "Resolution 1701 was renewed.",
    "The side won 2-1 away.",
    "No one was seen.",
    "The exhibits of the 1990s were burned.",
    "Unit 8200 was blamed.",
    "The 7th Fleet sailed.",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_counts_nothing(text: str) -> None:
    assert find_numbers(text) == []


UNITS = [
    ("It cost $1.4 billion.", "$"),
    ("Some 30% voted.", "%"),
    ("Some 20 percent voted.", "percent"),
    ("The hill is 5 km away.", "km"),
    ("The hill is 5km away.", "km"),
    ("A 12-year-old was seized.", "years old"),
    ("He is 12 years old.", "years old"),
    ("The driver, 34, was seized.", "years old"),
    ("A 30-minute firefight followed.", "minute"),
    ("The siege lasted six weeks.", "weeks"),
    ("The six-week siege ended.", "week"),
    ("The 48-team cup began.", "-"),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_measures_carry_their_unit(text: str, unit: str) -> None:
    assert only(text).unit == unit


def test_parts_of_a_total_stay_apart() -> None:
    assert [hit.value for hit in find_numbers("There were 14 in Iraq and nine in Syria.")] == [14, 9]


def test_and_joins_only_after_a_scale() -> None:
    assert [hit.value for hit in find_numbers("Two and three men came.")] == [2, 3]


def test_a_number_after_a_day_still_counts() -> None:
    assert [hit.value for hit in find_numbers("BETWEEN 14 AND 23 NOVEMBER 12 SOLDIERS FELL.")] == [12]


def test_articles_count_on_request() -> None:
    assert find_numbers("A soldier and an officer fell.") == []
    assert [hit.value for hit in find_numbers("A soldier and an officer fell.", articles=True)] == [1, 1]


ORDERED = [
    ("The 14th and 15th attacks came at dawn.", [14, 15]),
    ("The third strike in a week.", [3]),
    ("THE TWENTY-FIRST STRIKE IN A WEEK.", [21]),
    ("A second attack followed.", [2]),
    ("It was the 21st century.", []),
    ("The 5th Fleet sailed.", []),
    ("It was the 7th of October.", []),
    ("It was October 7th.", []),
    ("In a split second it was gone.", []),
    ("The second largest town fell.", []),
]


@pytest.mark.parametrize(("text", "values"), ORDERED)
def test_ordinals(text: str, values: list[int]) -> None:
    assert [hit.value for hit in find_ordinals(text)] == values


@pytest.mark.parametrize("text", ["\u0130 fired 12 shells at \u0130zmir", "12\u00a0000 men", "12\n men"])
def test_offsets_hold_in_any_script(text: str) -> None:
    assert text[only(text).start :].startswith("12")


HOSTILE = ["1", "1,", "9 ", "1-", "a ", "one ", "twenty-", "between 1 and ", "dozens of ", "hundred ", "$1.", "1st "]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_ends(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    for hit in [*find_numbers(text, articles=True), *find_ordinals(text)]:
        assert 0 <= hit.start < hit.end <= len(text)
