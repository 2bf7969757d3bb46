"""A bank writes phrases by hand: what it writes wrong is refused with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nuanxin.core import intake
from nuanxin.core.policy import words
from tests.core.intake.conftest import SHIPPED

ENTRY = """
entries:
  sight:
    suggests: vision
    say: [看不见]
"""


def refusal(folder: Path) -> intake.UnreadablePhrases:
    with pytest.raises(intake.UnreadablePhrases) as caught:
        intake.load(folder)
    return caught.value


class TestLoad:
    def test_knows_exactly_the_words_of_the_contract(self, phrases: intake.Phrases) -> None:
        needs, services, scenes = (
            {code for code, of in phrases.kinds.items() if of == kind} for kind in ("needs", "services", "scenes")
        )
        assert (needs, services, scenes) == (set(words.NEEDS), set(words.SERVICES), set(words.SCENES))

    def test_has_a_phrase_for_every_code(self, phrases: intake.Phrases) -> None:
        spoken = {code for entry in phrases.entries for code in entry.codes}
        spoken |= {code for follow in phrases.follows for code in follow.codes}
        assert phrases.kinds.keys() - spoken == set()

    def test_takes_a_file_of_the_banks_own_words(self, write_phrases: Callable[..., Path]) -> None:
        phrases = intake.load(write_phrases(ours=ENTRY, town=ENTRY.replace("sight", "sight.town").replace("看", "瞄")))
        assert [s.code for s in intake.suggest(phrases, "我瞄不见").needs] == ["vision"]

    @pytest.mark.parametrize(
        ("wrong", "line", "reason"),
        [
            ("entries:\n  a:\n    suggests: vision\n    say: [看]\n    says: [见]\n", 5, "unknown key 'says'"),
            ("entries:\n  a: {suggests: vision, say: [看]}\n  a: {suggests: vision, say: [见]}\n", 3, "given twice"),
            ("entries:\n  a:\n    suggests: sight\n    say: [看]\n", 3, "'sight' is not a code"),
            ("entries:\n  a:\n    suggests: vision\n", 3, "the key 'say' is missing"),
            ("entries:\n  a:\n    suggests: vision\n    say:\n      - 看\n      - (看|见\n", 6, "')' is missing"),
            ("entries:\n  a:\n    suggests: vision\n    say: ['看{eyes}']\n", 4, "no group is named 'eyes'"),
            ("entries:\n  a:\n    suggests: vision\n    say: ['[看]']\n", 4, "it would fit any text"),
            ("entries:\n  a:\n    suggests: vision\n    say: ['看?见']\n", 4, "write [..] for what may be missing"),
            ("entries:\n  a:\n    suggests: vision\n    say: [看~]\n", 4, "a gap needs words on both sides"),
            ("entries:\n  a: {suggests: vision, say: [看], firm: maybe}\n", 2, "true or false"),
            ("strikes:\n  a: {of: needs, say: [没], why: no, reaches: far}\n", 2, "reaches one of"),
            ("follows:\n  a: {suggests: [vision, deposit], when: needs}\n", 2, "of one kind"),
            ("characters: [電电, 開]\n", 1, "'開' is not a pair"),
            ("groups: {eye: ['(眼|{eye})']}\nentries: {a: {suggests: vision, say: ['{eye}']}}\n", 2, "contains itself"),
            ("words: {}\n", 1, "unknown key 'words'"),
            ("entries: [\n", 2, "expected the node content"),
        ],
    )
    def test_refuses_with_file_and_line(
        self, write_phrases: Callable[..., Path], wrong: str, line: int, reason: str
    ) -> None:
        caught = refusal(write_phrases(wrong=wrong))
        assert (caught.file, caught.line) == ("wrong.yaml", line)
        assert reason in str(caught)

    def test_refuses_an_entry_that_another_file_has_too(self, write_phrases: Callable[..., Path]) -> None:
        caught = refusal(write_phrases(ours=ENTRY, theirs=ENTRY))
        assert str(caught) == "theirs.yaml:4: 'sight' is given in ours.yaml:4 too"

    def test_refuses_a_folder_without_codes(self, tmp_path: Path) -> None:
        assert "no file of the folder has the section 'codes'" in str(refusal(tmp_path))

    def test_reads_the_shipped_files_in_any_order(self, tmp_path: Path, phrases: intake.Phrases) -> None:
        for number, path in enumerate(sorted(SHIPPED.glob("*.yaml"), reverse=True)):
            (tmp_path / f"{number:02}.yaml").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        assert intake.load(tmp_path) == phrases
