#include "gov_test.h"

#include <regex.h>

#include "../../ngx_gov_module/content/gov_form.h"
#include "../../ngx_gov_module/content/gov_schema_json.h"


static const char *
text_of(const json_t *object, const char *key)
{
    const char *text;

    text = json_string_value(json_object_get(object, key));

    return text == NULL ? "" : text;
}


static json_int_t
number_of(const json_t *object, const char *key)
{
    json_t *number;

    number = json_object_get(object, key);
    assert_true(json_is_integer(number));

    return json_integer_value(number);
}


/* An array says nothing of its elements' limits; they are below "items". */

static const json_t *
check_list(const gov_field_t *field, const json_t *schema)
{
    assert_string_equal(text_of(schema, "type"), "array");
    assert_int_equal(number_of(schema, "minItems"), 1);
    assert_int_equal(number_of(schema, "maxItems"), GOV_LIST_MAX);
    assert_int_equal(json_is_true(json_object_get(schema, "uniqueItems")),
                     (field->flags & GOV_UNIQUE) != 0);

    return json_object_get(schema, "items");
}


static void
check_enum(const gov_field_t *field, const json_t *schema)
{
    size_t        i;
    const json_t *words;

    words = json_object_get(schema, "enum");

    for (i = 0; field->words[i] != NULL; i++) {
        assert_string_equal(json_string_value(json_array_get(words, i)),
                            field->words[i]);
    }

    assert_int_equal(json_array_size(words), i);
}


static void check_object(const gov_field_t *fields, const json_t *schema);


static void
check_field(const gov_field_t *field, const json_t *schema)
{
    assert_non_null(schema);
    assert_string_equal(text_of(schema, "description"), field->help);

    if (field->flags & GOV_LIST) {
        schema = check_list(field, schema);
    }

    switch (field->type) {

    case GOV_FIELD_LINE:
    case GOV_FIELD_TEXT:
    case GOV_FIELD_ID:
    case GOV_FIELD_CODE:
    case GOV_FIELD_URL:
        assert_string_equal(text_of(schema, "type"), "string");
        assert_int_equal(number_of(schema, "minLength"), 1);
        assert_int_equal(number_of(schema, "maxLength"), field->max);
        break;

    case GOV_FIELD_INT:
    case GOV_FIELD_NUMBER:
        assert_int_equal(number_of(schema, "minimum"), field->min);
        assert_int_equal(number_of(schema, "maximum"), field->max);
        break;

    case GOV_FIELD_ENUM:
        check_enum(field, schema);
        break;

    case GOV_FIELD_BOOL:
        assert_string_equal(text_of(schema, "type"), "boolean");
        break;

    case GOV_FIELD_CONDITION:
        assert_string_equal(text_of(schema, "$ref"), "#/$defs/condition");
        break;

    case GOV_FIELD_OBJECT:
        check_object(field->fields, schema);
        break;

    default:
        assert_true(json_object_size(schema) > 1);
        break;
    }
}


static void
check_object(const gov_field_t *fields, const json_t *schema)
{
    size_t             nfields, nrequired;
    const json_t      *properties, *required;
    const gov_field_t *field;

    properties = json_object_get(schema, "properties");
    required = json_object_get(schema, "required");
    nfields = 0;
    nrequired = 0;

    assert_string_equal(text_of(schema, "type"), "object");
    assert_true(
        json_is_false(json_object_get(schema, "additionalProperties")));

    for (field = fields; field->name != NULL; field++) {
        check_field(field, json_object_get(properties, field->name));
        nfields++;

        if (field->flags & GOV_REQUIRED) {
            assert_string_equal(
                json_string_value(json_array_get(required, nrequired)),
                field->name);
            nrequired++;
        }
    }

    assert_int_equal(json_object_size(properties), nfields);
    assert_int_equal(json_array_size(required), nrequired);
}


static void
the_schema_says_of_each_field_what_the_table_says(void **state)
{
    int     kind;
    json_t *schema;

    (void)state;

    for (kind = 0; kind < GOV_KIND_MAX; kind++) {
        schema = gov_schema_json((gov_kind_e)kind);
        assert_non_null(schema);

        assert_string_equal(text_of(schema, "$schema"),
                            "https://json-schema.org/draft/2020-12/schema");
        assert_string_equal(text_of(schema, "title"), gov_kinds[kind].title);
        check_object(gov_kinds[kind].fields, schema);

        json_decref(schema);
    }
}


