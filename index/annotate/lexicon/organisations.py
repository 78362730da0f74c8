"""Well-known organisations, words that head the names of organisations, and acronyms that name none."""

from __future__ import annotations

from index.annotate.lexicon import phrases, word_set

_NAMES = """
White House,Kremlin,Pentagon,Downing Street,Capitol,Congress,Senate,House of Representatives,House,
Supreme Court,State Department,Treasury,Treasury Department,Justice Department,Defense Department,
Department of Defense,Homeland Security,Federal Reserve,Fed,Secret Service,Coast Guard,National Guard,
Security Council,Secretariat,General Assembly,UN General Assembly,United Nations,UN,U.N.,
UN Security Council,U.N. Security Council,NATO,European Union,EU,E.U.,European Commission,
European Parliament,European Council,European Central Bank,ECB,World Bank,International Monetary Fund,IMF,
World Trade Organization,WTO,World Health Organization,WHO,UNICEF,UNESCO,UNHCR,UNDP,UNCTAD,UNEP,OECD,OPEC,
ASEAN,African Union,AU,Arab League,G7,G8,G20,G-7,G-8,G-20,BRICS,IAEA,ICC,International Criminal Court,
International Court of Justice,ICJ,Interpol,Europol,Red Cross,Red Crescent,Amnesty International,
Human Rights Watch,Greenpeace,Oxfam,Doctors Without Borders,Save the Children,CIA,FBI,NSA,DEA,EPA,FDA,CDC,
FCC,SEC,FAA,NASA,DHS,ICE,IRS,TSA,DOJ,MI5,MI6,GCHQ,KGB,FSB,SVR,GRU,Mossad,Shin Bet,ISI,IDF,RCMP,CSIS,NHS,ANC,
BJP,PPP,PML-N,PTI,GOP,DNC,RNC,SNP,DUP,UKIP,AfD,CDU,CSU,SPD,NDP,ACLU,NRA,NAACP,Hamas,Hezbollah,Taliban,Fatah,
Islamic State,ISIS,ISIL,IS,Daesh,al-Qaida,al-Qaeda,Al-Qaeda,Al-Qaida,al Qaeda,Al Qaeda,Boko Haram,al-Shabab,
al-Shabaab,Al-Shabaab,Houthis,Wagner,Wagner Group,FARC,PKK,IRA,Muslim Brotherhood,Reuters,Associated Press,
AP,AFP,Agence France-Presse,UPI,TASS,Tass,Xinhua,Interfax,RIA Novosti,Kyodo,IRNA,Bloomberg,Bloomberg News,
CNN,BBC,BBC News,NBC,ABC,ABC News,CBS,CBS News,NBC News,Fox News,Fox,MSNBC,NPR,PBS,CNBC,CBC,CBC News,CTV,
CTV News,Global News,Canadian Press,SBS,RT,Sky News,ITV,Al Jazeera,Al-Jazeera,al-Jazeera,Politico,POLITICO,
BuzzFeed,BuzzFeed News,Huffington Post,HuffPost,Breitbart,Breitbart News,New York Times,Washington Post,
Wall Street Journal,Financial Times,Guardian,The Guardian,Times,Telegraph,Daily Mail,Los Angeles Times,
USA Today,Globe and Mail,Toronto Star,National Post,Le Monde,Der Spiegel,The Economist,Economist,Time,
Newsweek,Guardian,Daily Beast,The Atlantic,The Hill,New Yorker,Vox,Vice,Slate,Axios,Intercept,Mother Jones,
Global Times,People's Daily,Meduza,Kommersant,Haaretz,Dawn,The Hindu,Hindustan Times,Times of India,
South China Morning Post,IPS,Google,Apple,Microsoft,Amazon,Facebook,Meta,Twitter,Tesla,SpaceX,Netflix,
YouTube,Instagram,WhatsApp,TikTok,Uber,Airbnb,IBM,Intel,Samsung,Sony,Huawei,Tencent,Alibaba,Baidu,ZTE,
Toyota,Honda,Nissan,Ford,General Motors,GM,BMW,Volkswagen,Boeing,Airbus,Lockheed Martin,Raytheon,Gazprom,
Rosneft,Lukoil,Shell,BP,Exxon,ExxonMobil,Exxon Mobil,Chevron,TotalEnergies,Aramco,Saudi Aramco,Walmart,
McDonald's,Starbucks,Pfizer,Moderna,AstraZeneca,Goldman Sachs,JPMorgan,Morgan Stanley,Citigroup,HSBC,
Barclays,Deutsche Bank,Credit Suisse,UBS,Nvidia,OpenAI,Oracle,Cisco,Reddit,Snapchat,LinkedIn,PayPal,Disney,
Warner Bros,Nike,Adidas,Coca-Cola,Pepsi,PepsiCo,Nestle,Unilever,Siemens,FIFA,UEFA,IOC,NBA,NFL,NHL,MLB,FIA,
ICC,NCAA,Manchester United,Manchester City,Real Madrid,Chelsea,Arsenal,Harvard,Yale,Stanford,MIT,Princeton,
Oxford University,Cambridge University,Harvard University,Columbia University,Knesset,Bundestag,Duma,
State Duma,Lok Sabha,Rajya Sabha,Politburo,Cabinet,Parliament,House of Commons,House of Lords,Commons,Lords,
Holy See,Vatican,Interpol,Moody's,Fitch,Standard & Poor's,RAND,Brookings Institution,Heritage Foundation,
Cato Institute,Brookings,Pew,Gallup,Ipsos,YouGov,Rasmussen,Quinnipiac,Wall Street,Yukos,Black Lives Matter,
Planned Parenthood,Tea Party,Navy,Army,Air Force,
Marine Corps,Marines,Royal Navy,Scotland Yard,NYPD,LAPD,Met Police,Commonwealth,Quad,Eurogroup,Schengen,
Eurostat,Frontex,OSCE,OPCW,WFP,FAO,ILO,IOM,UNRWA,WMO,IPCC,ECOWAS,SADC,Mercosur,CARICOM,APEC,SCO,
Shanghai Cooperation Organization,Shanghai Cooperation Organisation
"""

