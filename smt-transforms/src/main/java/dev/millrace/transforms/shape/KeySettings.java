package dev.millrace.transforms.shape;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What keys are made of.
 *
 * @param form what a key is
 * @param parts the fields that it is made of
 * @param template the text that it is made of, instead
 * @param schemaName of a struct; empty for none
 * @param policies what is done where a part is missing or null
 */
record KeySettings(Form form, List<KeyPart> parts, Optional<PlaceText> template, String schemaName, Policies policies) {

    static final String PATHS = "paths";
    static final String TEMPLATE = "template";
    static final String FORM = "form";
    static final String SCHEMA_NAME = "schema.name";

    /** What a key is. */
    enum Form {
        STRUCT,
        VALUE,
        TEXT,
        HASH
    }

    KeySettings {
        parts = List.copyOf(parts);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Key")
                .add(
                        PATHS,
                        ConfigDef.Type.LIST,
                        "",
                        Checked.list(KeyPart::parse),
                        ConfigDef.Importance.HIGH,
                        "The paths of the fields that the key is made of, in their order: id, customer.id,"
                                + " $header.tenant. In the key each has the last name of its path, or the name behind a"
                                + " colon: customer.id:customer_id. Set it or template.")
                .add(
                        TEMPLATE,
                        ConfigDef.Type.STRING,
                        null,
                        Checked.by(PlaceText::parse),
                        ConfigDef.Importance.HIGH,
                        "The text that the key is made of, with places: {value.country}-{value.id}. Put a sign between"
                                + " places that no value holds, for records with equal keys are one to Kafka.")
                .choice(
                        FORM,
                        Form.STRUCT,
                        "What the key is: a struct of the fields (a map where the value has no schema), the value of one"
                                + " field itself, the text of template, or a hash: the SHA-256 of the template's text or"
                                + " of the fields, in hexadecimal digits, as short as long keys never are. A hash is no"
                                + " protection of what can be guessed. With template it is text or hash.")
                .text(SCHEMA_NAME, "", "The name of the struct's schema. Set it where consumers tell key types by it.");
        Policies.defineMissing(definition, Policies.Missing.FAIL);
        Policies.defineNulls(definition, Policies.Nulls.KEEP);
        Policies.defineErrors(definition, Policies.Errors.FAIL);
        Policies.defineTombstones(definition, Policies.Tombstones.PASS);
        CrossCheck.on(definition, PATHS, KeySettings::checkParts);
        CrossCheck.on(definition, FORM, KeySettings::checkForm);
    }

    static KeySettings from(AbstractConfig config) {
        Optional<PlaceText> template =
                Optional.ofNullable(config.getString(TEMPLATE)).map(PlaceText::parse);
        Form form = OptionGroup.choiceOf(Form.class, config.getString(FORM));
        return new KeySettings(
                template.isPresent() && form == Form.STRUCT ? Form.TEXT : form,
                config.getList(PATHS).stream().map(KeyPart::parse).toList(),
                template,
                config.getString(SCHEMA_NAME),
                Policies.from(config));
    }

    /** Whether a tombstone has nothing to make the key of. */
    boolean readsValue() {
        return parts.stream().anyMatch(KeyPart::readsValue)
                || template.map(PlaceText::readsValue).orElse(false);
    }

    private static List<KeyPart> parts(Map<String, Object> parsed) {
        try {
            return parsed.get(PATHS) instanceof List<?> list
                    ? list.stream()
                            .map(path -> KeyPart.parse(String.valueOf(path)))
                            .toList()
                    : List.of();
        } catch (IllegalArgumentException told) {
            return List.of();
        }
    }

    private static void checkParts(Map<String, Object> parsed, Problems problems) {
        boolean paths = parsed.get(PATHS) instanceof List<?> list && !list.isEmpty();
        if (paths == (parsed.get(TEMPLATE) != null)) {
            problems.report(
                    PATHS, paths ? "and template are both set; leave one of them out" : "or template must be set");
        }
        List<String> names = parts(parsed).stream().map(KeyPart::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            problems.report(PATHS, "gives two fields one name; write another behind a colon: path:name");
        }
    }

    private static void checkForm(Map<String, Object> parsed, Problems problems) {
        boolean template = parsed.get(TEMPLATE) != null;
        if (template && Checked.is(parsed, FORM, "value")) {
            problems.report(FORM, "must be text or hash with template");
        }
        if (!template && Checked.is(parsed, FORM, "text")) {
            problems.report(FORM, "=text needs template");
        }
        if (Checked.is(parsed, FORM, "value") && parts(parsed).size() > 1) {
            problems.report(FORM, "=value takes one path; choose struct for several");
        }
        if (Checked.is(parsed, Policies.ON_ERROR, "null")) {
            problems.report(Policies.ON_ERROR, "can't be null here; choose keep for the key that is there");
        }
    }
}
