"""Driving the page: what a reader does and sees, with the patience that a test needs."""

import base64
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.served import Served

DESKTOP, PHONE = (1280, 1600), (390, 844)


def size(browser: webdriver.Chrome, width: int, height: int) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def dark(browser: webdriver.Chrome) -> None:
    wanted = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wanted})


def text(browser: webdriver.Chrome, selector: str) -> str:
    """What stands there at this moment; nothing where there is no such thing."""
    return str(browser.execute_script("return document.querySelector(arguments[0])?.innerText ?? ''", selector))


def all_of(browser: webdriver.Chrome, selector: str) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, selector)


def one(browser: webdriver.Chrome, selector: str) -> WebElement:
    """The first, once it is there."""
    until(lambda: all_of(browser, selector))
    return browser.find_element(By.CSS_SELECTOR, selector)


def press(browser: webdriver.Chrome, selector: str) -> None:
    """As a click does, wherever on the page it stands."""
    browser.execute_script("arguments[0].click()", one(browser, selector))


def enter(browser: webdriver.Chrome, selector: str, value: str) -> None:
    """A day or a moment, whatever the order in which this browser wants its parts typed."""
    script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', {bubbles: true}))"
    browser.execute_script(script, one(browser, selector), value)


PRESS_NAMED = """
const found = [...document.querySelectorAll(arguments[0])].find((one) => one.textContent.trim() === arguments[1]);
if (found) found.click();
return Boolean(found);
"""


def press_named(browser: webdriver.Chrome, selector: str, name: str) -> None:
    """Presses the button of that name, in one step: the page may draw its row anew between two."""
    until(lambda: browser.execute_script(PRESS_NAMED, selector, name))


def until(true: Callable[[], Any], seconds: float = 8) -> float:
    """Wait for something; how long it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it never came to pass"
        time.sleep(0.02)
    return time.monotonic() - began


def opened(browser: webdriver.Chrome, news: Served, query: str = "") -> None:
    """The page, live, with its incidents and what stands beside them."""
    browser.get(f"{news.url}/{query}")
    until(lambda: text(browser, "#status-text") == "Live")
    until(lambda: all_of(browser, "#list > li, #empty:not([hidden])"))
    until(lambda: all_of(browser, "#places > li"))


def photograph(browser: webdriver.Chrome, path: Path) -> None:
    path.write_bytes(base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", {})["data"]))
