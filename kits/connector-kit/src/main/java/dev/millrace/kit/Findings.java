package dev.millrace.kit;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Puts what a check reports on its key. A key of the worker's own, such as {@code errors.tolerance}, is added: the worker
 * lists it with its declaration, and the value added last wins (AbstractHerder.generateResult, Kafka 3.9 and 4.3).
 */
public final class Findings implements Problems {

    private final Config result;
    private final Map<String, String> properties;

    /**
     * Adds to what the checks of the single options have found.
     *
     * @param properties the configuration as given
     */
    public Findings(Config result, Map<String, String> properties) {
        this.result = result;
        this.properties = properties;
        result.configValues().stream()
                .filter(value -> !properties.containsKey(value.name()))
                .forEach(Findings::sayMissingOnce);
    }

    /** ConfigDef shows a missing value to the option's check as well, which has nothing to add. */
    private static void sayMissingOnce(ConfigValue missing) {
        List<String> messages = missing.errorMessages();
        if (messages.size() > 1) {
            messages.subList(1, messages.size()).clear();
        }
    }

    /** Whether nothing was reported here, and nothing had been found before. */
    public boolean isEmpty() {
        return result.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty());
    }

    @Override
    public void report(String key, String sentence) {
        ConfigValue value = result.configValues().stream()
                .filter(known -> known.name().equals(key))
                .findFirst()
                .orElseGet(() -> {
                    ConfigValue added = new ConfigValue(key);
                    added.value(properties.get(key));
                    result.configValues().add(added);
                    return added;
                });
        value.addErrorMessage(key + " " + sentence);
    }
}
