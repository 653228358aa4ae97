"""The licences a work can carry, and which may contain which.

Facts from creativecommons.org/licenses and kogl.or.kr. A KOGL type is published beside a *near* Creative Commons
address, never as "same as": no KOGL type has a share-alike clause and their attribution terms differ.
"""

from dataclasses import dataclass
from typing import Final

CC: Final = "https://creativecommons.org/"
# The page of all types; its fragment (#01-tab) opens the one that is meant. Public bodies link to it in this form.
KOGL: Final = "https://www.kogl.or.kr/info/license.do#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """One licence; ``near`` is the Creative Commons address closest to a licence of another family."""

    key: str
    name_ko: str
    name_en: str
    short: str
    url: str | None = None
    near: str | None = None
    attribution: bool = True
    commercial: bool = True
    derivatives: bool = True
    share_alike: bool = False
    reusable: bool = True

    @property
    def cc_url(self) -> str | None:
        """The Creative Commons address that may be stated: its own, else the near one."""
        return self.url if self.url and self.url.startswith(CC) else self.near

    def name(self, language: str) -> str:
        """The name in Korean, or in English for every other language."""
        return self.name_ko if language == "ko" else self.name_en


def _cc(
    kind: str, ko: str, en: str, *, commercial: bool = True, derivatives: bool = True, share_alike: bool = False
) -> Licence:
    return Licence(
        key=f"cc-{kind}-4.0",
        name_ko=f"크리에이티브 커먼즈 {ko} 4.0 국제",
        name_en=f"Creative Commons {en} 4.0 International",
        short=f"CC {kind.upper()} 4.0",
        url=f"{CC}licenses/{kind}/4.0/",
        commercial=commercial,
        derivatives=derivatives,
        share_alike=share_alike,
    )


def _kogl(number: int, ko: str, en: str, near: str, *, commercial: bool = True, derivatives: bool = True) -> Licence:
    return Licence(
        key=f"kogl-{number}",
        name_ko=f"공공누리 제{number}유형: {ko}",
        name_en=f"KOGL Type {number}: {en}",
        short=f"KOGL {number}",
        url=f"{KOGL}{number:02d}-tab",
        near=f"{CC}{near}",
        attribution=number != 0,
        commercial=commercial,
        derivatives=derivatives,
    )


LICENCES: Final[dict[str, Licence]] = {
    licence.key: licence
    for licence in (
        _cc("by", "저작자표시", "Attribution"),
        _cc("by-sa", "저작자표시-동일조건변경허락", "Attribution-ShareAlike", share_alike=True),
        _cc("by-nc", "저작자표시-비영리", "Attribution-NonCommercial", commercial=False),
        _cc("by-nd", "저작자표시-변경금지", "Attribution-NoDerivatives", derivatives=False),
        _cc(
            "by-nc-sa",
            "저작자표시-비영리-동일조건변경허락",
            "Attribution-NonCommercial-ShareAlike",
            commercial=False,
            share_alike=True,
        ),
        _cc(
            "by-nc-nd",
            "저작자표시-비영리-변경금지",
            "Attribution-NonCommercial-NoDerivatives",
            commercial=False,
            derivatives=False,
        ),
        Licence(
            key="cc0-1.0",
            name_ko="CC0 1.0 퍼블릭 도메인 기증",
            name_en="CC0 1.0 Universal",
            short="CC0 1.0",
            url=f"{CC}publicdomain/zero/1.0/",
            attribution=False,
        ),
        Licence(
            key="pdm-1.0",
            name_ko="퍼블릭 도메인 마크 1.0",
            name_en="Public Domain Mark 1.0",
            short="PDM 1.0",
            url=f"{CC}publicdomain/mark/1.0/",
            attribution=False,
        ),
        _kogl(0, "자유이용", "Free use", "publicdomain/zero/1.0/"),
        _kogl(1, "출처표시", "Attribution", "licenses/by/4.0/"),
        _kogl(2, "출처표시·상업적 이용금지", "Attribution, non-commercial", "licenses/by-nc/4.0/", commercial=False),
        _kogl(3, "출처표시·변경금지", "Attribution, no derivatives", "licenses/by-nd/4.0/", derivatives=False),
        _kogl(
            4,
            "출처표시·상업적 이용금지·변경금지",
            "Attribution, non-commercial, no derivatives",
            "licenses/by-nc-nd/4.0/",
            commercial=False,
            derivatives=False,
        ),
        Licence(
            key="all-rights-reserved",
            name_ko="모든 권리 보유",
            name_en="All rights reserved",
            short="©",
            commercial=False,
            derivatives=False,
            reusable=False,
        ),
    )
}

DEFAULT_LICENCE: Final = "kogl-1"


def licence(key: str) -> Licence:
    """The licence of that key; KeyError where there is none."""
    return LICENCES[key]


def is_freer(work: Licence, part: Licence) -> bool:
    """Return whether ``work`` would grant something that ``part``, an image or a file inside it, does not grant.

    Attribution is not a permission that the whole could give away: credit stays printed beside each image, so only
    reuse, commercial use, adaptation and the share-alike condition count.
    """
    return (
        (work.reusable and not part.reusable)
        or (work.commercial and not part.commercial)
        or (work.derivatives and not part.derivatives)
        or (part.share_alike and work.reusable and work.derivatives and not work.share_alike)
    )
