"""Countries with their demonyms and capitals, and other well-known places."""

from __future__ import annotations

from index.annotate.lexicon import phrases, word_set

# One country a line: name and other names | demonyms | cities, the capital first; indented lines go on.
_COUNTRIES = """
Afghanistan|Afghan,Afghans|Kabul,Kandahar,Herat
Albania|Albanian,Albanians|Tirana
Algeria|Algerian,Algerians|Algiers,Oran
Angola|Angolan,Angolans|Luanda
Argentina|Argentine,Argentines,Argentinian,Argentinians|Buenos Aires,Rosario
Armenia|Armenian,Armenians|Yerevan
Australia|Australian,Australians,Aussie,Aussies|Canberra,Sydney,Melbourne,Brisbane,Perth,Adelaide,Hobart,
 Darwin
Austria|Austrian,Austrians|Vienna,Salzburg,Graz
Azerbaijan|Azerbaijani,Azerbaijanis,Azeri,Azeris|Baku
Bahamas|Bahamian,Bahamians|Nassau
Bahrain|Bahraini,Bahrainis|Manama
Bangladesh|Bangladeshi,Bangladeshis|Dhaka,Chittagong
Barbados|Barbadian,Barbadians|Bridgetown
Belarus|Belarusian,Belarusians|Minsk
Belgium|Belgian,Belgians|Brussels,Antwerp,Ghent
Belize|Belizean|Belmopan
Benin|Beninese|Cotonou,Porto-Novo
Bhutan|Bhutanese|Thimphu
Bolivia|Bolivian,Bolivians|La Paz,Sucre
Bosnia and Herzegovina,Bosnia,Bosnia-Herzegovina|Bosnian,Bosnians|Sarajevo,Banja Luka
Botswana|Motswana,Batswana|Gaborone
Brazil|Brazilian,Brazilians|Brasilia,Rio de Janeiro,Sao Paulo,São Paulo,Brasília,Salvador,Manaus
Britain,United Kingdom,UK,U.K.,Great Britain|British,Britons,Briton|London,Manchester,Birmingham,Liverpool,
 Leeds,Bristol,Sheffield,Newcastle,Nottingham,Oxford,Cambridge,Brighton
Brunei|Bruneian|Bandar Seri Begawan
Bulgaria|Bulgarian,Bulgarians|Sofia,Varna,Plovdiv
Burkina Faso|Burkinabe|Ouagadougou
Burundi|Burundian,Burundians|Bujumbura,Gitega
Cambodia|Cambodian,Cambodians|Phnom Penh
Cameroon|Cameroonian,Cameroonians|Yaounde,Yaoundé,Douala
Canada|Canadian,Canadians|Ottawa,Toronto,Montreal,Vancouver,Calgary,Edmonton,Winnipeg,Halifax,Saskatoon,
 Regina,Quebec City,Mississauga,Brampton,Kelowna,Surrey
Central African Republic,CAR||Bangui
Chad|Chadian,Chadians|N'Djamena
Chile|Chilean,Chileans|Santiago,Valparaiso
China,People's Republic of China,People’s Republic of China,PRC|Chinese|Beijing,Shanghai,Shenzhen,Guangzhou,
 Wuhan,Chongqing,Tianjin,Chengdu,Nanjing,Urumqi,Lhasa
Colombia|Colombian,Colombians|Bogota,Bogotá,Medellin,Medellín,Cali,Cartagena
Congo,Democratic Republic of the Congo,Democratic Republic of Congo,DRC,DR Congo|Congolese|Kinshasa,Goma,
 Brazzaville
Costa Rica|Costa Rican,Costa Ricans|San Jose,San José
Croatia|Croatian,Croatians,Croat,Croats|Zagreb,Split,Dubrovnik
Cuba|Cuban,Cubans|Havana
Cyprus|Cypriot,Cypriots|Nicosia
Czech Republic,Czechia|Czech,Czechs|Prague,Brno
Denmark|Danish,Dane,Danes|Copenhagen,Aarhus
Djibouti|Djiboutian|
Dominican Republic|Dominican,Dominicans|Santo Domingo
East Timor,Timor-Leste|Timorese|Dili
Ecuador|Ecuadorian,Ecuadorians,Ecuadorean|Quito,Guayaquil
Egypt|Egyptian,Egyptians|Cairo,Alexandria
El Salvador|Salvadoran,Salvadorans|San Salvador
Eritrea|Eritrean,Eritreans|Asmara
Estonia|Estonian,Estonians|Tallinn
Eswatini,Swaziland|Swazi|Mbabane
Ethiopia|Ethiopian,Ethiopians|Addis Ababa,Mekelle
Fiji|Fijian,Fijians|Suva
Finland|Finnish,Finn,Finns|Helsinki,Espoo
France|French,Frenchman|Paris,Marseille,Lyon,Nice,Strasbourg,Bordeaux,Toulouse,Lille,Calais
Gabon|Gabonese|Libreville
Gambia|Gambian,Gambians|Banjul
Georgia|Georgian,Georgians|Tbilisi,Atlanta
Germany|German,Germans|Berlin,Munich,Hamburg,Frankfurt,Cologne,Dresden,Leipzig,Stuttgart,Bonn
Ghana|Ghanaian,Ghanaians|Accra,Kumasi
Greece|Greek,Greeks|Athens,Thessaloniki
Guatemala|Guatemalan,Guatemalans|Guatemala City
Guinea|Guinean,Guineans|Conakry
Guyana|Guyanese|Georgetown
Haiti|Haitian,Haitians|Port-au-Prince
Honduras|Honduran,Hondurans|Tegucigalpa
Hungary|Hungarian,Hungarians|Budapest
Iceland|Icelandic,Icelander|Reykjavik
India|Indian,Indians|New Delhi,Delhi,Mumbai,Kolkata,Chennai,Bangalore,Bengaluru,Hyderabad,Ahmedabad,Pune,
 Lucknow,Srinagar,Jaipur,Bhopal,Guwahati
Indonesia|Indonesian,Indonesians|Jakarta,Surabaya,Bandung,Bali,Medan,Denpasar
Iran|Iranian,Iranians|Tehran,Isfahan,Mashhad,Shiraz
Iraq|Iraqi,Iraqis|Baghdad,Mosul,Basra,Kirkuk,Erbil,Fallujah
Ireland,Republic of Ireland|Irish|Dublin,Cork,Galway,Limerick
Israel|Israeli,Israelis|Jerusalem,Tel Aviv,Haifa
Italy|Italian,Italians|Rome,Milan,Naples,Turin,Venice,Florence,Palermo,Genoa,Bologna
Ivory Coast,Cote d'Ivoire,Côte d’Ivoire|Ivorian,Ivorians|Abidjan,Yamoussoukro
Jamaica|Jamaican,Jamaicans|Kingston
Japan|Japanese|Tokyo,Osaka,Kyoto,Hiroshima,Nagasaki,Fukushima,Yokohama,Sapporo
Jordan|Jordanian,Jordanians|Amman
Kazakhstan|Kazakh,Kazakhs,Kazakhstani|Astana,Almaty,Nur-Sultan
Kenya|Kenyan,Kenyans|Nairobi,Mombasa,Kisumu,Nakuru
Kosovo|Kosovar,Kosovars|Pristina
Kuwait|Kuwaiti,Kuwaitis|Kuwait City
Kyrgyzstan|Kyrgyz|Bishkek
Laos|Laotian,Lao|Vientiane
Latvia|Latvian,Latvians|Riga
Lebanon|Lebanese|Beirut
Lesotho|Basotho|Maseru
Liberia|Liberian,Liberians|Monrovia
Libya|Libyan,Libyans|Tripoli,Benghazi
Liechtenstein||Vaduz
Lithuania|Lithuanian,Lithuanians|Vilnius,Kaunas
Luxembourg|Luxembourger|
Madagascar|Malagasy|Antananarivo
Malawi|Malawian,Malawians|Lilongwe,Blantyre
Malaysia|Malaysian,Malaysians|Kuala Lumpur,Penang,Johor,Putrajaya
Maldives|Maldivian,Maldivians|Male
Mali|Malian,Malians|Bamako,Timbuktu
Malta|Maltese|Valletta
Mauritania|Mauritanian|Nouakchott
Mauritius|Mauritian|Port Louis
Mexico|Mexican,Mexicans|Mexico City,Guadalajara,Monterrey,Tijuana,Ciudad Juarez,Cancun
Moldova|Moldovan,Moldovans|Chisinau
Monaco|Monegasque|
Mongolia|Mongolian,Mongolians|Ulaanbaatar
Montenegro|Montenegrin,Montenegrins|Podgorica
Morocco|Moroccan,Moroccans|Rabat,Casablanca,Marrakesh,Marrakech
Mozambique|Mozambican,Mozambicans|Maputo
Myanmar,Burma|Burmese|Naypyidaw,Yangon,Rangoon,Mandalay
Namibia|Namibian,Namibians|Windhoek
Nepal|Nepali,Nepalese,Nepalis|Kathmandu,Pokhara
Netherlands,Holland|Dutch|Amsterdam,Rotterdam,The Hague,Utrecht
New Zealand,Aotearoa|New Zealander,New Zealanders,Kiwi,Kiwis|Wellington,Auckland,Christchurch,Dunedin
Nicaragua|Nicaraguan,Nicaraguans|Managua
Niger|Nigerien|Niamey
Nigeria|Nigerian,Nigerians|Abuja,Lagos,Kano,Port Harcourt,Ibadan,Kaduna,Maiduguri
North Korea,DPRK|North Korean,North Koreans|Pyongyang
North Macedonia,Macedonia|Macedonian,Macedonians|Skopje
Norway|Norwegian,Norwegians|Oslo,Bergen
Oman|Omani,Omanis|Muscat
Pakistan|Pakistani,Pakistanis|Islamabad,Karachi,Lahore,Peshawar,Quetta,Rawalpindi
Palestine|Palestinian,Palestinians|Ramallah
Panama|Panamanian,Panamanians|Panama City
Papua New Guinea|Papuan|Port Moresby
Paraguay|Paraguayan,Paraguayans|Asuncion
Peru|Peruvian,Peruvians|Lima,Cusco
Philippines|Philippine,Filipino,Filipinos,Filipina|Manila,Quezon City,Cebu,Davao
Poland|Polish,Pole,Poles|Warsaw,Krakow,Gdansk
Portugal|Portuguese|Lisbon,Porto
Qatar|Qatari,Qataris|Doha
Romania|Romanian,Romanians|Bucharest,Cluj
Russia,Russian Federation|Russian,Russians|Moscow,St. Petersburg,St Petersburg,Vladivostok,Belgorod,Sochi
Rwanda|Rwandan,Rwandans|Kigali
Saudi Arabia|Saudi,Saudis|Riyadh,Jeddah,Mecca,Medina
Senegal|Senegalese|Dakar
Serbia|Serbian,Serbians,Serb,Serbs|Belgrade,Novi Sad
Sierra Leone|Sierra Leonean|Freetown
Singapore|Singaporean,Singaporeans|
Slovakia|Slovak,Slovaks,Slovakian|Bratislava
Slovenia|Slovenian,Slovenians,Slovene|Ljubljana
Somalia|Somali,Somalis|Mogadishu
South Africa|South African,South Africans|Pretoria,Cape Town,Johannesburg,Durban,Soweto
South Korea,Republic of Korea,Korea|South Korean,South Koreans,Korean,Koreans|Seoul,Busan,Incheon
South Sudan|South Sudanese|Juba
Spain|Spanish,Spaniard,Spaniards|Madrid,Barcelona,Seville,Valencia,Bilbao
Sri Lanka|Sri Lankan,Sri Lankans|Colombo,Kandy
Sudan|Sudanese|Khartoum
Suriname|Surinamese|Paramaribo
Sweden|Swedish,Swede,Swedes|Stockholm,Gothenburg,Malmo
Switzerland|Swiss|Bern,Geneva,Zurich,Davos,Basel
Syria|Syrian,Syrians|Damascus,Aleppo,Homs,Idlib,Raqqa
Taiwan|Taiwanese|Taipei
Tajikistan|Tajik,Tajiks|Dushanbe
Tanzania|Tanzanian,Tanzanians|Dodoma,Dar es Salaam,Zanzibar
Thailand|Thai,Thais|Bangkok,Chiang Mai,Phuket,Pattaya
Togo|Togolese|Lome
Trinidad and Tobago,Trinidad|Trinidadian|Port of Spain
Tunisia|Tunisian,Tunisians|Tunis
Turkey,Türkiye,Turkiye|Turkish,Turk,Turks|Ankara,Istanbul,Izmir
Turkmenistan|Turkmen|Ashgabat
Uganda|Ugandan,Ugandans|Kampala,Entebbe
Ukraine|Ukrainian,Ukrainians|Kyiv,Kiev,Kharkiv,Odesa,Odessa,Lviv,Mariupol,Kherson,Bakhmut,Zaporizhzhia,
 Donetsk,Luhansk
United Arab Emirates,UAE|Emirati,Emiratis|Abu Dhabi,Dubai,Sharjah
United States,US,U.S.,USA,U.S.A.,America,United States of America|American,Americans|Washington,
 Washington D.C.,Washington DC,D.C.
Uruguay|Uruguayan,Uruguayans|Montevideo
Uzbekistan|Uzbek,Uzbeks|Tashkent,Samarkand
Vatican City,Holy See||
Venezuela|Venezuelan,Venezuelans|Caracas
Vietnam,Viet Nam|Vietnamese|Hanoi,Ho Chi Minh City,Saigon,Da Nang
Yemen|Yemeni,Yemenis|Sanaa,Aden,Hodeidah
Zambia|Zambian,Zambians|Lusaka
Zimbabwe|Zimbabwean,Zimbabweans|Harare,Bulawayo
"""

