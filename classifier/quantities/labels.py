"""The words beside a figure that say what it is: yield or cost, per day or year, floor or ceiling, hedged or not.

Knows nothing of figures. All patterns are searched in a short window of normalised text.
"""

import re

from classifier.quantities.model import Bound, Period, RateKind

EXCLUDED = "excluded"
"""Cue of a percentage that is no rate: growth, share, discount, probability."""

_KIND_CUES: tuple[tuple[RateKind | str, str], ...] = (
    (
        EXCLUDED,
        "增长|上涨|下跌|涨幅|跌幅|上浮|下浮|浮动|同比|环比|占比|占|比例|折扣|优惠|立减|减免|直降|税|通过率|批款率|审批率"
        "|成功率|下款率|胜率|准确率|准确|正确率|命中|中奖率|概率|完成率|达成率|逾期率|坏账率|不良率|好评|满意|覆盖|股权|股份|持股|仓位"
        "|杠杆|保证金|首付|按揭|评估值?的?|评估价|房价的?|车价的?|最高可贷|可贷|进度|投票|用户中|人群|女性|男性|营收|市场份额|份额|剩余|金额|招募|正在|复核|完成|已投|售出|满标|倒计时|毛利率?|净利润?|净利率|下降|底薪|月薪|薪|提成|现金价值|保险费|保费|抽中|命中率"
        "|库存|电量|纯度|涨停|涨",
    ),
    (RateKind.SEVEN_DAY_YIELD, "七日年化|7日年化|近七日|近7日"),
    (RateKind.BONUS, "加息|返现|返利|返佣|额外|提成|佣金返|奖励|红包|再返|抵扣"),
    (RateKind.RENT_RETURN, "返租|包租|租金回报|租金收益|租金|回租|年租"),
    (RateKind.COMMISSION, "佣金|申购费|认购费|赎回费|交易费|申购|刷卡费|刷卡|提现费|收款|万手费|过户费"),
    (
        RateKind.FEE,
        "手续费|服务费|管理费|分期费率|分期利率|分期费|费率|月费|担保费|咨询费|评审费|账户管理|中介费",
    ),
    (
        RateKind.LOAN,
        "贷款利率|借款利率|贷款利息|借款利息|贷款年化|综合年化|利息成本|资金成本|综合成本|借款年化|用款|融资成本|贷款|借款",
    ),
    (
        RateKind.YIELD,
        "收益|回报|利润|分红|返息|返还|盈利|获利|赚|增值|日返|天返|月返|年返(?!租)|结算利率|预定利率|保底|业绩比较基准|业绩基准|比较基准"
        "|派息|票面利率|票息|理财|存款利率|存款|国债|定存|定期|大额存单|利滚利|涨息|约定年化|出借",
    ),
    (RateKind.INTEREST, "年化|利率|利息|年息|月息|日息|息费|年利|月利|日利|季息|息"),
)
_KINDS = {f"k{index}": kind for index, (kind, _) in enumerate(_KIND_CUES)}
_KIND_RE = re.compile("|".join(f"(?P<k{index}>{cues})" for index, (_, cues) in enumerate(_KIND_CUES)))

_PERIOD_CUES = (
    (
        Period.YEAR,
        "七日年化|7日年化|年化|年利率|年利|年息|年收益|年均|年回报|年费率|年租|年返|年率|每年|一年|/年|预定利率|结算利率",
    ),
    (Period.MONTH, "月息|月利率|月利|月费率|月费|月收益|月回报|月返|每月|一个月|每个月|/月|月"),
    (Period.DAY, "日息|日利率|日利|日收益|日费率|日返|天返|每天|每日|天天|日日|一天|/天|/日|日化"),
    (Period.INSTALMENT, "每期|/期|分期费率|分期利率|分期手续费|期手续费|单期"),
    (Period.QUARTER, "季息|每季度?|季度收益"),
    (Period.WEEK, "周收益|每周|一周"),
)
_PERIODS = {f"p{index}": period for index, (period, _) in enumerate(_PERIOD_CUES)}
_PERIOD_RE = re.compile("|".join(f"(?P<p{index}>{cues})" for index, (_, cues) in enumerate(_PERIOD_CUES)))

