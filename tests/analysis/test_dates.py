"""Days: what they resolve to, how precisely, and what they date."""

from datetime import date

import pytest

from streams.analysis.days.datelines import dateline
from streams.analysis.days.dates import find_days
from streams.analysis.days.days import DayHit

WEDNESDAY = date(2023, 11, 8)


def days(text: str, published: date = WEDNESDAY, *, future: bool = False) -> list[DayHit]:
    return find_days(text, published, future=future)


def only(text: str, published: date = WEDNESDAY, *, future: bool = False) -> DayHit:
    hits = days(text, published, future=future)
    assert len(hits) == 1, hits
    return hits[0]


EXPLICIT = [
    ("Mortars fell on the camp on November 2.", date(2023, 11, 2)),
    ("Mortars fell on the camp on 2 November 2023.", date(2023, 11, 2)),
    ("Mortars fell on the camp on Nov. 2, killing a cook.", date(2023, 11, 2)),
    ("Mortars fell on the camp on the 2nd of November.", date(2023, 11, 2)),
    ("Mortars fell on November 2nd near Goma.", date(2023, 11, 2)),
    ("Rebels shelled Huambo on March 3, 1993.", date(1993, 3, 3)),
    ("Rebels shelled Huambo on 3 March 1993.", date(1993, 3, 3)),
    ("The column was ambushed on 2023-10-05.", date(2023, 10, 5)),
    ("The column was ambushed on 25/10/2023.", date(2023, 10, 25)),
    ("The column was ambushed on 10/25/2023.", date(2023, 10, 25)),
    ("The column was ambushed on 25.10.2023.", date(2023, 10, 25)),
    ("Bulletin of 31 MAY 89", date(1989, 5, 31)),
    ("Filed 30 DEC 89.", date(1989, 12, 30)),
    ("A mine exploded on December 20.", date(2022, 12, 20)),
    ("A mine exploded on November 9.", date(2023, 11, 9)),
    ("On Saturday, November 4, gunboats shelled the port.", date(2023, 11, 4)),
    ("The ferry was hit on Saturday (4 November)", date(2023, 11, 4)),
    ("The garrison fell on 3 April last year.", date(2022, 4, 3)),
    ("Shots were heard at 2200 on 3 November.", date(2023, 11, 3)),
    ("The bridge was blown up on the night of 3 November.", date(2023, 11, 3)),
    ("May 5 saw the first shells.", date(2023, 5, 5)),
    ("On March 3 the talks broke down.", date(2023, 3, 3)),
    ("The treaty was signed on 29 February 2020.", date(2020, 2, 29)),
]


@pytest.mark.parametrize(("text", "day"), EXPLICIT)
def test_explicit_days(text: str, day: date) -> None:
    hit = only(text)
    assert (hit.date, hit.precision, hit.basis) == (day, "day", "explicit")


RELATIVE = [
    ("Gunmen stormed the post on Monday of last week.", date(2023, 10, 30), "weekday"),
    ("Gunmen stormed the post on Monday.", date(2023, 11, 6), "weekday"),
    ("Late on Monday, gunmen stormed the post.", date(2023, 11, 6), "weekday"),
    ("Gunmen stormed the post Monday night.", date(2023, 11, 6), "weekday"),
    ("The envoy landed in Juba on Wednesday.", date(2023, 11, 8), "weekday"),
    ("The envoy landed in Juba last Wednesday.", date(2023, 11, 1), "weekday"),
    ("The envoy landed in Juba last Friday.", date(2023, 11, 3), "weekday"),
    ("The envoy landed in Juba this past Sunday.", date(2023, 11, 5), "weekday"),
    ("The envoy lands in Juba next Monday.", date(2023, 11, 13), "weekday"),
    ("The envoy lands in Juba this coming Sunday.", date(2023, 11, 12), "weekday"),
    ("The envoy will land in Juba on Friday.", date(2023, 11, 10), "weekday"),
    ("Talks are due to resume on Sunday.", date(2023, 11, 12), "weekday"),
    ("Talks are scheduled for Thursday.", date(2023, 11, 9), "weekday"),
    ("On Friday the two presidents will meet in Astana.", date(2023, 11, 10), "weekday"),
    ("Presidents to meet in Astana on Friday", date(2023, 11, 10), "weekday"),
    ("Three shells landed this morning.", date(2023, 11, 8), "relative"),
    ("Three shells landed earlier today.", date(2023, 11, 8), "relative"),
    ("Three shells landed yesterday afternoon.", date(2023, 11, 7), "relative"),
    ("Three shells landed last night.", date(2023, 11, 7), "relative"),
    ("Three shells landed overnight.", date(2023, 11, 8), "relative"),
    ("Three shells landed the night before last.", date(2023, 11, 6), "relative"),
    ("Three shells landed the day before yesterday.", date(2023, 11, 6), "relative"),
    ("As of early Wednesday the town had not fallen.", date(2023, 11, 8), "weekday"),
    ("Three shells landed two days ago.", date(2023, 11, 6), "relative"),
    ("Three shells landed 24 hours ago.", date(2023, 11, 7), "relative"),
    ("The curfew begins tonight.", date(2023, 11, 8), "relative"),
    ("The curfew ends tomorrow.", date(2023, 11, 9), "relative"),
    ("THE CURFEW WAS LIFTED YESTERDAY AFTERNOON IN LIMA.", date(2023, 11, 7), "relative"),
]