static void
a_town_is_known_by_its_code(void **state)
{
    json_t *schema, *properties;

    (void)state;

    schema = gov_schema_json(GOV_KIND_TOWN);
    properties = json_object_get(schema, "properties");
    assert_string_equal(text_of(json_object_get(properties, "id"), "pattern"),
                        GOV_FORM_TOWN);
    json_decref(schema);

    schema = gov_schema_json(GOV_KIND_PLACE);
    properties = json_object_get(schema, "properties");
    assert_string_equal(
        text_of(json_object_get(properties, "town"), "pattern"),
        GOV_FORM_TOWN);
    json_decref(schema);
}


static void
only_kinds_with_conditions_define_them(void **state)
{
    int     kind;
    bool    has;
    json_t *schema, *condition;

    (void)state;

    for (kind = 0; kind < GOV_KIND_MAX; kind++) {
        schema = gov_schema_json((gov_kind_e)kind);
        condition =
            json_object_get(json_object_get(schema, "$defs"), "condition");
        has = kind == GOV_KIND_CHECKLIST || kind == GOV_KIND_ITEM;

        assert_int_equal(condition != NULL, has);

        if (has) {
            assert_int_equal(number_of(condition, "maxItems"), GOV_LIST_MAX);
        }

        json_decref(schema);
    }
}


/* The pattern and the function are two ways to say one form. */

static bool
matches(const char *pattern, const char *text)
{
    bool    found;
    regex_t regex;

    assert_int_equal(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
    found = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);

    return found;
}


static void
patterns_and_functions_agree(void **state)
{
    size_t      i, len;
    const char *text;

    static const char *const texts[] = {
        "",
        "a",
        "a-b",
        "-a",
        "a-",
        "a--b",
        "A",
        "a_b",
        "0",
        "a b",
        "a\n",
        "441900001",
        "441900001x",
        "44190000",
        "440000000",
        "4419000011",
        "\xe4\xb8\xad",
        "a.b",
        "_",
        "-",
        "a-b-c-0",
        "9",
        "Z_9-",
        "a/b",
        "44190000a",
    };

    (void)state;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        text = texts[i];
        len = strlen(text);

        assert_int_equal(gov_form_id(text, len), matches(GOV_FORM_ID, text));
        assert_int_equal(gov_form_code(text, len),
                         matches(GOV_FORM_CODE, text));
        assert_int_equal(gov_form_town(text, len),
                         matches(GOV_FORM_TOWN, text));
    }
}


static void
published_codes_pass_and_every_single_slip_is_seen(void **state)
{
    char        code[19];
    size_t      i, n, slips;
    const char *p;

    static const char        alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static const char *const samples[] = { "91350100M000100Y43",
                                           "11440100696927671X" };

    (void)state;
    slips = 0;

    for (n = 0; n < 2; n++) {
        assert_null(gov_form_uscc(samples[n], 18));
        assert_true(matches(GOV_FORM_USCC, samples[n]));

        for (i = 0; i < 18; i++) {
            memcpy(code, samples[n], sizeof(code));

            for (p = alphabet; *p != '\0'; p++) {
                code[i] = *p;

                if (*p != samples[n][i]) {
                    assert_non_null(gov_form_uscc(code, 18));
                    slips++;
                }
            }
        }
    }

    assert_int_equal(slips, 2 * 18 * 30);

    /* the remainder 0, whose check character is 0 and not the 31st */

    assert_null(gov_form_uscc("000000000000000000", 18));
}


static void
web_addresses_are_https_and_ascii(void **state)
{
    size_t i;

    static const struct {
        const char *url;
        bool        good;
    } urls[] = {
        { "https://a", true },
        { "https://www.dg.gov.cn/a/b?c=%20&d=[1]#e", true },
        { "https://a.cn:8443/", true },
        { "https://a.cn?b", true },
        { "https://", false },
        { "http://a.cn", false },
        { "HTTPS://a.cn", false },
        { "https://-a.cn", false },
        { "https://a.cn./", false },
        { "https://a.cn:/", false },
        { "https://a.cn:123456/", false },
        { "https://a.cn:80x", false },
        { "https://user@a.cn/", false },
        { "https://a.cn/ b", false },
        { "https://a.cn/\"", false },
        { "https://a.cn/<b>", false },
        { "https://a.cn/\xe4\xb8\xad", false },
        { "javascript:alert(1)", false },
    };

    (void)state;

    for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
        if (gov_form_url(urls[i].url, strlen(urls[i].url)) != urls[i].good) {
            fail_msg("%s", urls[i].url);
        }
    }
}


int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schema_says_of_each_field_what_the_table_says),
        cmocka_unit_test(a_town_is_known_by_its_code),
        cmocka_unit_test(only_kinds_with_conditions_define_them),
        cmocka_unit_test(patterns_and_functions_agree),
        cmocka_unit_test(published_codes_pass_and_every_single_slip_is_seen),
        cmocka_unit_test(web_addresses_are_https_and_ascii),
    };

    return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
