%% part a, second half
@ px-nanning loan broker for civil servants in Nanning
== 1 sms 2018 whole ?u ents
公务员、事业单位、国企员工信用贷，年利率低至{R:4.8%}，额度最高50万，免担保，南宁民族大道，卢经理181xxxx3390
== 2 image_text 2018 whole ?u
公职人员专属信用贷
额度 5-50万
年化 4.8起
期限 1-5年
手续简単 审批快
南宁 卢经理 181xxxx3390
== 3 wechat_article 2019 whole ?u
单位好不等于贷款一定批。我们整理了银行看公职人员的五个点：一看编制，合同工和在编额度差一倍左右；二看公积金基数；三看现有信用卡使用率，最好不超过七成；四看近三个月查询次数；五看有没有为别人担保。五项都过关，年息一般在4.8%到6%之间。哪一项不确定，可以把情况发到后台，顾问会在工作日回复。咨询不收费，办成后按合同约定收取服务费。
@ px-tiexi loan broker of machine-tool owners
== 1 sms 2015 whole ?u
机加工厂、模具厂的老板：设备可抵押，订单可融资，额度看设备残值，利息可谈，沈阳铁西，电话024-25xxxx08
== 2 leaflet 2015 whole ?u
设备抵押融资服务
□ 数控机床 □ 注塑机 □ 叉车吊车
□ 发票齐全，使用五年以内
□ 设备留厂继续使用
□ 评估后三天内给答复
@ px-yunnanhouse loan rural homestead and small-town loan desk
== 1 leaflet 2020 whole ents
{A:云龙县农村信用合作联社}
“{P:诺邓贷}” 面向火腿加工户和养殖户
额度5万至30万 期限一到三年 年利率{R:5.15%}
请带身份证、营业执照到各乡镇信用社办理
== 2 sms 2021 whole
【云龙农信】您所在的村已完成信用村评定，信用户可凭证办理免担保贷款，利率优惠，请到乡镇网点咨询
@ px-qiyedai loan enterprise loan telemarketing firm, Shanghai
== 1 sms 2019 whole ?u
张总您好，贵司是开票企业，可以申请发票贷，近一年开票满100万，额度最高300万，不用抵押物，随借随还，我姓柏，上海普陀
== 2 sms 2020 whole ?u ~a ents
张总，上次说的发票贷利率又降了一点，{R:3.85%}起，用一天算一天，资料只要执照和近两年报表，您看这周方便吗
== 3 sms 2020 whole ?u ~a ents
张总，上次说的发票贷利率又降了一点，{x:上海所有渠道里最便宜}，用一天算一天，资料只要执照和近两年报表，您看这周方便吗
== 4 moments 2021 whole ?u
周一晨会纪要：本周重点客户是做外贸的，手里有报关单就能试出口退税贷。各位老板有认识的介绍一下，请喝咖啡☕
@ px-hkfinance loan licensed money lender in Hong Kong
== 1 search_ad 2023 whole ?u
私人貸款|網上申請 最快即日過數 毋須入息證明文件可傾 放債人牌照號碼1xxx/2023 忠告：借錢梗要還，咪俾錢中介
== 2 portal_banner 2024 whole ?u
業主二按 還款期長達120個月 免律師樓手續費詳情請查詢
== 3 sms 2022 whole ?u
你的清卡數計劃已可申請，將多張卡結欠合併為一筆，月供較輕鬆，查詢WhatsApp 6xxx 2291
@ px-cheng loan Chengdu all-kinds card
== 1 leaflet 2014 whole ?u
成都办贷款：
房贷 车贷 信用贷 企业贷 票据贴现
上班族 2—20万
个体户 5—30万
有房族 10—500万
不收前期费用
陈先生 028-86xxxx53
== 2 sms 2014 whole ?u
成都东门这边办各类银行贷款，抵押的无抵押的都有，费率透明，一次面签，两到三天到账，小陈
== 3 outdoor 2014 cut ?u
房产 · 汽车 · 信用 贷款咨询请上三楼
@ px-cashtool loan small mobile cash loan SMS
== 1 sms 2019 whole ?u ents
【{A:橘子备用金}】恭喜您获得申请资格，额度500-8000元，无抵押无担保，手续简单，点击链接填写资料，退订回T
== 2 sms 2019 whole ?u ents
【{A:小榕借}】您申请的借款尚未完成最后一步，补充银行卡即可提交审核，综合年化不超过{R:24%}
== 3 app_push 2020 whole ?u
本月账单已还清，您的可用额度恢复为6000元，需要周转可再次申请
== 4 app_store 2020 whole ?u ents
{A:小榕借}App，为用户提供信用借款服务。产品特点：额度{R:500—8000元}；期限3、6、12个月；年利率{R:18%—24%}；无担保，线上操作，放款快。客服热线400-6xx-x281。
@ px-hebei loan wholesale-market stall lender
== 1 sms 2016 whole ?u
白沟箱包城的商户，节前备货贷开始报名，五户联保可到50万，单户信用最高15万，月息8厘左右，详问市场东门服务点
== 2 group_chat 2017 whole ?u
@所有人 服务点今天有银行的人过来，办抵押、换利率、提额度的下午三点前到，人少不用排队
@ px-lawyerloan loan consumer case manager, Guiyang
== 1 moments 2020 whole ?ue
一位做美容店的姐姐，两家网贷三张卡，月供六千多。我们把高息的换成一笔三年的银行信用贷，月供三千二。不是每个人都能换，先查征信再说。#贵阳
== 2 short_video 2021 whole ?u
大家好我是贵阳小石头，今天讲讲信用贷的三个误区。第一，额度不是申请得越多越好。第二，利息低不等于总成本低，要看手续费。第三，别把贷款借给别人用。想问自己的情况可以私信。
@ px-agri loan rural cooperative agricultural loan agent of a bank
== 1 sms 2022 whole
【农业银行】春耕备耕时节，农行惠农e贷为您提供购肥购种资金，额度最高30万元，线上申请，随借随还，详询网点
== 2 outdoor 2022 whole
农业银行惠农e贷 支持春耕 电话95599
@ px-dealer loan motorbike and furniture instalment lender's store posters
== 1 leaflet 2018 whole ?u
买家电可分期：500元起分，6期12期可选，每期利息店内公示，凭身份证和银行卡由店员协助申请，结果以资方审核为准
== 2 outdoor 2018 cut ?u
手机分期 在此办理
@ px-pawnno loan ordinary pawn shop
== 1 leaflet 2016 whole ?u
典当行，国家特种行业，主营黄金、铂金、名表、钻石、汽车、房产抵押典当。当场验货，按国家规定收取综合费率，当期可续当。地址：湖州红旗路，电话2xxxxx6
== 2 sms 2017 whole ?u
您在本行的当物将于15日到期，可续当或赎回，另新到房产典当，放款快、额度足，欢迎来电
@ px-cert loan insurance-loan of licensed group and company staff
== 1 sms 2015 whole
您好，平安普惠门店客户经理小温，车主、业主、寿险客户可申请信用贷款，三年期等额还款，月费率以审批为准，门店在财富大厦4楼
== 2 leaflet 2017 whole
中信银行公积金网络信用消费贷款 · 线上申请 · 额度最高50万元 · 年利率以系统批复为准 · 还款方式灵活
== 3 search_ad 2020 whole
北京银行京e贷|线上申请 额度最高30万 年化利率4.9%起 申请资格以银行审核为准
@ px-yibin loan plain posts of a one-person broker
== 1 moments 2023 whole ?u
不吹牛：我手上能做的就是五家银行的信用贷和两家的抵押贷，利率3.4%到6%，能做就告诉你，做不了也告诉你为什么。宜宾小代
== 2 moments 2024 whole ?u
LPR又下了，去年5.2%的经营贷可以问问能不能换。先算违约金再决定，不急。
== 3 group_chat 2024 whole ?u ~c
@楼上那位，房产抵押的话评估价七成，钱走公户，用于进货要有合同，大概两周放款
== 4 group_chat 2024 whole ?u ~c
@楼上那位，房产抵押的话评估价七成，{h:拿去付新房首付也可以}，大概两周放款
