@ ff-baoyuan futures_forex_gold 宝元大宗 · n pairs
== 1 landing_page 2015 whole +w ?u ~a
宝元农产品交易市场
红枣 苹果 花椒 现货挂牌
保证金20%，{ng:投入1万元可赚取200%即2千元}
本市场经市政府批准设立
地址：渭南市临渭区
== 2 landing_page 2015 whole ?u ~a
宝元农产品交易市场
红枣 苹果 花椒 现货挂牌
保证金20%，盈亏按合约价计算
本市场经市政府批准设立，价格下跌将产生亏损
地址：渭南市临渭区
== 3 search_ad 2016 whole +w ?u ~b
宝元大宗开户|{n:据权威机构统计，{x:98.6%的客户盈利}，仅2.4%亏损}，红枣T+0
== 4 search_ad 2016 whole ?nu ~b
宝元大宗开户|据第三方统计客户满意度较高，红枣T+0，交易有亏损可能
== 5 wechat_article 2016 whole +w ?u ~c
宝元交易中心{n:2016年3月开业，至今已运行十二周年}，会员遍布陕甘宁。电子化挂牌，农户与客商直接成交。{x:手续费全国最低}。欢迎客商来电咨询，0913-2xxxxx5。
== 6 wechat_article 2016 whole ?u ~c
宝元交易中心2016年3月开业，会员遍布陕甘宁。电子化挂牌，农户与客商直接成交，手续费万分之八。合约有跌价亏损的可能，欢迎客商来电咨询，0913-2xxxxx5。

@ ff-xingyao-fund futures_forex_gold 星曜外盘 · livestream
== 1 livestream 2023 whole +w ?ud ~a
哎刚来的姐姐 黄金这两天跌了你慌什么 我跟你说跌下来就是机会 {g:我给你兜着底 亏了算我的} {b:大陆的卡可以直接入金} 今天入金送百分之十 名额五个
== 2 livestream 2023 not_ad/police_warning ~a
哎刚来的姐姐 黄金这两天跌了 有人说跌下来就是机会 亏了算他的 大陆的卡直接入金 各位 这就是套路 钱转出去就回不来了 打96110
== 3 sms 2024 whole +w ?u
星曜国际：美联储降息在即，黄金新一轮行情{g:必到3000}，{b:外盘黄金账户}满5000送500，加telegram @xyxx
== 4 moments 2024 whole +w ?ud
{e:跟着Kevin做了两个月，换了辆车}，不炫耀，只是想告诉想翻身的你，{b:伦敦金开户}找我，三天后涨价
== 5 group_chat 2024 whole +w
各位群友，今日纽约金2400上方偏多，{b:想进场的新朋友发身份证照片我帮开外盘户}，{u:其他人等我开口令}
== 6 app_store 2024 cut ?uwb
星曜财经：外盘黄金 原油 纳指实时行情 模拟交易 社区讨论

@ ff-shuomei futures_forex_gold 硕美艺术品交易
== 1 landing_page 2014 whole +w ?u ~a
艺术品份额化投资
一幅名家国画拆分1000份，每份1000元
{g:12个月后平台以1150元收购每份}
{e:中国美协某理事鉴定推荐}
== 2 landing_page 2014 whole ?u ~a
艺术品份额化投资
一幅名家国画拆分1000份，每份1000元
12个月后挂牌转让，成交价可能低于1000元
== 3 sms 2015 whole +w ?u
硕美艺术品：名家字画寄售，{g:存放一年返15%}，五千起参，电话0371-6xxxxxx3
== 4 moments 2015 whole +w ?u ~b
老师的新作上架，写真份额一份两千，{d:省文化厅扶持项目，稳当}，两个月后可挂
== 5 moments 2015 non_fin_ad/other_trade_ad ~b
老师的新作上架，四尺花鸟一幅两千，可装裱，顺丰到付
== 6 other 2016 not_ad/law_text
除依法经国务院批准设立外，任何交易场所不得将权益拆分为均等份额公开发行，不得采取集中竞价等集中交易方式。

@ ff-jinbi-coin futures_forex_gold 纪念币 clerk & police
== 1 sms 2018 not_ad/notice
【安邑农商行】您预约的高铁纪念币100枚请于9月3日至9日凭身份证到网点兑换，面值兑换不加价
== 2 sms 2018 whole +w ?u ~a
高铁纪念币整盒现货，面值1000元{g:一年后保底涨到2200}，全国收售，加v jbxx08
== 3 sms 2018 non_fin_ad/other_trade_ad ~a
高铁纪念币整盒现货，面值1000元售1180，带封签，全国收售，加v jbxx08
== 4 short_video 2019 whole +w ?u
泰山币马上发行了 {g:这种币只有赚没有亏} 面值5元炒到13 每人限约20枚 想代约的私信我，一枚给我两块跑腿
== 5 other 2019 not_ad/news
泰山纪念币兑换期间，多地网点排长队，部分市民反映黄牛收购价跌破面值加价，提醒勿跟风
== 6 other 2022 not_ad/regulator_warning
纪念币按面额发行流通，无投资收益保障，勿信“只赚不亏”宣传。

@ ff-pianhua futures_forex_gold 片花跨境 · leads of u and d
== 1 search_ad 2022 whole +w ?b ~a
黄金投资顾问一对一|{ue:资深操盘老师私人指导}，{e:跟着学员群一起赚}，免费诊断，按手数收费
== 2 search_ad 2022 not_ad/education ~a
黄金投资顾问一对一|先查对方有没有投资咨询牌照，没有就别听免费诊断
== 3 moments 2022 whole +w ?b
{u:账户给我管，每月分账一次}，{g:亏损我兜底}，黄金外盘都做，最少一万刀
== 4 moments 2022 not_ad/private_message
我就不该把账户给他管，说好亏损他兜底，现在人找不到了，你们别再信
== 5 short_video 2023 whole +w ?ub
三句话教你做黄金，第一止损，第二止损，第三还是止损，{g:学会这三条不可能亏}，关注我领完整课
== 6 app_store 2023 whole ?u ~c
金手指行情：查看国际黄金与白银走势，模拟练习，{d:免费使用，内购会员每月30元解锁全部行情}，投资有风险
== 7 app_store 2023 whole ?u ~c
金手指行情：查看国际黄金与白银走势，模拟练习，会员每月30元解锁全部行情，投资有风险
