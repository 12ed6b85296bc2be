"""Boston as the repository has it, and the files that tests read."""

from applications.calls.city_data import CityData
from config.local_postgres import ROOT

BOSTON = CityData(ROOT / "data" / "boston")
DATA = ROOT / "tests" / "data"
