#include "gov_schema_json.h"

#include <string.h>

#include "gov_form.h"


#define GOV_SCHEMA_DIALECT   "https://json-schema.org/draft/2020-12/schema"
#define GOV_SCHEMA_TEXT(...) #__VA_ARGS__

typedef struct {
    gov_kind_e kind;
    bool       condition; /* the schema refers to $defs/condition */
} gov_schema_t;


static json_t *gov_schema_object(gov_schema_t      *schema,
                                 const gov_field_t *fields, bool top);


/* A condition is an array whose first element says how the rest reads, see
 * gov_condition.h.  The limits are put in from the constants. */

// clang-format off
static const char gov_schema_defs[] = GOV_SCHEMA_TEXT({
    "id": { "type": "string", "minLength": 1 },
    "factRef": { "type": "string",
        "pattern": "^(p0|s1|c1|h0|it)\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?$" },
    "values": { "type": "array", "minItems": 1, "uniqueItems": true,
        "items": { "type": ["string", "integer", "boolean"] } },
    "condition": { "type": "array", "minItems": 1, "oneOf": [
        { "prefixItems": [{ "enum": ["and", "or"] }],
          "items": { "$ref": "#/$defs/condition" },
          "minItems": 2 },
        { "prefixItems": [{ "const": "not" }],
          "items": { "$ref": "#/$defs/condition" },
          "minItems": 2, "maxItems": 2 },
        { "prefixItems": [{ "const": "true" }],
          "maxItems": 1 },
        { "prefixItems": [{ "enum": ["eq", "ne"] },
                          { "$ref": "#/$defs/factRef" },
                          { "type": ["string", "integer", "boolean"] }],
          "minItems": 3, "maxItems": 3 },
        { "prefixItems": [{ "const": "in" },
                          { "$ref": "#/$defs/factRef" },
                          { "$ref": "#/$defs/values" }],
          "minItems": 3, "maxItems": 3 },
        { "prefixItems": [{ "enum": [">=", ">", "<=", "<"] },
                          { "$ref": "#/$defs/factRef" },
                          { "anyOf": [
              { "type": ["string", "integer"] },
              { "type": "array",
                "prefixItems": [{ "const": "param" },
                                { "$ref": "#/$defs/id" }],
                "minItems": 2, "maxItems": 2 }] }],
          "minItems": 3, "maxItems": 3 },
        { "prefixItems": [{ "const": "known" },
                          { "$ref": "#/$defs/factRef" }],
          "minItems": 2, "maxItems": 2 },
        { "prefixItems": [{ "enum": ["any", "all"] },
                          { "const": "child" },
                          { "$ref": "#/$defs/condition" }],
          "minItems": 3, "maxItems": 3 }] }
});
// clang-format on


static json_t *
gov_schema_condition_defs(void)
{
    int     rc;
    json_t *defs, *id;

    defs = json_loads(gov_schema_defs, 0, NULL);
    if (defs == NULL) {
        return NULL;
    }

    id = json_object_get(defs, "id");

    rc = json_object_set_new(id, "pattern", json_string(GOV_FORM_ID));
    rc |= json_object_set_new(id, "maxLength", json_integer(GOV_ID_MAX));
    rc |= json_object_set_new(json_object_get(defs, "factRef"), "maxLength",
                              json_integer(GOV_ID_MAX + 3));
    rc |= json_object_set_new(json_object_get(defs, "values"), "maxItems",
                              json_integer(GOV_LIST_MAX));
    rc |= json_object_set_new(json_object_get(defs, "condition"), "maxItems",
                              json_integer(GOV_LIST_MAX));

    if (rc != 0) {
        json_decref(defs);
        return NULL;
    }

    return defs;
}


static json_t *
gov_schema_string(const char *pattern, long max)
{
    return json_pack("{s:s, s:i, s:I, s:s}", "type", "string", "minLength", 1,
                     "maxLength", (json_int_t)max, "pattern", pattern);
}


static json_t *
gov_schema_number(const char *type, const gov_field_t *field)
{
    return json_pack("{s:s, s:I, s:I}", "type", type, "minimum",
                     (json_int_t)field->min, "maximum",
                     (json_int_t)field->max);
}


static json_t *
gov_schema_words(const char *const *words)
{
    json_t *list;

    list = json_array();

    for (; *words != NULL; words++) {
        if (json_array_append_new(list, json_string(*words)) == -1) {
            json_decref(list);
            return NULL;
        }
    }

    return json_pack("{s:s, s:o}", "type", "string", "enum", list);
}


