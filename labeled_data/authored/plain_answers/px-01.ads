%% part a: plain loan messages and cards without a violation
@ px-songyuan loan broker in a county town, follow-up messages after phone calls
== 1 sms 2014 whole ?u
您好，我是上午跟您通过电话的小孟，专做无抵押无担保信用借款，手续简单，上班的和做生意的都能申请，有需要打这个号，186xxxxx072
== 2 sms 2014 whole ?u ~a
我这边办工薪贷、生意贷、按揭房贷款，利息低，额度3到30万，材料齐了最快隔天放款，孟经理186xxxxx072
== 3 sms 2014 whole ?u ~a
我这边办工薪贷、生意贷、按揭房贷款，{x:利息全县最低}，额度3到30万，材料齐了最快隔天放款，孟经理186xxxxx072
@ px-quzhou loan invented finance information company, visiting-card text
== 1 leaflet 2015 whole ?u ents
{A:衢润金融信息服务有限公司} 主营：
房产抵押贷款、汽车抵押贷款、保单贷款、社保贷款
面向：公务员、教师、医生、企业职工、个体业主
特点：利率透明、流程清楚、可上门收件
信贷顾问 姜燕 158xxxx2210
== 2 sms 2015 whole ?u
姜燕提醒您：家里装修、孩子上学、店里进货差钱，可凭社保或保单申请信用贷，无需抵押，电话短信都可联系
@ px-teacherloan loan broker for wage earners, winter campaign
== 1 sms 2016 whole ?u ~a ents
工资打卡满半年、单位交公积金的可申请信用贷款，{R:月息6厘5}起，最长三年，等额还款，当天放款，详询罗小姐139xxxx5518
== 2 sms 2016 whole ?u ~a
工资打卡满半年、单位交公积金的可申请信用贷款，月息6厘5起，{d:征信黑了也照批}，最长三年，等额还款，当天放款，详询罗小姐139xxxx5518
== 3 moments 2016 whole ?u
年底了，有朋友问信用贷还能不能做，统一回复：能做🙂 公积金基数4000以上，负债别太高，批下来大概工资的二三十倍，利息按月付。需要的私聊，不方便语音就打字。
@ px-haikou loan car-loan shop card
== 1 leaflet 2017 whole ?u
车辆抵押借款 / 押证不押车 车照开 / 新车二手车均可评估 / 额度为车价五到八成 / 半天办完 / 海口龙昆南路 符生 0898-66xxxx17
== 2 outdoor 2017 whole ?u
汽车短期周转 手续简单 来店评估 136xxxx9081
@ px-pinganlike loan manager of a licensed bank branch
== 1 sms 2015 whole
您好，我是建设银行城西支行个贷中心的小叶，您咨询的个人信用贷款需要身份证、收入证明、近半年流水，利率以审批为准，欢迎来行面谈。
== 2 sms 2018 whole
【邮储银行】小微易贷，凭纳税记录线上申请，最高可贷200万元，随借随还，不用不计息。详询各网点或客户经理周敏，回T退订
== 3 leaflet 2019 whole
农行惠农贷 种地、养猪、开农家乐都可申请
无需抵押 手机上就能还款
年利率4.35%起，额度最高10万
请带身份证、户口本到镇上网点办理
@ px-houseowner loan second mortgage broker in a provincial capital
== 1 search_ad 2018 whole ?u
合肥房产抵押贷款|按揭房全款房均可申请，利息低放款快，额度可达评估价七成，免费上门评估，点击咨询
== 2 landing_page 2018 whole ?u
合肥房产抵押经营贷
适用：名下有住宅、写字楼、商铺的企业主
额度：评估价的50%—70%
期限：1至10年，可先息后本
流程：评估—面签—抵押登记—放款，一般5到8个工作日
说明：最终额度和利率以银行审批为准，本公司只提供咨询及代办服务，服务费在签约前列明。
== 3 sms 2018 whole ?u
房子还在按揭也可以再贷一笔，利率5厘多，钱用于公司进货、付工程款，合同上写多少就是多少。需要算额度回数字1
@ px-guoqiao loan bridging broker
== 1 sms 2017 whole ?u
代办银行到期转贷过桥、二手房赎楼、保函保证金，资金当天到位，按天计息，泉州丰泽街，庄先生
== 2 moments 2019 whole ?u
今天帮一位卖房的客户做完赎楼，从签字到解押一共四天。手上有房要卖、按揭还没还清的，可以来问问费用，问了不做也没关系~
@ px-lamian loan small owner loan post
== 1 group_chat 2019 whole ?u
群里开饭馆开超市的老板看一下，营业执照满一年可以申请经营贷，流水够就行，额度20到50，利息一分以内，要的加我
== 2 group_chat 2020 whole ?u ~a
各位，税贷额度最近放得比较松，年纳税一万五以上的企业可以测一测，测额度不上门，资料我列在群文件里
== 3 group_chat 2020 whole ?u ~a
各位，税贷额度最近放得比较松，{d:没纳税也给做税单}，测额度不上门，资料我列在群文件里
@ px-jiayida loan app for cash loans with plain features
== 1 app_store 2018 whole ?u ents
{A:佳亿达}是一款个人信用借款软件，额度1000至20000元，分3、6、9期还款，日利率{R:0.05%}，线上填写资料，无抵押，审核通过后款项打入本人银行卡。
== 2 app_store 2018 not_ad/interface
更新内容：优化了身份认证速度；还款提醒支持提前三天推送；修复部分机型闪退
== 3 app_push 2018 whole ?u
您还有一笔借款额度没有使用，打开看看利率和分期方案
@ px-mobileloan loan guide app
== 1 app_store 2017 whole ?u
贷款指南，收集各家银行和消费金融公司的借款产品，按额度、期限、利率筛选，附申请条件与所需资料，帮助上班族、个体户找到适合自己的产品。平台不放款，不收取任何费用。
== 2 app_store 2018 whole ?u
小额借款哪家利息低？输入金额和期限，即可比较几十种产品的月供。申请简单，信息加密，资料只提交给你选中的机构。
@ px-insurancepolicyloan loan policy and car loan broker Northeast
== 1 sms 2016 whole ?u
有人寿保单交满两年的朋友，可以凭保单贷款，年交保费的20到30倍，不押保单，不影响保障，长春于姐电话同微信
== 2 sms 2016 whole ?u
无抵押信用贷：保单贷、车主贷、房供贷三样任选一样，只看还款能力，利息比较低，来电请提小于介绍的
== 3 moments 2017 whole ?ue
上周送资料的王哥批了12万，今天到账。他是房供贷，月供两千八，批了月供的四十多倍。大家可以照着这个估一下自己的😊
@ px-zhongan-office loan office of a credit company, follow-up
== 1 sms 2014 whole ?u
感谢致电，本公司为个人及中小企业提供融资咨询，办理银行抵押贷款、信用贷款、票据贴现业务，地址解放路二百货对面五楼，欢迎面谈
== 2 sms 2015 not_ad/private_message
先生您好，我是刚才联系您的信贷部小邢，请您准备：1.身份证复印件 2.结婚证 3.房本 4.近六个月银行流水。下午四点前送来，明天可以进件。
== 3 outdoor 2015 cut ?u
贷款咨询 二楼左转
@ px-lixidi loan SMS of unnamed lender
== 1 sms 2018 whole ?u
急用钱找小魏，信用借款，利率低，放款快，不用抵押，173xxxx6645
== 2 sms 2019 whole ?u
额度1-50w，息低，随借随还，可提前结清无违约金，有意回1，退订回T
== 3 sms 2021 whole ?u ents
亲，您之前咨询的信用周转款现在可以申请了，年化单利{R:9.6%}起，按实际使用天数计息，审批以系统评估为准，拒收回R
@ px-countymicro loan licensed micro-loan firm in a county
== 1 leaflet 2016 whole ents
{A:岷县小额贷款有限公司}（县政府金融办批准设立）
贷款对象：农户、个体工商户、小微企业
贷款金额：1万—50万元
贷款利率：按国家规定执行，不收手续费
办理时间：资料齐全三个工作日
电话：0932-77xxxxx
== 2 outdoor 2016 whole ents
{A:岷县小额贷款有限公司} 支持药材种植户 当归黄芪收购周转贷款 期限灵活
@ px-xiaofeijin loan licensed consumer finance companies
== 1 app_store 2021 whole
招联金融推出的个人消费信贷产品，额度最高20万元，年化利率（单利）7.3%—24%，具体以页面展示为准。请根据自身还款能力理性借贷。
== 2 sms 2022 whole
【马上消费】您的安逸花额度已调整，借款年利率不变，登录App查看，退订回T
@ px-decorator loan bank decoration instalment
== 1 sms 2015 whole
装修分期上工行，最高可分60期，手续费每期0.3%左右，额度最高20万，不抵押房子，婚庆、家电也能办，详询友谊大街支行李经理
== 2 leaflet 2016 whole ~a ents
装修分期 {A:甘棠农商行}卡 最高30万 36期手续费{R:13.5%} 请到网点办理，审批结果以银行通知为准
== 3 leaflet 2016 whole ~a ents
装修分期 {A:甘棠农商行}卡 最高30万 36期{d:0利息0费用}，手续费{R:13.5%}，请到网点办理，审批结果以银行通知为准
@ px-voice loan livestream and short-video scripts of a broker
== 1 short_video 2022 whole ?u
银行信用贷被拒，很多时候不是资质不行，是申请顺序错了。你先把网贷结清两笔，过三个月再进件。想知道自己现在能贷多少，评论区留城市，我给你看。
== 2 livestream 2023 whole ?u
进来的朋友刷个一啊 咱们是帮大家对接银行的 不是放款的 有公积金的有房的有营业执照的 都可以打字 我一个一个看 那个利息啊 现在普遍是三厘多到五厘 看你资质 额度的话 几十万都有 不收前期费用啊 谁让你先交钱谁就是骗子
== 3 short_video 2024 whole ?u ~b
经营贷到期要续，提前两个月就要准备流水和纳税，别等到最后一周。我做这一行十一年，太原的朋友可以留言
== 4 short_video 2024 whole ?u ~b
经营贷到期要续，提前两个月就要准备流水和纳税，别等到最后一周。我做这一行十一年，{x:太原没有比我更懂转贷的}，朋友可以留言
