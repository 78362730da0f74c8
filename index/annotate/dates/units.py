"""Currencies and units of measure by the words and signs that news uses for them.

A currency is written by its ISO 4217 code where the text tells which it is. Where several countries use the
same word or sign it stays a word or sign: "$", "pound", "peso". Measures are written by the symbol of their
unit: SI symbols, "mi", "ft", "lb", and "ton" where the text does not tell which ton.
"""

from __future__ import annotations

from index.annotate.lexicon import word_set

_SIGNS = """
US$ USD|U.S.$ USD|A$ AUD|AU$ AUD|C$ CAD|CA$ CAD|CAN$ CAD|HK$ HKD|NZ$ NZD|S$ SGD|SG$ SGD|NT$ TWD|
R$ BRL|MX$ MXN|J$ JMD|TT$ TTD|G$ GYD|Z$ ZWL|N$ NAD|$ $|€ EUR|£ GBP|¥ ¥|₹ INR|₩ KRW|₽ RUB|₺ TRY|
₴ UAH|₦ NGN|₱ PHP|₫ VND|฿ THB|₪ ILS|₵ GHS|₡ CRC|₸ KZT|₮ MNT|Rs Rs|Rs. Rs|RM MYR|Rp IDR|Ksh KES|
KSh KES|Ksh. KES|Sh shilling|Shs shilling|CHF CHF|Tk BDT|Tk. BDT|R ZAR|K kwacha|kr krone
"""
SIGNS = dict(entry.strip().split(" ") for entry in _SIGNS.replace("\n", "").split("|"))
"""Signs that stand before a number."""

CODES = word_set(
    """USD EUR GBP JPY CNY RMB INR AUD CAD NZD HKD SGD TWD CHF SEK NOK DKK ISK RUB UAH PLN CZK HUF RON
    BGN TRY ILS SAR AED QAR KWD BHD OMR JOD IQD IRR EGP MAD DZD TND LYD ZAR NGN KES UGX TZS GHS ETB
    RWF ZMW XOF XAF BRL ARS CLP COP PEN MXN UYU PYG BOB VES PKR BDT LKR NPR MMK THB MYR IDR PHP VND
    KHR LAK KRW KZT UZS GEL AMD AZN BYN"""
)
_CODE_OF_OTHER = {"RMB": "CNY"}

_NOUNS = """
euro euros EUR|yen JPY|yuan renminbi CNY|won KRW|baht THB|ringgit MYR|rupiah rupiahs IDR|
zloty zlotys PLN|hryvnia hryvnias hryvnya UAH|naira NGN|rand ZAR|rouble roubles ruble rubles RUB|
dong VND|taka BDT|shekel shekels ILS|reais BRL|forint forints HUF|birr ETB|cedi cedis GHS|
kwanza kwanzas AOA|gourde gourdes HTG|kyat kyats MMK|afghanis AFN|bolivars bolívars VES|tenge KZT|
sterling GBP|quid GBP|bitcoin bitcoins BTC|dollar dollars $|pound pounds pound|rupee rupees Rs|
peso pesos peso|franc francs franc|shilling shillings shilling|dinar dinars dinar|
riyal riyals rial rials riyal|dirham dirhams dirham|lira liras lire lira|
krone kroner krona kronor kronur krone|crown crowns koruna korunas crown|kwacha kwachas kwacha|
cent cents cent|pence p
"""
_ADJECTIVES = """
US $ USD|U.S. $ USD|American $ USD|Canadian $ CAD|Australian $ AUD|New-Zealand $ NZD|
Hong-Kong $ HKD|Singapore $ SGD|Singaporean $ SGD|Taiwan $ TWD|Jamaican $ JMD|Guyanese $ GYD|
Namibian $ NAD|Zimbabwean $ ZWL|Zimbabwe $ ZWL|British pound GBP|Egyptian pound EGP|
Lebanese pound LBP|Sudanese pound SDG|Syrian pound SYP|Indian Rs INR|Pakistani Rs PKR|
Pakistan Rs PKR|Nepali Rs NPR|Nepalese Rs NPR|Sri-Lankan Rs LKR|Mexican peso MXN|Argentine peso ARS|
Argentinian peso ARS|Chilean peso CLP|Colombian peso COP|Philippine peso PHP|Cuban peso CUP|
Uruguayan peso UYU|Dominican peso DOP|Swiss franc CHF|CFA franc CFA|Congolese franc CDF|
Rwandan franc RWF|Burundian franc BIF|Kenyan shilling KES|Kenya shilling KES|Ugandan shilling UGX|
Uganda shilling UGX|Tanzanian shilling TZS|Tanzania shilling TZS|Somali shilling SOS|
Iraqi dinar IQD|Kuwaiti dinar KWD|Jordanian dinar JOD|Algerian dinar DZD|Tunisian dinar TND|
Libyan dinar LYD|Serbian dinar RSD|Bahraini dinar BHD|Saudi riyal SAR|Qatari riyal QAR|
Iranian riyal IRR|Omani riyal OMR|Yemeni riyal YER|Moroccan dirham MAD|UAE dirham AED|
Emirati dirham AED|Turkish lira TRY|Lebanese lira LBP|Norwegian krone NOK|Danish krone DKK|
Swedish krone SEK|Icelandic krone ISK|Czech crown CZK|Zambian kwacha ZMW|Malawian kwacha MWK|
Brazilian BRL BRL|South-Korean KRW KRW|South-African ZAR ZAR|Chinese CNY CNY|Japanese JPY JPY|
Russian RUB RUB|Ukrainian UAH UAH|Polish PLN PLN|Nigerian NGN NGN|Thai THB THB|Malaysian MYR MYR|
Indonesian IDR IDR|Vietnamese VND VND|Bangladeshi BDT BDT|Israeli ILS ILS|Hungarian HUF HUF|
Ethiopian ETB ETB|Ghanaian GHS GHS|Ghana GHS GHS|Belarusian RUB BYN
"""

