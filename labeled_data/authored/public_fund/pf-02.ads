%% public funds, batch 2
@ pf-yuyuetong public_fund 云杉基金 · 固收+ series, live sessions
== 1 livestream 2021 whole +w ?u
来刚进直播间的朋友我们今天聊的是固收加啊 云杉双月这个产品就是底仓全是债 打底的 {d:你就当它是一个加强版的存款}嘛 {x:成立以来每个季度都是正的} 每个季度啊不是每年 想了解的点左下角小黄条
== 2 livestream 2021 whole ?u ~a
来刚进直播间的朋友我们今天聊的是固收加啊 底仓是债 加一点点股票 所以它是会波动的啊 去年三月份也回撤过两个多点 它不是存款 不保本 大家看清楚风险等级再点左下角
== 3 livestream 2021 whole +w ?u ~a
来刚进直播间的朋友我们今天聊的是固收加啊 底仓是债 加一点点股票 所以它{g:不怎么会亏的}啊 大家看好了直接点左下角
== 4 portal_banner 2021 cut ?wu ents ~b
{P:云杉双月固收+} {g:稳稳向上}
== 5 portal_banner 2021 cut ?wu ents ~b
{P:云杉双月固收+} 每双月开放一次
== 6 image_text 2021 whole +w ?u ents
{P:云杉双月债券A}
{g:年化收 益{R:5.2 %}}
低波动 ·  适合从未买过基金的您
长按识別二维码
== 7 other 2022 not_ad/review
三月买的云杉双月，客户经理当时说不会亏，现在亏了1.8%，问他就说长期持有。以后说稳的我都绕着走。

@ pf-nonghang public_fund county bank branch, fund sales through WeChat and leaflet
== 1 leaflet 2015 whole +w ?n
牛市来了，您还在存定期吗？
◎ {x:上半年我行代销股基平均收益超过60%}
◎ 网上申购4折
◎ 行情不等人，{d:错过这一轮再等七年}
云岭村镇银行营业部 大厅二号窗口
== 2 moments 2015 whole +w ?u ~a
我行代销的国企改革基金{d:今天最后一批}，行情这么好{g:闭眼买都赚}，过来找我，小陆，二号窗口
== 3 moments 2015 whole ?u ~a
我行代销的国企改革基金正在发行，股票型，净值有涨有跌，风险承受能力够的过来找我，小陆，二号窗口
== 4 sms 2015 whole ents ~b
【{A:云岭村镇银行}】7月15日下午3点，二楼会议室基金投资者见面会，请基金公司讲近期波动与应对，投资有风险，欢迎老客户参加。
== 5 sms 2015 whole +w ents ~b
【{A:云岭村镇银行}】7月15日下午3点，二楼会议室基金投资见面会，{e:特邀省财经大学教授推荐}下半年{x:最值得买}的三只基金，欢迎老客户参加。
== 6 outdoor 2016 cut ?wu
基金定投 一百元起 到柜台办理
== 7 other 2016 not_ad/interface
基金代码 | 基金名称 | 单位净值 | 日涨跌 | 风险等级 | 申购状态 | 操作

@ pf-lvyou public_fund 青榄财富 · third-party fund platform
== 1 app_store 2019 whole +w ?un
青榄财富——聪明人的基金管家
【全】覆盖120家基金公司、7000多只基金
【省】申购费1折起
【准】{x:智能择时模型回测胜率91%}，涨跌提前知道
【稳】目标盈系列到点止盈，落袋为安，{g:稳赚不赔}
用户群：2859xxxx
== 2 app_store 2019 whole ?un
青榄财富：买基金、看基金、管基金
·7000多只公募基金在线申购，申购费1折起
·支持智能定投、到价提醒、资产诊断
·已有230万用户注册
基金有风险，投资须谨慎。
== 3 app_push 2020 cut ?wu
你收藏的新能源指数基金涨了2.87%
== 4 app_push 2020 cut ?wun
{x:同类第1}！这只科技基金还在涨，现在上车来得及吗
== 5 landing_page 2019 whole +w ?un ents
{P:目标盈·第31期}
{x:前30期全部达标止盈}，平均用时97天
目标{g:年化{R:8%}}，达标自动卖出
限额5000万，{d:满额关闸}，手慢无
立即预约
== 6 search_ad 2019 whole +w ?un ents ~a
基金怎么买赚钱-{A:青榄财富}|{x:跑赢95%的散户}，目标盈轻松止盈
== 7 search_ad 2019 whole ?u ents ~a
基金怎么买赚钱-{A:青榄财富}|没人能保证跑赢散户，目标盈也可能不止盈
== 8 other 2021 not_ad/news ents
证监局对{A:青榄财富}出具警示函，指出其{P:目标盈}产品宣传材料中使用“稳赚不赔”等表述，且未充分揭示风险，要求三个月内整改。

@ pf-etf-real public_fund broker and ETF houses, lawful voice
== 1 search_ad 2023 whole ?u
科创50ETF 588000|一键布局硬科技 联接基金场外可买 指数波动较大，入市有风险
== 2 portal_banner 2023 whole ents
{P:华夏沪深300ETF} 管理费{R:0.15%}  市场有风险 投资需谨慎
== 3 short_video 2024 whole ?u
没有股票账户也能买ETF吗？可以买它的联接基金，十块钱就够。红利低波联接今天讲给你听，净值会波动，买之前看一下风险等级
== 4 outdoor 2021 cut ents
陪伴中国家庭投资二十年 {A:嘉实基金}
== 5 wechat_article 2023 not_ad/education
ETF的折价和溢价是怎么来的？
ETF在交易所像股票一样买卖，成交价由买卖双方决定，和它的净值不一定相等。价格高于净值叫溢价，低于净值叫折价。一般有套利机制把两者拉近，但跨境ETF因为额度、时差等原因，溢价有时会到百分之十几，此时追高买入，即使指数没跌，溢价回落也会亏钱。
