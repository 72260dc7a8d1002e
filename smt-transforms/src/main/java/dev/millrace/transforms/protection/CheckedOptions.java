package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.CrossCheck;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Declares options whose text is parsed when it is validated, and looked at beside all others; both complain on the option. */
final class CheckedOptions {

    /** Reads the text of an option to see whether it can be read. */
    interface Parser {

        Object parse(String text);
    }

    private record Validator(Parser parser) implements ConfigDef.Validator {

        @Override
        public void ensureValid(String key, @Nullable Object value) {
            String text = value instanceof Password secret ? secret.value() : value == null ? null : value.toString();
            if (text == null) {
                return;
            }
            try {
                Object unused = parser.parse(text);
            } catch (IllegalArgumentException wrong) {
                // Not with the value, as ConfigException would show it, and without a cause that might.
                throw new ConfigException(key + " " + wrong.getMessage());
            }
        }

        @Override
        public String toString() {
            return "";
        }
    }

    private final ConfigDef definition;
    private final String group;
    private final CrossCheck.Rule beside;
    private int order;

    CheckedOptions(ConfigDef definition, String group, CrossCheck.Rule beside) {
        this.definition = definition;
        this.group = group;
        this.beside = beside;
    }

    void text(String key, Parser parser, String documentation) {
        add(key, ConfigDef.Type.STRING, parser, documentation);
    }

    void secret(String key, Parser parser, String documentation) {
        add(key, ConfigDef.Type.PASSWORD, parser, documentation);
    }

    private void add(String key, ConfigDef.Type type, Parser parser, String documentation) {
        definition.define(
                key,
                type,
                null,
                new Validator(parser),
                ConfigDef.Importance.HIGH,
                documentation,
                group,
                ++order,
                ConfigDef.Width.LONG,
                Character.toUpperCase(key.charAt(0)) + key.substring(1).replace('.', ' '),
                new CrossCheck((parsed, problems) -> beside.check(parsed, (offending, sentence) -> {
                    if (offending.equals(key)) {
                        problems.report(offending, sentence);
                    }
                })));
    }
}
