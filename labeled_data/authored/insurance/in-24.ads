@ in-zaoshu insurance 枣树人寿 · 标题AB测试
== 1 app_push 2022 cut ?w ~a ents
{A:枣树人寿}：{x:业内领先的}养老年金，上新了
== 2 app_push 2022 cut ?w ~a ents
{A:枣树人寿}：可以慢慢挑的养老年金，上新了
== 3 portal_banner 2022 cut ?w ~b ents
{A:枣树人寿} 年金{g:稳拿{R:3.2%}}
== 4 portal_banner 2022 cut ?wg ~b ents
{A:枣树人寿} 年金演示{R:3.2%}
== 5 search_ad 2022 whole +w ~c ents
{A:枣树人寿}增额寿|{d:像存钱一样简单}，{g:到期自动还本}，线上可投
== 6 search_ad 2022 whole ~c ents
{A:枣树人寿}增额寿|投保前看清条款，早退会亏本，线上可投
== 7 sms 2022 whole +w ~d ents
【{A:枣树人寿}】{P:红枣年金}{d:将于周五永久停售}，{g:每年固定给付8000元}，回1预约，退订TD
== 8 sms 2022 whole ?g ~d ents
【{A:枣树人寿}】{P:红枣年金}周五起改版，每年按合同给付8000元，退保有损失，回1预约，退订TD

@ in-huanghe insurance 黄河滩车险 · 一字之差
== 1 outdoor 2023 whole ?u ~a
滩区车险点 {d:喝了酒也赔}
== 2 outdoor 2023 whole ?u ~a
滩区车险点 喝了酒不赔
== 3 sms 2023 whole ?u ~b
滩区车险：三者200万，{x:全豫东最低价}，报价回8
== 4 sms 2023 whole ?u ~b
滩区车险：三者200万，价格各家不同，报价回8
== 5 group_chat 2023 whole ?u ~c
收农机险了，{d:没牌没证的拖拉机也保}，铁牛加我
== 6 group_chat 2023 whole ?u ~c
收农机险了，没牌没证的拖拉机不保，铁牛加我

@ in-erbao insurance 二宝妈配保 · App 与小红书
== 1 app_store 2025 whole +w ?u ~a ents
{A:二宝妈配保} 教育金对比 | {g:每款都写死{R:2.0%}} | {e:师范大学育儿专家联名推荐} | 家庭共享
== 2 app_store 2025 whole ?gu ~a ents
{A:二宝妈配保} 教育金对比 | 每款都标{R:2.0%}及以下演示，早退有亏 | 育儿日历由编辑整理 | 家庭共享
== 3 app_store 2025 whole ?un ~b ents
{A:二宝妈配保} 少儿医疗险 | {x:销量第一的儿科门诊险} | {d:先天病也赔} | 理赔代填
== 4 app_store 2025 whole ?u ~b ents
{A:二宝妈配保} 少儿医疗险 | 在售的儿科门诊险 | 先天病不赔 | 理赔代填
== 5 moments 2025 whole +w ?u ~c
二宝教育金签好了✍️ {e:他班主任说这是她见过最会打算的家长}，{g:18岁准准的20万}
== 6 moments 2025 whole ?gu ~c
二宝教育金签好了✍️ 他班主任还不知道，18岁大概20万，红利不保证，早退要亏
== 7 image_text 2025 whole ?u ~d
二 宝 妈 团 购 医 疗 险
{d:确 诊 即 赔 免 健 告}
== 8 image_text 2025 whole ?u ~d
二 宝 妈 团 购 医 疗 险
确 诊 看 条 款 要 健 告

@ in-laoma insurance 老马保单驿站 · 退保与转投
== 1 search_ad 2025 whole ~a
老马保单驿站|{b:代办全额退保}，先退后付
== 2 search_ad 2025 whole ~a ?u
老马保单驿站|代查现金价值，退保请您自己去柜台
== 3 app_store 2025 whole
老马驿站：保单上传、{b:专人代理退全款}、{b:退后转投有三级奖励}、{d:退不成赔一千}
== 4 outdoor 2024 cut ~b
买错了？{b:老马全额退}
== 5 outdoor 2024 not_ad/regulator_warning ~b
买错了？别信“老马全额退”
== 6 sms 2025 whole +w ~c
老马：退下来的保费别放银行，{u:交我代您打理}，{g:月月1.2%}，{e:湘潭何姐已领五个月}，回电
== 7 sms 2025 not_ad/police_warning ~c
民警：退下来的保费别交老马代您打理，“月月1.2%”“湘潭何姐已领五个月”是话术，被骗速报
