"""Where this installation keeps its store: facts of the deployment, one object."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

HERE = Path(__file__).resolve().parent.parent


def url_of(file: Path) -> str:
    """Return the database URL of an SQLite file, on Windows too."""
    return f"sqlite:///{file.as_posix()}"


DEFAULT_URL = url_of(HERE / "data" / "iro.db")


class Settings(BaseSettings):
    """Read once from the environment.

    `database_url` moves the same code from the embedded SQLite file to PostgreSQL.
    """

    model_config = SettingsConfigDict(extra="ignore")
    database_url: str = Field(default=DEFAULT_URL, validation_alias="DATABASE_URL")
    demo: bool = Field(default=True, validation_alias="IRO_DEMO")
    upload_limit_mb: int = Field(default=200, validation_alias="IRO_UPLOAD_LIMIT_MB")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings()
