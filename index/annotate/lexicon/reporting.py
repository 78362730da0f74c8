"""Words that report what somebody says without quotation marks, by how clearly they do."""

from __future__ import annotations

from index.annotate.lexicon import word_set

SAYING = word_set("say says said saying")
TELLING = word_set(
    """tell tells told telling remind reminds reminded reminding assure assures assured assuring inform
    informs informed informing"""
)
ASKING = word_set(
    """ask asks asked asking urge urges urged urging advise advises advised advising order orders ordered
    ordering implore implores implored imploring"""
)
PROMISING = word_set(
    """vow vows vowed vowing promise promises promised promising pledge pledges pledging threaten threatens
    threatened threatening"""
)
FINDING = word_set("""find finds found finding show shows showed showing estimate estimated estimates""")
CLAIMING = word_set(
    """argue argues argued arguing claim claims claimed claiming note notes noted noting add adds added adding
    acknowledge acknowledges acknowledged acknowledging insist insists insisted insisting contend contends
    contended contending warn warns warned warning suggest suggests suggested suggesting announce announces
    announced announcing report reported reporting declare declares declared declaring write writes wrote
    writing tweet tweets tweeted tweeting admit admits admitted admitting concede concedes conceded conceding
    explain explains explained explaining predict predicts predicted predicting conclude concludes concluded
    concluding assert asserts asserted asserting allege alleges alleged alleging maintain maintains
    maintained maintaining reiterate reiterates reiterated reiterating stress stresses stressed stressing
    emphasize emphasizes emphasized emphasizing emphasise emphasises emphasised emphasising confirm confirms
    confirmed confirming recall recalls recalled recalling boast boasts boasted boasting joke jokes joked
    joking complain complains complained complaining caution cautions cautioned cautioning confess confesses
    confessed confessing testify testifies testified testifying stated stating point points pointed pointing
    reveal reveals revealed revealing remark remarked remarking commented observe observes observed observing
    deny denies denied denying agree agrees agreed agreeing reply replies replied replying respond responds
    responded responding answered propose proposes proposed proposing speculate speculates speculated
    speculating lament laments lamented lamenting counter counters countered countering quip quips quipped
    muse mused repeat repeats repeated repeating indicate indicates indicated indicating mention mentioned
    mentioning signal signaled hint hinted imply implied implying elaborate elaborated clarify clarified
    clarifying recount recounted recommend recommends recommended recommending reckon reckons"""
)
LOOKALIKES = word_set("states reports posts posted emails comments remarks pledged")
"""Forms that are more often something else: "the Gulf states", "emails", "pledged delegates"."""

ADDRESSED = TELLING | ASKING | word_set("warn warns warned warning caution cautions cautioned cautioning")
"""Verbs that take whom they speak to as an object, before what they say."""

CLAIMS = word_set(
    """claim claims statement statements allegation allegations assertion assertions accusation accusations
    announcement argument arguments contention warning warnings suggestion suggestions promise promises
    pledge insistence complaint complaints prediction predictions denial admission acknowledgment
    acknowledgement declaration comment comments remark remarks testimony"""
)
"""Nouns of speech whose content may follow: "his claim that"."""

CONJUNCTIONS = word_set("that whether if how why what when where who which")
JOINTS = CONJUNCTIONS | {"and", "but"}
FINITE = word_set(
    """is are was were am has have had do does did will would can could may might shall should must cannot
    's 're 've 'd 'll it's that's there's he's she's they're we're i'm they've we've i've he'd she'd they'd
    we'd i'd he'll she'll they'll we'll i'll you're you've you'd you'll what's who's ain't became began came
    went got gave took made said says told felt found left lost ran saw won knew thought held led met paid
    sent spent stood understood wrote brought bought built caught chose fell fought grew heard kept let
    meant rose sold spoke taught wants needs seems means comes goes gets makes takes remains plans expects
    want need seem mean remain believe believes think thinks know knows see sees"""
)
"""Words that make a clause of what follows, whatever its subject."""

PERSONAL = word_set("he she they it we i there you")
DETERMINERS = word_set("the a an his her its their our my this these those some many several no")
ANSWERS = word_set("so nothing little yes")
"""Words after "said" that are all that is told of what was said."""

TIMES = word_set(
    "yesterday today tonight earlier later recently again repeatedly publicly morning afternoon evening night"
)
PREPOSITIONS = word_set(
    """in on at to during after before from by for with about of last this over via through following late
    early"""
)
NEGATIONS = word_set("not never neither nor no nobody cannot")
MODALS = word_set("would could should might may must can if whether when to will shall")
SUBORDINATORS = word_set(
    """while as although though when after if because before since until unless whereas despite once whether
    in on at for with by during without given asked"""
)
