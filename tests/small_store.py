"""A council of three invented children, as its own 903 files, with figures known.

Three children came into care on 3 June 2024, so first reviews fall due by 1 July.
Of seven reviews held in 2024-25 five are on time: C2's first is late, and so is
C3's second.
"""

from datetime import UTC, datetime

from data_access.importers.importer import SourceFile
from data_access.intake.door import LoadAsked, load

CODE = "999"
YEAR = 2025
NOW = datetime(2025, 4, 10, 9, 0, tzinfo=UTC)
ON_TIME = "71.4%"
OF_ALL = "5 of 7"
FILES = {
    "Header 2024-25.csv": """\
CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
C1,1,05/05/2012,WBRI,,,
C2,2,06/06/2013,WBRI,,,
C3,2,07/07/2014,MWBC,,,
""",
    "Episodes 2024-25.csv": """\
CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
C1,03/06/2024,S,C1,N1,U6,PR1,,,,,,
C2,03/06/2024,S,C1,N1,U6,PR1,,,,,,
C3,03/06/2024,S,C1,N1,U6,PR1,,,,,,
""",
    "Reviews 2024-25.csv": """\
CHILD,DOB,REVIEW,REVIEW_CODE
C1,05/05/2012,28/06/2024,PN1
C1,05/05/2012,20/09/2024,PN1
C1,05/05/2012,10/03/2025,PN3
C2,06/06/2013,10/07/2024,PN1
C2,06/06/2013,01/10/2024,PN7
C3,07/07/2014,28/06/2024,PN1
C3,07/07/2014,15/10/2024,PN2
""",
}


def write_files(folder):
    """Write the return's files; give their paths."""
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in FILES]


def load_small_council(engine, folder, la=CODE):
    """Load the return, as its council would."""
    files = [SourceFile(path, path.name) for path in write_files(folder)]
    return load(engine, files, LoadAsked(la, "a test", NOW, YEAR), dry_run=False)