static json_t *
gov_schema_any_string(const gov_field_t *field)
{
    switch (field->type) {

    case GOV_FIELD_TEXT:
        return json_pack("{s:s, s:i, s:I, s:[{s:s}, {s:s}]}", "type", "string",
                         "minLength", 1, "maxLength", (json_int_t)field->max,
                         "allOf", "pattern", GOV_FORM_TEXT, "pattern",
                         GOV_FORM_NOT_BLANK);

    case GOV_FIELD_ID:
        return gov_schema_string(GOV_FORM_ID, field->max);

    case GOV_FIELD_CODE:
        return gov_schema_string(GOV_FORM_CODE, field->max);

    case GOV_FIELD_TASKCODE:
        return gov_schema_string(GOV_FORM_TASKCODE, field->max);

    case GOV_FIELD_USCC:
        return gov_schema_string(GOV_FORM_USCC, field->max);

    case GOV_FIELD_URL:
        return gov_schema_string(GOV_FORM_URL, field->max);

    case GOV_FIELD_REF:
        return gov_schema_string(field->ref == GOV_KIND_TOWN ? GOV_FORM_TOWN
                                                             : GOV_FORM_ID,
                                 GOV_ID_MAX);

    case GOV_FIELD_DATE:
        return json_pack("{s:s, s:s, s:s}", "type", "string", "format", "date",
                         "pattern", GOV_FORM_DATE);

    case GOV_FIELD_TIME:
        return json_pack("{s:s, s:s}", "type", "string", "pattern",
                         GOV_FORM_TIME);

    default:
        return gov_schema_string(GOV_FORM_LINE, field->max);
    }
}


static json_t *
gov_schema_value(gov_schema_t *schema, const gov_field_t *field)
{
    switch (field->type) {

    case GOV_FIELD_ENUM:
        return gov_schema_words(field->words);

    case GOV_FIELD_BOOL:
        return json_pack("{s:s}", "type", "boolean");

    case GOV_FIELD_INT:
        return gov_schema_number("integer", field);

    case GOV_FIELD_NUMBER:
        return gov_schema_number("number", field);

    case GOV_FIELD_SCALAR:
        return json_pack("{s:[s, s, s], s:i, s:I, s:s}", "type", "string",
                         "number", "boolean", "minLength", 1, "maxLength",
                         (json_int_t)field->max, "pattern", GOV_FORM_LINE);

    case GOV_FIELD_CONDITION:
        schema->condition = true;
        return json_pack("{s:s}", "$ref", "#/$defs/condition");

    case GOV_FIELD_OBJECT:
        return gov_schema_object(schema, field->fields, false);

    default:
        return gov_schema_any_string(field);
    }
}


static json_t *
gov_schema_field(gov_schema_t *schema, const gov_field_t *field)
{
    json_t *value;

    value = gov_schema_value(schema, field);

    if (field->flags & GOV_LIST) {
        value = json_pack("{s:s, s:o, s:i, s:i}", "type", "array", "items",
                          value, "minItems", 1, "maxItems", GOV_LIST_MAX);

        if ((field->flags & GOV_UNIQUE)
            && json_object_set_new(value, "uniqueItems", json_true()) == -1)
        {
            json_decref(value);
            return NULL;
        }
    }

    if (field->help != NULL
        && json_object_set_new(value, "description", json_string(field->help))
               == -1)
    {
        json_decref(value);
        return NULL;
    }

    return value;
}


static json_t *
gov_schema_object(gov_schema_t *schema, const gov_field_t *fields, bool top)
{
    int                rc;
    json_t            *properties, *required, *value;
    const gov_field_t *field;

    properties = json_object();
    required = json_array();
    rc = 0;

    for (field = fields; field->name != NULL; field++) {
        value = gov_schema_field(schema, field);

        /* a town is known by the code everybody knows it by */

        if (top && schema->kind == GOV_KIND_TOWN
            && strcmp(field->name, "id") == 0) {
            rc |= json_object_set_new(value, "pattern",
                                      json_string(GOV_FORM_TOWN));
        }

        rc |= json_object_set_new(properties, field->name, value);

        if (field->flags & GOV_REQUIRED) {
            rc |= json_array_append_new(required, json_string(field->name));
        }
    }

    if (rc != 0) {
        json_decref(properties);
        json_decref(required);
        return NULL;
    }

    return json_pack("{s:s, s:o, s:o, s:b}", "type", "object", "properties",
                     properties, "required", required, "additionalProperties",
                     0);
}


json_t *
gov_schema_json(gov_kind_e kind)
{
    int          rc;
    json_t      *object, *json;
    gov_schema_t schema;

    schema = (gov_schema_t){ kind, false };

    object = gov_schema_object(&schema, gov_kinds[kind].fields, true);
    json = json_pack("{s:s, s:s}", "$schema", GOV_SCHEMA_DIALECT, "title",
                     gov_kinds[kind].title);

    rc = json_object_update(json, object);
    json_decref(object);

    if (schema.condition) {
        rc |= json_object_set_new(json, "$defs", gov_schema_condition_defs());
    }

    if (rc != 0) {
        json_decref(json);
        return NULL;
    }

    return json;
}
