"""The law of every htmx door: the page after the swap equals the page after a reload."""

import re

from django.test.html import Element, parse_html

TOKENS = {("name", "csrfmiddlewaretoken")}
PARTS = {"HX-Request": "true"}


def assert_swap_equals_reload(client, address, *, target, start=None):
    """From ``start`` (else the bare page) ask for ``address`` as htmx does, put what comes into
    ``#target``, and compare with the page a reload of ``address`` gives.
    """
    before = client.get(start or address.partition("?")[0]).content.decode()
    part = client.get(address, headers=PARTS).content.decode()
    after = client.get(address).content.decode()

    page = parse_html(_body(before))
    assert _put(page, target, parse_html(part)), f"no #{target} on the page"
    assert _plain(_find(page, target)) == _plain(_find(parse_html(_body(after)), target))


def _body(html):
    return re.search(r"<body.*</body>", html, re.DOTALL).group()


def _children(node):
    return [child for child in node.children if isinstance(child, Element)]


def _find(node, target):
    for child in _children(node):
        if ("id", target) in child.attributes:
            return child
        if found := _find(child, target):
            return found
    return None


def _put(node, target, new):
    for place, child in enumerate(node.children):
        if isinstance(child, Element):
            if ("id", target) in child.attributes:
                node.children[place] = new
                return True
            if _put(child, target, new):
                return True
    return False


def _plain(node):
    """Markup as it matters: tokens differ at every render and are taken out."""
    node.children = [
        child
        for child in node.children
        if not (isinstance(child, Element) and TOKENS & set(child.attributes))
    ]
    for child in _children(node):
        _plain(child)
    return str(node)
