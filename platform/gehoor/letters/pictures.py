"""Makes a picture from outside anew, in the PDF child: only its pixels come along, and no more than asked."""

from __future__ import annotations

import io
import warnings

from gehoor.letters.frames import Picture, Redrawn

#: More pixels than any logo has; a small file can unfold to far more.
MOST_PIXELS = 40_000_000
_KINDS = ("PNG", "JPEG")
_SHRINK = 0.8
_SMALLEST = 40


class NotAPicture(Exception):
    """Why this cannot be used, in plain words."""


def redrawn(picture: Picture) -> Redrawn:
    """The picture within its measures, as PNG where that fits and as JPEG otherwise; raises `NotAPicture`."""
    # The library comes with the PDF library and is loaded here alone, so the website never carries it.
    from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    # The PDF library shows half pictures too; half a logo is a mistake that somebody here can still repair.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(picture.content), formats=_KINDS) as opened:
                opened.load()
                # A photo may say in its hidden facts that it lies on its side; those facts do not come along.
                upright = ImageOps.exif_transpose(opened)
                clear = "A" in upright.getbands() or "transparency" in upright.info
                pixels = upright.convert("RGBA" if clear else "RGB")
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise NotAPicture("er zijn te veel beeldpunten. Maak de afbeelding kleiner.") from None
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
            raise NotAPicture(
                "het is geen PNG of JPEG, of het bestand is beschadigd. Sla de afbeelding opnieuw op als PNG."
            ) from None
    width, height = picture.width, picture.height
    while min(width, height) >= _SMALLEST:
        small = pixels.copy()
        small.thumbnail((width, height), Image.Resampling.LANCZOS)
        # A new picture holds pixels only: no facts about the camera, no notes, no colour profile.
        bare = Image.new(small.mode, small.size)
        bare.paste(small)
        for kind, drawn, options in (
            ("PNG", bare, {"optimize": True}),
            ("PNG", bare.quantize(128, method=Image.Quantize.FASTOCTREE), {"optimize": True}),
            *((("JPEG", bare, {"quality": 85, "optimize": True}),) if not clear else ()),
        ):
            stream = io.BytesIO()
            drawn.save(stream, kind, **options)
            if stream.tell() <= picture.size:
                return Redrawn(stream.getvalue(), f"image/{kind.lower()}")
        width, height = int(width * _SHRINK), int(height * _SHRINK)
    raise NotAPicture("het bestand wordt niet klein genoeg. Kies een eenvoudiger afbeelding.")
