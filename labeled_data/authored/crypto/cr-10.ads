%% crypto batch 10 · middle lengths, pairs, early and late years
@ cr-lakecoin crypto 镜湖币 · 2015-2016 club coin with lectures
== 1 leaflet 2015 whole +w ~a
镜湖币财富沙龙（第七场）
时间：周六下午两点，芜湖某酒店三楼
内容：①互联网金融大势 ②{b:镜湖币发行与开户} ③抽奖电饭煲
开户一单6800，{b:碰一对奖六百}，{g:钱包里的币一年拆三次，拆一次多一倍}。
主讲：{e:著名经济学家、某部委退休司长傅老}
== 2 leaflet 2015 not_ad/education ~a
防范传销沙龙（第七场）
时间：周六下午两点，芜湖某酒店三楼
内容：①互联网金融风险 ②虚拟币传销案例 ③抽奖电饭煲
讲一个真实的案子：开户一单6800，碰一对奖六百，所谓“拆一次多一倍”，最后谁也没拿回来。
主讲：市公安局经侦支队傅警官
== 3 sms 2016 whole +w ~b ents
{P:镜湖币}昨日盘价2.31，{g:节后看3块}，{b:老会员复投打九折}，您名下还可开副卡两张，业务员小施
== 4 sms 2016 not_ad/notice ~b
镜湖大剧院昨日售出231张，节后看3场，老会员购票打九折，您名下还可领副卡两张，业务员小施
== 5 group_chat 2016 whole +w ?d
安徽的家人们，公司十一在普吉岛开年会，业绩够{b:左右区各五十单}的包机票。很多人问我们跟传销怎么区分：传销没有产品，我们有币；传销限制自由，我们带你去海边。{n:公司通过了ISO9001国际货币认证}，{x:全亚洲拿到这张证的只有三家}。该冲的冲一冲，十月起报单涨到九千八

@ cr-btcloan15 crypto 2014-2017 margin exchange + scrypt miner
== 1 wechat_article 2017 whole +w ?b ~a ents
【{A:聚币港}公告】比特币现金BCC充值、交易今日10:00开放。
8月1日24点前在{A:聚币港}持有比特币的用户，按1:1获得BCC，无需操作。为庆祝上线，三天内BCC/CNY交易免手续费，交易额前十名瓜分5个BTC。
为什么选{A:聚币港}：{x:国内第一家同时支持分叉与杠杆的平台}；{d:用户资产由中国人民银行备付金账户统一保管}。
== 2 wechat_article 2017 not_ad/notice ~a
【聚币港公告】根据9月4日《关于防范代币发行融资风险的公告》，BCC充值、交易今日10:00关闭。
9月30日24点前在聚币港持有比特币的用户，请及时提现，逾期将转入人工通道。三天内提币免手续费，如遇拥堵请耐心等待。
为配合清退，客服热线延长至晚十点；请勿相信“代办提币”的电话。
== 3 app_push 2017 cut ?w
{b:ICO打新}第12期：量子链，{g:首日翻两倍打底}
== 4 portal_banner 2017 cut ?w ~b
{b:以太坊 现价1820} 立即买
== 5 portal_banner 2017 not_ad/news ~b
以太坊 现价1820 较月初跌三成
== 6 search_ad 2016 whole +w
比特币杠杆|{b:3倍融币做多做空}，{x:国内深度第一}，手续费0元

@ cr-seafarm crypto 虾塘链/海洋牧场 token 2019-2021
== 1 wechat_article 2020 whole +w ~a
湛江硇洲岛的虾塘，今年有一半“上了链”。每口塘对应五千枚{b:“虾宝”通证}，认养一枚198元。投苗、喂料、起捕，摄像头全程开着；{g:不管台风还是虾病，每四个月按220元一枚兑付}。去年第一批认养人，{x:三季全部准时拿到钱}，有位在佛山做瓷砖的蔡老板{e:一口气认了六百枚，过年还收到公司寄的二十斤虾}。{d:省海洋与渔业厅把我们列为重点扶持项目，您的钱比放银行还稳妥}。下单步骤：关注公众号，实名，选塘号，付款，第二天可在“我的虾塘”里看到自己的那几口水。想实地看的，每月八号有大巴从湛江西站发车，管一顿海鲜午饭。塘边立了块牌子，写着每口塘的认养编号和饲养员电话，夜里打也有人接。
== 2 wechat_article 2020 non_fin_ad/other_trade_ad ~a
湛江硇洲岛的虾塘，今年有一半“上了链”。每口塘的投苗、喂料、起捕，摄像头全程开着，一斤虾198元的礼盒扫码就能看到它来自哪口塘。去年第一批订户，有位在佛山做瓷砖的蔡老板一口气订了六百斤，过年发给工人。台风天可能晚到，会提前打电话。省海洋与渔业厅把我们列为可追溯示范点。
== 3 livestream 2021 whole +w ~b
来看一下这口塘啊多大一口塘 十二亩 水底下那个黑的就是虾 {b:一百九十八认一枚 手机里就有虾宝了} 四个月以后{g:二百二给你} 有没有风险 {g:没有风险} {dn:我们给每枚虾宝买了存款保险 国家存保基金赔五十万} 是不是 老板娘把保单拿来
== 4 livestream 2021 non_fin_ad/other_trade_ad ~b
来看一下这口塘啊多大一口塘 十二亩 水底下那个黑的就是虾 一百九十八一箱 四斤装 冰袋加泡沫箱 有没有死的 有死的 死一只赔两只 拍照给客服 是不是 老板娘把秤拿来
== 5 moments 2020 whole +w ents
{P:虾宝}二期第3次派发到账{e:晒一下我的6,600}🦐{b:{P:虾宝}}{d:还有最后几百枚}{d:月底封塘停售}。封塘后要等明年清明才开下一塘。想跟我去岛上看的，月初有船，晕船的提前吃药😂

