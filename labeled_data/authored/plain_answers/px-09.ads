%% plain loan pairs and a few neighbours of d
@ px-qingshan loan broker of vehicle and policy loans, Ganzhou
== 1 sms 2017 whole ?u ~a
车子按揭中也能申请，车在你手里开，额度按月供的三四十倍算，赣州客家大道，邱经理150xxxx7719
== 2 sms 2017 whole ?u ~a
车子按揭中也能申请，车在你手里开，{d:有没有逾期都不影响}，赣州客家大道，邱经理150xxxx7719
== 3 leaflet 2018 whole ?u
汽车融资 六步走
看车 评估 签约 装GPS 登记 放款
绿本抵押 月息一分二起
提前还款按天结算
公司有停车场，欢迎来看
@ px-gongzi loan payroll-loan desk of an invented bank
== 1 sms 2019 whole ~a ents
【{A:澄江农商行}】代发工资客户专享消费贷，年利率{R:5.4%}起，额度最高20万，手机银行可申请，审批结果以系统为准，回N退订
== 2 sms 2019 whole ~a ents
【{A:澄江农商行}】代发工资客户专享消费贷，年利率{R:5.4%}起，额度最高20万，{d:百分之百批}，{d:三秒到卡}，回N退订
== 3 app_push 2020 whole ?u
您有一张贷款利率九折券，本月内支用可抵扣，打开看看使用规则
@ px-bishan loan decoration firm and housing neighbour
== 1 leaflet 2020 whole ?u ~a
装修先住后付 联合银行分期 半包全包都能分 12期24期36期 费率在合同里写清 渝北区新牌坊
== 2 leaflet 2020 whole ?u ~a
装修分期款 {h:也可以拿来凑首付} 半包全包都能分 12期24期36期 费率在合同里写清 渝北区新牌坊
@ px-haian loan fisheries and boat loan broker
== 1 sms 2018 whole ?u
伏季休渔前修船、换网、买冰，船东可凭船舶证书申请借款，期限跟着开渔走，海安老坝港，仲会计
== 2 short_video 2023 whole ?u
海边养紫菜的老乡，九月投苗要用钱，银行有专门的养殖贷，看养殖证、看亩数。我帮着整理材料，成了收一点辛苦费，不成不要钱。
@ px-tax loan tax-loan consultant, Suzhou
== 1 wechat_article 2022 whole ?u ~a
这个月有四家银行调整了税贷门槛：纳税等级从B放宽到M，成立年限从两年改为一年半，开票断档不能超过三个月，法人变更要满半年。额度上限没变，仍是三百万。利率区间三厘二到四厘八，先息后本可做一年。符合三条以上的企业，把税号发来，顾问替您排个申请次序，免得查询次数白白用掉。
== 2 wechat_article 2022 whole ?u ~a
这个月有四家银行调整了税贷门槛：纳税等级从B放宽到M，成立年限从两年改为一年半，开票断档不能超过三个月，法人变更要满半年。额度上限没变，仍是三百万。利率区间三厘二到四厘八，先息后本可做一年。条件差几条的，{d:我们有办法把报表做到符合}，把税号发来，顾问替您排个申请次序，免得查询次数白白用掉。
== 3 moments 2023 whole ?u
帮客户跑完最后一趟公证处，下雨天也准点。做信贷就是跑腿活，资料对了，放款自然就快。苏州园区的老板有事留言。
@ px-selflend loan private lender versus shop loan agent
== 1 sms 2015 whole ?u ~a
短期周转三五万，当面签合同，利息一分五，代办银行和小贷公司的借款，城关镇，老葛
== 2 sms 2015 whole ~a
短期周转三五万，当面签合同，利息一分五，{u:本人自己的钱放给你}，城关镇，老葛
== 3 outdoor 2015 whole ?u
借款 城关镇东街桥头 押车押房 手续当面办
@ px-flyer bank_wealth invented bank's flyers
== 1 leaflet 2017 whole +w ~a ents
{A:甜水湾银行} 新客理财
91天 五万元起
{g:预期年化{R:4.8%}}
本周二起在各网点和手机银行发售
== 2 leaflet 2017 whole ?g ~a ents
{A:甜水湾银行} 新客理财
91天 五万元起
业绩基准{R:3.9%}至{R:4.3%}，不代表实际收益
本周二起在各网点和手机银行发售
== 3 image_text 2018 whole
甜水湾银行 结构性存款
二年期 五万起
收益与金价挂钩 可能只得最低一档利息
产品有风险 详见说明书
