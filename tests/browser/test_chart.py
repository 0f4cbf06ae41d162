"""The chart: its steps and marks, what they tell when pointed at, and days seen nearer by dragging or by a key."""

import datetime
from functools import partial
from itertools import combinations
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from schemas.claim import Stated
from schemas.event import Origin
from tests.browser.driving import PHONE, all_of, dark, one, opened, press, size, text, until
from tests.browser.served import Served, served
from tests.builders import a_claim, at
from tests.serving.newsroom import Newsroom

DRAWN = "const drawn = Chart.getChart(document.querySelector('#chart canvas')); const sets = drawn?.data.datasets;"
MARK = """const [first] = drawn.getDatasetMeta(3).data, {width, height} = drawn.canvas.getBoundingClientRect();
    return [first.x - width / 2, first.y - height / 2].map(Math.round)"""
INK = """const {x, y} = drawn.getDatasetMeta(2).data.at(-1), dot = devicePixelRatio;
    return [...drawn.ctx.getImageData((x - 6) * dot, y * dot, 1, 1).data].slice(0, 3)"""
ALL, NEARER = "7 Oct 2023 to 5 Nov 2023", "22 Oct 2023 to 5 Nov 2023"


def drawn(browser: webdriver.Chrome, script: str) -> Any:
    return browser.execute_script(f"{DRAWN} {script}")


def shown(browser: webdriver.Chrome) -> str:
    return one(browser, "#chart").get_attribute("aria-label") or ""


