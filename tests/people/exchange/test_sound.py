"""Voice notes: what is one, what is refused, and what does not come along."""

import base64
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.services import guarded
from qingmiao.people.exchange.rules.sentences import sentence_of
from qingmiao.people.exchange.rules.sound import checked
from tests.factories.files import PLACE, WHERE, box, m4a, mp3, photo, wav

WEBM = b"\x1a\x45\xdf\xa3\x42\x82\x84webm" + bytes(40)
KNOWN = {
    "audio/mp4": m4a(),
    "audio/wav": wav(),
    "audio/mpeg": mp3(),
    "audio/aac": b"\xff\xf1\x50\x80" + bytes(60),
    "audio/amr": b"#!AMR\n" + bytes(60),
    "audio/ogg": b"OggS" + bytes(24) + b"OpusHead" + bytes(60),
    "audio/webm": WEBM + b"A_OPUS" + bytes(60),
}


@pytest.mark.parametrize("kind", KNOWN)
def test_a_recording_is_known_by_its_content(kind):
    assert checked(KNOWN[kind])["type"] == kind


@pytest.mark.parametrize("kind", ["audio/mp4", "audio/wav", "audio/mpeg"])
def test_where_it_was_taken_does_not_come_along(kind):
    assert WHERE in KNOWN[kind]

    sound = base64.b64decode(checked(KNOWN[kind])["sound"])

    assert WHERE not in sound
    assert PLACE not in sound


def test_blanking_what_stands_beside_keeps_every_sample_in_its_place():
    item = m4a(samples=b"spoken words")

    sound = base64.b64decode(checked(item)["sound"])

    assert len(sound) == len(item)
    assert sound.index(b"spoken words") == item.index(b"spoken words")


def test_a_sound_that_was_read_is_read_again_unchanged():
    for kind, item in KNOWN.items():
        sound = base64.b64decode(checked(item)["sound"])

        assert checked(sound) == {"type": kind, "sound": base64.b64encode(sound).decode()}


@pytest.mark.parametrize(
    ("item", "code"),
    [
        pytest.param(m4a(b"vide"), "sound-is-film", id="a film in MPEG-4"),
        pytest.param(WEBM + b"V_VP9", "sound-is-film", id="a film in WebM"),
        pytest.param(b"OggS" + bytes(24) + b"\x80theora", "sound-is-film", id="a film in Ogg"),
        pytest.param(m4a(b"hint"), "sound-damaged", id="MPEG-4 without a sound"),
        pytest.param(WEBM, "sound-damaged", id="WebM without a sound"),
        pytest.param(b"OggS" + bytes(60), "sound-damaged", id="Ogg of something else"),
        pytest.param(wav()[:50], "sound-damaged", id="WAV without samples"),
        pytest.param(m4a()[:30], "sound-damaged", id="cut short"),
        pytest.param(box(b"ftyp", b"M4A ") + b"abc", "sound-damaged", id="ends inside a head"),
        pytest.param(
            box(b"ftyp", b"M4A ") + b"\0\0\0\1moov", "sound-damaged", id="a long box cut short"
        ),
        pytest.param(
            box(b"ftyp", b"M4A ") + b"\0\0\0\1udta" + (16).to_bytes(8, "big"),
            "sound-damaged",
            id="a long box beside the sound",
        ),
        pytest.param(photo(), "sound-unknown", id="a photograph"),
        pytest.param(b"<html><script>", "sound-unknown", id="a page"),
        pytest.param(b"", "sound-unknown", id="nothing"),
        pytest.param(b"ID3\x04\0\0\0\0\0\2ab<html>", "sound-unknown", id="a tag before a page"),
    ],
)
def test_what_is_no_recording_is_refused_with_a_remedy(item, code):
    with pytest.raises(Unreadable) as no:
        checked(item)

    assert no.value.code == code
    assert "请" in sentence_of(no.value.code, no.value.params)


def test_it_reads_in_the_sandbox_without_django():
    assert guarded(checked, wav())["type"] == "audio/wav"


@given(st.sampled_from(sorted(KNOWN)), st.integers(0, 120), st.binary(max_size=12))
def test_whatever_is_spoilt_is_read_or_refused(kind, at, noise):
    item = KNOWN[kind]

    with suppress(Unreadable):
        assert checked(item[:at] + noise + item[at + len(noise) :])["type"] in KNOWN