@ cr-tokenhk crypto 港澳持牌/無牌 · Hong Kong promotions, traditional
== 1 outdoor 2024 whole ?bu ~a
持牌虛擬資產交易平台 比特幣現貨ETF可於此買賣 虛擬資產價格極端波動，或損失全部本金
== 2 outdoor 2024 whole ~a
虛擬資產交易平台 比特幣現貨{b:內地客亦可開戶買賣} 價格極端波動，{g:本平台包賠本金}
== 3 wechat_article 2024 not_ad/faq
【港人問答】內地居民可以買香港的虛擬資產ETF嗎？答：不可以。發行人已在章程列明，不得向中國內地投資者發售；券商開戶時亦會查核身份。如果有人說「借個香港戶口就行」，請留意可能涉及違規與詐騙。
== 4 group_chat 2025 whole +w ?n ents
【澳門專場】{A:濠江數字}{b:代辦香港交易所戶口}，身份證+一張水費單，{x:通過率百分之百}，手續費1,200葡幣，開戶即享{b:BTC買賣返佣{R:25%}}，地址證明我哋可以代準備，全程唔使過關，微信視像十五分鐘搞掂

@ cr-agentcoin crypto AI agent / AI stock-picking style coins 2025-2026
== 1 short_video 2026 whole +w ?n ~a
我让五个大模型各拿一万美金{b:炒币}，{x:两周后第一名赚了一万七}。它的作者把提示词放在我主页了，抄进去，{g:让它替你赚}
== 2 short_video 2026 not_ad/news ~a
有人让五个大模型各拿一万美金炒币，两周后四个亏损，最惨的剩三千八。它的作者说，赚的那个也只是运气
== 3 app_store 2026 whole +w ?n
小算盘 Agent
一句话下达：“{b:帮我买跌了两成的公链币}”
· 它看推特、看链上、看资金费率，{x:准确率高过九成分析师}
· 不睡觉，不上头，{g:不会亏到本金}
· 私钥存在你的手机芯片
· 首月9.9元，之后按盈利的15%收
更新：增加了“跟巨鲸”按钮
== 4 landing_page 2026 whole +w
AgentFi
{b:把您的比特币交给会思考的代币}
{x:2026年最聪明的链上基金}
最低0.01 BTC · 每小时结算 · {g:首月净值不低于1.03}
{n:去年回撤仅2%，其中五月单月亏损31%}
*加入即视为同意
== 5 sms 2026 whole +w ~b
【小算盘】您的Agent昨晚抄底{b:BNB}赚91U，{e:您好友阿May同样策略多赚213U}，{d:策略席位今夜关闭}，升级回1
== 6 sms 2026 not_ad/notice ~b
【小算盘】您的Agent昨晚停止运行：策略触发10%回撤限制，已按您设定的止损平仓，亏损213U，详情见账单

@ cr-plusminus crypto mixed micro-advertisers, fragments in pairs
== 1 outdoor 2020 cut ?w ~a
{b:币圈老酒馆 喊单}
== 2 outdoor 2020 non_fin_ad/other_trade_ad ~a
东巷老酒馆 半价
== 3 portal_banner 2021 cut ?w ~b
{b:收币} {g:月入三成}
== 4 portal_banner 2021 non_fin_ad/other_trade_ad ~b
收邮币 上门估价
== 5 app_push 2024 cut ?w ~c
{b:狗狗币} {g:要翻倍了}
== 6 app_push 2024 not_ad/news ~c
狗狗币 跌去一半了
== 7 image_text 2022 cut ?w ~d
{b:泰达 币} {g:日 息 3‰}
== 8 image_text 2022 non_fin_ad/other_trade_ad ~d
泰 式 按 摩 日 夜 不 休

@ cr-shortfrag crypto fragments of banners and pushes
== 1 portal_banner 2023 cut ?w ~a
{b:质押}{g:稳拿APR 30}
== 2 portal_banner 2023 not_ad/interface ~a
质押 赎回 领取记录
== 3 app_push 2025 cut ?w ~b
{b:空投币} {d:今晚清零}
== 4 app_push 2025 not_ad/notice ~b
空投页今晚维护
== 5 search_ad 2019 cut ?w ~c
{b:平台币} {x:第一名}
== 6 search_ad 2019 not_ad/interface ~c
平台币 排序 名称
== 7 outdoor 2025 cut ?w ~d
{b:U兑现金 地下室}
== 8 outdoor 2025 non_fin_ad/other_trade_ad ~d
旧U盘回收 地下室
