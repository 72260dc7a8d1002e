package dev.millrace.transforms.protection;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON that may hold secrets: what is wrong with it is told by line and column, never by what stands there. */
final class SafeJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SafeJson() {}

    /**
     * The value of a whole text: a Map in the order written, a List, a String, a Long, a BigDecimal where Long has no room, a
     * Boolean or null.
     *
     * @throws IllegalArgumentException when it is no JSON; the message goes on behind the name of what was read
     */
    static @Nullable Object read(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() == null) {
                throw new IllegalArgumentException("is empty");
            }
            Object value = value(json);
            if (json.nextToken() != null) {
                throw broken(
                        json.currentTokenLocation().getLineNr(),
                        json.currentTokenLocation().getColumnNr());
            }
            return value;
        } catch (JsonProcessingException broken) {
            throw broken.getLocation() == null
                    ? new IllegalArgumentException("is no JSON")
                    : broken(
                            broken.getLocation().getLineNr(),
                            broken.getLocation().getColumnNr());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static IllegalArgumentException broken(int line, int column) {
        return new IllegalArgumentException(
                "is no JSON, or names a member twice: look at line " + line + ", column " + column);
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> whole(json.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Object whole(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : new BigDecimal(number);
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            members.put(name, value(json));
        }
        return Collections.unmodifiableMap(members);
    }

    private static List<@Nullable Object> array(JsonParser json) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
        }
        return Collections.unmodifiableList(elements);
    }
}
