package dev.millrace.feed.schema;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * What one field holds: turns texts and schemaless values into values of its Connect type, or refuses them. Immutable and
 * thread-safe.
 */
sealed interface FieldType
        permits TextType, IntegerType, FloatType, DecimalType, BooleanType, TemporalType, BytesType, NestedType {

    /** A new builder of the type's schema. */
    SchemaBuilder builder();

    /** The value of a text that is not empty; blanks around it are gone, except for strings. */
    Object ofText(String text) throws Unfit;

    /** The value of a number; a Long or a Double. */
    default Object ofNumber(Number number) throws Unfit {
        throw unfit();
    }

    default Object ofBoolean(boolean value) throws Unfit {
        throw unfit();
    }

    default Object ofMap(Map<?, ?> map) throws Unfit {
        throw unfit();
    }

    default Object ofList(List<?> list) throws Unfit {
        throw unfit();
    }

    default Object ofBytes(byte[] bytes) throws Unfit {
        throw unfit();
    }

    /** The type's name in messages. */
    String label();

    default Unfit unfit() {
        return new Unfit("the value is no " + label());
    }

    /** The value of anything that formats read, except null. */
    default Object of(Object value) throws Unfit {
        if (value instanceof String text) {
            return ofText(text);
        }
        if (value instanceof Number number) {
            return ofNumber(number);
        }
        if (value instanceof Boolean truth) {
            return ofBoolean(truth);
        }
        if (value instanceof Map<?, ?> map) {
            return ofMap(map);
        }
        if (value instanceof List<?> list) {
            return ofList(list);
        }
        if (value instanceof byte[] bytes) {
            return ofBytes(bytes);
        }
        throw unfit();
    }
}
