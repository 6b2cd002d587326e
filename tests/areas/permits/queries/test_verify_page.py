"""The gate's page in a real browser: RFC 8032, SHA-512, and every sort of code as the program itself judges it (D3.5)."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, time
from hashlib import sha512
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from frontdesk.areas.permits.queries.signing import verify_page
from frontdesk.areas.permits.rules import code, signature
from frontdesk.areas.permits.rules.code import CodeFacts, judge, make_code
from frontdesk.areas.permits.rules.verify_page import PageFacts, fill
from frontdesk.areas.permits.service.signing import code_for
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import SaveSettings, save_settings
from frontdesk.base.store.work import Actor
from frontdesk.base.values.resources import resource

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
in_browser = pytest.mark.skipif(
    sys.platform != "linux" or BROWSER is None, reason="needs a Chromium on Linux (make system installs it)"
)
TEMPLATE = resource("verify.html").read_text("utf-8")
OURS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
THEIRS = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC, FOREIGN = (key.public_key().public_bytes_raw() for key in (OURS, THEIRS))
KEYS = {signature.key_id(PUBLIC): PUBLIC}
AT = datetime(2026, 11, 21, 14, 5)
FACTS = CodeFacts(
    "JZ", "JZ-00004406", "曾*", "3-1-1202", date(2026, 6, 1), date(2027, 5, 31), key=signature.key_id(PUBLIC)
)
PAGE = PageFacts(
    estate="翠湖花园", office="翠湖花园物业服务中心", phone="0571-8800 1234", made="2026-11-21 09:00",
    keys={name: public.hex() for name, public in KEYS.items()}, revoked={"JZ-00000007": "已挂失"},
)  # fmt: skip

# RFC 8032, 7.1: tests 1, 2, 3 and "SHA(abc)"; public key, message, signature.
RFC_8032 = (
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
     "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
     "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
     "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"),
)  # fmt: skip
L = 2**252 + 27742317777372353535851937790883648493


def dom(page: Path, address: str = "", *options: str) -> str:
    """The page's document after its scripts have run."""
    assert BROWSER is not None
    done = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-extensions",
         f"--user-data-dir={page.parent / 'profile'}", *options, "--dump-dom", page.as_uri() + address],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout.decode("utf-8")


def run_in_page(folder: Path, program: str) -> Any:
    """What *program*, an expression added to the page's own script, comes to, as JSON."""
    page = folder / "page.html"
    added = (
        f'<pre id="out"></pre><script>find("out").textContent = JSON.stringify({program});</script></body>'
    )
    page.write_text(fill(TEMPLATE, PAGE).replace("</body>", added), encoding="utf-8")
    found = re.search(r'<pre id="out">(.*?)</pre>', dom(page), re.DOTALL)
    assert found is not None
    return json.loads(html.unescape(found[1]))


def codes() -> list[str]:
    """Genuine ones of several sorts, and every sort of bad one."""
    good = make_code(FACTS, OURS.sign)
    day = date(2026, 11, 21)
    goods = replace(
        FACTS, kind="CM", number="CM-00003318", starts_on=day, ends_on=day, hours=(time(14), time(18)), note="17 件，浙A·6H072"
    )  # fmt: skip
    own = replace(FACTS, kind="摊位", number="2026 春节第 3 号", holder="𬭎*", unit="商业街东区")
    theirs = replace(FACTS, key=signature.key_id(FOREIGN))
    signed = code.read_code(good)
    out = [
        good, good.lower(), f" {good[:50]}\n{good[50:]}", "".join(chr(ord(c) + 0xFEE0) for c in good),
        make_code(goods, OURS.sign), make_code(replace(goods, hours=(time(8), time(12))), OURS.sign),
        make_code(replace(goods, hours=(time(14, 6), time(15))), OURS.sign), make_code(own, OURS.sign),
        make_code(replace(FACTS, ends_on=date(2026, 11, 20)), OURS.sign),
        make_code(replace(FACTS, ends_on=day), OURS.sign),
        make_code(replace(FACTS, starts_on=date(2026, 11, 22)), OURS.sign),
        make_code(theirs, THEIRS.sign), make_code(FACTS, THEIRS.sign),
        make_code(replace(FACTS, ends_on=date(2030, 1, 1)), lambda _m: signed.signature),
        good[:-1], good[:-40], good + "0", good + "A", "", "FD1", "FD2" + good[3:], "FX1" + good[3:],
        "FD2" + "A" * 154, "JZ-00004406", "SJ00020331", "FD1" + "!" * 150, "https://example.com/",
        # The group order added to S: the same signature in another spelling must not pass.
        make_code(FACTS, lambda m: _stretched(OURS.sign(m))),
    ]  # fmt: skip
    out += [good[:at] + ("7" if good[at] != "7" else "K") + good[at + 1 :] for at in range(0, len(good), 9)]
    return out


