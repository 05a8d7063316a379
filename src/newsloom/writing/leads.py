"""The words of each language that make a sentence hang on another, or speak of "I" and "you". A table; no logic."""

from __future__ import annotations

from dataclasses import dataclass

from newsloom.text.verbs import words_of


@dataclass(frozen=True, slots=True)
class Table:
    """The words of one language. `cut` may be dropped from the front; `hang` and `pronouns` may not be resolved that way."""

    cut: tuple[str, ...] = ()  #: with the comma after them, or without one where `bare`
    bare: tuple[str, ...] = ()  #: may be cut though no comma follows
    pronouns: tuple[str, ...] = ()
    hang: tuple[str, ...] = ()
    first: tuple[str, ...] = ()  #: first person, outside quotations
    second: tuple[str, ...] = ()  #: addresses the reader
    where: str = ""  #: begins a clause about the place named before it
    spaced: bool = True  #: words are separated by spaces


_EN = Table(
    where="where",
    cut=(
        "however", "meanwhile", "moreover", "furthermore", "nevertheless", "nonetheless", "still", "also", "in addition",
        "additionally", "besides", "therefore", "thus", "as a result", "in fact", "indeed", "of course", "by contrast",
        "in contrast", "on the other hand", "at the same time", "then", "finally", "similarly", "likewise", "accordingly",
        "separately", "in turn", "even so", "that said", "plus", "again", "consequently", "notably", "interestingly",
        "unfortunately", "fortunately", "sadly", "incidentally", "not surprisingly", "unsurprisingly", "surprisingly",
        "to be sure", "ironically", "apparently", "clearly", "obviously", "overall", "in the meantime", "and yet", "but then",
        "after all", "what's more", "what is more", "first", "second", "third", "lastly", "basically", "now", "but", "and", "yet",
        "so", "crucially", "importantly", "more importantly", "most importantly", "predictably", "tellingly", "significantly",
    ),
    bare=("but", "and", "yet"),
    pronouns=(
        "he", "she", "it", "they", "him", "her", "them", "his", "hers", "its", "their", "theirs", "this", "that", "these",
        "those", "he's", "she's", "it's", "they're", "they've", "he'd", "she'd", "they'd", "he'll", "she'll", "they'll", "it'll",
        "that's", "this's", "himself", "herself", "both", "neither", "none", "another", "such", "others", "some", "many",
        "most", "each", "several", "few", "all", "one", "two", "three", "half", "there's",
    ),
    hang=(
        "for example", "for instance", "instead,", "otherwise", "if so", "if not", "yes", "no,", "well,", "or", "nor", "either way",
        "the latter", "the former,", "the other", "the others", "the two", "the three", "the pair", "the same", "the duo", "the trio",
        "others", "another", "as such", "in that case", "in this case", "since then", "until then", "by then", "then",
        "later", "soon after", "shortly after", "earlier,", "afterward", "afterwards", "from there", "there,", "here",
        "which", "who", "whose", "too", "the answer", "the reason", "the result", "so", "to that end", "to this end", "in other words",
        "in short", "hence", "elsewhere", "meantime", "what", "that way", "in return,", "in response,", "in reply", "in both",
        "on top of that", "despite this", "despite that", "among them", "among those", "the rest", "together,", "only then",
        "more than that", "pictured", "the following", "at that point", "at this point", "at that time", "at the time", "that same",
        "below,", "above,", "here are", "see also", "at a later point", "in the next", "in the ensuing", "in the days that followed",
        "the next day", "the following day", "the same day", "the day before", "the day after", "moments later", "minutes later",
        "hours later", "days later", "weeks later", "months later",
    ),
    first=("i", "i'm", "i've", "i'd", "i'll", "we", "we're", "we've", "we'll", "we'd", "my", "our", "us", "me", "ours", "let's"),
    second=("you", "your", "you're", "you'll", "you've", "you'd", "yours"),
)  # fmt: skip

#: verbs, none of them a noun too, before which "das", "die" and "der" at the front are no articles: "Die rückte am Vormittag an"
_VERBS_DE = words_of(
    """ist sei war sind waren habe hat hatte haben hatten wird werde wurde würde werden wurden würden kann könnte können konnte konnten soll
    solle sollte sollen sollten will wolle wollte wollen wollten muss müsse musste müssen mussten darf dürfte dürfen mag möchte sagte sagten
    sagt teilte teilten teilt berichtete berichteten berichtet meldete meldeten meldet erklärte erklärten erklärt bestätigte bestätigt
    ergab ergibt zeigte zeigt zeigen führte führt sorgte sorgt löste löst machte machten stellte stellt rückte rückten gab gibt
    geht ging gingen kam kamen kommt kommen steht standen liegt lag bleibt blieb blieben gilt galt galten heißt hieß bedeutet
    bedeutete ließ ließen lässt nannte nannten nennt forderte fordert kritisierte kritisiert reagierte reagierten reagiert entspricht
    entsprach betrifft betraf gehört gehörte gehören trifft traf gelang gelingt reicht reichte half hilft wiederum"""
)

