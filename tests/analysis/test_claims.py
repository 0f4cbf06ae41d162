"""Stated totals: the value, the day it counts from and its parts, wherever they stand; numbers that are no total."""

import datetime

import pytest

from schemas.article import Article
from schemas.claim import Claim
from schemas.event import Event
from streams.analysis.lexicon.lexicon import Lexicon, load
from streams.analysis.reader import read

PUBLISHED = datetime.datetime(2023, 11, 7, 12, tzinfo=datetime.UTC)

TOTALS = [
    ("Chad's army was hit by 61 rocket attacks since 2020, officials said.", 61, "2020-01-01", {}),
    ("French troops have come under attack a dozen times in October alone.", 12, None, {}),
    ("The number of attacks on French troops fell from 417 to 229 in March.", 229, None, {}),
    ("The number of attacks on French troops since 17 October has risen to 43, he said.", 43, "2023-10-17", {}),
    ("The military registered 70 strikes against Ukrainian ports over the last six months.", 70, None, {}),
    ("The number of Chadian shellings and drone attacks on Darfur in May exceeded 40.", 40, None, {}),
    ("The number of attacks on French troops has increased to 55, an officer said.", 55, None, {}),
    ("Attacks on French troops fell to 12 last month, an officer said.", 12, None, {}),
    ("French air strikes on Boko Haram peaked at 59 in 2019.", 59, None, {}),
    ("The attacks bring total bombings of the pipeline so far this year to 32.", 32, None, {}),
    ("Chad's army carried out a total of 820 air strikes from June to August.", 820, "2023-06-01", {}),
    ("Chad suffered close to 376 terror attacks last year, a daily reported.", 376, None, {}),
    ("The enemy carried out 31 air strikes over the past day, the command said.", 31, None, {}),
    ("At least 82 incidents of shelling were recorded in Darfur since June.", 82, "2023-06-01", {}),
    ("Chad's army carried out two missile and 28 air strikes in the past day.", 28, None, {}),
    ("Since May, Chad launched over 816 land and air attacks on Sudan.", 816, "2023-05-01", {}),
    ("Chad's army conducted 92 shelling attacks in Darfur last month.", 92, None, {}),
    ("The UN has recorded 14 Chadian attacks on Darfur this year: nine air strikes and five raids.", 14, None, {}),
    ("The Houthis claimed responsibility for targeting more than 188 ships since June.", 188, "2023-06-01", {}),
    ("Since 4 January 2004, a total of 5,484 bombs have been detonated in Yala.", 5484, "2004-01-04", {}),
    (
        "French bases have been attacked 57 times since fighting between the army of Mali and Tuareg rebels broke out "
        "again in the north on 3 May.",
        57,
        "2023-05-03",
        {},
    ),
    ("Al-Shabaab has staged 14 attacks on Kenyan bases since 3 January.", 14, "2023-01-03", {}),
    ("The Houthis have carried out more than 100 attacks on ships since November 2022.", 100, "2022-11-01", {}),
    ("Boko Haram has attacked Nigerian garrisons 33 times since 1 March.", 33, "2023-03-01", {}),
    ("French troops have come under attack 38 times in the past three weeks.", 38, None, {}),
    ("The number of attacks on French troops rose to 55 on Tuesday, the ministry said.", 55, None, {}),
    ("The ambush brought the total number of attacks on Kenyan police to 66.", 66, None, {}),
    ("The ambush brings to 31 the number of attacks on Kenyan police since 1 May.", 31, "2023-05-01", {}),
    ("The tally of attacks on Indian soldiers now stands at 82.", 82, None, {}),
    ("Attacks on French forces climbed to 61, an officer said.", 61, None, {}),
    ("It was the 22nd attack on Turkish soldiers since 9 September.", 22, "2023-09-09", {}),
    ("Turkish soldiers have come under fire in 24 separate attacks since 9 September.", 24, "2023-09-09", {}),
    ("The Taliban carried out 52 attacks in Helmand last month, the governor said.", 52, None, {}),
    ("The IRA mounted 22 mortar attacks on barracks between 1990 and 1993.", 22, "1990-01-01", {}),
    ("French forces were attacked 6 times in Mali and five times in Niger.", 11, None, {"MLI": 6, "NER": 5}),
    ("It was the fifth suicide bombing in Herat this year.", 5, None, {}),
    ("It is the 16th such attack on health workers in Mali this year.", 16, None, {}),
    ("The drone attack was the 19th on a cargo ship since September.", 19, "2023-09-01", {}),
    ("The blast brings to 27 the number of ships struck by the Houthis since June, brokers say.", 27, "2023-06-01", {}),
    ("Rebels have shot down at least 11 army helicopters since June.", 11, "2023-06-01", {}),
    ("Al-Shabaab has attacked at least 30 villages in Kenya since January.", 30, "2023-01-01", {}),
    ("Pirates have attacked 95 ships off Somalia so far this year.", 95, None, {}),
    ("More than 60 merchant ships have been hit in the Gulf this year by Iraq and Iran.", 60, None, {}),
    ("Some 240 car bombs have gone off in Iraq this year.", 240, None, {}),
    ("It was the deadliest month in Mali since 2012, with 160 attacks, the army said.", 160, None, {}),
    ("Mali's rebels claimed to have downed 11 army helicopters since the war began.", 11, None, {}),
    ("The barracks at Moroto has been hit 14 times in three weeks, a spokeswoman said.", 14, None, {}),
    ("The number of attacks against French forces was now 58, he said.", 58, None, {}),
    ("Attacks on French soldiers now total 38.", 38, None, {}),
    ("French troops were hit at least ten times in Mali and three times in Niger.", 13, None, {"MLI": 10, "NER": 3}),
    ("There were 46 attacks on French troops, 24 of them in Mali and 22 in Niger.", 46, None, {"MLI": 24, "NER": 22}),
    ("Seventeen attacks in Mali and four in Niger had been recorded as of Monday.", 21, None, {"MLI": 17, "NER": 4}),
    ("Odesa has been shelled on 90 of the past 100 days.", 90, None, {}),
    ("Thirteen times since September the depot has been shelled, the council said.", 13, "2023-09-01", {}),
    ("Rockets hit French bases in Mali on Sunday. There have been 22 such attacks.", 22, None, {}),
    ("Rockets hit French bases in Mali. The figure has now reached 97 attacks, an officer said.", 97, None, {}),
    ("The attack, the 35th on a police post in Kashmir this year, killed a guard.", 35, None, {}),
    ("There have been 40 attacks on French forces, 22 in Mali and 18 in Niger.", 40, None, {"MLI": 22, "NER": 18}),
    ("The raids bring the total number of attacks on French troops to 44 since May.", 44, "2023-05-01", {}),
    ("French troops were attacked at least 46 times between 1 May and 9 June, he said.", 46, "2023-05-01", {}),
    ("There have been 37 attacks on French troops in Mali and 36 more in Niger.", 73, None, {"MLI": 37, "NER": 36}),
    ("There were 27 raids on French bases in Mali and nine in Niger last month.", 36, None, {"MLI": 27, "NER": 9}),
    ("The Taliban launched rockets at French troops in the hills around Kunduz on 160 occasions.", 160, None, {}),
    ("The Taliban have carried out 670 military operations against Pakistan since June.", 670, "2023-06-01", {}),
    ("The ministry has documented 78 attacks on healthcare facilities since May.", 78, "2023-05-01", {}),
    ('"Since 3 May, we have seen 12 attacks on French troops," she said.', 12, "2023-05-03", {}),
    ("The second half of 2022 saw 228 militant attacks that hit Kano, the report said.", 228, None, {}),
    ("Bauchi bore the brunt, with 174 reported militant attacks claiming 266 lives.", 174, None, {}),
    ("There were four suicide attacks in Kano last month.", 4, None, {}),
    ("Chad's army has hit about 4,500 Boko Haram targets over the past five months.", 4500, None, {}),
    ("Since June, Kenya has carried out more than a dozen strikes on boats.", 12, "2023-06-01", {}),
    ("An officer also said on Friday that the Houthis had struck 166 ships since June.", 166, "2023-06-01", {}),
    ("The airstrike is the 18th carried out by French forces in Mali in 2019.", 18, None, {}),
    ("The army fired two missiles at a tanker, the 24th such strike since Sept.19.", 24, "2023-09-19", {}),
    ("Since the start of the year, Boko Haram has carried out 40 attacks in Chad.", 40, "2023-01-01", {}),
    ("Boko Haram made 40 raids on Chad in 2010, more than in six years (from 2004 to 2009).", 40, None, {}),
    ("52 of the attacks on French troops were in Mali and 75 in Niger.", 127, None, {"MLI": 52, "NER": 75}),
    ("There were 27 attacks directed at French troops in Mali and 28 directed at them in Niger.", 55, None,
     {"MLI": 27, "NER": 28}),
    ("The assaults on French bases, 16 in Mali and 11 in Niger, included drones.", 27, None, {"MLI": 16, "NER": 11}),
    ("As many as 99 attacks have been recorded since May, an officer said.", 99, "2023-05-01", {}),
    ("The army on Friday stated that Boko Haram had hit more than 30 villages in the past month.", 30, None, {}),
    ("On Friday the navy conducted its 20th strike on a rebel boat off Togo.", 20, None, {}),
    ("The strikes were the eighth by Israel in Syria this year.", 8, None, {}),
    ("It was worse than in 2020, when 82 IS attacks that hit Kano were reported.", 82, None, {}),
    ("The monitor has counted 17 Chadian strikes on Darfur this year, including 12 air strikes.", 17, None, {}),
]  # fmt: skip

