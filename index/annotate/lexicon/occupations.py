"""Words of the phrases in which a text says what a person or a body is."""

from __future__ import annotations

from index.annotate.lexicon import people, roles, word_set

_MODIFIERS = word_set("acting former ex interim vice hon honourable rear private specialist personal")
_NO_HEADS = word_set(
    """named statement survey poll source insider government crowd transcript video release message filing
    complaint indictment ruling panel politico court media press staff operative justice authority chef
    child teen other real-estate sources republican democrat conservative liberal socialist general post
    star acting party ad narrator veteran parent duo trio pair couple counterpart colleague opponent"""
)

PERSONS = (
    ((roles.SPEAKING - roles.BODIES - roles.QUANTITIES - roles.PLURAL - _NO_HEADS) | people.TITLES)
    - people.HONORIFICS
    - _MODIFIERS
    - word_set(
        """constables ministers senators mps presidents secretaries generals del madame madam frau herr
        monsieur"""
    )
    - word_set(
        "lord king prince pope queen princess dame duke count emperor duchess countess empress baroness"
    )
) | word_set(
    """general justice republican democrat conservative liberal socialist veteran star chef operative parent
    head dictator ally banker trader broker dealer investor industrialist financier accountant
    auditor architect surgeon psychologist psychiatrist therapist pharmacist dentist veterinarian curator
    principal dean rector provost vice-chancellor lecturer fellow biologist physicist chemist astronomer
    ecologist climatologist epidemiologist virologist geologist meteorologist archaeologist
    anthropologist sociologist philosopher theologian linguist mathematician statistician geographer
    demographer criminologist forecaster seismologist neuroscientist geneticist psychotherapist
    striker midfielder goalkeeper defender winger forward quarterback pitcher batsman bowler cricketer
    golfer boxer sprinter runner cyclist swimmer skier jockey footballer athlete trainer referee umpire
    captain skipper vice-captain caddie racer champion medallist medalist
    novelist poet playwright screenwriter biographer blogger vlogger youtuber broadcaster newsreader
    photographer cameraman photojournalist painter sculptor composer conductor pianist violinist guitarist
    drummer rapper songwriter dancer choreographer model designer producer filmmaker
    councilwoman alderwoman solicitor barrister notary advocate campaigner organiser organizer coordinator
    co-ordinator co-author co-founder co-owner co-chair co-chairman president-elect
    co-director co-president co-leader co-host creator inventor entrepreneur shopkeeper restaurateur grocer
    baker butcher hairdresser plumber electrician builder carpenter mechanic engineer technician programmer
    farmer fisherman miner trucker steelworker firefighter paramedic midwife nurse carer
    soldier sailor airman lieutenant-colonel lieutenant-general major-general commodore
    guerrilla warlord militant rebel cleric theologian nun monk vicar chaplain rabbi imam mufti
    ayatollah sheikh emir sultan regent consul attaché attache emissary negotiator mediator rapporteur
    under-secretary undersecretary vice-chairman vice-chair vice-premier deputy-director
    secretary-general director-general attorney-general governor-general inspector-general
    comptroller registrar clerk ombudsman whip backbencher frontbencher peer crossbencher
    aide-de-camp bodyguard translator interpreter publicist agent recruiter lobbyist
    treasurer controller planner administrator superintendent warden ranger detective constable
    cfo coo cto cio md chairperson chairwoman frontman singer-songwriter comedian magician
    blacksmith collector dealer historian librarian archivist chancellor
    speechwriter pollster adviser strategist fundraiser whistleblower analyst"""
)
"""Nouns that say what a person does or is, in lower case and in the singular."""

ABBREVIATIONS = frozenset(people.FULL_TITLES) - people.HONORIFICS | word_set(
    "sens reps asst dep sec brig cpl"
)
"""Titles that a full stop follows."""

KIN = word_set(
    """mother father son daughter brother sister wife husband friend uncle aunt cousin colleague grandmother
    grandfather neighbor neighbour girl boy teenager ally rival parent survivor victim
    resident witness supporter critic opponent"""
)
"""Nouns that say something only of somebody: "wife of", "Trump's lawyer"."""

LONE = KIN | word_set(
    """man woman person member official player star owner worker leader head chief boss deputy agent fellow
    staffer employee executive director expert voter aide veteran officer staff speaker chair model
    candidate nominee contender creator champion advocate captain forward manager delegate rear
    insider driver one host anchor author co-author peer rear forward general father"""
) - word_set("captain general manager candidate director author co-author driver host")
"""Nouns that say too little by themselves."""

