"""Flags beside the names of languages: a picture to point at, never the only sign. Elements on 30 by 20."""

from collections.abc import Mapping

_BAND = '<rect width="30" height="20" fill="{}"/>'

FLAGS: Mapping[str, str] = {
    "zh": _BAND.format("#C8281E") + '<path d="M6.500 3.500l1 3h3l-2.400 1.900.9 3-2.500-1.800L4 11.400l.9-3L2.500 6.500h3z" fill="#F5C945"/>',
    "en": _BAND.format("#1F3B77")
    + '<path d="M0 0l30 20M30 0L0 20" stroke="#fff" stroke-width="4"/>'
    + '<path d="M15 0v20M0 10h30" stroke="#fff" stroke-width="6.500"/>'
    + '<path d="M15 0v20M0 10h30" stroke="#C22B34" stroke-width="3.800"/>',
    "ru": _BAND.format("#fff")
    + '<rect y="6.700" width="30" height="6.700" fill="#2A4B9B"/><rect y="13.300" width="30" height="6.700" fill="#C3312B"/>',
    "uz": _BAND.format("#fff")
    + '<rect width="30" height="6.300" fill="#2A97B8"/><rect y="13.700" width="30" height="6.300" fill="#2F8F3F"/>'
    + '<path d="M0 6.700h30M0 13.300h30" stroke="#C3312B" stroke-width=".8"/>',
    "ko": _BAND.format("#fff")
    + '<path d="M10.500 10a4.500 4.500 0 0 1 9 0" fill="#C3312B"/><path d="M10.500 10a4.500 4.500 0 0 0 9 0" fill="#1F3B77"/>'
    + '<path d="M4.500 4l3-1.800M22.500 2.200l3 1.800M4.500 16l3 1.800M22.500 17.800l3-1.800" stroke="#1F2622" stroke-width="1.600"/>',
    "ja": _BAND.format("#fff") + '<circle cx="15" cy="10" r="5.600" fill="#BC2A3A"/>',
    "fr": _BAND.format("#fff") + '<rect width="10" height="20" fill="#23408E"/><rect x="20" width="10" height="20" fill="#C93036"/>',
    "de": _BAND.format("#22211F")
    + '<rect y="6.700" width="30" height="6.700" fill="#C3312B"/><rect y="13.300" width="30" height="6.700" fill="#F0C33C"/>',
    "es": _BAND.format("#B3242B") + '<rect y="5" width="30" height="10" fill="#F0C33C"/>',
}
