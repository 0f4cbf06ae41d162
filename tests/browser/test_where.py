"""Where it happened: dots on an outline from here, the same places as a list, both to choose from."""

from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.browser.driving import all_of, one, opened, press, text, until
from tests.browser.served import Served
from tests.builders import ERBIL, IRAQ, an_event, on

NAMES = "return [...document.querySelectorAll('.map .dot')].map((dot) => dot.getAttribute('aria-label'))"


def test_places_as_dots_and_as_a_list(browser: webdriver.Chrome, news: Served) -> None:
    news.do(lambda: news.room.tell(an_event("Drones over Iraq.", place=IRAQ, day=on("2023-10-12"))))
    news.do(lambda: news.room.tell(an_event("Erbil hit again.", place=ERBIL, day=on("2023-10-25"))))
    news.do(lambda: news.room.tell(an_event("A convoy was hit.", day=on("2023-10-27"))))
    opened(browser, news)
    until(lambda: all_of(browser, ".map .dot"))
    assert browser.execute_script(NAMES) == ["erbil, IRQ: 2", "iraq: 1", "al-tanf, SYR: 1"]
    listed = ["erbil, IRQ", "2", "iraq", "1", "al-tanf, SYR", "1", "no place told", "1"]
    assert text(browser, "#places").split("\n") == listed
    widths = "return [...document.querySelectorAll('.dot circle:not(.reach)')].map((one) => one.getAttribute('r'))"
    radii = [float(radius) for radius in browser.execute_script(widths)]
    assert radii[0] > radii[1] == radii[2]
    assert all_of(browser, ".map .dot.vague")


def test_a_place_is_chosen_by_keyboard_and_left_again(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    one(browser, ".map .dot").send_keys(Keys.ARROW_RIGHT)
    assert browser.execute_script("return document.activeElement.getAttribute('aria-label')") == "al-tanf, SYR: 1"
    assert text(browser, "#map-readout") == "al-tanf, SYR: 1"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    until(lambda: text(browser, "#caption") == "Attacks on US forces at al-tanf since 7 Oct 2023")
    until(lambda: text(browser, "#value") == "1")
    assert "place=al-tanf" in browser.current_url
    until(lambda: len(all_of(browser, ".map .dot")) == 2)
    assert one(browser, ".dot[aria-pressed=true]").get_attribute("aria-label") == "al-tanf, SYR: 1"
    press(browser, "#places [aria-pressed=true]")
    until(lambda: text(browser, "#value") == "2")
    assert "place=" not in browser.current_url


def test_the_map_is_zoomed_and_fitted(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    until(lambda: all_of(browser, ".map .dot"))
    scale = "return Number(/scale\\(([^)]+)\\)/.exec(document.querySelector('.map g').getAttribute('transform'))[1])"
    fitted = browser.execute_script(scale)
    press(browser, "#map-in")
    assert browser.execute_script(scale) > fitted
    press(browser, "#map-out")
    press(browser, "#map-out")
    assert browser.execute_script(scale) < fitted
    press(browser, "#map-fit")
    assert browser.execute_script(scale) == fitted


def test_nothing_comes_from_elsewhere(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    until(lambda: all_of(browser, ".map .dot"))
    loaded = browser.execute_script("return performance.getEntriesByType('resource').map((one) => one.name)")
    assert [name for name in loaded if not name.startswith(news.url)] == []
    assert [line for line in browser.get_log("browser") if line["level"] == "SEVERE"] == []
