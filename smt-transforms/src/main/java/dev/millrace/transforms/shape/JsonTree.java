package dev.millrace.transforms.shape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of an option. What is wrong is an IllegalArgumentException with its line and column. */
final class JsonTree {

    private JsonTree() {}

    /** The value that a text holds: maps in their order, lists, texts, Long, Double, Boolean or null. */
    static @Nullable Object read(String json) {
        try (JsonParser parser =
                new JsonFactory().createParser(json).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)) {
            parser.nextToken();
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("goes on behind the end of its JSON");
            }
            return tree;
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(
                    "is no JSON: " + wrong.getOriginalMessage() + " at line "
                            + wrong.getLocation().getLineNr() + ", column "
                            + wrong.getLocation().getColumnNr(),
                    wrong);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                map.put(name, value(parser));
            }
            return map;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return parser.getBooleanValue();
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return parser.getDoubleValue();
        }
        return token == JsonToken.VALUE_STRING ? parser.getText() : null;
    }
}
