/*
 * Names of item fields follow the province's catalogue (GB/T 39554, C0109):
 * see INTERFACES "事项" in the design notes.
 */

#include "gov_schema.h"

#include <string.h>


#define END                                                                   \
    {                                                                         \
        NULL, 0, 0, 0, 0, 0, NULL, NULL, NULL                                 \
    }
#define LINE(name, flags, most, help)                                         \
    {                                                                         \
        name, GOV_FIELD_LINE, flags, 0, most, 0, NULL, NULL, help             \
    }
#define TEXT(name, flags, most, help)                                         \
    {                                                                         \
        name, GOV_FIELD_TEXT, flags, 0, most, 0, NULL, NULL, help             \
    }
#define PLAIN(name, type, flags, most, help)                                  \
    {                                                                         \
        name, type, flags, 0, most, 0, NULL, NULL, help                       \
    }
#define NUMBER(name, type, flags, min, max, help)                             \
    {                                                                         \
        name, type, flags, min, max, 0, NULL, NULL, help                      \
    }
#define REF(name, flags, kind, help)                                          \
    {                                                                         \
        name, GOV_FIELD_REF, flags, 0, 0, kind, NULL, NULL, help              \
    }
#define ENUM(name, flags, words, help)                                        \
    {                                                                         \
        name, GOV_FIELD_ENUM, flags, 0, 0, 0, words, NULL, help               \
    }
#define OBJECT(name, flags, fields, help)                                     \
    {                                                                         \
        name, GOV_FIELD_OBJECT, flags, 0, 0, 0, NULL, fields, help            \
    }

#define REQ  GOV_REQUIRED
#define REFS (GOV_LIST | GOV_UNIQUE)

/* what every document has: identity, validity, evidence */

#define COMMON(title_max)                                                     \
    PLAIN("id", GOV_FIELD_ID, REQ | GOV_SUMMARY, GOV_ID_MAX,                  \
          "Stable name; never reused for something else."),                   \
        LINE("title", REQ | GOV_SUMMARY, title_max, "What people call it."),  \
        LINE("titleEn", GOV_SUMMARY, 120, "The title in English."),           \
        NUMBER("version", GOV_FIELD_INT, REQ | GOV_SUMMARY, 1, 1000000,       \
               "Counts up with every change of substance."),                  \
        PLAIN("sample", GOV_FIELD_BOOL, REQ | GOV_SUMMARY, 0,                 \
              "True: demonstration content, not for handling a case."),       \
        ENUM("status", REQ, gov_words_status,                                 \
             "Whether the source was checked; illustrative numbers are not "  \
             "printed."),                                                     \
        LINE("source", REQ, 300, "Where the claim comes from."),              \
        PLAIN("checkedOn", GOV_FIELD_DATE, REQ, 0,                            \
              "The day the source was last looked at."),                      \
        PLAIN("validFrom", GOV_FIELD_DATE, 0, 0, "First day it holds."),      \
        PLAIN("validTo", GOV_FIELD_DATE, 0, 0,                                \
              "Last day it holds, inclusive.")


static const char *const gov_words_status[] = { "verified", "illustrative",
                                                NULL };

static const char *const gov_words_outcome[] = { "do",        "automatic",
                                                 "notYet",    "notEligible",
                                                 "askPeople", NULL };

static const char *const gov_words_task_type[] = { "01", "05", "07", "08",
                                                   "09", "10", "20", NULL };

static const char *const gov_words_use_level[] = { "1", "2", "3", "4",
                                                   "5", "6", NULL };

static const char *const gov_words_server_type[] = { "person", "organisation",
                                                     "both", NULL };

static const char *const gov_words_project_type[] = { "1", "2", "9", NULL };

static const char *const gov_words_channel[] = {
    "web",     "app",   "miniProgram", "terminal", "window",
    "station", "phone", "agent",       NULL
};

static const char *const gov_words_appointment[] = { "none", "optional",
                                                     "required", NULL };

static const char *const gov_words_presence[] = { "none", "applicant",
                                                  "everyone", NULL };

static const char *const gov_words_authority[] = {
    "any", "hukou", "residence", "property", "schoolDistrict", "employer", NULL
};

static const char *const gov_words_material_kind[] = {
    "identity", "certificate", "form", "statement", "record", "photo", NULL
};

static const char *const gov_words_keeps[] = { "kept", "inspected", NULL };

