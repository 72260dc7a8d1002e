package dev.millrace.transforms.protection;

import dev.millrace.kit.OptionGroup;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** {@code on.error} as all transforms have it, but for {@code keep}: a value that can't be protected must not go on as it is. */
final class ProtectErrors {

    private static final List<String> CHOICES = List.of("fail", "null", "route");

    private ProtectErrors() {}

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Policies")
                .add(
                        Policies.ON_ERROR,
                        ConfigDef.Type.STRING,
                        CHOICES.get(0),
                        new Choice(),
                        ConfigDef.Importance.MEDIUM,
                        "What is done with a value that can't be protected or decrypted: fail the record, put null in its"
                                + " place, or route the record to quarantine.topic. Choose route in sources, where a"
                                + " failed record stops the task; what is routed is the record as it came, unprotected,"
                                + " so few may read that topic. To keep such a value is refused here.");
        Policies.defineQuarantine(definition, Policies.ON_ERROR + "=route");
        CrossCheck.on(
                definition,
                Policies.QUARANTINE_TOPIC,
                (parsed, problems) -> Policies.needTopic(parsed, Policies.ON_ERROR, "route", problems));
    }

    private static final class Choice implements ConfigDef.Validator {

        @Override
        public void ensureValid(String key, @Nullable Object value) {
            String choice = String.valueOf(value).toLowerCase(Locale.ROOT);
            if (choice.equals("keep")) {
                throw new ConfigException(key + " keep would let a value go on unprotected; choose one of " + CHOICES);
            }
            if (!CHOICES.contains(choice)) {
                throw new ConfigException(key + " must be one of " + CHOICES);
            }
        }

        @Override
        public String toString() {
            return CHOICES.toString();
        }
    }
}
