@ ff-zhujin futures_forex_gold 铸金客 investment bars
== 1 landing_page 2020 whole +w ?u ~a
铸金客投资金条
50克 100克 500克 1000克
基础金价+12元/克工费
{g:承诺五年后加价20%回购}
上金所会员单位供货，附编号证书
== 2 landing_page 2020 non_fin_ad/other_trade_ad ~a
铸金客黄金摆件
50克 100克 500克 1000克
基础金价+35元/克工费
支持刻字定制
上金所会员单位供货，附编号证书
== 3 short_video 2024 whole +w ?u
现在买金条还来得及吗？我的答案是来得及，{g:因为黄金永远不会跌}，趁回调这两天，铸金客直播间不加价
== 4 livestream 2025 whole +w ?u
这款一克金豆 家人们 现在买一颗等于攒一颗 {x:抗通胀第一名就是黄金} 房子跌股票跌{g:黄金什么时候跌过} 我就问你 {d:今天最后两个小时} 过了今晚十二点恢复正常工费  你{g:放着就是稳赚} 拍拍拍
== 5 moments 2025 whole +w ?u
今日金价又新高，帮客户带了三根50克的，{e:老客户从五百多买到现在全部翻倍}，还没上车的抓紧

@ ff-haixi-oil futures_forex_gold 海汐国际期货 overseas futures
== 1 search_ad 2019 whole +w ?u
国际期货开户|{b:恒指、纳指、美原油，大陆身份证可办}，手续费6美元单边，支持人民币入金
== 2 landing_page 2020 whole +w ?u
海汐国际期货
恒生指数 | 小纳指 | 美黄金 | 美原油
{x:点差和佣金低于同行一半}
{b:内地居民在线开户}
{d:香港证监会持牌，资金安全有保障}
居间商、工作室欢迎洽谈
== 3 group_chat 2020 whole +w
恒指今天三百点行情，{eu:跟上辉哥的两个回合60个点}，{b:没户的先开国际期货户}，手续费可以打下来
== 4 sms 2021 whole ?u ents
{b:恒指期货开户}低至5元，杠杆风险大请慎入，{A:海汐资讯} 微信号hxgxxx88
== 5 short_video 2021 cut ?uwb
恒指开盘前五分钟该看什么？……
== 6 other 2022 not_ad/regulator_warning
近日我局发现“海汐国际”等网站面向境内投资者提供境外期货交易开户，该机构不在我会批准名单之内，属非法期货经营活动。
== 7 livestream 2022 whole +w ?b
兄弟们恒指今天怎么做 我早上是不是说了两万一附近有压力 回落了吧 {e:跟着做的一手三千五到手} 有没有 有没有扣个有 {u:想跟的加我助理 进群不要钱}啊

@ ff-caidou futures_forex_gold 彩豆 金豆 simple jewel banks campaigns
== 1 app_push 2023 whole
一克金豆怎么选？建行金条金价每日更新，价格有涨跌
== 2 sms 2022 whole +w ents
【{A:西陇银行}】贺岁金条、金豆线上售卖，全国包邮，工费8.8元/克，登录手机银行“贵金属”选购，退订T
== 3 outdoor 2024 cut ?w ents
{A:西陇银行} 熊猫金币代销网点
== 4 leaflet 2024 whole ~a ents
{A:西陇银行}代理熊猫金币
1克至150克 官方发行 附鉴定证书
网点现货，可刻字
钱币价格随金价和市场供求浮动，收藏投资可能亏损
== 5 leaflet 2024 whole +w ?n ~a ents
{A:西陇银行}代理熊猫金币
1克至150克 官方发行 附鉴定证书
网点现货，可刻字
据统计，近十年{x:熊猫金币回报跑赢多数理财}

@ ff-shuangzi futures_forex_gold 双子 FX introducing, short copy & banners
== 1 portal_banner 2016 cut ?uwb
外汇开户送50美金
== 2 portal_banner 2017 cut ?uwb
{x:点差最低}的外汇平台在这里
== 3 portal_banner 2017 cut ?uw
{b:国内可开外汇户}，零门槛
== 4 portal_banner 2018 cut ?uw
{g:原油 稳赚不停}
== 5 portal_banner 2019 cut ?uw
双向交易 {g:涨跌皆赢}
== 6 search_ad 2017 whole +w ?u
外汇投资|{b:中国居民美金开户} 低门槛高回报 {g:每月20%收益轻松到手}
== 7 app_push 2018 whole +w ?u
英镑闪崩！{b:开外汇账户抓反弹}，入金100美元送20
== 8 moments 2018 whole +w ?un
双子外汇招理财师，带客户轻松月入三万，{x:全国最大外汇团队}，{b:帮客户开外汇户}返佣当天结

@ ff-sanhe futures_forex_gold 三河邮币 + 文交所
== 1 wechat_article 2016 whole +w ?u ~a
本周邮币卡大盘小幅上行，成交活跃品种集中在低价小盘。下周将有两只新藏品上线，发行量均不足一万套，{g:按以往规律上线后至少五个涨停}。没有账户的投资者可提前开户，备好申购资金。
== 2 wechat_article 2016 whole ?u ~a
本周邮币卡大盘小幅上行，成交活跃品种集中在低价小盘。下周将有两只新藏品上线，发行量均不足一万套，上线首日波动可能较大，也可能跌破发行价。没有账户的投资者可提前开户，备好申购资金。
== 3 sms 2016 whole +w ?ub ents
{A:三河文化艺术品交易所}：拉升在即！{e:李老师独家内参邮票}周一进场，{g:目标翻倍}，联系138xxxxx60
== 4 outdoor 2015 cut ?uw
三河邮币卡 全民收藏 共享涨幅
== 5 image_text 2016 whole +w ?u
邮币卡
{n:连续31天涨停，{g:年化收益120%}，本周涨幅10%}
{x:涨幅全国第一}
客服qq 92xxx1
== 6 group_chat 2016 not_ad/private_message
老同学，你上次拉我进的那个邮币卡群被警察抄了，钱能退的话赶紧写材料
