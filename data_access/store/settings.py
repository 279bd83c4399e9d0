"""Where this installation keeps its store: facts of the deployment, one object."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import DashboardError

HERE = Path(__file__).resolve().parents[2]


def url_of(file: Path) -> str:
    """Return the database URL of an SQLite file, on Windows too."""
    return f"sqlite:///{file.as_posix()}"


DEFAULT_URL = url_of(HERE / "data" / "iro.db")


class Settings(BaseSettings):
    """Read once from the environment; what is set to nothing is as if not set.

    `database_url` moves the same code from the embedded SQLite file to PostgreSQL.
    What is said of signing in is read, as a whole, by `data_access.access.sign_in`.
    """

    model_config = SettingsConfigDict(
        extra="ignore", hide_input_in_errors=True, env_ignore_empty=True, frozen=True
    )
    database_url: str = Field(default=DEFAULT_URL, validation_alias="DATABASE_URL")
    demo: bool = Field(default=True, validation_alias="IRO_DEMO")
    upload_limit_mb: int = Field(default=200, validation_alias="IRO_UPLOAD_LIMIT_MB")
    own_machine: bool = Field(default=False, validation_alias="IRO_OWN_MACHINE")
    oidc_metadata_url: str = Field(default="", validation_alias="IRO_OIDC_METADATA_URL")
    oidc_client_id: str = Field(default="", validation_alias="IRO_OIDC_CLIENT_ID")
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="IRO_OIDC_CLIENT_SECRET"
    )
    oidc_redirect_uri: str = Field(default="", validation_alias="IRO_OIDC_REDIRECT_URI")
    cookie_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="IRO_COOKIE_SECRET"
    )
    role_claim: str = Field(default="roles", validation_alias="IRO_ROLE_CLAIM")
    role_map: str = Field(default="", validation_alias="IRO_ROLE_MAP")
    session_hours: float = Field(
        default=8.0, gt=0, le=24, validation_alias="IRO_SESSION_HOURS"
    )
    pseudonym_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="IRO_PSEUDONYM_SECRET"
    )
    exchange_key: str = Field(default="", validation_alias="IRO_EXCHANGE_KEY")
    ledger_months: int = Field(default=24, validation_alias="IRO_LEDGER_MONTHS", ge=1)
    contact: str = Field(default="", validation_alias="IRO_CONTACT")
    review_record_days: int = Field(
        default=20, validation_alias="IRO_REVIEW_RECORD_DAYS", ge=1
    )
    no_review_months: int = Field(
        default=7, validation_alias="IRO_NO_REVIEW_MONTHS", ge=1
    )


class SettingError(DashboardError):
    """A setting cannot be read."""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process.

    Raises:
        SettingError: some cannot be read; it names them, without what they are set to.
    """
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(str(each["loc"][0]) for each in error.errors())
    raise SettingError(
        f"{names} cannot be read. IRO_DEMO and IRO_OWN_MACHINE are true or false, "
        "IRO_SESSION_HOURS is a number up to 24, every other that counts something a "
        "whole number."
    )