def test_steps_range_and_marks(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    until(lambda: drawn(browser, "return sets?.length === 4"))
    last = "return sets.slice(0, 3).map((set) => set.data.at(-1).y)"
    assert drawn(browser, last) == [3, 1, 2]
    assert drawn(browser, "return sets[3].data.map((mark) => mark.y)") == [38]
    red, green, blue = drawn(browser, INK)
    assert red > 2 * green > blue
    assert browser.execute_script("return document.querySelectorAll('#chart style, #chart svg').length") == 0


def test_the_dark_has_its_own_colours(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    until(lambda: drawn(browser, "return sets?.length === 4"))
    before = drawn(browser, INK)
    dark(browser)
    until(lambda: drawn(browser, INK) != before)


def test_a_mark_tells_who_said_it_and_when(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    until(lambda: drawn(browser, "return drawn?.getDatasetMeta(3).data.length"))
    browser.execute_script("document.querySelector('#chart').scrollIntoView({block: 'center'})")
    canvas = browser.find_element(By.CSS_SELECTOR, "#chart canvas")
    ActionChains(browser).move_to_element_with_offset(canvas, *drawn(browser, MARK)).perform()
    until(lambda: drawn(browser, "return drawn.tooltip.opacity"))
    told = drawn(browser, "return drawn.tooltip.body.flatMap((one) => one.lines)")
    assert told == ["Daily Example: 38", "stated on 5 Nov 2023, since 17 Oct 2023"]
    assert text(browser, "#readout") == "5 Nov 2023: 2, between 1 and 3, 1 that day; Daily Example said 38"


def test_days_are_dragged_over_and_all_come_back(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    until(lambda: ALL in shown(browser))
    browser.execute_script("document.querySelector('#chart').scrollIntoView({block: 'center'})")
    canvas = browser.find_element(By.CSS_SELECTOR, "#chart canvas")
    wide = canvas.size["width"]
    drag = ActionChains(browser).move_to_element_with_offset(canvas, -wide // 4, 0).click_and_hold()
    drag.move_by_offset(wide // 8, 5).move_by_offset(wide // 8, 5).release().perform()
    until(lambda: ALL not in shown(browser))
    assert "13 Oct 2023 to 21 Oct 2023" in shown(browser)
    assert "days=2023-10-13..2023-10-21" in browser.current_url
    assert one(browser, "[data-days='']").get_attribute("aria-pressed") == "false"
    browser.refresh()
    until(lambda: "13 Oct 2023 to 21 Oct 2023: 1, between 0 and 1" in shown(browser))
    ActionChains(browser).double_click(one(browser, "#chart")).perform()
    until(lambda: ALL in shown(browser))
    assert "days=" not in browser.current_url
    assert one(browser, "[data-days='']").get_attribute("aria-pressed") == "true"


def test_it_is_read_and_seen_nearer_by_keyboard(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    chart = one(browser, "#chart")
    until(lambda: f"{ALL}: 2, between 1 and 3" in shown(browser))
    chart.send_keys(Keys.END)
    assert "2, between 1 and 3" in text(browser, "#readout")
    chart.send_keys(Keys.HOME)
    assert text(browser, "#readout").startswith("7 Oct 2023: 0")
    chart.send_keys(Keys.END, "+")
    until(lambda: NEARER in shown(browser))
    chart.send_keys("-")
    until(lambda: ALL in shown(browser))
    assert "days=" not in browser.current_url
    chart.send_keys("++", Keys.ESCAPE)
    until(lambda: ALL in shown(browser))


@pytest.mark.parametrize("days", ["nonsense", "2023-11-05..2023-10-01", "2031-01-01..2031-02-01", "0", "99999"])
def test_days_that_cannot_be_shown_are_all(browser: webdriver.Chrome, news: Served, days: str) -> None:
    opened(browser, news, f"?target=us-forces&since=2023-10-07&days={days}")
    until(lambda: ALL in shown(browser))


def test_a_total_far_above_the_count_does_not_press_it_flat(browser: webdriver.Chrome, news: Served) -> None:
    news.do(partial(news.room.state, a_claim(56_500, since=datetime.date(2023, 10, 17))))
    opened(browser, news)
    until(lambda: drawn(browser, "return drawn?.getDatasetMeta(3).data.length") == 2)
    marks = drawn(browser, "return sets[3].data.map((mark) => [mark.y, mark.label])")
    assert sorted(marks) == [[38, "38"], [100, "56500 ↑"]]
    assert drawn(browser, "return drawn.scales.y.max") <= 150


def test_before_the_first_news_the_page_says_so(browser: webdriver.Chrome) -> None:
    with served(Newsroom()) as empty:
        opened(browser, empty)
        until(lambda: text(browser, "#range") == "no news has come in yet")


def test_stated_totals_do_not_hide_one_another(browser: webdriver.Chrome, news: Served) -> None:
    for number, days in ((40, -3), (46, -1), (44, -1), (50, 0), (52, 0)):
        said = Stated(value=number, qualifier="more than")
        origin = Origin(url="https://example.org/2", source="Gulf Ledger", title="", published=at(days=days))
        claim = a_claim(number, count=said, origin=origin, since=datetime.date(2023, 10, 17))
        news.do(partial(news.room.state, claim))
    size(browser, *PHONE)
    opened(browser, news)
    until(lambda: drawn(browser, "return drawn?.getDatasetMeta(3).data.length") == 6)
    assert drawn(browser, "return drawn.scales.x.ticks.length") > 2
    boxes = drawn(browser, "return drawn.written")
    assert len(boxes) >= 3
    for here, there in combinations(boxes, 2):
        beside = here["right"] <= there["left"] or there["right"] <= here["left"]
        assert beside or here["bottom"] <= there["top"] or there["bottom"] <= here["top"]


def test_an_unknown_name_leaves_nothing_drawn(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    until(lambda: drawn(browser, "return sets?.length === 4"))
    field = browser.find_element(By.NAME, "target")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("us-force", Keys.TAB)
    until(lambda: all_of(browser, "#problem:not([hidden])"))
    assert drawn(browser, "return drawn ?? null") is None
    assert shown(browser) == "Count over time: nothing to show"
    browser.back()
    until(lambda: drawn(browser, "return sets?.length === 4"))
    press(browser, "[data-days='7']")
    until(lambda: "30 Oct 2023 to 5 Nov 2023" in shown(browser))
