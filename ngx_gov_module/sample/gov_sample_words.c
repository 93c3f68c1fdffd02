#include "gov_sample_words.h"

#include <stddef.h>


#define WORDS(list)                                                           \
    {                                                                         \
        list, sizeof(list) / sizeof((list)[0])                                \
    }


/* on-line channels */
static const char *const gov_sample_slot_a[] = {
    "粤省事小程序",           "i莞家APP",
    "广东政务服务网东莞分厅", "粤商通APP",
    "微信公众号的办事入口",   "支付宝市民中心",
    "电子社保卡的服务专区",   "广东税务的线上窗口",
    "手机银行的政务专区",     "统一身份认证登录后的办事大厅",
    "小程序里的“我要办”栏目", "网上办事大厅的事项页面",
};

/* places */
static const char *const gov_sample_slot_b[] = {
    "就近的政务服务中心综合窗口", "镇街（园区）政务服务大厅",
    "村（社区）党群服务中心",     "村（社区）便民服务站",
    "带有莞家政务功能的自助终端", "银行网点的智能柜员机",
    "市民服务中心的综合窗口",     "家门口的合作网点",
    "园区里的企业服务窗口",       "莞家快闪窗口",
    "户籍所在地的服务大厅",       "居住地附近的分站",
};

/* when */
static const char *const gov_sample_slot_c[] = {
    "提交前",       "出门前",   "填表前",       "预约前",       "动身之前",
    "点击确认之前", "签字之前", "上传材料之前", "排队取号之前", "委托别人之前",
};

/* advice */
static const char *const gov_sample_slot_d[] = {
    "先核对姓名和证件号码",       "把原件和复印件分开放好",
    "留意短信里的补正提示",       "保存好受理回执",
    "把联系电话填成常用号码",     "用手机拍一张清晰的备份",
    "先在网上填好申请表",         "看一眼证件是否还在有效期内",
    "确认家里人的信息也是最新的", "把银行账户状态查清楚",
    "问清楚要不要本人到场",       "看看能否用电子证照代替",
    "核对单位名称和公章是否一致", "把疑问写下来一次问完",
};

/* reasons */
static const char *const gov_sample_slot_e[] = {
    "因为系统要和已有记录逐项比对", "为了避免来回跑",
    "由于各部门的数据更新有先后",   "考虑到后台还要分类审批",
    "因为不同镇街的受理范围有差别", "为了让结果能直接送到您手上",
    "由于这项业务要核验身份",       "因为登记信息会影响后面的待遇",
    "为了防止被别人冒名申请",       "因为同类业务以前常在这里出错",
    "由于上下环节要共用同一份材料", "考虑到有的材料要跨市调取",
};

/* mistakes */
static const char *const gov_sample_slot_f[] = {
    "照片模糊看不清编号",         "签名和证件上的名字不一致",
    "地址还是搬家以前的",         "委托书没有写明委托事项",
    "证件已经过了有效期",         "漏填了紧急联系人",
    "上传的页面缺了盖章的那一页", "银行账户不是本人名下的",
    "选错了受理的镇街",           "把复印件当成了原件",
    "单位经办人没有授权",         "出生日期和户口簿对不上",
    "申请类型选成了变更",         "同一份申请重复提交",
    "表格里留了空白没有划掉",     "日期前后矛盾",
};

/* consequences */
static const char *const gov_sample_slot_g[] = {
    "系统会退回补正",       "窗口会给您一次性告知单", "办理时间会顺延",
    "可能要重新取号",       "后台会电话联系您核实",   "申请会停在预审环节",
    "需要本人再确认一遍",   "会转给原登记部门协查",   "受理后仍可能被退件",
    "电子结果暂时生成不了", "补齐以前不会进入审批",
};

/* people */
static const char *const gov_sample_slot_h[] = {
    "窗口工作人员", "大厅导办员",   "后台审批人员", "村（社区）代办员",
    "热线坐席",     "审前服务专员", "首席审批员",   "镇街业务骨干",
    "帮办志愿者",   "企业服务专员",
};