@pytest.mark.parametrize(("text", "day", "basis"), RELATIVE)
def test_days_reckoned_from_publication(text: str, day: date, basis: str) -> None:
    hit = only(text)
    assert (hit.date, hit.precision, hit.basis, hit.role) == (day, "day", basis, "at")


STRETCHES = [
    ("Clashes broke out over the weekend.", "week", date(2023, 11, 4), date(2023, 11, 5)),
    ("Clashes broke out this week.", "week", date(2023, 11, 6), date(2023, 11, 8)),
    ("Clashes broke out last week.", "week", date(2023, 10, 30), date(2023, 11, 5)),
    ("Clashes broke out last month.", "month", date(2023, 10, 1), date(2023, 10, 31)),
    ("Clashes broke out in October.", "month", date(2023, 10, 1), date(2023, 10, 31)),
    ("Clashes broke out in December.", "month", date(2022, 12, 1), date(2022, 12, 31)),
    ("Clashes broke out in May.", "month", date(2023, 5, 1), date(2023, 5, 31)),
    ("Clashes broke out in early October.", "week", date(2023, 10, 1), date(2023, 10, 10)),
    ("Clashes broke out in late September.", "week", date(2023, 9, 21), date(2023, 9, 30)),
    ("Clashes broke out in April 1994.", "month", date(1994, 4, 1), date(1994, 4, 30)),
    ("Clashes broke out in 2019.", "year", date(2019, 1, 1), date(2019, 12, 31)),
    ("Clashes broke out last year.", "year", date(2022, 1, 1), date(2022, 12, 31)),
    ("Clashes broke out earlier this year.", "year", date(2023, 1, 1), date(2023, 11, 8)),
    ("Clashes lasted between 14 and 23 October.", "week", date(2023, 10, 14), date(2023, 10, 23)),
    ("Clashes lasted between 30 October and 2 November.", "week", date(2023, 10, 30), date(2023, 11, 2)),
    ("The drill, Sept. 24-30, 2023, went ahead.", "week", date(2023, 9, 24), date(2023, 9, 30)),
    ("Twelve raids were launched in the past 48 hours.", "week", date(2023, 11, 6), date(2023, 11, 8)),
    ("Twelve raids were launched in recent days.", "week", date(2023, 11, 5), date(2023, 11, 8)),
    ("The war lasted between 1988 and 1991.", "year", date(1988, 1, 1), date(1991, 12, 31)),
]


@pytest.mark.parametrize(("text", "precision", "first", "last"), STRETCHES)
def test_stretches_of_days(text: str, precision: str, first: date, last: date) -> None:
    hit = only(text)
    assert (hit.precision, hit.first, hit.date) == (precision, first, last)


POORER = [
    ("The mutiny began two weeks ago.", "week", date(2023, 10, 25)),
    ("The mutiny began three months ago.", "month", date(2023, 8, 8)),
    ("The mutiny began four years ago.", "year", date(2019, 11, 8)),
    ("The mutiny began a few days ago.", "week", date(2023, 11, 5)),
]


@pytest.mark.parametrize(("text", "precision", "day"), POORER)
def test_the_longer_ago_the_poorer(text: str, precision: str, day: date) -> None:
    hit = only(text)
    assert (hit.precision, hit.date) == (precision, day)


ROLES = [
    ("Bases have been struck 38 times since mid-October.", "since", date(2023, 10, 15)),
    ("Bases have been struck 38 times since October 17.", "since", date(2023, 10, 17)),
    ("Since the war began on October 7, bases have been struck.", "since", date(2023, 10, 7)),
    ("Since 7/10 the border has been closed.", "modifier", date(2023, 10, 7)),
    ("Leaders met after the October 7 attack.", "after", date(2023, 10, 7)),
    ("Leaders condemned the 7 October attacks.", "modifier", date(2023, 10, 7)),
    ("Leaders condemned the deadly October 7 massacre.", "modifier", date(2023, 10, 7)),
    ("Leaders condemned the attack of October 7.", "of", date(2023, 10, 7)),
    ("Leaders condemned Monday's strike.", "modifier", date(2023, 11, 6)),
    ("Leaders condemned Monday\u2019s strike.", "modifier", date(2023, 11, 6)),
    ("In the wake of the raid on the kibbutz on October 7, leaders met.", "after", date(2023, 10, 7)),
    ("The truce holds until Friday.", "until", date(2023, 11, 10)),
    ("The exiles left before November 3.", "before", date(2023, 11, 3)),
    ("The 9/11 attacks changed the law.", "modifier", date(2001, 9, 11)),
    ("Survivors of 26/11 spoke in Mumbai.", "modifier", date(2008, 11, 26)),
    ("The 2003 invasion of Iraq divided Europe.", "modifier", date(2003, 12, 31)),
    ("Last week's attack was the third.", "modifier", date(2023, 11, 5)),
]


