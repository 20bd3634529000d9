"""The proxy's configuration, read by Debian's nginx with a certificate made on the spot."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.architecture.tree import ROOT
from tests.deployment.deployment import ENV

TEMPLATE = ROOT / "docker/nginx/atrevete.conf.template"
HOST = ENV["PUBLIC_HOST"]


def _certificate(folder: Path) -> None:
    """As certbot lays them out; valid for a day and known to nobody."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True)
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _configuration(folder: Path) -> str:
    """As the container fills it in; unprivileged ports and folders of this test."""
    text = TEMPLATE.read_text(encoding="utf-8").replace("${PUBLIC_HOST}", HOST)
    text = text.replace("/etc/letsencrypt", str(folder)).replace("listen 80;", "listen 18080;")
    return text.replace("listen 443 ssl;", "listen 18443 ssl;")


def test_nginx_accepts_the_configuration(tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if nginx is None:
        pytest.skip("nginx is not installed: apt-get install nginx-light, and this is tested too")
    _certificate(tmp_path / "live" / HOST)
    # nginx 1.22 of Debian 12 knows HTTP/2 by an older word.
    version = subprocess.run([nginx, "-v"], capture_output=True, text=True, check=True).stderr
    text = _configuration(tmp_path)
    if tuple(map(int, re.findall(r"\d+", version)[:3])) < (1, 25, 1):
        text = text.replace("    http2 on;\n", "")
    (tmp_path / "salon.conf").write_text(text)
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/nginx.pid; error_log {tmp_path}/error.log;"
        f" events {{}} http {{ access_log off; include {tmp_path}/salon.conf; }}"
    )
    checked = subprocess.run(
        [nginx, "-t", "-c", str(whole), "-p", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr


def test_only_the_hosts_name_is_filled_in() -> None:
    """nginx's own variables must survive the container's start."""
    text = TEMPLATE.read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+)\}", text)) == {"PUBLIC_HOST"}


def test_the_internet_sees_webhooks_payment_pages_and_the_panel_alone() -> None:
    text = TEMPLATE.read_text(encoding="utf-8").partition("listen 443")[2]
    assert re.findall(r"location (= )?(\S+) \{", text) == [
        ("", "/webhooks/"),
        ("", "/pago/"),
        ("= ", "/"),
        ("", "/admin/"),
        ("", "/"),
    ]
    assert text.rpartition("location / {")[2].split()[:2] == ["return", "404;"]
