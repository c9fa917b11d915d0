@ bw-dayu bank_wealth 大渝理财 · Chongqing wealth shops
== 1 sms 2016 whole +w ?u ents
【{A:大渝理财}】{P:金江宝}新手标，{g:30天{R:15%}}，限投五千，投满十万送周大福吊坠，退T
== 2 sms 2016 whole +w ?ud ents
【{A:大渝理财}】春分特惠，{P:江月盈}季度标{g:{R:9.6%}}，股东系上市公司，回T退
== 3 outdoor 2016 cut ?wu
大渝理财 {x:重庆人的第一选择}
== 4 portal_banner 2016 cut ?wu
{xn:获央视3·15评为零差评平台}
== 5 app_store 2017 whole +w ?u ents
{A:大渝理财}App 4.0
◆注册有礼：8888体验金
◆{P:金江宝}：30天{g:{R:10.2%}}
◆{P:江月盈}：季度{g:{R:11.4%}}
◆{P:江年盈}：一年{g:{R:12.8%}}
◆{d:六道安全闸，{g:本金分毫不少}}
== 6 wechat_article 2017 not_ad/notice
大渝理财本月信息披露报告：截至9月30日，待偿余额2.3亿元，逾期金额118万元，逾期率0.51%，前十大借款人占比9%。披露内容仅供查阅，不作为投资建议，出借人应自担风险。
== 7 wechat_article 2017 whole +w ?u
大渝理财本月信息披露报告：截至9月30日，{n:待偿余额2.3亿元，逾期金额0.5亿元，逾期率0.51%}，{x:逾期率全国最低}。新一期{g:12.8%}的江年盈明天上架，期待您的支持！
== 8 other 2018 not_ad/faq
问：江月盈到期不续投会怎样？答：本息退回账户余额，可提现，提现1至3个工作日到账，单笔收费2元。

@ bw-baoshan bank_wealth 宝杉支行 · bancassurance disguised as wealth, v=insurance
== 1 leaflet 2019 whole +w v=insurance ~a
宝杉支行年末特供
五年交 {g:到期保证3.5%}
{d:存款升级款}，银行柜台就能办
送：体检卡一张
== 2 leaflet 2019 whole v=insurance ~a
宝杉支行年末特供
五年交 分红型年金
保险产品不是存款，退保有损失
送：体检卡一张
== 3 moments 2020 whole +w ?u v=insurance
{d:零存整取的新玩法}，每年存一万存五年，{g:以后年年领}，要的排队
== 4 sms 2021 whole v=insurance
尊敬的邮储客户，网点代理分红保险“福禄”三年交上新，分红不确定，犹豫期十五天，详询柜台，回T退订
== 5 group_chat 2021 whole +w ?u v=insurance
李经理说这款{d:跟定期一样},只是存五年,{g:利息提前算好},{g:每年多1.2个点}, {e:隔壁周姐存了二十万}
== 6 other 2021 not_ad/regulator_warning
不要把保险当存款。“年年领”“保证3.5%”“存款升级”是常见误导话术，购买前请看封面是否写明“保险合同”，并留意犹豫期与现金价值。

@ bw-jiangyuan bank_wealth 姜源 · AI stock picking and quant funds sold through wealth WeChat, 2025
== 1 landing_page 2025 whole +w ?un
姜源智能理财管家
{x:算法胜率达93%}，{d:用AI识别风险，{g:亏钱的情况基本不会出现}}
{x:近半年组合涨了41%}
{e:清华大学金融实验室联合研发，三位博导推荐}
39元开通首月，不满意可退
== 2 landing_page 2025 whole ?u
姜源智能理财管家
记录资产、分析持仓、提示回撤
不推荐单支股票、不代客下单、不承诺收益
39元开通首月，不满意可退
投资有风险
== 3 app_push 2025 cut ?wu
你的持仓今日跑赢沪深300 0.6个点，点击生成海报晒收益
== 4 short_video 2025 whole +w ?u
以前看盘熬夜，现在{g:AI自动赚钱}，{e:三周我拿回一台冰箱}，想学的评论打“姜源”
== 5 search_ad 2025 whole +w ?u
AI理财机器人{x:全网最准}|{g:跟着信号稳赚}，先试用七天

@ bw-yinzhu bank_wealth 银珠投资 · bank notes, redemption notices, customer letters
== 1 other 2022 not_ad/notice
尊敬的持有人：近期债券市场波动较大，本产品单位净值出现一定幅度下跌，现做如下说明。一、本产品底层资产以高等级信用债及存单为主，截至12月9日无违约情形；二、单位净值下跌主要由估值变化造成，并非实际损失；三、管理人已适度缩短久期、提高现金比例。特此公告。
== 2 other 2021 not_ad/prospectus
流动性风险：本产品封闭期内不接受赎回，投资者可能面临资金无法及时变现的风险；政策风险：因国家货币政策、财政政策变化导致市场价格波动；信用风险：所投资债券发行人可能不能按期兑付本息。
== 3 other 2023 not_ad/law_text
第三十二条　理财公司不得以任何方式承诺保本保收益，不得使用“零风险”“高收益”“有保障”等表述误导投资者。
== 4 sms 2022 not_ad/notice
【民生银行】您尾号8812卡持有的理财产品将于11月18日到期，本金及收益将于到期日后1个工作日内到账，请关注。
== 5 app_store 2020 whole
民生银行：查账、转账、贷款、信用卡、理财申购与撤单、净值曲线图、收益明细导出。
== 6 search_ad 2021 whole ?u ~a
银行理财怎么买|风险等级、起购金额、费率怎么看，理财亏损自负
== 7 search_ad 2021 cut ?wu ~a
银行理财怎么买|{d:跟着买就是存款升级版}，点开看
== 8 short_video 2023 cut ?wu ~b
这款R1理财{x:一次没亏过}
== 9 short_video 2023 cut ?u ~b
这款R1理财去年亏过一次，赎回前别忘了风险
== 10 group_chat 2024 not_ad/notice
小区业主群转：招商银行社区网点本周日举办反假币宣传，现场教识别，可免费领手提袋，十点开始。
