"""Who may read and who may change things: the owner's password and session, tokens of forms, host names. I/O: none but the clock.

A password is a setting, or was set on the site by a link that stands in the log once. Without one the owner is whoever asks from this
machine, by a name of this machine, not through a proxy; everyone else may read. With one, changes need it, and reading too unless the
setting `public` is on. A session is a signed cookie: its key is made from the password, so that a new password ends all sessions.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import secrets
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.requests import Request

from newsloom.config import Settings

SESSION_COOKIE, FORM_COOKIE = "newsloom_session", "newsloom_form"
SESSION_S = 30 * 24 * 3600
TRIES, TRIES_ALL, WINDOW_S = 10, 100, 600.0  # logins that fail: of one address, of all, within ten minutes
FIRST_S = 3_600.0  # for so long the link to set the first password holds
MAX_PASSWORD = 1_000  # characters that are looked at


def is_loopback(host: str) -> bool:
    """Whether a bind address or host name is this machine's own."""
    bare = host.strip("[]").lower().rstrip(".")
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return bare == "localhost" or bare.endswith(".localhost")


def host_of(header: str) -> str:
    """The name in a Host header, without its port."""
    bare = header.strip().lower()
    if bare.startswith("["):
        return bare.partition("]")[0].lstrip("[")
    return bare.partition(":")[0]


class Tries:
    """How often an address, and all together, did something of late; in memory alone.

    Args:
        most, most_all: of one address, of all, within `window_s`.
    """

    def __init__(self, most: int, most_all: int, window_s: float = WINDOW_S) -> None:
        self._most, self._most_all, self._window_s = most, most_all, window_s
        self._known: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def too_many(self, client: str) -> bool:
        """Whether one more is one too many."""
        now = time.monotonic()
        with self._lock:
            for address in list(self._known):
                recent = [at for at in self._known[address] if now - at < self._window_s]
                if recent:
                    self._known[address] = recent
                else:
                    del self._known[address]
            return len(self._known.get(client, ())) >= self._most or sum(map(len, self._known.values())) >= self._most_all

    def count(self, client: str) -> None:
        """This was one."""
        with self._lock:
            self._known.setdefault(client, []).append(time.monotonic())


