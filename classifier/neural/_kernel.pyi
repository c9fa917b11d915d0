from collections.abc import Sequence
from typing import Any, final

import numpy as np
import numpy.typing as npt

Buffer = npt.NDArray[Any]

def runs_here() -> bool: ...

@final
class Network:
    def __new__(
        cls,
        *,
        hidden: int,
        heads: int,
        layers: int,
        inner: int,
        vocabulary: int,
        positions: int,
        pooling: int,
        epsilon: float,
        table: Buffer,
        cosines: Buffer,
        sines: Buffer,
        dense: Buffer,
        dense_bias: Buffer,
        answer: Buffer,
        answer_bias: Buffer,
        evidence: Buffer,
        evidence_bias: Buffer,
        products: Sequence[tuple[Buffer, Buffer, Buffer]],
    ) -> Network: ...
    def judge(
        self,
        ids: npt.NDArray[np.int32],
        starts: npt.NDArray[np.int64],
        logits: npt.NDArray[np.float32],
        evidence: npt.NDArray[np.float32] | None,
        group: int,
        /,
    ) -> None: ...
