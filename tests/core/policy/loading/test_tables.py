"""The tables: book, facts, kinds, controls, terms, world, words, parameters."""

import pytest

from tests.core.policy.loading.conftest import Folder

RELATION = "    child: {zh: 子女, en: child}\n"


class TestCoverRefuses:
    def test_a_book_that_ends_before_it_begins(self, folder: Folder) -> None:
        folder.change("book.yaml", "until: 2026-01-01", "until: 2024-01-01")
        assert "book.yaml:6: 'until' 2024-01-01 (exclusive) is not after 'from' 2024-01-01" in folder.faults()


class TestFactsRefuses:
    @pytest.mark.parametrize(
        ("old", "new", "line", "message"),
        [
            ("max: 120, ", "", 1, "the fact 'age' of type int lacks 'max'"),
            ("type: int, unit: years", "type: number, unit: years", 1, "unknown type 'number'; did you mean 'enum'?"),
            ("found_by: identify", "found_by: identfy", 1, "unknown step kind 'identfy'; did you mean 'identify'?"),
            ("from: asked, at: counter, worse: high", "from: asked, worse: high", 2, "the fact 'amount' is asked: "
             "'at' says whether at the door or counter"),
            ("worse: high, text: {zh: 年龄", "worse: older, text: {zh: 年龄", 1,
             "unknown worse side 'older'; known: high, low"),
            ("[spouse, child, none]", "[spouse, cild, none]", 12,
             "unknown value of companion.relation 'cild'; did you mean 'child'?"),
            (", otherwise: false", "", 14, "'only_if' and 'otherwise' go together in 'guardian_proof'"),
            ("otherwise: false", "otherwise: maybe", 14, "'maybe' is not true or false"),
            ("default: false, ", "", 15, "'lasting.sign': a fact from the record has a default; no other fact has one"),
            ("of: person, from: document", "of: person, services: [transfer], from: document", 1,
             "'services' is for facts of a service; age is of the person"),
            ("only_if: {need: no_capacity}", "only_if: {need: no_capcity}", 14,
             "unknown need 'no_capcity'; did you mean 'no_capacity'?"),
        ],
    )  # fmt: skip
    def test_a_fact_that_is_not_fully_said(self, folder: Folder, old: str, new: str, line: int, message: str) -> None:
        folder.change("facts.yaml", old, new)
        assert f"facts.yaml:{line}: {message}" in folder.faults()


class TestKindsRefuses:
    @pytest.mark.parametrize(
        ("old", "new", "line", "message"),
        [
            ("greet: {rank: 1, share: visit, courtesy: true}\n", "", 1, "the step kind 'greet' is missing"),
            ("escort: {rank: 2, share: service}", "escort: {rank: 2, share: everybody}", 2,
             "unknown share 'everybody'; known: visit, service"),
            ("ordinary: handwritten, ", "", 14, "a kind with one method of several names the 'ordinary' one"),
            ("ordinary: handwritten, ", "ordinary: handwriting, ", 14,
             "unknown method 'handwriting'; did you mean 'handwritten'?"),
            (", companion_signs, hand_guided]", ", companion_signs]", 14,
             "'sign' lacks methods of the contract: hand_guided"),
            ("[handwritten, thumbprint, name_seal", "[handwritten, thumbprint, seal, name_seal", 14,
             "unknown method of sign 'seal'; did you mean 'name_seal'?"),
            ("precedence: [guardian, ", "precedence: [guardien, ", 14,
             "unknown method 'guardien'; did you mean 'guardian'?"),
            ("cannot: {handwritten:", "cannot: {handwriting:", 14,
             "unknown key in 'cannot' 'handwriting'; did you mean 'handwritten'?"),
            ("rests_on: [sign]", "rests_on: [sing]", 19, "unknown step kind 'sing'; did you mean 'sign'?"),
            ("choice: one, ordinary: terminal, methods: [terminal, portable, onsite_supervisor]",
             "methods: [terminal, portable, onsite_supervisor]", 7,
             "'choice' and 'methods' go together in 'face_check'"),
        ],
    )  # fmt: skip
    def test_a_kind_that_is_not_fully_said(self, folder: Folder, old: str, new: str, line: int, message: str) -> None:
        folder.change("kinds.yaml", old, new)
        assert f"kinds.yaml:{line}: {message}" in folder.faults()


class TestControlsRefuses:
    @pytest.mark.parametrize(
        ("old", "new", "line", "message"),
        [
            ("combine: rank", "combine: highest", 1, "unknown combination 'highest'; known: any, max, min, set, rank"),
            ("makes: consent, values: [thumbprint]", "makes: consent", 5,
             "the control 'consent' is a set: 'values' lists its codes"),
            ("makes: attempt, unit: times", "makes: attempt, values: [2], unit: times", 3,
             "'values' is for a set; 'attempts' combines by max"),
            ("makes: approve", "makes: greet", 1, "unknown made step 'greet'; known: approve, consent, attempt, "
             "relation_check, callback"),
            ("[thumbprint_image]", "[thumbprint_picture]", 6, "unknown evidence 'thumbprint_picture'; did you mean "
             "'thumbprint_image'?"),
        ],
    )  # fmt: skip
    def test_a_control_that_is_not_fully_said(
        self, folder: Folder, old: str, new: str, line: int, message: str
    ) -> None:
        folder.change("controls.yaml", old, new)
        assert f"controls.yaml:{line}: {message}" in folder.faults()


