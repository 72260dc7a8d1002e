package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** Looks at the options of what has no validation of its own: transforms and predicates. */
final class DeclaredOptions {
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]*(\\.[a-z0-9-]+)*");

    private DeclaredOptions() {}

    static void assertDocumented(ConfigDef definition) {
        for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
            assertThat(key.name).as("a key in lower case with dots").matches(KEY);
            assertThat(key.documentation)
                    .as("documentation of %s", key.name)
                    .isNotBlank()
                    .endsWith(".");
            assertThat(key.displayName)
                    .as("display name of %s", key.name)
                    .isNotBlank()
                    .isNotEqualTo(key.name);
            assertThat(key.group).as("group of %s", key.name).isNotBlank();
        }
    }

    /** What the worker would show for each key. */
    static Map<String, List<String>> errors(ConfigDef definition, Map<String, String> configuration) {
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (ConfigValue value : definition.validate(configuration)) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }
}
