"""Tasks as Label Studio exports them (JSON and JSON-MIN) as examples.

Knows nothing of files or of writing tasks.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from labeled_data.errors import ExampleFileError, ExampleProblem
from labeled_data.example import LabeledExample
from labeled_data.exchange.draft import LabelDraft, Log, checked_text
from labeled_data.exchange.label_config import ENTITY, EVIDENCE, TEXT
from labeled_data.exchange.label_studio_results import CHOICE_CONTROLS, add_choices, add_region, add_result
from labeled_data.exchange.labels import KIND_CAPTIONS, METADATA
from labeled_data.exchange.outcome import ImportedExamples, SkipReason

_DATA_FIELDS = {TEXT, "example_id", "kind", *METADATA}
_MIN_FIELDS = {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"}


def import_label_studio(
    tasks: Any, *, annotator: str | None = None, file: str = "Label Studio export"
) -> ImportedExamples:
    """Read tasks of Label Studio's JSON or JSON-MIN export.

    Each annotation gives an example. Its id is ``example_id`` of the task's data or else the task's id; where a task
    has several annotations, ``@`` and the annotator follow (and the annotation's id where an annotator has several).
    A span of a category makes the category positive. Offsets are read in the unit in which they fit the quote.

    Args:
        tasks: The parsed file, a list.
        annotator: Id or e-mail address of the annotator whose annotations are wanted; all by default.
        file: What messages call the file.

    Raises:
        ExampleFileError: something in the file cannot be used; everything wrong is listed with its task.
    """
    if not isinstance(tasks, list):
        message = f"is {type(tasks).__name__}, not a list of tasks; export the project as JSON or JSON-MIN"
        raise ExampleFileError(file, [ExampleProblem(0, message)])
    log = Log()
    found: list[tuple[str, LabeledExample]] = []
    minimal = [task for task in tasks if isinstance(task, dict) and "data" not in task]
    names = Counter(_example_id(task, task) for task in minimal)
    for number, task in enumerate(tasks, start=1):
        if not isinstance(task, dict):
            log.problem(f"task number {number}", f"is {type(task).__name__}, not an object")
        elif "data" in task:
            found += _examples_of_task(task, number, annotator, log)
        else:
            found += _examples_of_minimal(task, number, annotator, names[_example_id(task, task)] > 1, log)
    return log.imported(found, file)


def _examples_of_task(
    task: Mapping[str, Any], number: int, annotator: str | None, log: Log
) -> list[tuple[str, LabeledExample]]:
    place = _place_of(task, number)
    data = task["data"]
    if not isinstance(data, dict):
        log.problem(place, f"data is {data!r}; it is an object with the text")
        return []
    text = checked_text(data.get(TEXT), place, log)
    for name in sorted(data.keys() - _DATA_FIELDS):
        log.skip(place, SkipReason.EXTRA_FIELD, name)
    for _ in _list_of(task, "drafts", place, log):
        log.skip(place, SkipReason.DRAFT)
    annotations = _wanted_annotations(task, place, annotator, log)
    if text is None:
        return []
    people = Counter(_person(annotation.get("completed_by")) for annotation in annotations)
    found = []
    for annotation in annotations:
        person, annotation_id = _person(annotation.get("completed_by")), annotation.get("id")
        suffix = "" if len(annotations) == 1 else f"@{person}"
        if people[person] > 1 or (suffix and not person):
            suffix = f"@{person}@{annotation_id}" if person else f"@{annotation_id}"
        annotation_place = place if annotation_id is None else f"{place}, annotation {annotation_id}"
        draft = LabelDraft(text=text, place=annotation_place, log=log)
        results = annotation.get("result")
        if not isinstance(results, list):
            log.problem(annotation_place, f"result is {results!r}; it is a list of results")
            continue
        for result in results:
            add_result(draft, result)
        found += _finished(draft, data, _example_id(data, task), suffix)
    return found


def _wanted_annotations(
    task: Mapping[str, Any], place: str, annotator: str | None, log: Log
) -> Sequence[Mapping[str, Any]]:
    # An older export calls them completions.
    name = "annotations" if "annotations" in task else "completions"
    annotations = _list_of(task, name, place, log)
    wanted = []
    for annotation in annotations:
        if not isinstance(annotation, dict):
            log.problem(place, f"annotation {annotation!r} is no object; export the project as JSON")
            continue
        annotation_place = f"{place}, annotation {annotation.get('id')}"
        if annotator is not None and annotator not in _names_of(annotation.get("completed_by")):
            log.skip(annotation_place, SkipReason.OTHER_ANNOTATOR, _person(annotation.get("completed_by")))
        elif annotation.get("was_cancelled"):
            log.skip(annotation_place, SkipReason.CANCELLED)
        else:
            wanted.append(annotation)
    if not annotations:
        predictions = _list_of(task, "predictions", place, log)
        log.skip(place, SkipReason.NO_ANNOTATION, "predictions only" if predictions else "")
    return wanted


def _examples_of_minimal(
    task: Mapping[str, Any], number: int, annotator: str | None, is_shared: bool, log: Log
) -> list[tuple[str, LabeledExample]]:
    place = _place_of(task, number)
    if annotator is not None and annotator not in _names_of(task.get("annotator")):
        log.skip(place, SkipReason.OTHER_ANNOTATOR, _person(task.get("annotator")))
        return []
    text = checked_text(task.get(TEXT), place, log)
    if text is None:
        return []
    draft = LabelDraft(text=text, place=place, log=log)
    for name in (EVIDENCE, ENTITY):
        for region in _list_of(task, name, place, log):
            match region:
                case {"labels": list(labels)}:
                    add_region(draft, region, labels)
                case _:
                    log.problem(place, f"{name}: {region!r} has no list of labels")
    for name in CHOICE_CONTROLS:
        match task.get(name):
            case None:
                continue
            case {"choices": list(choices)} | list(choices):
                add_choices(draft, name, choices)
            case choice:
                add_choices(draft, name, [choice])
    for name in sorted(task.keys() - _DATA_FIELDS - _MIN_FIELDS - {EVIDENCE, ENTITY, *CHOICE_CONTROLS}):
        log.skip(place, SkipReason.EXTRA_FIELD, name)
    suffix = f"@{_person(task.get('annotator')) or task.get('annotation_id')}" if is_shared else ""
    return _finished(draft, task, _example_id(task, task), suffix)


def _finished(
    draft: LabelDraft, data: Mapping[str, Any], example_id: str | None, suffix: str
) -> list[tuple[str, LabeledExample]]:
    if example_id is None:
        draft.log.problem(draft.place, "neither data.example_id nor the task's id says which text it is; give it one")
        return []
    if draft.kind is None and data.get("kind") not in tuple(KIND_CAPTIONS):
        # The interface does not offer this kind, so nobody can have taken it away.
        draft.kind = data.get("kind")
    example = draft.example(example_id + suffix, data)
    return [] if example is None else [(draft.place, example)]


def _example_id(data: Mapping[str, Any], task: Mapping[str, Any]) -> str | None:
    for value in (data.get("example_id"), task.get("id")):
        if value is not None and value != "":
            return str(value)
    return None


def _place_of(task: Mapping[str, Any], number: int) -> str:
    return f"task number {number}" if task.get("id") is None else f"task {task['id']}"


def _list_of(record: Mapping[str, Any], name: str, place: str, log: Log) -> list[Any]:
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        log.problem(place, f"{name} is {value!r}; it is a list")
        return []
    return value


def _names_of(completed_by: Any) -> set[str]:
    values = (
        [completed_by.get(name) for name in ("id", "email", "username")]
        if isinstance(completed_by, dict)
        else [completed_by]
    )
    return {str(value) for value in values if value is not None}


def _person(completed_by: Any) -> str:
    if isinstance(completed_by, dict):
        completed_by = next((completed_by[name] for name in ("id", "email") if completed_by.get(name)), None)
    return "" if completed_by is None else str(completed_by)