class Gate:
    """Decides, for one site."""

    def __init__(self, settings: Settings, *, kept: str = "", clock: Callable[[], float] = time.time) -> None:
        """
        Args:
            kept: the hash of the password that was set on the site; a setting comes before it. "" if none was.
        """
        self._password = settings.password.get_secret_value() if settings.password else kept
        self._clock = clock
        self._local = is_loopback(settings.host)
        base = urlsplit(settings.base_url or "")
        self.public_host = (base.hostname or "").lower()
        self.public_origin = f"{base.scheme}://{base.netloc}".lower() if base.netloc else ""
        self.secure = base.scheme == "https"
        self.public = settings.public
        self._ended: set[str] = set()
        self._proved: set[bytes] = set()
        self._failures = Tries(TRIES, TRIES_ALL)
        self._hashing = threading.Lock()  # one at a time: each takes 64 MiB
        self._key = self._made_key()  # of this process only where there is no password
        self.first_key = (
            "" if self._local or self._password else secrets.token_urlsafe(24)
        )  #: lets set the first password, once
        self._first_until = clock() + FIRST_S

    # -- who asks

    @property
    def has_password(self) -> bool:
        return bool(self._password)

    def host_allowed(self, header: str) -> bool:
        """Whether the site answers under this name: a page elsewhere must not reach a site on this machine by a name of its own."""
        host = host_of(header)
        if self.public_host and host == self.public_host:
            return True
        return is_loopback(host) if self._local else True

    def owner(self, request: Request) -> bool:
        """Whether the owner asks."""
        if self.has_password:
            return self._session(request.cookies.get(SESSION_COOKIE, ""))
        through_proxy = any(name in request.headers for name in ("x-forwarded-for", "x-forwarded-host", "forwarded"))
        return self._local and is_loopback(host_of(request.headers.get("host", ""))) and not through_proxy

    def may_read(self, request: Request) -> bool:
        """Whether this request may read: feed readers send the password along (RFC 7617), whatever the name before it."""
        return not self.has_password or self.public or self.owner(request) or self._basic(request)

    def private(self, request: Request) -> bool:
        """Whether this request may see what is the owner's own: logged in, or with the password sent along."""
        return self.owner(request) or (self.has_password and self._basic(request))

    def _basic(self, request: Request) -> bool:
        kind, _, coded = request.headers.get("authorization", "").partition(" ")
        client = request.client.host if request.client else ""
        if kind.lower() != "basic" or len(coded) > 2 * MAX_PASSWORD or self.too_many(client):
            return False
        known = hashlib.sha256(coded.encode()).digest()
        if known in self._proved:
            return True
        try:
            given = base64.b64decode(coded, validate=True).decode().partition(":")[2]
        except ValueError:
            return False
        if not self.right_password(given, client):
            return False
        self._proved.add(known)  # argon2 once, not for every poll of a feed reader
        return True

    # -- sessions

    def _made_key(self) -> bytes:
        """Signs sessions and forms. To guess the password from what it signed is as much work as argon2 makes it."""
        if not self._password:
            return secrets.token_bytes(32)
        if self._password.startswith("$argon2"):
            return hashlib.sha256(self._password.encode()).digest()
        from argon2.low_level import Type, hash_secret_raw  # lazy: only sites with a password

        return hash_secret_raw(self._password.encode(), b"newsloom session", 3, 65_536, 1, 32, Type.ID)

    def _signed(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()

    def _session(self, cookie: str) -> bool:
        expires, _, rest = cookie.partition(".")
        nonce, _, signature = rest.partition(".")
        if not (expires.isascii() and expires.isdigit() and len(expires) < 13 and nonce and signature):
            return False
        known = hmac.compare_digest(signature.encode(), self._signed(f"session {expires} {nonce}").encode())
        return known and int(expires) > self._clock() and nonce not in self._ended

    def new_session(self) -> str:
        """The cookie of a new session; a login never goes on with an old one."""
        expires, nonce = int(self._clock()) + SESSION_S, secrets.token_urlsafe(12)
        return f"{expires}.{nonce}.{self._signed(f'session {expires} {nonce}')}"

    def end_session(self, cookie: str) -> None:
        """From now on this session is none."""
        if self._session(cookie):
            self._ended.add(cookie.split(".")[1])

    # -- the password

    def too_many(self, client: str) -> bool:
        """Whether this address, or all together, failed too often of late."""
        return self._failures.too_many(client)

    def right_password(self, given: str, client: str) -> bool:
        """Whether this is the password; a wrong one counts against the address. Takes as long either way."""
        if not self._password or len(given) > MAX_PASSWORD:
            return False
        if self._password.startswith("$argon2"):
            right = self._matches_hash(given)
        else:
            right = hmac.compare_digest(
                hashlib.sha256(given.encode()).digest(), hashlib.sha256(self._password.encode()).digest()
            )
        if not right:
            self._failures.count(client)
        return right

    def may_set_first(self, key: str) -> bool:
        """Whether this is the key of the one-time link, in its time."""
        right = hmac.compare_digest(key.encode(), self.first_key.encode())
        return bool(self.first_key) and right and self._clock() < self._first_until

    def first_password(self, hashed: str) -> None:
        """From now on the site has this password, and the link leads nowhere."""
        self._password, self.first_key = hashed, ""
        self._key = self._made_key()

    def _matches_hash(self, given: str) -> bool:
        from argon2 import PasswordHasher  # lazy: only sites with a password
        from argon2.exceptions import Argon2Error, InvalidHashError

        with self._hashing:
            try:
                return PasswordHasher().verify(self._password, given)
            except (Argon2Error, InvalidHashError):
                return False

    # -- forms

    def form_seed(self, request: Request) -> str:
        """What the forms of this reader are tied to: the cookie, or a new one to be set."""
        seed = request.cookies.get(FORM_COOKIE, "")
        return seed if 16 <= len(seed) <= 64 and seed.isascii() else secrets.token_urlsafe(18)

    def token(self, seed: str) -> str:
        """The token that forms of this seed carry."""
        return self._signed(f"form {seed}")[:40]

    def from_elsewhere(self, request: Request) -> bool:
        """Whether a browser sent it from a page of another site."""
        origin = request.headers.get("origin", "").lower()
        own = {self.public_origin, *(f"{scheme}://{request.headers.get('host', '').lower()}" for scheme in ("http", "https"))}
        if origin and origin not in own:
            return True
        return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")

    def form_refused(self, request: Request, token: str) -> str:
        """Why a form is not accepted; "" if it is: it must come from a page of this site, shown to this very reader."""
        if self.from_elsewhere(request):
            return "it came from another site"
        seed = request.cookies.get(FORM_COOKIE, "")
        if not seed or not hmac.compare_digest(token.encode(), self.token(seed).encode()):
            return "the page it was on is too old, or this browser keeps no cookies"
        return ""
