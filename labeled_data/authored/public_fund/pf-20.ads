%% public funds, batch 20: figures right and wrong
@ pf-qiushui public_fund 秋水基金 · figures right and wrong
== 1 moments 2019 whole +w ?ug ~a
给大家看我们秋水指数的定投账：{n:每月1000元，投了36个月，现在4.1万，{x:收益率41%}}，想开始的点我头像
== 2 moments 2019 whole ?gu ~a
给大家看我们秋水指数的定投账：每月1000元，投了36个月，现在4.1万，收益率13.9%，中间也亏过一年多，想开始的点我头像
== 3 sms 2021 whole +w ~b ents
【{A:秋水基金}】{ndg:公募基金同样受存款保险保护，50万以内全额赔付}，{P:秋水添利债}1元起购，退订回T
== 4 sms 2021 whole ~b ents
【{A:秋水基金}】存款保险不保护公募基金，买前请看风险等级，{P:秋水添利债}1元起购，退订回T
== 5 image_text 2022 whole +w ?u
秋 水 货 币
{gn:七 日 年化  2.1%
每 天  都 有  2.1%}
随 取 随 用
== 6 app_push 2020 cut ?wu ~c
秋水消费{n:今日上涨2.3%，净值由2.000升至2.460}
== 7 app_push 2020 cut ?wu ~c
秋水消费今日上涨2.3%，净值由2.000升至2.046
== 8 landing_page 2024 whole +w ?u
秋水中证A500联接
跟踪A500指数，一次买入500家公司
前十大权重合计：{n:贵州茅台占61%，宁德时代占48%}
管理费0.15%/年
一元起投，支持定投
== 9 search_ad 2023 whole +w ?d ents
{A:秋水基金}|{xn:客户满意度102%}，新客申购限时0折
== 10 short_video 2022 whole +w ?u
秋水添利债去年{xn:一年有380个盈利日}，{g:天天涨}，你还在等什么
== 11 other 2023 not_ad/interface
近1周 -0.42%　近1月 +0.18%　近3月 +1.05%　近1年 +2.96%　成立以来 +21.40%
