"""How hard words are to read: the grade of Flesch and Kincaid, and what it is of.

Grade 7 is that of a reader of 12. Syllables are heard in the letters, so no list of
English words is needed; a word that this gets wrong moves a page's grade by nothing.
"""

import re

ENDS = re.compile(r"(?<=[.!?])(?<!No\.)\s+|\n+")
FEW = 5  # words: fewer are a label
WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
SOUNDS = re.compile(r"[aeiouy]+")
SILENT = re.compile(
    r"(?<=[^aeiou])e(?=(?:ly|ment|less|ful|load|guard)s?$)"
    r"|(?<=[^td])(?<!^.)ed$|(?<=[^sxzcg])(?<!ch)(?<!sh)(?<![^aeiouy]l)es$"
    r"|(?<=.[^aeiou])(?<![^aeiouy]l)e$"
)
APART = re.compile(
    r"(?<![cstlg])i[aou]|ea$|(?<=[aeou])ing|creat(?!u)|(?<![qg])ua[lt]|iet"
)


def syllables(word):
    """How many sounds a word has."""
    heard = SILENT.sub("", re.sub("'s$", "", word.lower()))
    return max(1, len(SOUNDS.findall(heard)) + len(APART.findall(heard)))


def sentences(text):
    """The whole sentences of a text: of five words or more, with a stop at the end."""
    found = [each.strip() for each in ENDS.split(text)]
    return [
        each
        for each in found
        if each.endswith((".", "!", "?")) and len(WORD.findall(each)) >= FEW
    ]


def grade(said):
    """The years of school, by Flesch and Kincaid, that some sentences ask for."""
    words = [word for each in said for word in WORD.findall(each)]
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / len(said) + 11.8 * spoken / len(words) - 15.59
