"""The sample book, and the same book with a fault planted into it."""

import dataclasses
import functools
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from nuanxin.command.books import SAMPLE
from nuanxin.core.policy import effects, loading
from nuanxin.core.policy.book import Article, Book, Rule, Service
from nuanxin.core.policy.effects import Effect
from nuanxin.core.policy.planner.scripts import kind_of

Changed = Callable[[Rule], Rule]


@functools.cache
def sample() -> Book:
    """Return the sample book."""
    return loading.load(SAMPLE)


def planted(path: Path, rule: str = "", world: str = "", **replaced: tuple[str, str]) -> Book:
    """Return the sample book with a rule more in an article of its own, a line of the world more, and other words.

    ``rule`` and ``world`` are YAML; ``replaced`` names a file (without ending) and the piece that is put for another.
    """
    folder = path / "book"
    shutil.copytree(SAMPLE, folder)
    if rule:
        numeral = "第一百九十九条"
        block = f"```rule\nfrom: 2024-07-01\nbasis: bank\n{rule}\ncites: {numeral}第一款\n```"
        text = "\n\n".join([f"# {numeral} 错误 · A fault", "> 一处错误。\n> A planted fault.", block, ""])
        (folder / "articles" / "199-fault.md").write_text(text, encoding="utf-8")
    if world:
        _append(folder / "world.yaml", world)
    for name, (old, new) in replaced.items():
        file = folder / f"{name}.yaml"
        before = file.read_text(encoding="utf-8")
        assert before.count(old) == 1, f"{name}.yaml has {before.count(old)} times {old!r}"
        file.write_text(before.replace(old, new), encoding="utf-8")
    return loading.load(folder)


def _append(world: Path, line: str) -> None:
    """Add a line to what is impossible, which stands last in the file."""
    text = world.read_text(encoding="utf-8").rstrip()
    assert text.rindex("impossible:") > text.rindex("implies:"), "what is impossible stands last"
    world.write_text(f"{text}\n  - {line}\n", encoding="utf-8")


def with_rules(book: Book, change: Changed) -> Book:
    """Return the book with every rule changed, those dropped that have no effect left."""

    def changed(article: Article) -> Article:
        blocks = [change(block) if isinstance(block, Rule) else block for block in article.blocks]
        kept = tuple(block for block in blocks if not isinstance(block, Rule) or block.effects)
        return dataclasses.replace(article, blocks=kept)

    return dataclasses.replace(book, articles=tuple(changed(article) for article in book.articles))


def without_control(book: Book, kind: str, control: str) -> Book:
    """Take a control away from every step of a kind (``case`` for the whole case), whichever rule requires it."""
    taken = []

    def weaker(effect: Effect) -> list[Effect]:
        if not isinstance(effect, effects.Require) or control not in effect.controls or not _is_about(effect, kind):
            return [effect]
        taken.append(effect)
        kept = {name: value for name, value in effect.controls.items() if name != control}
        left = [dataclasses.replace(effect, controls=kept)] if kept else []
        others = [name for name in effect.target.names if kind_of(name) != kind] if effect.target else []
        if not others or effect.target is None:
            return [*left]
        whole = dataclasses.replace(effect, target=dataclasses.replace(effect.target, names=tuple(others)))
        return [*left, whole]

    found = with_rules(book, lambda rule: _with(rule, [one for effect in rule.effects for one in weaker(effect)]))
    assert taken, f"no rule requires {control} of {kind}"
    return found


def _is_about(effect: effects.Require, kind: str) -> bool:
    if effect.target is None or kind == "case":
        return effect.target is None and kind == "case"
    return not effect.target.names or kind in map(kind_of, effect.target.names)


def _with(rule: Rule, changed: Iterable[Effect]) -> Rule:
    return dataclasses.replace(rule, effects=tuple(changed))


def without_effect(book: Book, rule_id: str, sort: type[Effect]) -> Book:
    """Take all effects of a sort away from a rule."""
    assert any(isinstance(effect, sort) for rule in book.rules if rule.id == rule_id for effect in rule.effects), (
        rule_id
    )

    def weaker(rule: Rule) -> Rule:
        kept = [effect for effect in rule.effects if not isinstance(effect, sort)]
        return _with(rule, kept) if rule.id == rule_id else rule

    return with_rules(book, weaker)


def with_chain(book: Book, service: str, *steps: str) -> Book:
    """Give a service another chain of steps."""

    def changed(article: Article) -> Article:
        blocks = tuple(
            dataclasses.replace(block, steps=steps) if isinstance(block, Service) and block.id == service else block
            for block in article.blocks
        )
        return dataclasses.replace(article, blocks=blocks)

    return dataclasses.replace(book, articles=tuple(changed(article) for article in book.articles))


def about(book: Book, *services: str) -> Book:
    """Return what the book says of some services only, scenarios and signed list apart: quick to prove."""

    def narrowed(article: Article) -> Article:
        kept = tuple(one for one in article.blocks if not isinstance(one, Service) or one.id in services)
        return dataclasses.replace(article, blocks=kept)

    articles = tuple(narrowed(article) for article in book.articles)
    return dataclasses.replace(book, articles=articles, scenarios=(), never_served=None)
