"""The grade is Flesch's and Kincaid's, by examples that others have published."""

import pytest

from tests.reading import grade, sentences, syllables

SYLLABLES = {
    1: "are the held time raised stage plans whose voice made safe late used asked",
    2: "children reviews people table little needed ages judges being likely safely "
    "disputes dispute social special service caseload nation figures",
    3: "period recorded initial overdue decided advocate area idea protection decision "
    "agency enquiry officer nobody usual serious various",
    4: "conferences situation independent calculated emotional variety statutory",
    5: "participation opportunity university",
}


@pytest.mark.parametrize(
    ("number", "word"),
    [(number, word) for number, words in SYLLABLES.items() for word in words.split()],
)
def test_syllables_are_heard(number, word):
    assert syllables(word) == number


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("The cat sat on the mat.", -1.45),
        (
            "The Australian platypus is seemingly a hybrid of a mammal and reptilian "
            "creature.",
            11.3,
        ),
    ],
)
def test_the_grade_is_as_published(text, published):
    assert grade(sentences(text)) == pytest.approx(published, abs=0.1)


def test_what_is_no_sentence_is_not_read():
    assert (
        sentences("Reviews held on time\n87.9%\nUp 5.2 points. Higher is better.") == []
    )
