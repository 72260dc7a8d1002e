package dev.millrace.legacy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** Gives options of a kit the defaults that suit this room. */
final class OtherDefaults {

    private OtherDefaults() {}

    /** The same options, some with another default; names that are not declared are passed over. */
    static ConfigDef of(ConfigDef definition, Map<String, Object> defaults) {
        ConfigDef changed = new ConfigDef();
        // In the order of the groups, which is that of the declaration.
        for (String group : definition.groups()) {
            definition.configKeys().values().stream()
                    .filter(key -> group.equals(key.group))
                    .sorted((one, other) -> Integer.compare(one.orderInGroup, other.orderInGroup))
                    .forEach(key -> changed.define(
                            key.name,
                            key.type,
                            defaults.getOrDefault(key.name, key.defaultValue),
                            key.validator,
                            key.importance,
                            key.documentation,
                            key.group,
                            key.orderInGroup,
                            key.width,
                            key.displayName,
                            key.dependents,
                            key.recommender));
        }
        return changed;
    }
}
