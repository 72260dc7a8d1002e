package dev.millrace.rest;

import dev.millrace.http.HttpHeader;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import dev.millrace.kit.path.RecordPlaces;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What tells the receiver a repetition from a second request.
 *
 * @param header where it stands
 * @param value made of the record; empty for a UUID of its coordinates
 */
record IdempotencySettings(IdempotencyKey form, String header, Optional<Template> value) {

    static final String KEY = "idempotency.key";
    static final String HEADER = "idempotency.header";
    static final String VALUE = "idempotency.value";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Idempotency")
                .choice(
                        KEY,
                        IdempotencyKey.QUOTED,
                        "The form of the idempotency key, which is the same whenever a record is sent again: quoted"
                                + " as the IETF draft has it, plain for receivers that want no quotes, or none. With none,"
                                + " the receiver can't tell a repetition from a second request.")
                .text(
                        HEADER,
                        "Idempotency-Key",
                        "The header that carries the key. Change it for a receiver that looks elsewhere, such as webhook-id"
                                + " (Standard Webhooks) or X-Request-Id, most of which want idempotency.key=plain.")
                .text(
                        VALUE,
                        null,
                        "The key as a template, such as {value.order.id}-{value.version}; without it, a UUID made of the"
                                + " connector's name and the record's original topic, partition and offset. Set it when the"
                                + " receiver knows the record by a number of its own, or when the connector may be renamed:"
                                + " it must tell any two records apart.");
    }

    static IdempotencySettings from(AbstractConfig config) {
        return new IdempotencySettings(
                OptionGroup.choiceOf(IdempotencyKey.class, config.getString(KEY)),
                config.getString(HEADER),
                Optional.ofNullable(config.getString(VALUE)).map(Template::parse));
    }

    /** Reports a header that can't be, and a template that records can't fill. */
    static void validate(AbstractConfig config, Problems problems) {
        String header = config.getString(HEADER);
        try {
            HttpHeader unused = HttpHeader.parse(header + ": x");
            if (header.equalsIgnoreCase("webhook-id")
                    && OptionGroup.choiceOf(IdempotencyKey.class, config.getString(KEY)) == IdempotencyKey.QUOTED) {
                problems.report(HEADER, "is written without quotes by Standard Webhooks: set " + KEY + "=plain");
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(HEADER, "is no header for it: " + wrong.getMessage());
        }
        String value = config.getString(VALUE);
        if (value != null) {
            validate(value, problems);
        }
    }

    private static void validate(String value, Problems problems) {
        try {
            Template template = Template.parse(value);
            template.placeholders().forEach(RecordPlaces::bind);
            if (template.placeholders().isEmpty()) {
                problems.report(
                        VALUE, "holds no place, so it would be the same for all records: name one, such as {offset}");
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(VALUE, "is no template for a record: " + wrong.getMessage());
        }
    }
}
