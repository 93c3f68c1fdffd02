/*
 * The sentences of official wordings, items, checklists, places, materials.
 */

#include "gov_sample_sentences.h"


#define WORDS(list)                                                           \
    {                                                                         \
        list, sizeof(list) / sizeof((list)[0])                                \
    }


static const char *const gov_sample_rule_purpose[] = {
    ("为规范$O工作，方便企业和群众办事，根据有关法律法规和上级规定，结合本市实"
     "际，制定本指引。"),
    "本指引所称$O，是指申请人依法向$D提出申请，由其审核并作出决定的行为。",
    "本市行政区域内$O的申请、受理、审核、决定和送达，适用本指引。",
    "$D负责$O的组织实施和业务指导，各镇街（园区）按照职责分工承担受理工作。",
    "$O遵循公开、公平、便民、高效的原则，实行统一口径、统一标准、统一维护。",
    "法律、法规和规章对$O另有规定的，从其规定。",
};

static const char *const gov_sample_rule_apply[] = {
    ("申请$O，应当如实提交有关材料，反映真实情况，并对材料实质内容的真实性负责"
     "。"),
    "申请人可以通过$a提出$O申请，也可以向$b提出申请。",
    "申请人委托$l办理的，受托人应当出具授权委托书和身份证明。",
    "申请材料存在可以当场更正的错误的，应当允许申请人当场更正。",
    ("申请材料不齐全或者不符合法定形式的，受理机构应当一次性告知需要补正的全部"
     "内容。"),
    "凡能够通过$t获取的信息，不再要求申请人提交纸质材料。",
    "申请人应当提交$M、$M以及法律法规规定的其他材料。",
    "申请$O以后$n的，应当及时申请变更$i。",
    "对符合容缺受理条件的，受理机构可以先行受理，申请人应当在承诺期限内补齐。",
    "属于全市通办范围的事项，任何受理机构不得以户籍、居住地等理由拒绝收件。",
};

static const char *const gov_sample_rule_decide[] = {
    "$D应当对申请人的$i进行核验，必要时可以调取$z。",
    "经审核符合条件的，应当在规定期限内作出准予的决定，并出具$j。",
    ("经审核不符合条件的，应当书面说明理由，并告知申请人依法享有申请行政复议或"
     "者提起行政诉讼的权利。"),
    ("$O审核过程中需要其他部门协助的，由受理机构通过$t发起，申请人无须自行联系"
     "。"),
    "$O的办理期限以受理之日为起算点，补正、鉴定、公示等所需时间不计算在内。",
    "审核实行首问负责，$h应当对经手的申请全程跟踪。",
    "因不可抗力或者系统故障不能按期办结的，应当及时告知申请人并说明情况。",
    "决定作出后，受理机构应当按照申请人选择的方式送达结果。",
    "同一申请人重复申请$O的，合并办理并告知申请人。",
};

static const char *const gov_sample_rule_supervise[] = {
    "$D应当定期核对业务数据，发现错误及时更正。",
    "任何单位和个人不得以欺诈、伪造证明材料等手段办理$O。",
    "工作人员在办理过程中知悉的个人信息，应当依法予以保密。",
    "办理过程应当留痕，物料交接应当记录时间、地点和经手人。",
    "对不能办理的情形，应当通过反映窗口受理并跟踪解决。",
    "申请人可以通过好差评渠道对$O的服务进行评价，评价结果纳入考核。",
    "退件应当注明原因，因标准不清造成的退件由业务部门修订标准。",
    "$D可以委托符合条件的机构承担辅助性工作，但不得转委托。",
    "以告知承诺方式办理$O的，$D应当在事后加强核查。",
    "$O涉及特殊群体的，应当提供必要的便利和协助。",
};

static const char *const gov_sample_rule_end[] = {
    "本指引由$D负责解释。",
    "本指引未尽事宜，按照国家、省和市的有关规定执行。",
    "本指引涉及$O的标准和期限，以当期有效的政策参数为准。",
    "各镇街（园区）可以结合实际细化办理流程，但不得增设条件和材料。",
    "本指引为示例文本，不作为办理业务的依据。",
};