static const char *const gov_words_unit[] = { "percent", "fen",   "day",
                                              "workday", "month", "year",
                                              "age",     "count", NULL };

static const char *const gov_words_fact_type[] = { "bool", "enum",  "integer",
                                                   "date", "money", NULL };

static const char *const gov_words_role[] = { "self", "spouse", "child",
                                              "household", NULL };

static const char *const gov_words_place_type[] = { "hall",     "station",
                                                    "terminal", "partner",
                                                    "popUp",    NULL };

static const char *const gov_words_datum[] = { "wgs84", "gcj02", "bd09",
                                               NULL };

static const char *const gov_words_day[] = { "mon", "tue", "wed", "thu",
                                             "fri", "sat", "sun", NULL };

static const char *const gov_words_town_type[] = { "subdistrict", "town",
                                                   "park", NULL };


static const gov_field_t gov_theme_fields[] = {
    PLAIN("id", GOV_FIELD_ID, REQ, GOV_ID_MAX, "Unique within the topic."),
    LINE("title", REQ, 40, "What people call it."),
    LINE("titleEn", 0, 120, "The title in English."),
    TEXT("summary", 0, 300, "One or two plain sentences."), END
};

static const gov_field_t gov_topic_fields[] = {
    COMMON(30),
    NUMBER("order", GOV_FIELD_INT, REQ | GOV_SUMMARY, 0, 9999,
           "Place in the list of topics."),
    TEXT("summary", REQ | GOV_SUMMARY, 300, "One or two plain sentences."),
    OBJECT("themes", REQ | GOV_LIST, gov_theme_fields,
           "The second level below the topic."),
    END
};


static const gov_field_t gov_establish_fields[] = {
    REF("fact", REQ, GOV_KIND_FACT, "The fact that becomes known."),
    PLAIN("value", GOV_FIELD_SCALAR, REQ, 200, "What it becomes."), END
};

static const gov_field_t gov_step_fields[] = {
    PLAIN("id", GOV_FIELD_ID, REQ, GOV_ID_MAX, "Unique within the situation."),
    LINE("title", REQ, 60, "What to do, as a command."),
    REF("item", 0, GOV_KIND_ITEM, "The item this step files."),
    TEXT("action", 0, 1000, "What to do when it is not an item."),
    PLAIN("after", GOV_FIELD_ID, REFS, GOV_ID_MAX,
          "Steps of this situation that come first."),
    OBJECT("establishes", GOV_LIST, gov_establish_fields,
           "Facts that hold once the step is done."),
    END
};

static const gov_field_t gov_outcome_fields[] = {
    ENUM("type", REQ, gov_words_outcome, "What the answer is."),
    TEXT("say", REQ, 1000, "The answer in plain words."),
    TEXT("when", 0, 500, "notYet: when it can be done."),
    TEXT("alternatives", GOV_LIST, 300, "notEligible: what else there is."),
    REF("ask", 0, GOV_KIND_DEPARTMENT, "askPeople: whom."),
    OBJECT("steps", GOV_LIST, gov_step_fields, "do: the steps, in order."),
    END
};

static const gov_field_t gov_situation_fields[] = {
    PLAIN("id", GOV_FIELD_ID, REQ, GOV_ID_MAX, "Unique within the list."),
    LINE("title", REQ, 60, "The situation in the person's own words."),
    LINE("titleEn", 0, 160, "The title in English."),
    PLAIN("when", GOV_FIELD_CONDITION, REQ, 0, "Which people are in it."),
    OBJECT("outcome", REQ, gov_outcome_fields, "What follows for them."),
    REF("knowledge", REFS, GOV_KIND_KNOWLEDGE, "What they will ask next."),
    END
};

static const gov_field_t gov_checklist_fields[] = {
    COMMON(40),
    REF("topic", REQ | GOV_SUMMARY, GOV_KIND_TOPIC, "The topic it is under."),
    PLAIN("theme", GOV_FIELD_ID, REQ | GOV_SUMMARY, GOV_ID_MAX,
          "The theme of that topic."),
    TEXT("summary", REQ | GOV_SUMMARY, 400, "Whom it helps, and with what."),
    REF("facts", REQ | REFS, GOV_KIND_FACT, "What is asked, in this order."),
    OBJECT("situations", REQ | GOV_LIST, gov_situation_fields,
           "The situations, each with its outcome."),
    REF("knowledge", REFS, GOV_KIND_KNOWLEDGE, "Background worth reading."),
    END
};


