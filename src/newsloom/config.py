"""The one table of settings: name, type, default, unit and a sentence each; it also makes their reference page.

A setting comes from the first of: an argument, the environment (`NEWSLOOM_PORT=8080`), the file named by `NEWSLOOM_CONFIG` or
else `newsloom.toml` in the user's configuration folder, the default. Stages never see this object: they receive values.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from platformdirs import user_config_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from newsloom.errors import BadSetting

_ENV = "NEWSLOOM_"


def default_database() -> str:
    """The address of the database in the user's data folder (not created here)."""
    return f"sqlite:///{user_data_path('newsloom', appauthor=False) / 'newsloom.db'}"


def config_file() -> Path:
    """The settings file that is read if it exists."""
    named = os.environ.get(f"{_ENV}CONFIG")
    return Path(named) if named else user_config_path("newsloom", appauthor=False) / "newsloom.toml"


class Settings(BaseSettings):
    """All settings of an installation."""

    model_config = SettingsConfigDict(env_prefix=_ENV, extra="ignore", frozen=True)

    db: str = Field(
        default_factory=default_database,
        description="Database: a file, `sqlite:///FILE` or `postgresql://USER@HOST/NAME`. Default: newsloom.db in the user's data folder.",
    )
    host: str = Field(
        default="127.0.0.1", description="Address the site listens on. On any but loopback it asks for a password."
    )
    port: int = Field(default=8413, ge=0, le=65535, description="Port the site listens on; 0 takes a free one.")
    password: SecretStr | None = Field(
        default=None,
        description="Password of the owner, or its argon2 hash; without one, a site on any address but loopback can only be read.",
    )
    public: bool = Field(
        default=False, description="With a password: whether anyone may read the site, or only who has logged in."
    )
    reports: bool = Field(
        default=False, description="Whether readers other than the owner may report a sentence that is wrong."
    )
    metrics: bool = Field(
        default=False,
        description="Whether the owner may read `/metrics`, counts for Prometheus; off: nobody without the token.",
    )
    metrics_token: SecretStr | None = Field(
        default=None, description="Token with which anyone may read `/metrics`, as `Authorization: Bearer TOKEN`."
    )
    base_url: str | None = Field(
        default=None, description="Public address of the site, for feeds and links; default: as it was asked for."
    )
    zone: str = Field(default="UTC", description="Time zone of the times on the pages, such as `Europe/Madrid`.")
    workers: int = Field(default=0, ge=0, le=64, description="Processes that parse and extract; 0 means one a core.")
    allow_networks: tuple[str, ...] = Field(
        default=(), description='Private networks that feeds may be on, such as `["192.168.1.0/24"]`; all others are refused.'
    )
    contact: str = Field(default="", description="An address at which publishers reach you; part of the User-Agent.")
    use_proxy: bool = Field(
        default=False, description="Honour HTTP_PROXY and HTTPS_PROXY; address checks are then the proxy's."
    )
    fetch_pages: bool = Field(default=True, description="Fetch the page of each entry; off: only what the feed carries.")
    full_text: bool = Field(
        default=True, description="Show the whole extracted text of an article; off: an excerpt around what is cited."
    )
    images: bool = Field(
        default=False,
        description="Show the pictures of articles with whose they are; this site fetches them, so that no outlet learns who reads.",
    )
    deadline_s: float = Field(default=60.0, gt=0, le=600, description="Seconds that one request may take in all.")
    max_feed_bytes: int = Field(default=15_000_000, gt=0, description="Bytes of a feed, decoded.")
    max_page_bytes: int = Field(default=10_000_000, gt=0, description="Bytes of a page, decoded.")
    poll_min_h: float = Field(default=1.0, gt=0, le=168, description="Hours between two polls of a feed, at least.")
    poll_max_h: float = Field(default=24.0, gt=0, le=744, description="Hours between two polls of a feed, at most.")
    keep_texts_days: int = Field(
        default=0,
        ge=0,
        description="Days that the text of an article is kept which no page cites; 0 keeps all. Titles, hashes and all that is cited stay.",
    )
    max_article_share: float = Field(
        default=0.25,
        gt=0,
        le=1,
        description="Share of one article's words that a page may carry (four sentences are always allowed).",
    )

    llm_base_url: str | None = Field(
        default=None,
        description="Address of an OpenAI-compatible API, such as `http://localhost:11434/v1`; with `llm_model`, stories are written by it.",
    )
    llm_model: str = Field(default="", description="Model that writes the stories, as the endpoint names it.")
    llm_api_key: SecretStr | None = Field(default=None, description="Key of that endpoint; never logged, shown or exported.")
    llm_api_key_file: Path | None = Field(
        default=None, description="File that holds the key, for secrets that are mounted; its first line counts."
    )
    llm_keyring: str = Field(
        default="",
        description="Entry of the system's keyring that holds the key, `SERVICE/USER`; needs `newsloom[keyring]`.",
    )
    llm_min_origins: int = Field(
        default=2, ge=1, le=100, description="Stories of fewer independent texts stay as the extractive writer made them."
    )
    llm_context: int = Field(
        default=8192,
        ge=2048,
        le=1_000_000,
        description="Tokens that the model can read and write in one request; evidence is cut to fit.",
    )
    llm_pace_min: float = Field(
        default=60.0,
        ge=0,
        le=10_080,
        description="Minutes before the first request for a story, and between two (up to six times that for an old one); meanwhile the"
        " extractive writer tells what is new.",
    )
    llm_samples: int = Field(
        default=1, ge=1, le=8, description="Answers asked for a story, of which the best cited is taken; each is paid for."
    )
    llm_style: str = Field(
        default="", max_length=500, description="A sentence or two of your own on style, added to the prompt's rules."
    )
    llm_temperature: float = Field(default=0.2, ge=0, le=2, description="How freely the model chooses its words.")
    llm_stream: bool = Field(
        default=False, description="Ask for the answer piece by piece, for gateways that end silent connections."
    )
    llm_concurrency: int = Field(default=2, ge=1, le=64, description="Stories the model writes at a time.")
    llm_deadline_s: float = Field(
        default=120.0, gt=0, le=3600, description="Seconds that one answer may take in all, whatever trickles in."
    )
    llm_tokens_per_day: int = Field(
        default=2_000_000, ge=0, description="Tokens, read and written, a day (UTC); 0 lifts the limit."
    )
    llm_tokens_per_month: int = Field(default=0, ge=0, description="Tokens a month (UTC); 0: no limit.")
    llm_money_per_day: float = Field(default=0.0, ge=0, description="Money a day, in the currency of the prices; 0: no limit.")
    llm_money_per_month: float = Field(default=0.0, ge=0, description="Money a month; 0: no limit.")
    llm_price_in: float = Field(default=0.0, ge=0, description="Price of a million tokens read.")
    llm_price_out: float = Field(default=0.0, ge=0, description="Price of a million tokens written.")
    llm_writes: Literal["stories", "headings"] = Field(
        default="stories",
        description="What the model writes: whole `stories`, or only the `headings` of stories that stay in their sources' words,"
        " for a tenth of the tokens.",
    )
    llm_same_event: bool = Field(
        default=False,
        description="Ask the model whether possibly related stories are one event, twice, in both orders; where it says so both times"
        " they are merged, as a change that can be undone.",
    )
    llm_translate_to: str = Field(
        default="",
        description="Language that finished stories are translated into by the model, such as `de`; empty: none. Translations"
        " stand beside the stories.",
    )
    llm_judge_model: str = Field(
        default="", description="Model that may refuse sentences which the rules let through; empty: none is asked."
    )
    llm_judge_base_url: str | None = Field(
        default=None, description="Address of the judge's API; default: that of the writer, with its key."
    )
    llm_judge_api_key: SecretStr | None = Field(default=None, description="Key of the judge's API, if it has its own.")

    nli_model: Path | None = Field(
        default=None,
        description="Folder with an entailment model (`model.onnx`, `tokenizer.json`, `config.json`) that may refuse sentences which the"
        " rules let through; needs `newsloom[nli]`.",
    )
    nli_least: float = Field(
        default=0.5, ge=0, le=1, description="Probability of entailment from which that model lets a sentence through."
    )

    @field_validator("llm_base_url", "llm_judge_base_url")
    @classmethod
    def _http(cls, value: str | None) -> str | None:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("it is no http or https address; try one such as http://localhost:11434/v1")
        return value or None

    @field_validator("llm_translate_to")
    @classmethod
    def _language(cls, value: str) -> str:
        if value and not re.fullmatch(r"[a-z]{2}", value):
            raise ValueError("it is no language code of two letters; try one such as de")
        return value

    @property
    def llm_key(self) -> str:
        """The key of the writer's endpoint; "" if there is none.

        Raises:
            BadSetting: when the file or the entry of the keyring that is named for it cannot be read.
        """
        if self.llm_api_key is not None:
            return self.llm_api_key.get_secret_value()
        if self.llm_keyring:
            return _from_keyring(self.llm_keyring)
        if self.llm_api_key_file is None:
            return ""
        try:
            return self.llm_api_key_file.expanduser().read_text(encoding="utf-8").partition("\n")[0].strip()
        except (OSError, UnicodeDecodeError) as exc:
            raise BadSetting("setting llm_api_key_file", f"{self.llm_api_key_file} cannot be read: {exc}") from None

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as exc:
            raise ValueError("no time zone has this name; try one such as Europe/Madrid") from exc
        return value

    @field_validator("allow_networks")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for network in value:
            ipaddress.ip_network(network, strict=False)
        return value

    @field_validator("db")
    @classmethod
    def _database(cls, value: str) -> str:
        return value if "://" in value else f"sqlite:///{Path(value).expanduser().absolute()}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file())


