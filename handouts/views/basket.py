"""The page where one puts initiatives together."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handouts.basket import LENGTH, MOST, Basket
from handouts.gathering import gathered, searched
from initiatives.cards import Card, cards
from initiatives.filters import value
from initiatives.results import Hit
from moderation import caching

WORDS_LENGTH = 200


class Row(NamedTuple):
    """An initiative of the basket, with the addresses that move it or take it away; "" where it cannot move."""

    card: Card
    up: str
    down: str
    remove: str


@caching.listing
def basket_page(request: HttpRequest) -> HttpResponse:
    """Show what was put together, and what can be made of it; a list or a meeting becomes the sheets that it has."""
    basket = Basket.parse(request.GET)
    if (more := gathered(request.GET, basket)) is not None:
        return redirect(f"{reverse('kit')}?{more.query}")
    words = value(request.GET, "chercher", WORDS_LENGTH)
    context = {
        "basket": basket,
        "rows": rows(basket),
        "words": words,
        "found": searched(words, basket),
        "most": MOST,
        "length": LENGTH,
        "is_full": len(basket.numbers) >= MOST,
    }
    return render(request, "handouts/basket.html", context)


def rows(basket: Basket) -> list[Row]:
    """Return the initiatives in their order, read in one query."""
    last = len(basket.numbers) - 1
    return [
        Row(
            card,
            basket.moved(rank, -1).query if rank else "",
            basket.moved(rank, 1).query if rank < last else "",
            basket.without(card.pk).query,
        )
        for rank, card in enumerate(cards([Hit(number) for number in basket.numbers]))
    ]
