"""Names of the countries that domains of outlets tell. Pure data: the two letters as in a domain, which are those of ISO 3166 but for `uk`."""

from __future__ import annotations

_NAMES = """
ae United Arab Emirates|af Afghanistan|al Albania|am Armenia|ar Argentina|at Austria|au Australia|az Azerbaijan
ba Bosnia and Herzegovina|bd Bangladesh|be Belgium|bg Bulgaria|bh Bahrain|bo Bolivia|br Brazil|by Belarus|ca Canada
ch Switzerland|cl Chile|cn China|cu Cuba|cy Cyprus|cz Czechia|de Germany|dk Denmark|do Dominican Republic|dz Algeria
ec Ecuador|ee Estonia|eg Egypt|es Spain|et Ethiopia|eu European Union|fi Finland|fr France|ge Georgia|gh Ghana|gr Greece
gt Guatemala|hk Hong Kong|hn Honduras|hr Croatia|ht Haiti|hu Hungary|id Indonesia|ie Ireland|il Israel|in India|iq Iraq
ir Iran|is Iceland|it Italy|jm Jamaica|jo Jordan|jp Japan|ke Kenya|kh Cambodia|kr South Korea|kw Kuwait|kz Kazakhstan
lb Lebanon|lk Sri Lanka|lt Lithuania|lu Luxembourg|lv Latvia|ly Libya|ma Morocco|md Moldova|mk North Macedonia|mm Myanmar
mn Mongolia|mt Malta|mx Mexico|my Malaysia|ng Nigeria|nl Netherlands|no Norway|np Nepal|nz New Zealand|om Oman|pa Panama
pe Peru|ph Philippines|pk Pakistan|pl Poland|pr Puerto Rico|ps Palestine|pt Portugal|py Paraguay|qa Qatar|ro Romania
rs Serbia|ru Russia|sa Saudi Arabia|se Sweden|sg Singapore|si Slovenia|sk Slovakia|sn Senegal|sv El Salvador|sy Syria
th Thailand|tn Tunisia|tr Turkey|tw Taiwan|tz Tanzania|ua Ukraine|ug Uganda|uk United Kingdom|us United States|uy Uruguay
uz Uzbekistan|va Vatican City|ve Venezuela|vn Vietnam|xk Kosovo|ye Yemen|za South Africa|zm Zambia|zw Zimbabwe
"""
_BY_CODE = dict(entry.split(" ", 1) for line in _NAMES.strip().splitlines() for entry in line.split("|"))


def name_of(code: str) -> str:
    """The name of a country, in English; its letters where it is none of these."""
    return _BY_CODE.get(code, code.upper())
