"""What accounts and the parts of the county that they see are called, by the demo accounts' own file."""

from __future__ import annotations

from collections.abc import Iterator

from zhouqi.service.accounts import Account
from zhouqi.service.demo import DemoProvider
from zhouqi.service.identity import Role, Scope
from zhouqi.service.language import Language


class Names:
    """Names in one language. What has none is called by its code, and so is all where there is no demo."""

    def __init__(self, demo: DemoProvider | None, language: Language) -> None:
        self._language = language
        self._accounts = () if demo is None else demo.accounts.all

    def account(self, account_id: str) -> str:
        """The name of an account."""
        names = (one.name_in(self._language) for one in self._accounts if one.id == account_id)
        return next(names, account_id)

    def parts(self, scope: Scope) -> list[str]:
        """The townships, departments and enterprises that ``scope`` names, each by its own office's account."""
        return [
            *(self._part(Role.TOWNSHIP, code) for code in sorted(scope.townships)),
            *(self._part(Role.DEPARTMENT, code) for code in sorted(scope.departments)),
            *(self._part(Role.ENTERPRISE, code) for code in sorted(scope.enterprises)),
        ]

    def _part(self, role: Role, code: str) -> str:
        return next((one.name_in(self._language) for one in self._of(role, code)), code)

    def _of(self, role: Role, code: str) -> Iterator[Account]:
        for one in self._accounts:
            if role in one.roles and {code} in (one.townships, one.departments, one.enterprises):
                yield one
