%% public funds, batch 18: fragments
@ pf-frag1 public_fund 大川基金 · banner and LED fragments
== 1 outdoor 2014 cut
大川基金 {x:行业翘楚}
== 2 outdoor 2014 cut
大川基金 伴您同行
== 3 portal_banner 2026 cut ?wu ents ~a
{P:大川养老FOF} {g:本金不少}
== 4 portal_banner 2026 cut ?wu ents ~a
{P:大川养老FOF} 认购中
== 5 image_text 2015 cut ?wu ~b
大川货 币 {g:5.1 % 年化}
== 6 image_text 2015 cut ?wu ~b
大川货 币 快取到账
== 7 app_push 2026 cut ?wu ~c
大川固收+{g:稳赚季}
== 8 app_push 2026 cut ?wu ~c
大川固收+开放季
== 9 search_ad 2014 cut ?wu
大川债券|{g:保障收益}
== 10 other 2014 not_ad/interface
认购费 申购费 赎回费
== 11 image_text 2025 cut ?wu
大川红利 一元起
== 12 short_video 2025 cut ?wu
{x:最牛}的红利ETF是谁

@ pf-frag2 public_fund 淘基网 · fund platform buttons and cards
== 1 app_push 2016 cut ?wu
明天有新基
== 2 app_push 2017 cut ?wu
{d:新基倒计时3小时}
== 3 portal_banner 2016 cut ?wu
1折买基金
== 4 portal_banner 2015 cut ?wu ~a
{x:最赚钱}的基金
== 5 portal_banner 2015 cut ?wu ~a
最新的基金
== 6 image_text 2019 cut ?wu
{e:大V都在买}
== 7 image_text 2019 cut ?wu
定投周三日
== 8 search_ad 2018 cut ?wu ~b
{g:只涨不跌}的债基
== 9 search_ad 2018 cut ?wu ~b
会涨会跌的债基
== 10 other 2018 not_ad/interface
持有收益 累计收益
== 11 short_video 2021 cut ?wu
{e:学姐带你买基}

@ pf-frag3 public_fund 石门基金 · group posts, LED of a branch
== 1 outdoor 2020 whole +w ?u ~a
石门新基 {g:年化9%} 柜台办
== 2 outdoor 2020 whole ?u ~a
石门新基 不保收益 柜台办
== 3 group_chat 2025 whole +w ?u
新基石门科创，{g:三天就回本}
== 4 group_chat 2025 cut ?wu
石门科创明早开卖
== 5 moments 2025 whole +w ?u
石门科创，{d:最后一天}，冲
== 6 livestream 2025 cut ?wu ~b
来 石门科创 {g:闭眼赚}
== 7 livestream 2025 cut ?wu ~b
来 石门科创 睁眼看回撤
== 8 sms 2025 not_ad/notice
【石门基金】祝您中秋安康，团圆喜乐
