"""What sort of page an article is, and which passages of it are furniture. Pure; cues in many languages; precision first.

A cue is a piece of a regular expression on folded text (`terms.folded`), so quotes and dashes are plain and letters small.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsloom.model import Kind, Span
from newsloom.text.terms import folded, word_set


def _any(*cues: str) -> re.Pattern[str]:
    return re.compile("|".join(cues))


_TITLE_KIND: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.SPONSORED, _any(
        r"^(?:sponsored|advertorial|paid (?:post|content)|promoted|anzeige|publireportage|contenido patrocinado)\b(?=\s*[:|-])",
        r"\bsponsored content\b", r"\bpartner content\b",
    )),
    (Kind.HOROSCOPE, _any(r"\bhoroscopes?\b", r"\bhoroskop\b", r"\bhoróscopo\b", "гороскоп", "星座占い", "오늘의 운세", "运势")),
    (Kind.LIVE_BLOG, _any(
        r"\blive ?(?:blog|updates?|coverage|ticker)\b", r"\bas it happened\b", r"\bliveblog\b", r"\bliveticker\b",
        r"\b(?:en direct|en directo|ao vivo|minuto a minuto)\b", "онлайн-трансляция", "速報中", "ライブ配信", "실시간 업데이트",
        r"^live:", r"\blive:", r"^live \|", r"مباشر:", r"trực tiếp:",
    )),
    (Kind.OPINION, _any(
        r"^(?:opinion|op-ed|editorial|comment|commentary|column|the guardian view on|letters?(?: to the editor)?)\s*[:|-]",
        r"^(?:meinung|kommentar|tribune|chronique|opini[oó]n|columna|editoriale|editorial|мнение)\s*[:|-]",
        r"[|-]\s*(?:opinion|editorial|op-ed|letters|kommentar|meinung|opini[oó]n|tribune)$",
        r"[(\[]satire[)\]]", r"^satire\s*[:|-]", r"^the guardian view on\b", "^社説", "^사설", r"^\[사설\]", "^社论", "^社評",
    )),
    (Kind.ROUND_UP, _any(
        r"\b(?:morning|evening|daily|weekly|weekend) (?:briefing|digest|round-?up|newsletter|wrap|catch-?up)\b",
        r"\b(?:news|sports?|world|market|politics|tech|crime|business|week|day)(?:'s)? round-?up\b", r"^round-?up\s*[:|-]",
        r"[|-] round-?up$",
        r"\bnews in brief\b", r"\b(?:the )?(?:week|day|year) in (?:pictures|photos|review|numbers)\b",
        r"\bthings to know (?:today|this morning|for (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        r"^(?:first edition|five things|5 things)\s*[:|-]",
        r"\bnews quiz\b", r"\btop stories of the (?:day|week)\b", r"\bevening headlines\b", r"\bder tag im überblick\b",
        r"\bnachrichten am (?:morgen|abend)\b", r"\bl'essentiel de l'actualité\b", r"\bresumen (?:del día|semanal)\b",
    )),
    (Kind.DEALS, _any(
        r"\bbest .{0,40}deals\b", r"\bdeals? of the (?:day|week)\b", r"\b(?:promo|coupon|discount) codes?\b",
        r"\b(?:prime day|black friday) deals\b",
        r"% off .{0,30}(?:today|now|amazon)",
    )),
    (Kind.SPORT_TABLE, _any(
        r"^(?:\w+ ){0,4}(?:standings|fixtures|box scores?|scoreboard|league tables?|results (?:and|&) fixtures)\s*(?:$|[:|,(-]|20\d\d)",
        r"\btabelle und ergebnisse\b", r"\bclassement et résultats\b",
    )),
    (Kind.WEATHER, _any(
        r"^(?:\w+ ){0,3}weather (?:forecast|today|outlook)\s*(?:$|[:|,(-]|for\b)",
        r"^(?:wetter|wettervorhersage|météo|pronóstico del tiempo|previsão do tempo)\b\s*[:|-]",
    )),
    (Kind.PODCAST, _any(r"\bpodcast\b.{0,12}$", r"^podcast\b", r"^listen\s*[:|]", r"[|-] podcast\b", r"\bpodcast:")),
    (Kind.VIDEO, _any(r"^(?:video|watch|vidéo|vídeo)\s*[:|]", r"[|-]\s*video$", r"\[video\]", r"\(video\)$")),
    (Kind.RELEASE_NOTES, _any(r"\brelease notes\b", r"\bchangelog\b", r"^v?\d+\.\d+(?:\.\d+)? released$", r"\bpatch notes\b")),
)  # fmt: skip
_URL_KIND: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.LIVE_BLOG, _any(r"/(?:live|liveblog|live-updates|live-blog)(?:/|$)", r"/live-", r"-live-updates?(?:-|/|$|\.)",
    "/liveticker")),
    (Kind.OPINION, _any(
        r"/(?:satire|opinions?|op-?eds?|commentisfree|editorials?|columnists?|meinung|kommentar|opinion-columnists|tribunes?|letters)(?:/|$)",
    )),
    (Kind.PODCAST, _any(r"/(?:podcasts?|audio)/")),
    (Kind.VIDEO, _any(r"/(?:videos?|watch)/")),
    (Kind.WEATHER, _any(r"/(?:weather|wetter|meteo)/")),
    (Kind.HOROSCOPE, _any(r"/(?:horoscopes?|horoskop|astrology)/")),
    (Kind.DEALS, _any(r"/(?:deals|coupons|vouchers|shopping)/")),
    (Kind.SPONSORED, _any(r"/(?:sponsored|advertorial|paid-content|partner-content|brandvoice|anzeige)(?:/|-)")),
)  # fmt: skip
_WALL = _any(
    r"(?:please )?(?:enable|activate|turn on) (?:javascript|cookies)", r"javascript is (?:disabled|required)",
    r"you(?:r browser)? (?:have|has) javascript disabled", r"verify (?:that )?you are (?:a )?human", "checking your browser",
    r"access (?:to this page )?(?:has been )?denied", r"subscribe to (?:continue|keep) reading", "to continue reading",
    r"this content is (?:only )?(?:available|for) (?:to )?subscribers", "already a subscriber", r"we (?:and our partners )?use cookies",
    r"accept (?:all )?cookies", "the internet archive discovers and captures web pages",
    r"^(?:these crawls are part of|the seed for (?:this|the|wide\w*)|starting in 1996, alexa internet|this data is currently not publicly"
    r"|crawl (?:of|data)|(?:web )?wide ?crawls? (?:started|number|with)"
    r"|(?:add (?:a|your) location to your|tweet with a) (?:tweets?|location))\b",
 "page not found", r"\b404 error",
    r"jetzt weiterlesen mit", r"réservé aux abonnés", r"contenido exclusivo para suscriptores", r"hinweis zu cookies",
    "このページは見つかりません",
)  # fmt: skip
_PLAYER_NOTICE = re.compile(r"please enable javascript to (?:watch|view) this (?:video|content|page)\.?")
#: what a forecast says; a report on a storm says what it did
_FORECAST = _any(
    r"\b(?:highs?|lows?) (?:in|of|near|around|between|will)\b", r"\bchances? of (?:rain|showers?|snow|storms?|thunderstorms?)\b",
    r"\b(?:mostly|partly) (?:sunny|cloudy|clear)\b", r"\b(?:sunny (?:spells|intervals|skies)|scattered showers)\b", r"\b-?\d{1,3} ?°",
    r"\b(?:tonight|tomorrow|today|weekend|morning|afternoon)(?:'s)? (?:forecast|weather)\b", r"\bforecast (?:for|calls for)\b",
    r"\b(?:höchstwerte|tiefstwerte|bewölkt|heiter|niederschlag\w*)\b", r"\b(?:éclaircies|averses|températures? (?:maximales?|minimales?))\b",
    r"\b(?:máximas?|mínimas?) de\b", r"\b(?:nublado|despejado|chubascos|aguaceros)\b", r"降水確率|最高気温|最低气温|最高气温|낮 최고",
)  # fmt: skip
_HARM = _any(
    r"\b(?:kill(?:ed|s)|dead|died|deaths?|injur(?:ed|ies)|missing|destroy(?:ed|s)|evacuat\w+|rescue[ds]?|damaged?|wreck\w*|toll)\b",
    r"\b(?:tote?n?|verletzt\w*|vermisst\w*|morts?|blessés?|disparus|muert[eo]s?|heridos?|desaparecidos?|mort[eo]s|feridos)\b",
)  # fmt: skip
_FORECAST_CUES = 2  #: different ones that the title and opening of a forecast have
_SHORT = 700  # characters; a page with a wall in it and less text than this has nothing else to say
_VIDEO_TEXT = 1200  # characters; a page called "Video:" with more than this is an article with a video


def kind(title: str, text: str, *, url: str | None = None, lang: str | None = None) -> Kind:
    """What sort of page this is; NEWS unless a cue of the title, the address or the opening says otherwise."""
    head = folded(title[:300]).strip()
    body = text[:1500].strip()
    if not body and not head:
        return Kind.EMPTY
    if len(text) < 2 * _SHORT and body and _is_wall(folded(body), len(text)):  # a longer page says something beside a notice
        return Kind.EMPTY
    for found, cue in _TITLE_KIND:
        if head and cue.search(head) and not (found is Kind.VIDEO and len(text) > _VIDEO_TEXT):
            return found
    address = (url or "")[:500].lower()
    for found, cue in _URL_KIND:
        if address and cue.search(address) and not _belies(found, head, text):
            return found
    return Kind.NEWS


def _belies(found: Kind, head: str, text: str) -> bool:
    """Whether the page itself says that it is a report, whatever its address: a long text beside a video, a storm's damage."""
    if found is Kind.VIDEO:
        return len(text) > _VIDEO_TEXT
    if found is not Kind.WEATHER:
        return False
    opening = f"{head} {folded(text[:1000])}"
    cues = {cue.group()[:8] for cue in _FORECAST.finditer(opening)}
    return len(cues) < _FORECAST_CUES or bool(_HARM.search(opening))


