import pytest

from moderation.authors import Author
from moderation.models import Revision
from tests import makers


@pytest.mark.django_db
def test_each_author_has_a_public_role_and_at_most_one_person():
    user, contributor = makers.make_administrator(), makers.make_contributor()
    moderator, author, site = Author.moderator(user), Author.contributing(contributor), Author.system()
    assert (moderator.role, moderator.user, moderator.contributor) == (Revision.Role.MODERATOR, user, None)
    assert (author.role, author.user, author.contributor) == (Revision.Role.CONTRIBUTOR, None, contributor)
    assert (site.role, site.user, site.contributor) == (Revision.Role.SYSTEM, None, None)