/* information */
static const char *const gov_sample_slot_i[] = {
    "参保状态", "户籍地址",   "婚姻状况", "银行账户", "联系电话",
    "居住登记", "缴费记录",   "单位信息", "家庭成员", "监护关系",
    "房屋信息", "证件有效期", "学历信息", "就业登记",
};

/* results */
static const char *const gov_sample_slot_j[] = {
    "受理回执", "电子凭证",       "办理结果通知", "电子证照",
    "核准通知", "登记簿上的记录", "审核意见",     "加盖电子印章的证明",
    "短信通知", "办结告知书",
};

/* delivery */
static const char *const gov_sample_slot_k[] = {
    "邮政快递寄到家",         "回原窗口领取",   "就近找一个大厅领取",
    "在手机上下载电子版",     "到自助终端打印", "由单位经办人统一领取",
    "请代办员送到村（社区）", "扫码查看并保存",
};

/* who acts */
static const char *const gov_sample_slot_l[] = {
    "配偶",
    "父母",
    "成年子女",
    "单位经办人",
    "监护人",
    "同住的亲属",
    "受托的朋友",
    "村（社区）代办员",
    "法定代表人指定的人",
};

/* conditions */
static const char *const gov_sample_slot_m[] = {
    "在本市有合法稳定的住所",   "在本市参加社会保险且状态正常",
    "办好了居住登记",           "身份信息已经通过实名核验",
    "没有正在办理的同类申请",   "相关登记没有异议或查封",
    "材料真实并愿意承诺",       "属于本市的受理范围",
    "原有的关系已经暂停或结清", "出于真实的办理意愿",
    "户口或居住证在有效状态",   "所在单位已按规定申报",
    "没有被列入限制办理的情形",
};

/* changes */
static const char *const gov_sample_slot_n[] = {
    "换了工作单位", "搬到另一个镇街", "婚姻状况有变化", "改过名字",
    "从外市转来",   "换了银行卡",     "家里添了孩子",   "手机号停用了",
    "单位改了名称", "证件重新领过",   "户口刚迁进来",   "暂时离开本市",
};

/* openers */
static const char *const gov_sample_slot_o[] = {
    "一般来说",   "通常情况下",       "简单讲",           "多数情况下",
    "按现行做法", "从窗口的经验看",   "就常见的情形而言", "照规定",
    "按流程走",   "如果没有特殊情况", "从以往办件看",     "总的来说",
};

/* turns */
static const char *const gov_sample_slot_p[] = {
    "不过",           "需要留意的是", "另外",       "还有一点",
    "值得提醒的是",   "顺带说一句",   "与此同时",   "反过来说",
    "更稳妥的做法是", "也请记得",     "有一种例外",
};

/* groups */
static const char *const gov_sample_slot_q[] = {
    "行动不便的老人", "残疾人朋友",           "孕妇",       "带小孩的家长",
    "听障人士",       "不会用智能手机的街坊", "卧床的病人", "外出务工的家人",
    "夜班职工",       "看不清小字的长者",
};

/* help */
static const char *const gov_sample_slot_r[] = {
    "可以预约上门服务",       "可以请村（社区）代办员帮忙",
    "有绿色通道优先办理",     "可以让家人陪同办理",
    "窗口会提供大字版指引",   "能使用无障碍柜台",
    "可以由志愿者陪着填表",   "能通过视频由专员协助",
    "可在非高峰时段错峰办理",
};

/* checks */
static const char *const gov_sample_slot_s[] = {
    "刷脸核验",     "短信验证码", "身份证原件核验", "扫码亮证",
    "实名账号登录", "电子签名",   "现场拍照比对",   "单位数字证书登录",
};

/* sharing */
static const char *const gov_sample_slot_t[] = {
    "数据共享平台",   "电子证照库",   "部门间核验接口",     "政务大数据平台",
    "省统一身份认证", "跨省通办系统", "一体化政务服务平台", "登记信息库",
};

