package dev.millrace.transforms;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.transforms.Transformation;

/** What a validation says of configurations. */
final class AuditSampleConfigurations {

    private AuditSampleConfigurations() {}

    static List<String> problems(Transformation<?> transform, Map<String, String> configuration, String key) {
        return transform.config().validate(configuration).stream()
                .filter(value -> value.name().equals(key))
                .map(ConfigValue::errorMessages)
                .findFirst()
                .orElseThrow();
    }
}
