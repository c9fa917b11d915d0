"""From labels and an encoder to the folder that ships: train, round, calibrate, export.

Knows nothing of the command line.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import torch
from tokenizers import Tokenizer
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from classifier import AdCopy, Scanner
from classifier.neural.calibration import sigmoid
from classifier.neural.encoding import AdEncoder
from classifier.neural.manifest import TOKENIZER, ModelManifest
from classifier.neural.signals import rule_hint, rule_signals
from models.calibrating.calibrate import calibrate
from models.calibrating.fusion import FusionComparison
from models.calibrating.reliability_plot import draw_reliability
from models.errors import NetworkError
from models.exporting.artefact import ArtefactParts, ModelFacts, build_artefact
from models.exporting.engines import TorchEngine
from models.exporting.half import round_to_half
from models.pretraining.run import CORPORA
from models.training.batching import SpecialTokens
from models.training.calibration_set import score_set
from models.training.network import TwoHeadNetwork, load_encoder
from models.training.progress import EpochRow
from models.training.run import CURVES, TrainingConfig, train
from models.training.sources import TrainingSources

NETWORK_FOLDER = "network"
RELIABILITY = "reliability.png"

_SAMPLE_TEXTS = 128
"""Training texts by which the quantisation is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildConfig:
    """What is built, and from what."""

    name: str
    base: str
    """Folder or hub name of the encoder."""
    base_as_stated: str
    """The same as the manifest names it: a place on one machine means nothing on another."""
    is_fresh: bool = False
    """Forget the weights of the encoder and keep its shape: what pre-training is worth."""
    reads_rules: bool = False
    """Tell the network what the rules say of an ad before it reads it."""
    created: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of it."""

    manifest: ModelManifest
    comparison: FusionComparison
    """Who decides which category, by measurement on the calibration set."""


def build_model(
    sources: TrainingSources,
    scanner: Scanner,
    build: BuildConfig,
    config: TrainingConfig,
    out: Path,
    *,
    on_step: Callable[[float], None],
    on_epoch: Callable[[EpochRow], None],
) -> Built:
    """Train a network and write the artefact ``out``; what a run leaves besides lies in ``<out>.run``.

    Args:
        sources: labelled ads.
        scanner: the rules, without a model.
        build: what to build.
        config: how to train.
        out: folder of the artefact; an older one is replaced when the new one is whole.
        on_step: called with the share of the training that is done.
        on_epoch: called with each row of the log.

    Raises:
        NetworkError: the encoder cannot be loaded, or its tokenizer is of another kind.
        NoExamplesError: there is nothing to train on.
        ExportError: the network cannot be exported faithfully.
    """
    run = out.with_name(f"{out.name}.run")
    run.mkdir(parents=True, exist_ok=True)
    tokenizer = _fast_tokenizer(build.base)
    tokenizer.backend_tokenizer.save(str(run / TOKENIZER))
    backend = Tokenizer.from_file(str(run / TOKENIZER))
    torch.manual_seed(config.seed)
    network = TwoHeadNetwork(load_encoder(build.base, is_fresh=build.is_fresh), pooling=config.pooling)
    train(
        network,
        backend,
        scanner.assembly.reader.normalize,
        sources.training,
        sources.dev,
        config,
        special=SpecialTokens(
            begin=tokenizer.cls_token_id, end=tokenizer.sep_token_id, pad=tokenizer.pad_token_id or 0
        ),
        out=run,
        hint=_hints(scanner) if build.reads_rules else None,
        on_step=on_step,
        on_epoch=on_epoch,
    )
    network.to("cpu")
    round_to_half(network)
    network.save(run / NETWORK_FOLDER)
    encoder = AdEncoder(backend, max_tokens=config.window)
    scored = score_set(sources.calibration, scanner, encoder, TorchEngine(network), reads_rules=build.reads_rules)
    result = calibrate(scored.data, evidence_at=scored.evidence_at)
    draw_reliability(run / RELIABILITY, scored.data.labels, sigmoid(scored.data.logits), result.out_of_fold)
    texts = [example.text for source in sources.training for example in source.examples]
    sample = texts[:: max(1, len(texts) // _SAMPLE_TEXTS)]
    normalized = [(scanner.assembly.reader.normalize(text).text,) for text in sample]
    manifest = build_artefact(
        ArtefactParts(
            network=network,
            tokenizer=run / TOKENIZER,
            calibration=result.file,
            facts=ModelFacts(
                name=build.name,
                taxonomy_version=scanner.assembly.taxonomy.version,
                base=build.base_as_stated,
                max_tokens=config.window,
                trained_on=sources.fingerprints,
                corpora=_corpora_of(build),
                settings=_settings(config, build),
                reads_rules=build.reads_rules,
                created=build.created,
            ),
            windows=[window for ad in encoder.encode(normalized) for window in ad.windows],
            pictures={CURVES: run / CURVES, RELIABILITY: run / RELIABILITY},
        ),
        out,
    )
    return Built(manifest=manifest, comparison=result.comparison)


def _hints(scanner: Scanner) -> Callable[[str], str]:
    def hint(text: str) -> str:
        reading = scanner.assembly.reader.read(AdCopy.of_text(text))
        return rule_hint(rule_signals(reading, scanner.detect(reading)))

    return hint


def _fast_tokenizer(base: str) -> PreTrainedTokenizerFast:
    try:
        tokenizer = AutoTokenizer.from_pretrained(base)
    except (OSError, ValueError) as error:
        raise NetworkError(
            f"{base!r} has no tokenizer that can be loaded: {error}\n"
            "Give a folder that transformers wrote, or a name on a hub that this machine reaches"
        ) from error
    if not isinstance(tokenizer, PreTrainedTokenizerFast) or tokenizer.cls_token_id is None:
        raise NetworkError(
            f"the tokenizer of {base!r} is no fast tokenizer of BERT's kind; evidence needs the offsets of tokens, "
            "and the frame of a text [CLS] and [SEP]"
        )
    return tokenizer


def _corpora_of(build: BuildConfig) -> tuple[str, ...]:
    """Names of the files that the encoder was pre-trained on; none where it came from elsewhere, or begins anew."""
    path = Path(build.base) / CORPORA
    if build.is_fresh or not path.is_file():
        return ()
    return tuple(orjson.loads(path.read_bytes()))


def _settings(config: TrainingConfig, build: BuildConfig) -> Mapping[str, Any]:
    """Settings of the training as JSON values."""
    settings = asdict(config)
    settings["pooling"] = str(config.pooling)
    settings["augmenting"]["strengths"] = [str(strength) for strength in config.augmenting.strengths]
    del settings["device"]
    return {**settings, "is_fresh": build.is_fresh}
