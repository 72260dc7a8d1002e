package dev.millrace.transforms.document;

import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import dev.millrace.kit.path.RecordPlaces;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;

/** An attribute of an event that is made of a record by a template. Immutable, for any thread. */
final class AttributeTemplate {

    private final String name;
    private final Function<ConnectRecord<?>, String> filled;

    private AttributeTemplate(String name, Function<ConnectRecord<?>, String> filled) {
        this.name = name;
        this.filled = filled;
    }

    /** Nothing stands where a template has a place. */
    private static final class Missing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Missing(String place) {
            super(place, null, false, false);
        }
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it is none, or has places that nothing fills, or is fixed and no value for the
     *     attribute; the message says what is wrong
     */
    static AttributeTemplate parse(String name, String text) {
        Template template = Template.parse(text);
        Function<ConnectRecord<?>, String> filled =
                template.bind(RecordPlaces::bind, before -> PlaceEncoding.NONE, place -> {
                    throw new Missing(place);
                });
        if (template.placeholders().isEmpty()) {
            try {
                String unused = AttributeRules.made(name, template.fill(place -> ""));
            } catch (RuleFailure wrong) {
                throw new IllegalArgumentException("is no value for " + name + " of an event: " + wrong.code());
            }
        }
        return new AttributeTemplate(name, filled);
    }

    String name() {
        return name;
    }

    /** The value, which must be there. */
    String required(ConnectRecord<?> record) {
        try {
            return AttributeRules.made(name, text(record));
        } catch (Missing nothing) {
            throw new RuleFailure(name, String.valueOf(nothing.getMessage()), "missing");
        }
    }

    /** The value, unless nothing is there or it is empty. */
    Optional<String> optional(ConnectRecord<?> record) {
        try {
            String text = text(record);
            return text.isEmpty() ? Optional.empty() : Optional.of(AttributeRules.made(name, text));
        } catch (Missing nothing) {
            return Optional.empty();
        }
    }

    private String text(ConnectRecord<?> record) {
        try {
            return filled.apply(record);
        } catch (DataException unfit) {
            throw new RuleFailure(name, "", "no-text-form");
        }
    }

    /** Checks the value of a key; empty is no template and fine. */
    static ConfigDef.Validator validator(String attribute) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    String text = value == null ? "" : String.valueOf(value);
                    try {
                        if (!text.isEmpty()) {
                            AttributeTemplate unused = parse(attribute, text);
                        }
                    } catch (IllegalArgumentException wrong) {
                        throw new ConfigException(key, value, wrong.getMessage());
                    }
                },
                () -> "text with places such as {value.id}");
    }
}
