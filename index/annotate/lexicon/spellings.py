"""Names that are written in several ways: places renamed or transcribed, given names, family names."""

from __future__ import annotations

from index.annotate.lexicon import word_set

# One place a line: the name of today, then former names and other spellings.
_PLACES = """
Kyiv|Kiev
Kharkiv|Kharkov
Odesa|Odessa
Lviv|Lvov|Lwow
Dnipro|Dnipropetrovsk|Dnepropetrovsk|Dnepr
Zaporizhzhia|Zaporizhia|Zaporozhye|Zaporizhzhya
Luhansk|Lugansk
Mykolaiv|Nikolaev|Nikolayev
Chornobyl|Chernobyl
Donbas|Donbass
Chernihiv|Chernigov
Vinnytsia|Vinnitsa
Bakhmut|Artyomovsk|Artemivsk
Transnistria|Transdniestria|Trans-Dniester
Chisinau|Kishinev
St Petersburg|Saint Petersburg|Leningrad
Volgograd|Stalingrad
Nizhny Novgorod|Nizhni Novgorod
Minsk|Miensk
Belarus|Byelorussia|Belorussia
Moldova|Moldavia
Kyrgyzstan|Kirghizia|Kyrgyz Republic
Tbilisi|Tiflis
Astana|Nur-Sultan|Nursultan
Almaty|Alma-Ata
Mumbai|Bombay
Kolkata|Calcutta
Chennai|Madras
Bengaluru|Bangalore
Pune|Poona
Varanasi|Benares
Kochi|Cochin
Thiruvananthapuram|Trivandrum
Prayagraj|Allahabad
Gurugram|Gurgaon
Odisha|Orissa
Puducherry|Pondicherry
Chattogram|Chittagong
Dhaka|Dacca
Sri Lanka|Ceylon
Balochistan|Baluchistan
Yangon|Rangoon
Naypyidaw|Naypyitaw|Nay Pyi Taw
Rakhine|Arakan
Ho Chi Minh City|Saigon
Da Nang|Danang
Phnom Penh|Pnom Penh
Melaka|Malacca
Beijing|Peking
Nanjing|Nanking
Guangdong|Kwangtung
Chongqing|Chungking
Tianjin|Tientsin
Xinjiang|Sinkiang
Hong Kong|Hongkong
Macau|Macao
Taipei|Taibei
Kaohsiung|Gaoxiong
Ulaanbaatar|Ulan Bator
Busan|Pusan
Incheon|Inchon
Pyongyang|Pyeongyang
Makkah|Mecca
Madinah|Medina
Riyadh|Riyad
Jeddah|Jiddah|Jidda
Sanaa|Sana
Hodeidah|Hudaydah|Hodeida|al-Hudaydah
Aleppo|Halab
Raqqa|Raqqah|ar-Raqqah
Idlib|Idleb
Fallujah|Falluja
Erbil|Irbil|Arbil
Tehran|Teheran
Isfahan|Esfahan
Khan Younis|Khan Yunis
Benghazi|Bengasi
Tripoli|Tarabulus
N'Djamena|Ndjamena|Fort-Lamy
Marrakesh|Marrakech
Izmir|Smyrna
Istanbul|Constantinople
Maputo|Lourenço Marques
Harare|Salisbury, Rhodesia
Kinshasa|Léopoldville
Gdansk|Danzig
Wroclaw|Breslau
Krakow|Cracow
Thessaloniki|Salonika|Salonica
Pristina|Prishtina
Brussels|Bruxelles
Antwerp|Antwerpen
The Hague|Den Haag
Cologne|Köln
Munich|München
Nuremberg|Nürnberg
Gothenburg|Göteborg
Geneva|Genève
Zurich|Zürich
Seville|Sevilla
Catalonia|Catalunya|Cataluña
Basque Country|Euskadi
Londonderry|Derry
Nuuk|Godthab
Iqaluit|Frobisher Bay
Utqiagvik|Barrow, Alaska
Denali|Mount McKinley
Uluru|Ayers Rock
Timor-Leste|East Timor
Cabo Verde|Cape Verde
Eswatini|Swaziland
Myanmar|Burma
Czech Republic|Czechia
Turkey|Türkiye
Ivory Coast|Côte d'Ivoire
Zimbabwe|Rhodesia
Burkina Faso|Upper Volta
Benin|Dahomey
Cambodia|Kampuchea
Thailand|Siam
Iran|Persia|Islamic Republic of Iran
Syria|Syrian Arab Republic
North Korea|DPRK|Democratic People's Republic of Korea
South Korea|Republic of Korea|ROK
China|People's Republic of China|PRC
Taiwan|Republic of China
Democratic Republic of the Congo|DRC|DR Congo|Democratic Republic of Congo|Congo-Kinshasa|Zaire
Republic of the Congo|Congo-Brazzaville|Republic of Congo
Russia|Russian Federation
United Arab Emirates|UAE|Emirates
Gambia|The Gambia
Bahamas|The Bahamas
Vatican City|Vatican|Holy See|Vatican City State
Bosnia and Herzegovina|Bosnia|Bosnia-Herzegovina|BiH
Trinidad and Tobago|Trinidad & Tobago
St Kitts and Nevis|Saint Kitts and Nevis
Soviet Union|USSR|U.S.S.R.|Union of Soviet Socialist Republics
East Germany|GDR|German Democratic Republic
Germany|Federal Republic of Germany
Washington DC|Washington, D.C.|D.C.|District of Columbia
New York City|NYC|City of New York
Los Angeles|L.A.
Falkland Islands|Falklands|Malvinas|Islas Malvinas
Denmark Strait|Greenland Strait
Persian Gulf|Arabian Gulf
Sea of Japan|East Sea of Korea
Mount Everest|Everest|Qomolangma|Chomolungma
British Columbia|B.C.
Ontario|Ont.
Saskatchewan|Sask.
California|Calif.
Florida|Fla.
Massachusetts|Mass.
Connecticut|Conn.
Pennsylvania|Pa.
Virginia|Va.
New South Wales|NSW
"""