static const gov_field_t gov_channel_fields[] = {
    ENUM("channel", REQ, gov_words_channel, "The way in."),
    TEXT("how", REQ, 600, "What to do there."),
    PLAIN("url", GOV_FIELD_URL, 0, 300, "Where it is on line."),
    ENUM("appointment", 0, gov_words_appointment, "Whether to book."),
    REF("places", REFS, GOV_KIND_PLACE, "Where it is done."),
    END
};

static const gov_field_t gov_needs_fields[] = {
    REF("material", REQ, GOV_KIND_MATERIAL, "What to bring."),
    PLAIN("requiredWhen", GOV_FIELD_CONDITION, 0, 0,
          "Only for these people; absent: for everyone."),
    NUMBER("originalAmount", GOV_FIELD_INT, 0, 0, 20, "How many originals."),
    NUMBER("copyAmount", GOV_FIELD_INT, 0, 0, 20, "How many copies."),
    PLAIN("exempt", GOV_FIELD_BOOL, 0, 0,
          "True: an e-licence is fetched, nothing to bring (免证)."),
    PLAIN("deferred", GOV_FIELD_BOOL, 0, 0, "True: may follow later (容缺)."),
    TEXT("note", 0, 300, "What people get wrong about it."),
    END
};

static const gov_field_t gov_proxy_fields[] = {
    PLAIN("allowed", GOV_FIELD_BOOL, REQ, 0, "Whether another may file it."),
    REF("materials", REFS, GOV_KIND_MATERIAL, "What the other brings."), END
};

static const gov_field_t gov_implementation_fields[] = {
    PLAIN("taskCode", GOV_FIELD_TASKCODE, REQ, 31, "31 characters."),
    REF("department", REQ, GOV_KIND_DEPARTMENT, "Who runs it."),
    NUMBER("taskVersion", GOV_FIELD_INT, REQ, 1, 1000000, "Its version."),
    REF("handleArea", REFS, GOV_KIND_TOWN,
        "Towns it is for; absent: the whole city."),
    END
};

static const gov_field_t gov_item_fields[] = {
    COMMON(60),
    PLAIN("catalogCode", GOV_FIELD_CODE, REQ | GOV_SUMMARY, 40,
          "The province's catalogue code."),
    REF("topic", REQ | REFS | GOV_SUMMARY, GOV_KIND_TOPIC, "Its topics."),
    ENUM("taskType", REQ, gov_words_task_type, "Kind of act (C0109)."),
    ENUM("useLevel", REQ, gov_words_use_level, "Level it is run at."),
    ENUM("serverType", REQ | GOV_SUMMARY, gov_words_server_type,
         "Whom it serves."),
    ENUM("projectType", REQ, gov_words_project_type,
         "1 at once, 2 with a promised time, 9 other."),
    REF("department", REQ | GOV_SUMMARY, GOV_KIND_DEPARTMENT, "The owner."),
    TEXT("summary", REQ | GOV_SUMMARY, 400, "What it does for you."),
    TEXT("acceptCondition", REQ, 2000, "Who can apply."),
    TEXT("handleFlow", REQ | GOV_LIST, 600, "What happens, step by step."),
    TEXT("pitfalls", GOV_LIST, 400, "What goes wrong, and how to avoid it."),
    REF("anticipateDay", 0, GOV_KIND_PARAMETER, "The limit in law (法定)."),
    REF("promiseDay", 0, GOV_KIND_PARAMETER, "The promised limit (承诺)."),
    NUMBER("limitSceneNum", GOV_FIELD_INT, REQ | GOV_SUMMARY, 0, 9,
           "Visits needed at most (到办事现场次数)."),
    PLAIN("isFee", GOV_FIELD_BOOL, REQ, 0, "Whether it costs anything."),
    TEXT("feeBasis", 0, 400, "Why it costs, and what."),
    PLAIN("cityWide", GOV_FIELD_BOOL, REQ | GOV_SUMMARY, 0,
          "True: any hall in the city takes it (全市通办)."),
    PLAIN("onlineWhole", GOV_FIELD_BOOL, REQ | GOV_SUMMARY, 0,
          "True: done on line from end to end (全程网办)."),
    ENUM("presence", REQ, gov_words_presence, "Who must appear."),
    OBJECT("proxy", REQ, gov_proxy_fields, "Whether another may file it."),
    ENUM("authority", REQ, gov_words_authority, "Which office is the right."),
    OBJECT("channels", REQ | GOV_LIST, gov_channel_fields, "The ways in."),
    OBJECT("materials", GOV_LIST, gov_needs_fields, "What to bring."),
    OBJECT("implementations", REQ | GOV_LIST, gov_implementation_fields,
           "What each authority runs."),
    REF("knowledge", REFS, GOV_KIND_KNOWLEDGE, "Questions people ask."),
    END
};


