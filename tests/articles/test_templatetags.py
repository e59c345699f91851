"""Analyses in the templates of other applications."""

import pytest
from django.template import Context, Template

from tests import makers

pytestmark = pytest.mark.django_db
BLOCK = '{% include "components/reading.html" with subject=subject query=query %}'


def test_the_block_names_the_newest_and_leads_to_all():
    initiative = makers.make_initiative()
    assert Template(BLOCK).render(Context({"subject": initiative})).strip() == ""
    article = makers.make_article(initiatives=[initiative])
    query = f"initiative={initiative.slug}"
    html = Template(BLOCK).render(Context({"subject": initiative, "query": query}))
    assert article.get_absolute_url() in html and f"/analyses/?{query}" in html
