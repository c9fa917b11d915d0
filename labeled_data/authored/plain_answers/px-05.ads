%% part c: app-store and company texts in generic prose
@ px-qingfeng securities invented licensed broker app
== 1 app_store 2016 whole +w ents
{A:清枫证券}手机软件集行情、资讯、交易、理财于一身，界面清爽，操作简单，开户只需身份证和银行卡，为您的投资保驾护航。
== 2 app_store 2018 whole
清枫证券手机软件，集行情、资讯、交易、理财于一身，开户全程线上完成。股市有风险，入市需谨慎。
== 3 app_store 2020 cut ?wu
新版看点：1.自选股分组拖动 2.横屏K线 3.条件单支持止损 4.修复已知问题
== 4 portal_banner 2021 cut
清枫证券 陪您看懂每一天的市场
@ px-haitangfund public_fund app of an invented fund house
== 1 app_store 2017 whole +w ents
{A:海棠基金}官方客户端，汇集旗下全部基金，定投、转换、赎回轻松搞定，专业投研团队，安全放心，{x:最懂您的理财管家}。
== 2 app_store 2019 whole +w ?n ~a
海棠基金官方客户端，支持定投和智能组合，页面简洁，服务贴心，{x:权益投资能力业内排名第一}，值得托付。
== 3 app_store 2019 whole +w ~a
海棠基金官方客户端，支持定投和智能组合，页面简洁，服务贴心，持有人一看就会用，值得托付。
== 4 app_push 2022 not_ad/notice
本周定投日提醒：您设置的计划将于周四扣款，基金有风险，投资须谨慎，点击查看扣款账户余额
@ px-shouzhang general bookkeeping tools
== 1 app_store 2018 non_fin_ad/other_trade_ad
口袋记账本，三秒记一笔，自动生成月度报表，支持多账本共享，云端备份，最简单好用的记账工具，千万用户的选择。
== 2 app_store 2021 non_fin_ad/other_trade_ad
专为小店老板设计的进销存软件，开单、库存、欠款一目了然，永久免费，数据安全有保障，客户都说好。
== 3 app_store 2020 non_fin_ad/other_trade_ad
房贷计算器：等额本息、等额本金对比，提前还款模拟，LPR利率自动更新，不联网也能算，界面干净无广告。
@ px-lanpay payment wallet brand that is unknown
== 1 app_store 2016 whole ?u ents
{A:蓝鲸付}是一款便捷的手机钱包，支持转账、缴费、充值、商户收款，采用银行级加密，安全可靠，让每一次付款轻松愉快。
== 2 app_store 2018 cut ?u
蓝鲸付：水电煤缴费、手机充值、公交乘车、扫码收钱、会员积分
== 3 leaflet 2019 whole ?u
蓝鲸付收款码，小店收钱语音提醒，次日到账，免费贴码，服务热线400-6xx-1180
@ px-yunbank deposit app of an invented city bank
== 1 app_store 2017 whole ents
{A:沅江银行}手机银行为您提供账户查询、转账汇款、缴费充值、理财购买、网点导航等服务，随时随地，安全便捷，您身边的贴心银行。
== 2 app_store 2020 whole ents
{A:沅江银行}手机银行5.0，全新界面，指纹登录，语音导航，老人版大字体，交易全程加密，用心服务百姓。
== 3 wechat_article 2019 whole ?u
新版手机银行来了：转账不收手续费，存款在线预约，社保卡可绑定，还可为父母设置亲情账户。下载后用身份证注册，首次登录送积分，活动时间为6月1日至6月30日。
@ px-mingxin insurance insurers and brokers of protection
== 1 app_store 2017 whole ents
{A:明溪人寿}官方App，保单查询、续期缴费、在线理赔、健康问诊，专业团队全天候守护，让家人更安心。
== 2 app_store 2019 whole ?u
蜗牛选保险，百款产品横向对比，专业顾问一对一解读条款，协助理赔，中立客观，用得省心。
== 3 leaflet 2021 whole ents
{A:明溪人寿} 家庭意外险
一家三口均可投保
意外身故伤残、意外医疗
每人每年156元
保什么不保什么请看条款
== 4 landing_page 2020 whole
明溪人寿少儿重疾险
30类重大疾病，10种轻症
保障至25岁
等待期90天，免赔额与责任免除以条款为准
孩子健康告知需如实填写
@ px-xinyu loan loan guide and consumer app
== 1 app_store 2018 whole ?u
小雨贷款指南，安全、专业、快捷，为您甄选正规机构，适合上班族、个体户、车主，资料加密，绝不泄露，免费使用。
== 2 app_store 2019 whole ?un ~b
星梯借款，操作简单，审批快，额度高，手续透明，用户口碑良好，{x:下款成功率同类应用第一}，随时随地为您服务。
== 3 app_store 2019 whole ?u ~b
星梯借款，操作简单，审批快，额度高，手续透明，用户口碑良好，随时随地为您服务。
@ px-piao p2p_crowdfunding_franchise invented P2P brands in plain prose
== 1 app_store 2015 whole +w ?u ents
{A:柚皮金服}是专业的互联网金融信息平台，专注小微企业借款，项目丰富、操作简便、信息公开，让理财变得简单轻松。
== 2 app_store 2016 whole +w ?u ents
{A:海螺出借}，注册即可浏览项目，一百元起，期限一到十二个月，流程透明，客服贴心，帮您管理闲散资金。
== 3 app_store 2017 cut ?wu
功能：项目筛选、自动投标、回款日历、风险测评、债权转让、电子合同
== 4 app_store 2018 whole +w ?un ents
{A:柚皮金服}，{x:行业领先}的网络借贷平台，累计撮合超四百亿元，资金银行存管，百元起投。
== 5 landing_page 2018 whole ?u
海螺出借
百元起投，期限灵活
资金由银行存管
借款资料见每个项目的详情页
出借有风险，请根据自身承受能力选择
@ px-jinyi private_fund wealth firms company texts
== 1 wechat_article 2017 whole +w ?u
我们是一家财富管理公司，服务高净值家庭已有六年。团队成员来自银行、信托、券商，擅长资产配置。我们相信，好的财富规划不是追逐热点，而是陪伴客户穿越周期。目前在售的有私募股权和地产类产品，欢迎预约到店品茶。
== 2 leaflet 2018 whole ?u
财富家私享会 资产配置课堂
周六下午两点 茶点已备
股权、债权、海外资产一站式了解
产品有风险，认购需评估，非保本
== 3 outdoor 2019 cut ?u
云隐财富 值得托付
@ px-gold futures_forex_gold app for gold price
== 1 app_store 2018 whole +w ?u
金价通，实时黄金白银行情，轻松开户交易，24小时双向买卖，图表专业，操作流畅，新手也能快速上手。
== 2 app_store 2020 whole ?u
期货快讯，报价、持仓、资讯一站掌握，支持模拟练习，界面专业，期货交易风险大，入市请慎重。
== 3 app_store 2022 non_fin_ad/other_trade_ad
金价查询工具，每日首饰金、回收金价格更新，方便到店前比价，不提供交易。
@ px-caixun securities quotes and news apps of unknown brand
== 1 app_store 2017 whole +w ?u
禾豆看盘，操作简单的炒股软件，行情刷新快，资讯全，帮您做出更好的投资决策，受到股民喜爱，免费使用。
== 2 app_store 2020 whole ?u
禾豆看盘，行情、资讯、自选股云同步，数据仅供参考，不构成投资建议，股市有风险。
== 3 app_store 2021 cut ?wu
自选股、龙虎榜、资金流向、筹码分布、公告提醒
== 4 search_ad 2019 whole +w ?un
炒股软件|看盘更快 选股更省心 百万股民都在用的手机炒股工具
@ px-company general corporate profile pieces
== 1 wechat_article 2016 not_ad/portal_text
南麓农村商业银行成立于2009年，前身为农村信用社，下辖支行32家，员工680人，秉承“立足三农、服务小微”的宗旨。
== 2 landing_page 2018 not_ad/portal_text
关于我们 | 海汐保险经纪成立于2012年，总部设在厦门，在全国设有十二家分公司，主要从事保险经纪业务，服务企业客户两千余家。
