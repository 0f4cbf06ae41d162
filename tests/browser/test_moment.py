"""As known when: the slider over the changes of a count, the moment in the URL, and the way back to what is live."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.browser.driving import all_of, enter, one, opened, press, text, until
from tests.browser.served import Served, served
from tests.builders import ERBIL, TANF, an_event, at, on
from tests.serving.newsroom import Newsroom


@pytest.fixture
def days() -> Iterator[Served]:
    """Three attacks, each told of an hour after the one before."""
    room = Newsroom()
    room.tell(
        an_event("Rockets fell near al-Tanf.", place=TANF, day=on("2023-10-20"), published=at(0)),
        an_event("Drones hit the Erbil base.", place=ERBIL, published=at(1)),
        an_event("A convoy was hit by a bomb.", day=on("2023-11-01"), published=at(2)),
    )
    with served(room) as running:
        yield running


def test_the_slider_goes_back_change_by_change(browser: webdriver.Chrome, days: Served) -> None:
    opened(browser, days)
    slider = one(browser, "#moment-slider")
    until(lambda: slider.get_attribute("aria-valuetext") == "now" and slider.get_attribute("max") == "3")
    assert text(browser, "#moment-why").startswith("3 changes since 5 Nov 2023 12:00:00 UTC.")
    slider.send_keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    until(lambda: text(browser, "#status-text") == "Frozen")
    until(lambda: text(browser, "#value") == "2")
    assert "as_of=2023-11-05T13:00:00Z" in unquote(browser.current_url)
    assert slider.get_attribute("aria-valuetext") == "5 Nov 2023 13:00:00 UTC: 2"
    assert text(browser, "#moment-why") == "+1, to 2 · opened · Drones hit the Erbil base."
    until(lambda: len(all_of(browser, "#list > li")) == 2)
    until(lambda: "no place told" not in text(browser, "#places"))
    assert browser.execute_script("return document.activeElement.id") == "moment-slider"


def test_what_is_frozen_stays_until_one_goes_back_to_live(browser: webdriver.Chrome, days: Served) -> None:
    browser.get(f"{days.url}/?target=us-forces&as_of=2023-11-05T12:30:00Z")
    until(lambda: text(browser, "#value") == "1")
    until(lambda: text(browser, "#list").count("Rockets fell") == 1)
    press(browser, "#list summary")
    until(lambda: text(browser, ".history").count("\n") == 0 and "opened" in text(browser, ".history"))
    days.do(lambda: days.room.tell(an_event("Mortars hit a post.", day=on("2023-11-04"), published=at(3))))
    press(browser, "#moment-live")
    until(lambda: text(browser, "#value") == "4" and text(browser, "#status-text") == "Live")
    assert "as_of" not in browser.current_url
    browser.back()
    until(lambda: text(browser, "#value") == "1" and text(browser, "#status-text") == "Frozen")


def test_a_moment_may_be_typed(browser: webdriver.Chrome, days: Served) -> None:
    opened(browser, days)
    enter(browser, "#moment-exact", "2023-11-05T13:30:00")
    until(lambda: text(browser, "#value") == "2")
    assert one(browser, "#moment-slider").get_attribute("value") == "1"
    enter(browser, "#moment-exact", "2023-11-05T11:00:00")
    until(lambda: text(browser, "#moment-why") == "Nothing of it was known then.")
    until(lambda: text(browser, "#value") == "0" and text(browser, "#empty") == "None.")
    enter(browser, "#moment-exact", "")
    until(lambda: text(browser, "#status-text") == "Live")
