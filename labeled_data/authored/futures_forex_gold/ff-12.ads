@ ff-apps-a futures_forex_gold 飞鹿黄金 app
== 1 app_store 2017 whole +w ?un ~a
飞鹿贵金属：
1、现货白银、原油一键买卖
2、8元起做，新人送88元券
3、{e:明星分析师在线喊单}，{x:准确率行业第一}
4、{d:资金银行监管，百分百安全}
== 2 app_store 2017 whole ?u ~a
飞鹿贵金属：
1、现货白银、原油一键买卖
2、8元起做，新人送88元券
3、每日行情资讯
4、交易前请阅读风险揭示，可能亏损
== 3 app_store 2018 whole +w ?u
飞鹿微盘——{b:一分钟看涨看跌}
猜中即赚80%，{g:天天轻松进账}
微信一键登录，单笔最低10元
{e:带盘老师全天在线}
== 4 app_store 2019 not_ad/review
1星。充了三千，老师带单全反的，找客服说是我心态问题，提现三天还没到
== 5 image_text 2018 whole +w ?un
飞鹿微盘
{b:猜涨跌}
盈利{g:毎天300+不是夢}
{e:学生党宝妈已有2万人在赚}
长按识别

@ ff-apps-b futures_forex_gold 雪豹外汇 app
== 1 app_store 2020 whole +w ?un
雪豹外汇-黄金原油跟单
{b:支持国内银行卡入金}，{x:跟单收益榜首月赚340%}
★ 一键复制大神订单
★ 最低1美金跟
★ 7x24中文客服
★ {e:“用了半年辞职了”——用户小马}
== 2 app_store 2021 whole +w ?ubn ~a
雪豹：外汇黄金信号，{x:历史准确率90%以上}，每天推送三条买卖建议，{g:跟着做稳定盈利}
== 3 app_store 2021 whole ?ub ~a
雪豹：外汇黄金信号，每天推送三条多空观点，信号经常出错，请自行判断，交易可能亏损
== 4 app_store 2022 whole +w ?un
雪豹全球行情。{b:中国身份证开通外汇账户}，800万投资者都在用，{x:排名财经类第一}，手续费0元起
== 5 app_store 2023 not_ad/notice
修复登录异常；新增暗黑模式；行情延时优化
== 6 app_push 2023 whole +w ?u
充值100美元送100，{b:外汇账户秒开}，今日有效

@ ff-apps-c futures_forex_gold 金盒子 黄金定投
== 1 app_store 2021 whole +w ?u ~a
金盒子：1元攒黄金，{g:年化3%利息天天到账}，{d:等同银行存款}，随存随取，提金免费
== 2 app_store 2021 whole ?u ~a
金盒子：1元攒黄金，不付利息，金价下跌会亏，随存随取，提金按克收费
== 3 app_push 2022 whole +w ?u
金盒子加息日：{g:黄金年化4.8%}，{x:高过所有货币基金}
== 4 app_store 2023 whole +w ?u
金盒子小程序上线：攒金、送金、提金一站办。{e:95后女生小蔡攒了三年，多出一台车}
== 5 image_text 2023 cut ?uw
金盒子
攒金豆
滿5克包邮
== 6 image_text 2024 whole ?u
金盒子 
1元起攒
金价有跌有涨，亏损自担
扫码开通

@ ff-imgs-d futures_forex_gold image texts
== 1 image_text 2017 whole +w ?un
原油 白银 邮币卡
{x:分析师命中率98}
客服微信 xyd**88
不会做 {e:老師带}
== 2 image_text 2019 whole +w ?u
外匯EA全自动
{g:月化稳定10个点}
{b:可代开国内外汇账户}
要演示的加Q
== 3 image_text 2021 whole +w ?bn
黄金波段群
周五收官
{x:+46点 +38点 +51点}
{e:会员到账截图↓↓}
{u:入群找燕子}
== 4 image_text 2020 whole
沪银夜盘时间
21:00-02:30
杠杆放大盈亏
仅供学习参考
西槐期货
== 5 image_text 2022 not_ad/regulator_warning
防范非法期货
不信“代客操盘”
不参与境外黄金
不泄露身份证
== 6 image_text 2023 not_ad/interface
可用资金 12,304.5
持仓盈亏 -640.0
风险度 58.2
可开手数 3
== 7 image_text 2024 not_ad/notice
停市公告
国庆休市：10月1日至8日
9月30日夜盘不交易
== 8 image_text 2025 whole
积存金
签约送金豆抽奖
沿江银行
金价波動，理性购买
== 9 image_text 2025 not_ad/education
什么叫杠杆
保证金10%=放大10倍
跌10%本金归O
== 10 image_text 2022 non_fin_ad/other_trade_ad
丽兴首飾
滿6克減60
元旦三日
