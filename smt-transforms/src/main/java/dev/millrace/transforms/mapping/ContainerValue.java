package dev.millrace.transforms.mapping;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** To object, array and map: they pass as they are, and nothing else does. */
final class ContainerValue implements Conversion {

    private final ValueKind kind;

    ContainerValue(ValueKind kind) {
        this.kind = kind;
    }

    @Override
    public Object convert(Object value) {
        boolean fits = switch (kind) {
            case ARRAY -> value instanceof List;
            case MAP -> value instanceof Map;
            default -> value instanceof Struct || value instanceof Map;
        };
        if (!fits) {
            throw new Inconvertible(Inconvertible.WRONG_TYPE);
        }
        return value;
    }
}
