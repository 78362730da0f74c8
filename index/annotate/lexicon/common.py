"""Words that open sentences, fill headlines or stand in names, and are no names by themselves."""

from __future__ import annotations

from index.annotate.lexicon import word_set

OPENERS = word_set(
    """a about above according across act actually add adding additionally after afterwards again against
    ago ahead all almost along already also although always am amid among an and another any anyone
    anything apart are around as aside asked at away back be because been before behind being below
    beneath besides best better between beyond big both but by call can come consider could critics
    currently days dear despite did do does doing don don't down due during each earlier early either
    else elsewhere enough especially even eventually every everybody everyone everything except experts
    far few fewer finally find first five follow following for former four fortunately from further
    furthermore generally get give given go going good got great had half has have having he he'd he'll
    hello help hence her here hers herself he's hi high him himself his historically hopefully how
    however i i'd i'll i'm i've if in including indeed inside instead into investors is isn't it it's
    its itself just keep know knowing large last late lately later least less let let's like likewise
    little living long look looking made make making many many may maybe me meanwhile members men might
    million mine minutes more moreover most mostly much must my near nearly neither never nevertheless
    new newer next no nobody none nonetheless nor not nothing now nowadays of off officials often oh ok
    okay old older on once one ones only onto or originally other others otherwise our out outside over
    overall own part past people per perhaps photo please police poor presumably previously put rather
    read really recent recently regarding residents right said same say says scientists second see
    seeing seven several shall she she's should show similarly simply since six so some somebody someone
    something sometimes somewhat soon speaking still such supporters sure surely take taken taking ten
    than thank thanks that that's the their them themselves then there there's thereby therefore these
    they they'll they're they've third this those though thousands three through throughout thus time
    times to today together tomorrow tonight too toward towards try trying two under unfortunately
    unless unlike until unto up upon us use using usually very via voters was watch we we'll we're we've
    week well were what what's whatever when whenever where whereas whether which while who who's
    whoever whole whom whose why wide will with within without women won't working would year years yes
    yesterday yet you you're you've young your yours zero absolutely added advertisement advertising
    analysis analysts anyway article asking based began bring calls caption comment comments continue
    continued copyright details e-mail editor editorial email exclusive file getty headline home image
    images join latest leave loading menu more newsletter note opinion photograph photos picture
    pictured posted published related report reported reporting reports review search share sign source
    story subscribe tags top topics update updated video view breaking q a am pm ms children many
    authorities activists workers students teachers doctors families parents researchers president prime
    minister secretary government state court judge governor mayor senator general today's tuesday's god
    christmas easter ramadan internet election elections war economy health education police religion
    politics business sports sport world life love death money power freedom democracy nature science
    technology history music climate energy food water fire earth air"""
)
MONTHS_AND_DAYS = word_set(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
    sundays jan feb mar apr jun jul aug sep sept oct nov dec"""
)
