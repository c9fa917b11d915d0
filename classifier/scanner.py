"""Puts the parts together: ad copy in, verdict out.

Knows nothing of files of ads, of HTTP, or of what people decide about a verdict.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from classifier.assembly import Assembly, assemble
from classifier.cascade.cascade import Cascade, load_cascade, with_cascade
from classifier.cascade.config import CascadeConfig
from classifier.datafiles.datafile import RULES_FOLDER
from classifier.decide import Decision, Fused, decide
from classifier.detectors.base import Detector
from classifier.edits import Place, Rescans, default_advice, suggest_edit
from classifier.finding import CitationRole, Finding, Notice, Verdict, Versions
from classifier.grounds import LegalGrounds
from classifier.neural.engines import EngineName
from classifier.neural.fusion import Fusion, Opinion
from classifier.neural.model import NeuralModel, load_model
from classifier.neural.signals import rule_signals
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
    model: Path | None = None
    """Folder of the model that judges beside the rules; ``None`` for the rules alone."""
    engine: EngineName = EngineName.AUTO
    """What computes the model."""
    threads: int = 1
    """Threads on which the model judges; no part of the result."""
    cascade: CascadeConfig | None = None
    """Spares work on ads that repeat and on those in which nothing is to be found; ``None`` reads every ad."""


_ADS_AT_ONCE = 32
"""Ads that are read before the model is asked: enough to keep its threads busy, few enough to hold."""
_CHARACTERS_AT_ONCE = 100_000
"""Where ads are long, no more of them are read at once than make up this many code points."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An ad with what the rules found in it, the law applied."""

    reading: Reading
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Examined:
    """An ad with all that was found in it, before it is weighed."""

    reading: Reading
    findings: tuple[Finding, ...]
    """Those of the rules, with the law applied."""
    opinion: Opinion | None
    """What rules and model say together; ``None`` without a model or without a word."""


class Scanner:
    """Scans ads. Deterministic: the same ad and the same versions give the same verdict. Holds no state per ad."""

    def __init__(
        self,
        assembly: Assembly,
        config: ScannerConfig,
        model: NeuralModel | None = None,
        cascade: Cascade | None = None,
    ) -> None:
        self.assembly = assembly
        self.config = config
        self.model = model
        self.cascade = cascade
        self._fusion = None if model is None else _fusion_of(model, assembly)
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
            settings=_settings_of(self.config, self.cascade),
            registry=assembly.registry_version,
            model=None if self.model is None else self.model.label,
        )

    @property
    def detectors(self) -> tuple[Detector, ...]:
        """The detectors in use, in the order they run."""
        return self.assembly.detectors

    def scan(self, copy: AdCopy) -> Verdict:
        """Judge one ad."""
        (verdict,) = self._scan_batch([copy])
        return verdict

    def scan_many(self, copies: Iterable[AdCopy]) -> Iterator[Verdict]:
        """Judge ads in the order given, holding a few at a time."""
        if self.cascade is not None:
            for some in _batches(copies):
                yield from self._scan_batch(some)
        elif self.model is not None:
            yield from self._scan_overlapping(_batches(copies))
        else:
            yield from map(self.scan, copies)

    def judge(self, reading: Reading) -> Verdict:
        """Judge an ad already read."""
        (verdict,) = self._verdicts([self._found(reading)])
        return verdict

    def opinion(self, reading: Reading) -> Opinion | None:
        """What rules and model say together of an ad already read; ``None`` without a model or without a word."""
        (examined,) = self._weigh([self._found(reading)])
        return examined.opinion

    def detect(self, reading: Reading) -> tuple[Finding, ...]:
        """Findings of all rules that the law of the day and the product allow, with law and desk."""
        found = (finding for detector in self.assembly.detectors for finding in detector.detect(reading))
        grounded = (self._grounded(finding, reading) for finding in found)
        return tuple(finding for finding in grounded if finding is not None)

    def _scan_batch(self, copies: Sequence[AdCopy]) -> Iterable[Verdict]:
        if self.cascade is None:
            return self._full_scan(copies)
        return self.cascade.judge(copies, passed=self._passed, full_scan=self._full_scan)

    def _scan_overlapping(self, batches: Iterable[Sequence[AdCopy]]) -> Iterator[Verdict]:
        """Judge batches; while the model computes, outside the interpreter's lock, the next one is read."""
        with ThreadPoolExecutor(1, thread_name_prefix="finad-read") as beside:
            ahead: Future[list[_Found]] | None = None
            for batch in batches:
                reading = beside.submit(self._find, batch)
                if ahead is not None:
                    yield from self._verdicts(ahead.result())
                ahead = reading
            if ahead is not None:
                yield from self._verdicts(ahead.result())

    def _find(self, copies: Sequence[AdCopy]) -> list[_Found]:
        return [self._found(self.assembly.reader.read(copy)) for copy in copies]

    def _found(self, reading: Reading) -> _Found:
        return _Found(reading, self.detect(reading))

    def _full_scan(self, copies: Sequence[AdCopy]) -> Iterator[Verdict]:
        return self._verdicts(self._find(copies))

    def _verdicts(self, found: Sequence[_Found]) -> Iterator[Verdict]:
        return map(self._verdict, self._weigh(found))

    def _passed(self, copies: Sequence[AdCopy]) -> Iterator[Verdict]:
        """Verdicts on ads that pass without being read."""
        versions, default_day = self.versions, self.assembly.reader.default_on
        decision = decide(
            (), taxonomy=self.assembly.taxonomy, profile=self.assembly.profile, channel=None, is_watched=False
        )
        for copy in copies:
            yield Verdict(
                copy_id=copy.copy_id,
                outcome=decision.outcome,
                priority=decision.priority,
                scores=decision.scores,
                statuses=decision.statuses,
                findings=(),
                law_as_of=copy.published_on or default_day,
                versions=versions,
            )

    def _weigh(self, found: Sequence[_Found], *, with_words: bool = True) -> list[_Examined]:
        """Ask the model about ads in which the rules have looked already, and weigh the two."""
        opinions = self._opinions(found, with_words=with_words)
        return [_Examined(item.reading, item.findings, opinion) for item, opinion in zip(found, opinions, strict=True)]

    def _opinions(self, found: Sequence[_Found], *, with_words: bool) -> Sequence[Opinion | None]:
        model, fusion = self.model, self._fusion
        if model is None or fusion is None:
            return [None] * len(found)
        readings = [item.reading for item in found]
        signals = [rule_signals(item.reading, item.findings) for item in found] if model.reads_rules else None
        weighed = [
            None if scores is None else fusion.weigh(item.findings, scores)
            for item, scores in zip(found, model.score(readings, signals), strict=True)
        ]
        if not with_words:
            return [None if item is None else fusion.opinion(item, None) for item in weighed]
        # Most ads have nothing to prove, and are done.
        words = iter(model.mark([item.scores for item in weighed if item is not None and item.needs_words]))
        return [
            None if item is None else fusion.opinion(item, next(words) if item.needs_words else None)
            for item in weighed
        ]

    def _verdict(self, examined: _Examined) -> Verdict:
        reading = examined.reading
        decision = self._decide(examined)
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
        """Findings that a verdict on the changed ad would show, but for the words that the model would quote."""
        (examined,) = self._weigh(self._find([copy]), with_words=False)
        return self._decide(examined).findings

    def _decide(self, examined: _Examined) -> Decision:
        assembly = self.assembly
        reading, findings = examined.reading, examined.findings
        opinion = examined.opinion
        fused = None
        if opinion is not None:
            added, fused = self._lawful(opinion, findings, reading)
            findings += added
        return decide(
            findings,
            taxonomy=assembly.taxonomy,
            profile=assembly.profile,
            channel=reading.copy.channel,
            is_watched=assembly.licence.is_warned_of(reading),
            fused=fused,
        )

    def _lawful(
        self, opinion: Opinion, findings: tuple[Finding, ...], reading: Reading
    ) -> tuple[tuple[Finding, ...], Fused]:
        """Findings of the model on their legal ground, and the probabilities as far as the law reaches.

        Where a category reaches none of the products of the ad, the model may find its wording all the same (a deposit
        that keeps the principal): then nothing is said of the category. Where the ad names no product that the lexicon
        knows, the model has told from the words what is offered, and its accusation stands.
        """
        added: list[Finding] = []
        out_of_reach: dict[str, float] = {}
        for finding in opinion.findings:
            lawful = (
                self._grounded(finding, reading) or self._grounds.grounded(finding, reading.products, reading.on)
                if reading.products
                else self._grounds.grounded_without_product(finding, reading.on)
            )
            if lawful is not None:
                added.append(lawful)
            elif all(other.category != finding.category for other in findings):
                out_of_reach[finding.category] = self.assembly.profile.categories[finding.category].base_probability
        fused = opinion.fused
        return tuple(added), replace(fused, probabilities={**fused.probabilities, **out_of_reach})


