"""Places, heads, proofs; and that whatever is done behind the ledger's back is found."""

import json
import random
import re
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

import qingmiao.ledger
from qingmiao.ledger.enums import Fault
from qingmiao.ledger.models import Block, Entry, Head, Leaf, Verification, Waiting
from qingmiao.ledger.rules.notes import notes_in, public_key, read, signed
from qingmiao.ledger.services import (
    keep_verification,
    prove,
    prove_growth,
    sequence,
    verify,
)
from qingmiao.ledger.services import sequencing as sequencer
from qingmiao.ledger.tasks import place, read_again

AT = datetime(2026, 11, 26, 8, tzinfo=UTC)
OFFLINE = Path(qingmiao.ledger.__file__).parent / "static" / "ledger" / "verify_ledger.py"
pytestmark = pytest.mark.django_db


def offline(file, *words):
    """The one file, in an interpreter that sees nothing of the house."""
    command = [sys.executable, "-I", str(OFFLINE), str(file), *words]
    return subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)


def key():
    return public_key(house.LEDGER_KEY).hex()


def by_hand(sql, *values):
    """As whoever owns the tables can do, with the triggers off."""
    tables = sorted(set(re.findall(r"ledger_[a-z]+", sql)))
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_a_deed_waits_and_gets_its_place_with_the_next_head(deeds):
    deeds(3)
    assert (Waiting.objects.count(), Leaf.objects.count()) == (3, 0)

    head = sequence(at=AT)

    assert (head.size, Waiting.objects.count()) == (3, 0)
    assert list(Leaf.objects.order_by("seq").values_list("seq", flat=True)) == [0, 1, 2]
    assert read(head.note, key=public_key(house.LEDGER_KEY)).root == bytes(head.root)
    assert sequence(at=AT) is None
    assert verify().holds


def test_blocks_are_kept_and_proofs_reach_over_them(deeds, monkeypatch, tmp_path):
    for module in (sequencer, sys.modules["qingmiao.ledger.queries.heads"]):
        monkeypatch.setattr(module, "BLOCK", 8)
    monkeypatch.setattr(sys.modules["qingmiao.ledger.services.verifying"], "BLOCK", 8)
    monkeypatch.setattr(sequencer, "MOST", 7)
    deeds(45)

    sequence(at=AT)

    assert Block.objects.count() == 5
    assert list(Head.objects.order_by("size").values_list("size", flat=True)) == [
        7, 14, 21, 28, 35, 42, 45,
    ]  # fmt: skip
    assert verify().holds
    for entry in Entry.objects.order_by("?")[:4]:
        file = tmp_path / "proof.json"
        file.write_text(json.dumps(prove(entry_id=entry.pk, at=AT)))
        assert offline(file, "--key", key()).returncode == 0
    for since in (7, 28, 45):
        file.write_text(json.dumps(prove_growth(since=since)))
        assert offline(file, "--key", key()).returncode == 0


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_lose_no_place(deeds, settings):
    done, stop = [], threading.Event()

    def write(first):
        try:
            for n in range(12):
                deeds(1, first=first + n)
            done.append(first)
        finally:
            connection.close()

    def beat():
        try:
            while not stop.is_set():
                sequence(at=AT)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=[n * 100]) for n in range(6)]
    beats = [threading.Thread(target=beat) for _ in range(2)]
    for one in (*beats, *writers):
        one.start()
    for one in writers:
        one.join()
    stop.set()
    for one in beats:
        one.join()
    sequence(at=AT)

    assert len(done) == 6
    report = verify()
    assert (report.size, report.waiting, report.findings) == (72, 0, ())
    kept = settings.LEDGER_HEADS.read_text()
    assert len(list(notes_in(kept))) == Head.objects.count()


@pytest.mark.parametrize("table", ["entry", "leaf", "block", "head", "verification"])
def test_the_database_refuses_to_change_what_was_written(deeds, table):
    deeds(1)
    sequence(at=AT)
    Block.objects.create(number=99, hash=b"x")
    keep_verification(began_at=AT, ended_at=AT, report=verify())

    with connection.cursor() as cursor:
        for deed in (f"DELETE FROM ledger_{table}", f"UPDATE ledger_{table} SET {SAME[table]}"):
            with (
                pytest.raises(ProgrammingError, match="Cannot update or delete"),
                transaction.atomic(),
            ):
                cursor.execute(deed)


SAME = {"entry": "reason = reason", "leaf": "seq = seq", "block": "hash = hash", "head": "size = size",
        "verification": "size = size"}  # fmt: skip


