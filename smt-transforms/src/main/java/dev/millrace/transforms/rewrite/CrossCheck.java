package dev.millrace.transforms.rewrite;

import dev.millrace.kit.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A check of one key beside others, for transforms: they have no {@code validate} of their own, but the worker asks the
 * recommender of each key with all parsed values at hand, and shows on the key what it throws (ConfigDef#validate, Kafka 3.9
 * and 4.3). Whoever is configured asks it again, for not every way to a running transform leads through a validation.
 */
public final class CrossCheck implements ConfigDef.Recommender {

    /** Reports what is wrong with a key, given all values as they were parsed, by their names without a prefix. */
    @FunctionalInterface
    public interface Rule {

        void check(Map<String, Object> parsed, Problems problems);
    }

    private final Rule rule;

    public CrossCheck(Rule rule) {
        this.rule = rule;
    }

    /** Puts a check on a key that is declared already. */
    public static void on(ConfigDef definition, String key, Rule rule) {
        ConfigDef.ConfigKey plain = definition.configKeys().get(key);
        if (plain == null) {
            throw new IllegalArgumentException(key + " is not declared");
        }
        ConfigDef.ConfigKey checked = new ConfigDef.ConfigKey(
                plain.name,
                plain.type,
                plain.defaultValue,
                plain.validator,
                plain.importance,
                plain.documentation,
                plain.group,
                plain.orderInGroup,
                plain.width,
                plain.displayName,
                plain.dependents,
                new CrossCheck(rule),
                plain.internalConfig);
        definition.configKeys().put(key, checked);
    }

    /**
     * The configuration of who is configured, with all checks of its declaration asked.
     *
     * @throws ConfigException on the first key that something is wrong with
     */
    public static AbstractConfig parse(ConfigDef definition, Map<String, ?> configuration) {
        AbstractConfig config = new AbstractConfig(definition, configuration, false);
        Map<String, Object> parsed = new HashMap<>(config.values());
        definition.configKeys().forEach((key, declared) -> {
            if (declared.recommender instanceof CrossCheck check) {
                List<Object> none = check.validValues(key, parsed);
                assert none.isEmpty() : "a check recommends nothing";
            }
        });
        return config;
    }

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsed) {
        rule.check(parsed, (key, sentence) -> {
            throw new ConfigException(key + " " + sentence);
        });
        return List.of();
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsed) {
        return true;
    }
}
