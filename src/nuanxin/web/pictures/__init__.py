"""The pictures drawn for Nuanxin: icons on a grid of 24, flags on 30 by 20, each a symbol of one SVG file."""

import re
from collections.abc import Mapping
from pathlib import Path

_SYMBOL = re.compile(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', re.DOTALL)


def _read(file: str) -> Mapping[str, str]:
    """Return the drawings of a file by name."""
    return dict(_SYMBOL.findall((Path(__file__).parent / file).read_text(encoding="utf-8")))


ICONS = _read("icons.svg")
FLAGS = _read("flags.svg")
