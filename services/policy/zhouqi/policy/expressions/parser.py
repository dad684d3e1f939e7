"""From an expression's text to its tree; what is not let in is refused here, before anything runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import pairwise
from typing import Final

from zhouqi.policy.expressions.tokens import END, NotAllowed, Token, tokens
from zhouqi.policy.expressions.tree import (
    And,
    Arithmetic,
    Between,
    Case,
    Column,
    Comparison,
    In,
    IsNull,
    Literal,
    Negative,
    Node,
    Not,
    Or,
)

MOST_TOKENS: Final = 200
MOST_DEPTH: Final = 12
MOST_DIGITS: Final = 18
"""What one expression may hold, how deep it may be nested, and how long its numbers may be."""
_COMPARISONS: Final = {"=": "=", "<>": "<>", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_TRUTHS: Final = {"true": True, "false": False}


def parse(expression: str, columns: Collection[str]) -> Node:
    """The tree of ``expression`` over ``columns``. Raises NotAllowed."""
    found: list[Token] = []
    for token in tokens(expression):
        if len(found) == MOST_TOKENS:
            raise NotAllowed(f"more than {MOST_TOKENS} words and signs")
        found.append(token)
    for before, token in pairwise(found):
        if before.text == token.text == "-":
            raise NotAllowed("a comment, or a double minus")
    parser = _Parser(found, columns)
    tree = parser.either()
    parser.finish()
    return tree


class _Parser:
    """Reads from left to right; each method takes what binds as strongly as its name says, or stronger."""

    def __init__(self, found: list[Token], columns: Collection[str]) -> None:
        self._rest = [*reversed(found)]
        self._columns = columns
        self._depth = 0

    def either(self) -> Node:
        """``a or b or c``."""
        parts = [self._both()]
        while self._took("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def finish(self) -> None:
        """Raise NotAllowed when something is left."""
        if self._rest:
            raise NotAllowed(f"{self._next.text!r} after the end")

    def _both(self) -> Node:
        parts = [self._inverse()]
        while self._took("and"):
            parts.append(self._inverse())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _inverse(self) -> Node:
        if not self._took("not"):
            return self._comparison()
        with self._deeper():
            return Not(self._inverse())

    def _comparison(self) -> Node:
        left = self._sum()
        sign = _COMPARISONS.get(self._next.text) if self._next.category == "sign" else None
        if sign is not None:
            self._rest.pop()
            return Comparison(sign, left, self._sum())
        if self._took("is"):
            inverse = self._took("not")
            return self._inverted(self._state(left), inverse)
        inverse = self._took("not")
        if self._took("in"):
            return self._inverted(In(left, self._options()), inverse)
        if self._took("between"):
            low = self._sum()
            self._expect("and")
            return self._inverted(Between(left, low, self._sum()), inverse)
        if inverse:
            raise NotAllowed(f"'not' before {self._next.text!r}")
        return left

    def _state(self, of: Node) -> Node:
        if self._took("null"):
            return IsNull(of)
        for word, truth in _TRUTHS.items():
            if self._took(word):
                return Comparison("=", of, Literal(truth))
        raise NotAllowed(f"'is' before {self._next.text!r}")

    def _options(self) -> tuple[Node, ...]:
        self._expect("(")
        with self._deeper():
            options = [self._sum()]
            while self._took(","):
                options.append(self._sum())
        self._expect(")")
        return tuple(options)

    def _sum(self) -> Node:
        found = self._product()
        while self._next.text in ("+", "-") and self._next.category == "sign":
            sign = self._rest.pop().text
            found = Arithmetic(sign, found, self._product())
        return found

    def _product(self) -> Node:
        found = self._signed()
        while self._next.text in ("*", "/") and self._next.category == "sign":
            sign = self._rest.pop().text
            right = self._signed()
            if sign == "/" and isinstance(right, Literal) and right.value == 0:
                raise NotAllowed("a division by zero")
            found = Arithmetic(sign, found, right)
        return found

    def _signed(self) -> Node:
        if self._took("-"):
            with self._deeper():
                return Negative(self._signed())
        if self._took("+"):
            with self._deeper():
                return self._signed()
        return self._single()

    def _single(self) -> Node:
        token = self._next
        if token is END:
            raise NotAllowed("an expression without an end")
        self._rest.pop()
        match token.category:
            case "number":
                return Literal(self._number(token.text))
            case "text":
                return Literal(token.text[1:-1])
            case "word":
                return self._column(token.text)
            case _:
                return self._composed(token.text)

    def _composed(self, text: str) -> Node:
        match text:
            case "true" | "false":
                return Literal(_TRUTHS[text])
            case "null":
                return Literal(None)
            case "case":
                with self._deeper():
                    return self._case()
            case "(":
                with self._deeper():
                    found = self.either()
                self._expect(")")
                return found
            case _:
                raise NotAllowed(f"{text!r} where a value is expected")

    def _number(self, text: str) -> Decimal:
        if len(text) > MOST_DIGITS:
            raise NotAllowed(f"a number of more than {MOST_DIGITS} digits")
        return Decimal(text)

    def _column(self, name: str) -> Node:
        if self._next.text == "(" and self._next.category == "sign":
            raise NotAllowed(f"the function {name}")
        if name not in self._columns:
            raise NotAllowed(f"the unknown column {name}")
        return Column(name)

    def _case(self) -> Node:
        of = None if self._next.text == "when" else self.either()
        branches = []
        while self._took("when"):
            condition = self.either()
            self._expect("then")
            chosen = condition if of is None else Comparison("=", of, condition)
            branches.append((chosen, self.either()))
        if not branches:
            raise NotAllowed("'case' without 'when'")
        otherwise = self.either() if self._took("else") else Literal(None)
        self._expect("end")
        return Case(tuple(branches), otherwise)

    @staticmethod
    def _inverted(node: Node, inverse: bool) -> Node:
        return Not(node) if inverse else node

    @property
    def _next(self) -> Token:
        return self._rest[-1] if self._rest else END

    def _expect(self, text: str) -> None:
        if not self._took(text):
            raise NotAllowed(f"{self._next.text!r} where {text!r} is expected")

    def _took(self, text: str) -> bool:
        took = self._next.text == text and self._next.category in ("keyword", "sign")
        if took:
            self._rest.pop()
        return took

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise NotAllowed(f"nesting deeper than {MOST_DEPTH}")
        yield
        self._depth -= 1