@pytest.mark.parametrize(("text", "role", "day"), ROLES)
def test_days_of_other_things_keep_what_makes_them_so(text: str, role: str, day: date) -> None:
    hit = only(text)
    assert (hit.role, hit.date) == (role, day)


NOT_DAYS = [
    "The rebels may march on the town.",
    "He sat for a second and waited.",
    "They sat in the sun.",
    "Shoppers queued on Black Friday.",
    "The Good Friday Agreement holds.",
    "Relatives marched for the dead of Bloody Sunday.",
    "Police fired at crowds after Friday prayers.",
    "He told the Sunday Times that it was over.",
    "The ELN may have killed the mayor.",
    "THEY MAY BE IN THE HILLS.",
    "He wrote in USA Today.",
    "Every Friday the crowd gathers.",
    "An overnight curfew was imposed.",
    "The column was ambushed on 02/07/2023.",
    "About 2,023 men deserted.",
    "The troops were told to march.",
    "Units of the 3rd division marched north.",
    "The score was 7-10.",
    "Ratio 9.11 was given.",
    "It was signed on 31 February.",
    "Some 30 percent voted.",
    "",
]


@pytest.mark.parametrize("text", NOT_DAYS)
def test_what_is_no_day(text: str) -> None:
    assert days(text) == []


def test_two_days_in_one_sentence() -> None:
    said, held = days("The ministry said on Friday that talks were held on October 26.")
    assert (said.date, said.basis, held.date, held.basis) == (
        date(2023, 11, 3),
        "weekday",
        date(2023, 10, 26),
        "explicit",
    )


def test_a_list_of_days_is_several_hits() -> None:
    assert [hit.date for hit in days("THE PYLONS FELL ON 16 AND 20 DECEMBER.")] == [
        date(2022, 12, 16),
        date(2022, 12, 20),
    ]


def test_a_number_after_a_day_is_no_day() -> None:
    assert [hit.date for hit in days("Two died on November 2 and 14 others were hurt.")] == [date(2023, 11, 2)]


def test_days_reckoned_from_another_day() -> None:
    hits = days("The army said on Friday that a convoy had been hit two days earlier.")
    assert [hit.date for hit in hits] == [date(2023, 11, 3), date(2023, 11, 1)]


def test_days_reckoned_from_an_anchor() -> None:
    hit = find_days("A patrol was hit the following day.", WEDNESDAY, anchor=date(2023, 10, 30))[0]
    assert hit.date == date(2023, 10, 31)
    assert days("A patrol was hit the following day.") == []


def test_future_is_a_parameter() -> None:
    assert only("Presidents gather on Sunday", future=True).date == date(2023, 11, 12)
    assert only("Presidents gather on December 20", future=True).date == date(2023, 12, 20)


def test_an_election_in_sight_is_ahead() -> None:
    hit = only("TROOPS ARE READY FOR THE 19 MARCH ELECTIONS.", date(1989, 3, 16))
    assert hit.date == date(1989, 3, 19)


def test_a_summit_in_sight_is_ahead() -> None:
    assert only("The summit on November 11 brings them together.").date == date(2023, 11, 11)


def test_a_weekday_after_its_noun_dates_the_clause() -> None:
    assert [hit.role for hit in days("The raids on Friday and Saturday wounded ten.")] == ["at", "at"]


def test_a_range_with_from_is_dated_by_its_start() -> None:
    hit = only("From 7 October to 3 November 38 rockets were fired.")
    assert (hit.role, hit.date, hit.first) == ("since", date(2023, 10, 7), date(2023, 10, 7))


def test_spans_take_in_the_words_that_belong() -> None:
    text = "Shots rang out late on Monday night in Colombo."
    hit = only(text)
    assert text[hit.start : hit.end] == "late on Monday night"


def test_line_breaks_count_as_blanks() -> None:
    assert only("THE RAID TOOK PLACE ON 30\nDECEMBER.", date(1990, 1, 3)).date == date(1989, 12, 30)


HOSTILE = [
    "1",
    "1,",
    "a ",
    "on monday ",
    "may 5 ",
    "5 may ",
    "October 7 ",
    "last week ",
    "two days earlier ",
    "since ",
    "(",
    "the ",
    "20",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_ends(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    assert all(hit.end <= len(text) for hit in days(text))
    dateline(text, WEDNESDAY)


@pytest.mark.parametrize("published", [date(1, 1, 1), date(1900, 1, 1), date(2024, 2, 29), date(9999, 12, 31)])
def test_any_day_of_publication_will_do(published: date) -> None:
    for text, *_ in [*EXPLICIT, *RELATIVE, *STRETCHES, *POORER, *ROLES]:
        find_days(text, published)
    find_days("The crown was lost 999 decades ago and found 999 decades later.", published)
