"""How plainly a sentence speaks: words of judgement and of talk in the outlet's own voice. Pure: tables made by hand; English.

A report leaves judging to those it quotes; a review, a column or a blog does it itself. Elsewhere every sentence is plain.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from newsloom.text.terms import word_set
from newsloom.text.verbs import words_of
from newsloom.writing.wording import without_quotations

# On articles of seven public sets, these marks tell sentences of articles in the first person (a fifth of their sentences and more) from
# those of articles without any: .17 marks a sentence against .03, 1 and more in 5.9 % against .6 %, 2 and more in .6 % against .04 %; a mean
# of .1 and more in 54 % of the articles against 8 %.
#: what each of them counts beside a word of judgement
COLOUR, TALK, CONTRACTED, PHRASE, TOLD, SHOUTED = 0.6, 0.4, 0.2, 0.6, 0.6, 1.0
PERSONAL = 0.2  # marks of an article for each sentence in the first person, question or the like
REPORTED = 0.4  # share that is left of them where the sentence says whose words they are
LEAST_PLAIN, PER_MARK = 0.2, 0.3
LOADED = 1.0  # marks from which a sentence is none of a report's; of 110 hits read one by one, 97 are opinion, talk or review
LOADED_LATER = 0.6  # after the first sentences of an article, which hold its news; of 60 further hits 35
#: mean marks from which an article judges more than a report does, and up to which that counts
LEANING, MOST_LEANING = 0.07, 0.5
USUAL, SURE_AFTER = 0.03, 8  # mean marks of a report, and of how many sentences of one an article is thought before any is read
LEANS = 2.0  # marks that every sentence of an article has besides for each by which the article leans more
BEARABLE = 1.2  # marks of a sentence that speaks for an article without plainer ones

_LOADED = words_of(
    """abominable absurd absurdly abysmal abysmally alarmists amazing amazingly apologist apologists appalling appallingly
    astonishing astonishingly astounding astoundingly atrocious awesome awful babe baloney banal beautifully bigshot bigwig
    bigwigs bizarrely blabbermouth blatant blatantly blustery bombastic bombshells bonkers boondoggle boozing breathtaking
    breathtakingly brilliantly buffoon cabal captivating celeb celebs cesspool charade cheesy classy clever cleverly cliché
    clown clumsily clumsy comical contrived crappy craven crazy creepy cringe cringeworthy cronies crony crybabies crybaby
    cute cynical cynically dazzling delicious deliciously delightful delightfully delusional demagogue demagoguery dems
    deplorable deranged despicable disappointing disappointingly disgraceful disgusting disgustingly dismal ditzy diva dolt
    doofus doozy doubtless downright dreadful drool drooling dud dude dudes dull dumb egregious embarrassing embarrassingly
    endearing enjoyable entertaining exquisite fabulous famously fantastic farcical fascinating fave faves fearmongering
    feckless fittingly flaunt flaunting flaunts flawless flick flicks flop flopped flops foolish foolishly forgettable
    fortunately frankly gawk gawker gawking gem genius ghastly gimmicky glam gloat gloated gloats glorious goofball goofy
    gorgeous gratuitous grotesque gush gushed gushes gutless hapless head-scratching heartbreaking heartwarming hell-bent
    hellscape henchman henchmen hideous hilarious hilariously hissy hokum honestly horrendous horrid hotshot hottie hubby
    hubris hunk hunky hypocrisy hypocritical hysterical hysterically idiot idiotic idiots ill-advised ill-defined illegals
    imbecile impeccable impressively incredibly inexplicable inexplicably infuriating insane insanely intriguing ironic
    ironically irresistible jaw-dropping juicy kooky kowtow kowtowing kudos lackey lackeys lackluster lacklustre lame
    larger-than-life laughable laughably laughingstock leftists libs long-overdue loony lousy lovely luckily ludicrous lunacy
    lunatic lunatics magnificent marvellous marvelous masterful masterfully mediocre mercifully mesmerising mesmerizing
    mind-boggling mindless miraculously miserable miserably misguided moron morons much-hyped nasty nice nicely nonsense nutty
    obviously oddly ooze oozes oozing out-of-touch outlandish outrageous outrageously over-the-top overblown overhyped
    overrated pandered pandering pathetic phenomenal pitiful plucky pointless pols predictably preggers preposterous
    pretentious priceless quirky rave raves refreshing refreshingly remarkably repugnant ridiculous ridiculously rightly ritzy
    riveting sadly sanctimonious sassy scary scary-skinny schlock scorched-earth screed screw-up scrumptious scumbag scumbags
    sexy shameful shamefully shameless shamelessly shenanigans shockingly shoddy silly sizzle sizzles sleaze sleazebag sleazy
    slick sloppy slugfest smackdown smitten smug snarky snazzier snazzy snowflakes spectacular spectacularly spew spewed
    spewing spews spineless splendid squirm-inducing starlet stellar stinker strangely stunningly stupid stupidly sublime
    superb superbly surely surreal suspiciously swanky swoon swooning sycophant sycophantic sycophants tacky tasteless tawdry
    tedious tellingly terribly terrific thankfully tin-eared tiresome tone-deaf trashy travesty ugly unbearable unbelievably
    undeniably understandably underwhelming undoubtedly unforgettable unfortunately unfunny unhinged unsurprisingly utterly
    vile wacky warmonger weird weirdly whatnot whimsical whined whines whining wisely witty woeful wonderful wonderfully
    worthless wretched yummy zany"""
)
#: words that reports use as well, if seldom
_COLOURED = words_of(
    """admittedly alarmingly antics arguably arrogantly barbs beautiful behemoth beleaguered beloved benevolent bizarre blistering
    blithely blunder blundered blunders bluster boasting boasts boldly bombshell botch botched brag bragged bragging brashly
    bravely brazen brazenly brilliant brutally bungle bungled bungling callously charming cheerfully clobbered colorful
    colossal colourful compelling conveniently convoluted cool courageous coyly cravenly crumbled cunningly curiously damn
    darling debacle deftly depressingly desperate desperately disgraced disturbingly dithered dithering dutifully eerie eerily
    effortlessly elegantly embarrass eviscerated exceptionally exquisitely extraordinarily extraordinary fabled farce favorite
    favourite fawning fearless fiasco firebrand firestorm flailing floundering folks foolhardy frighteningly frittered
    frosty fumbled fun funny gaffe-prone generously gimmick glamorous gleefully glitzy glowing gracefully graciously
    gratifyingly great greatest gripping guru guy guys half-baked hard-hitting heartfelt heartthrob heroic heroically
    highly-anticipated hopefully horrible horrific horrifying hothead hugely humiliated humiliating humiliation hysteria
    iconic ill-conceived ill-fated ill-timed immense immensely impressive incredible inevitably infamous infamously jam-packed
    jaw-droppingly joke juggernaut lavish lazily legendary long-suffering lopsided luminary majestic masterpiece maybe
    meltdown memorable mercifully mercilessly mess mighty mocking much-anticipated nonetheless notorious notoriously obsessed
    ominous ominously pal pilloried posh precious pummeled pummelled punishing rabid rant razor-sharp reassuringly recklessly
    reign relentless relentlessly remarkable rip-roaring rock-bottom sad savage savagely scandal-plagued scandal-ridden
    scandalous searing sheepishly shocking shrewdly skewer skewered skillfully sky-high slyly smugly so-called spectacle
    squandered star-crossed star-studded stark starkly stinging storied strikingly strutted stunning sumptuous supposedly
    surprisingly swagger swaggered swipe terrible terrifying tirade tot touting towering tragically trailblazer
    trailblazing treat tremendous tremendously trotted trounced unabashedly unapologetically unashamedly unbelievable vaunted
    vicious viciously visionary vixen waffled well-deserved well-tuned whine whiz whopping wildly withering worryingly wrongly
    wunderkind"""
)
_TALKING = words_of(
    """absolutely actually alas annoying anyway apparently awfully basically certainly clearly definitely everybody evidently exactly
    extremely gigantic hardly indeed interesting interestingly literally lot lots lucky mere merely naturally nevertheless
    notable notably okay ought perfect perfectly perhaps presumably pretty probably quite rather really seem seemingly seems
    sheer should simply smart somehow stuff super sure thing things totally truly very whatever"""
)
#: in small letters: a pattern that minds no case takes twice as long
_PHRASE = re.compile(
    r"\b(?:it['’]s time (?:to|for|that)|no wonder|so much for|after all|of course|to be (?:sure|fair)|in other words|that said"
    r"|it (?:would )?seems?"
    r"|the (?:fact|truth|point|question|problem|trouble|irony|reality|(?:good|bad) news) is|not exactly"
    r"|far from (?:an?|certain|clear|over|perfect|it|being|done)|(?:nothing|(?<!do )anything) but|at best|least of all|let alone"
    r"|what['’]s more|one could argue|seems? (?:like|as)|(?:looks?|feels?|sounds?) like|(?:kind|sort) of|a (?:bit|lot) of|a bit|if only"
    r"|without question|hard to (?:imagine|believe|see|ignore)|difficult to imagine|remains to be seen|needless to say|who knows"
    r"|go figure|speaking of|at the end of the day|to say the least|to put it mildly|if anything|all too|yet another|none other than"
    r"|nothing short of|nobody knows|no one knows|make no mistake|sure enough|turns? out|even (?:better|worse)|no (?:doubt|surprise)"
    r"|pretty much|as usual|as is so often|like it or not|for good reason|good luck|in the first place|by no means|more like|or maybe"
    r"|gets? it|larger than life|(?:fell|falls|fall) flat|rings? hollow|speaks? volumes|smack(?:s|ed) of"
    r"|better late than never|plenty of (?:blame|reason)|no stranger to|high time|once and for all|go ahead and|real (?:loser|winner)s?"
    r"|com(?:es?|ing) as (?:an?|no) (?:shock|surprise|relief|blow)|conventional wisdom|loud and clear|little (?:trouble|doubt|wonder|sense)"
    r"|to speak of|let['’]s face it|tip of the iceberg|on the wall|elephant in the room|a far cry|cold water on|on steroids|poster child"
    r"|(?:stole|steals) the show|down the house|to the hilt|rais(?:ed|es?|ing) eyebrows|the likes of|through the roof|double standard"
    r"|slippery slope|slap in the face|under the rug|house of cards|sour grapes|went wild|all smiles|tongues wagging|happily ever after"
    r"|once upon a time|(?:excited|proud|pleased|thrilled|delighted|happy) to (?:announce|share|present|introduce)"
    r"|just fine|(?:held|holds) (?:his|her|its|their) own|whole new (?:level|ball ?game)|mixed blessing|something of an?|a shadow of"
    r"|in (?:a|an ironic) twist|as (?:it|luck) would have it"
    r"|(?:may|might|could)(?: also| well)?(?: be (?:trying|hoping|betting|seeking) to| have (?:gambled|calculated|hoped|wanted))"
    r"|(?:may|might|will) (?:remember|recall)|bad enough|home away from home|good news"
    r"|train ?wreck|dumpster fire|power grab|scorched earth|vote loser|play nice|it(?:['’]s| is) (?:useful to|worth|no)"
    r"|(?:slam(?:med|s)|blast(?:ed|s)|ripp(?:ed|s)) (?!in|through|off|at|from|by|out|a|open|up|down|shut))\b",
)
#: one of these must stand in a sentence for the pattern above to match
_PHRASED = words_of(
    """time wonder much fact truth point question problem trouble irony reality news all course sure fair words said exactly far but best
    least alone more argue like as kind sort bit lot only hard difficult remains needless who figure speaking day say mildly anything
    too another other short nobody knows mistake enough turn turns even doubt surprise usual often not reason luck place means or it
    level flat hollow volumes smacks smacked late plenty stranger high once ahead loser losers winner winners trainwreck wreck fire grab earth
    nice slammed slams blasted blasts ripped rips come comes coming wisdom loud trouble wonder sense speak face iceberg wall elephant cry cold
    remember recall bad enough home news blessing something shadow fine holds held ballgame ball twist luck may might could
    announce share present introduce
    steroids poster show house hilt eyebrows likes roof double slope slap rug grapes wild smiles wagging happily"""
)
#: "True, the bridge is old": what is granted before it is denied
_GRANTED = re.compile(r"(?:True|Granted|Sure|Yes|No|Well|Okay|OK|Fine|Hey|Oh|Look|Right|Enough|Alas),")
_CONTRACTED = re.compile(
    r"\b(?:it|that|there|he|she|they|who|what|here)['’](?:s|re|ve|ll|d)\b(?! [a-z]+['’])|\b[a-z]+n['’]t\b", re.I
)
_TELLING = words_of("told tells interview statement speaking report reports reported according")
_TOLD = re.compile(
    r"\b(?:told|tells|in an interview (?:with|to)|in a statement to|speaking to|reports?|reported|according to)\s+(?:the )?"
    r"(?:AP|AFP|Reuters|CNN|BBC|NBC|CBS|ABC|Fox|MSNBC|NPR|TMZ|People|USA Today|TODAY|Today|Guardian|Times|Post"
    r"|Bloomberg|Politico|The \w+|\w+ News"
    r"|Associated Press|New York Times|Washington Post|Wall Street Journal|Daily Mail|Huffington Post|HuffPost|BuzzFeed"
    r"|us|reporters)\b"
)  # fmt: skip
#: whose words they are: "said", "dismissed as", "calling it"
_REPORTED = re.compile(
    r"\b(?:said|says?|saying|told|according to|argu(?:ed|es?|ing)|call(?:ed|s|ing)|describ(?:ed|es?|ing)|wrote|writes|tweeted"
    r"|claim(?:ed|s|ing)?|added|accus(?:ed|es?|ing)|critici[sz](?:ed|es?|ing)|denounc(?:ed|es?|ing)|condemn(?:ed|s|ing)"
    r"|warn(?:ed|s|ing)|insist(?:ed|s|ing)?|believes?|complain(?:ed|s|ing)|dismiss(?:ed|es|ing)"
    r"|derid(?:ed|es?|ing)|decr(?:ied|ies|ying)|labell?ed|branded|known as|testified|recalled|consider(?:ed|s)?|acknowledg(?:ed|es)"
    r"|remember(?:ed|s)|struck|regard(?:ed|s)|admit(?:ted|s))\b"
)
_SHOUT = re.compile(r"[!…](?! [a-z])|\.\.\.|\?")
_WORD = re.compile(r"[A-Za-zé]+(?:-[A-Za-zé]+)*")
_WEIGHED = frozenset().union(*(word.split("-") for word in _LOADED | _COLOURED | _TALKING))
_WORTH_A_LOOK = _PHRASED | _WEIGHED


def marks(text: str, lang: str | None = "en") -> float:
    """How much a sentence judges, exclaims or chats outside its quotations: 1.0 for each plain word of judgement; 0.0 for plain prose."""
    judging = 0.0
    outside = without_quotations(text)
    if "!" in outside or "…" in outside or "?" in outside or "..." in outside:
        judging += SHOUTED * min(2, len(_SHOUT.findall(outside)))
    if lang not in ("en", None):
        return judging
    judging += PHRASE if _GRANTED.match(text) else 0.0
    words = word_set(text)
    if words.isdisjoint(_WORTH_A_LOOK) and "'" not in text and "’" not in text:
        return judging
    weighed = () if words.isdisjoint(_WEIGHED) else _WORD.findall(outside)
    own = math.fsum(_weight(word) for at, word in enumerate(weighed) if not at or word[0].islower())
    phrases = 0 if words.isdisjoint(_PHRASED) else len(_PHRASE.findall(outside.lower()))
    contracted = len(_CONTRACTED.findall(outside)) if "'" in outside or "’" in outside else 0
    own += PHRASE * phrases + CONTRACTED * contracted
    return judging + own * (REPORTED if own and _REPORTED.search(outside) else 1.0)


def _weight(word: str) -> float:
    small = word.lower()
    return 1.0 if small in _LOADED else COLOUR if small in _COLOURED else TALK if small in _TALKING else 0.0


def plainness(text: str, judging: float) -> float:
    """1.0 for plain neutral prose, less by each of its `marks` and by whom the words were said to; never below LEAST_PLAIN."""
    told = 0 if word_set(text).isdisjoint(_TELLING) else len(_TOLD.findall(text))
    return max(LEAST_PLAIN, 1.0 - PER_MARK * (judging + TOLD * told))


def reported(text: str) -> bool:
    """Whether a sentence says who said it, or gives a figure."""
    return any(map(str.isdigit, text)) or _REPORTED.search(text) is not None


def leaning(judging: Sequence[float], personal: int = 0) -> float:
    """By how much an article judges more than a report does, in [0, MOST_LEANING].

    Args:
        judging: marks of its sentences. personal: how many of them ask, exclaim, say "I" or "you".
    """
    mean = (math.fsum(judging) + PERSONAL * personal + SURE_AFTER * USUAL) / (len(judging) + SURE_AFTER)
    return min(MOST_LEANING, max(0.0, mean - LEANING))
