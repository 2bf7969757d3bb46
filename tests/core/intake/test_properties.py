"""What holds for any text whatever."""

import dataclasses
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.core import intake
from tests.core.intake.conftest import SHIPPED

PHRASES = intake.load(SHIPPED)
SCRAPS = st.sampled_from(
    "我 不 没 手机 丢了 密码 忘 取 五万 现金 老人 七十 岁 看不见 , 。 被骗 住院 lost my card please don't walk 8万 "
    "卡 到期 换 密马 錢 ’ “ 能不能 护照 from Iran 上次 完了 安全账户 转账".split()
)
SPEECH = st.lists(SCRAPS, max_size=12).map("".join) | st.lists(SCRAPS, max_size=12).map(" ".join)


def spans(found: intake.Suggestions) -> list[intake.Span]:
    said = [span for s in (*found.needs, *found.services, *found.scene) for span in s.spans]
    return said + [span for s in found.struck for span in (*s.spans, *s.by_spans)]


class TestSuggest:
    @given(st.text(max_size=200) | SPEECH)
    @settings(deadline=None)
    def test_never_raises_and_quotes_the_text_exactly(self, text: str) -> None:
        for span in spans(intake.suggest(PHRASES, text)):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.words

    @given(SPEECH, st.randoms(use_true_random=False))
    @settings(deadline=None, max_examples=40)
    def test_does_not_depend_on_the_order_of_phrases(self, text: str, order: random.Random) -> None:
        shuffled = dataclasses.replace(
            PHRASES,
            entries=tuple(order.sample(PHRASES.entries, len(PHRASES.entries))),
            strikes=tuple(order.sample(PHRASES.strikes, len(PHRASES.strikes))),
            follows=tuple(order.sample(PHRASES.follows, len(PHRASES.follows))),
        )
        found, same = intake.suggest(PHRASES, text), intake.suggest(shuffled, text)
        assert (found.needs, found.services, found.scene) == (same.needs, same.services, same.scene)

    @given(SPEECH)
    @settings(deadline=None)
    def test_says_the_same_of_the_same_words(self, text: str) -> None:
        assert intake.suggest(PHRASES, text) == intake.suggest(PHRASES, text)
