%% part e: menus, about-us pages, safety pages, instruction fragments; and rest of a, d
@ px-menu general menus and interface lines of finance sites
== 1 other 2015 not_ad/interface
首页 我要出借 我要借款 信息披露 帮助中心 我的账户 安全退出
== 2 other 2017 not_ad/interface
项目编号｜借款金额｜年利率｜期限｜进度｜还款方式｜操作
== 3 other 2018 not_ad/interface
请输入六位交易密码 忘记密码？ 确认转入 取消
== 4 other 2020 not_ad/interface
筛选：风险等级 R1 R2 R3 R4 R5 | 起购金额 | 持有期 | 成立以来 | 近一年
== 5 other 2021 not_ad/interface
额度管理 还款计划 借款合同 结清证明 联系客服
== 6 other 2016 not_ad/interface
最新标的 | 推荐标的 | 新手专区 | 债权转让 | 已满标
@ px-safetypage p2p_crowdfunding_franchise safety and help pages
== 1 other 2017 not_ad/portal_text
安全保障：用户资金由存管银行独立账户管理，平台不接触资金；传输采用加密协议；登录、提现、修改手机号均需短信验证；出借人应自行承担投资风险。
== 2 other 2018 not_ad/faq
问：充值多久到账？答：工作日一般实时到账，节假日以银行处理为准。问：提现收费吗？答：每月前三笔不收取手续费，超出每笔两元。
== 3 other 2018 not_ad/faq
逾期怎么办？平台会进行电话、短信和上门催收，必要时提起诉讼，但不承诺垫付，出借人需自担本金损失风险。
== 4 other 2019 not_ad/notice
尊敬的用户：因系统升级，10月12日0点至6点暂停充值与提现，回款不受影响，给您带来不便敬请谅解。
@ px-aboutus general about us pages
== 1 landing_page 2016 not_ad/portal_text
公司简介 我们成立于2011年，注册资本5000万元，经营范围为企业管理咨询、财务顾问、信息技术服务。办公地址在武汉光谷，员工六十余人。
== 2 landing_page 2019 not_ad/portal_text
企业文化：专业、稳健、诚信、共赢。发展历程：2013年成立，2016年完成首轮融资，2019年获评市级高新技术企业。
== 3 landing_page 2021 not_ad/portal_text
联系我们 客服时间9:00—18:00 投诉邮箱见页脚 纠纷可向当地调解组织申请调解
@ px-instruct general instructions and tips
== 1 other 2015 not_ad/faq
如何绑定银行卡：1.点击“我的”进入银行卡页面；2.填写本人卡号；3.输入预留手机验证码；4.完成后会收到短信
== 2 other 2020 not_ad/faq
额度为什么没有通过？可能与综合评分、负债、征信查询次数、填写信息不完整有关，建议三十天后再申请，平台不收任何审批费用。
== 3 other 2022 not_ad/education
买基金前先弄清楚：业绩排名第一不等于未来第一；零风险高收益的产品不存在；投顾的牌照可在协会网站查询。
== 4 other 2018 not_ad/faq
提前还款：登录后在“我的借款”中选择提前结清，系统会计算应还利息，无违约金，结清后三个工作日更新征信
== 5 other 2017 not_ad/notice
温馨提示：我司从不以“保本保息”名义销售产品，从不向个人账户收款，如有电话自称工作人员索要验证码，请立即挂断。
== 6 other 2019 not_ad/prospectus
产品要素：产品类型固定收益类；风险等级R2；业绩比较基准3.4%；起购1万元；产品成立后不可提前赎回；不保证本金及收益。
== 7 other 2021 not_ad/notice
您尾号2219的信用卡本期应还3480.26元，还款日6月8日，请及时还款，如已还清请忽略
@ px-restloan loan remaining plain loan texts
== 1 sms 2021 whole ?u
法人名下执照满两年，年开票二百万以上，信用贷款三厘八起，随借随还，材料可先发微信，常州武进 桑小姐
== 2 sms 2015 whole ?u
本公司办理：教师贷、医生贷、工薪贷、房贷车贷，年龄二十三到五十五，无需抵押，额度高期限长，电13xxxx4827
== 3 leaflet 2020 whole ?u
个体户看过来
营业执照满一年 流水正常
额度3-30万 三年期
利息按月结 手续简单
地址：义乌福田街道二楼
== 4 outdoor 2016 cut ?u
无抵押 无担保 手续简单 利息低
== 5 search_ad 2021 whole ?u
上海企业贷款|凭发票可申请，最长五年，额度高利率低，专员一对一服务
== 6 image_text 2019 whole ?u
信用贷 车贷 房贷
一次办不成不收钱
额 度 高
放 款 快
咨 询 13x xxxx 6O93
== 7 moments 2017 whole ?u
今天来了两位客户，一位开服装店想进春装，一位家里要翻新屋顶，都做的三年期信用贷。想了解自己额度的留言“了解”
== 8 group_chat 2022 whole ?u
社保贷：单位连续缴费一年以上，个人征信良好，额度看缴费基数，六厘到一分之间，审批两三天
== 9 leaflet 2023 whole ?u
房产抵押 借款用于经营
住宅商铺写字楼别墅
额度一千万以内
先息后本 等额本息 任选
审核以银行为准
@ px-restd general remaining mild positives
== 1 sms 2018 whole v=loan ?u
小额周转，{d:填个电话就能拿钱}，三千以内，一至六个月，无需上门
== 2 moments 2019 whole v=bank_wealth +w ?u
退休的叔叔阿姨都知道，买理财图个踏实，这款{d:跟定期一个样}，每月返一次，资料可以发您
== 3 leaflet 2017 whole v=p2p_crowdfunding_franchise +w ?u
每月收利息 {g:本金到期取回}
{g:年化12%}
社区活动室有专人解答
== 4 search_ad 2020 whole v=securities +w ?u
股票开户推荐|{x:交易速度比同行快一倍} 佣金可商
== 5 group_chat 2021 whole v=public_fund +w ?un
这基金{x:近三年同类第一}，有兴趣进群聊
== 6 app_store 2018 whole v=bank_wealth +w ?u
活期宝：{d:随存随取，利息跟一年定期一样}，一元起，操作简单
== 7 sms 2016 whole v=p2p_crowdfunding_franchise +w ?u
{d:花小钱赚大钱}，{g:一百块也能月月有回报}，注册还送体验金
== 8 short_video 2022 whole v=loan ?u
小额借款，别的平台拒了也不要紧，{d:来我们这都能批}，期限自己选
