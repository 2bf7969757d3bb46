"""Rules read aloud, in Chinese and in English."""

import dataclasses
import datetime
from pathlib import Path

import pytest

from nuanxin.core.policy import conditions, effects, loading
from nuanxin.core.policy.book import Book, Rule, Text
from nuanxin.core.policy.conditions import All, Any, Compare, Condition, Need, Not, Param, Scene, Service
from nuanxin.core.policy.effects import Effect, Target
from nuanxin.core.policy.sentences import condition_sentence, effect_sentence, sentence

DAY = datetime.date(2024, 7, 1)
HALF_WIDTH = ",;:?()"


@pytest.fixture(scope="module")
def book() -> Book:
    """The small book of the loader's tests."""
    return loading.load(Path(__file__).parents[1] / "loading" / "small_book")


def rule(book: Book, name: str) -> Rule:
    return next(rule for rule in book.rules if rule.id == name)


class TestSentence:
    def test_says_when_a_rule_holds_and_what_it_does(self, book: Book) -> None:
        care = rule(book, "care.lane")
        assert sentence(book, care, "zh") == (
            "当客户有“老年人”情形，且办理场景是“大堂”时：引导至绿色通道，安排爱心窗口，优先级为1，等候不超过10分钟；提供座椅。"
        )
        assert sentence(book, care, "en") == (
            "When the customer's need is “elderly”, and the scene is “lobby”: lead to: green, seat at: love, "
            "priority 1, a wait of 10 minutes at most; offer: a seat."
        )

    def test_says_controls_as_duties(self, book: Book) -> None:
        writing = rule(book, "writing.thumbprint")
        assert sentence(book, writing, "zh") == (
            "当客户有“书写障碍”或“不识字”情形，且流程中有“签名”环节，且办理的业务不是“存款”时：签名采用“按手印”方式；"
            "采用“按手印”方式的，签名须至少真实尝试2次（已确认持续性原因的除外）、由另一名工作人员见证、经营业主管批准、"
            "录像、取得同意（按手印）、留存手印影像。"
        )
        assert sentence(book, writing, "en").startswith(
            "When the customer's need is “writing” or “literacy”, and the plan has the step “sign”, and the service "
            "is not “deposit”: “sign”: by the method “thumbprint”; where the method is “thumbprint”, for “sign”: "
            "trying at least 2 times (none where a lasting reason is confirmed), another member of staff as witness,"
        )

    def test_says_that_a_rule_always_holds(self, book: Book) -> None:
        never = rule(book, "writing.own_hand")
        assert sentence(book, never, "zh") == (
            "任何情况下：签名不得采用“同行人代签”方式（原因：须本人签名），可以改为“改按手印”。"
        )

    def test_names_the_paragraph_that_a_rule_goes_before(self, book: Book) -> None:
        assert sentence(book, rule(book, "wards.sign"), "zh").endswith("；优先于第二条第一款。")
        assert sentence(book, rule(book, "wards.sign"), "en").endswith("; this goes before 第二条第一款.")

    def test_gives_a_parameter_the_value_of_the_day(self, book: Book) -> None:
        care = rule(book, "care.sum")
        assert "超过5万元" in sentence(book, care, "zh", on=datetime.date(2024, 12, 31))
        assert "is over 80,000 yuan" in sentence(book, care, "en", on=datetime.date(2025, 1, 1))

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_leaves_no_code_unsaid_and_no_half_width_mark_in_chinese(self, book: Book, language: str) -> None:
        for text in book.rules:
            said = sentence(book, text, language)
            assert "_" not in said
            assert "{" not in said
            if language == "zh":
                assert not set(HALF_WIDTH) & set(said), said


