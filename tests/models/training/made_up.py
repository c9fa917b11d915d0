"""A small set whose one rule is plain, and an encoder small enough to learn it in seconds."""

from pathlib import Path

from tokenizers import Tokenizer
from transformers import BertConfig, BertModel, ModernBertConfig, ModernBertModel, PreTrainedModel

from classifier import Span
from labeled_data.example import LabeledExample
from models.pretraining.vocabulary import train_tokenizer

PRODUCTS = ("银行理财", "基金定投", "黄金积存", "信托计划", "网贷项目", "保险年金")
PROMISES = ("稳赚不赔", "保本保息", "零风险")
OTHERS = ("欢迎咨询", "投资有风险", "请仔细阅读说明")


def example(number: int, product: str, words: str, *, promises: bool, pair: str | None = None) -> LabeledExample:
    text = f"第{number}期{product}，{words}，详情请到柜台"
    start = text.index(words)
    return LabeledExample(
        example_id=f"e{number}-{words}",
        text=text,
        positive=("guaranteed_return",) if promises else (),
        unknown=("inaccurate_data",) if number % 3 == 0 else (),
        evidence={"guaranteed_return": (Span(start, start + len(words)),)} if promises else {},
        kind="fin_ad",
        group=f"g{number}",
        pair=pair,
    )


def examples(first: int, count: int) -> tuple[LabeledExample, ...]:
    made = []
    for number in range(first, first + count):
        product = PRODUCTS[number % len(PRODUCTS)]
        made.append(example(number, product, PROMISES[number % 3], promises=True, pair="p"))
        made.append(example(number, product, OTHERS[number % 3], promises=False, pair="p"))
    return tuple(made)


def save_base(folder: Path, *, kind: str = "modernbert") -> Path:
    """Write a fresh encoder with its tokenizer, as ``transformers`` does."""
    tokenizer = train_tokenizer([text.text for text in examples(0, 60)], 1_400)
    tokenizer.save_pretrained(folder)
    encoder(len(tokenizer), kind=kind).save_pretrained(folder)
    return folder


def encoder(vocabulary: int, *, kind: str = "modernbert") -> PreTrainedModel:
    shape = {"hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 512}
    if kind == "bert":
        return BertModel(BertConfig(vocab_size=vocabulary, **shape))
    return ModernBertModel(
        ModernBertConfig(
            vocab_size=vocabulary,
            global_attn_every_n_layers=1,
            pad_token_id=0,
            bos_token_id=2,
            cls_token_id=2,
            eos_token_id=3,
            sep_token_id=3,
            **shape,
        )
    )


def backend(folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(folder / "tokenizer.json"))
