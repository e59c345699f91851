"""Private persons: the only place of their names and e-mail addresses."""

from contributors.models.consent import Consent
from contributors.models.contributor import Contributor
from contributors.models.draft import Draft
from contributors.models.invitation import Invitation
from contributors.models.rate_limit import RateLimit
from contributors.models.recovery_code import RecoveryCode
from contributors.models.rights_request import RightsRequest
from contributors.models.sensitive_act import SensitiveAct
from contributors.models.signed_link import SignedLink
from contributors.models.user import User

__all__ = [
    "Consent",
    "Contributor",
    "Draft",
    "Invitation",
    "RateLimit",
    "RecoveryCode",
    "RightsRequest",
    "SensitiveAct",
    "SignedLink",
    "User",
]
