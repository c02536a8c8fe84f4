"""Country codes, from CLDR's list."""

import re

from crossread.errors import BadInput

# Withdrawn from ISO 3166-1; CLDR still maps them to successors.
WITHDRAWN = ("ANT", "BUR", "DDR", "FXX", "NTZ", "SCG", "SUN", "TMP", "YMD", "YUG", "ZAR")
_PRIVATE = re.compile("AAA|Q[M-Z].|X..|ZZ.")  # ISO leaves these to their users
# In common use among publishers of readouts, though ISO only reserves them or leaves them free.
CUSTOMARY = {"XK": "XKX", "XKX": "XKX", "XKK": "XKX", "EU": "EUE", "EUE": "EUE"}


def find_alpha_3(code: str, place: str) -> str:
    """Give the ISO 3166-1 alpha-3 code for an alpha-3 or alpha-2 code, in any case.

    Args:
        code: as written, such as "USA" or "us".
        place: the file and line, for the error.

    Raises:
        BadInput: no such country code.

    >>> find_alpha_3("no", "a.txt, line 2")
    'NOR'
    """
    from babel.core import get_global

    wanted = code.strip().upper()
    for alpha_3, alpha_2 in get_global("territory_aliases").items():
        if _is_current(alpha_3) and wanted in (alpha_3, alpha_2[0]):
            return str(alpha_3)
    if wanted in CUSTOMARY:
        return CUSTOMARY[wanted]
    fact = f"{place}: country is {code!r}, expected a code such as USA, RUS or CHN"
    raise BadInput(fact, "Use the three letters of ISO 3166-1 alpha-3 (or its two letters).")


def _is_current(code: str) -> bool:
    is_alpha_3 = len(code) == 3 and code.isalpha()
    return is_alpha_3 and code not in WITHDRAWN and not _PRIVATE.fullmatch(code)
