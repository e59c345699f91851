"""Which territories a moderator may give."""

import pytest
from django.core.exceptions import ValidationError

from articles.admin.own_territory import check_own
from tests import makers

pytestmark = pytest.mark.django_db


def test_local_moderators_give_what_is_theirs():
    makers.make_commune()
    local, country = makers.make_moderator("finistere", ["departement-29"]), makers.make_moderator("pays")
    assert check_own("commune-29019", local, needed=True) == "commune-29019"
    assert check_own("", local, needed=False) == ""
    for token in ("", "region-53", "nowhere"):
        with pytest.raises(ValidationError):
            check_own(token, local, needed=True)
    assert check_own("region-53", country, needed=True) == "region-53"
    assert check_own("", country, needed=True) == ""
