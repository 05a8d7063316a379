"""What sort of page an article is, and which passages of it are furniture. Pure; cues in many languages; precision first."""

from __future__ import annotations

import re

from newsloom.model import Kind, Span
from newsloom.text.terms import folded

_LIVE = re.compile(
    r"\b(?:live ?(?:blog|updates?|coverage|ticker)|as it happened|liveblog|liveticker|en direct|en directo|ao vivo|minuto a minuto|онлайн-трансляция)\b"
    r"|速報中|ライブ配信|실시간 업데이트|^live:|\blive:",
)
_OPINION = re.compile(
    r"^(?:opinion|op-ed|editorial|comment|commentary|column|analysis and opinion|the guardian view on|letters?(?: to the editor)?|meinung|kommentar"
    r"|tribune|chronique|editorial|opini[oó]n|columna|editoriale|мнение)\s*[:|–-]|[|–-]\s*(?:opinion|editorial|op-ed|letters|kommentar|meinung|opini[oó]n|tribune)$"
    r"|^社説|^사설|^\[사설\]|^社论",
)
_ROUND_UP = re.compile(
    r"\b(?:morning|evening|daily|weekly|weekend) (?:briefing|digest|round-?up|newsletter|wrap|catch-?up)\b|\bround-?up\b|\bnews in brief\b"
    r"|\b(?:the )?(?:week|day|year) in (?:pictures|photos|review|numbers)\b|\bthings to know (?:today|this morning|for)\b|\bwhat we know this week\b"
    r"|\b(?:first edition|five things|5 things)\b|\bnews quiz\b|\btop stories of the (?:day|week)\b|\bevening headlines\b|\bder tag im überblick\b"
    r"|\bnachrichten am (?:morgen|abend)\b|\bl'essentiel de l'actualité\b|\bresumen (?:del día|semanal)\b",
)
_SPONSORED = re.compile(
    r"^(?:sponsored|advertorial|paid (?:post|content)|promoted|anzeige|publireportage|contenido patrocinado)\b|\bsponsored content\b|\bpartner content\b"
)
_DEALS = re.compile(
    r"\b(?:best .{0,40}deals|deals? of the (?:day|week)|promo codes?|coupon codes?|discount codes?|prime day deals|black friday deals|% off .{0,30}(?:today|now|amazon))\b"
)
_TABLE = re.compile(
    r"^(?:(?:\w+ ){0,3}(?:standings|fixtures|box scores?|scoreboard|league tables?|results (?:and|&) fixtures)(?:\W|$))|\b(?:tabelle und ergebnisse|classement et résultats)\b"
)
_WEATHER = re.compile(
    r"^(?:\w+ ){0,3}weather (?:forecast|today|outlook)\b|^(?:wetter|wettervorhersage|météo|pronóstico del tiempo|previsão do tempo)\b[:\s]"
)
_HOROSCOPE = re.compile(r"\bhoroscopes?\b|\bhoroskop\b|\bhoróscopo\b|\bзодиак|гороскоп|星座占い|오늘의 운세")
_PODCAST = re.compile(r"\bpodcast\b.{0,12}$|^podcast\b|^listen\s*[:|]|[|–-] podcast\b|\bpodcast:")
_VIDEO = re.compile(r"^(?:video|watch|vidéo|vídeo)\s*[:|–-]|[|–-]\s*video$|\[video\]|\(video\)$")
_RELEASE = re.compile(r"\brelease notes\b|\bchangelog\b|^v?\d+\.\d+(?:\.\d+)? released$|\bpatch notes\b")
_WALL = re.compile(
    r"(?:please )?(?:enable|activate|turn on) (?:javascript|cookies)|javascript is (?:disabled|required)|you(?:r browser)? (?:have|has) javascript disabled"
    r"|verify (?:that )?you are (?:a )?human|checking your browser|access (?:to this page )?(?:has been )?denied|subscribe to (?:continue|keep) reading"
    r"|to continue reading|this content is (?:only )?(?:available|for) (?:to )?subscribers|already a subscriber|we (?:and our partners )?use cookies|accept (?:all )?cookies"
    r"|the internet archive discovers and captures web pages|seeing this page|page not found|404 error"
)
_URL_KIND: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.LIVE_BLOG,
        re.compile(r"/(?:live|liveblog|live-updates|live-blog)(?:/|$)|/live-|-live-updates?(?:-|/|$|\.)|/liveticker"),
    ),
    (
        Kind.OPINION,
        re.compile(
            r"/(?:opinions?|op-?eds?|commentisfree|editorials?|columnists?|meinung|kommentar|opinion-columnists|tribunes?|letters)(?:/|$)"
        ),
    ),
    (Kind.PODCAST, re.compile(r"/(?:podcasts?|audio)/")),
    (Kind.VIDEO, re.compile(r"/(?:videos?|watch)/")),
    (Kind.WEATHER, re.compile(r"/(?:weather|wetter|meteo)/")),
    (Kind.HOROSCOPE, re.compile(r"/(?:horoscopes?|horoskop|astrology)/")),
    (Kind.DEALS, re.compile(r"/(?:deals|coupons|vouchers|shopping)/")),
    (Kind.SPONSORED, re.compile(r"/(?:sponsored|advertorial|paid-content|partner-content|brandvoice|anzeige)(?:/|-)")),
)
_TITLE_KIND: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.SPONSORED, _SPONSORED),
    (Kind.HOROSCOPE, _HOROSCOPE),
    (Kind.LIVE_BLOG, _LIVE),
    (Kind.OPINION, _OPINION),
    (Kind.ROUND_UP, _ROUND_UP),
    (Kind.DEALS, _DEALS),
    (Kind.SPORT_TABLE, _TABLE),
    (Kind.WEATHER, _WEATHER),
    (Kind.PODCAST, _PODCAST),
    (Kind.VIDEO, _VIDEO),
    (Kind.RELEASE_NOTES, _RELEASE),
)


