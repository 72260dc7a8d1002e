package dev.millrace.http.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The texts and numbers of a JSON object; what stands deeper is passed over, and a name that stands twice is an error. */
final class JwtMembers {

    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // names are a stranger's: the table of the process's own names is no place for them
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final Set<String> names;
    private final Map<String, String> values;

    private JwtMembers(Set<String> names, Map<String, String> values) {
        this.names = names;
        this.values = values;
    }

    /** Reads one object; empty when the bytes are none. */
    static Optional<JwtMembers> read(byte[] bytes) {
        Set<String> names = new TreeSet<>();
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                names.add(name);
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
                    values.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null
                    ? Optional.of(new JwtMembers(names, values))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Those of all members, whatever their values are. */
    Set<String> names() {
        return names;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The names alone: the values may be secrets. */
    @Override
    public String toString() {
        return names.toString();
    }
}
