"""Verbs that attribute words to a speaker, with their strength, and words that stand between."""

from __future__ import annotations

from index.annotate.lexicon import word_set

# Counted over attributed news quotes: the verbs that stand between a speaker and the quoted words.
_STRONG = word_set(
    """say tell add write ask note continue explain respond reply state declare conclude warn claim argue
    announce acknowledge insist recall joke tweet quip exclaim remark comment observe admit assert
    concede stress emphasize emphasise reiterate repeat shout yell scream whisper mutter lament boast
    caution counter complain confess contend maintain predict reveal report point go suggest post email
    text answer opine muse recount reflect vow interject chime retort chant echo urge declare testify
    object joke sigh laugh agree read advise inform assure remind recommend estimate confirm deny allege
    promise pledge speculate bemoan blast elaborate clarify cry plead demand propose reckon summarize
    summarise underline underscore chide scoff snap gush rave beam deadpan implore begin"""
)
_WEAK = word_set(
    """call describe criticize criticise accuse denounce praise dismiss mock express believe think hope
    cite refer label dub brand slam condemn decry characterize characterise deem defend hail attack
    blame charge offer outline voice sound signal tout talk speak rail ridicule compare liken portray
    feel want know worry fear wonder mention find show publish release issue sing proclaim celebrate
    apologize question doubt welcome thank discuss indicate imply hint raise deliver use refuse explain
    invite threaten reject call decide quote paraphrase teach preach lash rip lecture consider view
    regard see term highlight recognize recognise tease hear explode fume bristle rule order write
    react remember bark pronounce press list credit put"""
)
_IRREGULAR = {
    "say": "said says saying",
    "tell": "told tells telling",
    "write": "wrote writes writing written",
    "think": "thought thinks thinking",
    "feel": "felt feels feeling",
    "go": "went goes",
    "speak": "spoke speaks speaking",
    "read": "read reads reading",
    "know": "knew knows",
    "find": "found finds",
    "sing": "sang sings singing",
    "begin": "began begins",
    "show": "showed shows",
    "see": "sees saw seeing",
    "teach": "taught teaches teaching",
    "hear": "heard",
    "put": "put puts putting",
}


def _forms(verb: str) -> list[str]:
    """The third person, past and participle of a verb, by the rules of spelling."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb].split()
    stem = verb
    if verb.endswith("e"):
        return [f"{stem}s", f"{stem}d", f"{stem[:-1]}ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [f"{stem[:-1]}ies", f"{stem[:-1]}ied", f"{stem}ing"]
    third = f"{stem}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{stem}s"
    double = verb in {
        "quip",
        "admit",
        "dub",
        "slam",
        "chat",
        "snap",
        "refer",
        "rip",
        "tut",
        "concur",
        "hint at",
    }
    stem = stem + stem[-1] if double else stem
    return [third, f"{stem}ed", f"{stem}ing"]


STRONG = frozenset(form for verb in _STRONG for form in _forms(verb))
BASE = word_set(
    """say argue claim insist believe note warn write report acknowledge suggest agree admit conclude add ask
    explain declare announce stress recall maintain contend complain tweet predict joke testify allege assert
    concede observe reply describe call"""
)
STRONG_BASE = BASE & _STRONG
WEAK = frozenset(form for verb in _WEAK for form in _forms(verb)) - STRONG
CUES = STRONG | WEAK | BASE | frozenset({"according", "per"})
PARTICIPLES = frozenset(form for form in CUES if form.endswith("ing"))
# Verbs after which a name is the one spoken to or about, not the subject: never read as "said X".
NO_INVERSION = word_set(
    """told tells telling called calls asked-of urged urges reminded reminds assured assures informed
    informs advised advises accused accuses praised slammed blasted condemned dismissed mocked
    criticized criticised denounced thanked defended described quoted compared likened attacked blamed
    cited mentioned raised reports hears heard used uses saw sees considered found finds showed shows
    charged discussed rejected wanted wants knew knows welcomed invited threatened hailed labeled
    labelled branded dubbed portrayed characterized characterised issued released delivered"""
)
ADVERBS = word_set(
    """also later then once previously repeatedly has have had further often now again recently even still
    just always never simply only first finally eventually himself herself themselves itself flatly once
    sometimes did does do not would will could may might soon since famously reportedly already both all
    jointly is was were are be been being has't hasn't didn't doesn't quickly instead earlier meanwhile
    however ago yesterday today tonight went on to further as quoted cited reportedly who's jokingly in
    turn"""
)