def _stretched(signed: bytes) -> bytes:
    return signed[:32] + (int.from_bytes(signed[32:], "little") + L).to_bytes(32, "little")


@in_browser
def test_the_page_judges_as_the_program_does(tmp_path: Path) -> None:
    """D3.5: RFC 8032's vectors, each altered too; and our own codes, good and bad, give the program's verdict and facts."""
    vectors = [(key, message, signed, True) for key, message, signed in RFC_8032]
    for key, message, signed, _ in tuple(vectors):
        flipped = bytearray.fromhex(signed)
        flipped[5] ^= 1
        vectors += [(key, message + "00", signed, False), (key, message, flipped.hex(), False)]
        vectors.append((key, message, _stretched(bytes.fromhex(signed)).hex(), False))
    vectors += [("ff" * 32, "", RFC_8032[0][2], False), ("00" * 31, "", RFC_8032[0][2], False)]
    texts = codes()
    lengths = (0, 1, 3, 55, 111, 112, 127, 128, 129, 300)
    program = f"""({{
        hashes: {json.dumps(lengths)}.map((n) => toHex(sha512(Uint8Array.from({{length: n}}, (_, i) => (7 * i) & 255)))),
        vectors: {json.dumps(vectors)}.map(([key, message, signed]) => holds(fromHex(key), fromHex(message), fromHex(signed))),
        codes: {json.dumps(texts)}.map((text) => judge(text, keys, "2026-11-21T14:05")),
        shown: {json.dumps(texts[:1] + [make_code(replace(FACTS, number="JZ-00000007"), OURS.sign)])}
            .map((text) => [show(text, "2026-11-21T14:05"), find("result").className, find("result").textContent]),
    }})"""
    found = run_in_page(tmp_path, program)
    assert found["hashes"] == [sha512(bytes((7 * i) & 255 for i in range(n))).hexdigest() for n in lengths]
    assert found["vectors"] == [right for *_, right in vectors]
    for text, told in zip(texts, found["codes"], strict=True):
        ours = judge(text, KEYS, AT)
        assert told["verdict"] == ours.verdict.value, text
        assert told.get("facts") == _plain(ours.facts), text
    assert {told["verdict"] for told in found["codes"]} == {verdict.value for verdict in code.Verdict}
    (verdict, look, words), (gone, gone_look, gone_words) = found["shown"]
    assert (verdict, look) == ("genuine", "genuine")
    assert all(part in words for part in ("✓ 有效", "居住证", "曾*", "3-1-1202", "2027-05-31", "JZ-00004406"))
    assert (gone, gone_look) == ("revoked", "revoked")
    assert "已挂失（名单截至 2026-11-21 09:00）" in gone_words


def _plain(facts: CodeFacts | None) -> dict[str, Any] | None:
    if facts is None:
        return None
    told = {
        "key": facts.key, "kind": facts.kind, "number": facts.number, "holder": facts.holder, "unit": facts.unit,
        "starts": f"{facts.starts_on}", "ends": f"{facts.ends_on}", "note": facts.note,
    }  # fmt: skip
    if facts.hours:
        told["hours"] = [f"{at:%H:%M}" for at in facts.hours]  # type: ignore[assignment]
    return told


