"""Words that exclude each other in one place: opposites, and members of one closed class. Pure: tables.

English only: a word of a line in the claim, another of the same line in its place in the source. Written for this project.
"""

from __future__ import annotations

from functools import cache

from newsloom.text import terms

_PAIRS = """
increase rise rose risen grow grew grown gain climb surge soar jump leap leapt up \
| decrease decline fall fell fallen drop shrink shrank shrunk plunge slump sink sank sunk slide slid tumble plummet down
more higher greater larger bigger longer stronger above | fewer less lower smaller shorter weaker below
largest biggest highest longest greatest | smallest lowest shortest fewest
fastest quickest | slowest
win won beat defeat victory victor winner | lose lost loser beaten
accept approve back support propose endorse welcome agree favour favor praise laud hail \
| reject oppose refuse deny condemn criticise criticize disagree
guilty convict | innocent acquit clear exonerate
arrest detain jail imprison | release free
begin began begun start launch open resume commence | end stop finish close halt cancel conclude suspend
allow permit legalise legalize lift | ban forbid prohibit bar outlaw impose
alive survive rescue survivor | dead die kill death
arrive enter join come came | leave left exit quit depart go went
buy bought purchase acquire | sell sold
lend | borrow
success succeed successful thrive triumphant triumph prosper booming | failure fail unsuccessful struggle troubled ailing collapse
early earlier | late later
before | after
ahead forward forwards | back backward backwards behind
first opening | last final
old older elderly oldest | young younger new youngest
rich wealthy | poor
public | private
male man men boy husband father son brother uncle king prince | female woman women girl wife mother daughter sister aunt queen princess
north northern | south southern
east eastern | west western
left | right
hot warm hottest | cold cool coldest
safe safety | dangerous danger unsafe
legal lawful | illegal unlawful
major | minor
maximum most | minimum least
majority | minority
best better improve | worst worse worsen deteriorate
many several | few
always | never
inside indoor | outside outdoor
import | export
attack | defend
love like | hate dislike
optimistic hopeful | pessimistic
positive | negative
present | absent
remember | forget
strengthen | weaken
increase raise hike | cut reduce lower slash
tall high | short low
heavy | light
fast quick rapid | slow
local domestic national | foreign international
military soldier | civilian
teacher | student pupil
doctor nurse | patient
employer | employee
plaintiff prosecution prosecutor | defendant defence defense
democrat democratic | republican
liberal | conservative
labour | tory
hire recruit appoint | fire sack dismiss lay laid
victim | suspect attacker
buyer | seller
landlord | tenant
ally friend | enemy rival foe
morning | evening night afternoon
full | empty
good excellent | bad poor
older | younger
unchanged | raise raised increase increased cut lower lowered reduce reduced
say said confirm confirmed admit admitted concede acknowledge | deny denied
strong | weak
permanent | temporary
voluntary | mandatory compulsory
gay | lesbian straight heterosexual
find found discover locate | lose lost
save saved spare | kill killed
input | output
inner internal | outer external
include | exclude
encourage | discourage deter
inflation | deflation
supply | demand
asset | liability
entrance entry | exit
ascend | descend
appear | disappear vanish
qualify | disqualify
expand enlarge | shrink contract
deep | shallow
mild slight minor | severe serious grave heavy
wide broad | narrow
thick | thin
wet | dry
clean | dirty polluted
visible | invisible hidden
formal official | informal unofficial
temporary interim | permanent
ancient | modern
maximum | minimum
vertical | horizontal
"""
_CLASSES = """
red orange yellow green blue purple violet pink brown black white grey gray
spring summer autumn fall winter
gold silver bronze
murder manslaughter assault robbery fraud rape theft arson kidnapping burglary bribery perjury extortion
car truck lorry bus train plane helicopter boat ship ferry motorcycle bicycle van tram
earthquake flood hurricane tornado wildfire drought tsunami avalanche landslide blizzard
football soccer basketball baseball tennis cricket rugby golf hockey swimming
christian muslim jewish hindu buddhist catholic protestant orthodox sikh
mayor governor president senator minister chancellor king queen prince premier
police army navy
founder ceo chairman director treasurer
cancer diabetes flu influenza tuberculosis malaria measles cholera ebola asthma stroke pneumonia
dog cat horse cow pig sheep bird fish bear lion tiger elephant shark whale
oil gas coal solar wind nuclear
sales profit profits revenue losses debt
beach clifftop mountain river lake desert forest island
vaccine treatment drug
dollar euro pound yen yuan rouble ruble
hour day week month year decade century
"""


HEAD = 2  # letters that a word of the tables shares with its stem


@cache
def heads() -> frozenset[str]:
    """The first letters of all words of the tables: spares stemming most words of a text."""
    return frozenset(stem[:HEAD] for stem in sides())


@cache
def sides() -> dict[str, tuple[tuple[int, int], ...]]:
    """Stem → (line, side) of every line it stands on."""
    found: dict[str, list[tuple[int, int]]] = {}
    lines = _PAIRS.strip().splitlines()
    for number, line in enumerate(lines):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                found.setdefault(terms.stem(word, "en"), []).append((number, side))
    for number, line in enumerate(_CLASSES.strip().splitlines(), len(lines)):
        for side, word in enumerate(line.split()):
            found.setdefault(terms.stem(word, "en"), []).append((number, side))
    return {stem: tuple(dict.fromkeys(places)) for stem, places in found.items()}
