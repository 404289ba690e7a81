"""Plans as plain Python that gives the same result without Layerloom."""

from designer.codegen.code import Code
from designer.codegen.model import model_code
from designer.codegen.notebook import notebook_code, notebook_text
from designer.codegen.preview import preview_code, sound_code
from designer.codegen.script import script_code

__all__ = ["Code", "model_code", "notebook_code", "notebook_text", "preview_code", "script_code", "sound_code"]