def _is_wall(body: str, length: int) -> bool:
    """Whether a page holds a consent wall or a notice, and next to nothing beside it."""
    rest = _PLAYER_NOTICE.sub("", body).strip()
    if len(rest) < 120 and len(rest) < len(body):
        return True
    found = _WALL.search(rest)
    return bool(found and (length < _SHORT or (found.start() < 100 and length < 2 * _SHORT)))


# ---------------------------------------------------------------------------------------------- passages

#: what a passage of furniture begins with, by the reason given; matched at its first character
_BEGINS: Mapping[str, tuple[str, ...]] = {
    "caption": (
        r"(?:photo|image|picture|file photo|file image|photograph|illustration|foto|bild|imagen|photo d'illustration|graphic|credit)s?"
        r"\s*(?:by|:|credit|courtesy|/|-)",
        r"file\s+-", r"\d+ of \d+\b", r"(?:a |an )?(?:file|undated|handout) (?:photo|picture|image)\b", r"pictured\b",
        r"image copyright\b",
        r"写真[:：]", r"사진[=:]", r"資料写真", r"图[:：]", r"صورة:", r"ảnh:",
    ),
    "byline": (
        r"(?:reporting|writing|editing|additional reporting|edited|written|compiled)\s+by\b", r"(?:with )?(?:files|reporting) from\b",
        r"mit (?:informationen|material|agenturmaterial) (?:von|der|des|aus)\b", r"quellen?:", r"source ?: (?:afp|reuters|ap)\b",
        r"avec (?:l['’])?(?:afp|reuters|ap)\b", r"con información de\b", r"com informações d[aeo]s?\b",
        r"(?:ap|afp|reuters|dpa|pa media|staff writer|the associated press|agencies|staff reporter)s?\.?$",
    ),
    "timestamp": (
        r"(?:published|updated|last updated|posted|first published|last modified|created|aktualisiert|publié|mis à jour|actualizado"
        r"|publicado"
        r"|обновлено|опубликовано)\b.{0,40}\d.{0,20}$",
        r"stand:", r"\d{1,2}[:.h]\d{2}\s*(?:am|pm|gmt|utc|est|et|bst|uhr|cet)?\b.{0,20}$",
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,? \d{1,2} \w+ \d{4}.{0,20}$", r"\w{3,9}\.? \d{1,2}, \d{4}.{0,30}$",
        r"\d+ (?:minutes?|hours?|days?) ago$", r"\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?.{0,20}$",
    ),
    "transcript notice": (
        r"(?:the )?authoritative record of\b", r"transcripts? (?:is|are) (?:created|provided|available)\b", r"this transcript\b",
    ),
    "notice of change": (
        r"(?:this|the) (?:story|article|post|page|report|piece|headline) (?:has been|was|is being|will be) (?:updated|corrected"
        r"|amended|originally|first)",
        r"(?:this is a )?(?:developing|breaking)(?: news)? story", r"(?:correction|editor['’]s note"
        r"|clarification|update)s?(?:, (?:on )?[\w. ]{3,24})?\s*: ",
        r"(?:korrektur|anmerkung der redaktion|corrección|rectification|rectificatif|errata|correção|correzione)\b[^:]{0,24}:",
        r"(?:an|the) (?:earlier|previous) version of this\b",
    ),
    "call to action": (
        r"(?:sign up|subscribe|register|log ?in|click|tap)\b(?! by\b)", r"follow (?:us|me|our|bbc|cnn|@)",
        r"follow \w+(?: \w+){0,3} on (?:twitter|facebook|x\b|instagram)",
        r"join (?:us\b|our\b|the conversation)", r"download (?:our|the|here)", r"share (?:this|on|your)\b", r"like us\b",
        r"get (?:the|our|your) .{0,40}(?:newsletter|app|inbox|alerts?)\b", r"read (?:more|also|the full|next)\b", r"see also\b",
        r"more on this\b",
        r"watch (?:more|the|below|now|live|:)", r"listen (?:to|now)\b", r"learn more\b", r"find out more\b",
        r"(?:buy|order|shop|donate) (?:now|here|today|your|the|online)\b",
        r"support (?:us|our)\b", r"view (?:gallery|comments|more)\b", r"(?:show|load) more\b", r"send (?:us|your)\b",
        r"email (?:us|the)\b",
        r"contact (?:us|the (?:author|reporter|writer|newsroom))\b", r"reach (?:him|her|them|the reporter|\w+) at\b",
        r"please (?:subscribe|enable|sign|log|note that this|consider|whitelist|donate|share|support|upgrade|try|check|click)\b",
        r"have (?:you got )?a (?:story|tip|question)\b", r"got a (?:story|tip)\b", r"want (?:more|to)\b", r"don't miss\b",
        r"stay (?:tuned|up to date|informed|connected)\b",
        r"check out\b", r"scroll (?:down|for)\b", r"swipe\b", r"hier (?:klicken|geht's|geht es)\b",
        r"jetzt (?:abonnieren|anmelden|lesen|testen|registrieren)\b",
        r"(?:abonnieren|lesen) sie\b", r"mehr zum thema\b", r"(?:à )?lire aussi\b", r"abonnez-vous\b", r"s'abonner\b",
        r"inscrivez-vous\b",
        r"lea también\b", r"lee también\b", r"leer más\b", r"suscríbase\b", r"suscríbete\b", r"leia (?:também|mais)\b", r"assine\b",
        r"читайте также", r"подписывайтесь", r"xem thêm\b", r"اقرأ أيضا",
    ),
    "related links": (
        r"(?:related|more|see|also|read|recommended|trending|most (?:read|popular|viewed)|popular|top stories|latest news|in pictures"
        r"|explainer|explained|watch|video|opinion|live)\s*(?:articles?|stories|story|coverage|topics|news|content|links?|about"
        r"|on)?\s*[:|>»]",
        r"(?:tags?|topics?|categories|keywords|schlagworte|mots-clés|etiquetas|теги)\s*:", r"filed under\b", r"these web captures\b",
    ),
    "advertisement": (
        r"(?:advertisement|advertising|sponsored|anzeige|werbung|publicité|publicidad|реклама|広告|광고|ad)\b.{0,20}$",
        r"(?:story|article|content) continues (?:below|after)\b", r"continue reading\b",
    ),
    "sharing": (
        r"(?:share|tweet|email|print|facebook|twitter|whatsapp|linkedin|reddit|copy link|comments?|save|like|pin it|flipboard"
        r"|messenger)"
        r"(?:[\s,|/•]+(?:share|tweet|email|print|facebook|twitter|whatsapp|linkedin|reddit|copy link|comments?|save|like|pin it|this"
        r"|on|via|link"
        r"|messenger|flipboard)\b)*\.?$",
    ),
}  # fmt: skip
_WHOLE_DATE = r"(?:\w{3,9}\.? \d{1,2}, \d{4}|\d{1,2} \w{3,9} \d{4})"
#: what people do in captions: the present tense with a whole date at the end is of captions alone
_POSES = (
    r"stands?|sits?|walks?|holds?|speaks?|attends?|looks?|waves?|listens?|gestures?|arrives?|leaves?|takes?|carry|carries|poses?|reacts?"
    r"|march(?:es)?|rests?|gathers?|shouts?|chants?|watch(?:es)?|works?|waits?|plays?|rides?|runs?|(?:is|are) (?:seen|pictured|shown)"
    r"|shows?|addresses|address|greets?|shakes?|shake|meets?|drives?|inspects?|clash(?:es)?|celebrates?|embraces?|prays?|lies|lie|passes|pass"
)
#: what gives a passage away anywhere in it: (a plain piece that must be there, the whole cue)
_CONTAINS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "instruction to a machine": (
        ("instruction",
        r"\b(?:ignore|disregard|forget|override) (?:all |any |the |your )*(?:previous |prior |above |earlier "
        r"|preceding )*(?:instructions?|rules)\b"),
        ("prompt", r"\b(?:ignore|disregard|forget) (?:all |any |the |your )*(?:previous |prior |above )?prompts?\b"),
        ("system prompt", r"\bsystem prompt\b"), ("you are",
        r"\byou are (?:now )?(?:an? )?(?:ai|assistant|language model|chatgpt|llm)\b"),
        ("as an ai", r"\bas an ai (?:language )?model\b"), ("<", r"<\|?(?:im_start|system|endoftext)\|?>"), ("cite",
        r"\bcite (?:me|this) as\b"),
        ("summar", r"^(?:when|if) (?:you )?summari[sz]\w+ this\b"),
        ("summar", r"\b(?:the|your|this) summar(?:y|ies) (?:must|should|shall|has to) (?:only )?\w+"),
        (":", r"^(?:system|assistant|developer|ai|llm)(?: (?:prompt|message|note|notice|override|instructions?))?\s*:\s"),
        ("respond", r"\b(?:respond|reply|answer) only (?:with|in)\b"),
    ),
    "caption": (
        ("(", r"\((?:photo|image|picture|file|ap photo|foto|getty|reuters/)[^)]{0,80}\)\s*\.?$"), ("getty images", r"\bgetty images\b"),
        ("ap photo", r"\bap photo\b"), ("reuters/", r"\breuters/[a-z]"), ("epa-efe", r"epa-efe"), ("shutterstock", "shutterstock$"),
        ("istock", r"\bistock\b"),
        (" in this", r"\bis (?:seen|pictured|shown) in this (?:photo|image|picture|file|undated|handout)"),
        (", ", rf"^[^,]{{3,90}}? (?:{_POSES})\b.{{5,}}, (?:in |on )?(?:\w+day, )?{_WHOLE_DATE}\s*\.?$"),
        ("pictured", r"\bpictured (?:above|below|left|right|here)\b"), ("file photo", r"\bfile photo\b"),
    ),
    "byline": (
        ("reporting by", r"\breporting by .{3,80}(?:editing|writing) by\b"), ("contributed to",
        r"\bcontributed (?:reporting )?to this (?:report|story|article)\b"),
        ("contributed reporting", r"\bcontributed reporting\b"), ("記者", r"記者\s*$"), ("기자", r"기자\s*$"), ("@", r"기자\s*\S+@"),
    ),
    "timestamp": ((" read", r"\b\d+ min(?:ute)?s? read$"),),
    "call to action": (
        ("click", r"\bclick (?:here|on the link|the link)\b"), ("sign up", r"\bsign up (?:for (?:our|the)|to receive|here)\b"),
        ("subscrib", r"\bsubscrib(?:e|ing) to our\b"),
        ("follow", r"\bfollow (?:us|him|her|me|them) (?:on|at)\b"), ("newsletter", r"\b(?:our|free) newsletter\b"), ("google play",
        r"\bgoogle play\b"),
        ("read more", r"\bread more\s*[:»>]"), ("もっと", "もっと読む"), ("続き", "続きを読む"), ("더 보기", "더 보기"), ("阅读",
        "阅读(?:更多|原文)"), ("اقرأ", "اقرأ أيضا"),
        ("readers", r"\bthousands of (?:our )?readers\b"),
    ),
    "copyright": (
        ("©", r"©"), ("(c)", r"\(c\)\s*\d{4}"), ("copyright", r"^copyright\b|\bcopyright\s*(?:\d{4}|by |held)"), ("rights reserved",
        "rights reserved"),
        ("not imply", r"\bdo(?:es)? not imply (?:the expression|any|official) "),
        ("may not be", r"\bmay not be (?:published|reproduced|broadcast|redistributed)"), ("vorbehalten", "alle rechte vorbehalten"),
        ("réservés", "tous droits réservés"), ("無断転載", "無断転載"), ("무단", "무단 ?전재"),
    ),
    "cookie notice": (
        ("cookie", r"\buse[sd]? cookies\b|\bcookie (?:policy|settings|preferences|notice)\b"), ("privacy policy",
        r"\b(?:our|the|see|read) privacy policy\b|^privacy policy"),
        ("terms of", r"\b(?:our|the) terms of (?:use|service)\b|^terms of"), ("javascript",
        r"\bjavascript\b.{0,20}\b(?:disabled|required|to view|to watch)\b|\benable javascript\b"),
        ("browser", r"\bbrowser (?:does not|doesn't) support\b|\bupgrade your browser\b|\byour (?:web )?browser\b"), ("blocker",
        r"\bad ?blocker\b"),
        ("internet archive", r"\binternet archive\b"), ("crawl", r"\bcrawl(?:ed|s|er)? (?:data|by)\b"), ("wayback",
        r"\bwayback machine\b"),
    ),
    "markup": (
        ("<", r"</?[a-z][^>]{0,200}>"), ("&", r"&(?:amp|nbsp|quot|lt|gt|#\d+);"), ("{{", r"\{\{"), ("}}", r"\}\}"), ("[[", r"\[\["),
        (")", r"\w\([^()]*\)\s*[:;{]\s*$"), ("(", r"^(?:import|from|def|class|return|print) ?[\w.(]+(?: import .*|\(.*\):?)?$"),
        ("function", r"\bfunction\s*\("), ("var ", r"\bvar \w+ ="),
    ),
    "link": (("http", "https?://"), ("www.", r"www\."), (".com/", r"\.com/"), ("pic.twitter", "pic\\.twitter"), ("t.co/", r"t\.co/"),
    ("@", r"@\w{3,}")),
}  # fmt: skip
_REASONS = tuple(_BEGINS)
_OPENING = re.compile("|".join(f"(?P<r{at}>{'|'.join(cues)})" for at, cues in enumerate(_BEGINS.values())))
_INSIDE = tuple((reason, piece, re.compile(cue)) for reason, cues in _CONTAINS.items() for piece, cue in cues)
_INSIDE_ASCII = tuple((reason, piece, cue) for reason, piece, cue in _INSIDE if piece.isascii())
_BYLINE = re.compile(
    r"\s*(?:[Bb]y|BY|Von|Par|Por|Di|От)\s+[A-ZÀ-ÞА-Я][^\W\d]*\.?(?:[\s-]+(?:[A-ZÀ-ÞА-Я][^\W\d]*\.?|and|und|et|y|de|van|von"
    r"|,)){1,7}(?:\s*[,|•·/(-].{0,80})?\s*$"
)
_QUOTED = re.compile(
    r"[\"“„«][^\"”“»]{0,2000}[\"”»]|[「『][^」』]{0,500}[」』]"
    r"|(?<!\w)['‘][^'‘\n](?:[^‘\n]{1,500}?)[,.!?…]['’](?!\w)"  # single quotes close after a stop, which apostrophes do not
)
_NUMERAL_BEFORE = re.compile(
    r"(?:War|Part|Title|Phase|Class|Type|Division|Article|[A-Z][a-z]+(?:beth|les|las|cis|ander|ert|ry|is|rick|lip))\s$"
)
_I = re.compile(r"(?<![\w.&'’#@-])I(?:['’](?:m|ve|d|ll))?(?![\w.&-])(?!\s*[)\]])")
_FIRST_PERSON = re.compile(
    r"(?<![\w#@-])(?:me|my|myself|we|we['’](?:ve|re|ll|d)|our|ours|us)(?![\w.-])|^\W*(?:My|We|Our)(?:['’]\w+)?\s+[a-z]"
)
_FIRST_PERSON_WORDS = frozenset(["me", "my", "myself", "we", "our", "ours", "us"])
_FIRST_PERSON_ELSEWHERE = {
    lang: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for lang, words in {
        "de": r"ich|mich|mir|wir|uns|unser\w*|mein(?:e[mnrs]?)?",
        "fr": r"je|nous|notre|nos|mon|mes",
        "es": r"yo|nosotros|nuestr[oa]s?|mis?",
        "pt": r"eu|nós|noss[oa]s?|minhas?|meus?",
        "it": r"io|noi|nostr[oaei]|mi[oa]|miei",
        "ru": r"я|мы|нас|нам|наш\w*|мой|моя|мои",
    }.items()
}
_ADDRESSES = re.compile(
    r"^(?:here(?:'s| is| are) (?:what|how|why|everything|a look|the)|let's|imagine|consider (?:the|this|that|a)|remember|(?:also )?note that"
    r"|take a look|think)\b"
    r"|(?<!thank )\b(?:you|you'll|you're|you've|you'd|your|yours|yourself)\b(?! know\b)"
)
_ADDRESSES_WORDS = frozenset(
    ["you", "your", "yours", "yourself", "here", "let", "imagine", "consider", "remember", "note", "take", "think"]
)
#: the outlet itself exclaims; Yahoo! ends many a plain sentence
_EXCLAIMS = re.compile(r"(?<!Yahoo)(?<!Yum)(?<!Jeopardy)[!！]+\s*$")
_QUESTION = re.compile(r"[?？؟]\s*[\"”’')\]]*$")
_ANY_LETTER = re.compile(r"[^\W\d_]")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_LAST = re.compile(r"[.!?…。！？؟।:;,\"”’')\]»」』]\s*$")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_MOJIBAKE = (("â\x80\x9c", "“"), ("â\x80\x9d", "”"), ("â\x80\x99", "’"), ("â\x80\x98", "‘"), ("â\x80\x94", "—"))


