"""Names and texts that mean harm wherever they would be taken for more than text."""

HOSTILE = {
    "markup": "</script><b>x</b><img src=x onerror=alert(1)>",
    "quotes": "'''\"\"\"\n import os\nos.system('true') #",
    "formula": "=cmd|' /C calc'!A0",
    "way out": "../../x",
    "braces": "{{x}} {0.__class__} ${x}",
    "percent": "%s%n%(x)s",
    "nul": "a\0b",
    "right to left": "a\u202e\u2066gpj.b",
    "coding": "# -*- coding: utf-7 -*- +AA0-",
    "backslashes": "\\N{DIGIT ONE}\\x41\\\n\\",
    "plus": "+1+1",
    "at": "@SUM(1)",
    "entities": "&lt;b&gt; ]]> <!-- --> <?x?>",
    "surrogate pair": "\U0001f600 é\u0301",
}