class TestConditionSentence:
    @pytest.mark.parametrize(
        ("condition", "chinese", "english"),
        [
            (Not(Any((Need("vision"), Need("hearing")))), "客户没有“视障”或“听障”情形",
             "the customer's need is not “vision” or “hearing”"),
            (Any((Need("vision"), Service("deposit"), Need("hearing"))),
             "客户有“视障”或“听障”情形，或办理的业务是“存款”",
             "the customer's need is “vision” or “hearing”, or the service is “deposit”"),
            (All((Any((Need("vision"), Scene("home"))), Service("deposit"))),
             "（客户有“视障”情形，或办理场景是“上门”），且办理的业务是“存款”",
             "(the customer's need is “vision”, or the scene is “home”), and the service is “deposit”"),
            (Any((Scene("home"), All((Need("vision"), Service("deposit"))))),
             "办理场景是“上门”，或（客户有“视障”情形，且办理的业务是“存款”）",
             "the scene is “home”, or (the customer's need is “vision”, and the service is “deposit”)"),
            (Not(All((Need("vision"), Scene("home")))), "并非（客户有“视障”情形，且办理场景是“上门”）",
             "it is not so that (the customer's need is “vision”, and the scene is “home”)"),
            (Compare("companion.relation", "is", "spouse"), "“同行人是客户的什么人”为“配偶”",
             "the answer to “what is the companion to the customer” is “spouse”"),
            (Not(Compare("amount", "over", Param("assist_max"))), "“金额”不超过5万元",
             "the answer to “amount” is at most 50,000 yuan"),
            (Not(conditions.Is("ward")), "不符合“被监护人”", "“a ward” does not apply"),
            (conditions.Control("film"), "有“录像”要求", "“filming” is required"),
            (conditions.Step("protect.stop"), "流程中有“保护（止付）”环节", "the plan has the step “protect (stop)”"),
        ],
    )  # fmt: skip
    def test_says(self, book: Book, condition: Condition, chinese: str, english: str) -> None:
        assert condition_sentence(book, condition, "zh", on=DAY) == chinese
        assert condition_sentence(book, condition, "en", on=DAY) == english

    def test_says_an_affirmed_question_as_a_statement(self, book: Book) -> None:
        fact = dataclasses.replace(book.facts["lasting.sign"], text=Text("客户是否已婚？", "Is the customer married?"))
        asked = dataclasses.replace(book, facts={**book.facts, "lasting.sign": fact})
        yes, no = Compare("lasting.sign", "is", True), Compare("lasting.sign", "is", False)
        assert condition_sentence(asked, yes, "zh", on=DAY) == "客户已婚"
        assert condition_sentence(asked, no, "zh", on=DAY) == "“客户是否已婚”为“否”"
        assert condition_sentence(asked, yes, "en", on=DAY) == "the answer to “Is the customer married?” is yes"


class TestEffectSentence:
    @pytest.mark.parametrize(
        ("effect", "chinese", "english"),
        [
            (effects.Add("counsel", before="execute"), "增加“劝导”环节（在办理之前）",
             "add the step “counsel” (before “execute”)"),
            (effects.Order("id_update/execute", "sign@change"), "先更新证件的办理，后签名",
             "first “execute” of id update, then “sign”"),
            (effects.Require(None, {"film": True, "approval": "outlet_head"}), "全程须录像、经支行行长批准",
             "for the whole case: filming and approval by outlet head"),
            (effects.Require(Target(controls=("consent",)), {"film": True}), "有“同意”要求的环节须录像",
             "for steps for which “consent” is required: filming"),
            (effects.Require(Target(names=("sign",)), {"attempts": 1}), "签名须至少真实尝试1次",
             "for “sign”: trying at least 1 time"),
            (effects.Assign(role="teller", language="customer"), "由柜员参加，安排能用客户语言交流的人员",
             "who takes part: teller, somebody who speaks the customer's language"),
            (effects.Assign(target=Target(names=("sign",)), actor="guardian", place="bedside"),
             "签名由监护人完成，签名在床边进行", "“sign” by the guardian, “sign” at this place: at the bedside"),
            (effects.Limit({"amount": Param("assist_max")}), "金额上限不超过5万元", "amount: 50,000 yuan at most"),
            (effects.Within(20), "在20分钟内办结", "done within 20 minutes"),
            (effects.Within(1440), "在1天内办结", "done within 1 day"),
            (effects.Refer("home_visit", "no_guardian"), "转为“上门服务”（原因：没有监护证明）",
             "refer to “home visit” (reason: no proof of guardianship)"),
            (effects.Refuse("no_guardian", ("guardian_route", "thumbprint")),
             "不予办理（原因：没有监护证明），可以改为“由监护人办理”或“改按手印”",
             "refuse (reason: no proof of guardianship); instead “by the guardian” or “a thumbprint”"),
        ],
    )  # fmt: skip
    def test_says(self, book: Book, effect: Effect, chinese: str, english: str) -> None:
        assert effect_sentence(book, effect, "zh", on=DAY) == chinese
        assert effect_sentence(book, effect, "en", on=DAY) == english
