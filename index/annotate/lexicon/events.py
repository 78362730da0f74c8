"""Events, prizes, diseases and feasts by name, and the words that head the names of events and laws."""

from __future__ import annotations

from index.annotate.lexicon import phrases, word_set

_NAMES = """
World Cup,FIFA World Cup,Rugby World Cup,Cricket World Cup,T20 World Cup,Olympics,Olympic Games,
Summer Olympics,Winter Olympics,Paralympics,Paralympic Games,Commonwealth Games,Asian Games,
Super Bowl,World Series,Stanley Cup,Wimbledon,Copa America,Copa América,Copa Libertadores,
Champions League,Europa League,Tour de France,Ryder Cup,Davis Cup,Grand Slam,US Open,U.S. Open,
Australian Open,French Open,British Open,Grammy,Grammys,Oscar,Oscars,Emmy,Emmys,Academy Award,
Academy Awards,Nobel Prize,Nobel Peace Prize,Booker Prize,Pulitzer Prize,World War I,World War II,
World War One,World War Two,First World War,Second World War,Cold War,Gulf War,Vietnam War,
Korean War,Iraq War,Civil War,Arab Spring,Brexit,Holocaust,COVID-19,Covid-19,covid-19,COVID,Covid,
Paris Agreement,Paris Accord,Paris Climate Agreement,Kyoto Protocol,Geneva Conventions,
Geneva Convention,Magna Carta,Good Friday Agreement,Oslo Accords,Minsk agreements,
Affordable Care Act,Green New Deal,Sustainable Development Goals,Millennium Development Goals,
Ramadan,Christmas,Easter,Hanukkah,Diwali,Thanksgiving,Yom Kippur,Passover,Eid al-Fitr,Eid al-Adha,
New Year's Day,New Year's Eve,Independence Day,Labor Day,Labour Day,Memorial Day,Veterans Day,
Anzac Day,Black Lives Matter,Black Friday,Industrial Revolution,Great Depression,Great Recession,
Middle Ages,Renaissance,Belt and Road Initiative,Belt and Road,Bible,Koran,Quran,Qur'an,Torah
"""
NAMES = phrases(_NAMES)
"""Names that mean the same everywhere."""

HEADS = word_set(
    """Act Treaty Accord Accords Protocol Agreement Pact Amendment Declaration Convention Games Olympics Cup
    Championship Championships Prix Festival Marathon War Wars Revolution Uprising Intifada Prize
    Award Awards Medal Law Code Summit Bowl Derby Trophy Referendum Plan Framework Strategy Agenda"""
)
"""Words that end the name of an event, a law or a prize ("Voting Rights Act")."""

HEADS_BEFORE = word_set("Treaty Convention Declaration Battle Siege Accord Protocol Feast Statute")
"""Words that begin such a name before "of" or "on" ("Treaty of Lisbon")."""

STORMS = word_set("Hurricane Typhoon Cyclone Storm")
"""Words before the name of a storm."""

WORKS = word_set(
    """film movie novel book memoir album song single play musical documentary series show painting opera
    essay thriller sitcom sequel ballad poem podcast comedy drama"""
)
"""What a title in quotation marks follows ("the film “...”")."""