def kind(title: str, text: str, *, url: str | None = None, lang: str | None = None) -> Kind:
    """What sort of page this is; NEWS unless a cue says otherwise."""
    head = folded(title[:300]).strip()
    for found, cue in _TITLE_KIND:
        if head and cue.search(head):
            return found
    address = (url or "")[:500].lower()
    for found, cue in _URL_KIND:
        if cue.search(address):
            return found
    body = folded(text[:1500]).strip()
    if not body and not head:
        return Kind.EMPTY
    if body and len(text) < 700 and _WALL.search(body):
        return Kind.EMPTY
    if _WALL.search(body[:200]) and len(text) < 1500:
        return Kind.EMPTY
    return Kind.NEWS


# ---------------------------------------------------------------------------------------------- passages

_FURNITURE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("instruction to a machine", re.compile(
        r"\b(?:ignore|disregard|forget) (?:all |any |the )?(?:previous|prior|above|earlier|preceding) (?:instructions?|prompts?|text|messages?)\b"
        r"|\b(?:system prompt|you are (?:now )?(?:an? )?(?:ai|assistant|language model|chatgpt|llm))\b|\bas an ai (?:language )?model\b|<\|?(?:im_start|system|endoftext)\|?>"
        r"|\bcite (?:me|this) as\b")),
    ("caption", re.compile(
        r"^(?:photo|image|picture|file photo|file -|file –|file —|file image|photograph|illustration|foto|bild|imagen|photo d'illustration|video|watch|graphic|credit)s?\s*(?:by|:|credit|courtesy|/|-|–)"
        r"|\((?:photo|image|picture|file|ap photo|foto|getty|reuters)\b[^)]{0,80}\)\s*\.?$|\b(?:getty images|afp via getty|ap photo|reuters/[a-z]|epa-efe|shutterstock|istock)\b"
        r"|^\d+ of \d+\b|^(?:a |an )?(?:file|undated|handout) (?:photo|picture|image)\b|\bis (?:seen|pictured|shown) (?:here|in this)\b|\bpictured (?:above|below|left|right)\b|^pictured\b|写真[:：]|사진[=:]")),
    ("byline", re.compile(
        r"^(?:by|von|par|por|di|от)\s+[^\W\d]+(?:\s+[^\W\d.]+\.?){0,4}(?:\s*[,|•·/].{0,80})?$|^(?:reporting|writing|editing|additional reporting|edited|written|compiled)\s+by\b|\breporting by .{3,80}(?:editing|writing) by\b"
        r"|^(?:with )?(?:files|reporting) from\b|\bcontributed to this (?:report|story|article)\b|^(?:ap|afp|reuters|dpa|pa media|staff writer)s?\.?$|記者\s*$|기자\s*$|^the associated press$")),
    ("timestamp", re.compile(
        r"^(?:published|updated|last updated|posted|first published|last modified|created|aktualisiert|stand|publié|mis à jour|actualizado|publicado|обновлено|опубликовано)\b.{0,60}\d"
        r"|^\d{1,2}[:.h]\d{2}\s*(?:am|pm|gmt|utc|est|et|bst|uhr|cet)?\b.{0,20}$|^(?:mon|tues|wednes|thurs|fri|satur|sun)day,? \d{1,2} \w+ \d{4}.{0,20}$|^\w{3,9}\.? \d{1,2}, \d{4}.{0,30}$"
        r"|^this (?:story|article|post|page|report) (?:has been|was|is being|will be) (?:updated|corrected|originally|first published)|^(?:this is a )?(?:developing|breaking)(?: news)? story|^\d+ (?:minutes?|hours?|days?) ago$|\b\d+ min(?:ute)? read$")),
    ("call to action", re.compile(
        r"^(?:sign up|subscribe|register|log ?in|click|tap|follow (?:us|me|our|bbc|cnn|@)|join (?:us|our|the conversation)|download|share (?:this|on)|like us|get (?:the|our|your) .{0,40}(?:newsletter|app|inbox|alerts?)|read (?:more|also|the full|next)|see also|more on this|watch (?:more|the|below|now|live)|listen (?:to|now)|learn more|find out more|buy|order|shop|donate|support (?:us|our)|view (?:gallery|comments|more)|show more|load more|send (?:us|your)|email (?:us|the)|contact (?:us|the)|please (?:subscribe|enable|sign|log|note that this|consider|whitelist|donate|share|support|upgrade)|have (?:you got )?a (?:story|tip)|do you have|got a (?:story|tip)|want (?:more|to)|don't miss|stay (?:tuned|up to date|informed|connected)|check out|scroll (?:down|for)|swipe|jetzt|hier (?:klicken|geht)|abonnieren|lesen sie (?:auch|mehr)|mehr zum thema|lire aussi|à lire aussi|abonnez-vous|s'abonner|lea también|leer más|suscríbase|leia (?:também|mais)|assine|читайте также|подписывайтесь)\b"
        r"|\b(?:click here|sign up for (?:our|the)|subscribe to our|follow us on|our newsletter|free newsletter|newsletter sign|app store|google play|on (?:twitter|facebook|instagram) (?:at|and)|@\w+ on twitter|read more\s*[:»>]|tweet (?:with|about|at)|add your own|thousands of (?:our )?readers)\b|もっと読む|続きを読む|더 보기|基사원문|阅读更多|اقرأ أيضا")),
    ("related links", re.compile(r"^(?:related|more|see|also|read|recommended|trending|most (?:read|popular|viewed)|popular|top stories|latest news|in pictures|analysis|explainer|explained|watch|video|opinion|live)\s*(?:articles?|stories|story|coverage|topics|news|content|links?)?\s*[:|>»]|^tags?\s*:|^topics?\s*:|^filed under|^categories\s*:|^keywords\s*:")),
    ("copyright", re.compile(r"(?:^|\s)(?:©|\(c\)|copyright)\s*(?:\d{4}|the |by |all )|\ball rights reserved\b|\bmay not be (?:published|reproduced|broadcast)|alle rechte vorbehalten|tous droits réservés|無断転載")),
    ("cookie notice", re.compile(r"\b(?:use[sd]? cookies|cookie (?:policy|settings|preferences)|privacy policy|terms of (?:use|service)|gdpr|consent to|enable javascript|javascript (?:is )?(?:disabled|required|to view)|browser (?:does not|doesn't) support|ad ?blocker|your browser|internet archive|crawl(?:ed|s|er)? (?:data|by)|wayback machine)\b")),
    ("advertisement", re.compile(r"^(?:advertisement|advertising|sponsored|ad|anzeige|werbung|publicité|publicidad|story continues below|article continues below|continue reading|content continues|реклама|広告|광고)\b.{0,60}$")),
    ("sharing", re.compile(r"^(?:share|tweet|email|print|facebook|twitter|whatsapp|linkedin|reddit|copy link|comments?|save|like|pin it|flipboard|messenger)(?:[\s,|/•]+(?:share|tweet|email|print|facebook|twitter|whatsapp|linkedin|reddit|copy link|comments?|save|like|pin it|this|on|via|link|messenger|flipboard))*\.?$")),
)  # fmt: skip
_LINK = re.compile(r"https?://|www\.|\.com/|\.co\.uk/|pic\.twitter|t\.co/|@\w{3,}")
_MARKUP = re.compile(r"</?[a-z][^>]{0,200}>|&[a-z]{2,8};|\{\{|\}\}|\[\[|\]\]|function\s*\(|var \w+ =|\|\s*\|")
_QUOTED = re.compile(r"[\"“„«][^\"”“»]{0,2000}[\"”»]|[「『][^」』]{0,500}[」』]")
_FIRST_PERSON = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|me|my|myself)\b|\b(?:we asked|we spoke|we contacted|we've|we're|we have (?:asked|contacted)|our (?:reporters?|correspondents?|newsroom|readers|team|journalists?|coverage)|told us|us at)\b|\bwe\b.{0,30}\b(?:asked|spoke|contacted|reported|analy[sz]ed|looked|rounded)\b"
)
_ADDRESSES = re.compile(
    r"^(?:here(?:'s| is| are) (?:what|how|why|everything|a look|the)|let's|imagine|consider|remember|note|take a look|think)\b|\b(?:you can|you'll|you're|you should|you need|you may|you might|if you|your own|do you|are you|have you|you have|you want)\b"
)
_QUESTION = re.compile(r"[?？؟]\s*[\"”’')\]]*$")
_ANY_LETTER = re.compile(r"[^\W\d_]")