def test_a_deed_cannot_be_dated_back_nor_bring_its_own_commitment(deeds):
    deeds(1)
    one = Entry.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (uid, written_at, deed, sentence, actor_id, actor_name, door,"
            " subject_kind, subject_id, detail, reason, salt, commitment) SELECT gen_random_uuid(),"
            " '2020-01-01', deed, sentence, actor_id, actor_name, door, subject_kind, subject_id, detail,"
            " reason, salt, commitment FROM ledger_entry RETURNING written_at, salt, commitment"
        )
        written_at, salt, commitment = cursor.fetchone()

    assert written_at >= one.written_at
    assert (bytes(salt), bytes(commitment)) != (bytes(one.salt), bytes(one.commitment))
    sequence(at=AT)
    assert verify().holds


def changed_text(rows, draw):
    column = draw.choice(["sentence", "reason", "actor_name", "deed", "subject_kind", "door"])
    by_hand(f"UPDATE ledger_entry SET {column} = {column} || 'x' WHERE id = %s", draw.choice(rows))


def changed_number(rows, draw):
    column = draw.choice(["actor_id", "subject_id"])
    by_hand(f"UPDATE ledger_entry SET {column} = {column} + 1 WHERE id = %s", draw.choice(rows))


def changed_moment(rows, draw):
    by_hand(
        "UPDATE ledger_entry SET written_at = written_at - interval '1 microsecond' WHERE id = %s",
        draw.choice(rows),
    )


def changed_detail(rows, draw):
    by_hand("""UPDATE ledger_entry SET detail = '{"what": "x"}' WHERE id = %s""", draw.choice(rows))


def changed_salt(rows, draw):
    by_hand("UPDATE ledger_entry SET salt = sha256(salt) WHERE id = %s", draw.choice(rows))


def swapped_texts(rows, draw):
    """A letter that moves from one field to its neighbour changes nothing when all is put in a row."""
    by_hand(
        "UPDATE ledger_entry SET actor_name = actor_name || left(door, 1), door = substr(door, 2)"
        " WHERE id = %s",
        draw.choice(rows),
    )


def recommitted(rows, draw):
    by_hand(
        "UPDATE ledger_entry SET commitment = sha256(commitment) WHERE id = %s", draw.choice(rows)
    )


def recommitted_with_its_leaf(rows, draw):
    chosen = draw.choice(rows)
    copied = Entry.objects.exclude(pk=chosen).order_by("?")[0]
    by_hand(
        "UPDATE ledger_entry e SET (uid, written_at, deed, sentence, actor_id, actor_name, door,"
        " subject_kind, subject_id, detail, reason, salt, commitment) = (SELECT e.uid, o.written_at,"
        " o.deed, o.sentence, o.actor_id, o.actor_name, o.door, o.subject_kind, o.subject_id, o.detail,"
        " o.reason, o.salt, o.commitment FROM ledger_entry o WHERE o.id = %s) WHERE id = %s",
        copied.pk,
        chosen,
    )
    by_hand(
        r"UPDATE ledger_leaf SET hash = sha256('\x00'::bytea || (SELECT commitment FROM ledger_entry e"
        " WHERE e.id = entry_id)) WHERE entry_id = %s",
        chosen,
    )


def changed_leaf(rows, draw):
    by_hand("UPDATE ledger_leaf SET hash = sha256(hash) WHERE entry_id = %s", draw.choice(rows))


def swapped_places(rows, draw):
    one, other = draw.sample(rows, 2)
    by_hand(
        "UPDATE ledger_leaf l SET entry_id = -o.entry_id, hash = o.hash FROM ledger_leaf o"
        " WHERE (l.entry_id, o.entry_id) IN ((%s, %s), (%s, %s))",
        one, other, other, one,
    )  # fmt: skip
    by_hand("UPDATE ledger_leaf SET entry_id = -entry_id WHERE entry_id < 0")


def removed(rows, draw):
    by_hand("DELETE FROM ledger_entry WHERE id = %s", draw.choice(rows))


def removed_with_its_place(rows, draw):
    chosen = draw.choice(rows)
    by_hand("DELETE FROM ledger_entry WHERE id = %s", chosen)
    by_hand("DELETE FROM ledger_leaf WHERE entry_id = %s", chosen)


def removed_and_closed_up(rows, draw):
    chosen = draw.choice(rows[:-1])
    place = Leaf.objects.get(entry_id=chosen).seq
    by_hand("DELETE FROM ledger_entry WHERE id = %s", chosen)
    by_hand("DELETE FROM ledger_leaf WHERE entry_id = %s", chosen)
    for leaf in Leaf.objects.filter(seq__gt=place).order_by("seq"):
        by_hand("UPDATE ledger_leaf SET seq = seq - 1 WHERE seq = %s", leaf.seq)


