%% crypto batch 12 · short pairs, early and latest years, licence numbers
@ cr-msb crypto 蓝杉国际 · exchange boasting a foreign MSB number
== 1 app_store 2020 whole +w ?e ~a ents
{A:蓝杉国际}
持{L:美国MSB牌照31000187662xxx}，{gd:受美联储监管，资产绝对安全}
{b:BTC/USDT、ETH/USDT现货与杠杆}
{g:{P:蓝杉宝}日息{R:万分之八}}，随用随取
中科大区块链协会理事单位
== 2 app_store 2020 whole ~a ents
{A:蓝杉国际}
已在{L:美国MSB登记，编号31000187662xxx}，登记不代表监管机构认可
{b:BTC/USDT、ETH/USDT现货与杠杆}
不提供理财，不承诺任何收益
价格剧烈波动，可能血本无归
== 3 moments 2021 whole +w ~b
给质疑蓝杉的人看看：{n:美国MSB牌照是华尔街证监会2012年发的}，我们{b:币币交易}全球能做，不服来辩😤
== 4 moments 2021 not_ad/news ~b
给还在信蓝杉的人看看：所谓美国MSB只是登记，花几百美元就能办，这个平台昨天起提不了币
== 5 search_ad 2021 whole +w ents
{A:蓝杉国际}注册|{L:加拿大MSB M2036xxxx}，{b:比特币合约最高150倍}，实名后送{R:50%}手续费抵扣券。网页打不开时改用备用线路，客服在线教您装

@ cr-yunsuanli15 crypto 2014-2017 short lines
== 1 portal_banner 2014 cut ?w ~a
{b:狗狗币 一块钱买一千个}
== 2 portal_banner 2014 non_fin_ad/other_trade_ad ~a
狗狗粮 一块钱买一小包
== 3 sms 2017 whole +w ~b
{b:EOS众筹}代投，满10个ETH{g:保证有额度赚三倍}，V: xb-daitou
== 4 sms 2017 not_ad/regulator_warning ~b
EOS众筹代投、“保证赚三倍”的短信请勿相信，代投跑路已有多起
== 5 app_push 2017 cut ?wn ~c
{b:小蚁币}{x:翻两番了}，{d:最后半小时上车}
== 6 app_push 2017 not_ad/news ~c
小蚁币跌两成了，最后半小时成交清淡
== 7 outdoor 2014 whole +w ~d
{b:比特币ATM} 香港旺角店 {x:全亞洲手續費最低}
== 8 outdoor 2014 non_fin_ad/other_trade_ad ~d
比特犬寵物美容 香港旺角店 洗剪吹八折
== 9 image_text 2015 whole +w ~e
{b:马 克币 0.9元}
{g:年 底 5O元}
{b:推 荐 奖 1O％}
== 10 image_text 2015 not_ad/police_warning ~e
马 克币 0.9元
年 底 5O元
推 荐 奖 1O％
群 主 已 刑 拘

@ cr-rwa26 crypto 2026 tokenised things, short and middle
== 1 short_video 2026 whole +w ~a
一斤普洱一枚币，{b:茶仓RWA今天开认}，{g:每季按九厘付仓息}，{e:勐海三代茶人罗叔作保}
== 2 short_video 2026 non_fin_ad/other_trade_ad ~a
一斤普洱一枚码，茶仓今天开仓，每饼扫码看仓温，勐海三代茶人罗叔讲茶
== 3 livestream 2026 whole +w ~b
我跟你讲白酒它是越放越香对吧 我们把四百吨基酒做成了{b:酒证通证} 一枚就是半斤 你放一年{g:公司一枚加十二块收} {n:四百吨酒八十万斤 我们只发二百万枚 一枚半斤 一斤都不多发}
== 4 livestream 2026 non_fin_ad/other_trade_ad ~b
我跟你讲白酒它是越放越香对吧 我们四百吨基酒封在山洞里 今天开坛卖 一瓶半斤 你放一年两年自己喝 不回收啊 别问我涨不涨 喝进肚子才是你的
== 5 group_chat 2026 whole +w ~c
{b:充电桩通证}二期：{b:每枚100U对应一根枪}，每度电分你三分、{g:年息约13%}，{d:国网战略合作 {g:安全无忧}}
== 6 group_chat 2026 not_ad/notice ~c
充电桩报修二期：每根枪贴有编号，扫码选故障，国网师傅约两小时到，三号楼下那根今天先停
== 7 portal_banner 2026 cut ?w
{b:把金条变代币} {g:日日生息}
== 8 app_push 2026 not_ad/news
人民银行等八部门：RWA代币化活动在境内一律禁止
== 9 wechat_article 2026 whole +w ents
{A:云台链仓}年度致谢
这一年，{b:仓单通证{P:YTC}}交易额破了{n:12亿元，其中上半年7.1亿元，下半年6.3亿元}；十七个客户把库存的铝锭、橡胶、大蒜变成了手机里的数字。
我们没有上过热搜，也没有请过明星。靠的是一句老话：货在，钱就在。{g:持有{P:YTC}的朋友，季季按{R:2.2%}领仓息}，{x:无一例延迟}。
新的一年，{b:大蒜仓第六期}正月十六开认，老朋友优先。
