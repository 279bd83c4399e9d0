"""Loading files: whose, which year, what would change, and then the load itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data_access.access.look import Look
from data_access.casework import exchange
from data_access.importers.importer import SourceFile
from data_access.importers.registry import OFFERED, taken_apart
from data_access.importers.rows import FIRST_RETURN, LAST_RETURN
from data_access.intake import batch, files, register_file
from data_access.intake.door import FileReport, LoadAsked
from data_access.store.settings import settings
from domain import access, councils
from domain.access import Screen, Viewer
from domain.errors import DashboardError
from domain.periods import return_year_of, say_return_year
from ui.files import rules
from ui.kit import data, downloads, state, tables, viewing, words

FROM_FILES = "Read it from the files"
STARTS_OR_ENDS = {"It starts in that year": True, "It ends in that year": False}
TRIED = "tried"
ASKED = "asked-of-files"
READ = "Read"
LARGEST_LOG = 20 * 1024 * 1024  # bytes; a larger file is no dispute log
TYPES = [*dict.fromkeys(end for each in OFFERED for end in each.endings), "zip"]
CODE_LENGTH = 20

# Streamlit gives its drop zone a label but no role to carry it, so that a screen
# reader may say neither. There is no setting for it.
DROP_ZONE_IS_A_GROUP = """<script>
(() => {
  const zones = "[data-testid=stFileUploaderDropzone][role=presentation]";
  const mend = () => document.querySelectorAll(zones)
    .forEach((zone) => zone.setAttribute("role", "group"));
  mend();
  window.dropZones ??= new MutationObserver(mend);
  window.dropZones.observe(document.body, {childList: true, subtree: true});
})();
</script>"""


@dataclass(frozen=True)
class Dropped:
    """The files as dropped; they are on disk only while they are read."""

    uploads: tuple[UploadedFile, ...]

    @property
    def mark(self) -> str:
        """A string that changes when any file does."""
        return "|".join(f"{upload.name}:{upload.file_id}" for upload in self.uploads)

    @contextmanager
    def on_disk(self, at_most: int | None = None) -> Iterator[list[SourceFile]]:
        """Give the files, no larger than `at_most` bytes, in a folder that then goes."""
        with TemporaryDirectory(prefix="iro-") as folder:
            files = []
            for number, upload in enumerate(self.uploads):
                if at_most is not None and upload.size > at_most:
                    continue
                path = Path(folder) / f"{number}{Path(upload.name).suffix.lower()}"
                path.write_bytes(upload.getbuffer())
                files.append(SourceFile(path, upload.name))
            yield files


def questions(viewer: Viewer, now: datetime) -> LoadAsked | None:
    """Ask whose files these are and of which year; None until there is an answer."""
    st.header("1. Whose files?", anchor=False)
    left, right = st.columns(2)
    with left:
        code = st.text_input(
            "Council code",
            key="load-la",
            max_chars=CODE_LENGTH,
            placeholder="For example 390 or E08000037",
        ).strip()
    with right:
        last = min(return_year_of(now.date()), LAST_RETURN)
        years = {say_return_year(each): each for each in range(FIRST_RETURN, last + 1)}
        offered = [FROM_FILES, *reversed(years)]
        chosen = st.selectbox("Return year", offered, key="load-year")
    if not code:
        st.info("Type the council's code to go on.")
        return None
    if not access.may(viewer, Screen.FILES, code):
        st.error(f"You load files for the council with code {viewer.la} only.")
        return None
    if not _is_right(code):
        return None
    return LoadAsked(la=code, by=viewer.who, now=now, year=years.get(chosen))


def _is_right(code: str) -> bool:
    """Name the council that has the code; ask whether it is right if none has."""
    st.markdown(f"Council {words.plain(councils.said(code))}.")
    if warning := data.another_in_store(code):
        st.warning(words.plain(warning))
    wrong = batch.not_listed(code)
    if not wrong or data.is_in_store(code):
        return True
    st.warning(words.plain(wrong))
    return st.checkbox("The code is right: load for it", key=f"right-{code}")


def drop() -> Dropped | None:
    """Take the files."""
    st.header("2. Which files?", anchor=False)
    limit = settings().upload_limit_mb
    uploads = st.file_uploader(
        f"{', '.join(f'{each.words} ({each.formats})' for each in OFFERED)}, "
        f"or a zip of these, each up to {limit} MB",
        type=TYPES,
        accept_multiple_files=True,
        max_upload_size=limit,
        key="load-files",
    )
    st.html(DROP_ZONE_IS_A_GROUP, unsafe_allow_javascript=True)
    if not uploads:
        return None
    return Dropped(tuple(uploads))


def meanings(dropped: Dropped, asked: LoadAsked) -> None:
    """Ask what a dispute log's words mean, and an extract's roles, in a zip too."""
    with dropped.on_disk(LARGEST_LOG) as files, taken_apart(files) as apart:
        readable = [file for file in apart if _is_small(file)]
        rules.ask_role_words(readable, asked.la)
        rules.ask_dispute_words(readable, asked.la)


def _is_small(file: SourceFile) -> bool:
    """Return whether there is something to read that may be a log."""
    told = file.refused or file.passed_over
    return not told and file.path.stat().st_size <= LARGEST_LOG


def try_and_load(dropped: Dropped, asked: LoadAsked) -> None:
    """Try the files, show what they would change, and load them when told to."""
    st.header("3. What would change?", anchor=False)
    files_mark = f"{dropped.mark}|{asked.la}|{asked.year}"
    question = _question(files_mark)
    if question:
        answer = st.radio(question, list(STARTS_OR_ENDS), index=None, key=files_mark)
        asked = replace(asked, starting=STARTS_OR_ENDS.get(answer or ""))
    mark = f"{files_mark}|{asked.starting}"
    if st.button("Try the files", type="primary"):
        lines = _run(dropped, asked, dry_run=True)
        _keep(mark, lines, loaded=False)
        if lines["question"]:
            state.keep(ASKED, json.dumps([files_mark, lines["question"]]))
            st.rerun()
    tried = json.loads(state.value(TRIED, "{}"))
    if tried.get("mark") != mark:
        st.markdown("Nothing has been tried yet for these files.")
        return
    if tried["loaded"]:
        st.success("Loaded. Every page now counts these rows.")
    _show(tried["lines"], _look(asked))
    good, files = tried["lines"]["read"], tried["lines"]["files"]
    if tried["loaded"] or not good:
        return
    if st.button(f"Load {good} of {len(files)} files"):
        _keep(mark, _run(dropped, asked, dry_run=False), loaded=True)
        st.rerun()


def _look(asked: LoadAsked) -> Look:
    return data.look(viewing.current(), asked.la, asked.now.date())


def _question(files_mark: str) -> str:
    """Return what trying these very files has asked, answered since or not."""
    of, question = json.loads(state.value(ASKED, '["", ""]'))
    return str(question) if of == files_mark else ""


def _keep(mark: str, lines: dict[str, Any], *, loaded: bool) -> None:
    state.keep(TRIED, json.dumps({"mark": mark, "lines": lines, "loaded": loaded}))


def _run(dropped: Dropped, asked: LoadAsked, *, dry_run: bool) -> dict[str, Any]:
    doing = "Trying the files" if dry_run else "Loading the files"
    with st.status(doing, expanded=True) as status:
        line = st.empty()
        telling = replace(asked, progress=line.write)
        with dropped.on_disk() as files:
            reports = data.load(files, telling, dry_run=dry_run)
        exchange.read(_look(asked), reports)
        _tell_apart(reports)
        status.update(label=f"{doing}: done", state="complete", expanded=False)
    return {
        "read": sum(not (report.refused or report.note) for report in reports),
        "question": next((each.question for each in reports if each.question), ""),
        "refused": [report.file for report in reports if report.refused],
        "files": [_line(report) for report in reports],
        "warnings": [
            f"{each.file}: {each.warning}" for each in reports if each.warning
        ],
        "all": sum(each.rows for report in reports for each in report.faults),
        "problems": [
            {
                "File": report.file,
                "Where": problem.place,
                "Field": problem.field,
                "Found": problem.found,
                "Expected": problem.expected,
                "What to do": problem.remedy,
                "Row left out": "yes" if problem.whole_row else "no, this field only",
            }
            for report in reports
            for problem in report.problems
        ],
    }


def _tell_apart(reports: list[FileReport]) -> None:
    """Number files of one name, whose folders a browser does not tell."""
    often = Counter(report.file for report in reports)
    so_far: Counter[str] = Counter()
    for report in reports:
        name = report.file
        so_far[name] += 1
        if often[name] > 1:
            report.file = f"{name} ({so_far[name]} of {often[name]} of this name)"


def _line(report: FileReport) -> dict[str, object]:
    year = report.year
    return {
        "File": report.file,
        "What it is": report.title,
        "Return year": say_return_year(year) if year else "",
        "What happened": report.refused
        or f"{report.note or READ} {report.taken_as}".strip(),
        "Rows read": f"{report.rows_read:,}",
        "Added": f"{report.added:,}",
        "Changed": f"{report.changed:,}",
        "Same as before": f"{report.same:,}",
        "Left out": f"{report.left_out:,}",
    }


def _show(found: dict[str, Any], look: Look) -> None:
    tables.show(
        pd.DataFrame(found["files"]),
        "What each file holds and would change",
        stacked=True,
    )
    for warning in found["warnings"]:
        st.warning(words.plain(str(warning)))
    refused = found["refused"]
    if refused:
        names = words.plain(", ".join(refused))
        st.warning(
            f"{len(refused):,} of {len(found['files']):,} files will not be loaded, for "
            f"the reasons in the table: {names}."
        )
    problems = pd.DataFrame(found["problems"])
    if problems.empty:
        if found["read"]:
            st.markdown("No row is left out.")
        return
    more = found["all"] - len(problems)
    if more > 0:
        st.warning(
            f"{found['all']:,} things are not as expected. The first {len(problems):,} "
            "are told here; once the files are loaded, every one is listed on this page."
        )
    st.markdown(
        f"{_counted(problems)} Each is listed below with what was found, what was "
        "expected and what to do. Correct it in your own system, export the file again "
        "and load that. A row left out is not in the figures until then."
    )
    with st.expander("View what is left out, and why"):
        st.dataframe(problems, hide_index=True)
        tables.download(
            lambda: files.left_out_taken(look, problems), {}, "left-out-of-these-files"
        )


def _counted(problems: pd.DataFrame) -> str:
    """Return how many rows, and single fields of rows, cannot be used."""
    rows = int((problems["Row left out"] == "yes").sum())
    fields = len(problems) - rows
    told = [f"{rows:,} rows left out"] if rows else []
    told += (
        [f"{fields:,} fields not as expected in rows that are kept"] if fields else []
    )
    return f"{' and '.join(told)}."


# What is in the store for a council, and taking an import back.


def show_loaded(look: Look, name: str, invented: bool) -> None:
    """List a council's imports and the rows left out, with undo."""
    st.header(f"In the store: {words.plain(name)}", anchor=False)
    imports = files.imports(look)
    table = imports.drop(columns=["id"]).assign(
        Loaded=_days(imports["Loaded"]), Undone=_days(imports["Undone"])
    )
    tables.show(table.astype(str), f"Files loaded for {name}", stacked=True)
    if invented:
        _remove(look)
    else:
        _undo(imports, look)
    _left_out(look)