_MEASURES = """
km kilometer kilometers kilometre kilometres km|meter meters metre metres m|
cm centimeter centimeters centimetre centimetres cm|
mm millimeter millimeters millimetre millimetres mm|mile miles mi|nautical-mile nautical-miles nmi|
foot feet ft ft|inch inches in|yard yards yd|
sq-km square-kilometer square-kilometers square-kilometre square-kilometres km² km2 km²|
square-mile square-miles sq-mi mi²|
square-meter square-meters square-metre square-metres sq-m m² m2 m²|
square-foot square-feet sq-ft ft²|hectare hectares ha ha|acre acres ac|
kg kgs kilogram kilograms kilo kilos kilogramme kilogrammes kg|gram grams gramme grammes g|
milligram milligrams mg mg|tonne tonnes metric-ton metric-tons MT t|ton tons ton|lb lbs lb|
ounce ounces oz oz|liter liters litre litres l|milliliter milliliters millilitre millilitres ml ml|
gallon gallons gal|barrel barrels bbl|barrels-per-day barrels-a-day bpd bbl/d|
cubic-meter cubic-meters cubic-metre cubic-metres m³ m3 m³|cubic-foot cubic-feet ft³|
km/h kph kmph kilometers-per-hour kilometres-per-hour kilometers-an-hour kilometres-an-hour km/hr km/h|
mph miles-per-hour miles-an-hour mph|knot knots kn|
°C degrees-Celsius degree-Celsius degrees-centigrade °C|°F degrees-Fahrenheit degree-Fahrenheit °F|
watt watts W|kW kilowatt kilowatts kW|MW megawatt megawatts MW|GW gigawatt gigawatts GW|
kWh kilowatt-hour kilowatt-hours kWh|MWh megawatt-hour megawatt-hours MWh|
GWh gigawatt-hour gigawatt-hours GWh|TWh terawatt-hour terawatt-hours TWh|volt volts V|
kilobyte kilobytes KB KB|megabyte megabytes MB MB|gigabyte gigabytes GB GB|terabyte terabytes TB TB|
hertz Hz Hz|MHz megahertz MHz|GHz gigahertz GHz|kiloton kilotons kilotonne kilotonnes kt|
% percent per-cent pct pc %|percentage-point percentage-points pp|basis-point basis-points bp
"""


def _by_word(table: str) -> dict[str, str]:
    """The last word of each entry by each of the others; a hyphen stands for a space."""
    found: dict[str, str] = {}
    for entry in table.replace("\n", "").split("|"):
        *words, symbol = entry.split()
        found.update((word.replace("-", " "), symbol) for word in words)
    return found


CURRENCIES = {
    **_by_word(_NOUNS),
    **{code: _CODE_OF_OTHER.get(code, code) for code in CODES},
}
"""Nouns and codes that stand after a number, by what the currency is called in a value."""

MEASURES = _by_word(_MEASURES)
"""Units that stand after a number, by their symbols."""

NATIONAL = {
    (words[0].replace("-", " "), words[1]): words[2]
    for words in (entry.split() for entry in _ADJECTIVES.replace("\n", "").split("|"))
}
"""The code of a country's currency by the country's word and what the noun alone stands for."""

SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "K": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "M": 10**6,
    "mln": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "cr": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "B": 10**9,
    "trillion": 10**12,
    "trn": 10**12,
    "tn": 10**12,
}
"""What multiplies a number that stands before it."""
