"""Words that tell nothing of what somebody speaks about, as terms (see :mod:`index.query.terms`)."""

from __future__ import annotations

_WORDS = """
    a about above absolutely across actually after again against ago ahead all almost already also
    although always am among an and another any anybody anyone anything are arent around as ask
    asked at away back be became because become been before began behind being believe best
    better between big bit both but by call came can cannot cant certain certainly clear clearly
    come comes coming completely continue could couldnt course day days did didnt different do
    does doesnt doing done dont down during each either else end enough even ever every
    everybody everyone everything exactly extremely far feel few find first for forward from
    full fully further gave get gets getting give given go goes going gone gonna good got great
    had hadnt happen happened happy hard has hasnt have havent having he hed hell help her here
    heres hes high him himself his how however i id if ill im important in indeed instead into
    is isnt it itd itll its itself ive just keep kind knew know known last later least less let
    lets like likely little ll long look looking lot lots made make makes making many matter may
    maybe me mean means might mine more most move much must my myself near need needs never new
    next no nobody none nor not nothing now number of off often oh ok okay old on once one ones
    only onto open or other others ought our ours ourselves out over own part particular
    particularly people perhaps place please point possible probably put quite rather re really
    right said same saw say saying says see seem seems seen several shall she shed shell shes
    should shouldnt show simply since so some somebody someone something sometimes soon sort
    still stop such sure take taken takes taking talk talking tell th than thank thanks that
    thats the their theirs them themselves then there theres these they theyd theyll theyre
    theyve thing things think this those though thought through time times to today together
    told tomorrow too took toward towards tried trust try trying turn two under until unless up upon
    us use used using ve very wait want wanted wants was wasnt way ways we wed well went were
    werent weve what whatever whats when whenever where whether which while who whole whom whos
    whose why will wish with within without wont word words work working would wouldnt year
    years yes yesterday yet you youd youll young your youre yours yourself youve mr mrs ms sir s
    t d m am pm reuters told added three four five half another able alone along anyway bad
    bring brought change changed case cases couple deal fact side start started stay stand set left
    live lead yeah guy guys obviously definitely basically everyday somewhere nowhere anywhere
    everywhere statement spoke speak speaking interview per cent percent hundred thousand
    million billion monday tuesday wednesday thursday friday saturday sunday january february
    march april june july august september october november december
"""

STOP_WORDS = frozenset(_WORDS.split())
