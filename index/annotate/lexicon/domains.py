"""Walks of life: which role words tell of which, and which a namesake tells apart."""

from __future__ import annotations

from index.annotate.lexicon import word_set

_ROLES = {
    "politics": """president vice-president premier prime-minister chancellor minister foreign-minister
        secretary-of-state senator representative governor mayor congressman congresswoman councillor
        councilman councilwoman lawmaker legislator parliamentarian politician mp mla mpp mep msp alderman
        assemblyman assemblywoman candidate nominee whip undersecretary ambassador envoy diplomat
        secretary-general democrat republican delegate""",
    "sports": """coach footballer striker midfielder defender goalkeeper quarterback pitcher batsman bowler
        cricketer boxer wrestler golfer swimmer sprinter runner athlete player skipper jockey cyclist racer
        gymnast skater skier guard winger outfielder infielder linebacker olympian""",
    "academia": """professor lecturer scholar academic researcher scientist historian physicist chemist
        biologist mathematician economist psychologist sociologist anthropologist archaeologist astronomer
        linguist philosopher theorist geologist epidemiologist neuroscientist statistician dean""",
    "arts": """actor actress singer musician comedian filmmaker painter sculptor dancer
        composer rapper guitarist drummer novelist poet playwright screenwriter artist choreographer model""",
    "media": "journalist reporter correspondent columnist editor host anchor presenter broadcaster",
    "business": """ceo businessman businesswoman tycoon billionaire entrepreneur investor developer mogul
        banker magnate founder co-founder financier industrialist""",
    "religion": """pope cardinal bishop archbishop imam rabbi pastor reverend patriarch priest nun pontiff
        preacher monk mufti ayatollah cleric""",
    "military": """general colonel admiral commander lieutenant sergeant captain marshal brigadier major
        trooper soldier corporal private""",
    "law": "judge justice attorney lawyer prosecutor solicitor barrister magistrate",
    "police": "sheriff constable detective inspector superintendent policeman policewoman",
    "medicine": "physician surgeon nurse dentist psychiatrist pediatrician cardiologist",
    "crime": "murderer gangster robber rapist killer gunman burglar kidnapper",
}

DOMAIN_OF_ROLE = {role: domain for domain, words in _ROLES.items() for role in words.split()}

# Pairs of walks of life that one person seldom has, so that they tell namesakes apart by themselves.
_SELDOM_WITH = {
    "sports": "academia religion military law police medicine politics crime arts",
    "academia": "police crime military arts religion",
    "religion": "police crime business arts military medicine",
    "arts": "police military law medicine",
    "crime": "politics law medicine media business military",
    "medicine": "law police media",
    "police": "business media",
}
APART = frozenset(
    frozenset((domain, other)) for domain, others in _SELDOM_WITH.items() for other in others.split()
)

# Roles that one person at a time has in a country, or in the world.
UNIQUE_ROLES = word_set(
    """pope pontiff king queen emperor empress sultan emir secretary-general president prime-minister
    premier chancellor crown patriarch"""
)
# Roles that tell next to nothing of who it is.
COMMON_ROLES = word_set(
    """official man woman mother father son daughter brother sister wife husband friend resident
    witness victim member person head leader chief former ex acting deputy vice spokesman
    spokeswoman spokesperson mr mrs ms miss sir dr doctor officer executive source insider supporter
    critic opponent student teacher voter activist advocate author writer analyst expert adviser
    advisor aide assistant senior director secretary affairs state national security"""
)


def are_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of walks of life share none and one person seldom has both."""
    return (
        bool(one)
        and bool(other)
        and not one & other
        and any(frozenset((this, that)) in APART for this in one for that in other)
    )


def of_roles(roles: frozenset[str] | set[str] | tuple[str, ...]) -> frozenset[str]:
    """The walks of life that role words tell of."""
    return frozenset(DOMAIN_OF_ROLE[role] for role in roles if role in DOMAIN_OF_ROLE)
