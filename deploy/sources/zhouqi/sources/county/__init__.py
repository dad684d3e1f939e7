"""One simulated, fictional county: places, departments, enterprises, projects and their dated truth."""

from zhouqi.sources.county.county import County
from zhouqi.sources.county.place import COUNTY, TOWNSHIPS
from zhouqi.sources.county.project_truth import ProjectTruth

__all__ = ["COUNTY", "TOWNSHIPS", "County", "ProjectTruth"]
