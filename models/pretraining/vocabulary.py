"""The tokenizer: a WordPiece vocabulary in which every Chinese character and every digit is a token of its own.

Spans are found per character, and a rate is read digit by digit. Knows nothing of the model.
"""

from collections.abc import Iterable, Iterator

from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import WordPiece
from tokenizers.trainers import WordPieceTrainer
from transformers import PreTrainedTokenizerFast

from classifier.neural.tokenizing import WORD_PATTERN
from models.pretraining.corpus import to_traditional

PAD, UNKNOWN, BEGIN, END, MASK = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"
SPECIAL = (PAD, UNKNOWN, BEGIN, END, MASK)

VOCABULARY_SIZE = 9_600
MAX_LENGTH = 512
"""Tokens with the two special ones."""

_ALPHABET_SHARE = 0.88
"""The part of the vocabulary that characters may fill; the rest is for pieces of Latin words."""

# What ads and their disguises are written with, kept whatever a corpus holds of it.
_SYMBOLS = (
    "".join(map(chr, range(0x21, 0x7F)))
    + "，。、；：？！“”‘’（）【】《》〈〉「」『』〔〕…—～·￥％＋－＝／＼｜＠＃＊＆＾＿＜＞"
    + "①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺㈠㈡㈢一二三四五六七八九十百千万亿零壹贰叁肆伍陆柒捌玖拾佰仟"
    + "０１２３４５６７８９°℃‰×÷±≥≤≈→←↑↓★☆●○■□◆◇▲△▼▽✓✔✘※§№™®©"
    + "💰💵💴💲💸🤑💳🏦📈📉📊🔥🎉🎁🧧👉👇👆👍🙏💪🚀⭐🌟✨❗❓❌✅⚠🈲🈚🈶🆓🆕🔒🔑🏠🏡🚗📱📞☎💬🐂🐮🐴🐷💎👑🏆🥇🀄🎰🎲㊙㊗"
    + "亻氵扌讠钅忄犭纟艹辶彳宀冖"
)


def train_tokenizer(lines: Iterable[str], size: int = VOCABULARY_SIZE) -> PreTrainedTokenizerFast:
    """Train the vocabulary on text and wrap it for ``transformers``; offsets are those of the text given to it."""
    tokenizer = Tokenizer(WordPiece(unk_token=UNKNOWN, max_input_chars_per_word=64))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            # Runs of Latin letters stay together; every other character stands alone.
            pre_tokenizers.Split(Regex(WORD_PATTERN), behavior="isolated"),
        ]
    )
    tokenizer.decoder = decoders.WordPiece()
    trainer = WordPieceTrainer(
        vocab_size=size,
        special_tokens=list(SPECIAL),
        initial_alphabet=sorted(set(_SYMBOLS)),
        limit_alphabet=int(size * _ALPHABET_SHARE),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_with_traditional(lines), trainer)
    begin, end = tokenizer.token_to_id(BEGIN), tokenizer.token_to_id(END)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BEGIN} $A {END}",
        pair=f"{BEGIN} $A {END} $B:1 {END}:1",
        special_tokens=[(BEGIN, begin), (END, end)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=MAX_LENGTH,
        pad_token=PAD,
        unk_token=UNKNOWN,
        cls_token=BEGIN,
        sep_token=END,
        mask_token=MASK,
    )


def _with_traditional(lines: Iterable[str]) -> Iterator[str]:
    """Every tenth line once more in traditional characters: enough for those of frequent characters to be kept."""
    for number, line in enumerate(lines):
        yield line
        if number % 10 == 0:
            yield to_traditional(line)