def furniture(text: str, *, lang: str | None = None) -> str | None:
    """Why this passage is not evidence ("byline", "caption", "question" …), or None if nothing speaks against it."""
    looked = text[:1200]
    if "â\x80" in looked:  # UTF-8 that somebody read as Latin-1
        for wrong, right in _MOJIBAKE:
            looked = looked.replace(wrong, right)
    flat = folded(looked).strip()
    letters = len(flat.encode().translate(None, _NO_LETTERS)) if flat.isascii() else len(_ANY_LETTER.findall(flat))
    if letters < 3 or letters < 0.4 * len(flat.replace(" ", "")):
        return "no words"
    return _by_cue(flat, looked) or _by_form(text, looked, letters) or _by_person(flat, looked, lang)


_ORDERS = tuple((piece, re.compile(cue)) for piece, cue in _CONTAINS["instruction to a machine"] if not cue.startswith("^"))
_BESIDE_ORDER = 500  # characters on each side of an order, in a paragraph without end, in which nothing is believed


def orders(text: str) -> list[Span]:
    """Where a text gives a machine orders: the paragraph of each, for whoever writes an order writes also what goes with it."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(char.lower()[:1] for char in text)  # a capital whose small letter is two
    found: set[Span] = set()
    for piece, cue in _ORDERS:
        if piece not in small:
            continue
        for order in cue.finditer(small):
            start = max(small.rfind("\n", 0, order.start()) + 1, order.start() - _BESIDE_ORDER)
            end = small.find("\n", order.end(), order.end() + _BESIDE_ORDER)
            found.add(Span(start, end if end >= 0 else min(len(text), order.end() + _BESIDE_ORDER)))
    return sorted(found)


def _by_cue(flat: str, looked: str) -> str | None:
    opening = _OPENING.match(flat)
    if opening:
        return _REASONS[int(str(opening.lastgroup)[1:])]
    if _BYLINE.match(looked):
        return "byline"
    for reason, piece, cue in _INSIDE_ASCII if flat.isascii() else _INSIDE:
        if piece in flat and cue.search(flat):
            return reason
    return None


def _by_form(text: str, looked: str, letters: int) -> str | None:
    if text.count("|") >= 2 or text.count("•") >= 2:
        return "list of links"
    if letters >= 12 and text.isupper() and text.isascii():
        return "shouting"
    if not _LAST.search(looked):
        words = _LONG_WORD.findall(looked)
        if len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.8 * len(words):
            return "heading"
    return None


def _by_person(flat: str, looked: str, lang: str | None) -> str | None:
    if _QUESTION.search(flat):
        return "question"
    outside = _QUOTED.sub(" ", looked)
    if ("!" in outside or "！" in outside) and _EXCLAIMS.search(outside):
        return "exclamation"
    if lang is not None and lang != "en":
        first_person = _FIRST_PERSON_ELSEWHERE.get(lang)
        return "first person" if first_person and first_person.search(outside) else None
    words = word_set(looked)
    if "i" in words and any(
        not _NUMERAL_BEFORE.search(outside[max(0, m.start() - 16) : m.start()]) for m in _I.finditer(outside)
    ):
        return "first person"
    if not words.isdisjoint(_FIRST_PERSON_WORDS) and _FIRST_PERSON.search(outside):
        return "first person"
    if (words if looked.isascii() else word_set(flat)).isdisjoint(_ADDRESSES_WORDS):
        return None
    return "addresses the reader" if _ADDRESSES.search(_QUOTED.sub(" ", flat)) else None


_AGENCIES = (
    r"AP|AFP|Reuters|REUTERS|dpa|UPI|CNN|CNN Business|Yonhap|Xinhua|ANSA|EFE|PTI|IANS|Bloomberg|PA|PA Media|Kyodo|TASS|AAP|ANI|APA|ATS|Lusa"
    r"|TTXVN|Europa Press"
)
_PRESS_WIRES = (
    r"(?i:(?:cision )?pr ?newswire|business ?wire|globe ?newswire|access ?wire|access newswire|ein ?presswire(?:\.com)?|marketwired|newswire)"
    r"|ots"
)
_DASH = r"(?:[-–—―]+|â\x80[\x93\x94])"
_MONTH_DAY = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s*\d{0,2}"
_DATELINE = _any(
    # LONDON (Reuters) - · SEOUL, Jan. 13 (Yonhap) -- · ST. LOUIS, Mo. —
    r"\s*(?!FILE|PHOTO|VIDEO|WATCH|IMAGE|PICTURE|NATO\b|ASEAN\b)(?![A-Z]\.[A-Z]\.|[A-Z]{2,3}\s*[-–—])"
    r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\- ]{2,30}(?:,\s*[A-Z][\w. ]{1,20}){0,2}"
    rf"(?:,?\s*{_MONTH_DAY})?\s*(?:\([^)]{{2,30}}\)\s*)?{_DASH}\s*(?=[^\W\d_a-zà-ÿ]|[\d\"'“‘«„(\[$€£])(?<=[\s―—–])",
    rf"\s*[A-ZÀ-Þ][\w'’.\- ]{{1,30}}(?:,\s*[\w. ]{{2,20}}){{0,2}}\s*\((?:{_AGENCIES})\)\s*\.?(?:{_DASH}|:)?\s*(?=[^\W_]|[\"'“‘«„$€£])",
    # HARVEN, Jan. 13, 2026 /PRNewswire/ -- · ORR BAY--(BUSINESS WIRE)--
    rf"\s*[A-ZÀ-Þ][^\n()/]{{2,60}}?(?:\((?:{_PRESS_WIRES})\)|/(?:{_PRESS_WIRES})/)\s*{_DASH}\s*",
    rf"\s*\((?:{_AGENCIES}|KTLA|CBS[^)]{{0,20}}|NBC[^)]{{0,20}}|[A-Z]{{3,6}})\)\s*(?:{_DASH}|:)?\s*(?=[^\W_]|[\"'“‘«„$€£])",
    rf"\s*[A-Z][\w.]+(?: [A-Z][\w.]+){{0,2}},\s+{_MONTH_DAY}\s+\([^)]{{2,20}}\)\s*{_DASH}\s*",
    # NEWTOWN, Conn. Parents of · WASHINGTON The Senate
    r"\s*(?!FILE|PHOTO|VIDEO|WATCH|IMAGE|PICTURE)[A-Z]{4,}(?: [A-Z]{3,}){0,2}(?:, [A-Z][a-z]{2,12}\.?)? "
    r"(?=(?:The|A|An|At|In|On|After|Two|Three|More|Police|Thousands|Hundreds|Dozens|Parents|Residents|Authorities|Officials)\b)",
    # TUESDAY, July 3 (Health Wire) -- · (The Harbour Post) —
    rf"\s*(?:[A-Z][A-Za-z]{{2,5}}(?:day|DAY),?\s+(?:{_MONTH_DAY}(?:,\s*\d{{4}})?\s*)?)?\((?![RDI]-)[^()\d]{{3,30}}\)\s*{_DASH}\s*(?=[^\W\d_a-zà-ÿ]|[\"'“‘«„$€£])",
    r"\s*[(（][^()（）\n]{1,20}=[^()（）\n]{2,30}[)）]\s*(?:\S{2,8} 기자\s*=\s*)?",
    r"\s*【[^】\n]{2,25}】\s*",
    r"\s*(?:新华社|中新社|中新网|人民网)[^\s，。\n]{2,20}电\s*(?:（[^）\n]{2,20}）)?\s*",
)
_LEADING_STAMP = _any(
    r"\s*\[?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?|GMT|ET|BST|UTC|Uhr)?(?: [A-Z]{2,4})?\]?\s*[-–—:|]{1,2}\s+",
    rf"\s*{_MONTH_DAY},? \d{{1,2}}[:.]\d{{2}}\s*(?:[ap]\.?m\.?)?\s*[-–—:|]\s+",
    r"\s*(?:UPDATE|UPDATED|BREAKING|EXCLUSIVE|JUST IN|EILMELDUNG|URGENT|URGENTE|СРОЧНО)\s*[:–-]\s+",
)
#: what buttons, galleries and templates leave before a sentence
_LEADING_LABEL = re.compile(
    r"\s*(?:Buy (?:this )?Photo|Email This(?: Story)?|LIVE BLOG|Live blog|Enlarge (?:this )?(?:image|photo)|(?:Image|Media) caption"
    r"|Image copyright(?: [A-Z]\w+){0,3}|Media playback is (?:un)?supported on (?:this|your) device|STORY HIGHLIGHTS|Story highlights"
    r"|ADVERTISEMENT|Advertisement|CLOSE|WATCH LIVE|Watch live|Play Video|PLAY VIDEO|Hide caption|(?:hide|toggle) caption|SCROLL DOWN FOR VIDEO"
    r"|Scroll down for video|MORE FROM [A-Z ]{3,30}|Skip Ad)\s*[:|.–—-]?\s+(?=[\"“‘'(]?[A-ZÀ-Þ0-9])"
)
_BULLET = re.compile(r"\s*[•·●▪■►▶*‣–—-]+\s+")
_TRAILING_CREDIT = re.compile(
    rf"(?:\s*\[(?:\d{{1,3}}|citation needed)\])+\s*$|\s*(?:[-–—―]\s*(?:The )?(?:Associated Press|{_AGENCIES})\.?|\((?:{_AGENCIES})\)\.?)\s*$"
)


def clean_spans(passage_text: str) -> list[Span]:
    """What is left of a passage after its dateline, stamp or credit is cut: spans of it, in order; [] if nothing is left."""
    start, end = 0, len(passage_text)
    for _ in range(3):
        cut = next(
            (
                found
                for pattern in (_BULLET, _LEADING_LABEL, _LEADING_STAMP, _DATELINE)
                if (found := pattern.match(passage_text, start))
            ),
            None,
        )
        if cut is None or cut.end() == start:
            break
        start = cut.end()
    tail = max(start, end - 60)  # a credit is short; the rest need not be searched
    credit = _TRAILING_CREDIT.search(passage_text, tail)
    if credit and credit.start() > start:
        end = credit.start()
    while start < end and passage_text[start].isspace():
        start += 1
    while end > start and passage_text[end - 1].isspace():
        end -= 1
    return [Span(start, end)] if end > start else []
