"""Ed25519 (RFC 8032): whether a signature holds, and the short name of a key. Knows public keys only."""

from __future__ import annotations

import binascii
import re
from hashlib import sha256

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

KEY_ID_BYTES = 4
PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64


def key_id(public: bytes) -> str:
    """The short name of a public key, which a code carries: the first eight hexadecimal digits of its SHA-256."""
    return sha256(public).hexdigest()[: 2 * KEY_ID_BYTES]


def holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether *signature* is that key's over *message*."""
    # Loaded when a code is verified first: the library brings half of OpenSSL.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def read_public_keys(text: str) -> tuple[bytes, ...]:
    """Public keys as somebody hands them on: 64 hexadecimal digits each, or PEM; other words beside them are left out.

    Raises `Refused` when there is none, and for a file that holds a private key: that one must not travel.
    """
    if "PRIVATE KEY" in text:
        raise Refused(tr("这里面是私钥，核验只要公钥。私钥请收好，不要给别人"), field="public_key")
    found = [
        binascii.unhexlify(match)
        for match in re.findall(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{64}(?![0-9A-Za-z])", text)
    ]
    for block in re.findall(r"-----BEGIN PUBLIC KEY-----(.+?)-----END PUBLIC KEY-----", text, re.DOTALL):
        found.append(_from_pem(block))
    if not found:
        raise Refused(tr("没有找到公钥：要 64 位的十六进制数，或 PEM 文件"), field="public_key")
    return tuple(dict.fromkeys(found))


def _from_pem(block: str) -> bytes:
    # SubjectPublicKeyInfo of RFC 8410: a head of twelve bytes, then the key.
    try:
        der = binascii.a2b_base64("".join(block.split()))
    except binascii.Error:
        der = b""
    head = bytes.fromhex("302a300506032b6570032100")
    if len(der) != len(head) + PUBLIC_BYTES or not der.startswith(head):
        raise Refused(tr("这个 PEM 文件不是 Ed25519 的公钥"), field="public_key")
    return der[len(head) :]
