"""What becomes of a sighting: the history of a statement is what was seen, no more and no less."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from archive.sightings import CALL, NORLAND, at, make_absence, make_sighting
from crossread.archive import Archive
from crossread.errors import CrossreadError, NotFound
from crossread.model import Selection, Sighting


def fates(archive: Archive, *sightings: object) -> list[str]:
    return [saved.fate for saved in archive.save(list(sightings))]  # type: ignore[arg-type]


def the_id(archive: Archive) -> str:
    (statement,) = archive.statements()
    return statement.id


def test_a_statement_comes_back_as_it_went_in(archive: Archive) -> None:
    sighting = make_sighting("Both sides spoke.\n第二段。", language="en")

    (saved,) = archive.save([sighting])
    readout = archive.readout(saved.statement)

    assert sighting.readout
    assert (readout.text, readout.digest) == (sighting.readout.text, sighting.readout.digest)
    assert (readout.publisher, readout.country) == ("Norland Foreign Ministry", "NOR")
    assert archive.captures.load(sighting.capture.digest) == sighting.data


def test_the_same_capture_twice_is_one(archive: Archive) -> None:
    assert fates(archive, make_sighting(), make_sighting()) == ["new", "known"]
    assert fates(archive, make_sighting()) == ["known"]
    assert len(archive.observations(the_id(archive))) == 1


def test_the_same_words_seen_later_are_a_second_look_at_one_wording(archive: Archive) -> None:
    assert fates(archive, make_sighting(days=0), make_sighting(days=3)) == ["new", "same"]

    (version,) = archive.versions(the_id(archive))

    assert (version.first_seen, version.last_seen) == (at(0), at(3))


@pytest.mark.parametrize("together", [True, False])
def test_edits_back_and_forth_are_all_kept(archive: Archive, together: bool) -> None:
    a, b = "They spoke of war.", "They spoke of the crisis."
    looks = [make_sighting(words, days) for days, words in enumerate([a, b, a, b])]

    if together:
        told = fates(archive, *looks)
    else:
        told = [fate for look in looks for fate in fates(archive, look)]

    assert told == ["new", "new_wording", "earlier_wording", "earlier_wording"]
    assert [o.version for o in archive.observations(the_id(archive))] == [1, 2, 1, 2]
    statement = archive.statement(the_id(archive))
    assert (statement.version, statement.versions) == (2, 2)


def test_an_older_capture_that_comes_later_takes_its_place_in_time(archive: Archive) -> None:
    (new,) = archive.save([make_sighting("They spoke of the crisis.", 10)])
    (older,) = archive.save([make_sighting("They spoke of war.", 2)])
    (again,) = archive.save([make_sighting("They spoke of war.", 3)])

    identity = the_id(archive)
    assert [new.older, older.older, again.older] == [False, True, False]

    assert archive.readout(identity).text == "They spoke of the crisis."
    assert [o.version for o in archive.observations(identity)] == [2, 2, 1]
    assert archive.statement(identity).first_seen == at(2)


@pytest.mark.parametrize("outcome", ["gone", "redirected", "soft_404", "blocked", "failed"])
def test_not_seeing_a_statement_takes_nothing_away(archive: Archive, outcome: str) -> None:
    assert fates(archive, make_sighting(), make_absence(outcome, 1)) == ["new", "absent"]

    looks = archive.observations(the_id(archive))

    assert [(o.outcome, o.version) for o in looks] == [("seen", 1), (outcome, None)]
    assert archive.readout(the_id(archive)).text == "They spoke of the border."


def test_unchanged_is_a_look_at_the_wording_seen_last(archive: Archive) -> None:
    fates(archive, make_sighting(), make_absence("unchanged", 4, status=304))

    assert archive.statement(the_id(archive)).last_seen == at(4)


def test_what_was_never_seen_cannot_be_missed(archive: Archive) -> None:
    assert fates(archive, make_absence("gone", 1)) == ["unknown"]
    assert archive.coverage().statements == 0


def test_a_changed_title_or_day_is_a_wording_of_its_own(archive: Archive) -> None:
    told = fates(
        archive,
        make_sighting(),
        make_sighting(days=1, title="Call with the Minister"),
        make_sighting(days=2, title="Call with the Minister", issued="2021-06-02"),
    )

    assert told == ["new", "new_wording", "new_wording"]
    assert len({v.digest for v in archive.versions(the_id(archive))}) == 1


def test_two_addresses_of_one_statement_lead_to_it(archive: Archive) -> None:
    new = "https://mfa.example/archive/call"
    fates(archive, make_sighting(also=(new,)), make_sighting(days=5, key=new))

    assert len(archive.observations(the_id(archive))) == 2


def test_a_language_that_nobody_states_is_told_by_the_text(archive: Archive) -> None:
    fates(archive, make_sighting("双方就地区局势交换了意见。", language="und"))

    assert [s.language for s in archive.statements()] == ["zh"]


def test_a_given_id_is_kept(archive: Archive) -> None:
    fates(archive, make_sighting(id="us-state:06ca"), make_sighting(days=1, id="us-state:06ca"))

    assert the_id(archive) == "us-state:06ca"


@pytest.mark.parametrize("text", ["They\x00spoke.", "They \ud83d spoke."])
def test_what_no_database_can_hold_is_refused_alone(archive: Archive, text: str) -> None:
    bad = make_sighting("They spoke.", key="https://mfa.example/bad")
    object.__setattr__(bad.readout, "text", text)

    saved = archive.save([make_sighting(), bad])

    assert [s.fate for s in saved] == ["new", "refused"]
    assert "character" in saved[1].reason


@pytest.mark.parametrize("bad", ["a\x00b", "a \ud83d b"])
@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("sighting", "genre"),
        ("sighting", "extractor"),
        ("publisher", "name"),
        ("publisher", "country"),
        ("capture", "url"),
        ("capture", "final_url"),
        ("capture", "media_type"),
        ("capture", "name"),
        ("readout", "title"),
        ("readout", "language"),
    ],
)
def test_no_field_stops_the_batch_by_what_it_holds(
    archive: Archive, owner: str, name: str, bad: str
) -> None:
    odd = make_sighting(key="https://mfa.example/odd", publisher=replace(NORLAND, id="odd"))
    object.__setattr__(odd if owner == "sighting" else getattr(odd, owner), name, bad)

    saved = archive.save([make_sighting(), odd, make_sighting(days=1)])

    assert [s.fate for s in saved] == ["new", "refused", "same"]
    assert "character" in saved[1].reason


def test_what_is_kept_as_json_may_hold_nul_and_no_half_of_a_character(archive: Archive) -> None:
    def noted(words: str, days: int) -> Sighting:
        sighting = make_sighting(days=days)
        assert sighting.readout
        headers = (("x-note", words),)
        return replace(
            sighting,
            capture=replace(sighting.capture, headers=headers),
            readout=replace(sighting.readout, notes=(words,)),
        )

    assert fates(archive, noted("a\x00b", 0), noted("\ud83d", 1)) == ["new", "refused"]
    (version,) = archive.versions(the_id(archive))
    assert version.notes == ("a\x00b",)


@pytest.mark.parametrize("words", ["us\udcff", "us\x00"])
def test_a_name_that_no_archive_can_hold_is_said_in_one_line(archive: Archive, words: str) -> None:
    fates(archive, make_sighting())

    asked: list[Callable[[], object]] = [
        lambda: archive.statement(words),
        lambda: list(archive.statements(Selection(genre=words))),
        lambda: archive.search("border", Selection(language=words)),
    ]
    for ask in asked:
        try:
            assert not (found := ask()) or getattr(found, "statements", None) == 0
        except CrossreadError as error:
            assert str(error).isprintable()
            str(error).encode()


def test_an_address_that_no_index_takes_is_refused_alone(archive: Archive) -> None:
    long = make_sighting(key="https://mfa.example/" + "%D0%9F" * 400)

    assert fates(archive, long, make_sighting()) == ["refused", "new"]


def test_an_unknown_id_says_how_many_there_are(archive: Archive) -> None:
    fates(archive, make_sighting(key=CALL))

    with pytest.raises(NotFound, match="no statement 'no-mfa:1'") as caught:
        archive.statement("no-mfa:1")
    assert "1 of no-mfa" in caught.value.hint


HOSTILE = [
    "'; DROP TABLE statement; --",
    '" OR 1=1',
    "../../etc/passwd",
    "$(touch x)`id`",
    "a " * 400 + "a",
    "%s %(id)s :id ?",
    "\u202egnp.exe",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(archive: Archive, words: str) -> None:
    fates(archive, make_sighting(words, key=words, title=words, id=words))

    assert archive.readout(words).text == words
    assert archive.search(words).statements == 1
    assert archive.coverage().statements == 1
