package dev.millrace.webhook;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** A configuration in which a few options have other values, for one request; making it costs next to nothing. */
final class FormatOptions extends AbstractConfig {

    private final Map<String, ?> values;
    private final Map<String, Object> others;

    /**
     * A configuration over another one.
     *
     * @param values of the connector's configuration, which notes that they are read
     */
    FormatOptions(Map<String, ?> values, Map<String, Object> others) {
        super(new ConfigDef(), Map.of(), false);
        this.values = values;
        this.others = Map.copyOf(others);
    }

    @Override
    protected @Nullable Object get(String key) {
        Object other = others.get(key);
        return other == null ? values.get(key) : other;
    }
}