_TABLES: dict[str, Table] = {
    "en": _EN,
    "de": Table(
        where="wo",
        cut=("allerdings", "zudem", "außerdem", "jedoch"),
        bare=("und", "aber"),
        pronouns=("er", "sie", "es", "ihm", "ihr", "ihnen", "sein", "seine", "seiner", "ihre", "ihrer", "dies", "diese", "dieser",
                  "dieses", "diesen", "beide", "jener", "jene", "solche", "denen", "deren", "dessen",
                  *(f"{that} {verb}" for that in ("das", "die", "der", "den", "dem") for verb in sorted(_VERBS_DE))),
        hang=("doch", "auch", "dabei", "dazu", "damit", "danach", "dort", "so", "daher", "deshalb", "deswegen", "trotzdem", "zugleich",
              "dann", "denn", "zudem", "außerdem", "allerdings", "gleichzeitig", "unterdessen", "daraufhin", "darauf", "davon", "dagegen",
              "dafür", "hier", "inzwischen", "schließlich", "zuvor", "später", "nun", "somit", "sondern", "oder", "weil", "wobei",
              "das unternehmen", "der konzern", "die firma", "der mann", "die frau", "das paar", "der 2", "der 3", "die 2", "die 3"),
        first=("ich", "wir", "uns", "unser", "unsere", "mein", "meine"),
        second=("du", "ihr", "euch", "dein", "deine"),
    ),
    "es": Table(
        where="donde",
        cut=("sin embargo", "además", "mientras tanto", "por otra parte", "por otro lado", "asimismo", "no obstante", "por su parte",
             "también", "en tanto", "así", "por tanto", "por lo tanto", "de hecho", "finalmente", "por último", "incluso", "ahora"),
        bare=("pero", "y"),
        pronouns=("él", "ella", "ellos", "ellas", "esto", "eso", "ello", "ese", "esa", "esos", "esas", "ambos", "ambas", "su", "sus",
                  "lo que", "aquel", "aquella"),
        hang=("también", "así", "entonces", "luego", "después", "por eso", "por ello", "por ejemplo", "allí", "aquí", "en cambio", "o",
              "sino", "porque", "tras ello", "la empresa", "la compañía", "el hombre", "la mujer", "el sospechoso", "la pareja"),
        first=("yo", "nosotros", "nuestro", "nuestra", "nuestros", "nuestras", "mi", "mis"),
        second=("usted", "tú", "vosotros"),
    ),
    "fr": Table(
        where="où",
        cut=("cependant", "toutefois", "par ailleurs", "en outre", "pourtant", "de plus", "enfin", "néanmoins", "par conséquent",
             "en effet", "d'ailleurs", "de son côté", "pour sa part", "en revanche", "aussi", "ainsi"),
        bare=("mais", "et", "or"),
        pronouns=("il", "elle", "ils", "elles", "cela", "ceci", "ce", "celui-ci", "celle-ci", "ceux-ci", "c'est", "c’est", "ces",
                  "cet", "cette", "son", "sa", "ses", "leur", "leurs", "lui", "eux"),
        hang=("ainsi", "aussi", "alors", "puis", "ensuite", "donc", "par exemple", "là", "ici", "ou", "car", "tous deux", "tous", "toutes",
              "l'entreprise", "l’entreprise", "le groupe", "la société", "l'homme", "l’homme", "la femme", "le suspect", "le couple"),
        first=("je", "nous", "notre", "nos", "j'ai", "j’ai", "mon", "mes"),
        second=("vous", "votre", "vos", "tu"),
    ),
    "pt": Table(
        where="onde",
        cut=("no entanto", "porém", "além disso", "por outro lado", "entretanto", "contudo", "por sua vez", "também", "assim",
             "por fim", "de fato", "enquanto isso", "ainda assim"),
        bare=("mas", "e"),
        pronouns=("ele", "ela", "eles", "elas", "isso", "isto", "esse", "essa", "esses", "essas", "este", "esta", "ambos", "ambas",
                  "seu", "sua", "seus", "suas"),
        hang=("também", "assim", "então", "depois", "por isso", "por exemplo", "ali", "lá", "aqui", "já", "ou", "porque", "a empresa",
              "a companhia", "o homem", "a mulher", "o suspeito", "o casal"),
        first=("eu", "nós", "nosso", "nossa", "nossos", "nossas", "meu", "minha"),
        second=("você", "vocês"),
    ),
    "it": Table(
        where="dove",
        cut=("tuttavia", "inoltre", "intanto", "comunque", "infine", "infatti", "peraltro"),
        bare=("ma", "e"),
        pronouns=("lui", "lei", "egli", "ella", "essi", "esse", "loro", "questo", "questa", "questi", "queste", "ciò", "quello", "suo"),
        hang=("anche", "così", "quindi", "poi", "per esempio", "qui", "invece", "o", "perché"),
        first=("io", "noi", "nostro", "nostra", "nostri", "nostre", "mio", "mia"),
        second=("tu", "voi", "vostro"),
    ),
    "nl": Table(
        where="waar",
        cut=("bovendien", "echter"),
        bare=("en", "maar"),
        pronouns=("hij", "zij", "ze", "het is", "dit", "deze", "dat", "die", "hun", "zijn", "haar"),
        hang=("ook", "toch", "daarom", "daarna", "zo", "dus", "toen", "hier", "daar", "bijvoorbeeld", "of", "want", "het bedrijf"),
        first=("ik", "wij", "we", "ons", "onze", "mijn"),
        second=("jij", "je", "jullie", "uw", "u"),
    ),
    "ru": Table(
        where="где",
        cut=("однако", "кроме того", "между тем", "тем временем", "при этом", "в свою очередь", "в то же время", "впрочем", "также",
             "более того", "наконец", "таким образом", "к тому же", "вместе с тем"),
        bare=("но", "а", "и", "однако"),
        pronouns=("он", "она", "оно", "они", "это", "этот", "эта", "эти", "его", "её", "ее", "их", "ему", "ей", "им", "тот", "та", "те",
                  "оба", "обе", "такой", "такие"),
        hang=("также", "поэтому", "тогда", "затем", "потом", "там", "здесь", "например", "или", "так", "тоже", "компания сообщила"),
        first=("я", "мы", "наш", "наша", "наше", "наши", "мой", "моя", "нам", "нас"),
        second=("вы", "ваш", "ваша", "вам", "вас"),
    ),
    "ar": Table(
        cut=("ومع ذلك", "من جهة أخرى", "من جانب آخر", "إلى ذلك", "في غضون ذلك", "من ناحية أخرى", "لكن", "ولكن"),
        bare=("لكن", "ولكن"),
        pronouns=("هو", "هي", "هم", "هذا", "هذه", "هؤلاء", "ذلك", "تلك", "وهو", "وهي", "وهذا", "وهذه", "وذلك", "إنه", "إنها", "وأنه", "أنه"),
        hang=("كما", "أيضا", "لذلك", "ولذلك", "ثم", "هناك", "هنا", "بعد ذلك", "فيما", "حيث", "أو", "وأضاف", "وتابع", "وأضافت", "وتابعت"),
        first=("أنا", "نحن"),
    ),
    "zh": Table(
        cut=("但", "但是", "不过", "然而", "同时", "此外", "另外", "与此同时", "而且", "并且", "另一方面", "其中"),
        bare=("但是", "但", "不过", "然而", "此外", "另外"),
        pronouns=("他", "她", "它", "他们", "她们", "它们", "这", "那", "该", "此", "其", "对此", "双方", "两人", "两者"),
        hang=("因此", "所以", "随后", "之后", "于是", "例如", "比如", "也", "还", "并", "而", "或"),
        first=("我", "我们", "咱们", "本报", "笔者", "小编"),
        second=("你", "你们", "您"),
        spaced=False,
    ),
    "ja": Table(
        cut=("しかし", "また", "一方", "さらに", "なお", "だが", "そして", "ただ", "ただし", "このほか", "一方で", "その上"),
        bare=(),
        pronouns=("彼", "彼女", "これ", "それ", "この", "その", "あの", "同社", "同氏", "同省", "同庁", "同国", "同市", "両氏", "両者", "両国",
                  "こうした",
                  "そうした", "ここ", "そこ", "いずれ"),
        hang=("そのため", "このため", "例えば", "たとえば", "すると", "つまり", "もっとも", "次に", "それから"),
        first=("私", "私たち", "僕", "我々", "われわれ"),
        second=("あなた", "皆さん", "みなさん"),
        spaced=False,
    ),
    "ko": Table(
        cut=("그러나", "하지만", "또한", "또", "한편", "이어", "그리고", "다만", "아울러", "특히"),
        bare=("그러나", "하지만", "또한", "한편", "아울러"),
        pronouns=("그는", "그가", "그의", "그녀는", "그녀가", "그들은", "그들이", "이는", "이에", "이것은", "이를", "이들은",
                  "이들", "양측은", "양국은", "해당"),
        hang=("따라서", "이후", "그래서", "예를", "그런데", "이처럼", "이와", "그러면서", "이어서", "이날"),
        first=("나는", "우리는", "우리", "저는", "저희"),
        second=("당신", "여러분"),
    ),
    "vi": Table(
        cut=("tuy nhiên", "ngoài ra", "trong khi đó", "bên cạnh đó", "đồng thời", "mặt khác", "hơn nữa", "cuối cùng"),
        bare=("nhưng", "và"),
        pronouns=("ông ấy", "bà ấy", "anh ta", "anh ấy", "cô ấy", "cô ta", "họ", "nó", "điều này", "điều đó", "việc này", "đây", "đó",
                  "ông này", "bà này", "người này", "hai bên"),
        hang=("cũng", "vì vậy", "do đó", "sau đó", "ví dụ", "tại đây", "hoặc", "còn", "vì thế"),
        first=("tôi", "chúng tôi", "chúng ta"),
        second=("bạn",),
    ),
}  # fmt: skip

_NONE = Table()


def table(lang: str | None) -> Table:
    """The words of this language; an empty table if it has none here."""
    return _TABLES.get(lang or "", _NONE)
