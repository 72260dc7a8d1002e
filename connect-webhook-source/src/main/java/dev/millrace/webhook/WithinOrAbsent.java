package dev.millrace.webhook;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** A number within limits, or none. */
record WithinOrAbsent(int least, int most) implements ConfigDef.Validator {

    @Override
    public void ensureValid(String key, @Nullable Object value) {
        if (value instanceof Integer number && (number < least || number > most)) {
            throw new ConfigException(key, value, "must be from " + least + " to " + most);
        }
    }

    @Override
    public String toString() {
        return "[" + least + ",...," + most + "]";
    }
}
