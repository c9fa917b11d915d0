"""Pages that are shown instead of what was asked for: captchas and checks whether a person is asking.

Knows nothing of status codes.
"""

import re

from crawler.pages.page import Page
from crawler.pages.reading import page_words

_CHECK = re.compile(
    r"(?:滑动|拖动|按住|点击|输入|完成|进行|通过).{0,10}(?:验证|滑块|拼图)|(?:安全|人机|访问|身份)验证|验证码|请证明您不是机器人|"
    r"访问(?:过于频繁|异常|受限)|系统检测到.{0,10}异常|are you (?:a )?human|verify (?:that )?you are|"
    r"captcha|unusual traffic|checking your browser|enable javascript and cookies to continue",
    re.IGNORECASE,
)
_MOST_WORDS = 400
"""Characters beyond which a page is more than a check: forms that ask for a code by text message are longer."""
_FORM_WORDS = re.compile(r"手机号|登录|注册|立即申请|获取验证码|password|sign in", re.IGNORECASE)
"""A code asked for here is part of a form."""


def check_shown(page: Page) -> str | None:
    """The words by which a page asks for a proof that a person is there; ``None`` when it does not."""
    words = page_words(page)
    if len(words) > _MOST_WORDS or _FORM_WORDS.search(words):
        return None
    found = _CHECK.search(words)
    return None if found is None else found.group()