def build_scanner(config: ScannerConfig | None = None) -> Scanner:
    """Load all data files and put a scanner together.

    Raises:
        DataFileError: data files hold errors; all of them are listed.
        RegistryFileError: a list supplied by the caller cannot be read.
        ModelFileError: the folder of the model is missing, damaged or of another kind.
        EngineUnavailableError: the engine asked for does not run here.
        CascadeError: the cascade cannot be put together as asked.
        ClassifierError: the profile does not exist.
    """
    config = config or ScannerConfig()
    # Files are read and weights turned outside the interpreter's lock, while the rules are read inside it.
    with ThreadPoolExecutor(1, thread_name_prefix="finad-load") as beside:
        loading = None if config.model is None else beside.submit(_model_of, config.model, config)
        assembly = assemble(
            config.rules_folder,
            profile=config.profile,
            packs=config.packs,
            registries=config.registries,
            with_disguises=config.with_disguises,
        )
        model = None if loading is None else loading.result()
    if config.cascade is None:
        return Scanner(assembly, config, model)
    return Scanner(
        assembly,
        config,
        None if model is None else with_cascade(model, config.cascade),
        load_cascade(
            config.cascade, taxonomy_version=assembly.taxonomy.version, has_registries=bool(config.registries)
        ),
    )


def _model_of(folder: Path, config: ScannerConfig) -> NeuralModel:
    return load_model(folder, threads=config.threads, engine=config.engine)


def _batches(copies: Iterable[AdCopy]) -> Iterator[list[AdCopy]]:
    batch: list[AdCopy] = []
    characters = 0
    for copy in copies:
        batch.append(copy)
        characters += sum(len(passage.text) for passage in copy.passages)
        if len(batch) == _ADS_AT_ONCE or characters >= _CHARACTERS_AT_ONCE:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _fusion_of(model: NeuralModel, assembly: Assembly) -> Fusion:
    return Fusion(
        model.calibration,
        profile=assembly.profile,
        taxonomy=assembly.taxonomy,
        absence=assembly.absence,
        facts=assembly.fact_detectors,
    )


def _settings_of(config: ScannerConfig, cascade: Cascade | None) -> str:
    """Name what differs from the default and changes verdicts, for their versions."""
    parts = [] if config.packs is None else [f"packs={'+'.join(sorted(config.packs))}"]
    parts += [] if config.with_edits else ["no edits"]
    parts += [] if config.with_disguises else ["disguises not undone"]
    parts += [] if cascade is None else cascade.settings
    return ", ".join(parts) or "default"
