"""English verbs that news uses, to tell a clause from a caption or a fragment. Pure: tables and two questions."""

from __future__ import annotations


def words_of(table: str) -> frozenset[str]:
    """The words of a table written as text."""
    return frozenset(table.split())


FINITE = words_of(
    """is are was were has have had will would can could may might must should did does do isn't aren't wasn't weren't won't can't cannot
    couldn't didn't doesn't don't hasn't haven't hadn't wouldn't shouldn't said says say told tells found finds made makes took takes gave
    gives went goes came comes got gets saw sees knew knows began begins kept keeps held holds brought brings wrote writes stood stands
    lost loses paid pays met meets ran runs sent sends built builds fell falls cut cuts rose rises led leads left leaves felt feels put
    puts won wins hit hits set sets shot shoots struck strikes fought fights drew draws grew grows broke breaks spoke speaks chose chooses
    drove drives threw throws flew flies sold sells bought buys caught catches taught thought thinks became becomes wore wears hid rode
    rides sank sinks swore swears stole steals spent spends split spread spreads quit quits beat beats bit bites blew blows burst cast
    dealt deals fed feeds fled flees forbade forgot forgave froze hung laid lays lent lets lit meant means overcame oversaw proved proves
    read reads rejects sat sits sought seeks shook shakes shut shuts sang sings slept spun swept swims swam tore undergoes underwent upheld
    upholds warns wants vows urges unveils unlocks tests tries turns threatens targets talks swaps sues suspends supports suggests
    stays starts stops slams signs shows settles serves returns retires resigns remains releases refuses reaches raises pulls pushes
    promises presses plans passes orders opens offers names moves marks looks launches kills joins issues hopes helps heads hails faces
    expects exits ends drops dies denies demands delays declares confirms condemns closes claims charges calls blames blocks begs bans
    backs attacks asks arrests approves appeals announces agrees admits accuses adds aims allows agree reject warn want vow urge seek plan
    face call accuse deny demand hope expect return remain reach raise push pass offer move launch kill join help exit end drop die delay
    declare confirm close claim blame ban attack ask arrest approve appeal announce admit aim allow show sign start stop stay sue support
    suggest try turn threaten meet hold discuss discusses visits visit arrive arrives boost boosts deepen deepens stress stresses focuses
    pledge pledges welcome welcomes ate drank dug dove knelt lay lain leapt leaned mistook outgrew rang shone shrank slid sprang stuck stung
    swung woke wound arose bore bound bred clung crept dreamt ground strove wept withdrew withstood forecast includes include needs need
    seems seem appears appear believes believe contains contain costs cost covers cover describes describe features feature follows follow
    gains gain happens happen involves involve lies live lives mean notes play plays point points provides provide receives receive
    represents represent sees sound sounds stand stem stems takes use uses work works argues argue insists insist acknowledges estimates
    estimate reports report reveals reveal requires require shares share considers consider continues continue""".replace(
        "\n", " "
    )
)
#: of those, what is as often a noun
ALSO_NOUNS = words_of(
    """visit visits plan plans talks call calls claim claims deals attack attacks order orders offer offers name names move moves marks look
    looks launch launches bans faces ends drop drops test tests turn turns target targets rise rises falls cut cuts leads strikes stands
    report reports estimate estimates work works use uses need needs share shares cost costs play plays point points help hope hopes aim
    exit pass press pushes release releases return returns issue issues sets hit hits shot split vote votes signs starts stops shows
    delay delays demand demands charge blame support suspect set left"""
)
NOT_VERB_ED = words_of(
    "red bed need speed seed feed united hundred indeed breed shed wed sacred naked wicked armed unarmed alleged so-called"
)
INTRANSITIVE = words_of(
    """died dies resigned resigns collapsed crashed crashes exploded escaped survived surrendered resumed resumes retired disappeared
    vanished drowned fled erupted sank closed reopened"""
)
#: irregular ones
PARTICIPLES = words_of(
    "killed found shot hit made taken given seen known held left lost sent told brought built bought caught chosen cut"
    " driven drawn"
    " fought forced frozen hurt kept laid led met paid put read set shown sold spent stolen struck sworn thrown torn"
    " won written born beaten"
    " bitten broken hidden stuck swept released reached"
)
#: irregular past forms that are no present ones
PAST = words_of(
    """was were had did said told found made took gave went came got saw knew began kept held brought wrote stood lost paid met ran sent built
    fell rose led left felt won shot struck fought drew grew broke spoke chose drove threw flew sold bought caught taught thought became wore
    hid rode sank swore stole spent bit blew dealt fed fled forbade forgot forgave froze hung laid lent lit meant overcame oversaw sat sought
    shook sang slept spun swept swam tore underwent upheld ate drank dug knelt leapt mistook rang shone shrank slid sprang stuck stung swung
    woke arose bore bound bred clung dreamt strove wept withdrew withstood"""
)
BE = words_of("is are was were be been being has have had isn't aren't wasn't weren't got get gets")
_BEFORE_NOUN = words_of("the a an to of his her their its and with by for in on my our your this that these those no any some")


def is_finite(word: str, previous: str) -> bool:
    """Whether a word, in lower case, can be the verb of a clause after the word before it."""
    if word in FINITE:
        return previous not in _BEFORE_NOUN or word in BE
    if word.endswith(("'s", "’s")):
        return word[:-2] in ("it", "he", "she", "that", "there", "what", "who")
    return word.endswith("ed") and len(word) > 4 and word not in NOT_VERB_ED and previous not in _BEFORE_NOUN


def is_past(word: str) -> bool:
    """Whether a finite verb, in small letters, tells what was."""
    return word in PAST or (word.endswith("ed") and len(word) > 4 and word not in NOT_VERB_ED)


def has_verb(words: list[str], *, sure: bool = False) -> bool:
    """Whether words, in lower case and bare of punctuation, hold a finite verb; `sure`: one that is no noun."""
    before = ""
    for word in words:
        if is_finite(word, before) and not (sure and word in ALSO_NOUNS):
            return True
        before = word
    return False
