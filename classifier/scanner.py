"""Puts the parts together: ad copy in, verdict out.

Holds the one list of detectors. Knows nothing of files of ads, of HTTP, or of what people decide about a verdict.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from classifier.assembly import Assembly, assemble
from classifier.datafile import RULES_FOLDER
from classifier.decide import decide
from classifier.detectors.base import Detector
from classifier.edits import EditAdvice, default_advice, suggest_edit
from classifier.finding import CitationRole, Finding, Notice, Verdict, Versions
from classifier.reading import Reading
from classifier.text import AdCopy
from classifier.version import FINAD_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerConfig:
    """Everything a scanner is built from; picklable, so that worker processes build their own."""

    profile: str = "default"
    """Decision profile of ``policy.yaml``."""
    packs: tuple[str, ...] | None = None
    """Rule packs in use; ``None`` for all."""
    registries: tuple[Path, ...] = ()
    """Licence and watch lists supplied by the caller (CSV or XLSX)."""
    with_edits: bool = True
    """Look for the smallest edit of each finding; costs a few further scans per flagged ad."""
    with_disguises: bool = True
    """Undo disguised spellings; off only to measure what undoing them costs on clean text."""
    rules_folder: Path = RULES_FOLDER
    """Folder of the data files."""


class Scanner:
    """Scans ads. Deterministic: the same ad and the same versions give the same verdict. Holds no state per ad."""

    def __init__(self, assembly: Assembly, *, with_edits: bool = True) -> None:
        self.assembly = assembly
        self.with_edits = with_edits
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
        assembly = self.assembly
        found = self._detect(reading)
        decision = decide(
            found,
            taxonomy=assembly.taxonomy,
            profile=assembly.profile,
            channel=reading.copy.channel,
            is_watched=assembly.licence.is_warned_of(reading),
        )
        findings = tuple(self._with_law(finding, reading) for finding in decision.findings)
        if self.with_edits:
            findings = tuple(self._with_edit(finding, reading, findings) for finding in findings)
        return Verdict(
            copy_id=reading.copy.copy_id,
            outcome=decision.outcome,
            priority=decision.priority,
            scores=decision.scores,
            statuses=decision.statuses,
            findings=findings,
            notices=self._notices(reading),
            law_as_of=reading.on,
            versions=self.versions,
        )

    def _detect(self, reading: Reading) -> tuple[Finding, ...]:
        return tuple(finding for detector in self.assembly.detectors for finding in detector.detect(reading))

    def _notices(self, reading: Reading) -> tuple[Notice, ...]:
        """Duties outside the nine categories, with the provisions in force; none whose law was not yet made."""
        law = self.assembly.law
        cited = (
            replace(notice, citations=law.citations(notice.provision_ids, CitationRole.BASIS, reading.on))
            for notice in self.assembly.arithmetic.notices(reading)
        )
        return tuple(notice for notice in cited if notice.citations)

    def _with_law(self, finding: Finding, reading: Reading) -> Finding:
        assembly = self.assembly
        products = self._products_of(finding, reading)
        rule = self._rules.get(finding.rule_id or "")
        cited = assembly.taxonomy.citations_for(
            finding.category, products, reading.on, assembly.law, topics=rule.topics if rule else ()
        )
        own = assembly.law.citations(rule.provisions, CitationRole.BASIS, reading.on) if rule else ()
        known = {citation.provision_id for citation in cited}
        return replace(finding, citations=cited + tuple(c for c in own if c.provision_id not in known))

    def _products_of(self, finding: Finding, reading: Reading) -> frozenset[str]:
        """Products the finding is about: those named nearest to its evidence, else all of the ad."""
        pages = {page.passage.passage_id: page for page in reading.pages}
        near: set[str] = set()
        for piece in finding.evidence:
            near |= pages[piece.passage_id].products_near_raw(piece.span)
        return frozenset(near) or reading.products

    def _with_edit(self, finding: Finding, reading: Reading, before: tuple[Finding, ...]) -> Finding:
        rule = self._rules.get(finding.rule_id or "")
        advice: EditAdvice = rule.edit if rule else default_advice(finding)
        edit = suggest_edit(finding, reading, advice, rescan=self._rescan, before=before)
        return replace(finding, edit=edit)

    def _rescan(self, copy: AdCopy) -> tuple[Finding, ...]:
        """Findings that a verdict on the changed ad would show."""
        reading = self.assembly.reader.read(copy)
        return decide(
            self._detect(reading),
            taxonomy=self.assembly.taxonomy,
            profile=self.assembly.profile,
            channel=copy.channel,
            is_watched=False,
        ).findings


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
        with_edits=config.with_edits,
    )
