%% part b second half
@ px-auto general cars, repair and driving schools
== 1 sms 2014 non_fin_ad/other_trade_ad
学车选宏远，场地全市最大，一次通过率高，零差价，分期付学费，本周报名立省500，咨询热线85xxxx
== 2 outdoor 2018 non_fin_ad/other_trade_ad
新能源轿车 首付一万起 开回家 全系优惠最后三天 终身免费保养
== 3 short_video 2021 non_fin_ad/other_trade_ad
二手车商绝不会告诉你的秘密！我们每台车都有第三方检测报告，事故车退一赔三，价格比同行低一万，车不等人
== 4 leaflet 2017 non_fin_ad/other_trade_ad
汽车贴膜 美国技术 十年质保
隔热率行业最高 假货包赔
凭此单减免200元
@ px-food general food chains and drinks
== 1 search_ad 2020 non_fin_ad/other_trade_ad
奶茶原料批发|源头工厂 品质保证 全网最低价 满千包邮 免费寄样
== 2 livestream 2023 non_fin_ad/other_trade_ad
家人们这个榴莲我敢保证 打开没有肉我给你赔 三斤装只要八十八 倒计时十秒 上链接 三二一 只剩四十单 主播自己补贴的钱 没有第二次
== 3 outdoor 2015 non_fin_ad/other_trade_ad
百年老字号酱鸭 乡愁的味道 全国驰名
== 4 wechat_article 2019 non_fin_ad/other_trade_ad
开一家面馆需要多少钱？我们给六十多位店主做过预算：小店总投入约七万，大店十二万。设备一次到位，调料独家供应，培训在郑州，店长现场手把手。目前河南、安徽、江苏都有门店，加盟名额每个县城只留一个。想看后厨的朋友可以周末来总店，车费我们报销。
@ px-fitness general gyms and sports
== 1 sms 2017 non_fin_ad/other_trade_ad
【动力健身】年卡原价3600，现1299，储值送私教两节，全城最优惠，今日18点截止，以后不再有
== 2 leaflet 2019 non_fin_ad/other_trade_ad
瑜伽馆 新馆开业 三天限定价
专业印度教练
不满意随时退卡
前百名送瑜伽垫
== 3 short_video 2022 non_fin_ad/other_trade_ad
每天五分钟，马甲线养成，跟练的宝子都说有效，不反弹，收藏就是练了一半，课程永久免费看
@ px-pets general pets, plants and repair
== 1 moments 2020 non_fin_ad/other_trade_ad
金毛宝宝三窝，健康保证，狗瘟细小包一个月，出问题退钱换狗，最后两只公的，明天之前定的送狗粮10斤
== 2 group_chat 2018 non_fin_ad/other_trade_ad
专业疏通下水道，不通不收钱，二十四小时上门，价格公道，本小区做过三百多家了，口碑第一
== 3 outdoor 2016 non_fin_ad/other_trade_ad
开锁 110备案 最快十分钟到
== 4 sms 2019 non_fin_ad/other_trade_ad
空调清洗38元/台，专用高温设备，除菌率99.9%，不干净重洗，今天预约立减10元
@ px-software general software and phone
== 1 app_store 2017 non_fin_ad/other_trade_ad
最好用的拍照软件，千万女生的选择，一键美颜，全球领先的算法，下载即送永久会员
== 2 search_ad 2019 non_fin_ad/other_trade_ad
企业ERP|省时省钱 一次购买终身使用 领先的管理软件 免费演示
== 3 sms 2020 non_fin_ad/other_trade_ad
【流量券】您有5GB免费流量未领取，今晚24点失效，全网限量1万份，点链接领
== 4 app_store 2022 non_fin_ad/other_trade_ad
记单词领红包，学习就能赚，连续打卡30天得现金奖励，提现秒到账，零门槛
@ px-phonecard general SIM cards and broadband
== 1 outdoor 2021 non_fin_ad/other_trade_ad
19元120G大流量 全国通用 首月免费 充50得100
== 2 sms 2018 non_fin_ad/other_trade_ad
宽带新装，第一年免费，五年内不涨价，承诺网速达不到免费退，东风路营业厅，师傅上门
== 3 landing_page 2023 non_fin_ad/other_trade_ad
办手机卡 选号免费
月租8元 长期不变
承诺无合约 随时注销
剩余靓号：37个
快递到家 激活送话费50元
@ px-edu2 general more schools, overseas and children
== 1 landing_page 2020 non_fin_ad/other_trade_ad
幼儿英语外教一对一
全国用户超过200万 家长续费率96%
欧美外教 持证上岗
先学后付，不满意随时退
今日注册送试听课两节，仅限前200名
== 2 sms 2016 non_fin_ad/other_trade_ad
移民加拿大，律师全程办理，成功率高，不成功退款，说明会本周六香格里拉，座位有限
== 3 app_store 2021 non_fin_ad/other_trade_ad
雅思考试训练软件，由权威机构名师出题，全球考生首选，真题命中超七成
== 4 leaflet 2023 non_fin_ad/other_trade_ad
暑期书法班
全国书法家协会老师授课
十五天字迹大变样
学不会免费再学
报名截至七月三日
@ px-garment general clothing and jewels
== 1 livestream 2024 non_fin_ad/other_trade_ad
这件羊绒大衣厂里只有两百件了 断码不补 我直播间的价格你去比 你能找到比我低的 我双倍退 颜色只剩驼色和灰色
== 2 sms 2015 non_fin_ad/other_trade_ad
【云水女装】换季清仓，三折封顶，最后两天，全场买一送一，VIP再享九五折
== 3 outdoor 2019 non_fin_ad/other_trade_ad
黄金饰品 今日金价 旧金换新不收损耗 全城工费最低
== 4 image_text 2022 non_fin_ad/other_trade_ad
翡翠手镯 冰种 直播捡漏价
源头货 假一赔万
越戴越润 传家之宝
今晚八点 限定一只
@ px-enviro general household technology
== 1 landing_page 2015 non_fin_ad/other_trade_ad
空气净化器 除甲醛率99.9% 国家检测认证
同功率产品中最静音
10年电机质保
前100名赠滤芯
已有50万家庭使用
== 2 short_video 2021 non_fin_ad/other_trade_ad
净水器到底要不要装，看我测一下水质，我家装了三年，孩子皮肤都好了。现在下单免安装费，只有今天
== 3 sms 2019 non_fin_ad/other_trade_ad
全城最低价太阳能热水器，十年质量保证，一次投资十年省电费8000元，国补名额有限，速来登记