_AFTER_PERIOD = re.compile(
    r"(?:的?收益|回报|利息)?[(\s]{0,2}(?:(?P<year>(?:/|每|一)?年(?!期)|p\.?a)|(?P<month>(?:/|每个?|一个?)月|月息)"
    r"|(?P<day>(?:/|每|一)(?:天|日)|日息)|(?P<instalment>(?:/|每|一)期)|(?P<quarter>(?:/|每|一)季)|(?P<week>(?:/|每|一)周))"
)
_AFTER_LABEL = re.compile(
    r"(?:以上|起|左右)?(?:\+|[)\s:]){0,3}的?(?:约定|预期|预计|历史|参考|超高|超|高|稳定|固定|目标|平均){0,3}"
    r"(?P<label>年化|七日年化|7日年化|年收益|年回报|年利率|月收益|月息|日息|日收益|投资回报|回报|收益|利率|利息)"
)
_HEDGE = re.compile(
    "业绩比较基准|业绩基准|比较基准|历史|过往|以往|测算|参考|模拟|近[一二三1235]年|成立以来|去年|上期|往期|不代表|不承诺|不构成|不等于|不保证"
    "|非保证|浮动收益|仅供参考"
)
_BOUND_BEFORE = re.compile(
    r"(?:(?P<minimum>低至|最低|仅需?|只要|只需|不低于|至少|低到)|(?P<maximum>最高|高达|可达|不超过|上限|最多|达到?|至高|上至)"
    r"|(?P<about>约|大概|大约|平均|近))(?:可?[为达至约]|只有|只|只要|:)?"
    r"(?:(?:预期|预计|约定)?(?:年化|月|日|年)?(?:收益率?|利率|利息|费率|息)?[为达:]?)?$"
)
_BOUND_AFTER = re.compile(r"(?P<minimum>起|以上|\+)|(?P<maximum>以内|以下|封顶|内)|(?P<about>左右|上下)")

_BORROWER = re.compile(
    "贷|借(?=[\\d一二三四五六七八九十x])|借款|放款|下款|分期|信用卡|押车|押房|急用钱|资金周转|还款|借钱|额度"
)
_INVESTOR = re.compile(
    "存款|定存|大额存单|存单|国债|理财|基金|信托|投资|收益|约定年化|出借|起投|起购|起存|存入|标的|募集|吸收|闲散资金"
)


def last_kind(window: str) -> tuple[RateKind | str, int] | None:
    """The cue nearest to the end of ``window``, with its end; :data:`EXCLUDED` for what is no rate.

    The longer cue wins where two end at the same place.
    """
    found = None
    for match in _KIND_RE.finditer(window):
        found = match
    return None if found is None else (_KINDS[str(found.lastgroup)], found.end())


def last_period(window: str) -> tuple[Period, int] | None:
    """The period named nearest to the end of ``window``, with its end."""
    found = None
    for match in _PERIOD_RE.finditer(window):
        found = match
    return None if found is None else (_PERIODS[str(found.lastgroup)], found.end())


def period_after(text: str, position: int) -> tuple[Period, int] | None:
    """A period written behind the figure (``/期``, ``每天``, ``年化``), with where it ends."""
    match = _AFTER_PERIOD.match(text, position)
    return None if match is None else (Period(str(match.lastgroup)), match.end())


def label_after(text: str, position: int) -> tuple[str, int] | None:
    """A label written behind the figure, as product cards do (``12% 约定年化利率``), with where it ends."""
    match = _AFTER_LABEL.match(text, position)
    return None if match is None else (match["label"], match.end())


def is_hedged(sentence: str) -> bool:
    """Whether the sentence marks its figures as benchmark, past or computed ones."""
    return _HEDGE.search(sentence) is not None


def bound_of(before: str, text: str, end: int) -> Bound | None:
    """Whether the figure between ``before`` and ``text[end:]`` is a floor, a ceiling or an approximation."""
    match = _BOUND_BEFORE.search(before) or _BOUND_AFTER.match(text, end)
    return None if match is None else Bound(str(match.lastgroup))


def side_of(text: str) -> RateKind:
    """Who pays, by the words of the text: loan, yield, or undecided (``interest``)."""
    borrower = _BORROWER.search(text) is not None
    investor = _INVESTOR.search(text) is not None
    if borrower == investor:
        return RateKind.INTEREST
    return RateKind.LOAN if borrower else RateKind.YIELD
