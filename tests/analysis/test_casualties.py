"""Tolls: the number attached to the verb, none where there is none, and totals apart."""

import pytest

from streams.analysis.halves import own_half
from streams.analysis.numbers.casualties import answered, find_casualties

TOLLS = [
    ("The blast killed 12 people and wounded 30 others.", 12, 30),
    ("A raid on the pass left at least six dead.", 6, None),
    ("The shelling went on all night, leaving 3 dead, 14 injured.", 3, 14),
    ("Officials in Mosul said 12 were killed.", 12, None),
    ("Jets bombed the depot, killing two soldiers.", 2, None),
    ("A soldier was killed in the ambush.", 1, None),
    ("Snipers fired on the crowd, wounding five, two seriously.", None, 5),
    ("The death toll rose to 41.", 41, None),
    ("The militia massacred 1,400 people.", 1400, None),
    ("The bombing took the lives of 23 worshippers.", 23, None),
    ("An explosion claimed ten lives.", 10, None),
    ("Three Fijian peacekeepers died.", 3, None),
    ("The rocket caused injuries to two contractors.", None, 2),
    ("Two dozen personnel suffered minor injuries.", None, 24),
    ("A woman and her two children were killed.", 3, None),
    ("The bomb killed two soldiers and a civilian.", 3, None),
    ("The bomb killed an estimated 100 people.", 100, None),
    ("Clashes left two soldiers and a rebel dead.", 3, None),
    ("THREE SUBVERSIVES WERE KILLED AND SEVEN OTHERS WERE WOUNDED DURING CLASHES.", 3, 7),
    ("12 people, including three children, were killed in the strike.", 12, None),
    ("The attack killed 12 people, including three children, and wounded 30.", 12, 30),
    ("One civilian was killed and five other people, including a policeman, were injured.", 1, 5),
    ("Two men were shot and killed.", 2, None),
    ("The 12 militants killed three soldiers.", 3, None),
    ("12 people killed in bus ambush", 12, None),
    ("5 killed, 9 wounded in clashes", 5, 9),
    ("A man attacked three guards at the gate before being killed.", None, None),
    ("Drone strike kills 4 near Kidal", 4, None),
    ("It killed 12 people and three houses were destroyed.", 12, None),
    ("It killed 12 people and four others are missing.", 12, None),
    ("A rocket hit a house and two people were killed.", 2, None),
    ("A gunman attacked a guard and two people were killed.", 2, None),
    ("One policeman died and two were hurt.", 1, 2),
    ("Dozens of fighters were killed.", 24, None),
    ("Three sailors were slightly injured when a drone hit the ship.", None, 3),
    ("Gunmen gunned down four labourers in the fields.", 4, None),
    ("A 12-year-old girl died.", 1, None),
    ("A sergeant died of his wounds.", 1, None),
    ("Doctors in Jaffna are treating 30 wounded.", None, 30),
    ("At least one officer was killed and another three died later.", 4, None),
    ("As many as 16 villagers were killed and about 40 injured.", 16, 40),
    ("THE MURDER OF FIVE PRIESTS WAS CONDEMNED.", 5, None),
    ("Thousands mourned after the killing of a journalist.", 1, None),
    ("The strike killed seven, mostly women.", 7, None),
    ("Eight people lost their lives when the post was shelled.", 8, None),
    ("The base came under fire, injuring 12 American service members.", None, 12),
    ("An Indian soldier was wounded.", None, 1),
    ("In a bombing at the airport gate, 13 service members were killed.", 13, None),
    ("A Chadian officer and a driver died in the blast.", 2, None),
    ("Five inmates at a prison in the state have been reported dead.", 5, None),
    ("Several killed after bus bombing", 3, None),
    ("They sustained 148 casualties (93 dead and 55 wounded).", 93, 55),
    ("The army said that one soldier was killed and three others were wounded.", 1, 3),
    ("12 members of the party, the largest in the land, have been killed.", 12, None),
    ("13 villagers and an officer killed as violence surges", 14, None),
    ("Two hikers and a local guide shot dead in the desert", 3, None),
    ("Two rebels were captured and three were killed.", 3, None),
    ("A car bomb went off on a farm road, killing 20 people, 14 of them women, rescuers said.", 20, None),
    ("A bomber rammed a bus carrying conscripts, killing 44 of them.", 44, None),
    ("The death toll from Tuesday's bombing of a market in Jos has climbed to 41.", 41, None),
    ("One more of the hurt died, raising the death toll from Friday's attack at the hall to 27.", 27, None),
    ("A bomber drove into the barracks, killing nine soldiers, a military source said.", 9, None),
    ("Raiders struck at dawn, killing four, a senior official in the provincial government told reporters.", 4, None),
    ("At least 60 villagers sheltering in a church in the far north-west died when a mortar hit it.", 60, None),
    ("A mine killed six cooks and hurt four others, two seriously.", 6, 4),
    ("Raiders fired on a lorry, killing two and wounding a further nine.", 2, 9),
    ("One herder was killed and another wounded.", 1, 1),
    ("Two guards lost their lives while another was injured.", 2, 1),
    ("A shell left eight injured, three of them in critical condition.", None, 8),
    ("A sniper shot and mortally wounded two clerks.", 2, None),
    ("Three nurses were fatally shot.", 3, None),
    ("Bandits used spears to kill at least 12 farmers.", 12, None),
    ("Four miners on a bus that was rolling behind the lorry were also killed.", 4, None),
    ("Rebels shot six herders dead and wounded 14 others.", 6, 14),
    ("Raiders executed on Monday nine men of the district.", 9, None),
    ("Bandits slit the throats of 19 people, including five sisters.", 19, None),
    ("Two members of the Upper Lake Defence Force and one porter were injured.", None, 3),
    ("No one was hurt or killed.", 0, 0),
    ("None of the passengers was injured.", None, 0),
    ("The shelling caused no deaths or injuries.", 0, 0),
]


