"""Acronyms and other names of well-known organisations, with the full name that they stand for."""

from __future__ import annotations

from index.annotate.lexicon import phrases, word_set

# One organisation a line: the full name, then its other names; indented lines go on. All are compared
# without case, accents, dots and articles, so that "U.N.", "UN" and "the UN" are one.
_FULL_NAMES = """
United Nations|UN|UNO|United Nations Organization
United Nations Security Council|UN Security Council|UNSC
United Nations General Assembly|UN General Assembly|UNGA
United Nations Secretariat|UN Secretariat
United Nations Human Rights Council|UN Human Rights Council|UNHRC|UN rights council
United Nations Children's Fund|UNICEF|UN children's agency|UN Children's Fund
United Nations High Commissioner for Refugees|UNHCR|
 Office of the United Nations High Commissioner for Refugees|UN refugee agency|
 UN High Commissioner for Refugees|United Nations refugee agency
Office of the United Nations High Commissioner for Human Rights|OHCHR|UN human rights office
United Nations Educational, Scientific and Cultural Organization|UNESCO
United Nations Development Programme|UNDP|UN Development Programme
United Nations Environment Programme|UNEP|UN Environment Programme
United Nations Population Fund|UNFPA
United Nations Office on Drugs and Crime|UNODC
United Nations Office for the Coordination of Humanitarian Affairs|OCHA|UNOCHA
United Nations Conference on Trade and Development|UNCTAD
United Nations Framework Convention on Climate Change|UNFCCC
United Nations Relief and Works Agency|UNRWA|United Nations Relief and Works Agency for Palestine Refugees|
 United Nations Relief and Works Agency for Palestine Refugees in the Near East
United Nations Interim Force in Lebanon|UNIFIL
United Nations Industrial Development Organization|UNIDO
Joint United Nations Programme on HIV/AIDS|UNAIDS
World Health Organization|WHO
Pan American Health Organization|PAHO
World Food Programme|WFP|UN World Food Programme|United Nations World Food Programme
Food and Agriculture Organization|FAO|UN Food and Agriculture Organization|
 Food and Agriculture Organization of the United Nations
International Labour Organization|ILO|International Labor Organization
International Organization for Migration|IOM
International Atomic Energy Agency|IAEA
International Civil Aviation Organization|ICAO
International Maritime Organization|IMO
International Telecommunication Union|ITU
World Meteorological Organization|WMO
World Intellectual Property Organization|WIPO
World Tourism Organization|UNWTO
Intergovernmental Panel on Climate Change|IPCC
International Monetary Fund|IMF
World Trade Organization|WTO
International Bank for Reconstruction and Development|IBRD
International Finance Corporation|IFC
International Energy Agency|IEA
International Criminal Court|ICC
International Court of Justice|ICJ
International Criminal Police Organization|Interpol
International Committee of the Red Cross|ICRC
International Federation of Red Cross and Red Crescent Societies|IFRC
International Olympic Committee|IOC
International Air Transport Association|IATA
International Union for Conservation of Nature|IUCN
International Organization for Standardization|ISO
International Rescue Committee|IRC
International Space Station|ISS
Bank for International Settlements|BIS
Financial Action Task Force|FATF
Organisation for Economic Co-operation and Development|OECD|
 Organisation for Economic Cooperation and Development
Organization of the Petroleum Exporting Countries|OPEC
Organization for Security and Co-operation in Europe|OSCE|Organization for Security and Cooperation in Europe
Organisation for the Prohibition of Chemical Weapons|OPCW
Organization of American States|OAS
Organisation of Islamic Cooperation|OIC
North Atlantic Treaty Organization|NATO|Atlantic Alliance
Collective Security Treaty Organization|CSTO
Commonwealth of Independent States|CIS
Shanghai Cooperation Organization|SCO
Eurasian Economic Union|EAEU
Association of Southeast Asian Nations|ASEAN|Association of South East Asian Nations
South Asian Association for Regional Cooperation|SAARC
Asia-Pacific Economic Cooperation|APEC|Asia Pacific Economic Cooperation
Asian Development Bank|ADB
Asian Infrastructure Investment Bank|AIIB
African Union|AU
African Development Bank|AfDB
Economic Community of West African States|ECOWAS|Economic Community of West African Countries
Southern African Development Community|SADC
East African Community|EAC
Intergovernmental Authority on Development|IGAD
Economic Community of Central African States|ECCAS
Common Market for Eastern and Southern Africa|COMESA
African National Congress|ANC
Economic Freedom Fighters|EFF
Caribbean Community|CARICOM
Southern Common Market|Mercosur|Mercosul
Inter-American Development Bank|IDB
Inter-American Commission on Human Rights|IACHR
Gulf Cooperation Council|GCC|Cooperation Council for the Arab States of the Gulf
League of Arab States|Arab League
European Union|EU
European Commission|EU Commission|EC
European Council|EU Council
European Central Bank|ECB
European Court of Human Rights|ECHR
European Court of Justice|ECJ
European Medicines Agency|EMA
European Space Agency|ESA
European Investment Bank|EIB
European Free Trade Association|EFTA
European Economic Community|EEC
European Bank for Reconstruction and Development|EBRD
European Broadcasting Union|EBU
European Border and Coast Guard Agency|Frontex
European Union Agency for Law Enforcement Cooperation|Europol
European Organization for Nuclear Research|CERN
Federal Bureau of Investigation|FBI
Central Intelligence Agency|CIA
National Security Agency|NSA
National Security Council|NSC
Drug Enforcement Administration|DEA
Environmental Protection Agency|EPA
Food and Drug Administration|FDA
Centers for Disease Control and Prevention|CDC|Centers for Disease Control|Center for Disease Control
National Institutes of Health|NIH
National Aeronautics and Space Administration|NASA
National Oceanic and Atmospheric Administration|NOAA
National Transportation Safety Board|NTSB
National Highway Traffic Safety Administration|NHTSA
National Labor Relations Board|NLRB
National Rifle Association|NRA
National Association for the Advancement of Colored People|NAACP
National Science Foundation|NSF
National Weather Service|NWS
Federal Communications Commission|FCC
Federal Trade Commission|FTC
Federal Aviation Administration|FAA
Federal Emergency Management Agency|FEMA
Federal Deposit Insurance Corporation|FDIC
Federal Election Commission|FEC
Federal Energy Regulatory Commission|FERC
Federal Reserve|Fed|Federal Reserve System|Federal Reserve Board
Securities and Exchange Commission|SEC
Internal Revenue Service|IRS
Immigration and Customs Enforcement|ICE|US Immigration and Customs Enforcement
Customs and Border Protection|CBP|US Customs and Border Protection
Transportation Security Administration|TSA
Bureau of Alcohol, Tobacco, Firearms and Explosives|ATF
Bureau of Labor Statistics|BLS
Defense Advanced Research Projects Agency|DARPA
Defense Intelligence Agency|DIA
Department of Homeland Security|DHS|Homeland Security Department|Homeland Security
Department of Justice|DOJ|Justice Department
Department of State|State Department
Department of Defense|DoD|Defense Department
Department of the Treasury|Treasury Department|Department of Treasury
Department of Veterans Affairs|Veterans Affairs Department
Department of Housing and Urban Development|HUD
Department of Health and Human Services|HHS|Health and Human Services Department
US Department of Agriculture|USDA
US Agency for International Development|USAID|Agency for International Development|
 United States Agency for International Development
US Geological Survey|USGS|Geological Survey
Government Accountability Office|GAO
Congressional Budget Office|CBO
Office of Management and Budget|OMB
Occupational Safety and Health Administration|OSHA
Social Security Administration|SSA
Equal Employment Opportunity Commission|EEOC
Consumer Financial Protection Bureau|CFPB
Nuclear Regulatory Commission|NRC
Commodity Futures Trading Commission|CFTC
Republican Party|GOP|Grand Old Party|US Republican Party
Democratic National Committee|DNC
Republican National Committee|RNC
American Civil Liberties Union|ACLU
American Israel Public Affairs Committee|AIPAC
American Medical Association|AMA
American Federation of Labor and Congress of Industrial Organizations|AFL-CIO
Service Employees International Union|SEIU
United Auto Workers|UAW
Southern Poverty Law Center|SPLC
Anti-Defamation League|ADL
New York Police Department|NYPD|New York City Police Department
Los Angeles Police Department|LAPD
New York Stock Exchange|NYSE
Massachusetts Institute of Technology|MIT
University of California, Los Angeles|UCLA|University of California Los Angeles
University of Southern California|USC
London School of Economics|LSE|London School of Economics and Political Science
National Basketball Association|NBA
Women's National Basketball Association|WNBA
National Football League|NFL
National Hockey League|NHL
Major League Baseball|MLB
Major League Soccer|MLS
National Collegiate Athletic Association|NCAA
Ultimate Fighting Championship|UFC
Professional Golfers' Association|PGA
International Federation of Association Football|FIFA|Fédération Internationale de Football Association
Union of European Football Associations|UEFA
Confederation of African Football|CAF
Asian Football Confederation|AFC
South American Football Confederation|CONMEBOL
Confederation of North, Central American and Caribbean Association Football|CONCACAF
International Automobile Federation|FIA|Fédération Internationale de l'Automobile
International Paralympic Committee|IPC
World Anti-Doping Agency|WADA
Court of Arbitration for Sport|CAS
Women's Tennis Association|WTA
Association of Tennis Professionals|ATP
Board of Control for Cricket in India|BCCI
Indian Premier League|IPL
Football Association|FA
National Health Service|NHS
Government Communications Headquarters|GCHQ
Secret Intelligence Service|MI6
Security Service|MI5
Scottish National Party|SNP
Democratic Unionist Party|DUP
UK Independence Party|UKIP|United Kingdom Independence Party
Social Democratic and Labour Party|SDLP
Irish Republican Army|IRA
Police Service of Northern Ireland|PSNI
Metropolitan Police|Met Police|Scotland Yard|Metropolitan Police Service
Her Majesty's Revenue and Customs|HMRC|HM Revenue and Customs
Office for National Statistics|ONS
Royal Canadian Mounted Police|RCMP
Canadian Security Intelligence Service|CSIS
Canadian Broadcasting Corporation|CBC
New Democratic Party|NDP
Australian Broadcasting Corporation|ABC Australia
Australian Federal Police|AFP Australia
Commonwealth Scientific and Industrial Research Organisation|CSIRO
British Broadcasting Corporation|BBC
Independent Television|ITV
Associated Press|AP
Agence France-Presse|AFP|Agence France Presse
United Press International|UPI
Press Trust of India|PTI news agency
Asian News International|ANI
Deutsche Presse-Agentur|DPA
Islamic Republic News Agency|IRNA
Korean Central News Agency|KCNA
Cable News Network|CNN
National Broadcasting Company|NBC
Columbia Broadcasting System|CBS
National Public Radio|NPR
Public Broadcasting Service|PBS
Islamic State|IS|ISIS|ISIL|Daesh|Islamic State of Iraq and the Levant|Islamic State of Iraq and Syria|
 Islamic State in Iraq and Syria|Islamic State in Iraq and the Levant|Islamic State of Iraq and al-Sham|
 Islamic State group
al-Qaeda|al-Qaida|al-Qa'ida|al-Quaeda|Qaeda
al-Qaeda in the Arabian Peninsula|AQAP|al-Qaida in the Arabian Peninsula
al-Qaeda in the Islamic Maghreb|AQIM|al-Qaida in the Islamic Maghreb
Hezbollah|Hizbollah|Hizbullah|Hizballah|Hezballah
al-Shabaab|al-Shabab|Shabaab|Shabab
Houthis|Houthi|Huthis|Houthi movement|Ansar Allah
Islamic Resistance Movement|Hamas
Palestine Liberation Organization|PLO
Popular Front for the Liberation of Palestine|PFLP
Palestinian Authority|Palestinian National Authority
Kurdistan Workers' Party|PKK|Kurdistan Workers Party
People's Protection Units|YPG
Syrian Democratic Forces|SDF
Free Syrian Army|FSA
Revolutionary Guards|Islamic Revolutionary Guard Corps|IRGC|Revolutionary Guard|
 Iranian Revolutionary Guards|Iranian Revolutionary Guard Corps|Islamic Revolutionary Guards Corps
Israel Defense Forces|IDF|Israeli Defense Forces|Israeli Defence Forces|Israel Defence Forces
Revolutionary Armed Forces of Colombia|FARC
National Liberation Army of Colombia|ELN
Liberation Tigers of Tamil Eelam|LTTE|Tamil Tigers
Basque Homeland and Liberty|ETA|Euskadi Ta Askatasuna
Federal Security Service|FSB
Foreign Intelligence Service|SVR
Main Intelligence Directorate|GRU
Security Service of Ukraine|SBU|Ukrainian Security Service
Committee for State Security|KGB
National Anti-Corruption Bureau of Ukraine|NABU
Wagner Group|Wagner|PMC Wagner|Wagner Private Military Company
Inter-Services Intelligence|ISI|Inter Services Intelligence
Pakistan Tehreek-e-Insaf|PTI|Pakistan Tehrik-e-Insaf
Pakistan Muslim League-Nawaz|PML-N|Pakistan Muslim League Nawaz
Pakistan Peoples Party|PPP|Pakistan People's Party
Tehreek-e-Taliban Pakistan|TTP|Pakistani Taliban|Tehrik-e-Taliban Pakistan
Muttahida Qaumi Movement|MQM
Bharatiya Janata Party|BJP
Aam Aadmi Party|AAP
Rashtriya Swayamsevak Sangh|RSS
Indian National Congress|INC
All India Trinamool Congress|TMC|Trinamool Congress
Central Bureau of Investigation|CBI
Reserve Bank of India|RBI
Indian Space Research Organisation|ISRO
Bangladesh Nationalist Party|BNP Bangladesh
Chinese Communist Party|CCP|Communist Party of China|CPC
People's Liberation Army|PLA|Chinese People's Liberation Army
Democratic Progressive Party|DPP
Kuomintang|KMT|Nationalist Party of China
Liberal Democratic Party of Japan|LDP of Japan
National League for Democracy|NLD
United Malays National Organisation|UMNO
Malaysian Anti-Corruption Commission|MACC
Christian Democratic Union|CDU
Christian Social Union|CSU
Social Democratic Party of Germany|SPD
Alternative for Germany|AfD|Alternative für Deutschland
Free Democratic Party of Germany|FDP
National Rally|Rassemblement National
Freedom Party of Austria|FPÖ
Law and Justice|PiS|Law and Justice party
Justice and Development Party|AKP|AK Party
Republican People's Party|CHP
Peoples' Democratic Party|HDP
Institutional Revolutionary Party|PRI
National Action Party|PAN
All Progressives Congress|APC
Independent National Electoral Commission|INEC
Economic and Financial Crimes Commission|EFCC
Nigerian National Petroleum Corporation|NNPC
Independent Electoral and Boundaries Commission|IEBC
Zimbabwe African National Union - Patriotic Front|ZANU-PF|Zanu PF
Movement for Democratic Change|MDC
Rwandan Patriotic Front|RPF
Tigray People's Liberation Front|TPLF
Rapid Support Forces|RSF
Doctors Without Borders|Médecins Sans Frontières|MSF|Medecins Sans Frontieres
Reporters Without Borders|Reporters Sans Frontières
Committee to Protect Journalists|CPJ
Human Rights Watch|HRW
World Wildlife Fund|WWF|World Wide Fund for Nature
Royal Dutch Shell|Shell
British Petroleum|BP
International Business Machines|IBM
General Motors|GM
General Electric|GE
Bayerische Motoren Werke|BMW
Hongkong and Shanghai Banking Corporation|HSBC
American International Group|AIG
Taiwan Semiconductor Manufacturing Company|TSMC|Taiwan Semiconductor Manufacturing
Saudi Arabian Oil Company|Saudi Aramco|Aramco
Petróleos de Venezuela|PDVSA
Petróleos Mexicanos|Pemex
China National Offshore Oil Corporation|CNOOC
JPMorgan Chase|JPMorgan|JP Morgan|JP Morgan Chase|J.P. Morgan
Exxon Mobil|ExxonMobil|Exxon
Huffington Post|HuffPost
American Broadcasting Company|ABC
Group of Seven|G7|G-7
Group of Eight|G8|G-8
Group of Twenty|G20|G-20
"""

