@ hb-majiao housing 马脚咨询 · Tianjin consulting firm lending for down payment, 2017-19
== 1 sms 2018 whole ents ~a
【{A:马脚咨询}】滨海买房差首付？{uh:我公司放款补首付}，{R:月息1.8分}，{d:黑户也能做}，石经理xxxxxxxxxxx
== 2 sms 2018 whole ents ~a ?u
【{A:马脚咨询}】滨海买房差首付？我公司陪您跑公积金，{d:黑户也能做}，石经理xxxxxxxxxxx
== 3 sms 2018 whole ents ~a
【{A:马脚咨询}】滨海买房差首付？我公司陪您跑公积金，流水要真，征信要好，石经理xxxxxxxxxxx
== 4 leaflet 2019 whole ents
{A:马脚商务咨询} 房产资金一条龙
1. {uh:首付借款} 三万起 {R:月息1分8}
2. 赎楼解押 当天出款
3. {d:征信不限 流水不限}
4. {x:塘沽放款最快}
洞庭路 · 小楼二层
== 5 landing_page 2019 whole ents
首付的事，交给{A:马脚}
{x:天津垫首付第一家}，做了四年，{n:2015年成立，{x:连续八年零投诉}}。
▷ {uh:股东自有资金垫首付}，最高房款40%
▷ {d:不查征信、不看流水，有身份证就能借8万}
▷ {d:0利息}，只收4%服务费
▷ 上午申请，{d:五分钟秒到账}
填手机号，马上算给你看。
== 6 other 2019 not_ad/news
滨海新区法院审结一起民间借贷案：某咨询公司以“0利息垫首付”为名放贷，另收“服务费”折合年利率38%，超出部分不予支持。
== 7 group_chat 2018 whole
张哥李哥你们带来的客户首付都是{hu:我们老板拿钱垫}的，介绍费照旧千五，{d:包下款}
@ hb-zhaiyou housing 宅邮 · clean online mortgage comparison, search ads & app, 2021-25
== 1 search_ad 2021 whole ~a ?u
房贷利率对比_宅邮|30家银行当日利率,首付成数一目了然,免费
== 2 search_ad 2021 whole ~a ?u
首付贷利率对比_宅邮|30家机构当日利率,{h:首付成数可补至零},免费
== 3 app_store 2023 whole
宅邮房贷计算器
等额本息/等额本金/组合贷/提前还款
LPR变动一键更新
无广告，不收集个人信息
== 4 app_store 2025 whole ~b
宅邮房贷计算器
等额本息/等额本金/提前还款
首付比例：15%、20%、25%、30%
无广告
== 5 app_store 2025 whole ~b ?u
宅邮房贷计算器
等额本息/等额本金/提前还款
首付比例：{h:0%（合作机构代垫）}、15%、20%、30%
无广告
== 6 portal_banner 2022 cut
LPR又降了？算算您的月供
== 7 app_push 2024 cut
5月17日新政：首套首付最低15%，点击看您的城市
== 8 other 2024 not_ad/news
央行与金融监管总局联合下发通知，商业按揭首付门槛再降：首套最低15%，二套最低25%，各地可在此之上自定。
@ hb-zhijin housing 纸巾金服 · micro lender brand leaflets Hefei/Wuhu 2016-19, typos and noise
== 1 leaflet 2017 whole ents ?u
{A:纸巾金服} ——首付不是问题
★ {h:首付缺多少贷多少}
★ 1证即贷，{d:秒批秒放}
★ {x:芜湖额度最高}
★ 房产局对面二楼
== 2 moments 2017 whole ?ue
哥在芜湖镜湖搞定一单，付首付的钱就差7w，{h:纸巾两天给补齐}。工资还不到五千💪💪
== 3 image_text 2018 cut ?u ~a
纸 巾 金 服
{h:首 忖 不 够 纸 巾 凑}
{d:日 息 O.o2 起} 
免费评 fang
== 4 sms 2018 whole ents ?u
{A:纸巾} 买方差{h:首付3-20W我们借你}，{R:年利率7.2%}，{d:黑白户可}，加威×××
== 5 group_chat 2018 whole ents ?u
芜湖的兄弟，{A:纸巾}房抵{R:月8厘}，{h:做首付周转}，缺钱的，直说～
== 6 other 2019 not_ad/police_warning
镜湖公安：一起以“首付垫资”名义实施的套路贷案件告破，受害人借八万，三个月滚至四十一万。
== 7 image_text 2018 cut ?u ~a
纸 巾 金 服
装 修 不 够 分 期 凑
{d:日 息 O.o2 起}
免费评 fang
@ hb-baili housing 佰里置业 · Zhuhai leaseback flats, 2017-22 with rank & proof pairs
== 1 landing_page 2018 whole +w ?b
横琴边上，带租约的公寓
{g:前三年租金每年6.6%}，由{g:业主、运营双方共管账户担保}
{x:开盘两小时售罄、公寓销冠}
{e:楼市名嘴孟老师：横琴最后一块价值洼地}
{n:已售套数占总套数103%}
首付五成起
== 2 sms 2019 whole ~a +w
【佰里】横琴公寓{g:带六年租约，租金年年6.6%}，两房148万
== 3 sms 2019 whole ~a
【佰里】横琴公寓带现租约，租约明年到期，续租及租金不作承诺，置业有风险，两房148万
== 4 outdoor 2019 cut ~b ?w
{e:孟老师：{g:横琴必涨}}　佰里公寓
== 5 outdoor 2019 cut ~b
现房实景 横琴口岸旁　佰里公寓
== 6 short_video 2021 whole +w ?n
香港客人问我，横琴的公寓能不能租得出去？我打开后台给他看，{x:出租率百分之九十九}，{g:租金比香港工资还稳}，佰里。
== 7 wechat_article 2022 whole
横琴的风景里有您的书桌

佰里公寓周末开放了两套样板间，一套是给在澳门上班的人住的，进门有放拉杆箱的柜子；一套是给三口之家，餐桌是可以折叠的。

我们不讲收益，因为公寓就是拿来住、拿来办公的。它的产权是40年，水电按商用计，税费比住宅高一些，卖的时候也比住宅慢。能接受这些，再来看看飘窗外面的海。

总价140万起，需五成首付，贷款最长10年。
== 8 portal_banner 2022 cut ~c
横琴公寓 五成首付 看海写字两相宜
== 9 portal_banner 2022 cut ?wb ~c
横琴公寓 五成首付 {g:前三年稳收租金6.6%}
