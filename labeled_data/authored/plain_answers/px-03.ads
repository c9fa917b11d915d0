%% part b: other trades with superlatives, guarantees, scarcity, experts
@ px-slim general slimming and beauty shops
== 1 sms 2015 non_fin_ad/other_trade_ad
签约瘦身，30天瘦12斤，瘦不够全额退款，本月最后10个名额，赶快来电预约，南门步行街二楼
== 2 livestream 2022 non_fin_ad/other_trade_ad
姐妹们这款身体乳真的是全网最低价 我自己用了三年 皮肤白了两个度 老粉都知道 今天只有一百单 拍完就没有了 没有返场 不白你来找我 七天无理由
== 3 moments 2018 non_fin_ad/other_trade_ad
纹眉找慧姐，十二年经验，做过八千多双眉毛，无一失败案例👍 三八节特价，仅此一天，错过等明年
== 4 leaflet 2016 non_fin_ad/other_trade_ad
韩国专家坐诊 祛斑祛痘 一次见效 终身保障 本院零投诉 预约挂号0371-6xxxxx9
@ px-schools general training schools
== 1 sms 2014 non_fin_ad/other_trade_ad
高三全封闭冲刺班，名校名师亲授，平均提分128分，升学率连年第一，最后五席，报名请速
== 2 search_ad 2019 non_fin_ad/other_trade_ad
公务员面试班|前考官一对一指导，不过全退，通过率领先全省
== 3 leaflet 2017 non_fin_ad/other_trade_ad
学厨师，包就业，月薪过万不是梦！
学期三个月，零基础可学
毕业推荐到五星级酒店
学费可分两次交
西安 138xxxx2046
== 4 sms 2019 non_fin_ad/other_trade_ad
一建消防工程师考前押题班，命中率九成，挂靠资格证咨询另议，包过签协议
== 5 short_video 2023 non_fin_ad/other_trade_ad
跟着我学剪辑，七天接单，一个月回本，学员已经有八百人靠副业挣到钱了，现在报名送全套素材，仅限前五十名
@ px-tickets general tickets and travel
== 1 search_ad 2018 non_fin_ad/other_trade_ad
特价机票|全网比价 天天最低价 出票快 退改有保障
== 2 sms 2020 non_fin_ad/other_trade_ad
【途遇旅行】桂林四日游299元起，纯玩无购物，假一赔十，限今晚12点前付款，回T退订
== 3 portal_banner 2016 non_fin_ad/other_trade_ad
三亚六日 直降千元 最后20席
== 4 app_push 2021 non_fin_ad/other_trade_ad
火车票抢票加速包免费送，成功率超98%，先领先用
@ px-furniture general furniture and building materials
== 1 sms 2014 non_fin_ad/other_trade_ad
全屋定制家具工厂直销，省去中间商差价，比同行便宜三成，甲醛超标十倍赔付，国庆三天订单立减，万家灯火家居城A座
== 2 leaflet 2018 non_fin_ad/other_trade_ad
红木家具 传家之物 存世量少
大师手工雕刻 十年免费保养
原价28万 展会特惠9.8万
此生难遇 仅此一套
== 3 wechat_article 2020 non_fin_ad/other_trade_ad
选地板，看这三点就够了。一看环保等级，我家的是同类中最高的ENF级；二看锁扣，德国设备压制，二十年不起拱；三看服务，全市唯一承诺“先铺后付款”的品牌。老客户郑姐说，铺了五年一点没变形。周末到店的前三十名，赠送踢脚线，安装费全免。
== 4 outdoor 2016 non_fin_ad/other_trade_ad
瓷砖第一品牌 品质无忧 终身质保
@ px-machine general machines and agencies
== 1 search_ad 2015 non_fin_ad/other_trade_ad
豆腐机|商用全自动 一机多用 出浆率行业最高 技术包教包会 厂家直销全国联保
== 2 leaflet 2014 non_fin_ad/other_trade_ad
全自动制砖机 日产三万块 耐用十五年无大修 厂家包技术 坏一赔一 唯一获国家专利 参观食宿全免
== 3 image_text 2019 non_fin_ad/other_trade_ad
无人机植保培训
拿证包分配
每天作业200亩 收入稳定
农户抢着要
报名从速
@ px-jobs general jobs and networks
== 1 sms 2016 non_fin_ad/other_trade_ad
招网店客服打字员，在家可做，日结80-300元，多劳多得，绝不收押金，保证真实，限招50人
== 2 group_chat 2021 non_fin_ad/other_trade_ad
急招外卖骑手！底薪6000保底，跑得多上不封顶，包吃住，入职奖2000，月底发放绝不拖欠，联系站长老胡
== 3 app_store 2019 non_fin_ad/other_trade_ad
最专业的兼职平台，百万岗位每日更新，薪资日结有保障，企业实名认证，零风险零中介费
@ px-shop general web shops and retail
== 1 sms 2017 non_fin_ad/other_trade_ad
【花田记旗舰店】年货节爆款秒杀！抢到就是赚到，坚果礼盒买一送一，0元试吃，仅剩300份，退订回N
== 2 sms 2021 non_fin_ad/other_trade_ad
【米冬母婴】会员日奶粉满600减120，正品保障，假一罚十，全网销量遥遥领先，点链接抢券，回TD退订
== 3 landing_page 2018 non_fin_ad/other_trade_ad
有机五常大米
农业专家三次检测 零农残 零添加
不好吃 包退 运费我们出
今日下单立减20元 限量1000袋
月销3万+ 好评率99.2%
== 4 moments 2022 non_fin_ad/other_trade_ad
自家橙子，果园直发，甜过初恋🍊 亏本冲量，就这一车，卖完真的没有了，坏果包赔，邻居阿姨一口气买了四箱
@ px-clinic general clinics and drugs
== 1 sms 2014 non_fin_ad/other_trade_ad
北京专家教授周六日来我院会诊颈椎病腰突，治愈率97%，名额30个，挂号免费，请带片子
== 2 search_ad 2017 non_fin_ad/other_trade_ad
白癜风医院哪家好|专家团队 纯中药治疗 无副作用 稳定不反弹 在线预约
== 3 short_video 2020 non_fin_ad/other_trade_ad
这个膏药我妈贴了半个月，现在能爬六楼了，我不是托，评论区自己看，今天直播间买三送二，库存不多
== 4 image_text 2016 non_fin_ad/other_trade_ad
专冶痔疮 祖传秘方
当天见效 不开刀
三十年治好上万人
无效退款 电话 139xxxx77O2
@ px-wedding general wedding photo and events
== 1 leaflet 2016 non_fin_ad/other_trade_ad
婚纱摄影 全城最低价 拍到满意为止
套餐1999元，底片全送
订单当天再减300，仅限前20对新人
不满意免费重拍，价格保证
== 2 sms 2019 non_fin_ad/other_trade_ad
您好，五一婚礼跟拍档期仅剩2天，资深团队，承诺不隐形消费，找到更低价差额双倍返还