/* following up */
static const char *const gov_sample_slot_u[] = {
    "登录后在“我的办件”里查看进度", "等候短信通知",
    "拨打热线报上受理编号查询",     "到自助终端扫码查询",
    "问受理窗口的工作人员",         "在小程序里订阅办件提醒",
    "凭回执到任一大厅查询",         "看回执上写明的查询方式",
};

/* what a window does */
static const char *const gov_sample_slot_v[] = {
    "当场核对后把原件还给您", "把材料扫描存档",     "出具受理回执",
    "一次性说清还缺什么",     "帮您把信息录入系统", "转给对应的后台部门",
    "告诉您结果怎么领取",     "和您确认填写的内容", "请您在屏幕上签名",
    "为您打印一份办事指引",
};

/* time words */
static const char *const gov_sample_slot_x[] = {
    "受理之后",     "审核期间",     "拿到结果以后", "材料补齐以后",
    "预审通过后",   "后台核准以后", "收到短信以后", "申请提交以后",
    "核验完成之后", "办结之后",
};

/* attitudes */
static const char *const gov_sample_slot_y[] = {
    "您放心",
    "别着急",
    "不用担心",
    "不必专程跑一趟",
    "可以先问清楚再动身",
    "不要听信中介的说法",
    "不需要托人",
    "按自己的节奏来就好",
    "有疑问当场就问",
};

/* records */
static const char *const gov_sample_slot_z[] = {
    "原登记机关的档案", "历史缴费台账", "户籍底册", "单位的申报记录",
    "以前的办件档案",   "纸质存根",     "学籍档案", "登记簿",
    "医院的结算清单",   "银行流水",
};

static const char *const gov_sample_who_list[] = {
    "外来务工人员",   "灵活就业人员", "本市户籍居民", "随迁老人",
    "港澳居民",       "应届毕业生",   "现役军人家属", "个体工商户",
    "企业经办人",     "残疾人",       "低保家庭成员", "新入户居民",
    "双职工家庭",     "单亲家庭",     "回莞发展人员", "退休人员",
    "失业人员",       "孕产妇",       "留学回国人员", "技能人才",
    "村（社区）居民", "跨市通勤人员", "来莞短期人员", "受托代办人",
};

/* none, or how things stand */
static const char *const gov_sample_plight_list[] = {
    "",
    "人在外地时",
    "资料不全时",
    "信息有变更时",
    "证件遗失后",
    "刚换工作时",
    "刚搬家时",
    "第一次办理时",
    "中断一段时间后",
    "名字改过之后",
    "赶时间时",
    "不会用手机时",
    "被退件以后",
    "想提前准备时",
    "和家人一起办理时",
    "请人代办时",
    "系统查不到记录时",
    "跨省办理时",
    "省内跨市办理时",
    "节假日前后",
    "有两处登记时",
    "单位注销以后",
};

static const char *const gov_sample_act_list[] = {
    "申请", "信息变更", "资料更正", "结果复核", "进度查询", "证明打印", "撤回",
    "补办", "补正材料", "恢复",     "终止",     "结果领取", "异议处理", "延期",
};

static const char *const gov_sample_variant_list[] = {
    "",
    "（个人办理）",
    "（单位办理）",
    "（委托办理）",
    "（线上受理）",
    "（镇街受理）",
    "（村（社区）受理）",
    "（跨市通办）",
    "（跨省通办）",
    "（批量办理）",
    "（上门办理）",
    "（告知承诺）",
};

static const char *const gov_sample_list_act_list[] = {
    "怎么办",     "资料变更", "中断后接续", "异地办理", "请人代办",
    "暂停与恢复", "结果复核", "遗失补办",   "首次办理", "被退件以后",
};


