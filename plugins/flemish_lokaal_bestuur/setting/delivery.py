"""How letters go to whoever chose nothing: no article decides it, so the board does."""

from __future__ import annotations

from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.source import SETTING
from gehoor.regulation import Delivery


@SETTING.article(answers="delivery:letters")
def by_post_unless_the_board_chose_otherwise(options: Options) -> Delivery:
    """Paper is what the regulation calls a letter; the board may write electronically to whoever gave an address."""
    if options.electronic_letters:
        explanation = (
            "U krijgt onze brieven digitaal als wij uw e-mailadres kennen. Hebt u ze liever met de post? Dat kan"
            " altijd."
        )
    else:
        explanation = "U krijgt onze brieven met de post. U kunt ook kiezen om ze digitaal te krijgen."
    return Delivery(key="letters", electronic=options.electronic_letters, explanation=explanation)
