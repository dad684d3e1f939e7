"""One simulated, fictional county: places, departments, enterprises, projects and their dated truth."""

from zhouqi.sources.county.county import County
from zhouqi.sources.county.life import Life
from zhouqi.sources.county.place import COUNTY, TOWNSHIPS

__all__ = ["COUNTY", "TOWNSHIPS", "County", "Life"]
