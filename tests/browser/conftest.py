"""One headless Chromium for all tests of the page, and a newsroom behind a real server for each."""

import datetime
import shutil
from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from tests.browser.driving import DESKTOP, size
from tests.browser.served import Served, served
from tests.builders import ERBIL, KATAIB, TANF, a_claim, a_meeting, an_event, on
from tests.serving.newsroom import Newsroom

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[webdriver.Chrome]:
    if not CHROMIUM or not DRIVER:
        pytest.skip("needs chromium and chromedriver")
    options = Options()
    options.binary_location = CHROMIUM
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_page_load_timeout(20)
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    """A window of a desk, with light colours, whatever the test before made of it."""
    size(chromium, *DESKTOP)
    chromium.get_log("browser")
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    yield chromium
    chromium.get("about:blank")


@pytest.fixture
def room() -> Newsroom:
    room = Newsroom()
    room.tell(
        an_event("Drones hit the Erbil base, officials said.", actors=(KATAIB,), place=ERBIL),
        an_event("Erbil base struck by drones.", source="Harbour Wire", place=ERBIL),
        an_event("Rockets fell near al-Tanf.", place=TANF, day=on("2023-10-20")),
        a_meeting(),
    )
    room.state(a_claim(38, since=datetime.date(2023, 10, 17)))
    return room


@pytest.fixture
def news(room: Newsroom) -> Iterator[Served]:
    with served(room) as running:
        yield running