@in_browser
def test_the_offices_page_opened_with_a_code(
    runner: Runner, admin: Actor, receptionist: Actor, tmp_path: Path
) -> None:
    """As the gate opens it: the saved file, the code behind the #, the clock of the machine."""
    runner.run(
        save_settings,
        SaveSettings({"estate.name": "翠湖</script>花园", "office.phone": "0571-8800"}),
        actor=admin,
    )
    facts = CodeFacts(
        "TC", "TC-00000761", "张硕", "3-1-1202", date(2026, 1, 1), date(2199, 1, 1), note="浙A·D12345"
    )
    told = runner.run(code_for, facts, actor=receptionist).value
    page = tmp_path / "gate.html"
    page.write_text(runner.read(verify_page, AT), encoding="utf-8")
    text = dom(page, "#" + quote(told))
    assert '<section id="result"' in text
    shown = re.sub(r"<[^>]+>", " ", text[text.index('<section id="result"') : text.index("</section>")])
    for part in ("✓ 有效", "停车证", "张*", "3-1-1202", "2199-01-01", "浙A·D12345", "TC-00000761"):
        assert part in shown
    assert "翠湖&lt;/script&gt;花园 门岗核验" in text
    assert "浏览器太旧" not in text  # taken away once the script runs
    assert "张硕" not in text


CAMERA = """<script>
let refused = 1;
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(what) { window.seen = what.constructor.name; return window.given ? [{ rawValue: window.given }] : []; }
};
Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia: async () => {
  if (refused-- > 0) throw new DOMException("no");
  return new MediaStream();
} } });
HTMLMediaElement.prototype.play = async () => {};
window.createImageBitmap = async (file) => file;
</script>"""
SCAN = """<pre id="out"></pre><script>
(async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms)), told = [];
  const note = () => told.push([find("camera").hidden, find("result").className, find("hint").textContent]);
  await wait(50);
  told.push([find("scan").hidden, find("photo").hidden]);
  find("scan").click(); await wait(50); note();
  find("scan").click(); await wait(500); note();
  window.given = "CODE"; await wait(500); note(); told.push([window.seen, stream === null]);
  find("clear").click(); told.push([find("result").hidden, find("code").value]);
  const give = async () => { const files = new DataTransfer(); files.items.add(new File([new Uint8Array(3)], "a.jpg"));
    find("file").files = files.files; find("file").dispatchEvent(new Event("change")); await wait(300); };
  await give(); note(); told.push([window.seen]);
  window.given = ""; await give(); told.push([find("hint").textContent]);
  find("out").textContent = JSON.stringify(told);
})();
</script></body>"""


@in_browser
def test_the_page_scans_where_the_browser_can(tmp_path: Path) -> None:
    """Camera and photograph, as on a telephone whose browser reads codes; refused, found, and nothing found."""
    told = make_code(replace(FACTS, starts_on=date(2020, 1, 2), ends_on=date(2199, 1, 1)), OURS.sign)
    page = tmp_path / "page.html"
    whole = fill(TEMPLATE, PAGE).replace('<script id="office"', CAMERA + '<script id="office"')
    page.write_text(whole.replace("</body>", SCAN.replace("CODE", told)), encoding="utf-8")
    found = re.search(r'<pre id="out">(.+?)</pre>', dom(page, "", "--virtual-time-budget=9000"), re.DOTALL)
    assert found is not None
    shown, refused, looking, scanned, seen, cleared, photo, by_photo, nothing = json.loads(
        html.unescape(found[1])
    )
    assert shown == [False, False]
    assert refused[0] is True
    assert "没有打开摄像头" in refused[2]
    assert looking[:2] == [False, ""]
    assert scanned[:2] == [True, "genuine"]
    assert seen == ["HTMLVideoElement", True]  # the camera is let go once a code is read
    assert cleared == [True, ""]
    assert photo[1] == "genuine"
    assert by_photo == ["File"]
    assert "没有读到码" in nothing[0]


def test_the_page_asks_no_network() -> None:
    """One file: nothing is fetched, and the browser is told to refuse."""
    assert "default-src 'none'" in TEMPLATE
    assert not re.search(r"https?://|\bsrc=|@import|url\(|fetch\(|XMLHttpRequest|import\(|<link", TEMPLATE)


def test_the_template_has_no_key_and_the_copy_has_the_public_ones() -> None:
    assert not re.search(r"[0-9a-f]{64}", TEMPLATE)
    copy = fill(TEMPLATE, PAGE)
    assert PUBLIC.hex() in copy
    assert bytes(range(32)).hex() not in copy
    with pytest.raises(ValueError, match="no place"):
        fill("<html></html>", PAGE)
