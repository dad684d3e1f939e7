"""Published contracts: the facts that services say to one another, and how they are read."""

from zhouqi.events.contracts.catalogue import CONTRACTS, OWNERS, PUBLISHED, RECORDS, WRITTEN, topics_of
from zhouqi.events.contracts.decode import Decoder, Undecodable
from zhouqi.events.contracts.emission import Emission, ImpossibleVersion
from zhouqi.events.contracts.fact import Area, Code, Day, Fact, Money, ShortText

__all__ = [
    "CONTRACTS",
    "OWNERS",
    "PUBLISHED",
    "RECORDS",
    "WRITTEN",
    "Area",
    "Code",
    "Day",
    "Decoder",
    "Emission",
    "Fact",
    "ImpossibleVersion",
    "Money",
    "ShortText",
    "Undecodable",
    "topics_of",
]
