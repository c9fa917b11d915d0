%% securities, author se, file 6
@ se-hongqiao securities 虹桥投顾 牌照自夸
== 1 portal_banner 2022 cut ?wu ents ~a
{A:虹桥投顾}：{x:A股最懂散户的人}
== 2 portal_banner 2022 cut ?wu ents ~a
{A:虹桥投顾}：说给散户听的人
== 3 image_text 2022 cut ?wu ~b
{d:证 监 会 认 可
跟 投 无 后 顾 之 忧}
== 4 image_text 2022 cut ?u ~b
许 可 证 可 查
盈 亏 自 负 　 不 承 诺 收 益
== 5 app_push 2022 cut ?wud ~c
最后2小时，老用户续费5折
== 6 app_push 2022 cut ?wu ~c
老用户续费5折，活动期至6月18日
== 7 landing_page 2022 whole +w ?u
虹桥投顾 VIP策略组
{d:由国有资本投资平台控股，客户资金万无一失}
{xn:连续21个月跑赢沪深300}
{e:中国某证券研究会常务理事单位，行业协会授予“投资者放心品牌”}
{n:策略组成立于2021年9月}
季费 12,800 元，{dg:收益不足学费的部分由国资股东补齐}
{e:退休法官郭先生：我查了三个月，终于敢把钱交给他们}
立即预约席位（{d:余4席，售罄不再开放}）
== 8 other 2023 not_ad/news
因在直播中宣称“国资补齐亏损”“连续21个月跑赢指数”，虹桥投顾被责令暂停新增客户六个月。

@ se-guanwang securities 社交头像与朋友圈短句
== 1 moments 2024 whole +w ?b ents
{u:带票，看缘分}
== 2 moments 2024 whole +w ents
{b:今天内部三只}，懂的来{ue:🐮老师一对一}
== 3 group_chat 2024 cut ?wub ents
上车了没[呲牙]
== 4 group_chat 2024 whole +w
{ue:听马哥的}{g:顿顿有肉}，新人先交{b:500群费}
== 5 moments 2024 not_ad/review ~a
马哥带单三个月，账户腰斩，头发也腰斩
== 6 moments 2024 whole +w ~a
{ue:马哥带单}三个月，{x:账户翻倍}，发际线都回来了
== 7 group_chat 2024 not_ad/private_message
马哥，群费能退不

@ se-duanyu securities 门户股票频道 文字链
== 1 portal_banner 2014 cut ?wun ents ~a
{x:胜率九成的短线王}
== 2 portal_banner 2014 not_ad/portal_text ~a
短线王者为何晚节不保
== 3 portal_banner 2016 cut ?wu ents
{b:内参：周一主力锁仓股}
== 4 portal_banner 2018 cut ?wu
{n:2月30日前必看}这份名单
== 5 portal_banner 2015 not_ad/portal_text
融资余额突破两万亿
== 6 portal_banner 2017 cut ?wu ents
套牢？{e:{x:国手级}专家帮您解}
== 7 portal_banner 2020 cut ?wu ents
{d:明早九点半关闭报名}
== 8 portal_banner 2026 not_ad/portal_text
A股AI荐股乱象调查

@ se-qunying securities 群英量化私享（“机构坐庄”）
== 1 group_chat 2024 cut ?wu
{b:庄家已建仓}{g:只等收钱}
== 2 short_video 2024 whole +w ~b
{b:跟着庄家喝汤}，{ue:我是你们野生操盘手阿凯}
== 3 sms 2024 whole +w
阿凯：{ub:内幕票一只}，{xn:胜率150%}，回1
== 4 outdoor 2024 cut ?wu ents
{A:群英量化}　{x:收益冠绝江湖}
== 5 outdoor 2024 cut ?wu ents
{A:群英量化}　用数据说话
== 6 landing_page 2024 whole +w ?u
群英量化 | 坐庄者联盟
一、{b:联合37家游资锁仓同一只股票}
二、{b:提前七天告知拉升时点}
三、{x:过去52周仅有1周收绿}
四、{n:会员中64%翻倍、38%小赚、11%保本，无人亏损}
入会 3.8 万，{g:首月不盈利次月免费直至翻倍}
{e:“把厂子关了，专心跟群英。”——晋江鞋企陈总}
== 7 other 2024 not_ad/police_warning
阿凯落网！所谓“坐庄者联盟”，三十七家游资全是他一个人的小号。
== 11 short_video 2024 not_ad/education ~b
跟着庄家喝汤？你就是那碗汤，阿凯是端碗的