static const char *const gov_sample_item_summary[] = {
    "为$W等群体办理$O，由$D负责审核，结果可$k。",
    "需要$O的，可以在$a或者$b提出申请。",
    "用于$O，办好以后会得到$j，其他部门可以直接核验。",
    "当您$n时，通常要办这一项，材料以$M为主。",
    "这一项解决$O的问题，$e，请先看清受理条件。",
    "面向$W的服务，线上线下同一标准，$x会有短信通知。",
};

static const char *const gov_sample_item_condition[] = {
    "申请人应当$m，并且$m。",
    "申请人$m，且$i真实有效。",
    "$m的，可以申请；$n的，应当先办理变更。",
    "属于$T范围、$m的，由$D受理。",
    "单位申请的，应当依法登记并处于存续状态；个人申请的，应当$m。",
    "申请事项没有正在办理的同类申请，申请人$m。",
    "委托他人办理的，受托人应当持有有效的授权，申请人$m。",
};

static const char *const gov_sample_flow_apply[] = {
    "申请：在$a填写申请表并上传材料，或者到$b提交。",
    "申请：申请人完成$s，核对$i后提交。",
    "申请：由本人或者$l提出，$c请$d。",
    "预审：先在$a提交材料的照片，预审通过后再确认。",
};

static const char *const gov_sample_flow_accept[] = {
    "受理：$h核对材料，$v，并出具受理编号。",
    "受理：材料齐全的当场受理；不齐的一次性告知，补齐后继续。",
    "受理：综合窗口统一收件，$v，随后转到后台。",
    "受理：系统自动核验$i，核验通过即受理。",
};

static const char *const gov_sample_flow_review[] = {
    "审核：$D核验$i，必要时调取$z。",
    "审核：后台按情形分派，需要协查的通过$t联系有关部门。",
    "审核：审批人员核对材料与登记信息，不一致的请申请人说明。",
    "审核：对照受理条件逐项确认，形成审核意见。",
};

static const char *const gov_sample_flow_decide[] = {
    "决定：符合条件的准予办理，不符合的说明理由和救济途径。",
    "决定：由$D作出决定，生成$j。",
    "办结：审核通过后系统自动办结，并更新$i。",
    "办结：结果写入登记信息，同步到$t。",
};

static const char *const gov_sample_flow_deliver[] = {
    "送达：按申请时的选择，$k或者$k。",
    "送达：发出短信，申请人可以$k。",
    "送达：电子结果即时可取，需要纸质的可以$k。",
    "评价：办结后邀请申请人评价，$u。",
};

static const char *const gov_sample_item_pitfall[] = {
    "$f，结果$g；$c请$d。",
    "常有人$n以后没有更新$i，建议先改好再申请。",
    "不要等到最后一天，$e，提前准备好$M更稳妥。",
    "由$l代办时最容易缺委托书，请写明$O。",
    "$M要带原件，只带复印件的话$g。",
    "系统提示重复申请时，请先查一下名下的办件，不要换账号再交。",
};

static const char *const gov_sample_online[] = {
    "登录$a，搜索“$O”，完成$s后按提示填写。",
    "打开$a，在“$T”栏目里找到本事项，上传材料后提交。",
    "在$a办理，进度也在同一个地方看。",
    "用实名账号登录$a，能带出的信息不用再填。",
};

static const char *const gov_sample_in_person[] = {
    "到$b取号，带上$M，由$h协助办理。",
    "先预约再去$b，到了以后凭预约码叫号。",
    "在$b递交材料，$v。",
    "$N及其他镇街（园区）的窗口都收件，任选一个方便的。",
    "全天可到$b自助办理，$s后按屏幕提示操作。",
};

static const char *const gov_sample_note[] = {
    "注意不要出现“$f”的情况。",     "$e，请带清晰完整的一份。",
    "与$i不一致的，先更正再提交。", "能从$t核验到的，可以不交。",
    "由$l代交的，同时带委托书。",
};