static const gov_field_t gov_material_fields[] = {
    COMMON(60),
    ENUM("type", REQ | GOV_SUMMARY, gov_words_material_kind, "What it is."),
    TEXT("summary", REQ | GOV_SUMMARY, 400, "How to recognise it."),
    LINE("issuer", REQ, 80, "Who gives it out."),
    TEXT("howToGet", REQ, 800, "Where to get it when you have none."),
    ENUM("keeps", REQ, gov_words_keeps,
         "kept: stays at the window; inspected: handed back."),
    PLAIN("perPerson", GOV_FIELD_BOOL, 0, 0, "True: one for each person."),
    REF("anyOf", REFS, GOV_KIND_MATERIAL, "Any one of these will do as well."),
    REF("validDays", 0, GOV_KIND_PARAMETER, "How long it counts as fresh."),
    PLAIN("licenceCode", GOV_FIELD_CODE, 0, 60, "E-licence code (免证)."),
    END
};


static const gov_field_t gov_basis_fields[] = {
    LINE("title", REQ, 120, "The document's name."),
    LINE("number", 0, 80, "Its number."),
    PLAIN("url", GOV_FIELD_URL, 0, 300, "Where it is published."), END
};

static const gov_field_t gov_knowledge_fields[] = {
    COMMON(60),
    REF("topic", REQ | REFS | GOV_SUMMARY, GOV_KIND_TOPIC, "Its topics."),
    LINE("question", REQ | GOV_SUMMARY, 100, "As a person would ask it."),
    TEXT("answer", REQ, 20000, "As a neighbour would say it."),
    LINE("shortAnswer", REQ | GOV_SUMMARY, 60, "To be read aloud."),
    LINE("shortAnswerEn", 0, 240, "The short answer in English."),
    TEXT("formal", 0, 600000, "The official wording."),
    OBJECT("basis", GOV_LIST, gov_basis_fields, "What it rests on."),
    REF("department", REQ | GOV_SUMMARY, GOV_KIND_DEPARTMENT, "The owner."),
    REF("items", REFS, GOV_KIND_ITEM, "Items it is about."),
    REF("materials", REFS, GOV_KIND_MATERIAL, "Materials it is about."),
    REF("related", REFS, GOV_KIND_KNOWLEDGE, "See also."),
    LINE("keywords", GOV_LIST | GOV_UNIQUE, 30, "Other words people use."),
    END
};


static const gov_field_t gov_value_fields[] = {
    PLAIN("value", GOV_FIELD_SCALAR, REQ, 60,
          "A number; a decimal as a string, e.g. \"0.5\"."),
    PLAIN("validFrom", GOV_FIELD_DATE, REQ, 0, "First day it holds."),
    PLAIN("validTo", GOV_FIELD_DATE, 0, 0, "Last day, inclusive."),
    ENUM("status", REQ, gov_words_status, "Checked or not."),
    LINE("source", REQ, 300, "Where the value comes from."),
    PLAIN("checkedOn", GOV_FIELD_DATE, REQ, 0, "The day it was looked at."),
    END
};

static const gov_field_t gov_parameter_fields[] = {
    COMMON(60), ENUM("unit", REQ, gov_words_unit, "What is counted."),
    LINE("basis", 0, 300, "What it rests on."),
    OBJECT("values", REQ | GOV_LIST, gov_value_fields,
           "Dated values; no two hold on the same day."),
    END
};


static const gov_field_t gov_option_fields[] = {
    PLAIN("value", GOV_FIELD_ID, REQ, GOV_ID_MAX, "Used in conditions."),
    LINE("label", REQ, 40, "Shown to people."),
    LINE("labelEn", 0, 120, "The label in English."), END
};

