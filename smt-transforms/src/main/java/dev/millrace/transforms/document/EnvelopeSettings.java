package dev.millrace.transforms.document;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.transforms.rewrite.Policies;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The options that wrapping and unwrapping share: how an event lies in a record. */
record EnvelopeSettings(Format format, String metaField, String payloadField) {

    static final String FORMAT = "format";
    private static final String META_FIELD = "meta.field";
    private static final String PAYLOAD_FIELD = "payload.field";

    /** How an event lies in a record. */
    enum Format {
        /** The attributes are headers, the value is the payload (CloudEvents Kafka protocol binding 1.0.2, section 3.2). */
        CLOUDEVENTS_BINARY,
        /** The value is an object of attributes and data (section 3.3, and the JSON event format 1.0.2). */
        CLOUDEVENTS_STRUCTURED,
        /** The value is an object of two fields, one with the attributes and one with the payload. */
        CUSTOM
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Envelope")
                .choice(
                        FORMAT,
                        Format.CLOUDEVENTS_BINARY,
                        "How an event lies in a record: cloudevents-binary has its attributes in headers ce_... and leaves"
                                + " the value alone, cloudevents-structured makes a value of attributes and data, custom one"
                                + " of two fields. Choose what the readers of the topic expect.")
                .add(
                        META_FIELD,
                        ConfigDef.Type.STRING,
                        "meta",
                        new ConfigDef.NonEmptyString(),
                        ConfigDef.Importance.LOW,
                        "The name of the field with the attributes, for custom. Set it where readers call it otherwise.")
                .add(
                        PAYLOAD_FIELD,
                        ConfigDef.Type.STRING,
                        "payload",
                        new ConfigDef.NonEmptyString(),
                        ConfigDef.Importance.LOW,
                        "The name of the field with the payload, for custom. Set it where readers call it otherwise.");
    }

    /** A null in the place of a value would delete. */
    static void refuseTombstones(Map<String, Object> parsed, Problems problems) {
        if ("null".equalsIgnoreCase(String.valueOf(parsed.get(Policies.ON_ERROR)))) {
            problems.report(
                    Policies.ON_ERROR,
                    "must not be null: the record would become a tombstone, which deletes; choose another");
        }
    }

    static EnvelopeSettings from(AbstractConfig config) {
        return new EnvelopeSettings(
                OptionGroup.choiceOf(Format.class, config.getString(FORMAT)),
                config.getString(META_FIELD),
                config.getString(PAYLOAD_FIELD));
    }
}
