"""The sizes of encoder that are pre-trained here.

ModernBERT (Warner et al., "Smarter, Better, Faster, Longer", 2024): rotary positions, gated feed-forward, no biases.
Every layer attends to the whole text: ads are short, and one kind of layer keeps the exported graph simple.
"""

from dataclasses import dataclass

from transformers import ModernBertConfig, PreTrainedTokenizerFast

from models.pretraining.vocabulary import MAX_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderSize:
    """Shape of an encoder."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    """Width of the gated feed-forward layer, after the gate."""


SIZES = {
    "small": EncoderSize(hidden=384, layers=4, heads=6, intermediate=640),
    "base": EncoderSize(hidden=768, layers=12, heads=12, intermediate=1152),
}
"""``small`` has 5.5 million parameters without embeddings, ``base`` 60 million."""


def encoder_config(size: EncoderSize, tokenizer: PreTrainedTokenizerFast) -> ModernBertConfig:
    """Make the ``transformers`` configuration of an encoder for a vocabulary."""
    return ModernBertConfig(
        vocab_size=len(tokenizer),
        hidden_size=size.hidden,
        num_hidden_layers=size.layers,
        num_attention_heads=size.heads,
        intermediate_size=size.intermediate,
        max_position_embeddings=MAX_LENGTH,
        global_attn_every_n_layers=1,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=tokenizer.cls_token_id,
        cls_token_id=tokenizer.cls_token_id,
        eos_token_id=tokenizer.sep_token_id,
        sep_token_id=tokenizer.sep_token_id,
        # Scores are computed for hidden tokens only: the vocabulary is most of the work of a small encoder.
        sparse_prediction=True,
    )
