"""The types a setting can have. One object parses what is typed, checks a value and describes itself."""

from designer.catalogue.units.base import LARGEST, Refusal, SettingType
from designer.catalogue.units.objects import Declared, NumberOr, Object, object_text, read_object
from designer.catalogue.units.rows import Integers, Margins, Numbers, Words
from designer.catalogue.units.scalars import AutoBoolean, Boolean, Choice, Integer, Number, Text

__all__ = [
    "LARGEST",
    "AutoBoolean",
    "Boolean",
    "Choice",
    "Declared",
    "Integer",
    "Integers",
    "Margins",
    "Number",
    "NumberOr",
    "Numbers",
    "Object",
    "Refusal",
    "SettingType",
    "Text",
    "Words",
    "object_text",
    "read_object",
]
