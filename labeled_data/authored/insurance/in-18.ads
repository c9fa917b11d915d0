@ in-shanque insurance 山雀人寿 · 投放部的成对创意
== 1 app_push 2019 cut ?wu ~a
山雀年金{g:4.025%，终身不变}，点开算算你能领多少
== 2 app_push 2019 cut ?wgu ~a
山雀年金4.025%是预定利率，不等于到手收益，点开算算你能领多少
== 3 portal_banner 2019 cut ?w ~b ents
{A:山雀人寿} {d:活期一样取，定期一样涨}
== 4 portal_banner 2019 cut ?w ents ~b
{A:山雀人寿} 领取看合同，缴费年限自己选
== 5 search_ad 2020 whole +w ~c ents
{A:山雀人寿}{P:鸣春年金}|{g:{R:4.025%}复利}，{n:十年资金正好翻一倍}，线上投保
== 6 search_ad 2020 whole ?g ~c ents
{A:山雀人寿}{P:鸣春年金}|预定利率{R:4.025%}不是收益率，十年还不到五成，前期退保亏损
== 7 outdoor 2020 cut ?w ~d
山雀人寿 {x:养老年金领导者}
== 8 outdoor 2020 cut ?w ~d
山雀人寿 养老年金那些事

@ in-yidong insurance 驿东保险经纪 · 车商渠道
== 1 outdoor 2017 whole ?u ~a ents
提车当天上保险 {A:驿东经纪} {d:撞了白撞也全赔}
== 2 outdoor 2017 whole ?u ~a ents
提车当天上保险 {A:驿东经纪} 三者建议两百万
== 3 sms 2017 whole ?u ~b ents
【{A:驿东经纪}】您的新车险：{x:公司理赔速度央视报道全国第一}，{n:每100件报案有104件当天结案}，续保回1
== 4 sms 2017 whole ?u ~b ents
【{A:驿东经纪}】您的新车险：小额案件材料齐全后通常三天内结案，复杂案件另行通知，续保回1
== 5 leaflet 2018 whole ?u ~c ents
{A:驿东经纪} 店内投保
▪ 交强险全国统一价
▪ 商业险按出险次数浮动
▪ 送行车记录仪一台，送完为止
▪ 酒驾、无证不赔
== 6 leaflet 2018 whole ?u ~c ents
{A:驿东经纪} 店内投保
▪ {d:交强险我们给您打六折}
▪ 商业险{d:出险也绝不涨价}
▪ 送行车记录仪一台，送完为止
▪ 酒驾可以商量

@ in-tuizi insurance 退子侠 · 退保黑产第三家
== 1 app_store 2024 whole ?n ~a
退子侠：{b:一键代退寿险、年金、万能险}，{d:本金利息全退无例外}，{x:累计帮用户退款额全国第一}
== 2 app_store 2024 whole ~a
退子侠：一键查寿险、年金、万能险的现金价值，本金利息能退多少以保险公司为准，不代办
== 3 portal_banner 2024 cut ~b
买错保险？{b:全额退找我}
== 4 portal_banner 2024 not_ad/education ~b
买错保险？说全额退的别信
== 5 image_text 2024 whole
{b:全 额 退 保 代 办}
老 险 新 险 都 退
先 付 定 金 {d:退 不 下 双 倍 返 还}
== 6 livestream 2024 whole
有姐妹问 我自己打客服人家不给退怎么办 那当然不给你退 你不会讲 {b:我们这边有写稿的有打电话的有跑柜台的 一条龙帮你退} {d:退下来的钱比你交的还多} 为什么 因为要赔你利息嘛 收费百分之四十 听着多 可是你自己去一毛没有 对不对
== 7 short_video 2024 whole ~c
这段录音可以让保险公司赔你全款，{b:想要模板和代办的点头像}
== 8 short_video 2024 not_ad/education ~c
这段录音可以让保险公司赔你全款？想要模板和代办的，先想想他图什么

@ in-yuanxiao insurance 元宵寿险 · 城镇卫生院旁
== 1 image_text 2019 whole +w ?u ~a
养 老 钱 莫 放 家 里
{g:每 万 每 年 8 O O}
{dg:镇 上 财 政 所 担 保}
卫生院 旁 小 楼
== 2 image_text 2019 not_ad/police_warning ~a
养 老 钱 莫 乱 放
“每 万 每 年 8 O O” 是 假
“镇 上 财 政 所 担 保” 也 是 假
派 出 所 宣
== 3 outdoor 2019 whole ?u ~b
学生意外险 {d:打架也赔} 一年三十
== 4 outdoor 2019 whole ?u ~b
学生意外险 打架不赔 一年三十
== 5 group_chat 2020 whole +w ?u ~c
打针排队的叔叔阿姨，{e:陈院长自己也入了养老年金}，{g:不会亏}，到楼下小楼找我登记
== 6 group_chat 2020 whole ?u ~c
打针排队的叔叔阿姨，养老年金的讲解改到周日，前几年退了会亏，家里没余钱的先别办，到楼下小楼找我登记
== 7 app_push 2021 cut ?u ~d
卫生院旁的住院险 {x:最划算}
== 8 app_push 2021 cut ?u ~d
卫生院旁的住院险 看清免赔再买

@ in-fubao insurance 鳧寶保險 · 港澳新移民
== 1 image_text 2024 whole +w ?u ~a
鳧寶 · 人民幣儲蓄
{g:二十年翻三倍}
{d:香港政府監管 {g:絕不虧本}}
== 2 image_text 2024 whole ?u ~a
鳧寶 · 人民幣儲蓄
二十年演示值含非保證紅利
早退保會虧本 先問清楚
== 3 app_push 2025 whole +w ?u ~b
新來港人士專享：{g:保證3.8厘}，{x:全港最高}，首日簽單贈米其林餐券
== 4 app_push 2025 whole ?gu ~b
新來港人士專享：首年保證3.8厘，其後不保證，三年內退保蝕本，簽單贈米其林餐券
== 5 moments 2025 whole +w ?u
剛到香港的朋友，{e:我丈夫的公司老闆全家都買咗}，{g:冇輸}，下週三前{d:全港最後一批}，幫你留位😊
