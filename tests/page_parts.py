"""Reading the answers of the site: the page, its links, what comes under a heading."""

import re


def html(response, status=200):
    """Return the page, whose status must be this one."""
    assert response.status_code == status
    return response.content.decode()


def links(page):
    """Return the addresses that a page leads to, in its order."""
    return re.findall(r'href="([^"]*)"', page)


def section(page, title):
    """Return what comes under a heading, up to the next one of its level."""
    return page.partition(f"{title}</h2>")[2].partition("<h2")[0]
