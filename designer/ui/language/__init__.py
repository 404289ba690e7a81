"""The language of the window: everything it shows goes through `tr`, and is said as the chosen language says it.

The program writes its texts and sentences in English, wherever they arise, also in the worker and in rooms without Qt. `tr`
is given them finished, as they are about to be shown, so nothing else has to know that there are languages. What a sentence
was made from is found again by its form (`forms.py`), and so its numbers and names stand where the language wants them.
Texts and translations lie in `resources/translations` as Qt's own `.ts` and `.qm`; `packaging/translations.py` keeps them.
"""

from designer.ui.language.speech import Speech, language, tr

__all__ = ["Speech", "language", "tr"]
