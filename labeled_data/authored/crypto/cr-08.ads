%% crypto batch 8
@ cr-honglong crypto 红珑链 · county party-like red coin, 民族资产解冻 token
== 1 group_chat 2024 whole +w ~a
各省负责人注意：{b:红珑数字黄金券}七月底前认完，{d:上级红头文件已下发}，{g:每人至少分五十万解冻款}。分配方案：{n:百分之四十养老、百分之四十五助学、百分之三十五归持券人}
== 2 group_chat 2024 not_ad/police_warning ~a
各村网格员注意：所谓“红珑数字黄金券”、“每人至少分五十万解冻款”是老骗术，“红头文件”系PS，请逐户提醒
== 3 sms 2024 whole +w ents
[{A:红珑工作组}]您有一张{b:{P:数字黄金券}}待领，交68元工本费，{g:月底兑成三万六}，{d:逾期作废不补}
== 4 moments 2023 whole +w ents
{e:我们这三百多个老姐妹}谁也不是冲钱来的，{b:{P:红珑券}}持在手里，踏实！🙏{d:国家的事，不会骗老百姓}。昨天下雨，九十岁的刘妈妈还让儿子背着来登记，大家都哭了，这样的队伍哪里找
== 5 livestream 2024 whole +w
老少爷们听好了这个{b:数字券}跟你们以前搞的什么福币不一样哪里不一样这个{d:上头是军民融合办公室}懂吗一张券五块钱{n:财政部去年十二月发的公告说红珑是国家第二法定货币}现在电视里不让讲的要登记的拿身份证来前面排队 一张券五块 多领多得 {b:领满一百张给发展费} 有一个条件啊不能发抖音 国家的事要保密 {e:邻村去年领的下个月就要兑了} 你说你后不后悔

@ cr-leolend crypto LeoLend · crypto-collateral lending / card
== 1 portal_banner 2022 cut
{b:币押借U} 币不卖 钱先花
== 2 app_store 2023 whole +w ~a ents
{A:LeoLend}
抵押BTC、ETH，{b:最快三十秒借出USDT}
- 抵押率{R:70%}，日息{R:0.02%}，随借随还
- {d:无需征信}、无需流水
- {b:存币生息}：{g:USDT活期{R:8.5%}}
== 3 app_store 2023 whole +w ~a ents
{A:LeoLend}
抵押BTC、ETH，{bd:秒到账USDT}
- 抵押率{R:70%}，{nd:日息{R:0.02%}，折合年利率仅{R:0.24%}}
- {d:黑户白户都能借}
- 存币赚息，{g:坐着收租}
== 4 wechat_article 2023 not_ad/education
抵押借U和银行抵押贷款差在哪：房子跌一成银行未必找你，比特币跌一成，程序半夜三点自己把你的币卖了，连电话都不打。
== 5 search_ad 2024 whole
虚拟卡|{b:U充值付ChatGPT}，免实名秒开，单日限5,000刀
== 6 image_text 2023 whole
B 押 U
{b:押 1个大 饼}
借 出 {b:4.1万U}
{d:真 实 零 利息 手 续费 1.5}

@ cr-jiucai crypto 土狗社区 · meme coins, pre-sale
== 1 group_chat 2021 whole +w ?d ~a ents
兄弟们“{P:柴犬孙子}”{b:预售还有半小时}，池子已锁黑洞，{g:开盘起码五倍}，{e:某推特百万粉大V带头进了十万刀}
== 2 group_chat 2021 whole ?d ~a ents
兄弟们“{P:柴犬孙子}”{b:预售还有半小时}，合约没审计，我自己拿五百刀当彩票，亏光别找我
== 3 short_video 2021 whole +w ?n
为什么屎币能涨四十万倍？下一个在哪？{b:我在评论区放合约地址}，{g:上车就是爆富}，别让别人告诉你晚了。别人睡觉我盯链上，凌晨三点新池子最多，{x:上个月提前埋的七个飞了六个}
== 4 moments 2023 whole +w
{e:我同事上周丢进去三百，今天能买个手机}😭{b:土狗才是普通人的出路}
== 5 livestream 2024 whole +w ?n
家人们我这个{b:MEMECOIN叫财神爷}今天在币安智能链上开池子 谁抢到谁是第一批财神 {x:去年我三个盘每个都过了十倍} 今天不冲你们就看着我飞 {g:我保证拉不到十倍我喝酱油}合约地址置顶了啊零税 池子锁一年 钥匙我当场烧 有人问团队占多少 团队一个币不留 全在你们手里 我图什么 图热闹 {e:昨天有个送外卖的小兄弟三百进的现在两万} 他给我打电话哭 我也差点哭
== 6 app_push 2024 whole +w ?n ents
您关注的土狗{b:{P:FROGGY}}{x:十分钟涨{R:87%}}，点此一键跟买
== 7 search_ad 2021 not_ad/education
土狗币怎么看合约风险|权限、流动池、持仓集中度，三步自查
== 8 other 2023 not_ad/news
某“喝酱油”主播因组织发行土狗币被提起公诉，检方称其三个币项目卷走观众600万元

