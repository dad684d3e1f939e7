"""The sample service under a name that the command knows; found before any other ``zhouqi.policy``."""

from libs.service.tests.sample import as_policy

service = as_policy
