@ ff-dongling futures_forex_gold 东岭贵金属 · pairs
== 1 search_ad 2016 whole +w ?un ~a
东岭贵金属_白银开户|{x:西南最大}的白银会员单位，0.08%手续费，24小时入金
== 2 search_ad 2016 whole ?u ~a
东岭贵金属_白银开户|重庆的白银会员单位，0.08%手续费，24小时入金，行情不利时可能爆仓
== 3 sms 2016 whole +w ~b ents
【{A:东岭}】本周晚盘直播由{eu:唐老师亲自带单}，参与客户免一周手续费，详询400xxxxxx3
== 4 sms 2016 whole +w ?u ~b ents
【{A:东岭}】本周晚盘直播由我司客户经理讲解软件操作，参与客户免一周手续费，详询400xxxxxx3
== 5 portal_banner 2016 cut ?uw
白银投资 {d:国有控股平台 放心交易}
== 6 portal_banner 2016 cut ?uw
白银投资 正规席位 在线交易
== 7 wechat_article 2017 whole +w ?u ents
{A:东岭贵金属}客户答谢会在涪陵区举行，现场颁发了一季度“盈利之星”奖杯。获奖的梅先生上台分享说，他从去年九月开始做白银，起初亏了两千块，后来{e:严格跟着分析师的点位做，如今账户翻了一倍半}。公司总经理表示，下一季度将继续加大培训投入，凡新开户客户均可免费参加每周三的操盘沙龙。会后有二十六位来宾当场提交了开户资料。报名下一场答谢会请致电客服，座位有限先到先得。

@ ff-lanting futures_forex_gold 蓝亭国际 · forex pairs
== 1 moments 2019 whole +w ?u ~a ents
{A:蓝亭国际}新户活动，入金一千美金送一百，{b:国内亲友都能开}，出金T+1
== 2 moments 2019 not_ad/police_warning ~a
蓝亭国际新户活动，入金一千美金送一百，国内亲友都能开？派出所提醒：境内从事外汇保证金交易均属违法，已有三人被骗
== 3 group_chat 2020 whole +w ?n ~b
非农前瞻：镑美关注1.2480。{e:老钟手里三百个客户，{x:去年九成以上是盈利的}}，{b:没户的先开外汇户}，{u:进VIP看老钟的单}
== 4 group_chat 2020 not_ad/portal_text ~b
非农前瞻：镑美关注1.2480。市场预期新增就业17万人，失业率3.8%，今晚20:30公布
== 5 short_video 2020 whole +w ?u ~c
{e:我从月薪四千到全职做外汇，只用了一年}，{b:想开外汇账户的看我主页}
== 6 short_video 2020 not_ad/education ~c
有人跟你说“从月薪四千到全职做外汇只用一年”，先问他在国内有没有持牌的平台，没有，那就是骗局
== 7 image_text 2021 whole +w ?u ~d ents
{A:蓝亭国际}
{nx:英国央行评定盈利率第一}
{b:大陆可开户}
杠杆1：400
== 8 image_text 2021 whole ?u ~d
蓝亭国际
FCA编号 见官网
{b:大陆可开户}
杠杆1：400 亏损可能超过入金

@ ff-heshun-opt futures_forex_gold 合顺场外期权
== 1 landing_page 2018 whole +w ?u ~a
合顺场外个股期权
名义本金100万起，权利金5%起
{x:报价全行业最优}，券商通道
亏损封顶，盈利不封顶
{g:到期不赚全额退还权利金}
== 2 landing_page 2018 whole ?u ~a
合顺场外个股期权
名义本金100万起，权利金5%起
报价每日更新，券商通道
亏损封顶，可能损失全部权利金
仅面向机构投资者
== 3 search_ad 2018 whole +w ?ub ~b
场外期权怎么开户_散户通道|2万起做，{d:无需审核人人可做}，{g:只赚不赔的期权策略}
== 4 search_ad 2018 not_ad/education ~b
场外期权怎么开户_散户能做吗|自然人不得直接参与场外期权，打着散户通道旗号的多为骗局
== 5 sms 2019 whole +w ?u ents
{A:合顺}期权：本周个股报价已更新，300股可询价，新客首单权利金九折，详情加微heshxxx

@ ff-gold-loan futures_forex_gold 银行金 · small pairs of deposits and dressing
== 1 app_push 2022 whole +w ?u
攒金{d:像存钱一样}简单，{d:比定期收益更高}，一分钱起攒
== 2 app_push 2022 whole ?u
攒金一分钱起，金价波动可能亏本，开启定投
== 3 leaflet 2023 whole +w ~b ents
{A:永溪银行}积存金
· 每日10:00自动扣款
· 满1克可提金豆
· {d:存金条如同存款，{g:到期有本有息}}
== 4 leaflet 2023 whole ~b ents
{A:永溪银行}积存金
· 每日10:00自动扣款
· 满1克可提金豆
· 无利息，金价下跌会亏损
== 5 wechat_article 2023 whole +w ~c ents
{A:永溪银行}“{P:金生有约}”积存金上线。签约送金豆体验券，首月工费五折。近年来黄金持续走强，{x:积存金成为我行今年最赚钱的产品}。欢迎到网点或通过手机银行办理。
== 6 wechat_article 2023 whole ~c ents
{A:永溪银行}“{P:金生有约}”积存金上线。签约送金豆体验券，首月工费五折。近年金价起伏较大，客户需承担价格下跌带来的损失。欢迎到网点或通过手机银行办理。
== 7 outdoor 2023 cut ?w ents
{A:永溪银行} 积存金定投 工费五折

@ ff-gulin futures_forex_gold 谷临期货分析师群
== 1 group_chat 2020 whole +w ?ub
【谷临】今日棉花{g:必涨}，13600多进，各位备好仓位，想跟的接龙
== 2 group_chat 2020 not_ad/education
【课堂】今日棉花增仓上行，13600附近有压力，什么是增仓？就是双方都在加码，答案不等于必涨
== 3 moments 2020 whole +w ?bn ~b
期货大户俱乐部招新🔥{x:本月俱乐部胜率91%}，{ue:老操盘手带单}，每位五千
== 4 moments 2020 not_ad/news ~b
“期货大户俱乐部”收费每位五千，宣称本月胜率91%，会员亏损后报警，四名“操盘手”被批捕
== 5 livestream 2021 whole +w ?b
好 铁矿我们1130多单进场 止损1122 {u:进了高手群的朋友跟上} {e:昨天那个大哥一早上赚了两万多} 看看评论区 有没有昨天跟上的 扣一个赚字 让新来的朋友看看
== 6 sms 2021 whole +w ?bn
谷临策略：{u:每月998元收取螺纹、铁矿、焦炭指令}，{x:去年全年胜率83%}，加qq 62xxx9