static const gov_field_t gov_fact_fields[] = {
    COMMON(40),
    ENUM("type", REQ, gov_words_fact_type, "Type of the answer."),
    ENUM("person", REQ, gov_words_role, "Whose fact it is."),
    LINE("question", REQ, 80, "As it is asked."),
    TEXT("help", 0, 400, "Where to find the answer."),
    OBJECT("options", GOV_LIST, gov_option_fields, "type enum: the answers."),
    TEXT("dontKnow", 0, 400, "How to find out when one does not know."),
    END
};


static const gov_field_t gov_hours_fields[] = {
    ENUM("days", REQ | GOV_LIST | GOV_UNIQUE, gov_words_day, "Which days."),
    PLAIN("opens", GOV_FIELD_TIME, REQ, 0, "Opening time."),
    PLAIN("closes", GOV_FIELD_TIME, REQ, 0, "Closing time, later the day."),
    LINE("note", 0, 100, "What differs."), END
};

static const gov_field_t gov_coordinate_fields[] = {
    NUMBER("lat", GOV_FIELD_NUMBER, REQ, 22, 24, "Degrees north."),
    NUMBER("lon", GOV_FIELD_NUMBER, REQ, 113, 115, "Degrees east."),
    ENUM("datum", REQ, gov_words_datum, "Never without one."), END
};

static const gov_field_t gov_place_fields[] = {
    COMMON(60),
    ENUM("type", REQ | GOV_SUMMARY, gov_words_place_type, "What it is."),
    REF("town", REQ | GOV_SUMMARY, GOV_KIND_TOWN, "Where it lies."),
    LINE("address", REQ | GOV_SUMMARY, 120, "For people and taxis."),
    OBJECT("coordinate", 0, gov_coordinate_fields, "With its datum."),
    OBJECT("hours", REQ | GOV_LIST, gov_hours_fields, "On ordinary days."),
    LINE("phone", GOV_SUMMARY, 40, "To ask before coming."),
    TEXT("transport", 0, 600, "How to get there."),
    TEXT("access", 0, 600, "Ramps, lifts, quiet hours, help."),
    REF("departments", REFS, GOV_KIND_DEPARTMENT, "Who has a window here."),
    REF("items", REFS, GOV_KIND_ITEM,
        "Items done here beyond the city-wide ones."),
    END
};


static const gov_field_t gov_department_fields[] = {
    COMMON(40),
    PLAIN("uscc", GOV_FIELD_USCC, 0, 18, "GB 32100 code."),
    TEXT("summary", REQ, 400, "What it is in charge of."),
    LINE("phone", 0, 40, "Its own enquiry number."),
    PLAIN("url", GOV_FIELD_URL, 0, 300, "Its own site."),
    END
};


static const gov_field_t gov_town_fields[] = {
    COMMON(20), /* the id is the nine-digit code, 4419... */
    ENUM("type", REQ, gov_words_town_type, "What it is."), END
};


const gov_kind_t gov_kinds[GOV_KIND_MAX] = {
    { "topics", "专题", "/v1/topics", NULL, true, gov_topic_fields },
    { "checklists", "问政清单", "/v1/checklists", "topic", true,
      gov_checklist_fields },
    { "items", "事项", "/v1/items", "topic", true, gov_item_fields },
    { "materials", "材料", "/v1/materials", NULL, false, gov_material_fields },
    { "knowledge", "知识点", "/v1/knowledge", "topic", true,
      gov_knowledge_fields },
    { "parameters", "政策参数", NULL, NULL, false, gov_parameter_fields },
    { "facts", "提问", NULL, NULL, false, gov_fact_fields },
    { "places", "办事地点", "/v1/places", "town", true, gov_place_fields },
    { "departments", "部门", NULL, NULL, false, gov_department_fields },
    { "towns", "镇街(园区)", NULL, NULL, false, gov_town_fields },
};


int
gov_kind_by_name(const char *name, size_t len)
{
    int i;

    for (i = 0; i < GOV_KIND_MAX; i++) {
        if (strlen(gov_kinds[i].name) == len
            && memcmp(gov_kinds[i].name, name, len) == 0)
        {
            return i;
        }
    }

    return -1;
}


const gov_field_t *
gov_field_by_name(const gov_field_t *fields, const char *name)
{
    const gov_field_t *field;

    for (field = fields; field->name != NULL; field++) {
        if (strcmp(field->name, name) == 0) {
            return field;
        }
    }

    return NULL;
}