NAMES = phrases(_NAMES)
HEADS = word_set(
    """Ministry Department Agency Council Committee Commission Party University College School Institute
    Institution Corp Corporation Inc Ltd LLC PLC Company Co Group Bank Association Organization Organisation
    Union Federation Foundation Fund Authority Court Parliament Senate Assembly Congress Bureau Office
    Service Services Board Army Navy Force Forces Guard Police News Times Post Journal Herald Tribune
    Gazette Telegraph Airlines Airways Motors Industries Holdings Partners Systems Technologies Energy
    Pharmaceuticals Club FC United Society Center Centre Initiative Alliance Coalition Movement Front
    Brigade Network Media Press Television Radio Magazine Laboratory Laboratories League Administration
    Academy Trust Embassy Consulate Secretariat Tribunal Directorate Chamber Church Exchange Entertainment
    Studios Records Bancorp Capital Securities Insurance Electric Oil Gas Petroleum Mining Airline Railway
    Railways Telecom Communications Software Labs Solutions Ventures Associates Campaign Caucus Cabinet
    Taskforce Watch International Command Regiment Battalion Cooperation Programme Headquarters Inspectorate
    Observatory Ombudsman Prosecutor Treasury Unit Squad Team Consortium Confederation Democrats Republicans
    Workers Nations GmbH AG SA NV Commons Lords Monitor Observer Examiner Chronicle Globe Mail Sun Mirror
    Standard Independent Enquirer Register Citizen Star Review Bulletin Digest Broadcasting"""
)
# Heads that take an "of", "for" or "on" and what follows.
HEADS_BEFORE_OF = word_set(
    """Ministry Department University Bank Institute Council Committee Commission House Court Board Office
    College School Academy Chamber Bureau Society Association Organization Organisation Federation Union
    League Church Center Centre Party Army Embassy Government Conference Group Campaign Coalition Foundation
    Agency Fund Authority Supreme Doctors Museum Alliance Campaigners Movement Front Daughters Sons Friends
    Guild Confederation Community International Panel Directorate Service Institution Assembly Congress
    Secretariat High Republic Forum Programme Program"""
)
NO_ENTITY = word_set(
    """USD EUR GBP AUD CAD NZD INR JPY CNY RMB CEO CFO COO CTO GDP GNP AIDS HIV
    COVID COVID-19 Covid Covid-19 TV DNA RNA PM MP MPs MLA MPP AM PM DJ ID IT AI PR HR VAT ICU ER PTSD LGBT
    LGBTQ LGBTQ+ LGBTI SUV SUVs UFO UFOs ATM ATMs USB PDF FAQ ADHD BA MA PhD MBA MD RN VIP POW POWs CCTV GPS
    SMS VPN URL HTTP HTML OK IQ IV II III VI VII VIII IX XI XII DUI NGO NGOs IED IEDs WMD WMDs ICBM LNG LPG
    CO2 PPE PCR IPO ETF ESG NFT NFTs PHOTO PHOTOS VIDEO READ MORE WATCH UPDATE BREAKING LIVE EXCLUSIVE GST
    HST AR-15 AK-47 F-16 F-35 HIMARS ATACMS MORE NOT AND THE FOR WITH WHAT WHY HOW WHO IS ARE THIS THAT ALL
    NEW Q A CV DIY R GMO GMT EST EDT PST PDT BST UTC TM RSS FTP HD OLED LED RAM CPU GPU API CAPTCHA SOS ETA
    RIP FYI ASAP LOL OMG WTF SAY SAYS SAID NO YES DO TO OF IN ON AT BY IT WE YOU HE SHE THEY BE I AN OR AS
    IF BUT HIS HER ONE TWO ADVERTISEMENT"""
)
LEGAL_FORMS = word_set("inc corp corporation ltd limited llc plc co company gmbh ag sa nv")
