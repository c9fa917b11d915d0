%% public funds, batch 12
@ pf-mogu public_fund 蘑菇街财富 · small institution's SMS and search, 2014-16
== 1 sms 2014 whole +w ?u ents
{g:年化{R:6.8%}}，{x:{P:余额宝}的1.5倍}！{A:蘑菇财富}{P:货币增强}，手机尾号xxxx已获开通资格，点t.xx/xx
== 2 search_ad 2014 whole +w ?u ~a
余额宝升级版_蘑菇财富|{g:收益稳定}，转入即享
== 3 search_ad 2014 cut ?wu ~a
余额类产品_蘑菇财富|收益随市场变化，转入可查
== 4 portal_banner 2014 cut ?wu
蘑菇财富 {d:活期的钱 定期的利}
== 5 app_store 2014 whole +w ?un
蘑菇财富：手机里的理财小银行
热门产品：货币增强 {g:6.8%}、债券宝 {g:7.5%}
特色：
一、{dg:基金公司＋银行双重兜底}
二、1分钟注册，绑卡即买
三、推荐三个好友，送三个月视频会员
下载量：50万+
== 6 app_store 2015 cut ?wu
蘑菇财富
- 货币增强改名为现金管理，收益以基金公司公告为准
- 新增转出到他行卡
- 修复闪退
== 7 group_chat 2014 whole +w ?u ~b
老同学，我现在用蘑菇财富，{d:比你存银行强}，{e:我妈我姨都放了一年}，一天没少过，链接发你
== 8 group_chat 2014 not_ad/private_message ~b
老同学，我现在用蘑菇街买衣服，比你逛商场强，我妈我姨都用了一年，一次没踩坑，链接发你

@ pf-zaixian public_fund 海蓝基金 · money fund T+0 and balance-plus
== 1 landing_page 2017 whole +w ents ?gu ~a
{P:海蓝货币}
七日年化 {R:3.982%}
{d:银行存款的升级之选}
单日快取 5万元
单日购买不限
客服 95xxx
== 2 landing_page 2017 whole ?gu ents ~a
{P:海蓝货币}
七日年化 {R:3.982%}（8月14日，历史数据）
与银行存款是两回事，不承诺最低收益
单日快取 5万元
单日购买不限
客服 95xxx
== 3 portal_banner 2017 cut ?wu ents
{P:海蓝货币} 快取五万 随时调用
== 4 app_push 2018 not_ad/notice
昨日收益已到账，点开看看
== 5 outdoor 2018 whole +w ?u ents
{P:海蓝货币} {g:年化{R:4.05%}} 工资一到就转入
== 6 short_video 2018 whole +w ?u
这条街上一半人都用海蓝货币，{e:早点摊阿婆两万块一年八百块}，{e:连她都说好}，你还等什么
== 7 other 2018 not_ad/notice
根据2018年6月1日起施行的规定，货币基金快速赎回单日限额调整为1万元，海蓝货币自6月18日起执行。
== 8 image_text 2018 cut ?wug
海蓝货币 B
7 日年化
3 .  ％
看 图 表

@ pf-bankclerk public_fund bank clerk 小梅 · WeChat
== 1 moments 2022 whole +w ?u
新发基金认购冲刺，少了8户，认购一千块帮帮忙，{g:亏了我请你吃火锅补给你}，周五截止[抱拳]
== 2 moments 2022 whole +w ?u ~a
{e:给老公的私房钱找了个去处，定投中证1000}。{x:我们行卖得最好的一只}，有意的丢卡号后四位
== 3 moments 2022 whole ?u ~a
{e:给老公的私房钱找了个去处，定投中证1000}。波动大的时候一个月跌12%，能忍的再说，有意的丢卡号后四位
== 4 moments 2023 not_ad/private_message
谁有空来网点帮我测个反诈问卷，行里考核，不买基金不办卡
== 5 group_chat 2022 whole +w ?ue
业主群朋友：小区楼下银行理财张姐推荐的那只债基，她说{g:每天都是红的}，下午三点半前买算今天
== 6 group_chat 2023 whole ?u
业主群朋友：想问债基怎么选的，可以来楼下网点拿份资料，理财经理在上午，债券也会跌，别带着养老金去碰股票型

@ pf-etfclub public_fund ETF rotation club, paid, without licence
== 1 livestream 2024 whole +w ?nb
刚进来的听一下啊 我们这个ETF轮动圈子 {u:每天下午两点给方向 直接报代码} 买哪个卖哪个写得清清楚楚 {x:去年做了41次对了36次} 会费一年6800 今天报名只收3980 {d:名额就十个了} 有人问我凭什么 {e:凭我在私募干了十四年}
== 2 livestream 2024 not_ad/education
刚进来的听一下啊 我们公司直播只讲轮动这个概念 不报代码 也不收钱 什么叫轮动 就是强的资产和弱的资产换着拿 但是换得勤了手续费先亏掉一截 回测好看实盘不一定 听完不用扣一 也别转会费给任何人
== 3 group_chat 2024 whole +w ?b
{u:今天给的代码512xxx}，{g:预计十个点}，没跟上的别急，明天{e:李总亲自带}
== 4 short_video 2024 whole +w ?b
ETF轮动一年翻番的人，{u:微信私聊我，一对一}，{e:我带着我表哥做到八十万}。学费分期可以
== 5 image_text 2024 whole +w ?nb
圈 内 持 仓
{x:1月 +1 1%　2月 +9%}
{x:全年  无 一 月 亏}
加客服  {u:领 代 码}
== 6 other 2025 not_ad/news
“ETF轮动会员”被查：证监局通报，当事人未取得投资咨询业务资格，在直播间以每年数千元会费报代码，违法所得217万元被没收。