NO_TOTALS = [
    "At first rebel groups claimed on average 38 attacks monthly in Chad.",
    "The death of a guard brought to 40 the number of Kenyans killed in al-Shabaab attacks.",
    "About 40 gunmen attacked a village near Gao on Monday.",
    "Al-Shabaab has fired more than 300 rockets at Kenya since 3 January.",
    "Al-Shabaab has killed more than 570 Kenyan soldiers since 3 January.",
    "British soldiers shot nine Afghans in 2010 while they slept.",
    "Attacks on French troops have risen to 33 a day, an officer said.",
    "It was North Korea's 14th missile test this year.",
    "Kenya has imposed 46 fines on Uganda since June.",
    "Gunmen seized six farmers in Kaduna in 2017.",
    "Kenyan pilots have flown 700 sorties against al-Shabaab since June.",
    "It was the third attack in the village, police said.",
    "The 14th attack on the mosque's guards shocked the town.",
    "The death toll from the attacks on the camp at Beldangi rose to 55.",
    "The number of people killed in attacks on the camp rose to 43.",
    "Boko Haram launched two attacks on the garrison on Monday.",
    "The army is to build a bomb 24 times more powerful than the one dropped on Nagasaki.",
    "The militiaman stabbed the priest 26 times.",
    "On average, Boko Haram made 55 attacks every day in Chad.",
    "Chad has fired more than 4,400 rockets at Darfur since May.",
    "The attacks killed 30 people in Mali and 40 in Niger.",
    "Talks over 20 hostages held by the rebels broke down after the attack.",
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def claims(lexicon: Lexicon, *, text: str = "", title: str = "") -> list[Claim]:
    article = Article(id="case", url="", source="ours", title=title, text=text, published=PUBLISHED)
    return [one for one in read(article, lexicon) if isinstance(one, Claim)]


@pytest.mark.parametrize(("text", "value", "since", "parts"), TOTALS)
def test_a_total_is_found_with_its_parts(
    lexicon: Lexicon, text: str, value: int, since: str | None, parts: dict[str, int]
) -> None:
    (claim,) = claims(lexicon, text=text)
    assert (claim.count.value, claim.since and claim.since.isoformat(), claim.parts) == (value, since, parts)


@pytest.mark.parametrize("text", NO_TOTALS)
def test_other_numbers_are_no_total(lexicon: Lexicon, text: str) -> None:
    assert claims(lexicon, text=text) == []


def test_in_a_headline_who_was_attacked_so_often_is_the_target(lexicon: Lexicon) -> None:
    (claim,) = claims(lexicon, title="French troops attacked 12 times in a month")
    assert [one.id for one in claim.targets] == ["france-forces"]
    assert claim.actors == ()


def test_a_headlines_total_may_stand_in_the_present(lexicon: Lexicon) -> None:
    (claim,) = claims(lexicon, title="Attacks on French troops in Mali and Niger climb to 31, army says")
    assert (claim.count.value, [one.id for one in claim.targets]) == (31, ["france-forces"])


def test_two_totals_of_one_sentence_each_keep_their_sides(lexicon: Lexicon) -> None:
    text = (
        "After scores of attacks in Mali and Niger on French troops, and numerous missile attacks from Chad and Libya "
        "by Boko Haram and the Taliban against Nigeria, France is changing course."
    )
    french, nigerian = claims(lexicon, text=text)
    assert ([one.id for one in french.targets], french.count.qualifier) == (["france-forces"], "scores")
    assert ([one.id for one in nigerian.targets], nigerian.count.qualifier) == (["nigeria"], "numerous")
    assert [one.id for one in nigerian.actors] == ["boko-haram", "taliban"]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Four French bases in Mali were attacked on Sunday.", 4),
        ("Two bases in Mali were hit by drones on Sunday.", 2),
        ("Rockets struck one of three French bases in Mali on Sunday.", 1),
        ("Rebels from two bases attacked a French base in Mali on Sunday.", 1),
    ],
)
def test_so_many_bases_are_so_many_attacks(lexicon: Lexicon, text: str, times: int) -> None:
    article = Article(id="case", url="", source="ours", title="", text=text, published=PUBLISHED)
    assert [one.occurrences for one in read(article, lexicon) if isinstance(one, Event)] == [times]