@ se-quanshang-zheng securities 真实券商与投教（守法）
== 1 search_ad 2023 whole
华泰证券官方开户|涨乐财富通，手机办理。股市有风险，投资需谨慎
== 2 app_store 2024 cut ?w
国泰君安君弘：新增条件单有效期设置，优化北交所行情展示，修复部分机型指纹登录失效
== 3 app_push 2024 not_ad/notice
中信证券：国庆休市10月1日至7日
== 4 outdoor 2022 not_ad/education ~a
理性投资　远离非法荐股　——广发证券投教基地
== 5 image_text 2023 not_ad/education
投 资 者 三 问
我 懂 吗 ？ 我 亏 得 起 吗 ？
卖 给 我 的 人 有 牌 照 吗 ？
招 商 证 券
== 6 wechat_article 2025 not_ad/notice
招商证券关于暂停部分时段银证转账的公告：因系统升级，2025年5月17日22时至次日6时，部分银行的银证转账、密码修改业务将短时中断。请合理安排资金。
== 7 leaflet 2024 not_ad/education
【平安证券进社区】开户送的鸡蛋可以拿，密码和验证码一个字也别给。没有哪位客户经理会问您要密码，也没有哪家证券公司会替您炒股。有疑问，请拨打证监会12386热线。
== 8 sms 2025 not_ad/notice
【国信证券】您昨日银证转入20000.00元，如非本人操作请致电95536
== 11 outdoor 2022 whole +w ~a
大胆投资　跟上{ub:内幕荐股}　——{e:一代股王亲授}

@ se-liangpiao securities 两元店式荐股 地推
== 1 outdoor 2016 whole +w ?u ~a
扫码{b:领牛股}送抽纸
== 2 outdoor 2016 non_fin_ad/other_trade_ad ~a
扫码领牛排送抽纸
== 3 leaflet 2016 whole +w ?d
☆股民福音☆
{x:两天一个板}！{g:不赚不走}！
{ue:省城高人下乡带盘}
地址：农贸市场水果摊后面
今天交押金200，明天就涨到500
== 4 image_text 2016 cut ?w
{g:稳 O 亏 损}
{ue:高 人 带 盘}
== 5 short_video 2017 cut ?wu ~b
{e:高人来了}，{e:股民排队送锦旗}
== 6 short_video 2017 not_ad/news ~b
高人跑了，股民排队去报案

@ se-shudong securities 树洞研究（卖研报、知识星球）
== 1 wechat_article 2021 whole +w ?un
树洞研究·星球年度开放
我不是什么大V。十一年前我在一家中型券商写研报，写了四年电子，写到凌晨三点站在阳台上问自己，这东西到底谁在看。后来我出来自己写。
星球里现在有8600个人，一半是机构的买方研究员，一半是和我一样的散户。我们每天做三件事：读公告、打电话、算账。{x:过去六年，星球组合每一年都跑赢中证800}，{x:最差的2018年也正收益4%}。
有人问凭什么收1299？你在任何一家营业部听不到这些：产业链上一级经销商的库存、某龙头下季度的排产、{b:还没有公告的并购进度}。{e:一位管着两百亿的基金经理私下跟我说，他开盘前第一个看的就是树洞}。
{g:跟得上的人，今年回本不难，明年提车也不难。}
今年的名额放到本周五，{d:下次开放是明年，价格一定更贵}。
点击“阅读原文”加入，三天内不满意可退。
== 2 wechat_article 2021 whole ?un
树洞研究·星球年度开放
我在券商写了四年研报，后来出来自己写。星球现在有8600位读者，一半是同行。
我们每天读公告、打电话、算账，只写行业，不报代码，不代任何人做决定。2018年我们看错了整个面板周期，复盘文章置顶了三年没有删。
如果你想找一个告诉你明天买什么的人，请不要来。如果你愿意先承认自己会亏钱，再学着少亏一点，欢迎。
年费1299元，三天内可退。本内容不构成投资建议，过去的观点不预示以后。
== 3 app_push 2021 cut ?wu
树洞更新：面板库存第37周
== 4 moments 2021 whole +w ?u ents ~a
{x:六年没跑输过一次指数}的{A:树洞}开放了，1299一年，扫码
== 5 moments 2021 whole ?u ents ~a
六年里有两年跑输指数的{A:树洞}开放了，1299一年，看不看随缘，亏了别找我，扫码
== 6 other 2023 not_ad/private_message
树洞兄，去年那篇面板的库存我按你的口径又拉了一遍，二季度有个数好像重复计了，你方便时看下附件第三页。
