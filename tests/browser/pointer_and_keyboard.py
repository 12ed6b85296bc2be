"""Two ways to use a page: with a finger or a mouse, and with the keyboard alone."""

from playwright.sync_api import Locator, Page, expect

# Styles that may show the focus, of everything that can have it, before it had it. A choice shows
# the focus on its label, which is all that one sees of it.
REMEMBER_UNFOCUSED = """() => {
    if (window.unfocused) return;
    window.focusLooks = e => [e, e.closest('.choices label')].filter(Boolean).map(part => {
        const s = getComputedStyle(part);
        return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow].join(' ');
    }).join(' / ');
    window.unfocused = new Map(
        [...document.querySelectorAll('a, button, input, select, textarea, summary')]
            .map(e => [e, window.focusLooks(e)]));
}"""
# Why the focus is not visible; empty when it is. After the last stop the browser's own controls
# follow, and the page's focused element is <body>.
UNSEEN = """() => {
    const e = document.activeElement;
    if (e === document.body) return '';
    const shown = e.closest('.choices label') || e, box = shown.getBoundingClientRect();
    const what = e.outerHTML.slice(0, 120);
    if (!e.checkVisibility({visibilityProperty: true, opacityProperty: true}))
        return 'focus on something hidden: ' + what;
    if (e.closest('[aria-hidden=true]')) return 'focus on something not read out: ' + what;
    if (!box.width || !box.height) return 'focus on something without size: ' + what;
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth)
        return 'focus out of sight: ' + what;
    const x = Math.max(1, Math.min(innerWidth - 1, box.left + box.width / 2));
    const y = Math.max(1, Math.min(innerHeight - 1, box.top + Math.min(box.height / 2, 8)));
    const top = document.elementFromPoint(x, y);
    if (!top || !(shown.contains(top) || top.contains(shown)))
        return 'focus covered: ' + what + ' by ' + (top && top.outerHTML.slice(0, 80));
    if (window.unfocused.get(e) === window.focusLooks(e)) return 'focus not shown: ' + what;
    return '';
}"""
HAS_FOCUS = """target => {
    const e = document.activeElement;
    return e === target || (target.type === 'radio' && e.type === 'radio'
        && e.name === target.name && e.form === target.form);
}"""
IS_BEHIND = """target => document.activeElement !== document.body
    && !!(document.activeElement.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING)
    && !document.activeElement.contains(target)"""
MOST_STOPS = 90


class Finger:
    """Taps and types, as Playwright does it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def write(self, selector: str, text: str) -> None:
        """Put `text` into a box, in place of what is there."""
        self.page.locator(selector).fill(text)

    def choose(self, selector: str) -> None:
        """Tick a box or pick a choice."""
        self.page.locator(selector).check()

    def select(self, selector: str, value: str) -> None:
        """Pick an option of a list."""
        self.page.locator(selector).select_option(value)

    def press(self, selector: str) -> None:
        """Press a button or follow a link, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def open(self, selector: str) -> None:
        """Open what is folded away."""
        self.page.locator(selector).click()


class Keys:
    """The keyboard alone. At every stop the focus must be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def write(self, selector: str, text: str) -> None:
        """Go to a box, select what is there and type over it."""
        self.reach(self.page.locator(selector))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        expect(self.page.locator(selector)).to_have_value(text)

    def choose(self, selector: str) -> None:
        """Space ticks a box or picks a choice; arrow keys go from choice to choice."""
        target = self.page.locator(selector)
        self.reach(target)
        if target.get_attribute("type") == "radio":
            self._press_until(target, "ArrowDown", "t => document.activeElement === t")
        if not target.is_checked():
            self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def select(self, selector: str, value: str) -> None:
        """Arrow keys change a list that has the focus."""
        target = self.page.locator(selector)
        self.reach(target)
        self.page.keyboard.press("Home")
        self._press_until(target, "ArrowDown", f"t => t.value === {value!r}")

    def press(self, selector: str) -> None:
        """Go to a button or a link and press Enter."""
        self.reach(self.page.locator(selector).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def open(self, selector: str) -> None:
        """Space opens what is folded away."""
        self.reach(self.page.locator(selector))
        self.page.keyboard.press("Space")

    def reach(self, target: Locator) -> None:
        """Tab to something, or back with Shift+Tab when it is further up."""
        self.page.evaluate(REMEMBER_UNFOCUSED)
        element = target.element_handle()
        key = "Shift+Tab" if self.page.evaluate(IS_BEHIND, element) else "Tab"
        for _ in range(MOST_STOPS):
            if self.page.evaluate(HAS_FOCUS, element):
                return
            self.page.keyboard.press(key)
            unseen = self.page.evaluate(UNSEEN)
            assert not unseen, f"{unseen} on {self.page.url}"
        raise AssertionError(f"{target} cannot be reached with Tab on {self.page.url}")

    def _press_until(self, target: Locator, key: str, reached: str) -> None:
        for _ in range(MOST_STOPS):
            if target.evaluate(reached):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{target} cannot be reached with {key} on {self.page.url}")