def furniture(text: str, *, lang: str | None = None) -> str | None:
    """Why this passage is not evidence ("byline", "caption", "question" …), or None if nothing speaks against it."""
    flat = folded(text[:1200]).strip()
    letters = len(_ANY_LETTER.findall(flat))
    if letters < 3 or letters < 0.4 * len(flat.replace(" ", "")):
        return "no words"
    for reason, cue in _FURNITURE:
        if cue.search(flat):
            return reason
    if _MARKUP.search(flat):
        return "markup"
    if _LINK.search(flat):
        return "link"
    if text.count("|") >= 2 or text.count("•") >= 2:
        return "list of links"
    if letters >= 12 and text.isupper() and text.isascii():
        return "shouting"
    outside = _QUOTED.sub(" ", flat)
    if _QUESTION.search(flat):
        return "question"
    if _FIRST_PERSON.search(outside):
        return "first person"
    if _ADDRESSES.search(outside):
        return "addresses the reader"
    return None


_DATELINE = re.compile(
    r"^\s*(?:"
    r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\- ]{2,30}(?:,\s*[A-Z][\w. ]{1,20}){0,2}(?:,?\s*(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s*\d{0,2})?\s*(?:\([^)]{2,30}\)\s*)?[-–—]+\s+"
    r"|[A-ZÀ-Þ][\w'’.\- ]{1,30}(?:,\s*[\w. ]{2,20}){0,2}\s*\((?:AP|AFP|Reuters|REUTERS|dpa|UPI|CNN|Yonhap|Xinhua|ANSA|EFE|PTI|IANS|Bloomberg|PA|Kyodo|TASS)[^)]{0,20}\)\s*[-–—:]*\s*"
    r"|\((?:AP|AFP|Reuters|CNN|dpa|UPI|Bloomberg|Yonhap|KTLA|CBS[^)]{0,20}|NBC[^)]{0,20}|[A-Z]{3,6})\)\s*[-–—:]*\s*"
    r"|[A-Z][\w.]+(?: [A-Z][\w.]+){0,2},\s+(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}\s+\([^)]{2,20}\)\s*[-–—]+\s*"
    r")"
)
_LEADING_STAMP = re.compile(
    r"^\s*(?:\[?\d{1,2}[:.]\d{2}\s*(?:am|pm|GMT|ET|BST|UTC|Uhr)?\]?\s*[-–—:|]\s+|(?:UPDATE|UPDATED|BREAKING|WATCH|EXCLUSIVE|JUST IN)\s*[:–-]\s+)"
)
_BULLET = re.compile(r"^\s*[•·●▪■►▶*‣–—-]+\s+")
_TRAILING_CREDIT = re.compile(
    r"\s*(?:[-–—]\s*(?:AP|AFP|Reuters|dpa|Associated Press|The Associated Press|PA|UPI|Bloomberg|AAP|IANS|PTI)\.?|\((?:AP|AFP|Reuters|dpa|PA|Bloomberg|AAP|PTI|ANI)\)\.?)\s*$"
)


def clean_spans(passage_text: str) -> list[Span]:
    """What is left of a passage after its dateline, stamp or credit is cut: spans of it, in order; [] if nothing is left."""
    start, end = 0, len(passage_text)
    for _ in range(3):
        rest = passage_text[start:]
        cut = next((found for pattern in (_BULLET, _LEADING_STAMP, _DATELINE) if (found := pattern.match(rest))), None)
        if cut is None or not cut.end():
            break
        start += cut.end()
    credit = _TRAILING_CREDIT.search(passage_text, start)
    if credit and credit.start() > start:
        end = credit.start()
    while start < end and passage_text[start].isspace():
        start += 1
    while end > start and passage_text[end - 1].isspace():
        end -= 1
    return [Span(start, end)] if end > start else []
