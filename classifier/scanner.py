"""Puts the parts together: ad copy in, verdict out.

Knows nothing of files of ads, of HTTP, or of what people decide about a verdict.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from classifier.assembly import Assembly, assemble
from classifier.datafiles.datafile import RULES_FOLDER
from classifier.decide import Decision, decide
from classifier.detectors.base import Detector
from classifier.edits import Place, Rescans, default_advice, suggest_edit
from classifier.finding import CitationRole, Finding, Notice, Verdict, Versions
from classifier.grounds import LegalGrounds
from classifier.reading import Reading
from classifier.registry import RegistrySource
from classifier.rulebook import Rule
from classifier.text import AdCopy
from classifier.version import FINAD_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerConfig:
    """Everything a scanner is built from; picklable, so that worker processes build their own."""

    profile: str = "default"
    """Decision profile of ``policy.yaml``."""
    packs: tuple[str, ...] | None = None
    """Rule packs in use; ``None`` for all."""
    registries: tuple[RegistrySource, ...] = ()
    """Licence and watch lists supplied by the caller (CSV or XLSX)."""
    with_edits: bool = True
    """Look for the smallest edit of each finding; costs a few further scans per flagged ad."""
    with_disguises: bool = True
    """Undo disguised spellings; off only to measure what undoing them costs on clean text."""
    rules_folder: Path = RULES_FOLDER
    """Folder of the data files."""


class Scanner:
    """Scans ads. Deterministic: the same ad and the same versions give the same verdict. Holds no state per ad."""

    def __init__(self, assembly: Assembly, config: ScannerConfig) -> None:
        self.assembly = assembly
        self.config = config
        self._grounds = LegalGrounds(assembly.taxonomy, assembly.law)
        self._rules = {rule.rule_id: rule for rule in assembly.rulebook.rules}

    @property
    def versions(self) -> Versions:
        """What the verdicts depend on besides the ad."""
        assembly = self.assembly
        return Versions(
            finad=FINAD_VERSION,
            taxonomy=assembly.taxonomy.version,
            law=assembly.law.version,
            rules=assembly.rules_version,
            policy=f"{assembly.policy.version}/{assembly.profile.profile_id}",
            settings=_settings_of(self.config),
            registry=assembly.registry_version,
            model=None,
        )

    @property
    def detectors(self) -> tuple[Detector, ...]:
        """The detectors in use, in the order they run."""
        return self.assembly.detectors

    def scan(self, copy: AdCopy) -> Verdict:
        """Judge one ad."""
        return self.judge(self.assembly.reader.read(copy))

    def scan_many(self, copies: Iterable[AdCopy]) -> Iterator[Verdict]:
        """Judge ads one after another, in the order given, holding one at a time."""
        return map(self.scan, copies)

    def judge(self, reading: Reading) -> Verdict:
        """Judge an ad already read."""
        decision = self._decide(reading)
        findings = decision.findings
        if self.config.with_edits:
            rescans = Rescans(self._rescan)
            findings = tuple(self._with_edit(finding, reading, findings, rescans) for finding in findings)
        return Verdict(
            copy_id=reading.copy.copy_id,
            outcome=decision.outcome,
            priority=decision.priority,
            scores=decision.scores,
            statuses=decision.statuses,
            findings=findings,
            law_as_of=reading.on,
            versions=self.versions,
            notices=self._notices(reading),
        )

    def _detect(self, reading: Reading) -> tuple[Finding, ...]:
        """Findings of all detectors that the law of the day and the product allow, with law and desk."""
        found = (finding for detector in self.assembly.detectors for finding in detector.detect(reading))
        grounded = (self._grounded(finding, reading) for finding in found)
        return tuple(finding for finding in grounded if finding is not None)

    def _notices(self, reading: Reading) -> tuple[Notice, ...]:
        """Duties outside the nine categories, with the provisions in force; none whose law was not yet made."""
        law = self.assembly.law
        cited = (
            replace(notice, citations=law.citations(notice.provision_ids, CitationRole.BASIS, reading.on))
            for notice in self.assembly.arithmetic.notices(reading)
        )
        return tuple(notice for notice in cited if notice.citations)

    def _grounded(self, finding: Finding, reading: Reading) -> Finding | None:
        rule = self._rules.get(finding.rule_id or "")
        return self._grounds.grounded(
            finding,
            self._products_of(finding, reading),
            reading.on,
            topics=rule.topics if rule else (),
            provisions=rule.provisions if rule else (),
        )

    def _products_of(self, finding: Finding, reading: Reading) -> frozenset[str]:
        """Products the finding is about: those named nearest to its evidence, else all of the ad."""
        pages = {page.passage.passage_id: page for page in reading.pages}
        near: set[str] = set()
        for piece in finding.evidence:
            near |= pages[piece.passage_id].products_near_raw(piece.span)
        return frozenset(near) or reading.products

    def _with_edit(self, finding: Finding, reading: Reading, before: tuple[Finding, ...], rescans: Rescans) -> Finding:
        rule = self._rules.get(finding.rule_id or "")
        advice = rule.edit if rule else default_advice(finding)
        places = self._places_of(finding, rule, reading)
        edit = suggest_edit(finding, places, advice, reading, rescans=rescans, before=before)
        return replace(finding, edit=edit)

    def _places_of(self, finding: Finding, rule: Rule | None, reading: Reading) -> tuple[Place, ...]:
        """Every place on which a finding rests: those it quotes, and of a rule also those it has no room to quote."""
        if rule is not None:
            standing = self.assembly.wording.standing(reading, (rule,))
            return tuple(
                Place(page=item.page, span=item.page.normalized.raw_span(item.span)) for item in standing[rule.rule_id]
            )
        pages = {page.passage.passage_id: page for page in reading.pages}
        return tuple(Place(page=pages[piece.passage_id], span=piece.span) for piece in finding.evidence)

    def _rescan(self, copy: AdCopy) -> tuple[Finding, ...]:
        """Findings that a verdict on the changed ad would show."""
        return self._decide(self.assembly.reader.read(copy)).findings

    def _decide(self, reading: Reading) -> Decision:
        assembly = self.assembly
        return decide(
            self._detect(reading),
            taxonomy=assembly.taxonomy,
            profile=assembly.profile,
            channel=reading.copy.channel,
            is_watched=assembly.licence.is_warned_of(reading),
        )


def build_scanner(config: ScannerConfig | None = None) -> Scanner:
    """Load all data files and put a scanner together.

    Raises:
        DataFileError: data files hold errors; all of them are listed.
        RegistryFileError: a list supplied by the caller cannot be read.
        ClassifierError: the profile does not exist.
    """
    config = config or ScannerConfig()
    return Scanner(
        assemble(
            config.rules_folder,
            profile=config.profile,
            packs=config.packs,
            registries=config.registries,
            with_disguises=config.with_disguises,
        ),
        config,
    )


def _settings_of(config: ScannerConfig) -> str:
    """Name what differs from the default and changes verdicts, for their versions."""
    parts = [] if config.packs is None else [f"packs={'+'.join(sorted(config.packs))}"]
    parts += [] if config.with_edits else ["no edits"]
    parts += [] if config.with_disguises else ["disguises not undone"]
    return ", ".join(parts) or "default"
