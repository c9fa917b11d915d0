@ ff-led-a futures_forex_gold 县城白银会员单位门头与LED
== 1 outdoor 2015 whole +w ?u ~a
炒白银 {g:天天有钱赚} 二楼大厅 电话135xxxx6688
== 2 outdoor 2015 whole ?u ~a
炒白银 有赚有亏 二楼大厅 电话135xxxx6688
== 3 outdoor 2015 cut ?uw
{x:西北第一白银平台}
== 4 outdoor 2016 cut ?w ~b
{eu:邓老师每晚八点喊单}
== 5 outdoor 2016 cut ?uw ~b
每晚八点白银行情播报
== 6 portal_banner 2016 cut ?uwn
{x:85%胜率}的白银策略 免费领

@ ff-led-b futures_forex_gold 外汇招商会展架
== 1 outdoor 2018 whole +w ?u
全球外汇大赛招商会 {b:国内身份证现场开户} 送500美金
== 2 outdoor 2018 whole +w ?u
{x:全球前三外汇商} {b:诚招内地外汇代理} 返佣日结
== 3 outdoor 2019 cut ?uwb
{e:跟世界冠军学交易}
== 4 portal_banner 2019 cut ?uw
{b:内地开户} 外汇赠金100%
== 5 portal_banner 2019 cut ?uwb ~a
{g:月入20% 躺着收}
== 6 portal_banner 2019 not_ad/regulator_warning ~a
月入20%？外汇陷阱别碰
== 7 app_push 2020 whole +w ?un
非农倒计时！{e:昨晚跟单用户人均赚210美金}，{b:开外汇户}立即上车

@ ff-led-c futures_forex_gold 乡镇金店门头
== 1 outdoor 2020 cut ?w
{u:存金计息} {g:一年9厘}
== 2 outdoor 2020 non_fin_ad/other_trade_ad
足金换新 工费减半
== 3 outdoor 2021 whole +w ~a
金条寄存 {g:每年返5%} {ug:到期还本给金} 安昌镇老街口
== 4 outdoor 2021 non_fin_ad/other_trade_ad ~a
金条寄存 每年收保管费5元/克 安昌镇老街口
== 5 outdoor 2022 cut ?wu
{d:金店存金 {g:比银行还稳}}
== 6 leaflet 2022 whole +w
黄金寄存 月月领息
· {u:100克起，{g:每月给0.6克}}
· {x:全县信誉最好的金店}
· 三代传承 {n:始于1890年，至今50年}
· 到期{g:原克数归还不折价}
== 7 leaflet 2023 whole +w ?u
黄金升值计划
您出100克 我们帮您炒
{g:三个月归还103克}
{e:东关街老街坊已有四十多户参加，都拿到了}
电话 0553-4xxxxx2

@ ff-led-d futures_forex_gold 期货公司与配资 电梯屏
== 1 outdoor 2019 cut ?wu
{x:全省期货经纪第一品牌}
== 2 outdoor 2016 whole +w
{b:期货配资}1:8 低息 {x:全城最快} 139xxxx0033
== 3 outdoor 2024 cut ?wn ents
{A:西槐期货} {x:连续三年客户收益最高}
== 4 outdoor 2024 cut ents
{A:西槐期货} 服务龙江粮企
== 5 portal_banner 2017 cut ?w
{b:股指期货配资} 8000元起
== 6 portal_banner 2018 whole ?u
期货低手续费开户 交易有风险
== 7 app_push 2023 cut ?wubn
{x:本周信号命中率96%}，点开看螺纹方向
== 8 app_push 2023 whole +w ?ub
黄金信号已触发，{e:数千会员上周跟单都已盈利}，升级VIP查看方向
== 9 app_push 2024 cut ?wu
黄金{g:稳涨}信号，开盘前查看
== 10 app_push 2024 cut ?wu
{d:最后4小时}，积金宝加息通道将关闭
== 11 app_push 2025 cut ?wu
金价破千，{d:错过再等十年}
== 12 app_push 2025 not_ad/portal_text
现货黄金突破4300美元，续创新高

@ ff-banner-e futures_forex_gold assorted web banners collectors
== 1 portal_banner 2014 cut ?wu
{g:回购保底} 金银纪念钞
== 2 portal_banner 2015 cut ?wu
{x:收益超股票三倍} 玩邮币卡
== 3 portal_banner 2020 cut ?wub
{x:史上最强EA} 免费下载
== 4 portal_banner 2022 cut ?w
夜盘模拟赛报名中 西槐期货
== 5 portal_banner 2023 whole +w ?u
伦敦金MT5 {b:大陆客户10秒开户} {x:亚洲最低点差}
== 6 image_text 2024 cut
西槐期货
研究创造价值
== 7 app_push 2022 cut ?wu
{e:黄金名嘴老韩} 今晚讲黄金，{d:仅剩最后9席}
