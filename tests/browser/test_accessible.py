"""What axe finds on the page, in whatever state and light it is; and that it can be read enlarged."""

from importlib.resources import files
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.driving import DESKTOP, PHONE, all_of, dark, opened, press, size, text, until
from tests.browser.served import Served
from tests.browser.test_correcting import open_incident, with_key

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = """
const done = arguments[0];
axe.run(document, {resultTypes: ['violations', 'incomplete']}).then((found) => done(found.violations.map((one) =>
  [one.impact, one.id, one.help, one.nodes.slice(0, 3).map((node) => node.target.join(' '))])));
"""

FOCUSED = """const {id, name, dataset, ariaLabel, tagName} = document.activeElement;
return id || name || dataset.window || dataset.days || dataset.place || ariaLabel || tagName"""
WIDER = """return [...document.querySelectorAll('main *, header *')].filter((one) => !one.closest('svg, .scroll, .sr')
  && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 80))"""


def faults(browser: webdriver.Chrome) -> list[Any]:
    browser.execute_script(AXE)
    found: list[Any] = browser.execute_async_script(RUN)
    return found


def everything_open(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    with_key(browser)
    row = open_incident(browser, 1)
    press(browser, f"{row} .tools button:last-of-type")
    for summary in ("#ledger summary", ".table summary"):
        press(browser, summary)
    until(lambda: all_of(browser, "#made li"))
    until(lambda: all_of(browser, ".map .dot"))
    # A number that has just moved is in another colour for a moment.
    until(lambda: not browser.execute_script("return document.getAnimations().length"))


@pytest.mark.parametrize("look", ["desktop", "dark", "phone"])
def test_no_fault_with_everything_open(browser: webdriver.Chrome, news: Served, look: str) -> None:
    size(browser, *(PHONE if look == "phone" else DESKTOP))
    if look == "dark":
        dark(browser)
    everything_open(browser, news)
    assert faults(browser) == []


def test_no_fault_while_it_is_used(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    press(browser, "#key-button")
    assert faults(browser) == []
    press(browser, "#key-cancel")
    browser.find_element(By.NAME, "actor").send_keys("ira")
    until(lambda: all_of(browser, "[role=option]"))
    assert faults(browser) == []
    browser.get(f"{news.url}/?target=us-forces&as_of=2023-11-05T13:00:00Z")
    until(lambda: text(browser, "#status-text") == "Frozen" and all_of(browser, "#list > li"))
    until(lambda: not browser.execute_script("return document.getAnimations().length"))
    assert faults(browser) == []
    browser.get(f"{news.url}/?target=us-force")
    until(lambda: text(browser, "#problem"))
    assert faults(browser) == []


def test_enlarged_twice_nothing_is_cut_off(browser: webdriver.Chrome, news: Served) -> None:
    size(browser, DESKTOP[0] // 2, DESKTOP[1] // 2)
    everything_open(browser, news)
    assert browser.execute_script(WIDER) == []


def test_every_control_is_reached_by_keyboard(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    until(lambda: all_of(browser, ".map .dot"))
    seen: list[str] = []
    for _ in range(40):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        seen.append(browser.execute_script(FOCUSED))
    wanted = """key-button kind actor target country since 24h 7d 30d moment-slider moment-exact 7 30 chart
        map-in map-out map-fit erbil al-tanf SUMMARY""".split()
    assert {*wanted, "erbil, IRQ: 1"} <= set(seen)
