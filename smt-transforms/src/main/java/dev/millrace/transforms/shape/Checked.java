package dev.millrace.transforms.shape;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Validators of options that parse what they check; an absent value is nothing to complain of. */
final class Checked {

    private Checked() {}

    /** Hands the text of an option to its parser, and puts the parser's complaint on the key. */
    static ConfigDef.Validator by(Function<String, ?> parser) {
        return new ConfigDef.Validator() {
            @Override
            public void ensureValid(String key, @Nullable Object value) {
                if (value instanceof String text) {
                    parse(key, text, parser);
                }
            }

            @Override
            public String toString() {
                return "";
            }
        };
    }

    /** The same for each entry of a list. */
    static ConfigDef.Validator list(Function<String, ?> parser) {
        return (key, value) -> {
            if (value instanceof List<?> list) {
                list.forEach(one -> parse(key, String.valueOf(one), text -> of(text, parser)));
            }
        };
    }

    private static Object of(String text, Function<String, ?> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("holds " + text + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Whether an option of several choices has one of them, however its letters are. */
    static boolean is(Map<String, Object> parsed, String key, String choice) {
        return choice.equalsIgnoreCase(String.valueOf(parsed.get(key)));
    }

    /** What an option holds, where it is set and can be parsed: of what can't, its own validator complains. */
    static <T> Optional<T> parsed(Map<String, Object> parsed, String key, Function<String, T> parser) {
        try {
            return parsed.get(key) instanceof String text ? Optional.of(parser.apply(text)) : Optional.empty();
        } catch (IllegalArgumentException told) {
            return Optional.empty();
        }
    }

    private static <T> T parse(String key, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(key + " " + wrong.getMessage());
        }
    }
}