def tail_cut(rows, draw):
    """With its places, and with every head over it that the database holds."""
    left = Leaf.objects.get(entry_id=draw.choice(rows[1:])).seq
    by_hand(
        "DELETE FROM ledger_entry WHERE id IN (SELECT entry_id FROM ledger_leaf WHERE seq >= %s)",
        left,
    )
    by_hand("DELETE FROM ledger_leaf WHERE seq >= %s", left)
    by_hand("DELETE FROM ledger_head WHERE size > %s", left)


def emptied(rows, draw):
    for table in ("entry", "leaf", "block", "head"):
        by_hand(f"DELETE FROM ledger_{table}")


def slipped_in(rows, draw):
    by_hand(
        "INSERT INTO ledger_entry (uid, deed, sentence, actor_id, actor_name, door, subject_kind,"
        " subject_id, detail, reason, salt, commitment) SELECT gen_random_uuid(), deed, sentence,"
        " actor_id, actor_name, door, subject_kind, subject_id, detail, reason, salt, commitment"
        " FROM ledger_entry WHERE id = %s",
        draw.choice(rows),
    )


def slipped_in_with_a_place(rows, draw):
    slipped_in(rows, draw)
    by_hand(
        "INSERT INTO ledger_leaf SELECT (SELECT max(seq) + 1 FROM ledger_leaf), max(id),"
        " sha256(max(id)::text::bytea) FROM ledger_entry"
    )


def changed_head(rows, draw):
    by_hand(
        "UPDATE ledger_head SET root = sha256(root) WHERE size = (SELECT max(size) FROM ledger_head)"
    )


def forged_head(rows, draw):
    head = Head.objects.latest("size")
    note = signed(size=head.size, root=bytes(32), at=AT, seed=b"f" * 32)
    by_hand(
        "UPDATE ledger_head SET root = %s, note = %s WHERE size = %s", bytes(32), note, head.size
    )


def removed_head(rows, draw):
    by_hand("DELETE FROM ledger_head WHERE size = (SELECT min(size) FROM ledger_head)")


TAMPERINGS = [
    changed_text, changed_number, changed_moment, changed_detail, changed_salt, swapped_texts,
    recommitted, recommitted_with_its_leaf, changed_leaf, swapped_places, removed,
    removed_with_its_place, removed_and_closed_up, tail_cut, emptied, slipped_in,
    slipped_in_with_a_place, changed_head, forged_head, removed_head,
]  # fmt: skip


@pytest.fixture
def sequenced(deeds, django_capture_on_commit_callbacks):
    """Twelve deeds under three heads."""
    for n in range(3):
        deeds(4, first=n * 10)
        with django_capture_on_commit_callbacks(execute=True):
            sequence(at=AT)
    return list(Leaf.objects.order_by("seq").values_list("entry_id", flat=True))


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: one.__name__)
def test_whatever_the_owner_of_the_tables_does_is_found_ten_times_of_ten(sequenced, tampering):
    """Two hundred in all; and before each of them nothing is found."""
    draw = random.Random(tampering.__name__)

    for _time in range(10):
        assert verify().findings == ()
        with transaction.atomic():
            tampering(sequenced, draw)
            assert not verify().holds
            transaction.set_rollback(True)


def test_the_end_cut_off_with_heads_and_file_is_seen_by_whoever_kept_a_head(sequenced, settings):
    kept = settings.LEDGER_HEADS.read_text()
    tail_cut(sequenced[:6], random.Random(1))
    settings.LEDGER_HEADS.unlink()

    assert {one.fault for one in verify(kept=[kept]).findings} >= {Fault.HEAD_BEYOND}


def test_of_very_many_findings_only_so_many_are_told_and_all_are_counted(deeds):
    deeds(230)
    sequence(at=AT)
    by_hand("UPDATE ledger_entry SET reason = 'x'")

    report = verify()

    assert (len(report.findings), report.more) == (200, 30)
    kept = keep_verification(began_at=AT, ended_at=AT, report=report)
    assert kept.findings[-1] == {"fault": "more", "where": "30"}


