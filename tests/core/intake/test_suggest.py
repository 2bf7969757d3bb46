"""What people say at the door, and what the shipped phrases make of it."""

import pytest

from nuanxin.core import intake


def codes(found: intake.Suggestions) -> set[str]:
    return {s.code for s in (*found.needs, *found.services, *found.scene)}


class TestSuggest:
    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            ("大姐,我眼睛瞧不见,帮我取八百", "vision withdrawal"),
            ("我外婆今年七十九,耳朵沉,来改密码", "elderly hearing pin_reset"),
            ("我孙女刚上二年级,给她开个户", "minor account_opening"),
            ("老伴中风瘫在床上,他的新卡寄到你们这儿了", "bedbound card_pickup home"),
            ("取七万现金给工人发钱", "large_cash"),
            ("取七千现金给工人发钱", "withdrawal"),
            ("Could you speak Russian? I want to change roubles", "language fx_exchange"),
            ("our passport is new, from Kazakhstan, update it please", "language foreign id_update"),
            ("我的 phone 丢了,帮我把 mobile banking 关掉", "phone_lost mobile_bank_cancel"),
        ],
    )
    def test_hears_needs_services_and_scene(self, phrases: intake.Phrases, said: str, meant: str) -> None:
        assert codes(intake.suggest(phrases, said)) == set(meant.split())

    @pytest.mark.parametrize(
        ("said", "not_meant"),
        [
            ("手机没丢,在包里", "phone_lost"),
            ("不是来存钱的", "deposit"),
            ("先不买理财", "wealth_purchase"),
            ("My phone is not stolen", "phone_lost"),
            ("万一手机丢了呢", "phone_lost"),
            ("上回取钱的那个窗口", "withdrawal"),
            ("钱取完了,谢谢", "withdrawal"),
            ("电视上说有老人被骗了", "fraud_suspected"),
            ("我妈来办业务", "elderly"),
            ("给我来个老年机的套餐", "elderly"),
            ("天真好啊,您忙着", "lobby"),
        ],
    )
    def test_leaves_out_what_is_taken_back_past_feared_or_of_others(
        self, phrases: intake.Phrases, said: str, not_meant: str
    ) -> None:
        assert not_meant not in codes(intake.suggest(phrases, said))

    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            ("密马忘了", "pin_reset"),
            ("來買理財", "wealth_purchase"),
            ("我要刮失", "loss_report"),
            ("坐伦椅来", "mobility"),
        ],
    )
    def test_forgives_voice_keyboards_and_traditional_characters(
        self, phrases: intake.Phrases, said: str, meant: str
    ) -> None:
        assert meant in codes(intake.suggest(phrases, said))

    def test_lets_the_exact_wish_stand_in_for_the_general(self, phrases: intake.Phrases) -> None:
        found = intake.suggest(phrases, "定期还没到期,想取出来")
        assert [s.code for s in found.services] == ["term_deposit_early"]
        assert {s.code: s.by for s in found.struck}["withdrawal"] == "term_deposit_early"

    def test_counsels_where_fraud_is_told_and_transfers_only_what_is_asked_for(self, phrases: intake.Phrases) -> None:
        told = intake.suggest(phrases, "对方自称警察,让我转账到安全账户")
        asked = intake.suggest(phrases, "对方自称警察,说要转到安全账户,麻烦你给我转")
        assert {s.code for s in told.services} == {"fraud_counselling"}
        assert {s.code for s in asked.services} == {"fraud_counselling", "transfer"}

    def test_shows_the_words_and_the_phrase_behind_each_suggestion(self, phrases: intake.Phrases) -> None:
        said = "手机昨天让人偷了"
        (need,) = intake.suggest(phrases, said).needs
        assert (need.code, need.kind, need.because) == ("phone_lost", "needs", ("phone_lost.word",))
        assert {span.words for span in need.spans} >= {"手机", "偷"}

    def test_shows_what_was_struck_and_by_which_words(self, phrases: intake.Phrases) -> None:
        found = intake.suggest(phrases, "我不买理财")
        assert found.services == ()
        assert {(s.code, s.by, tuple(span.words for span in s.by_spans)) for s in found.struck} == {
            ("wealth_purchase", "denied.verb", ("不买",))
        }

    @pytest.mark.parametrize("said", ["", "   ", "。。。", "🙂", "1,234,567"])
    def test_makes_nothing_of_nothing(self, phrases: intake.Phrases, said: str) -> None:
        assert intake.suggest(phrases, said) == intake.Suggestions((), (), (), ())
