%% public funds, batch 13: pairs
@ pf-jiuzhou-bond public_fund 崇明路基金 · two siblings, wording only
== 1 sms 2017 whole +w ents ~a
【{A:崇明路基金}】新发定开债券，封闭一年{g:稳取{R:5.1%}}，{d:仅剩柜台额度}，退订回T
== 2 sms 2017 whole ?g ents ~a
【{A:崇明路基金}】新发定开债券，测算区间{R:3.9%—5.1%}，封闭一年，净值会浮动，退订回T
== 3 sms 2017 not_ad/notice
【崇明路基金】您持有的定开债券一年封闭期将满，8月11日至17日可赎回，逾期自动转入下一期。
== 4 app_push 2019 whole +w ?u ~b
定开债五期，{g:收益有保障}，1000元起
== 5 app_push 2019 whole ?u ~b
定开债五期，收益没保障，1000元起
== 6 outdoor 2020 whole +w ?u ~c
崇明路定开债 {gd:退休钱的保险柜}
== 7 outdoor 2020 whole ?u ~c
崇明路定开债 债券也有风险
== 8 leaflet 2019 whole +w ?nu ~d
崇明路定开债 {x:连续6年跑赢同期理财}
扫码认购
== 9 leaflet 2019 whole ?gnu ~d
崇明路定开债 连续6年回报在1.2%至13.0%之间，同期理财见附表
投资者有亏损的可能
扫码认购
== 10 other 2021 not_ad/prospectus
本基金每12个月开放一次，投资者在封闭期内无法申购或赎回。根据基金合同，如某期末开放时净资产低于5000万元，可能暂停下一封闭期运作，存在清盘风险。

@ pf-advisory public_fund 四季投顾 · licensed-looking fund advisory, rival ads
== 1 search_ad 2022 whole ?u ~a
基金投顾_四季组合|由持牌机构管理，可随时转出，组合有回撤
== 2 search_ad 2022 whole +w ?u ~a
基金投顾_四季组合|{x:管得比你好}，可随时转出
== 3 wechat_article 2022 whole +w ?nu ~b
四季投顾上线三周年
三年里我们没有换过策略主理人，没有追过一次热点。股债恒定四六，跌多了买一点，涨多了卖一点。{x:95%的持有客户盈利}，{e:持有人“晨跑的老周”说，他已经把全部存款转了过来}。
现在转入，投顾费打五折。
== 4 wechat_article 2022 whole ?u ~b
四季投顾上线三周年
三年里我们没有换过策略主理人，没有追过一次热点。股债恒定四六，跌多了买一点，涨多了卖一点。去年组合跌了7.8%，也有不少人问过为什么不空仓，我们不会空仓，也不会告诉你明天涨跌。
现在转入，投顾费打五折。投顾不保证盈利，别把要用的钱转进来。
== 5 app_store 2023 whole +w ~c ?nu
四季投顾
四种组合：稳、平、进、攻
全自动再平衡，{x:省心排名第一}
{d:止损护航，{g:最多亏一顿饭钱}}
投顾费年0.4%
== 6 app_store 2023 whole ?u ~c
四季投顾
四种组合：稳、平、进、攻
按设定比例再平衡，过程会亏损
没有止损承诺
投顾费年0.4%
== 7 image_text 2023 cut ?wu ~d
四 季 投 顾
进  组 合
== 8 image_text 2023 cut ?wu ~d
四 季 投 顾
进  组 合  {g:年赚12 %}
== 9 landing_page 2023 whole ?u
四季投顾 稳组合
债券基金80% 股票基金20%
历史最大回撤 6.3%（2022年）
建议持有一年以上
投顾服务费0.4%/年，基金费用另计
跌破你能接受的程度请降低权益比例；历史不代表将来
== 10 other 2022 not_ad/news
基金投顾试点三年：规模超千亿，费率分化明显。业内认为，“顾”比“投”更难。

@ pf-realest public_fund 海棠REIT · public REITs, property-like
== 1 portal_banner 2021 cut ?wu ents ~a
{P:海棠产业园REIT} 首发 场内基金
== 2 portal_banner 2021 cut ?wu ents ~a
{P:海棠产业园REIT} 首发 {d:园区做抵押 {g:跌不了}}
== 3 group_chat 2021 whole +w ?u
REITs明天询价，这东西{g:每年派息4%固定}，{d:等于政府给你打工}，散户一千块就行
== 4 sms 2021 whole ents ~b
【{A:海棠基金}】{P:海棠产业园REIT}公众发售，网下配售比例以公告为准，净值与租金、出租率相关，价格会下跌，详见招募书
== 5 sms 2021 whole +w ents ~b
【{A:海棠基金}】{P:海棠产业园REIT}公众发售，稀缺资产，{d:错过没有第二批}，{g:租金稳稳收}，详见招募书
== 6 landing_page 2021 whole ?gu ents ~s
{P:海棠产业园REIT}
标的：苏州两处产业园
出租率：2020年末93.4%
预测2021年可供分配金额对应分派率{R:4.2%}，为预测值
二级市场价格波动，可能低于认购价
== 9 landing_page 2021 whole +w ?u ents ~s
{P:海棠产业园REIT}
标的：苏州两处产业园
出租率：2020年末93.4%
{g:2021年分派率{R:4.2%}}，租约已锁定
{d:有实体园区在那儿放着，{g:价格跌不到哪去}}
== 7 image_text 2023 whole +w ?ug
海棠REIT
{x:分红率 第一梯队}
出租率长期满
{n:三年 累计分派率 13.2%，即 每年 13.2 %}
== 8 other 2024 not_ad/review
海棠去年从5.3跌到2.9，分红我数了一下，每份一毛二，补不上价差，教训就是看净值也看价格。

@ pf-trans-hk public_fund 大嶼基金互认 · Hong Kong mutual recognition, traditional
== 1 outdoor 2024 whole +w ?u ~a
大嶼環球債 {g:每月派息保證}　認購請到永樂街二樓
== 2 outdoor 2024 whole ?u ~a
大嶼環球債 派息不獲保證　認購請到永樂街二樓
== 3 leaflet 2024 whole +w ?nu
大嶼中國股票基金
{x:全港冠軍團隊}
唔使睇市，{d:銀行替你睇住，{g:無得輸}}
查詢 2xxx xxxx
== 4 moments 2024 whole ?u
大嶼環球債今季派息0.06，派息可由本金支付，睇清楚先買，風險自負啦
