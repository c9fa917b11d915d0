%% part d: exactly one or two mild positives of d, x or g
@ px-lowrisk bank_wealth bank counter talk of an invented town bank
== 1 moments 2016 whole ?u ~a
我们网点这款是{g:收益稳当}的那种，{d:风险跟存钱差不多}，五万起，行里有公告，不懂来问我。市场有波动，买前先做评测
== 2 moments 2016 whole ?u ~a
我们网点这款是二级风险的那种，净值会变动，五万起，行里有公告，不懂来问我。市场有波动，买前先做评测
== 3 sms 2017 whole +w ents
{A:梧溪农商行}新出随存随取理财，{d:灵活得像活期，收益却像定期}，一万起购，到柜台办理
== 4 leaflet 2018 whole ents
{A:梧溪农商行} {P:随心宝}
每天可赎回 一万元起
比较基准每季公布
理财非存款 产品有风险
== 5 sms 2018 whole ?g ents
{A:梧溪农商行}{P:随心宝}，业绩比较基准{R:3.1%}到{R:3.6%}，每日开放，理财非存款，投资须谨慎
@ px-lowhigh p2p_crowdfunding_franchise small lending site
== 1 sms 2015 whole +w ?u ~a ents
闲钱放在{A:小麦穗}，{d:低风险高回报}，五百元起，手机就能操作，点击注册
== 2 sms 2015 whole ?u ~a ents
闲钱放在{A:小麦穗}，风险与回报并存，五百元起，手机就能操作，点击注册
== 3 portal_banner 2016 cut ?uw ents
{A:小麦穗} {d:小投入大收获}
== 4 moments 2016 whole +w ?u
{e:上次放的那一笔到期了，准时回来}。{g:几乎没有风险}的小麦穗，想了解的可以找我要邀请码
== 5 short_video 2017 whole +w ?u
存银行一年才那么点，不如拿一部分放在这个平台，{d:比银行划算得多}，一百块就能试
@ px-lowfee loan town loan broker with fee claims
== 1 leaflet 2018 whole ?u ~a
办贷款 找德旺 {x:手续费全县最低} 房贷车贷信用贷 团结路电信楼下
== 2 leaflet 2018 whole ?u ~a
办贷款 找德旺 手续费先说清楚 房贷车贷信用贷 团结路电信楼下
== 3 sms 2019 whole ?un
银行信用贷代办，{x:批下来的比别家多}，资料齐全两天有结果，先评估再收费，小邹
== 4 moments 2019 whole ?und
我们团队今年做了三百多笔，{x:同城的通过率算最高}的，征信有点小问题也可以先看看能不能做
== 5 sms 2020 whole ?u
无抵押借款，不电核不上门，{d:征信不作要求}，额度一万到二十万，二十四小时内到账，退订回T
@ px-idcard loan messages about ID card and speed
== 1 group_chat 2019 whole ?u ~b
{d:身份证一到就打款}，两千到两万，学历{d:收入都不问}，私我看额度
== 2 group_chat 2019 whole ?u ~b
身份证、工资流水、征信报告三样到齐，审核一到两天，两千到两万，私我看额度
== 3 app_store 2019 whole ?u
一分钟借钱助手，凭身份证{d:人人有额度}，无抵押，提现快
== 4 sms 2021 whole ?u
急用钱看这里，不打电话 {d:不查不问} {d:必定到账}，额度800到3000，回复1
== 5 short_video 2021 whole ?u
我这个口子利息不高，也不用跑腿，{d:负债再多都能下}，想办的把手机号打在弹幕
@ px-mostpro securities invented teaching and broker offers
== 1 search_ad 2019 whole +w ?u ~a
股票开户|{x:业内最专业的投资平台} 开户快 行情实时
== 2 search_ad 2019 whole +w ?u ~a
股票开户|专业的投资平台 开户快 行情实时
== 3 app_store 2018 whole +w ?u
股往金来，{x:国内选股最准的软件}，图表清楚，操作容易
== 4 sms 2020 whole +w ?u
您申请的开户费率已核准，{x:佣金全市最低}，今日联系客户专员完成绑定即可
== 5 wechat_article 2021 whole ?u
不少朋友问该选哪家开户。我们在行业里{x:服务散户口碑最好}，手续线上办，不另收费，账户有人工答疑。市场有风险，交易需谨慎。
@ px-limit p2p_crowdfunding_franchise one-day-sale and scarcity
== 1 sms 2017 whole +w ?u ~a
六个月新标，三点开抢，{d:只卖今天一天}，一千起，回T退订
== 2 sms 2017 whole +w ?u ~a
六个月新标，三点上线，一千起，回T退订
== 3 portal_banner 2018 whole ?u
新客专享标 {d:下架倒计时 两小时} 投资有风险
== 4 app_push 2018 whole +w ?u
本期项目{d:满标后永久关闭}，未投用户请尽快
== 5 sms 2019 whole +w ?u
您关注的债权{d:过今天就没有了}，预约起点五千，详情见官网
@ px-saveins insurance savings insurance sold like deposits
== 1 moments 2020 whole +w ?u ~a
有保险公司的产品，{d:就是换个地方存钱}，存三年领一次，每年给利，想了解加我
== 2 moments 2020 whole ?u ~a
有保险公司的年金产品，交三年，第五年起领，提前退保有损失，想了解加我
== 3 leaflet 2021 whole ents
{A:平湖人寿} · {P:稳稳年年}
{g:利益写进合同 一辈子锁定}
{d:相当于长期存款}
每年交1万 交五年
本产品为人身保险，不等同于银行存款，退保可能有损失
== 4 sms 2022 whole +w ents
【{A:平湖人寿}】年金产品开门红，{d:和大额存单一样放心}，{d:本月底停售}，详询您的服务经理
== 5 livestream 2022 whole +w ?u
大家知道现在利率往下走 这个增额寿 {g:三点多复利写在合同里 谁都拿不走} 那个 养老的钱就放这里 比到处乱投要省心
@ px-fundmild public_fund near-zero risk funds
== 1 short_video 2021 whole +w ?u ~a
闲钱别闲着，这只债基{g:几乎不会亏}，买入卖出都方便，链接在下面
== 2 short_video 2021 whole ?u ~a
闲钱别闲着，这只债基也会有回撤，买入卖出都方便，链接在下面
== 3 app_push 2022 whole +w ?u
零钱罐新推短债，{g:天天有进账}，点击了解
== 4 moments 2023 whole +w ?un
给客户做的组合，{x:收益在同业里排前三}，需要的可以看资料
== 5 search_ad 2023 whole ?u
债券基金推荐|{x:回报远胜同类} 不要把鸡蛋放一个篮子，基金可能亏损
@ px-prepay general prepayment, store card and property
== 1 leaflet 2017 whole v=deposit +w
梧桐洗衣储值卡 {ug:存三千 一年利息三百} {g:本金可随时退}
== 2 outdoor 2017 whole v=housing
西江边小高层 {g:涨价只是时间问题} 首付30% 售楼处88xxxx06
== 3 moments 2018 whole v=housing +w ?b
铺子带租约，{g:租金每年按八个点给}，{g:稳收十年}，朋友自己挑位置
== 4 sms 2019 whole v=loan ?ud
过年急需周转的朋友，我这边征信花了也有机会，{x:利息比同行低一半}，材料少，详谈
