/*
 * The tree of test_lint.c and the faults it plants.
 *
 * Written with ' for ".  In a fault '@' stands where the report must point
 * and is taken out; a fault that is something missing has it at the brace of
 * the object that misses it.
 */

#ifndef TEST_LINT_FAULTS_H
#define TEST_LINT_FAULTS_H

#include "../../ngx_gov_module/content/gov_lint.h"


typedef struct {
    gov_kind_e     kind;
    const char    *find; /* its first place in the kind's text */
    const char    *put;  /* what stands there instead */
    const char    *reason;
    gov_severity_e severity;
} fault_t;


#define COMMON                                                                \
    "'title': '标题',\n'version': 1,\n'sample': true,\n"                    \
    "'status': 'illustrative',\n'source': '示例',\n"                        \
    "'checkedOn': '2026-01-01',\n"

static const char *const base[GOV_KIND_MAX] = {

    [GOV_KIND_TOPIC] =
        "{ 'id': 'insurance',\n" COMMON "'validFrom': '2026-01-01',\n"
        "'order': 1,\n"
        "'summary': '一句话',\n"
        "'themes': [\n"
        "{ 'id': 'flexible', 'title': '灵活就业' },\n"
        "{ 'id': 'medical', 'title': '医保' }\n"
        "] }\n",

    [GOV_KIND_CHECKLIST] =
        "{ 'id': 'enrol',\n" COMMON "'topic': 'insurance',\n"
        "'theme': 'flexible',\n"
        "'summary': '缴费比例 {{rate}}',\n"
        "'facts': [ 'hukou', 'months' ],\n"
        "'situations': [\n"
        "{ 'id': 'can',\n"
        "'title': '可以参保',\n"
        "'when': [ 'and',\n"
        "[ 'eq', 'p0.hukou', 'dongguan' ],\n"
        "[ '>=', 'p0.months', [ 'param', 'rate' ] ],\n"
        "[ 'in', 's1.hukou', [ 'dongguan', 'other' ] ],\n"
        "[ 'any', 'child', [ 'known', 'it.birth' ] ],\n"
        "[ '<', 'c1.birth', '2020-09-01' ],\n"
        "[ 'not', [ 'ne', 'h0.owner', true ] ]\n"
        "],\n"
        "'outcome': {\n"
        "'type': 'do',\n"
        "'say': '去办',\n"
        "'steps': [\n"
        "{ 'id': 'one', 'title': '先',\n"
        "'item': 'enrolment',\n"
        "'establishes': [ { 'fact': 'hukou', 'value': 'dongguan' } ] },\n"
        "{ 'id': 'two', 'title': '后', 'action': '等',\n"
        "'after': [ 'one' ] }\n"
        "] } },\n"
        "{ 'id': 'cannot',\n"
        "'title': '不能',\n"
        "'when': [ 'true' ],\n"
        "'outcome': { 'type': 'notYet', 'say': '等', 'when': '明年' },\n"
        "'knowledge': [ 'why' ]\n"
        "} ] }\n",

    [GOV_KIND_ITEM] =
        "{ 'id': 'enrolment',\n" COMMON "'catalogCode': 'A-1_b',\n"
        "'topic': [ 'insurance' ],\n"
        "'taskType': '20',\n"
        "'useLevel': '3',\n"
        "'serverType': 'person',\n"
        "'projectType': '1',\n"
        "'department': 'hr',\n"
        "'summary': '参保登记',\n"
        "'acceptCondition': '年满十六',\n"
        "'handleFlow': [ '申请', '受理' ],\n"
        "'promiseDay': 'rate',\n"
        "'limitSceneNum': 1,\n"
        "'isFee': false,\n"
        "'cityWide': true,\n"
        "'onlineWhole': false,\n"
        "'presence': 'applicant',\n"
        "'proxy': { 'allowed': true, 'materials': [ 'card' ] },\n"
        "'authority': 'any',\n"
        "'channels': [\n"
        "{ 'channel': 'web', 'how': '登录', 'url': 'https://a.cn/b?c=1' }\n"
        "],\n"
        "'materials': [\n"
        "{ 'material': 'card', 'originalAmount': 1,\n"
        "'requiredWhen': [ 'known', 'p0.hukou' ] }\n"
        "],\n"
        "'implementations': [\n"
        "{ 'department': 'hr', 'taskVersion': 1,\n"
        "'taskCode': '11440100696927671X3442001001A01',\n"
        "'handleArea': [ '441900001' ] }\n"
        "] }\n",

    [GOV_KIND_MATERIAL] =
        "[ { 'id': 'card',\n" COMMON "'type': 'identity',\n"
        "'summary': '身份证',\n"
        "'issuer': '公安',\n"
        "'howToGet': '去派出所',\n"
        "'keeps': 'inspected',\n"
        "'anyOf': [ 'book' ] },\n"
        "{ 'id': 'book',\n" COMMON
        "'type': 'identity', 'summary': '户口簿', 'issuer': '公安',\n"
        "'howToGet': '去派出所', 'keeps': 'inspected' } ]\n",

    [GOV_KIND_KNOWLEDGE] =
        "{ 'id': 'why',\n" COMMON "'topic': [ 'insurance' ],\n"
        "'question': '为什么?',\n"
        "'answer': '因为\\n{{rate}}。',\n"
        "'shortAnswer': '因为',\n"
        "'department': 'hr',\n"
        "'keywords': [ '社保', '参保' ]\n"
        "}\n",

    [GOV_KIND_PARAMETER] =
        "{ 'id': 'rate',\n" COMMON "'unit': 'percent',\n"
        "'values': [\n"
        "{ 'value': '0.5',\n"
        "'validFrom': '2024-01-01',\n"
        "'validTo': '2024-12-31',\n"
        "'status': 'verified', 'source': '文', 'checkedOn': '2026-01-01' },\n"
        "{ 'value': 20,\n"
        "'validFrom': '2025-01-01',\n"
        "'status': 'verified', 'source': '文', 'checkedOn': '2026-01-01' }\n"
        "] }\n",

    [GOV_KIND_FACT] =
        "[ { 'id': 'hukou',\n" COMMON "'type': 'enum',\n"
        "'person': 'self',\n"
        "'question': '户口在哪里?',\n"
        "'options': [\n"
        "{ 'value': 'dongguan', 'label': '东莞' },\n"
        "{ 'value': 'other', 'label': '其他' }\n"
        "] },\n"
        "{ 'id': 'months',\n" COMMON
        "'type': 'integer', 'person': 'self', 'question': '几个月?' },\n"
        "{ 'id': 'birth',\n" COMMON
        "'type': 'date', 'person': 'child', 'question': '生日?' },\n"
        "{ 'id': 'owner',\n" COMMON
        "'type': 'bool', 'person': 'household', 'question': '有房?' } ]\n",

    [GOV_KIND_PLACE] = "{ 'id': 'hall',\n" COMMON "'type': 'hall',\n"
                       "'town': '441900001',\n"
                       "'address': '示例路 1 号',\n"
                       "'coordinate': {\n"
                       "'lat': 23.02, 'lon': 113.75,\n"
                       "'datum': 'wgs84' },\n"
                       "'hours': [\n"
                       "{ 'days': [ 'mon', 'tue' ],\n"
                       "'opens': '09:00',\n"
                       "'closes': '17:00' }\n"
                       "] }\n",

    [GOV_KIND_DEPARTMENT] =
        "{ 'id': 'hr',\n" COMMON "'uscc': '91350100M000100Y43',\n"
        "'summary': '社保',\n"
        "'url': 'https://a.cn' }\n",

    [GOV_KIND_TOWN] = "[ { 'id': '441900001',\n" COMMON "'type': 'town' },\n"
                      "{ 'id': '441900002',\n" COMMON "'type': 'park' } ]\n",
};