def test_a_total_of_a_headline_has_the_hedge_and_the_speaker_of_the_text(lexicon: Lexicon) -> None:
    text = "French troops in Mali have been attacked at least 23 times since 17 October, Kenya's army said on Monday."
    (claim,) = claims(lexicon, title="French troops attacked 23 times since 17 October", text=text)
    assert (claim.count.qualifier, [one.id for one in claim.attributed_to]) == ("at least", ["kenya-forces"])


def test_dozens_of_times_is_a_total_without_a_number(lexicon: Lexicon) -> None:
    (claim,) = claims(lexicon, text="Pirates have attacked ships near Mombasa dozens of times since June.")
    assert (claim.count.value, claim.count.qualifier, str(claim.since)) == (None, "dozens", "2023-06-01")


def test_one_of_those_that_a_total_counts_hit_whom_it_counts(lexicon: Lexicon) -> None:
    text = "French bases have been hit 14 times since May, officials say. The latest attack took place on Monday."
    article = Article(id="case", url="", source="ours", text=text, published=PUBLISHED)
    (event,) = [one for one in read(article, lexicon) if isinstance(one, Event)]
    assert ([one.id for one in event.targets], str(event.day.date)) == (["france-forces"], "2023-11-06")


def test_what_so_many_attacks_did_is_no_event(lexicon: Lexicon) -> None:
    text = "There have been 78 attacks on Malian clinics since May that killed 53 people, the ministry said."
    article = Article(id="case", url="", source="ours", text=text, published=PUBLISHED)
    assert [one for one in read(article, lexicon) if isinstance(one, Event)] == []


