"""Opens the golden HTML reports in a headless Chromium and uses them as people do.

Takes a folder for screenshots, if they are wanted.
"""

import importlib.metadata
import pathlib
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import pages

FORMATS = pathlib.Path("Tests/StackDoctorTests/Golden/formats")
AXE = importlib.metadata.distribution("axe-playwright-python").locate_file(
    "axe_playwright_python/axe.min.js")
WIDTHS = (400, 1400)
SCHEMES = ("light", "dark")


class Page:
    """A report in the browser, with what somebody would do there."""

    def __init__(self, driver, path):
        self.driver = driver
        driver.get(path.resolve().as_uri())
        driver.execute_script("localStorage.clear()")
        driver.refresh()

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def shown(self):
        return [card.get_attribute("id") for card in self.all(".card") if card.is_displayed()]

    def search(self, words):
        self.one("#search").send_keys(words)

    def press(self, key):
        self.one("body").send_keys(key)

    def color(self):
        return self.driver.execute_script("return getComputedStyle(document.body).backgroundColor")


def check_search(page):
    """Words are found in titles and logs, and Escape shows all again."""
    everything = page.shown()
    page.press("/")
    assert page.driver.switch_to.active_element == page.one("#search"), "/ does not search"
    page.search("datadir /again")
    assert len(page.shown()) == 1, "a finding is not found by its words"
    assert page.one("#shown").text == f"1 of {len(everything)} shown"
    assert page.one(f"#{page.shown()[0]} .body").is_displayed(), "what was found is closed"
    page.search(" nowhere")
    assert page.shown() == [] and page.one("#shown").text == "Nothing matches"
    page.press(Keys.ESCAPE)
    assert page.shown() == everything, "Escape does not show all"
    page.search("<script>alert(1)")
    assert len(page.shown()) == 1, "markup in a log is not a text"
    page.press(Keys.ESCAPE)


def check_filters(page):
    everything = page.shown()
    for kind in page.all("button.kind"):
        name = kind.get_attribute("data-kind")
        kind.click()
        cards = [page.one(f"#{card}").get_attribute("data-kind") for card in page.shown()]
        assert set(cards) == {name}, f"{name} shows {cards}"
        kind.click()
    page.one("#component option[value='cinder']").click()
    cards = {page.one(f"#{card}").get_attribute("data-component") for card in page.shown()}
    assert cards == {"cinder"}, cards
    page.press(Keys.ESCAPE)
    assert page.shown() == everything


def check_cards(page):
    """A link opens the card that it names; a button opens all, by the keyboard, too."""
    page.one("#fold").send_keys(Keys.ENTER)
    assert all(body.is_displayed() for body in page.all(".body"))
    page.one("#fold").send_keys(Keys.SPACE)
    assert not any(body.is_displayed() for body in page.all(".body"))
    page.one("h1 a").click()
    (body,) = [body for body in page.all(".body") if body.is_displayed()]
    assert page.driver.switch_to.active_element.tag_name == "summary"
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert not body.is_displayed(), "a card is not closed by the keyboard"
    page.one("h1 a").click()
    assert body.is_displayed(), "a link to where one is does nothing"


def check_copying(page):
    page.driver.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    button = next(button for button in page.all(".copy") if button.is_displayed())
    button.click()
    command = button.find_element(By.XPATH, "../pre/code").get_property("textContent")
    copied = page.driver.execute_async_script(
        "navigator.clipboard.readText().then(arguments[arguments.length - 1])")
    assert copied == command, f"{copied!r} was copied, not {command!r}"
    assert button.text == "Copied"


def check_colors(page):
    before = page.color()
    page.one("#theme").click()
    assert page.color() != before, "the colours cannot be chosen"
    page.driver.refresh()
    assert page.color() != before, "the choice is forgotten"
    page.one("#theme").click()
    assert page.color() == before
    assert page.driver.execute_script("return localStorage.length") == 0, "the system is overruled"


def check_accessibility(page):
    """Nothing that axe-core objects to, with all cards open."""
    page.one("#fold").click()
    result = page.driver.execute_async_script(
        AXE.read_text() + ";axe.run().then(arguments[arguments.length - 1])")
    found = [(violation["id"], violation["nodes"][0]["html"][:120])
             for violation in result["violations"]]
    assert not found, found
    page.one("#fold").click()


def check_layout(page):
    """Nothing sticks out, and no request was made but for the page."""
    script = "const e = document.documentElement; return [e.scrollWidth, e.clientWidth]"
    width, room = page.driver.execute_script(script)
    assert width <= room, f"{width} pixels wide in {room}"
    loaded = page.driver.execute_script(
        "return performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not [name for name in loaded if not name.startswith("data:")], loaded


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))


def emulate(driver, width, scheme):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})


def take_picture(driver, path):
    size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": size["width"], "height": size["height"], "deviceScaleFactor": 1, "mobile": False})
    driver.save_screenshot(str(path))


def main():
    pictures = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else None
    paths = [pathlib.Path(name) for name in sys.argv[2:]] or sorted(FORMATS.glob("*.html"))
    driver = browser()
    failures = 0
    directory = tempfile.TemporaryDirectory()
    for path in paths:
        copy = pathlib.Path(directory.name) / path.name
        copy.write_text(pages.whole(path.read_text()))
        for width in WIDTHS:
            for scheme in SCHEMES:
                emulate(driver, width, scheme)
                page = Page(driver, copy)
                if pictures:
                    take_picture(driver, pictures / f"{path.stem}-{width}-{scheme}.png")
                    emulate(driver, width, scheme)
                checks = [check_layout, check_accessibility, check_colors]
                if path.stem == "hostile":
                    checks += [check_search, check_filters, check_cards, check_copying]
                for check in checks:
                    try:
                        check(page)
                    except Exception as error:  # whatever the browser raises
                        failures += 1
                        name = f"{path.name}, {width} pixels, {scheme}, {check.__name__}"
                        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
                for entry in driver.get_log("browser"):
                    failures += 1
                    print(f"{path.name}, console: {entry['message']}", file=sys.stderr)
    driver.quit()
    print(f"{len(paths)} pages opened, {failures} failures")
    sys.exit(1 if failures else 0)


main()
