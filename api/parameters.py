"""The parameters in the query of an address: those that an output knows, and those that networks add to any link.

What narrows an answer must never be passed over in silence: whoever asks for closed documents and is given all of them
cannot see it. What only says where a reader came from narrows nothing, and is passed over as the pages do.
"""

from typing import Final

from django.http import HttpRequest

from cms.core.errors import BadInput

# Of campaigns, of clicks in a network or a search engine, of letters, and of Naver; compared in lower case.
_CAMPAIGN: Final = "utm_"
_TRACKING: Final = frozenset(
    "fbclid gclid gclsrc gbraid wbraid gad_source gad_campaignid dclid srsltid _ga _gl msclkid yclid twclid ttclid"
    " li_fat_id igsh igshid mc_cid mc_eid mkt_tok _hsenc _hsmi napm n_media n_query n_rank n_ad_group n_ad"
    " n_keyword_id n_keyword n_campaign_type".split()
)


def check_parameters(request: HttpRequest, *known: str) -> None:
    """BadInput, naming those that are known, where the query of a request has any other that is not for tracking."""
    for name in request.GET:
        if name not in known and not _tracks(name.lower()):
            offered = f"known here: {', '.join(known)}" if known else "none is known here"
            raise BadInput(f"there is no such parameter; {offered}", where=name)


def _tracks(name: str) -> bool:
    return name in _TRACKING or name.startswith(_CAMPAIGN)