BODIES = (
    roles.BODIES
    - word_set(
        """government administration court report survey study poll statement website media press letter email
        tweet post document article lawsuit office campaign party ministry department"""
    )
) | word_set(
    """party ministry department tank charity nonprofit non-profit regulator watchdog body maker carmaker
    automaker manufacturer retailer chain operator lender broadcaster publisher producer provider developer
    startup start-up giant airline carrier union association federation foundation subsidiary unit arm
    division supplier militia alliance coalition movement club museum hospital school college university
    business corporation conglomerate utility distributor exporter importer insurer consultancy wing daily
    cooperative co-operative partnership trust fund venture brokerage exchange consortium authority
    refiner shipyard shipper miner brewer bookmaker drugmaker chipmaker network tabloid weekly
    watchdog supermarket contractor builder thinktank"""
)
"""Nouns that say what a body is, in the singular."""

LONE_BODIES = word_set(
    """company group agency organization organisation body unit arm division board team giant firm club union
    party network movement business corporation department office maker producer provider supplier operator
    manufacturer developer publisher distributor alliance consortium"""
)
"""Of these, those that say too little by themselves."""

BEFORE = people.PORTFOLIO - word_set("and & of for the war") | word_set(
    """retired veteran longtime long-time lifelong incoming outgoing disgraced ousted exiled jailed late
        opposition shadow far-right right-wing left-wing conservative liberal democratic republican socialist
        independent rebel tribal religious spiritual military presidential parliamentary legislative
        congressional senatorial federal provincial regional local municipal district county city town village
        world global european african asian western northern southern eastern central royal honorary
        general assistant associate adjunct visiting emeritus lead principal junior senior top founding
        managing non-executive joint co independent human rights civil constitutional criminal defence
        defense trial divorce corporate business financial banking investment equity hedge fund oil gas
        energy steel mining shipping airline aviation car auto tech technology software internet media
        newspaper television tv radio film movie music pop rock rap hip-hop opera jazz folk country soul
        football soccer rugby cricket baseball basketball hockey tennis golf boxing olympic athletics
        cycling racing swimming chess sports news political diplomatic business economics legal medical
        health science environmental climate education crime fashion food travel arts literary art book
        history law english physics chemistry biology mathematics engineering computer data research
        policy press communications marketing sales operating technical creative artistic editorial
        executive information technology investigative freelance war property estate real real-estate
        landscape wildlife conservation animal union labour labor trade student youth community campaign
        church catholic anglican orthodox muslim jewish christian buddhist hindu sunni shiite shia
        team club group company bank agency ministry department government state university college
        school hospital council committee commission board court house party police army navy air force
        border security intelligence counterterrorism terrorism anti-terrorism foreign peace chief
        vice deputy former acting ex interim then-acting caretaker
        billionaire millionaire multimillionaire prominent leading award-winning nobel
        space rocket nuclear weapons arms drug drugs cancer heart brain vaccine disease infectious
        mixed martial professional amateur world-class all-time star bass lead head first second third
        currency commodity commodities grain sugar coffee cocoa metals bond stock market money exchange
        credit insurance customs tax budget planning housing treasury finance agriculture farm fisheries
        transport railway rail highway water power electricity petroleum mines wire features picture
        managing night city sub deputy-chief line flight cabin test fighter bomber helicopter ship
        boat ferry lorry truck bus taxi cab train tour"""
)
"""Words in lower case that stand before such a noun."""

BODY_BEFORE = word_set(
    """news research rights human aid relief charity oil gas energy mining steel car auto tech technology
    software internet media law consulting accounting audit advertising public relations engineering
    construction property insurance investment private equity hedge asset management pharmaceutical drug
    biotech defence defense aerospace arms security cyber cybersecurity space airline travel shipping
    logistics rail retail fashion food drinks beverage tobacco supermarket clothing sportswear
    state state-run state-owned state-controlled government-owned privately-held official semi-official
    independent local national international global regional campaign advocacy lobby pressure
    environmental conservation animal welfare consumer trade labour labor teachers students farmers
    think political opposition ruling far-right right-wing left-wing conservative militant
    rebel islamist jihadist extremist terrorist terror separatist armed paramilitary football rugby
    cricket baseball basketball soccer sports data polling rating ratings credit brokerage
    market intelligence policy medical health mental housing children women youth student civil
    society press freedom anti-corruption watchdog tabloid daily weekly satellite cable television
    tv radio online social streaming video gaming game film record music publishing parent holding
    sister grain export import cooperative steelmaking semiconductor chip"""
)
"""Words in lower case that stand before a noun for a body."""