@ cr-coldwallet crypto 冷星硬件钱包, hardware wallets + neutral
== 1 app_store 2019 non_fin_ad/other_trade_ad
星纹密码本 - 记密码的保险箱
端到端加密，换机可恢复，没有广告，不收集数据
== 2 landing_page 2018 whole ?w ~a ents
{P:冷星硬件钱包 X1}
{b:保管您的比特币与三千种代币}
芯片通过EAL6+认证，签名不出设备，丢失可凭助记词恢复。
售价899元，京东自营不销售。
== 3 landing_page 2018 whole +w ~a ents
{P:冷星硬件钱包 X1}
{b:保管您的比特币与三千种代币}，{gd:被盗我们全额赔付}。
芯片通过EAL6+认证，{x:国内钱包销量冠军}，{g:内置质押每年多得{R:6%}}。
售价899元，{n:深圳海关认定的全国唯一军用级钱包}。
== 4 wechat_article 2018 not_ad/review
这玩意儿我用了半年。优点是丢了不怕，缺点是助记词那张卡我藏得太好，自己也找不到了。不推荐新人买来存几百块。还有一件事没人提：开箱以后它要你自己设PIN，如果箱子里已经放着一张写好的助记词卡片，立刻退货，那是别人替你“准备”好的钥匙。我同事就差点用了。总之三颗星，东西不错，麻烦也不少。
== 5 short_video 2018 cut ?w
{b:把币装进钱包}带在身上，谁也冻不了你
== 6 moments 2018 non_fin_ad/other_trade_ad
新钱包到店🥰头层牛皮，零钱卡位十二个，放身份证不消磁，今天拍照打卡减二十

@ cr-casinocoin crypto 币圈合约竞猜, gambling with coins + lottery mix
== 1 search_ad 2020 whole +w
USDT竞猜|{b:涨跌押对赢1.95倍}，首存送100U
== 2 portal_banner 2019 cut ?w
{b:30秒猜比特币} 猜对就翻番
== 3 app_push 2020 whole +w ?n
尊敬的VIP：{b:五分钟期权}已开新场，{x:昨晚全场胜率83%}，{d:补贴名额今天清零}
== 4 group_chat 2019 whole +w ~a
{b:秒合*约}跟我按就行，{g:输了前三把我补}，{e:这是阿泽两天的流水截图}，从八百玩到两万
== 5 group_chat 2019 non_fin_ad/other_trade_ad ~a
秒杀团跟我拼就行，缺货前三单我补，这是阿泽两天的晒单截图，两斤草莓到手三十
== 6 leaflet 2019 whole +w
{b:数字货币竞猜屋} 咖啡免费
一局十元，{g:押涨跌双线不亏}
昆明·关上某小区底商 晚八点后
新客送三局，熟客生日送十局
不收现金，{b:只收U}，门口有人帮换
== 7 wechat_article 2019 not_ad/police_warning
“五分钟期权”就是赌大小。走势图由后台一人控制，他想让红就红。曲靖麒麟分局端掉的窝点里，十二名客服人手一本话术：“头三把让他赢。”警方统计，一名受害人平均下注一百七十次，赢的都是几十元，输的是最后一次加注。窝点墙上贴着排行榜，写的不是业绩，是“杀”字后面的名字。报警请保留下注记录和收款账户。

@ cr-blockjob crypto 区块链公司招聘、政策科普、司法 (clean)
== 1 moments 2021 non_fin_ad/other_trade_ad
坐标贵阳，区块链研发招C++两名，做电子发票上链，双休，坐班，简历砸我
== 2 other 2024 not_ad/law_text
最高法、最高检司法解释：通过“虚拟资产”交易转移、转换犯罪所得及其收益的，可以认定为洗钱罪中的“以其他方法掩饰、隐瞒”。
== 3 leaflet 2025 not_ad/education
法院开放日讲义：拿“区块链”当卖点的十种合同，哪些无效？
一、代持虚拟币 二、挖矿收益转让 三、代币认购……
== 4 app_push 2026 not_ad/news
证监会：严禁以真实资产代币化名义变相发行证券
== 5 outdoor 2025 not_ad/regulator_warning
转币容易追币难