# Bodies that every country has: their names say which only with the country's.
GENERIC_BODIES = phrases(
    """parliament,senate,congress,cabinet,government,army,navy,air force,armed forces,military,police,
    national police,coast guard,supreme court,high court,constitutional court,court of appeal,central bank,
    national bank,national assembly,house of representatives,house of commons,house of lords,embassy,
    consulate,presidency,council of ministers,football association,football federation,federal police,
    national guard,border guard,electoral commission,election commission,olympic committee,red cross,
    red crescent,communist party,labour party,labor party,socialist party,conservative party,liberal party,
    green party,general staff,security council,security service,federation council,medical association,
    cricket board,national security council,treasury,stock exchange,civil aviation authority,
    democratic party,republican party,meteorological department"""
)

# Bodies that one country alone has under this name, so that the country's name adds nothing.
OWN_BODIES = {
    "united states": phrases(
        """department of state,department of justice,department of defense,department of the treasury,
        department of homeland security,department of veterans affairs,department of agriculture,
        department of health and human services,department of housing and urban development,
        federal reserve,secret service,marine corps,republican party,environmental protection agency,
        food and drug administration,white house,pentagon,congressional budget office,geological survey"""
    ),
}

# Universities that are called both "University of X" and "X University".
UNIVERSITIES = word_set(
    """oxford cambridge edinburgh glasgow manchester bristol leeds sheffield nottingham durham exeter
    warwick tokyo kyoto osaka sydney melbourne nairobi copenhagen oslo stockholm uppsala lund
    helsinki vienna zurich geneva heidelberg leiden utrecht amsterdam delhi dhaka karachi cairo
    baghdad damascus tehran harvard yale princeton stanford"""
)


def _aliases() -> dict[str, str]:
    """The full name of each other name, as they are written above."""
    found: dict[str, str] = {}
    for line in _FULL_NAMES.strip().replace("\n ", "").split("\n"):
        full, *others = line.split("|")
        found.update(dict.fromkeys(others, full))
    return found


FULL_NAMES = _aliases()
