package dev.millrace.http.signature;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small JSON document as maps, lists, texts and booleans; numbers are texts, as they were written. A name that stands twice
 * in an object makes the document unreadable (RFC 8259 section 4 leaves open which counts, and two readers must not differ
 * about what was signed).
 */
final class BodyJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // names are a stranger's: the table of the process's own names is no place for them
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,6}");

    /** Not null, unless the document is the null of JSON. */
    private final @Nullable Object root;

    private BodyJson(@Nullable Object root) {
        this.root = root;
    }

    /** Reads a document; empty when the bytes are no JSON, or more than one document. */
    static Optional<BodyJson> read(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            Object root = value(parser);
            return parser.nextToken() == null ? Optional.of(new BodyJson(root)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The text, number or boolean at a path such as {@code data.items.0.id}; empty for anything else, and the empty path is the root. */
    Optional<String> text(String path) {
        Object found = at(path);
        return found instanceof String || found instanceof Boolean ? Optional.of(found.toString()) : Optional.empty();
    }

    /** The elements of the array at a path; none where there is no array. */
    List<BodyJson> elements(String path) {
        return at(path) instanceof List<?> list
                ? list.stream().map(BodyJson::new).toList()
                : List.of();
    }

    /** The text, number or boolean that a member of this object is, whatever characters its name has. */
    Optional<String> member(String name) {
        Object found = root instanceof Map<?, ?> object ? object.get(name) : null;
        return found instanceof String || found instanceof Boolean ? Optional.of(found.toString()) : Optional.empty();
    }

    /** The names of the object at a path, in their order; none where there is no object. */
    List<String> names(String path) {
        return at(path) instanceof Map<?, ?> object
                ? object.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The object at a path; empty where there is none. */
    Optional<BodyJson> object(String path) {
        return at(path) instanceof Map<?, ?> object ? Optional.of(new BodyJson(object)) : Optional.empty();
    }

    boolean has(String path) {
        return at(path) != null;
    }

    private @Nullable Object at(String path) {
        Object here = root;
        if (path.isEmpty()) {
            return here;
        }
        for (String name : path.split("\\.", -1)) {
            if (here instanceof Map<?, ?> object) {
                here = object.get(name);
            } else if (here instanceof List<?> list && INDEX.matcher(name).matches()) {
                int index = Integer.parseInt(name);
                here = index < list.size() ? list.get(index) : null;
            } else {
                return null;
            }
        }
        return here;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }
}