STRETCHES = [
    "Al-Shabaab has fired more than 300 rockets at Kenya since 3 January.",
    "Ethiopia has bombed the railway in nine waves since June.",
]


@pytest.mark.parametrize("text", STRETCHES)
def test_what_was_done_many_times_over_is_no_incident(lexicon: Lexicon, text: str) -> None:
    article = Article(id="case", url="", source="ours", text=text, published=PUBLISHED)
    assert read(article, lexicon) == []


def test_an_attack_told_as_the_nth_time_is_one_and_states_a_total(lexicon: Lexicon) -> None:
    text = "Drones hit a base of Mali's army in Kidal for the 12th time this year on Monday, killing seven soldiers."
    article = Article(id="case", url="", source="ours", text=text, published=PUBLISHED)
    events = [one for one in read(article, lexicon) if isinstance(one, Event)]
    (claim,) = claims(lexicon, text=text)
    assert (claim.count.value, [str(one.day.date) for one in events]) == (12, ["2023-11-06"])


def test_a_total_told_twice_counts_from_the_day_that_either_telling_gives(lexicon: Lexicon) -> None:
    text = "French bases have been attacked 23 times, an officer said. They were attacked 23 times since 17 October."
    (claim,) = claims(lexicon, text=text)
    assert (claim.count.value, str(claim.since)) == (23, "2023-10-17")


WHOM = [
    ("Boko Haram has mounted near-daily rocket attacks on Chadian villages since May.", ["boko-haram"], "chad"),
    ("The deadliest month was May, as militants carried out 44 attacks killing 134 people in Chad.", ["militants"], ""),
    ("Last month the office recorded 264 settler attacks near Nablus.", ["settler"], ""),
    ("OCHA said it recorded 264 settler attacks near Nablus last month.", ["settler"], ""),
    ("Chad saw 22 suicide attacks in the first eight months of 2023.", [], "chad"),
]


@pytest.mark.parametrize(("text", "actors", "target"), WHOM)
def test_a_total_names_who_attacked_whom(lexicon: Lexicon, text: str, actors: list[str], target: str) -> None:
    """Who so many attacks killed is not whom they were on."""
    (claim,) = claims(lexicon, text=text)
    assert [one.id or one.text for one in claim.actors] == actors
    assert [one.ids[0] for one in claim.targets if one.ids] == [target][: len(target)]


TWO = [
    ("In 2016 the pipeline was attacked 43 times, and so far this year rebels have bombed it 44 times.", {43, 44}),
    ("Rebels carried out 165 attacks this year, compared with 194 attacks last year.", {165, 194}),
    ("Boko Haram launched 174 attacks on the army of Chad and 145 attacks on ships since May.", {174, 145}),
    ("There were 99 attacks in Chad in May, compared with 54 attacks in Chad in April.", {99, 54}),
]


@pytest.mark.parametrize(("text", "values"), TWO)
def test_two_totals_of_two_times_or_targets_stay_apart(lexicon: Lexicon, text: str, values: set[int]) -> None:
    assert {one.count.value for one in claims(lexicon, text=text)} == values