_OTHER_PLACES = """
Africa,Asia,Europe,North America,South America,Latin America,Central America,Americas,Antarctica,Oceania,
Middle East,Far East,Southeast Asia,South Asia,East Asia,Central Asia,East Africa,West Africa,North Africa,
Southern Africa,Sub-Saharan Africa,Horn of Africa,Eastern Europe,Western Europe,Central Europe,
Northern Europe,Caribbean,Balkans,Caucasus,Scandinavia,Siberia,Sahel,Sahara,Persian Gulf,Gulf of Mexico,
Gulf,Indo-Pacific,Asia-Pacific,Atlantic,Pacific,Atlantic Ocean,Pacific Ocean,Indian Ocean,Arctic,
Mediterranean,Black Sea,Red Sea,Baltic Sea,South China Sea,East China Sea,Caspian Sea,North Sea,
Taiwan Strait,Strait of Hormuz,Suez Canal,Amazon,Himalayas,Alps,Andes,Crimea,Donbas,Donbass,Chechnya,
Dagestan,Transnistria,Abkhazia,South Ossetia,Nagorno-Karabakh,Gaza,Gaza Strip,Gaza City,West Bank,
Golan Heights,East Jerusalem,Rafah,Khan Younis,Kurdistan,Kashmir,Punjab,Sindh,Balochistan,Kerala,Gujarat,
Maharashtra,Uttar Pradesh,Bihar,Assam,Rajasthan,Tamil Nadu,Goa,West Bengal,Karnataka,Telangana,Haryana,
Odisha,Manipur,Xinjiang,Tibet,Hong Kong,Macau,Macao,Guangdong,Sichuan,Inner Mongolia,Darfur,Tigray,Amhara,
Oromia,Biafra,Puntland,Somaliland,Catalonia,Andalusia,Basque Country,Galicia,Bavaria,Saxony,Sicily,Sardinia,
Lombardy,Tuscany,Corsica,Normandy,Brittany,Provence,Flanders,Wallonia,England,Scotland,Wales,
Northern Ireland,Belfast,Edinburgh,Glasgow,Aberdeen,Cardiff,Yorkshire,Cornwall,Kent,Essex,Ontario,Quebec,
British Columbia,Alberta,Manitoba,Saskatchewan,Nova Scotia,New Brunswick,Newfoundland,Prince Edward Island,
Yukon,Nunavut,Northwest Territories,Newfoundland and Labrador,New South Wales,Queensland,Victoria,Tasmania,
Western Australia,South Australia,Northern Territory,Alabama,Alaska,Arizona,Arkansas,California,Colorado,
Connecticut,Delaware,Florida,Hawaii,Idaho,Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,
Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,New Jersey,
New Mexico,New York,North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,Rhode Island,
South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,West Virginia,Wisconsin,Wyoming,
Puerto Rico,Guam,Washington state,District of Columbia,New York City,Los Angeles,Chicago,Houston,
Philadelphia,Phoenix,San Antonio,San Diego,Dallas,Austin,San Francisco,Seattle,Denver,Boston,Detroit,
Nashville,Memphis,Portland,Las Vegas,Baltimore,Milwaukee,Cleveland,Miami,Minneapolis,Oakland,Tampa,
New Orleans,Pittsburgh,Cincinnati,St. Louis,St Louis,Orlando,Sacramento,Kansas City,Salt Lake City,Honolulu,
Charlotte,Indianapolis,Columbus,Buffalo,Manhattan,Brooklyn,Queens,Bronx,Harlem,Long Island,Hollywood,
Silicon Valley,Beverly Hills,Capitol Hill,Midwest,New England,Deep South,Ferguson,Baton Rouge,Des Moines,
Manchester,Flint,Benghazi,Guantanamo,Guantanamo Bay,Pearl Harbor,Ground Zero,Chernobyl,Auschwitz,Bermuda,
Greenland,Falkland Islands,Gibraltar,Cayman Islands,Samoa,Tonga,Vanuatu,Solomon Islands,Kiribati,Tuvalu,
Palau,Nauru,Marshall Islands,Seychelles,Comoros,Cape Verde,Grenada,Dominica,Saint Lucia,St. Lucia,St Lucia,
Antigua,Antigua and Barbuda,Aruba,Curacao,Martinique,Guadeloupe,Soviet Union,USSR,Yugoslavia,Czechoslovakia,
West,East,North,South,Earth,Moon,Mars,Nile,Mekong,Danube,Rhine,Thames,Ganges,Euphrates,Mount Everest,
Lake Victoria,Lake Chad,Kilimanjaro,Sinai,Donetsk,Luhansk,Kuril Islands,Okinawa,Hokkaido,Java,Sumatra,
Borneo,Mindanao,Luzon,Aceh,Papua,West Papua,Sabah,Sarawak,Selangor,Bondi,Waikato,Otago,Canterbury,Zamboanga,
Mindoro,Rakhine,Shan State,Kachin,Catalunya,EU,European Union,B.C.,BC,N.S.,N.B.,P.E.I.,Ont.,Sask.,Alta.,
Calif.,Fla.,Mass.,Conn.,Pa.,Va.,NSW,N.Y.,N.J.,N.C.,S.C.,N.H.,N.M.
"""

