"""The closed word classes that decide whether a name is a place here: prepositions, place nouns, other names' heads."""

from __future__ import annotations

import re

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
NAME_LABELS = frozenset({"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "LAW", "EVENT", "NORP", "LANGUAGE"})

# "in X" names where something is, even if X also stands for a government elsewhere
LOCATIVE = frozenset(
    "in at near outside inside within across throughout around off along beyond over"
    " through into north south east west northeast northwest southeast southwest".split()
)
STATIC = frozenset(
    {"into", "through", "in", "at", "near", "outside", "inside", "within", "across", "throughout", "around", "off"}
)
OF_PLACE = frozenset(
    "invasion occupation annexation siege bombardment shelling capture fall evacuation liberation partition blockade"
    " part parts most much area areas outskirts suburbs coast north south east west centre center streets"
    " capital border borders".split()
)  # "the invasion of Arnor", "parts of Arnor": the land, whoever rules it
TAKES_PLACE = frozenset(
    "shell bomb bombard capture recapture seize retake storm besiege liberate occupy overrun raid enter flee evacuate"
    " reach visit tour invade blockade encircle abandon".split()
)  # verbs whose object, if it bears a town's name, is the town
MOTION = frozenset("to from toward towards for via leaving left reached entering entered".split())

DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeastern northwestern southeastern southwestern"
    " northeast northwest southeast southwest north-eastern north-western south-eastern south-western central"
    " upper lower mid outer inner greater mainland coastal rural suburban downtown uptown midtown metropolitan"
    " northernmost southernmost easternmost westernmost far upstate occupied war-torn neighboring neighbouring"
    " nearby landlocked besieged".split()
)
SETTLEMENTS = frozenset(
    "city town village port capital suburb neighborhood neighbourhood district borough municipality hamlet settlement"
    " township stronghold enclave metropolis resort oasis outpost island camp".split()
)
REGION_NOUNS = frozenset(
    "province region oblast governorate state county district prefecture peninsula territory republic canton department"
    " krai provinces valley division autonomous".split()
)
ANYWHERE = frozenset({"anything but a country"})
_SETTLED, _LAND = frozenset({"city", "capital"}), frozenset({"admin1", "area", "region"})
KIND_OF_NOUN = {  # what a place told again by such a noun must be
    **dict.fromkeys(("city", "town", "village", "port", "settlement"), _SETTLED),
    "capital": frozenset({"capital"}),
    **dict.fromkeys(("region", "province", "territory", "peninsula", "state", "enclave", "island", "islands"), _LAND),
    "country": frozenset({"country"}),
    **dict.fromkeys(("area", "district", "zone", "camp"), ANYWHERE),
}
THERE = frozenset({"there"})
STRETCHES = frozenset(
    "island islands peninsula province region state republic strip gulf sea coast valley delta".split()
)

# "Berlin Wall", "Moscow Times", "Bank of China": the place is part of the name of something else
HEADS_AFTER = frozenset(
    "times post herald tribune globe journal gazette chronicle observer telegraph news review guardian star sun mail"
    " wall agreement accord accords treaty protocol convention pact declaration charter process summit conference"
    " university college institute school academy tech polytechnic bank bancorp airlines airways air motors group"
    " corporation corp inc co company holdings ltd united city fc rovers wanderers athletic hotspur yankees patriots"
    " cowboys rangers lakers bulls bears giants eagles dolphins rockets symphony orchestra philharmonic opera ballet"
    " museum gallery theatre theater festival marathon open cup games olympics prize club war wars battle uprising"
    " spring revolution massacre crisis pride syndrome consensus doctrine stock exchange street avenue road boulevard"
    " fund foundation association society party parliament government ministry army police department court commission"
    " council bureau"
    " center centre project initiative plan memorandum clause zoo republic hilton jazz raptors act law".split()
) - {"city", "department"}
HEADS_BEFORE = frozenset(
    "bank university institute treaty battle duke duchess prince princess earl lord archbishop patriarch museum"
    " college siege declaration church voice merchant order".split()
)  # followed by "of"
STANDS_FOR_RULE = frozenset({"palace", "house", "street"})  # an Elysee or Downing Street that acts is a government
FACILITIES = frozenset(
    "airport airfield airbase base hospital palace prison jail square mosque cathedral church temple synagogue library"
    " station stadium bridge tunnel dam port harbor harbour barracks headquarters embassy consulate camp checkpoint"
    " crossing monastery cemetery hotel park plaza arena market mall fort fortress castle shipyard refinery plant"
    " beach mountain mount river lake forest desert pass zone".split()
)
JOINERS = frozenset(
    "of the de la le el del al and es du da do dos das di d' upon sur am an bin en aux les los las san"
    " 's ’s - – ’ ' . / y".split()
)
ARTICLES = ("al ", "ar ", "as ", "ash ", "ad ", "an ", "at ", "az ", "el ")
UPPER_ONLY = frozenset({"us", "uk", "uae", "roc", "rok", "drc", "prc", "dc", "ussr", "gdr", "ksa"})

# "TRIPOLI, Lebanon (AP) _", "GENEVA, Nov. 19 —", "Kyiv (Reuters) -": the town in capitals, or an agency in brackets
DATELINE = re.compile(
    r"(?:[A-Z][A-Z'’. \-]{2,30}(?:, [A-Z][\w. ]{2,25})?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?\s*"
    r"(?:\([^)\n]{2,30}\)\s*)?"
    r"|[A-Z][\w'’. \-]{2,30}(?:, [A-Z][\w. ]{2,25})?\s*\([^)\n]{2,30}\)\s*)"
    r"[.,]?(?:--|[—–_\-])"
)