const gov_sample_words_t gov_sample_slots[26] = {
    WORDS(gov_sample_slot_a),
    WORDS(gov_sample_slot_b),
    WORDS(gov_sample_slot_c),
    WORDS(gov_sample_slot_d),
    WORDS(gov_sample_slot_e),
    WORDS(gov_sample_slot_f),
    WORDS(gov_sample_slot_g),
    WORDS(gov_sample_slot_h),
    WORDS(gov_sample_slot_i),
    WORDS(gov_sample_slot_j),
    WORDS(gov_sample_slot_k),
    WORDS(gov_sample_slot_l),
    WORDS(gov_sample_slot_m),
    WORDS(gov_sample_slot_n),
    WORDS(gov_sample_slot_o),
    WORDS(gov_sample_slot_p),
    WORDS(gov_sample_slot_q),
    WORDS(gov_sample_slot_r),
    WORDS(gov_sample_slot_s),
    WORDS(gov_sample_slot_t),
    WORDS(gov_sample_slot_u),
    WORDS(gov_sample_slot_v),
    { NULL, 0 },
    WORDS(gov_sample_slot_x),
    WORDS(gov_sample_slot_y),
    WORDS(gov_sample_slot_z),
};

const gov_sample_words_t gov_sample_who = WORDS(gov_sample_who_list);
const gov_sample_words_t gov_sample_plight = WORDS(gov_sample_plight_list);
const gov_sample_words_t gov_sample_act = WORDS(gov_sample_act_list);
const gov_sample_words_t gov_sample_variant = WORDS(gov_sample_variant_list);
const gov_sample_words_t gov_sample_list_act = WORDS(gov_sample_list_act_list);

const gov_sample_aspect_t gov_sample_aspects[GOV_SAMPLE_ASPECTS] = {
    { GOV_SAMPLE_CONDITIONS, "要符合什么条件" },
    { GOV_SAMPLE_CONDITIONS, "哪些人可以办" },
    { GOV_SAMPLE_CONDITIONS, "条件还不够怎么办" },
    { GOV_SAMPLE_BRING, "要带哪些材料" },
    { GOV_SAMPLE_BRING, "材料不齐能不能先受理" },
    { GOV_SAMPLE_BRING, "哪些材料可以免交" },
    { GOV_SAMPLE_TIME, "多久能办好" },
    { GOV_SAMPLE_TIME, "什么时候可以申请" },
    { GOV_SAMPLE_TIME, "过了期限还能不能办" },
    { GOV_SAMPLE_WHERE, "在哪里办" },
    { GOV_SAMPLE_WHERE, "能不能网上办" },
    { GOV_SAMPLE_WHERE, "能不能就近办" },
    { GOV_SAMPLE_PROXY, "能不能请人代办" },
    { GOV_SAMPLE_PROXY, "委托书怎么写" },
    { GOV_SAMPLE_PROXY, "本人来不了怎么办" },
    { GOV_SAMPLE_MONEY, "要不要交费" },
    { GOV_SAMPLE_MONEY, "待遇怎么核定" },
    { GOV_SAMPLE_MONEY, "钱什么时候到账" },
    { GOV_SAMPLE_PROGRESS, "怎么查进度" },
    { GOV_SAMPLE_PROGRESS, "结果怎么领取" },
    { GOV_SAMPLE_PROGRESS, "想撤回怎么操作" },
    { GOV_SAMPLE_PITFALLS, "为什么会被退件" },
    { GOV_SAMPLE_PITFALLS, "容易漏掉什么" },
    { GOV_SAMPLE_PITFALLS, "填错了怎么改" },
    { GOV_SAMPLE_LINKS, "会不会影响其他待遇" },
    { GOV_SAMPLE_LINKS, "和原来的怎么衔接" },
    { GOV_SAMPLE_LINKS, "办完还要做什么" },
    { GOV_SAMPLE_DISPUTES, "有异议找谁" },
    { GOV_SAMPLE_DISPUTES, "查不到记录怎么办" },
    { GOV_SAMPLE_DISPUTES, "信息不一致怎么办" },
};