static const char *const gov_sample_say_do[] = {
    "可以办。$o，$c请$d，然后按下面的步骤来。",
    "您的情形可以办理$O，步骤已经排好了先后。",
    "可以申请$O，材料以$M为主，能共享的不用交。",
    "可以。按顺序做完下面几步，就能拿到$j。",
    "您符合受理条件，$x可以$u。",
    "能办，$y；先做第一步，后面的环节会有短信提醒。",
};

static const char *const gov_sample_say_automatic[] = {
    "不用办理，系统会通过$t自动处理。",
    "这种情形不需要申请，原来的关系继续有效，可以$u。",
    "无须再跑一趟，$i会自动更新，过一段时间再查即可。",
    "不必重复申请，已有的$j继续有效。",
};

static const char *const gov_sample_say_not_yet[] = {
    "暂时还不能办，先把准备工作做好，$y。",
    "现在提交会被退回，$e，建议等条件满足再申请。",
    "还差一步，先把$i更新好，再回来办理$O。",
    "目前还没有到受理的时候，可以先备好$M。",
};

static const char *const gov_sample_say_not_eligible[] = {
    "按您的情形不能办理$O，$e，可以看看下面的其他途径。",
    "这一项不适用于您的情形，$h可以帮您找到合适的办法。",
    "您这种情况不在$O的受理范围内，不过有别的路可以走。",
};

static const char *const gov_sample_say_ask[] = {
    "您的情形比较少见，请直接问$D，带上$M会更快。",
    "需要人工判断，建议拨打热线或者到$b，由$h受理。",
    "这里不能替您下结论，$e，请向$D确认。",
};

static const char *const gov_sample_when[] = {
    "等$i更新以后就可以申请，在此之前先备好$M。",
    "待原来的关系办结以后申请；$c可以先在$a完成$s。",
    "以当年公告的受理期为准，公告前可以先把$M和$M备齐。",
    "满足受理条件之后随时可以申请，具体标准以当期政策为准。",
};

static const char *const gov_sample_alternative[] = {
    "可以改为以家庭成员的名义申请，由$h指引。",
    "先办理居住登记或者更新$i，以后再申请。",
    "向$D申请个案核实，并提交$M。",
    "如果是暂时的困难，可以看看社会救助专题。",
    "可以保留原来的关系，等$n时再办理。",
};

static const char *const gov_sample_action[] = {
    "核对信息|在$a核对$i，不一致的先更正。",
    "备齐材料|备好$M和$M，$c请$d。",
    "理清遗留问题|联系原来的经办部门，确认$z里没有遗留问题。",
    "商量由谁提交|和家里人或者单位商量好由谁提交，需要的话写好委托书。",
    "确认账号能用|完成$s，确认账号能够正常登录。",
    "先咨询一次|到$b咨询一次，请$h确认材料是否齐全。",
    "保存好记录|拿到$j以后保存好，后面的步骤会用到。",
    "更新登记|如果$n，先更新$i，再继续往下走。",
};

static const char *const gov_sample_step_title[] = {
    "提交$O申请", "在$a申请$O",   "到窗口递交$O的材料",
    "办理$O",     "补全$O的信息", "领取$O的$j",
};

static const char *const gov_sample_list_summary[] = {
    "帮助$W弄清楚$O怎么走：回答几个问题，就能看到步骤、材料和渠道。",
    "适合准备办理$O的人，按您的情形给出结论，并说明理由。",
    "把$O的几种情形分开讲清楚，$y，逐题回答就行。",
    "由“$T”主题整理，覆盖首次、变更和中断等情形，涉及的事项由$D受理。",
};

static const char *const gov_sample_fee[] = {
    "按国家和省规定的收费项目收取，标准以当期公布的为准，出具财政票据。",
    "仅收取证件工本费，减免对象由$D核定，收费标准在窗口公示。",
    "涉及税费的由税务机关征收，本事项不另外收费；标准为{{$P}}。",
};

static const char *const gov_sample_transport[] = {
    "附近有公交站，下车后步行即到；自驾可停在大厅旁的停车场。",
    "在村（社区）中心位置，靠近市场和卫生服务站。",
    "建议乘坐公交或者骑行，高峰时段停车位比较紧张。",
    "从镇街主干道转入即到，路口有指示牌。",
    "和党群服务中心在同一栋楼，从正门进入。",
};

