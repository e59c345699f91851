"""Going through a page with the keyboard alone."""

from playwright.sync_api import Locator, Page

ENOUGH = 150  # presses of Tab: a page that needs more has lost its reader
# WCAG 2.2, 2.4.11: some of the element that has the focus is in the window, with nothing over it.
COVERED = """element => {
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) return false;  // hidden on purpose: its label shows the focus
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const parts = [0.1, 0.5, 0.9];
    return !(left < right && top < bottom && parts.some((x) => parts.some((y) => {
        const over = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
        return over && (element.contains(over) || over.contains(element));
    })));
}"""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus, each stop on the way seen.

    Raises:
        AssertionError: the focus never comes, or something covers it.
    """
    for _ in range(ENOUGH):
        page.keyboard.press("Tab")
        focused = page.evaluate_handle("document.activeElement").as_element()
        if focused and focused.evaluate(COVERED):
            raise AssertionError(f"The focus is covered: {focused.evaluate('e => e.outerHTML')[:200]}")
        if target.count() and target.first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{ENOUGH} presses of Tab did not reach {target}")


def press_enter_on(page: Page, target: Locator) -> None:
    """Go to `target` with Tab and press Enter."""
    tab_to(page, target)
    page.keyboard.press("Enter")