class TestWordsRefuses:
    def test_a_code_of_the_contract_without_a_name(self, folder: Folder) -> None:
        folder.change("words.yaml", "  bedbound: {zh: 卧床, en: bedbound}\n", "")
        assert folder.faults() == ["words.yaml:2: 'needs' lacks names for: bedbound"]

    def test_a_method_without_a_name(self, folder: Folder) -> None:
        folder.change("words.yaml", "  sign.agent: {zh: 代理人代办, en: agent}\n", "")
        [fault] = folder.faults()
        assert fault.endswith("'methods' lacks names for: sign.agent")

    def test_a_name_for_a_code_that_the_contract_does_not_have(self, folder: Folder) -> None:
        folder.change(
            "words.yaml", "  home: {zh: 上门, en: home}", "  home: {zh: 上门, en: home}\n  villa: {zh: 别墅, en: villa}"
        )
        [fault] = folder.faults()
        assert "unknown scene 'villa'" in fault

    def test_a_name_in_one_language(self, folder: Folder) -> None:
        folder.change("words.yaml", "bedbound: {zh: 卧床, en: bedbound}", "bedbound: {zh: 卧床}")
        assert "words.yaml:5: the need 'bedbound' lacks 'en'" in folder.faults()

    def test_an_offer_of_no_sort(self, folder: Folder) -> None:
        folder.change("words.yaml", "sort: aid", "sort: aids")
        [fault] = folder.faults()
        assert fault.endswith("unknown sort 'aids'; did you mean 'aid'?")

    def test_a_name_for_a_value_that_the_control_does_not_have(self, folder: Folder) -> None:
        folder.change("words.yaml", "controls:\n", "controls:\n  witness.stuff: {zh: 员工, en: staff}\n")
        [fault] = folder.faults()
        assert fault.endswith("unknown control 'witness.stuff'; did you mean 'witness.staff'?")

    def test_a_family_that_is_missing_or_unknown(self, folder: Folder) -> None:
        folder.change("words.yaml", "\nplaces:", "\nplazes:")
        assert "words.yaml:1: words.yaml lacks 'places'" in folder.faults()


class TestParametersRefuses:
    @pytest.mark.parametrize(
        ("old", "new", "line", "message"),
        [
            ("value: 60", "value: 65", 6, "65 is beyond the law: at most 60 (老年人权益保障法第二条)"),
            ("legal: {at_most: 60,", "legal: {at_least: 61,", 6,
             "60 is beyond the law: at least 61 (老年人权益保障法第二条)"),
            ("legal: {at_most: 60, ", "legal: {", 4, "'legal' says at_most or at_least"),
            ("from: 2025-01-01", "from: 2022-01-01", 12,
             "values stand in the order of days: 2022-01-01 is not after 2023-01-01"),
            ("from: 2023-01-01", "from: 2024-05-01", 7,
             "'assist_max' has no value on the book's first day, 2024-01-01"),
            ("value: 50000, source: 样例,", "value: 50000,", 11, "a value lacks 'source'"),
        ],
    )  # fmt: skip
    def test_a_number_that_is_not_lawful_or_not_always_there(
        self, folder: Folder, old: str, new: str, line: int, message: str
    ) -> None:
        folder.change("parameters/numbers.yaml", old, new)
        assert folder.faults() == [f"parameters/numbers.yaml:{line}: {message}"]

    def test_a_parameter_in_two_files(self, folder: Folder) -> None:
        text = (folder.path / "parameters/numbers.yaml").read_text(encoding="utf-8")
        folder.write("parameters/others.yaml", text.partition("assist_max")[0])
        assert folder.faults() == [
            "parameters/others.yaml:1: the parameter 'elder' stands also in parameters/numbers.yaml:1"
        ]


class TestCheckUnusedRefuses:
    def test_a_fact_that_nothing_looks_at(self, folder: Folder) -> None:
        fact = "steady: {type: bool, of: person, from: core, text: {zh: 是否稳定, en: is it steady}}\n"
        text = (folder.path / "facts.yaml").read_text(encoding="utf-8")
        folder.write("facts.yaml", text + fact)
        assert folder.faults() == ["facts.yaml:16: no rule or table looks at the fact 'steady'"]

    def test_a_term_that_nothing_uses(self, folder: Folder) -> None:
        folder.change("articles/004-wards.md", ", is: close_kin", "")
        assert folder.faults() == ["terms.yaml:1: nothing uses the term 'close_kin'"]

    def test_a_parameter_that_nothing_uses(self, folder: Folder) -> None:
        folder.change("world.yaml", "$elder", "60")
        assert folder.faults() == ["parameters/numbers.yaml:1: nothing uses the parameter 'elder'"]


class TestCheckCirclesRefuses:
    def test_terms_that_define_each_other(self, folder: Folder) -> None:
        folder.change("terms.yaml", "companion.relation: [spouse, child]", "any: [{is: ward}, {scene: home}]")
        folder.change("terms.yaml", "guardian_proof: true", "not: {is: close_kin}")
        assert folder.faults() == [
            "terms.yaml:1: the term defines itself: close_kin → ward → close_kin",
            "terms.yaml:2: the term defines itself: ward → close_kin → ward",
        ]