#define TOPIC    GOV_KIND_TOPIC
#define LIST     GOV_KIND_CHECKLIST
#define ITEM     GOV_KIND_ITEM
#define MATERIAL GOV_KIND_MATERIAL
#define KNOW     GOV_KIND_KNOWLEDGE
#define PARAM    GOV_KIND_PARAMETER
#define FACT     GOV_KIND_FACT
#define PLACE    GOV_KIND_PLACE
#define DEPT     GOV_KIND_DEPARTMENT
#define TOWN     GOV_KIND_TOWN

/* the condition that the faults of conditions replace */

#define OWNS "[ 'not', [ 'ne', 'h0.owner', true ] ]"


static const fault_t faults[] = {
    /* fields, types, lengths */
    { TOPIC, "'order': 1", "@'ordre': 1,\n'order': 1",
      "unknown field \"ordre\"; is \"order\" meant?", GOV_ERROR },
    { TOPIC, "'order': 1", "'order': 1,\n@'xyzzy': 1",
      "unknown field \"xyzzy\"", GOV_ERROR },
    { TOPIC, "{ 'id': 'insurance',\n'title': '标题',", "@{ 'id': 'insurance',",
      "\"title\" is missing", GOV_ERROR },
    { TOPIC, "{ 'id': 'medical', 'title': '医保' }", "@{ 'id': 'medical' }",
      "\"title\" is missing", GOV_ERROR },
    { TOPIC, "'title': '标题'", "'title':\n@5", "\"title\" must be a string",
      GOV_ERROR },
    { TOPIC, "'title': '标题'", "'title': @null", "\"title\" must be a string",
      GOV_ERROR },
    { TOPIC, "'title': '标题'", "'title': @''", "\"title\" is empty",
      GOV_ERROR },
    { TOPIC, "'title': '标题'",
      "'title': @'题题题题题题题题题题题题题题题题"
      "题题题题题题题题题题题题题题题'",
      "\"title\" is too long: 31 characters, at most 30", GOV_ERROR },
    { TOPIC, "'title': '标题'", "'title': @' 标题'", "begins with a blank",
      GOV_ERROR },
    { TOPIC, "'title': '标题'", "'title': @'标题　'", "ends with a blank",
      GOV_ERROR },
    { TOPIC, "'title': '标题'", "'title': @'标\\n题'",
      "control character or a line break", GOV_ERROR },
    { TOPIC, "'title': '标题'", "'title': @'标\\u0085题'", "control character",
      GOV_ERROR },
    { TOPIC, "'title': '标题'", "'title': @'{{rate}}'",
      "no parameter is put in here", GOV_ERROR },
    { TOPIC, "'version': 1", "'version': @1.0",
      "\"version\" must be an integer", GOV_ERROR },
    { TOPIC, "'version': 1", "'version': @0",
      "\"version\" must be from 1 to 1000000", GOV_ERROR },
    { TOPIC, "'version': 1", "'version': @'1'",
      "\"version\" must be an integer", GOV_ERROR },
    { TOPIC, "'sample': true", "'sample': @'true'",
      "\"sample\" must be true or false", GOV_ERROR },
    { TOPIC, "'illustrative'", "@'maybe'",
      "\"status\" is \"maybe\", allowed are: verified, illustrative",
      GOV_ERROR },
    { TOPIC, "'status': 'illustrative',\n'source': '示例'",
      "'status': 'verified',\n'source': @''", "\"source\" is empty",
      GOV_ERROR },
    { TOPIC, "'2026-01-01'", "@'2026-02-29'",
      "\"checkedOn\" must be a day that exists", GOV_ERROR },
    { TOPIC, "'summary': '一句话'", "'summary': @'一\\t句'",
      "\"summary\" has a control character", GOV_ERROR },
    { TOPIC, "'summary': '一句话'", "'summary': @' \\n'",
      "\"summary\" has only blanks", GOV_ERROR },
    { TOPIC,
      "'themes': [\n{ 'id': 'flexible', 'title': '灵活就业' },\n"
      "{ 'id': 'medical', 'title': '医保' }\n]",
      "'themes': [ { 'id': 'flexible', 'title': '题' },\n@7 ]",
      "\"themes\" must be an object", GOV_ERROR },
    { LIST, "'facts': [ 'hukou', 'months' ]", "'facts': @'hukou'",
      "\"facts\" must be a list", GOV_ERROR },
    { LIST, "'facts': [ 'hukou', 'months' ]", "'facts': @[]",
      "\"facts\" is an empty list", GOV_ERROR },
    { LIST, "'facts': [ 'hukou', 'months' ]",
      "'facts': [ 'hukou',\n@'hukou' ]", "\"hukou\" stands twice in \"facts\"",
      GOV_ERROR },
    { KNOW, "'参保'", "@'社保'", "\"社保\" stands twice in \"keywords\"",
      GOV_ERROR },
    { PLACE, "'mon', 'tue'", "'mon',\n@'mon'",
      "\"mon\" stands twice in \"days\"", GOV_ERROR },

    /* forms */
    { ITEM, "'A-1_b'", "@'A 1'", "\"catalogCode\" must be letters",
      GOV_ERROR },
    { ITEM, "'https://a.cn/b?c=1'", "@'http://a.cn'",
      "\"url\" must be an address", GOV_ERROR },
    { ITEM, "'https://a.cn/b?c=1'", "@'https://a.cn/a b'",
      "\"url\" must be an address", GOV_ERROR },
    { ITEM, "11440100696927671X3442", "@11440100696927671X9442",
      "\"taskCode\" must have a level from 1 to 6", GOV_ERROR },
    { ITEM, "11440100696927671X3442", "@1144010069692767113442",
      "\"taskCode\" has a wrong check character", GOV_ERROR },
    { ITEM, "001001A01'", "@001001A0'", "\"taskCode\" must have 31 characters",
      GOV_ERROR },
    { ITEM, "001001A01'", "@001001A-1'", "\"taskCode\" must end with twelve",
      GOV_ERROR },
    { DEPT, "91350100M000100Y43", "@91350100M000100Y44",
      "\"uscc\" has a wrong check character", GOV_ERROR },
    { DEPT, "91350100M000100Y43", "@9135O100M000100Y43",
      "a character that no USCC has", GOV_ERROR },
    { DEPT, "91350100M000100Y43", "@91350100M000100Y4",
      "\"uscc\" must have 18 characters", GOV_ERROR },
    { PLACE, "'09:00'", "@'9:00'", "\"opens\" must be a time", GOV_ERROR },
    { PLACE, "23.02", "@25", "\"lat\" must be from 22 to 24", GOV_ERROR },
    { PLACE, "23.02", "@'23.02'", "\"lat\" must be a number", GOV_ERROR },
    { TOWN, "'441900002'", "@'440100002'", "nine digits that begin with 4419",
      GOV_ERROR },
    { TOPIC, "'medical'", "@'Medical'", "\"id\" must be lower-case",
      GOV_ERROR },

    /* references */
    { ITEM, "'department': 'hr'", "'department': @'hrr'",
      "there is no \"hrr\" in departments", GOV_ERROR },
    { ITEM, "[ '441900001' ]", "[ @'441900009' ]",
      "there is no \"441900009\" in towns", GOV_ERROR },
    { KNOW, "{{rate}}", "@{{ratio}}", "there is no \"ratio\" in parameters",
      GOV_ERROR },
    { KNOW, "{{rate}}", "@{{rate}", "malformed braces", GOV_ERROR },
    { KNOW, "{{rate}}", "@{{ rate }}", "malformed braces", GOV_ERROR },
    { KNOW, "{{rate}}", "@rate}}", "malformed braces", GOV_ERROR },
    { KNOW, "{{rate}}", "@{{}}", "malformed braces", GOV_ERROR },
    { KNOW, "'department': 'hr'",
      "'department': 'hr',\n'related': [\n@'why' ]",
      "\"related\" names the document itself", GOV_ERROR },
    { MATERIAL, "[ 'book' ]", "[ 'book',\n@'card' ]",
      "\"anyOf\" names the document itself", GOV_ERROR },
    { MATERIAL, "[ 'book' ]", "[ @'boook' ]",
      "there is no \"boook\" in materials", GOV_ERROR },

    /* rules of a kind */
    { TOPIC, "'medical'", "@'flexible'",
      "\"flexible\" stands twice in \"themes\"", GOV_ERROR },
    { LIST, "'theme': 'flexible'", "'theme': @'pension'",
      "the topic \"insurance\" has no theme \"pension\"", GOV_ERROR },
    { ITEM, "'isFee': false", "'isFee': @true", "\"feeBasis\" is needed",
      GOV_ERROR },
    { PLACE, "'17:00'", "@'09:00'", "\"closes\" must be later", GOV_ERROR },
    { FACT, "'type': 'integer'",
      "'type': 'integer',\n"
      "@'options': [ { 'value': 'a', 'label': 'a' } ]",
      "only a fact of type enum", GOV_ERROR },
    { FACT, "'type': 'integer', 'person': 'self', 'question': '几个月?' }",
      "'type': 'integer', 'person': 'self', 'question': '几个月?' },\n"
      "{ 'id': 'x',\n"
      "" COMMON "'type': @'enum', 'person': 'self', 'question': '?' }",
      "so \"options\" are needed", GOV_ERROR },
    { FACT, "{ 'value': 'other', 'label': '其他' }",
      "{ 'value': 'other', 'label': '其他' },\n"
      "{ 'value': @'other', 'label': '别的' }",
      "\"other\" stands twice in \"options\"", GOV_ERROR },

    /* parameters */
    { PARAM, "'validTo': '2024-12-31'", "'validTo': @'2023-12-31'",
      "\"validTo\" is before \"validFrom\"", GOV_ERROR },
    { PARAM, "'validFrom': '2025-01-01'", "'validFrom': @'2024-12-31'",
      "the value from 2024-01-01 still holds", GOV_ERROR },
    { PARAM, "'validFrom': '2025-01-01'", "'validFrom': @'2025-01-02'",
      "no value holds from 2025-01-01", GOV_WARNING },
    { PARAM, "'value': '0.5'", "'value': @0.5",
      "a decimal must be written as a string", GOV_ERROR },
    { PARAM, "'value': '0.5'", "'value': @'half'",
      "a value in percent must be a number", GOV_ERROR },
    { PARAM, "'value': '0.5'", "'value': @'00.5'",
      "a value in percent must be", GOV_ERROR },
    { PARAM, "'value': '0.5'", "'value': @true", "a value in percent must be",
      GOV_ERROR },
    { PARAM, "'value': 20", "'value': @-20", "less than zero", GOV_ERROR },
    { PARAM, "'unit': 'percent',\n'values': [\n{ 'value': '0.5'",
      "'unit': 'month',\n'values': [\n{ 'value': @'0.5'",
      "a value in month must be a whole number", GOV_ERROR },

    /* outcomes and steps */
    { LIST, "'type': 'notYet', 'say': '等', 'when': '明年'",
      "'type': @'notYet', 'say': '等'", "\"when\" is needed", GOV_ERROR },
    { LIST, "'type': 'notYet', 'say': '等', 'when': '明年'",
      "'type': @'askPeople', 'say': '等'", "\"ask\" is needed", GOV_ERROR },
    { LIST, "'type': 'notYet', 'say': '等', 'when': '明年'",
      "'type': @'do', 'say': '等'", "\"steps\" is needed", GOV_ERROR },
    { LIST, "'when': '明年' }",
      "'when': '明年',\n"
      "@'steps': [ { 'id': 'a', 'title': 'a', 'action': 'a' } ] }",
      "only an outcome \"do\" has \"steps\"", GOV_ERROR },
    { LIST, "{ 'id': 'two', 'title': '后', 'action': '等',",
      "@{ 'id': 'two', 'title': '后',",
      "a step needs an \"item\" or an \"action\"", GOV_ERROR },
    { LIST, "'after': [ 'one' ]", "'after': [ @'three' ]",
      "there is no step \"three\"", GOV_ERROR },
    { LIST, "'after': [ 'one' ]", "'after': [ @'two' ]",
      "cannot come after itself", GOV_ERROR },
    { LIST,
      "'item': 'enrolment',\n"
      "'establishes': [ { 'fact': 'hukou', 'value': 'dongguan' } ] },\n"
      "{ 'id': 'two', 'title': '后', 'action': '等',\n"
      "'after': [ 'one' ] }",
      "'action': '等', 'after': [ 'three' ] },\n"
      "{ 'id': 'two', 'title': '后', 'action': '等',\n"
      "'after': [ @'one' ] },\n"
      "{ 'id': 'three', 'title': '再', 'action': '等',\n"
      "'after': [ 'two' ] }",
      "the steps go round in a circle", GOV_ERROR },
    { LIST, "'after': [ 'one' ] }\n",
      "'after': [ 'one' ] },\n{ 'id':\n"
      "@'two', 'title': '再', 'action': '等' }\n",
      "\"two\" stands twice in \"steps\"", GOV_ERROR },
    { LIST, "{ 'id': 'cannot',", "{ 'id': @'can',",
      "\"can\" stands twice in \"situations\"", GOV_ERROR },
    { LIST, "'value': 'dongguan'", "'value': @'beijing'",
      "\"beijing\" is no option of the fact \"hukou\"; allowed are: "
      "dongguan, other",
      GOV_ERROR },
    { LIST, "'fact': 'hukou', 'value': 'dongguan'",
      "'fact': 'months', 'value': @true", "the fact \"months\" is an integer",
      GOV_ERROR },
    { LIST, "'fact': 'hukou', 'value'", "'fact': @'huko', 'value'",
      "there is no \"huko\" in facts", GOV_ERROR },

    /* conditions */
    { LIST, OWNS, "@'true'", "a condition must be a list", GOV_ERROR },
    { LIST, OWNS, "@[]", "a condition must be a list", GOV_ERROR },
    { LIST, OWNS, "@[ 'xor', [ 'true' ] ]", "unknown operator \"xor\"",
      GOV_ERROR },
    { LIST, OWNS, "@[ 'and' ]", "\"and\" takes 1 to 499 operands, here are 0",
      GOV_ERROR },
    { LIST, OWNS, "@[ 'true', 1 ]",
      "\"true\" takes 0 to 0 operands, here are 1", GOV_ERROR },
    { LIST, OWNS, "@[ 'not', [ 'true' ], [ 'true' ] ]",
      "\"not\" takes 1 to 1 operands", GOV_ERROR },
    { LIST, OWNS, "[ 'not',\n@[ 'maybe' ] ]", "unknown operator \"maybe\"",
      GOV_ERROR },
    { LIST, OWNS, "[ 'known', @'hukou' ]", "needs \"<person>.<fact>\" here",
      GOV_ERROR },
    { LIST, OWNS, "[ 'known',\n@7 ]", "needs \"<person>.<fact>\" here",
      GOV_ERROR },
    { LIST, OWNS, "[ 'known', @'p1.hukou' ]", "unknown person in a condition",
      GOV_ERROR },
    { LIST, OWNS, "[ 'known', @'it.birth' ]", "\"it\" stands for nobody",
      GOV_ERROR },
    { LIST, OWNS, "[ 'known', @'p0.hukuo' ]", "there is no \"hukuo\" in facts",
      GOV_ERROR },
    { LIST, OWNS, "[ 'known', @'p0.birth' ]",
      "about child and cannot be asked of p0", GOV_ERROR },
    { LIST, OWNS, "[ 'known', @'c1.hukou' ]",
      "about self and cannot be asked of c1", GOV_ERROR },
    { LIST, OWNS, "[ 'known', @'s1.owner' ]",
      "about household and cannot be asked of s1", GOV_ERROR },
    { LIST, OWNS, "[ 'all', 'child', [ 'known', @'it.hukou' ] ]",
      "about self and cannot be asked of it", GOV_ERROR },
    { LIST, OWNS, "[ 'all', @'spouse', [ 'true' ] ]",
      "any and all are over \"child\" only", GOV_ERROR },
    { LIST, OWNS, "[ 'all', 'child',\n@[ 'any', 'child', [ 'true' ] ] ]",
      "any and all do not nest", GOV_ERROR },
    { LIST, OWNS, "[ 'eq', 'p0.hukou',\n@'shenzhen' ]",
      "\"shenzhen\" is no option of the fact \"hukou\"", GOV_ERROR },
    { LIST, OWNS, "[ 'eq', 'h0.owner', @'yes' ]",
      "the fact \"owner\" is true or false", GOV_ERROR },
    { LIST, OWNS, "[ 'eq', 'p0.months', @1.5 ]",
      "the fact \"months\" is an integer", GOV_ERROR },
    { LIST, OWNS, "[ 'eq', 'c1.birth', @'2026-02-30' ]",
      "the fact \"birth\" is a date", GOV_ERROR },
    { LIST, OWNS, "[ 'in', 'p0.hukou', @'dongguan' ]", "\"in\" needs a list",
      GOV_ERROR },
    { LIST, OWNS, "[ 'in', 'p0.hukou', @[] ]", "\"in\" needs a list",
      GOV_ERROR },
    { LIST, OWNS, "[ 'in', 'p0.hukou', [ 'dongguan',\n@'far' ] ]",
      "\"far\" is no option", GOV_ERROR },
    { LIST, OWNS, "[ 'in', 'p0.hukou', [ 'other',\n@'other' ] ]",
      "the value stands twice", GOV_ERROR },
    { LIST, OWNS, "[ '>=', @'p0.hukou', 3 ]", "is not ordered", GOV_ERROR },
    { LIST, OWNS, "[ '>', 'p0.months', @'three' ]",
      "the fact \"months\" is an integer", GOV_ERROR },
    { LIST, OWNS, "[ '<=', 'p0.months', [ 'param', @'rato' ] ]",
      "there is no \"rato\" in parameters", GOV_ERROR },
    { LIST, OWNS, "[ '<', 'p0.months', @[ 'parm', 'rate' ] ]",
      "only [\"param\", id] can stand", GOV_ERROR },
    { LIST, OWNS, "[ '<', 'c1.birth', @[ 'param', 'rate' ] ]",
      "is a date: no parameter is one", GOV_ERROR },
    { ITEM, "[ 'known', 'p0.hukou' ]", "[ 'known', @'p0.huko' ]",
      "there is no \"huko\" in facts", GOV_ERROR },
    { ITEM, "[ 'known', 'p0.hukou' ]", "@'hukou'",
      "a condition must be a list", GOV_ERROR },
};

static const size_t nfaults = sizeof(faults) / sizeof(faults[0]);


#endif /* TEST_LINT_FAULTS_H */
