import subprocess
import sys

import pytest

HEAVY = ("PIL", "cv2", "numpy", "rapidocr", "onnxruntime", "pypdfium2", "srt", "webvtt")


@pytest.mark.parametrize("package", ["crawler.images", "crawler.media"])
def test_importing_the_package_loads_nothing_heavy(package: str) -> None:
    code = f"import sys, {package}; print(*sorted({set(HEAVY)!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