# Transcriptions of one given name; the first stands for all.
_GIVEN = """
vladimir volodymyr wladimir uladzimir volodimir
aleksandr alexander oleksandr aliaksandr alexandr aleksander oleksander
aleksei alexei alexey aleksey oleksiy oleksii alexej
sergei sergey serhiy serhii siarhei serge
andrei andrey andriy andrii andrej andrei
dmitri dmitry dmytro dmitriy dmitrii dimitri dimitry dzmitry
nikolai nikolay mykola mikalai
mikhail mykhailo mikheil michail mikhailo mihail
yevgeny evgeny yevgeni evgeni yevhen evgenii yevgeniy eugen
yuri yury yuriy yurii iurii juri
yulia yuliya julia iuliia
yelena elena olena
tatiana tatyana tetiana tatjana
natalia natalya nataliya nataliia
kseniya ksenia xenia
pavel pavlo
pyotr petr petro
ivan iwan
grigory grigori hryhoriy grigoriy
gennady gennadi hennadiy gennadiy gennadii
igor ihor
oleg oleh
konstantin kostyantyn kostiantyn constantin
viktor victor
viktoria victoria viktoriya
vyacheslav viacheslav
vasily vasili vasyl vassily vasiliy
valery valeriy valerii valeri
valentina valentyna
anatoly anatoli anatoliy anatolii
arseniy arseny arsenii arseni
vitaly vitali vitaliy vitalii
leonid leonyd
garry gary
nursultan noursoultan
ilham ilkham
mohammed mohamed mohammad mohamad muhammad muhammed muhamad mohamet mahomed mohamet
mahmoud mahmud mahmood
ahmed ahmad achmed ahmet
hussein husain hussain husayn hossein hosain husein houssein
hassan hasan
yusuf youssef yousef yousuf yusef yousif youssouf
ibrahim ebrahim ibraheem
omar umar
osama usama
othman osman uthman
khaled khalid
walid waleed oualid
said saeed saeid
sayed sayyid sayyed syed
rashid rasheed rachid
karim kareem
hamid hameed
majid majeed
nasser nasir naser nassir
salim saleem selim
tariq tarek tareq tarik
yahya yehya yahia yehia
ismail ismael ismaeel esmail
isa issa eisa
musa mousa moussa
mustafa mustapha moustafa mostafa
suleiman sulaiman soleiman suleyman sulayman
abdullah abdallah abdulla
ayman aiman
bashar bachar
muammar moammar mouammar
muqtada moqtada muktada
nouri nuri noori
faisal faysal feisal
haider haidar haydar
jalal galal
jamal gamal djamal
najib naguib najeeb
shehbaz shahbaz
pervez parvez
zulfikar zulfiqar
mahathir mahatir
"""

# Transcriptions of one family name; the first stands for all.
_FAMILY = """
gaddafi gadhafi qaddafi kadhafi gadafi qadhafi kadafi gathafi khadafy qathafi
lukashenko lukashenka lukashenka
zelensky zelenskiy zelenskyy zelenskyi zelenski zelenskij
khrushchev khrushchov khruschev
gorbachev gorbachov gorbatchev gorbachyov
yeltsin eltsin jelzin
tymoshenko timoshenko
sadr sadr
zawahiri zawahri
haniyeh haniya haniyah
haftar hifter hiftar
morsi mursi morsy
laden ladin
sisi sissi
mubarak moubarak
barghouti barghouthi
solzhenitsyn solzhenitzin
tchaikovsky chaikovsky
saakashvili sakashvili
"""

