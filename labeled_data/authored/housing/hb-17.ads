@ hb-xiamabu housing 下马埠 · Guangxi/Guangdong coastal developer chain 2023-26, h with figures at margin
== 1 portal_banner 2024 cut ~a
下马埠 海边洋房 首付15%
== 2 portal_banner 2024 cut ~a
下马埠 海边洋房 {h:首付8%}
== 3 portal_banner 2025 cut ~a
下马埠 海边洋房 首付15%，{h:一半由开发商垫}
== 4 app_push 2025 cut ~b ents
{A:下马埠}：5000元抢住90㎡，{h:首付以后再说}
== 5 app_push 2025 cut ~b
下马埠：5000元抢锁九折，90㎡首付15%起
== 6 short_video 2025 whole
北海下马埠，海风直接吹到阳台。物业姐姐说，很多客人{h:只首付6.8%就住进来了}，其余的开发商给时间。喝椰子不要钱。
== 7 search_ad 2026 whole
北海海景房 首付低_下马埠|首套首付15%,二套15%,以银行审核为准,免费看房接驳
== 8 sms 2026 whole ~c
【下马埠】冬天来北海，{h:首付只收一成}，余下半成免息半年，约看房回01
== 9 sms 2026 whole ~c
【下马埠】冬天来北海，首付只收一成五，余下办银行按揭，约看房回01
@ hb-lianchu housing 联储家房 · listed-agency-like tool, clean, national 2018-26
== 1 moments 2025 whole
今天有同行问我们为什么不做垫首付，我说第一违规第二晚上睡不着🙂 不过公积金提取我可以帮你跑
== 2 group_chat 2019 not_ad/notice
@全体 周末新规学习：不向客户推荐任何首付借款，发现门店与贷款公司私下合作立即上报
== 3 image_text 2024 cut
联 储 家 房
不 垫 资 不 吃 差 价
== 4 landing_page 2023 whole
联储家房：看房有数
房源核验码、产权查询、税费明细、贷款预审，四件事在签约前办完。
我们不提供任何购房借款，客户经理不得私下介绍；如有人以我们的名义兜售首付垫资，请保留记录并拨打021-6×××50投诉。
门店分布于全国38城。
== 5 wechat_article 2022 not_ad/news
多地出台新规：购房首付款须由购房人本人银行账户转入监管账户，开发商及中介不得以任何形式代付、垫付；近期亦有银行在面签时加问首付款来源，要求提供近六个月流水。
== 6 livestream 2024 not_ad/faq
公屏问能不能把别人的钱打监管户再转给卖方呢答是不可以的必须是买方本人账户转入这个是网签系统校验的包括父母代付也要出一个关系证明
@ hb-panghu housing 胖虎置业 · Zhengzhou, young agent, school-flat talk, group chat h dense 2018-23
== 1 group_chat 2019 whole ?u ents
{A:胖虎}播报｜郑东新区两房，学生妈妈手里八万，差{h:首付二十六万，我找朋友两家给他对}，昨天已进件
== 2 moments 2018 whole ?u
凌晨两点还在楼下看客户的流水……只要流水能看{h:首付就给你想办法}，别只会说没钱
== 3 short_video 2020 whole ?ue ~b ents
六年前他在{A:胖虎}店里刷鞋，昨天他在{A:胖虎}店里{h:零首付}签了两房。兄弟，你的故事我也想讲。
== 4 group_chat 2022 whole ?ud
同学们注意，{h:两家银行信用贷同放}首付方案今天五点前有一个名额，刚退出来的，别问利息，问就是月供一千一
== 5 image_text 2021 cut ?u
胖 虎 置 业
{h:零 首 付} 入 学 区
妈 妈 只 交 税
== 6 moments 2023 whole ?u ~a
带客户{h:刷工资卡信用贷凑首付}一周搞定，还剩三个房号
== 7 moments 2023 whole ~a
带客户跑公积金凑首付一周搞定，还剩三个房号
== 8 other 2023 not_ad/review
胖虎那家店二十五天忽悠我同事贷了四家，首付是有了，利息加起来一个月八千，孩子没上学先断供。
== 9 short_video 2020 whole ~b ents
六年前他在{A:胖虎}店里刷鞋，昨天他用六年攒的首付在{A:胖虎}店里签了两房。兄弟，你的故事我也想讲。
@ hb-kuailai housing 快来美居 · home furnishing ad with risky words (other trade)
== 1 outdoor 2018 non_fin_ad/other_trade_ad v=general
快来美居 沙发零首付 抱回家
== 2 sms 2019 non_fin_ad/other_trade_ad v=general
快来美居年中大促，全屋家具首付一成搬走，到店抽冰箱，新街口店
== 3 livestream 2021 non_fin_ad/other_trade_ad v=general
这个柜子啊定金两百就行不用首付余款等师傅装完验收了再给你们自己量好尺寸发我咱们厂子做了十五年保证每块板子都是环保的不满意全额退
== 4 landing_page 2023 non_fin_ad/other_trade_ad v=general
汽车以旧换新，零首付开走
指定车型，三年期，按月还款，置换补贴八千，贷款由厂家金融提供
4S店地址：外环东路
== 5 leaflet 2020 non_fin_ad/other_trade_ad v=general
驾校零首付 考过再交
加盟没有 只教开车
十年老店 零投诉
== 6 moments 2022 non_fin_ad/other_trade_ad v=general
新到一批榆木床架，承重四百斤，翻身不响。老顾客以旧换新抵三百，分期零利息零首付，想看实物来店里坐
== 7 image_text 2021 non_fin_ad/other_trade_ad v=general
装 修 免 首 付　　住 进 去 再 说
老 龚 木 门
== 8 short_video 2024 non_fin_ad/other_trade_ad v=general
冰箱彩电洗衣机三件套，零首付先搬走，12期免息，用坏了保本店管修，地址就在老供销社对面。
@ hb-yuanzhuan housing 圆转抵押 · Guangzhou/Foshan broker, 2021-26, house-to-house and fake housing purpose
== 1 search_ad 2021 whole ?u
广佛换房没钱付首付|圆转{h:老房抵押经营贷}一步到位,利率3.35%,线上面签
== 2 livestream 2024 whole ?u
我跟你们讲啊今年利息三点二谁还用按揭那叫慢半拍你们把老房子抵了换成经营用途{h:拿出两百万去把新房的首付一交}银行问用途你就说进货{d:我这边有合同模板五块钱打印一份}不对五毛钱打印一份
== 3 sms 2025 whole ?u
圆转｜陈姐：{h:经营贷付首付}2.8%起，评估当场出，佛山广州，收到请回
== 4 portal_banner 2025 cut ?u ents
{h:抵押老屋 换新首付} {A:圆转}
== 5 app_push 2026 cut ?u ~a
您的旧房{h:可抵出新房首付}130万，去看看
== 6 other 2025 not_ad/notice
您名下抵押贷款存在受托支付资金回流并转入房产企业的情形，请于十个工作日内说明，否则我行将提前收贷并上报征信。
== 7 app_push 2026 cut ~a
您的旧房可挂牌卖出130万，去看看