static const char *const gov_sample_access[] = {
    "入口有无障碍坡道，设有低位柜台，可以借用轮椅。",
    "一楼办理，不用上楼梯；需要协助可以按门口的呼叫铃。",
    "提供大字版指引和老花镜，上午刚开门时比较安静。",
    "有电梯直达，设母婴室和爱心座椅，$q$r。",
    "设备高度适合轮椅使用者，屏幕可以切换大字和粤语播报。",
};

static const char *const gov_sample_material_summary[] = {
    "由$X出具或者签发，用来证明$i。",
    "办理多种业务都会用到，以$X出具的版本为准，注意核对$i。",
    "记载$i的材料，$c请确认内容清晰、没有涂改。",
    "由$X提供，窗口会和$z进行比对。",
};

static const char *const gov_sample_material_get[] = {
    "没有的话，可以向$X申请；部分内容能在$a查询或者下载。",
    "遗失的请先到$X补办，急用时问一下$h能否先行受理。",
    "在$b可以领取样式，填写以前先看一遍说明。",
    "登录$a，完成$s以后查看或者下载；打印可以用自助终端。",
    "联系$X取得，$e，请预留时间。",
};

static const char *const gov_sample_short_conditions[] = {
    "符合受理条件就能办理$O，拿不准可以先请窗口预判。",
    "办理$O先看户籍、参保和住所情况，再看有没有同类申请。",
    "$O的条件按申请当天判断，暂时不够可以先准备。",
};

static const char *const gov_sample_short_bring[] = {
    "办理$O带身份证件和对应证明，能共享的材料不用交。",
    "$O以原件核对为主，缺的可以申请容缺受理。",
    "$O要的材料因情形而异，系统会列出您的那一份。",
};

static const char *const gov_sample_short_time[] = {
    "$O材料齐全即可受理，时限从受理那天起算。",
    "工作日都能申请$O，错过期限请先说明原因。",
    "$O线上预审更快，办结以后有短信通知。",
};

static const char *const gov_sample_short_where[] = {
    "$O线上线下都能办，标准一样，就近选一个。",
    "手机上就能办$O，也可以去任一大厅。",
    "村（社区）和镇街窗口都收$O，不用跑市区。",
};

static const char *const gov_sample_short_proxy[] = {
    "$O可以代办，带上委托书和双方证件。",
    "本人来不了，$O可以线上委托或者预约上门。",
    "未成年人的$O由监护人办理。",
};

static const char *const gov_sample_short_money[] = {
    "$O本身不收费，数额以核定为准。",
    "$O的款项打到本人账户，先确认账户正常。",
    "$O的标准每年会调整，以当期口径为准。",
};

static const char *const gov_sample_short_progress[] = {
    "凭受理编号就能查$O的进度。",
    "$O的结果可以邮寄、自取或者下载。",
    "审核以前都可以撤回$O的申请。",
};

static const char *const gov_sample_short_pitfalls[] = {
    "$O被退件多半是信息对不上，提交前再核对一遍。",
    "$O填错了先撤回再改，不要重复提交。",
    "办$O最容易漏的是签名和有效期。",
};

static const char *const gov_sample_short_links[] = {
    "$O一般不影响其他待遇，原来的关系要先处理好。",
    "$O会合并原来的记录，不用自己去抄。",
    "办完$O，记得更新相关信息。",
};

static const char *const gov_sample_short_disputes[] = {
    "对$O有异议，可以申请复核或者拨打热线。",
    "查不到$O的记录，请带证件到窗口核实。",
    "$O信息不一致的，由登记部门更正。",
};


