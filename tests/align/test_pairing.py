"""Points paired from the surest down: rivals, joins, and the contact by rule."""

from crossread.align.pairing import Candidate, Group, best_rivals, link_points, score_candidates
from readings import BY_HAND, profiles

FREE: dict[str, set[int]] = {"left": set(), "right": set()}


def candidates(*scores: tuple[int, int, float]) -> list[Candidate]:
    """Candidates without signals, the surest first."""
    made = [Candidate(left, right, score, ()) for left, right, score in scores]
    return sorted(made, key=lambda c: -c.score)


def linked(
    *scores: tuple[int, int, float], contact: tuple[int, int] | None = None
) -> list[tuple[list[int], list[int]]]:
    blocked = {"left": {contact[0]}, "right": {contact[1]}} if contact else FREE
    groups = link_points(candidates(*scores), contact, blocked, BY_HAND)
    return [(g.left, g.right) for g in groups]


def test_pairs_that_are_sure_enough_are_linked() -> None:
    assert linked((0, 0, 0.9), (1, 1, 0.6), (2, 2, 0.4)) == [([0], [0]), ([1], [1])]


def test_a_free_point_joins_the_row_of_its_partner() -> None:
    assert linked((0, 0, 0.9), (1, 0, 0.8)) == [([0, 1], [0])]
    assert linked((0, 0, 0.9), (0, 1, 0.8)) == [([0], [0, 1])]


def test_a_point_much_less_sure_than_the_row_does_not_join_it() -> None:
    assert linked((0, 0, 0.9), (1, 0, 0.55)) == [([0], [0])]


def test_two_that_are_linked_stay_where_they_are() -> None:
    assert linked((0, 0, 0.9), (1, 1, 0.8), (0, 1, 0.75)) == [([0], [0]), ([1], [1])]


def test_the_contact_is_linked_by_rule_and_to_nothing_else() -> None:
    assert linked((0, 1, 0.9), (1, 1, 0.6), contact=(0, 0)) == [([0], [0]), ([1], [1])]


def test_who_has_a_better_partner_is_less_likely_to_be_meant_elsewhere() -> None:
    left, right = profiles(
        "They discussed trade.\nThey discussed trade and human rights.", "They discussed trade."
    )
    best, other = score_candidates(left, right, BY_HAND)

    assert (best.left, best.right) == (0, 0)
    assert other.score < best.score


def test_what_has_nothing_in_common_is_no_candidate() -> None:
    left, right = profiles("Стороны обсудили торговлю.", "They raised human rights.")

    assert score_candidates(left, right, BY_HAND) == []


def test_candidates_come_from_the_surest_down_within_0_and_1() -> None:
    text = "They discussed trade.\nThey condemned terrorism.\nThey raised human rights."
    scores = [c.score for c in score_candidates(*profiles(text, text), BY_HAND)]

    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_the_best_rival_of_each_point() -> None:
    made = candidates((0, 0, 0.9), (0, 1, 0.3), (1, 1, 0.2), (2, 2, 0.01))
    rivals = best_rivals(made, {"left": {1}, "right": set()})

    assert rivals["left", 0].right == 0
    assert rivals["right", 1].left == 0
    assert ("left", 1) not in rivals  # blocked
    assert ("left", 2) not in rivals  # too weak to be one


def test_a_group_tells_its_sides() -> None:
    group = Group([1], [2, 3])

    assert (group.side("left"), group.side("right")) == ([1], [2, 3])
