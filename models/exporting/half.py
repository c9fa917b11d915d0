"""Half precision: the weights ship in it, so all that is measured of a model is measured after rounding to it.

Knows nothing of files.
"""

import torch

from models.errors import ExportError
from models.training.network import TwoHeadNetwork


def round_to_half(network: TwoHeadNetwork) -> None:
    """Round every weight to the nearest number of half precision, in place; the weights stay in single precision.

    Raises:
        ExportError: a weight is too large for half precision, or no number.
    """
    with torch.no_grad():
        for name, weight in network.named_parameters():
            rounded = weight.half().float()
            if not bool(torch.isfinite(rounded).all()):
                raise ExportError(
                    f"{name} holds {weight.abs().max().item():g}, which half precision cannot; "
                    "the training went astray: train again at a lower rate"
                )
            weight.copy_(rounded)