_PEOPLES = """
African,Africans,European,Europeans,Asian,Asians,Western,Eastern,Latin,Latino,Latinos,Latina,Hispanic,
Hispanics,Arab,Arabs,Arabic,Arabian,Kurdish,Kurd,Kurds,Jewish,Jew,Jews,Muslim,Muslims,Islamic,Islam,
Christian,Christians,Christianity,Catholic,Catholics,Protestant,Protestants,Orthodox,Buddhist,Buddhists,
Hindu,Hindus,Sikh,Sikhs,Sunni,Sunnis,Shia,Shiite,Shiites,Soviet,Soviets,Scottish,Scots,Welsh,English,
Englishman,Catalan,Basque,Chechen,Chechens,Uyghur,Uyghurs,Uighur,Uighurs,Tibetan,Tibetans,Rohingya,Tamil,
Tamils,Bengali,Hausa,Yoruba,Igbo,Zulu,Republican,Republicans,Democrat,Democrats,Democratic,Conservative,
Conservatives,Liberal,Liberals,Labour,Tory,Tories,Communist,Communists,Socialist,Nazi,Nazis,Texan,Texans,
Californian,Californians,New Yorker,New Yorkers,Indigenous,Aboriginal,Maori,Māori,Inuit,Métis,Caucasian,
Hawaiian,Alaskan,Sino-US,Sino-Russian,Sino-American,Anglo-Saxon,Nordic,Scandinavian,Balkan,Baltic,Slavic,
Persian,Ottoman,Byzantine,Roman,Victorian,Mediterranean,Caribbean,Latin American,Latin Americans,
Southeast Asian,East African,West African,Middle Eastern,Central American,Ontarians,Londoner,Londoners,
Quebecer,Quebecers,Hong Kongers,Zionist,Zionists,Marxist,Leninist,Darwinian,Presbyterian,Anglican,
Evangelical,Evangelicals,Mormon,Mormons,African-American,African-Americans,African American,
African Americans,Pacific Islander
"""


