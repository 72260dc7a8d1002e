package dev.millrace.transforms.document;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.transforms.rewrite.CacheSettings;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The options of wrapping alone.
 *
 * @param form what the value becomes where it holds the event as a whole
 * @param existing what is done with records that are events already
 * @param schemaName of the envelope's struct; empty for none
 */
record WrapSettings(Form form, Existing existing, String schemaName) {

    private static final String FORM = "form";
    private static final String EXISTING = "on.existing";
    private static final String SCHEMA_NAME = "schema.name";

    /** What a value becomes. */
    enum Form {
        /** A struct where the value has a schema, else a map. */
        STRUCTURE,
        /** JSON text. */
        STRING,
        /** JSON in UTF-8. */
        BYTES
    }

    /** What is done with records that are events already. */
    enum Existing {
        FAIL,
        KEEP,
        REPLACE
    }

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        EnvelopeSettings.define(definition);
        EventSettings.define(definition);
        new OptionGroup(definition, "Wrapping")
                .choice(
                        FORM,
                        Form.STRUCTURE,
                        "What the value becomes with cloudevents-structured and custom: a structure for a converter to"
                                + " write (a struct where it has a schema, else a map), JSON text (string), or its bytes."
                                + " Choose string or bytes where the converter is StringConverter or ByteArrayConverter.")
                .choice(
                        EXISTING,
                        Existing.FAIL,
                        "What is done with a record whose headers say that it is a CloudEvent: fail it, keep it as it is, or"
                                + " replace the attributes by new ones. Choose keep where some producers wrap themselves.")
                .text(
                        SCHEMA_NAME,
                        "",
                        "The name of the schema of the envelope. Set it where the converter needs one, as Avro's does.");
        Policies.defineErrors(definition, Policies.Errors.FAIL);
        Policies.defineTombstones(definition, Policies.Tombstones.PASS);
        CacheSettings.define(definition);
        CrossCheck.on(definition, Policies.ON_ERROR, EnvelopeSettings::refuseTombstones);
        for (String key : List.of(EventSettings.SOURCE, EventSettings.TYPE)) {
            CrossCheck.on(definition, key, (parsed, problems) -> needAttribute(parsed, key, problems));
        }
        return definition;
    }

    static WrapSettings from(AbstractConfig config) {
        return new WrapSettings(
                OptionGroup.choiceOf(Form.class, config.getString(FORM)),
                OptionGroup.choiceOf(Existing.class, config.getString(EXISTING)),
                config.getString(SCHEMA_NAME));
    }

    private static void needAttribute(Map<String, Object> parsed, String key, Problems problems) {
        boolean custom = "custom".equalsIgnoreCase(String.valueOf(parsed.get(EnvelopeSettings.FORMAT)));
        if (!custom && "".equals(parsed.get(key))) {
            problems.report(key, "must be set: every CloudEvent has it; write a text, or a template such as {topic}");
        }
    }
}
