"""What the list of demo accounts calls them, in both languages: registers know Chinese names alone.

It serves whoever signs in from that list, and nobody else: lists, pages and files speak as the registers do.
"""

from __future__ import annotations

from zhouqi.service.http.language import Language
from zhouqi.service.identity.demo_sign_in import DemoProvider
from zhouqi.service.identity.identity import Role, Scope


class DemoNames:
    """The list's names in one language. What it does not name is called by its code."""

    def __init__(self, demo: DemoProvider, language: Language) -> None:
        self._language = language
        self._accounts = demo.accounts.all

    def account(self, account_id: str) -> str:
        """The name of an account."""
        listed = (one.name_in(self._language) for one in self._accounts if one.id == account_id)
        return next(listed, account_id)

    def parts(self, scope: Scope) -> list[str]:
        """The townships, departments and enterprises that ``scope`` names."""
        return [
            *(self._part(Role.TOWNSHIP, code) for code in sorted(scope.townships)),
            *(self._part(Role.DEPARTMENT, code) for code in sorted(scope.departments)),
            *(self._part(Role.ENTERPRISE, code) for code in sorted(scope.enterprises)),
        ]

    def _part(self, role: Role, code: str) -> str:
        listed = (
            one.name_in(self._language)
            for one in self._accounts
            if role in one.roles and {code} in (one.townships, one.departments, one.enterprises)
        )
        return next(listed, code)