@pytest.mark.parametrize(("text", "killed", "injured"), TOLLS)
def test_tolls(text: str, killed: int | None, injured: int | None) -> None:
    found = find_casualties(text)
    assert (found.killed, found.injured, found.cumulative) == (killed, injured, False)


NONE = [
    ("There were no casualties.", 0, 0),
    ("The attack caused no casualties or damage.", 0, 0),
    ("The shells did not cause any casualties.", 0, 0),
    ("The shells fell without causing casualties.", 0, 0),
    ("The shells didn't cause any casualties.", 0, 0),
    ("No deaths were reported.", 0, None),
    ("No one was killed.", 0, None),
    ("No one was hurt.", None, 0),
    ("There were no injuries.", None, 0),
    ("The crew escaped unhurt.", None, 0),
    ("The minister was unharmed, but two guards were killed.", 2, 0),
    ("No soldiers were killed, but three were injured.", 0, 3),
]


@pytest.mark.parametrize(("text", "killed", "injured"), NONE)
def test_none_is_a_number(text: str, killed: int | None, injured: int | None) -> None:
    found = find_casualties(text)
    assert (found.killed, found.injured) == (killed, injured)


SILENT = [
    "Police said 500 were arrested.",
    "He has not been condemned to death.",
    "The two men weren't killed.",
    "Four airstrikes killed the commander.",
    "The plot to kill 12 people failed.",
    "It would have killed hundreds.",
    "There were no immediate reports of casualties.",
    "It was not clear how many casualties there were.",
    "Dozens were killed or wounded.",
    "He spent a life in politics.",
    "The two leaders mourned the dead.",
    "It is a sad thing dead men cannot speak.",
    "The parties met at two Dead Sea hotels.",
    "Fishermen found 40 dead seals.",
    "The general was killed a year ago.",
    "Three rockets landed and a house was hit.",
    "The accord, executed by two firms, is void.",
    "The toll on the two motorways is rising.",
    "They threatened to kill three hostages.",
    "",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_tells_of_no_toll(text: str) -> None:
    found = find_casualties(text)
    assert (found.killed, found.injured) == (None, None)


CUMULATIVE = [
    ("The war has killed more than 20,000 people since October.", 20000),
    ("The war has claimed almost 70,000 lives.", 70000),
    ("More than 300 villagers have been killed so far this year.", 300),
    ("Some 91 protesters have been killed since 7 October.", 91),
    ("THREE JUDGES HAVE BEEN MURDERED SO FAR THIS YEAR.", 3),
]


@pytest.mark.parametrize(("text", "killed"), CUMULATIVE)
def test_totals_over_many_incidents_are_marked(text: str, killed: int) -> None:
    found = find_casualties(text)
    assert (found.killed, found.cumulative) == (killed, True)


BOUNDS = [
    ("At least six were killed.", 6, None),
    ("Up to six were killed.", 1, 6),
    ("Between 10 and 15 were killed.", 10, 15),
    ("More than 30 were killed.", 31, None),
    ("Two soldiers and a cook were killed.", 3, 3),
]


@pytest.mark.parametrize(("text", "low", "high"), BOUNDS)
def test_bounds(text: str, low: int, high: int | None) -> None:
    found = find_casualties(text)
    assert (found.killed_low, found.killed_high) == (low, high)


def test_spans_run_from_number_to_verb() -> None:
    text = "Near Arauca, the blast killed 12 people and wounded 30 others."
    found = find_casualties(text)
    assert found.killed_span is not None
    assert found.injured_span is not None
    assert text[slice(*found.killed_span)] == "killed 12"
    assert text[slice(*found.injured_span)] == "wounded 30"


HOSTILE = [
    "killed ",
    "1 killed ",
    "two killed, ",
    "a was ",
    "including a ",
    "(",
    "no ",
    "killed and ",
    "death toll of ",
    "was killed a ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_ends(unit: str) -> None:
    find_casualties((unit * 10_000)[:10_000])


def test_an_attack_and_the_one_it_answers_have_each_their_own_toll() -> None:
    text = "Rebels shelled the camp, wounding two, in retaliation for a raid that killed six, a spokesman said."
    span = answered(text)
    assert span is not None
    answer, cause = (find_casualties(own_half(text, span, text.index(word))) for word in ("shelled", "raid"))
    assert (answer.killed, answer.injured) == (None, 2)
    assert (cause.killed, cause.injured) == (6, None)
