package dev.millrace.legacy.session;

import java.util.Map;
import java.util.Optional;

/** Values that are not to be told to anybody. */
public final class Secrets {

    private final Map<String, String> values;

    public Secrets(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
