"""An invented language of news: word lists, sentence patterns, and names that belong to nobody.

What is written here is the project's own; words that the lists lack are made of syllables.
"""

from __future__ import annotations


def _words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


NOUNS = _words("""
report plan committee market minister region budget company worker council vote border harbour bridge
school hospital village season harvest price output export import tariff contract strike union election
party leader reform policy review inquiry court judge ruling appeal lawyer witness police officer suspect
crowd protest march camp army commander soldier weapon convoy attack ceasefire treaty envoy embassy
summit alliance sanction threat agency scientist study vaccine patient doctor nurse disease drug trial
laboratory sample climate storm flood drought river forest coast island farmer cattle grain sugar coffee
cotton timber oil gas pipeline refinery mine miner metal copper steel factory engine vehicle railway
airport airline passenger tunnel road truck ship crew captain port cargo customs bank loan debt bond
investor share profit loss quarter dividend merger rival customer shop retailer brand product software
network server satellite phone battery screen signal tower engineer design player coach team match goal
league trophy stadium fan referee injury transfer record medal runner race film actor director studio
festival award novel author singer concert album theatre museum gallery painting statue church priest
temple pilgrim ceremony funeral wedding family child parent teacher pupil university student professor
degree housing tenant landlord rent builder tax pension benefit wage salary job vacancy migrant refugee
visa passport guard prison sentence charge theft fraud bribe audit account ledger figure forecast survey
poll
""")

VERBS = _words("""
approve reject announce confirm question defend support oppose delay launch review publish demand order
open close visit inspect repair expand reduce restrict resume suspend cancel postpone monitor measure
record collect deliver transport protect threaten attack shelter rescue warn remind answer address
mention recommend request refuse appoint replace elect remove transfer return recover discover develop
produce export import purchase finance invest spend borrow target exceed follow attract restore abandon
complete prepare present perform research observe treat test examine contain isolate connect install
design construct demolish renovate sponsor
""")

ADJECTIVES = _words("""
national local foreign early recent former senior public private annual federal regional central northern
southern eastern western rural urban coastal economic political military medical legal technical
financial industrial agricultural commercial cultural religious scientific digital major minor serious
severe modest sharp steady rapid slow quiet open secret formal final initial joint separate similar broad
narrow heavy light cheap costly fresh rare common popular unlikely difficult simple complex strict
generous cautious hopeful angry
""")

ADVERBS = _words("""
quickly slowly again later earlier already almost nearly still finally recently widely openly quietly
together sharply steadily formally jointly partly largely mostly rarely often twice abroad overnight
instead meanwhile
""")

FIRST_PARTS = _words("""
grain steel river harbour stone iron wood salt fire water wind sun moon night day field hill sea snow
storm paper glass cloud land house ship road rail coal clay rope wool hay corn apple honey horse sheep
bird fish
""")

SECOND_PARTS = _words("""
yard works keeper house field gate bank side maker master port way stone wright ward mill shed dock hall
line front board craft wheel bell path wall light cart store barn pool ridge crest brook stead loft trap
""")

PATTERNS = """
The N of the A N was VED by the N after O VED its N.
In L, the N VED the A N and the N VED it R.
O VED a A N for the N of the N, which P VED R.
A N from L said that the N had not VED the C.
There was a A N between the N and the N when O VED the C.
P VED the N, but the A Ns were VED R by the N.
More than # Ns were VED in L, where the N had VED the A N.
The C is VING the N of L, and the Ns are VING it R.
"We will V the C," said P, who VED the N of O in L.
"The N is A and the N is A," P told reporters. "We have to V it."
Most Ns had VED the A N before the C was VED.
With # Ns and a A N, the C of O VED its N by # per cent.
Each N would V the N, according to the A C.
Officials at O said the A Ns of the C would be VED R.
They VED the N under a A N that P had VED for O.
The X of L VED the N, and X Ns VED the C there.
After the N, O and P VED the X N over the A C.
There are # Ns in the X, and all of them V the N.
If the N is VED, the A Ns of X could V the N for years.
The N, VED by O in the X of L, VED # Ns R.
""".strip().splitlines()

TITLES = """
O VS C in L
Ns V A N as P VS C
A N VS N, says O
P: "The N is A"
N of X VS # Ns
L Ns V the C
""".strip().splitlines()

OFFICES = _words("Board Works Trust League Council Institute Bank Lines Ministry Foods Party Mission")
PAPERS = _words("Courier Observer Gazette Ledger Mirror Bulletin Argus Dispatch Record Sentinel")

_STARTS = _words("b br c ch d dr f g gr h j k kr l m n p r s sh st t tr v w z")
_VOWELS = _words("a e i o u ai ea ou")
_ENDS = ["n", "r", "l", "s", "m", "t", "d", "k", "nd", "rt", "x", ""]
_SHORTEST = 2500  # what is numbered below is too short to be told from real words


def invented(number: int) -> str:
    """A word of an endless vocabulary that can be spoken; another for each number from 0."""
    rest = number + _SHORTEST
    out: list[str] = []
    while rest > 0:
        rest, start = divmod(rest, len(_STARTS))
        rest, vowel = divmod(rest, len(_VOWELS))
        rest, end = divmod(rest, len(_ENDS))
        out.append(_STARTS[start] + _VOWELS[vowel] + _ENDS[end])
    return "".join(out)


def plural(noun: str) -> str:
    """The plural of a noun."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def past(verb: str) -> str:
    """The past of a regular verb."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")


def going(verb: str) -> str:
    """The form of a verb in -ing."""
    return (verb[:-1] if verb.endswith("e") else verb) + "ing"
