package dev.millrace.feed;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Judges source partitions that a person wrote. */
final class PartitionCheck {

    private static final Set<String> NUMBERS = Set.of("size", "modified");

    private PartitionCheck() {}

    static void check(Map<String, ?> partition, Map<String, String> configuration) {
        ConfigDef definition = new ConfigDef();
        IdentitySettings.define(definition);
        FileIdentity.Kind kind = IdentitySettings.from(new AbstractConfig(definition, configuration, false))
                .kind();
        if (!partition.keySet().equals(Set.copyOf(kind.keys()))) {
            throw new IllegalArgumentException("with " + IdentitySettings.IDENTITY + "="
                    + kind.name().toLowerCase(Locale.ROOT) + " a source partition of this connector reads {"
                    + String.join(", ", kind.keys()) + "}, as GET .../offsets shows it, not "
                    + new TreeSet<>(partition.keySet()));
        }
        partition.forEach((key, value) -> {
            boolean isNumber = value instanceof Number number && number.doubleValue() == number.longValue();
            if (NUMBERS.contains(key) ? !isNumber : !(value instanceof String)) {
                throw new IllegalArgumentException("'" + key + "' in a source partition must be a "
                        + (NUMBERS.contains(key) ? "whole number" : "text") + ", as GET .../offsets shows it");
            }
        });
    }
}
