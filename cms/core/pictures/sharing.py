"""Pictures as others show them: JPEG in the colours of every screen, on white where something shows through.

Several networks and feed readers show no WebP, none shows the colours of print, and each asks for a size of its own.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import Image as Pillow
from PIL import ImageCms
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import Filter
from willow.plugins.pillow import PillowImage

# What a filter says whose picture is for others.
OPERATION: Final = "shared"
# What networks make a card of, whose form they cut: around the focal point, where the picture has one.
CARD: Final = f"fill-1200x630|{OPERATION}"
# The same of a logo, which is never cut, neither where a card is shown as a square of its middle.
LOGO: Final = "logo"
LOGO_CARD: Final = f"max-560x420|{LOGO}"
_CARD_SIZE: Final = (1200, 630)
# The longer sides that the whole picture is offered in; RSS knows no picture of a channel wider than 144.
SIDES: Final = (1200, 600, 300, 144, 72)
# The widths that pages choose from, each as WebP beside the largest: a whole phone, half a screen, a card and a row.
WIDTHS: Final = (960, 640, 320)


def whole(width: int, height: int) -> list[str]:
    """The filters that give a picture of this size whole, the largest first: each smaller than the one before it."""
    longest = max(width, height)
    return [f"max-{side}x{side}|{OPERATION}" for side in SIDES if side == SIDES[0] or side < longest]


def narrower(width: int) -> list[str]:
    """The filters that give a picture whose largest form is so wide in smaller widths, the widest first."""
    return [f"width-{each}|format-webp" for each in WIDTHS if each < width]


class SharedOperation(FilterOperation):
    """Makes of a picture, in whatever pixels it is stored, a JPEG that everybody can show; of an animation, its
    first frame."""

    def construct(self) -> None:
        """It takes no arguments."""

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> PillowImage:
        """The picture without transparency and profile."""
        env["output-format"] = "jpeg"
        return PillowImage(_for_screens(_on_white(willow.get_pillow_image())))


class LogoOperation(SharedOperation):
    """The same in the middle of a white card: networks refuse what is much smaller than one."""

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> PillowImage:
        """The card."""
        logo: Pillow.Image = super().run(willow, image, env).image
        card = Pillow.new("RGB", _CARD_SIZE, "white")
        card.paste(logo, ((card.width - logo.width) // 2, (card.height - logo.height) // 2))
        return PillowImage(card)


OPERATIONS: Final = {OPERATION: SharedOperation, LOGO: LogoOperation}


def _on_white(picture: Pillow.Image) -> Pillow.Image:
    if "A" not in picture.mode and "transparency" not in picture.info:
        return picture
    profile = picture.info.get("icc_profile")
    shown = picture.convert("RGBA")
    white = Pillow.new("RGBA", shown.size, "white")
    white.alpha_composite(shown)
    flat = white.convert("RGB")
    if profile and picture.mode in ("RGB", "RGBA"):
        flat.info["icc_profile"] = profile
    return flat


def _for_screens(picture: Pillow.Image) -> Pillow.Image:
    """In sRGB, which is what is shown where a picture has no profile; by its own profile where that can be read."""
    profile = picture.info.get("icc_profile")
    converted = None
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            converted = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
    plain = converted or picture.convert("RGB")
    plain.info = {}
    return plain


@dataclass(frozen=True)
class Opened:
    """A picture of the library that is in memory, for filters that would each open it again."""

    format_name: str
    picture: PillowImage

    @classmethod
    def of(cls, willow: Any) -> "Opened":
        """The picture the right way up."""
        return cls(willow.format_name, willow.auto_orient())

    def auto_orient(self) -> PillowImage:
        """As it is."""
        return self.picture


class OpenedFilter(Filter):
    """A filter of a picture that is open already."""

    def __init__(self, spec: str, opened: Opened) -> None:
        super().__init__(spec=spec)
        self._opened = opened

    def get_willow_image(self, image: Any, source: Any = None) -> AbstractContextManager[Opened]:
        """The picture that was opened."""
        return nullcontext(self._opened)
