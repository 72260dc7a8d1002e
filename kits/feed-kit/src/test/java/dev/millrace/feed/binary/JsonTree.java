package dev.millrace.feed.binary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** JSON and records as maps, lists, texts and decimals without zeros at their end; nulls are left out. */
final class JsonTree {

    private JsonTree() {}

    static Map<String, Object> parse(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            Object value = value(parser);
            if (!(value instanceof Map<?, ?> map)) {
                throw new IOException("no object");
            }
            return named(map);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    put(map, name, value(parser));
                }
                return map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Object item = value(parser);
                    list.add(item == null ? "null" : item);
                }
                return list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return number(parser.getDecimalValue());
            }
            case VALUE_NULL -> {
                return null;
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            default -> {
                return parser.getText();
            }
        }
    }

    /** A record with each text as {@code texts} makes it. */
    static Map<String, Object> of(Struct record, UnaryOperator<String> texts) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Field field : record.schema().fields()) {
            put(map, field.name(), plain(record.get(field), texts));
        }
        return map;
    }

    private static @Nullable Object plain(@Nullable Object value, UnaryOperator<String> texts) {
        if (value instanceof Struct struct) {
            return of(struct, texts);
        }
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            for (Object item : list) {
                Object plain = plain(item, texts);
                all.add(plain == null ? "null" : plain);
            }
            return all;
        }
        if (value instanceof String text) {
            return texts.apply(text);
        }
        if (value instanceof BigDecimal decimal) {
            return number(decimal);
        }
        // A FLOAT32 is the decimal that says it, as JSON writes it.
        return value instanceof Number ? number(new BigDecimal(value.toString())) : value;
    }

    static BigDecimal number(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }
}