def _countries() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Country of each name, of each demonym and of each city."""
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    cities: dict[str, str] = {}
    for line in _COUNTRIES.strip().replace("\n ", "").split("\n"):
        known, people, towns = (part.split(",") for part in line.split("|"))
        names.update(dict.fromkeys(filter(None, known), known[0]))
        demonyms.update(dict.fromkeys(filter(None, people), known[0]))
        cities.update(dict.fromkeys(filter(None, towns), known[0]))
    return names, demonyms, cities


COUNTRY_OF_NAME, COUNTRY_OF_DEMONYM, COUNTRY_OF_CITY = _countries()
DEMONYMS = frozenset(COUNTRY_OF_DEMONYM) | phrases(_PEOPLES)
# Directions and unions that only the recogniser of organisations or the context may claim.
_WEAK = frozenset(
    {"West", "East", "North", "South", "EU", "European Union", "Male", "Split", "Nice", "Cork", "Amazon"}
)
PLACES = (frozenset([*COUNTRY_OF_NAME, *COUNTRY_OF_CITY]) | phrases(_OTHER_PLACES)) - _WEAK
PLACE_HEADS = word_set(
    """River Lake Mount Mountain Mountains Island Islands County Province District Street Avenue Road Bay
    Valley Peninsula Sea Ocean Gulf Strait Canal Airport Hospital Park Bridge Square Prison Stadium Beach
    Desert Forest Region State City Town Village Township Highway Boulevard Harbour Harbor Port Cape Coast
    Oblast Prefecture Territory Basin Plaza Mall Cemetery Zoo Creek Falls Heights Hills Springs Dam Reef
    Station Arena Tower Cathedral Mosque Temple Palace Castle Museum"""
)
REGION_WORDS = word_set(
    """northern southern eastern western central upper lower north south east west sub-saharan north-eastern
    northeastern north-western northwestern south-eastern southeastern south-western southwestern"""
)