static const gov_sample_words_t gov_sample_others[GOV_SAMPLE_SECTIONS] = {
    [GOV_SAMPLE_RULE_PURPOSE] = WORDS(gov_sample_rule_purpose),
    [GOV_SAMPLE_RULE_APPLY] = WORDS(gov_sample_rule_apply),
    [GOV_SAMPLE_RULE_DECIDE] = WORDS(gov_sample_rule_decide),
    [GOV_SAMPLE_RULE_SUPERVISE] = WORDS(gov_sample_rule_supervise),
    [GOV_SAMPLE_RULE_END] = WORDS(gov_sample_rule_end),
    [GOV_SAMPLE_ITEM_SUMMARY] = WORDS(gov_sample_item_summary),
    [GOV_SAMPLE_ITEM_CONDITION] = WORDS(gov_sample_item_condition),
    [GOV_SAMPLE_FLOW_APPLY] = WORDS(gov_sample_flow_apply),
    [GOV_SAMPLE_FLOW_ACCEPT] = WORDS(gov_sample_flow_accept),
    [GOV_SAMPLE_FLOW_REVIEW] = WORDS(gov_sample_flow_review),
    [GOV_SAMPLE_FLOW_DECIDE] = WORDS(gov_sample_flow_decide),
    [GOV_SAMPLE_FLOW_DELIVER] = WORDS(gov_sample_flow_deliver),
    [GOV_SAMPLE_ITEM_PITFALL] = WORDS(gov_sample_item_pitfall),
    [GOV_SAMPLE_ONLINE] = WORDS(gov_sample_online),
    [GOV_SAMPLE_IN_PERSON] = WORDS(gov_sample_in_person),
    [GOV_SAMPLE_NOTE] = WORDS(gov_sample_note),
    [GOV_SAMPLE_SAY_DO] = WORDS(gov_sample_say_do),
    [GOV_SAMPLE_SAY_AUTOMATIC] = WORDS(gov_sample_say_automatic),
    [GOV_SAMPLE_SAY_NOT_YET] = WORDS(gov_sample_say_not_yet),
    [GOV_SAMPLE_SAY_NOT_ELIGIBLE] = WORDS(gov_sample_say_not_eligible),
    [GOV_SAMPLE_SAY_ASK] = WORDS(gov_sample_say_ask),
    [GOV_SAMPLE_WHEN] = WORDS(gov_sample_when),
    [GOV_SAMPLE_ALTERNATIVE] = WORDS(gov_sample_alternative),
    [GOV_SAMPLE_ACTION] = WORDS(gov_sample_action),
    [GOV_SAMPLE_STEP_TITLE] = WORDS(gov_sample_step_title),
    [GOV_SAMPLE_LIST_SUMMARY] = WORDS(gov_sample_list_summary),
    [GOV_SAMPLE_FEE] = WORDS(gov_sample_fee),
    [GOV_SAMPLE_TRANSPORT] = WORDS(gov_sample_transport),
    [GOV_SAMPLE_ACCESS] = WORDS(gov_sample_access),
    [GOV_SAMPLE_MATERIAL_SUMMARY] = WORDS(gov_sample_material_summary),
    [GOV_SAMPLE_MATERIAL_GET] = WORDS(gov_sample_material_get),
    [GOV_SAMPLE_SHORT_CONDITIONS] = WORDS(gov_sample_short_conditions),
    [GOV_SAMPLE_SHORT_BRING] = WORDS(gov_sample_short_bring),
    [GOV_SAMPLE_SHORT_TIME] = WORDS(gov_sample_short_time),
    [GOV_SAMPLE_SHORT_WHERE] = WORDS(gov_sample_short_where),
    [GOV_SAMPLE_SHORT_PROXY] = WORDS(gov_sample_short_proxy),
    [GOV_SAMPLE_SHORT_MONEY] = WORDS(gov_sample_short_money),
    [GOV_SAMPLE_SHORT_PROGRESS] = WORDS(gov_sample_short_progress),
    [GOV_SAMPLE_SHORT_PITFALLS] = WORDS(gov_sample_short_pitfalls),
    [GOV_SAMPLE_SHORT_LINKS] = WORDS(gov_sample_short_links),
    [GOV_SAMPLE_SHORT_DISPUTES] = WORDS(gov_sample_short_disputes),
};


const gov_sample_words_t *
gov_sample_sentences(gov_sample_section_e section)
{
    const gov_sample_words_t *words;

    words =
        section < GOV_SAMPLE_ANSWERS ? gov_sample_answers : gov_sample_others;

    return &words[section];
}