def _days(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments).dt.strftime("%d/%m/%Y").fillna("")


def _remove(look: Look) -> None:
    st.markdown(
        "This council is invented. It can be removed once your own is loaded, and "
        "made again at any time."
    )
    if len(data.councils(look.viewer)) > 1 and st.button("Remove the invented council"):
        data.remove_invented(look.now)
        st.rerun()


def _undo(imports: pd.DataFrame, look: Look) -> None:
    live = imports[imports["Undone"].isna()]
    if live.empty:
        return
    with st.expander("Undo an import"):
        names = {
            f"{row.File} ({row.Kind} {row[4]}, import {row.id})": int(row.id)
            for row in live.itertuples()
        }
        chosen = st.selectbox("Import", list(names), key=f"undo-{look.la}")
        sure = st.checkbox(
            "I am sure: take these rows out of every figure", key=f"sure-{look.la}"
        )
        if st.button("Undo this import", disabled=not sure, key=f"do-undo-{look.la}"):
            try:
                data.undo(names[chosen], look.now)
                st.success("Undone. The store is as if that file had never come.")
            except DashboardError as refusal:
                st.error(str(refusal))


def _left_out(look: Look) -> None:
    number = files.left_out_count(look)
    if not number:
        st.markdown("No row of this council is left out of its figures.")
        return
    listed = st.expander(
        "Rows left out, and why", key=f"left-out-{look.la}", on_change="rerun"
    )
    if not listed.open:
        return
    with listed:
        rows = files.left_out(look, at_most=files.SCREENFUL)
        st.dataframe(rows, hide_index=True)
        st.markdown(f"{len(rows):,} of {number:,} shown; the download has all.")
        tables.download(
            lambda: files.left_out(look, taken=True),
            {},
            f"left-out-{look.la}",
        )


# The service register: its template, and a council's own, filled in.


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_template() -> None:
    """Offer the empty register, for a council whose system gives no such file."""
    st.markdown(
        "Who the IROs and chairs are, and which child is whose, is in no statutory "
        "return. Fill in the service register and load it like any other file."
    )
    downloads.offer(
        "Download the service register's template (xlsx)",
        register_file.template,
        file_name="service-register.xlsx",
        mime=WORKBOOK,
        key="register-template",
    )


def offer_filled(look: Look, name: str) -> None:
    """Offer the register as the store has it; taking it is written to the ledger."""
    st.markdown(
        f"The service register of {words.plain(name)} as it stands holds children's "
        "ids and names of staff. Each download is written to the access ledger."
    )
    downloads.offer(
        "Download the service register (xlsx)",
        lambda: register_file.filled(look),
        file_name=f"service-register-{look.la}.xlsx",
        mime=WORKBOOK,
        key=f"register-{look.la}",
    )