# Given names that come after the family name in their own language, so that the order tells nothing.
LATER_GIVEN = word_set(
    """shinzo fumio taro junichiro yoshihide yukio naoto yoshihiko shigeru haruki akira kenzaburo hayao hideki
    ichiro shohei naomi kei takeshi hirokazu satoshi masayoshi hiroshi toshihiro seiji sanae yuriko makiko
    kazuo keiko yoko kenji koji takashi tetsuro katsunobu itsunori nobusuke eisaku kakuei yasuhiro toshiki
    morihiro tomiichi ryutaro keizo yasuo shintaro akihito naruhito masako hirohito hiroyuki toru
    viktor peter gyorgy laszlo jozsef ferenc gabor zoltan tibor sandor imre miklos mihaly istvan janos
    ferenc gordon bela tamas andras balazs attila csaba geza gyula lajos katalin judit ildiko agnes klara
    orsolya krisztina zsuzsanna eva erzsebet ilona"""
)

# Given names of Arabic and Muslim tradition; a name with one of them is read with Arabic rules.
ARABIC_GIVEN = word_set(
    """mohammed abdullah abdul ahmed ali hassan hussein mahmoud yusuf ibrahim omar osama othman khaled walid
    said sayed rashid karim hamid majid nasser salim tariq yahya ismail isa musa mustafa suleiman ayman
    bashar muammar muqtada nouri faisal haider jalal jamal najib salman saddam hafez anwar hosni yasser
    mahathir hamad tamim khalifa mansour saif nabil samir adel amr fuad fouad ghassan habib jaber kamal
    marwan mazen munir nizar qasim qassem rafiq riad riyad saad saeb salah sami sharif tawfiq wael zayed
    zaid ziad usman uday qusay ayatollah nuri"""
)


def _variants(table: str, divider: str | None = None) -> dict[str, str]:
    """The first name of each line for every other one of the line."""
    found: dict[str, str] = {}
    for line in table.strip().split("\n"):
        first, *others = line.split(divider)
        found.update(dict.fromkeys(others, first))
    return found


PLACE_NAMES = _variants(_PLACES, "|")
GIVEN_NAMES = _variants(_GIVEN)
FAMILY_NAMES = _variants(_FAMILY)

_NICKNAMES = """
bill=william billy=william will=william bob=robert bobby=robert rob=robert joe=joseph joey=joseph
jim=james jimmy=james jamie=james mike=michael mick=michael mickey=michael dick=richard rick=richard
rich=richard tom=thomas tommy=thomas tim=timothy tony=anthony,antonio,antony antony=anthony,antony
dan=daniel danny=daniel dave=david ed=edward eddie=edward,edmund ted=edward,theodore ben=benjamin
sam=samuel,samantha matt=matthew nick=nicholas chris=christopher,christine,christian
steve=steven,stephen,stefan jeff=jeffrey,geoffrey geoff=geoffrey greg=gregory,gregor ken=kenneth
ron=ronald ronnie=ronald don=donald donny=donald doug=douglas andy=andrew,andreas pete=peter
phil=philip,phillip larry=lawrence,laurence chuck=charles charlie=charles liz=elizabeth lizzie=elizabeth
beth=elizabeth kate=katherine,catherine,kathryn,katharine kathy=katherine,kathleen
katie=katherine,catherine cathy=catherine,kathleen sue=susan maggie=margaret peggy=margaret pam=pamela
jen=jennifer jenny=jennifer becky=rebecca vicky=victoria alex=aleksandr,alexandra bernie=bernard
mitch=mitchell josh=joshua jon=jonathan fred=frederick,alfred ray=raymond walt=walter gerry=gerald,gerard
jerry=gerald,jerome debbie=deborah,debra zach=zachary abe=abraham al=albert,alfred art=arthur
barb=barbara cindy=cynthia hank=henry jake=jacob kim=kimberly lindsey=lindsay lou=louis,louise
mandy=amanda marty=martin mel=melvin nate=nathan,nathaniel randy=randall russ=russell sandy=sandra
stan=stanley terry=terence,theresa vince=vincent vin=vincent wes=wesley rudy=rudolph newt=newton
hal=harold gabe=gabriel max=maximilian,maxwell leo=leonard,leonardo
"""


def _nicknames() -> dict[str, frozenset[str]]:
    """The formal names of each nickname."""
    pairs = (pair.partition("=") for pair in _NICKNAMES.split())
    return {nickname: frozenset(formal.split(",")) for nickname, _, formal in pairs}


# What "Steve" may stand for; names with several are the same only by one of them.
NICKNAMES = _nicknames()
