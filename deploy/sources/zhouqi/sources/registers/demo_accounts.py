"""The accounts of a county as the configuration file that lets one sign in as any of them."""

import json
from collections.abc import Iterator

from zhouqi.sources.county import COUNTY, County
from zhouqi.sources.county.accounts import TAKEOVER, Account, Role, accounts
from zhouqi.sources.county.enterprises import enterprise_accounts
from zhouqi.sources.registers import english_names

__all__ = ["demo_accounts"]

HEAD = """\
# The demo accounts of the embedded profile: one can sign in as any of them without a secret.
#
# They belong to the simulated county, Chengchuan ({county}), which does not exist; its organisations and
# codes are made up. A name is that of an office, never of a person. Made for seed {seed}, {size} projects, by
#
#   python -m zhouqi.sources accounts --seed {seed} --size {size}
#
# Each account has
#   id           what tokens, events and scripts call it:  zhouqi token --as leader
#   name         shown to people, in Chinese and English
#   roles        leader, dispatcher, department, township, agent, enterprise, operator, takeover
#                (what each may do stands in permissions.cedar)
# and its scope, one of
#   everywhere = true                   the whole county
#   townships, departments, enterprises codes; each that is given narrows what the account sees
#
# ZHOUQI_ACCOUNTS names another file of this form.
"""

SECTIONS = {
    "The county": (Role.LEADER, Role.DISPATCHER, Role.OPERATOR, Role.TAKEOVER),
    "The twelve departments": (Role.DEPARTMENT,),
    "The townships, sub-districts and the development zone": (Role.TOWNSHIP,),
    "Their agents (代办员)": (Role.AGENT,),
    "Enterprises that act in the simulated county": (Role.ENTERPRISE,),
}

OFFICES = {
    Role.LEADER: "County leader",
    Role.DISPATCHER: "Dispatcher at the Economy and Information Bureau",
    Role.OPERATOR: "Operator",
    Role.TAKEOVER: "Takeover of the county's history",
}

SCOPES = {
    Role.DEPARTMENT: "departments",
    Role.TOWNSHIP: "townships",
    Role.AGENT: "townships",
    Role.ENTERPRISE: "enterprises",
}


def demo_accounts(county: County) -> Iterator[str]:
    """Answer the file's lines, each with its end: all offices, and the enterprises that act in the simulation."""
    yield HEAD.format(county=COUNTY.name, seed=county.seed, size=county.size)
    everybody = (*accounts(), TAKEOVER, *enterprise_accounts(county))
    for title, roles in SECTIONS.items():
        yield f"\n# {title}\n"
        for account in everybody:
            if account.role in roles:
                yield _table(account)


def _table(account: Account) -> str:
    scope = SCOPES.get(account.role)
    narrowed = "everywhere = true" if scope is None else f"{scope} = [{_text(account.scope or '')}]"
    return (
        f"\n[[account]]\n"
        f"id = {_text(account.id)}\n"
        f"name = {{ zh = {_text(account.name)}, en = {_text(_english(account))} }}\n"
        f"roles = [{_text(account.role)}]\n"
        f"{narrowed}\n"
    )


def _english(account: Account) -> str:
    """Answer an account's English name: that of an office or enterprise."""
    scope = account.scope or ""
    match account.role:
        case Role.LEADER | Role.DISPATCHER | Role.OPERATOR | Role.TAKEOVER as role:
            return OFFICES[role]
        case Role.DEPARTMENT:
            return english_names.DEPARTMENTS[scope]
        case Role.TOWNSHIP:
            return english_names.TOWNSHIPS[scope]
        case Role.AGENT:
            return f"Agent {account.id.rpartition('-')[2]} of {english_names.TOWNSHIPS[scope]}"
        case Role.ENTERPRISE:
            return english_names.enterprise_in_english(account.name)


def _text(value: str) -> str:
    """Answer a TOML string; for what names contain it is written as in JSON."""
    return json.dumps(value, ensure_ascii=False)
