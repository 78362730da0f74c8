"""Nouns for people and bodies that speak without a name, and which of them mean the same."""

from __future__ import annotations

from index.annotate.lexicon import word_set

# One group a line: words that may stand for one another when a text refers back to a person.
_GROUPS = """
minister secretary chief head boss
diplomat secretary-of-state foreign-minister ambassador envoy
leader president premier prime-minister chairman head strongman chancellor ruler
senator lawmaker legislator politician congressman congresswoman representative republican democrat
representative congressman congresswoman lawmaker mp
mp lawmaker politician legislator parliamentarian
governor politician
candidate nominee contender hopeful front-runner frontrunner
spokesman spokeswoman spokesperson official representative
adviser advisor aide official counselor strategist
general commander officer chief admiral colonel
lawyer attorney counsel solicitor barrister
professor academic scholar expert researcher scientist historian economist
doctor physician surgeon neurosurgeon
billionaire businessman mogul tycoon magnate developer entrepreneur
ceo executive boss chief founder
judge justice jurist
director head chief
mayor politician official
journalist reporter correspondent writer columnist author editor host anchor
coach manager
analyst expert strategist
pope pontiff
king monarch queen
prime-minister premier pm leader
president leader commander-in-chief
actor actress star
singer musician star artist
chairman chairwoman chair chief head
sheriff chief officer
constable officer
pastor reverend minister preacher
"""

SPEAKING = word_set(
    """official officials spokesman spokeswoman spokesperson spokesmen spokespeople minister secretary
    chief head leader leaders president premier chancellor diplomat diplomats ambassador envoy senator
    lawmaker lawmakers politician congressman congresswoman representative governor candidate candidates
    nominee adviser advisers advisor advisors aide aides strategist strategists general commander
    commanders officer officers soldier soldiers lawyer lawyers attorney attorneys professor academic
    expert experts researcher researchers scientist scientists historian economist economists analyst
    analysts doctor doctors physician nurse teacher teachers student students billionaire businessman
    businesswoman mogul ceo executive executives boss judge justice court director mayor journalist
    reporter reporters correspondent columnist author authors editor host anchor coach manager pope king
    queen actor actress singer chairman chairwoman chair sheriff constable pastor police prosecutors
    prosecutor investigators investigator authorities government ministry department agency company
    group organization organisation union party campaign administration court report survey study poll
    statement newspaper paper website magazine network outlet letter lawsuit memo email document
    editorial article ad narrator man woman mother father son daughter brother sister wife husband
    friend friends resident residents witness witnesses neighbor neighbour neighbors neighbours victim
    survivor source sources insider insiders supporter supporters critic critics opponent opponents
    activist activists advocate advocates protesters protester voter voters people person member members
    staffer employee employees worker workers owner farmer farmers owners manager founder founders
    co-founder captain player players star veteran republican republicans democrat democrats
    conservative conservatives liberal liberals billionaire operative operatives mp mps mla premier
    councillor commissioner superintendent sergeant inspector detective chief firefighter paramedic
    pilot driver artist musician filmmaker writer producer actor designer chef scholar rabbi imam priest
    bishop team board committee council commission office bank firm agency court institute university
    coroner pair couple duo trio two three other others one some many most several critics observers
    observer duo parents parent girl boy teen teenager child grandmother grandfather uncle aunt cousin
    colleague colleagues counterpart panel transcript post tweet message video release filing complaint
    indictment ruling judges politico media press crowd vice-president economist pollster biographer
    consultant lobbyist donor contributor mogul real-estate front-runner frontrunner tycoon developer
    neurosurgeon star socialist businesswoman contender rival ally allies staff"""
)
QUANTITIES = word_set("two three other others one some many most several")
PLURAL = frozenset(word for word in SPEAKING if word.endswith("s") and not word.endswith(("ss", "us")))
BODIES = word_set(
    """government ministry department agency company group organization organisation union party campaign
    administration court report survey study poll statement newspaper paper website magazine network
    outlet team board committee council commission office bank firm institute university media press
    letter email tweet post document article lawsuit"""
)
FEMALE = word_set(
    """spokeswoman congresswoman chairwoman businesswoman actress woman mother daughter sister wife queen
    girl grandmother aunt"""
)
MALE = word_set(
    """spokesman congressman chairman businessman man father son brother husband king boy grandfather uncle
    pope"""
)


def _synonyms() -> dict[str, frozenset[str]]:
    """Each role with the roles that may stand for it."""
    table: dict[str, set[str]] = {}
    for line in _GROUPS.strip().split("\n"):
        words = line.split()
        head = words[0]
        for word in words:
            table.setdefault(word, {word}).add(head)
        table[head].update(words)
    return {word: frozenset(group) for word, group in table.items()}


SYNONYMS = _synonyms()
