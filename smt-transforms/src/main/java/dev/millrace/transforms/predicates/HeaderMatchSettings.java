package dev.millrace.transforms.predicates;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.ValueText;
import dev.millrace.kit.expression.BoundedRegex;
import dev.millrace.transforms.rewrite.CrossCheck;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Which headers are asked for.
 *
 * @param name of the header, letters as they are
 * @param occurrence which of several headers of that name
 * @param test of one of them
 */
record HeaderMatchSettings(String name, Occurrence occurrence, Predicate<Header> test) {

    static final String NAME = "name";
    static final String EQUALS = "equals";
    static final String REGEX = "regex";
    static final String OCCURRENCE = "occurrence";

    /** Which of several headers of one name counts. */
    enum Occurrence {
        LAST,
        ANY
    }

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        new OptionGroup(definition, "Header")
                .required(
                        NAME,
                        ConfigDef.Type.STRING,
                        "The name of the header. Without equals or regex, any value will do.")
                .text(
                        EQUALS,
                        null,
                        "The text that the header's value must be; numbers, times and bytes count by their text. Set it to"
                                + " ask for one value.")
                .add(
                        REGEX,
                        ConfigDef.Type.STRING,
                        null,
                        (key, value) -> {
                            if (value instanceof String text) {
                                regex(text);
                            }
                        },
                        ConfigDef.Importance.MEDIUM,
                        "A regular expression that must be found in the text of the header's value; ^ and $ make it the"
                                + " whole. Set it, or equals, or neither.")
                .choice(
                        OCCURRENCE,
                        Occurrence.LAST,
                        "Which of several headers of that name is asked: the last, which is what other readers see, or any"
                                + " of them. Choose any where several hands add headers of one name.");
        CrossCheck.on(definition, REGEX, HeaderMatchSettings::check);
        return definition;
    }

    static HeaderMatchSettings from(AbstractConfig config) {
        return new HeaderMatchSettings(
                config.getString(NAME),
                OptionGroup.choiceOf(Occurrence.class, config.getString(OCCURRENCE)),
                test(config.getString(EQUALS), config.getString(REGEX)));
    }

    private static Predicate<Header> test(@Nullable String equal, @Nullable String regex) {
        if (equal != null) {
            return header -> equal.equals(text(header));
        }
        if (regex != null) {
            BoundedRegex found = regex(regex);
            return header -> found.test(text(header));
        }
        return header -> true;
    }

    private static BoundedRegex regex(String text) {
        try {
            return new BoundedRegex(text);
        } catch (PatternSyntaxException wrong) {
            throw new ConfigException(REGEX + " is no regular expression: " + wrong.getDescription());
        }
    }

    private static void check(Map<String, Object> parsed, Problems problems) {
        if (parsed.get(EQUALS) != null && parsed.get(REGEX) != null) {
            problems.report(REGEX, "and equals are both set; leave one of them out");
        }
    }

    /** Null where the header's value is null, or has no text. */
    private static @Nullable String text(Header header) {
        Object value = header.value();
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof ByteBuffer buffer) {
            return StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
        }
        try {
            return ValueText.of(header.schema(), value);
        } catch (DataException noText) {
            return null;
        }
    }
}