class TestTheOneFile:
    def test_holds_what_the_house_proves_and_names_the_key(self, sequenced, tmp_path):
        file = tmp_path / "proof.json"
        file.write_text(json.dumps(prove(entry_id=sequenced[5], at=AT)))

        alone = offline(file)

        assert (alone.returncode, key() in alone.stdout) == (0, True)
        assert offline(file, "--key", key()).stdout.startswith("holds")

    @pytest.mark.parametrize("field", ["sentence", "detail", "written_at", "reason"])
    def test_finds_a_word_changed(self, sequenced, tmp_path, field):
        told = prove(entry_id=sequenced[5], at=AT)
        told["entry"][field] += " "
        (tmp_path / "proof.json").write_text(json.dumps(told))

        assert offline(tmp_path / "proof.json", "--key", key()).returncode == 1

    @pytest.mark.parametrize("bend", ["index", "path", "salt", "head", "foreign"])
    def test_finds_a_proof_bent(self, sequenced, tmp_path, bend):
        told = prove(entry_id=sequenced[5], at=AT)
        if bend == "index":
            told["index"] += 1
        elif bend == "path":
            told["path"] = told["path"][1:]
        elif bend == "salt":
            told["salt"] = "00" * 32
        elif bend == "head":
            told["head"] = told["head"].replace("\n12\n", "\n13\n")
        else:
            head = Head.objects.latest("size")
            told["head"] = signed(size=12, root=bytes(head.root), at=AT, seed=b"f" * 32)
        (tmp_path / "proof.json").write_text(json.dumps(told))

        assert offline(tmp_path / "proof.json", "--key", key()).returncode == 1

    def test_finds_a_growth_that_is_none(self, sequenced, tmp_path):
        told = prove_growth(since=4)
        other = signed(size=4, root=b"x" * 32, at=AT, seed=house.LEDGER_KEY)
        file = tmp_path / "growth.json"

        file.write_text(json.dumps(told))
        assert offline(file, "--key", key()).returncode == 0
        file.write_text(json.dumps(told | {"old": other}))
        assert offline(file, "--key", key()).returncode == 1

    def test_reads_a_file_of_heads_and_finds_half_a_head(self, sequenced, settings, tmp_path):
        assert offline(settings.LEDGER_HEADS, "--key", key()).returncode == 0
        half = tmp_path / "half.txt"
        half.write_text(settings.LEDGER_HEADS.read_text()[:-30])
        assert offline(half, "--key", key()).returncode == 1

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}'])
    def test_says_what_it_cannot_read(self, tmp_path, text):
        (tmp_path / "odd").write_text(text)

        assert offline(tmp_path / "odd", "--key", key()).returncode in {1, 2}
        assert offline(tmp_path / "missing").returncode == 2
        assert offline(tmp_path / "odd", "--key", "zz").returncode == 2


class TestTheCommand:
    def said(self, capsys, *words):
        call_command("ledger", *words)
        return capsys.readouterr().out

    def test_verify_tells_in_words_and_in_json(self, sequenced, capsys):
        assert "12 条台账记录和 3 个树头" in self.said(capsys, "verify")
        assert json.loads(self.said(capsys, "verify", "--json")) == {
            "holds": True, "entries": 12, "waiting": 0, "heads": 3, "findings": [], "more": 0,
        }  # fmt: skip

    def test_verify_ends_with_one_when_something_does_not_hold(self, sequenced, capsys):
        by_hand("UPDATE ledger_entry SET reason = 'x' WHERE id = %s", sequenced[2])

        with pytest.raises(SystemExit) as ended:
            self.said(capsys, "verify")

        assert ended.value.code == 1
        assert f"[不符] {sequenced[2]}：" in capsys.readouterr().out

    def test_heads_kept_elsewhere_are_compared(self, sequenced, capsys, settings, tmp_path):
        elsewhere = tmp_path / "kept.txt"
        elsewhere.write_text(settings.LEDGER_HEADS.read_text())
        assert "3 个树头" in self.said(capsys, "verify", "--heads", str(elsewhere))
        with pytest.raises(CommandError, match="读不出文件"):
            self.said(capsys, "verify", "--heads", str(tmp_path / "none"))

    def test_head_places_what_waits(self, deeds, capsys):
        with pytest.raises(CommandError, match="空的"):
            self.said(capsys, "head")
        deeds(2)
        assert self.said(capsys, "head").split("\n")[1] == "2"

    def test_proofs_go_to_a_file_or_to_the_screen(self, sequenced, capsys, tmp_path):
        file = tmp_path / "proof.json"
        assert self.said(capsys, "prove", str(sequenced[0]), "--out", str(file)) == ""
        assert offline(file, "--key", key()).returncode == 0
        assert json.loads(self.said(capsys, "growth", "4"))["path"]
        for words in (["prove", "0"], ["growth", "3"]):
            with pytest.raises(CommandError, match="没有"):
                self.said(capsys, *words)
        with pytest.raises(CommandError, match="写不进"):
            self.said(capsys, "growth", "4", "--out", str(tmp_path / "no" / "x"))


def test_a_proof_asked_for_early_places_the_deed_first(deeds):
    deeds(1)

    told = prove(entry_id=Entry.objects.get().pk, at=AT)

    assert (told["index"], told["path"]) == (0, [])


def test_the_worker_places_and_reads_again(deeds):
    deeds(2)

    assert place(timestamp=0) == 2
    assert place(timestamp=0) == 0
    assert read_again()
    assert Verification.objects.get().size == 2