def _from_keyring(entry: str) -> str:
    """The secret of an entry `SERVICE/USER`. Raises BadSetting when there is none, or no keyring."""
    service, _, user = entry.partition("/")
    try:
        import keyring  # lazy: an extra, and it looks for the system's services
        from keyring.errors import KeyringError
    except ImportError:
        raise BadSetting("setting llm_keyring", "no keyring is installed", remedy="pip install 'newsloom[keyring]'") from None
    try:
        found = keyring.get_password(service, user)
    except KeyringError as exc:
        raise BadSetting(
            "setting llm_keyring", f"the keyring cannot be read: {exc}", remedy="unlock it, or use a file"
        ) from None
    if not found:
        raise BadSetting("setting llm_keyring", f"the keyring has no entry {entry}", remedy=f"keyring set {service} {user}")
    return str(found)


def load(**given: Any) -> Settings:
    """The settings of this installation; `given` (None means not given) come before environment and file.

    Raises:
        BadSetting: when a setting has a value it cannot have, or the file is not TOML.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as exc:
        first = exc.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        raise BadSetting(f"setting {name}", first["msg"].removeprefix("Value error, "), remedy=_remedy(name)) from exc
    except ValueError as exc:  # tomllib's error: the file itself
        raise BadSetting(
            config_file(), f"not a settings file: {exc}", remedy="it must be TOML: one `name = value` a line"
        ) from exc


def _remedy(name: str) -> str:
    known = Settings.model_fields.get(name)
    return known.description or "" if known else ""


def reference() -> Iterator[tuple[str, str, str, str]]:
    """The table for the reference page: name, environment variable, default, sentence."""
    for name, known in Settings.model_fields.items():
        default = "" if known.default_factory else repr(known.default).replace("'", '"')
        yield name, f"{_ENV}{name.upper()}", default, known.description or ""
