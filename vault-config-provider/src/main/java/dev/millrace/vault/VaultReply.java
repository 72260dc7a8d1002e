package dev.millrace.vault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.http.HttpReply;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the store answered. Its text is its status: the rest may be secret.
 *
 * @param status of HTTP
 * @param members the texts, numbers and truth values of the body, each by the names that lead to it
 * @param secrets what the secret holds, by its keys; objects and lists as JSON text
 * @param errors what the store says to people
 */
record VaultReply(int status, Map<List<String>, String> members, Map<String, String> secrets, List<String> errors) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> SECRET = List.of("data", "data");
    private static final List<String> ERRORS = List.of("errors");

    VaultReply {
        members = Map.copyOf(members);
        secrets = Map.copyOf(secrets);
        errors = List.copyOf(errors);
    }

    /** Reads a reply; one without JSON, such as a load balancer's, has its status alone. */
    static VaultReply of(HttpReply reply) {
        VaultReply read = new VaultReply(reply.status(), Map.of(), Map.of(), List.of());
        try (JsonParser parser = JSON.createParser(reply.body())) {
            Reading reading = new Reading(parser);
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                reading.object(List.of());
                read = new VaultReply(reply.status(), reading.members, reading.secrets, reading.errors);
            }
        } catch (IOException unreadable) {
            // Its message would quote the body.
            return read;
        }
        return read;
    }

    Optional<String> member(String... names) {
        return Optional.ofNullable(members.get(List.of(names)));
    }

    boolean isTrue(String... names) {
        return member(names).filter("true"::equals).isPresent();
    }

    /** A time to live, which is told in seconds; empty for one without an end. */
    Optional<Duration> life(String... names) {
        return member(names)
                .filter(seconds -> seconds.matches("[0-9]{1,12}"))
                .map(Long::parseLong)
                .filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds);
    }

    /** Whether the store says so to people. */
    boolean says(String words) {
        return errors.stream().anyMatch(error -> error.contains(words));
    }

    @Override
    public String toString() {
        return "status " + status;
    }

    private static final class Reading {
        private final JsonParser parser;
        private final Map<List<String>, String> members = new LinkedHashMap<>();
        private final Map<String, String> secrets = new LinkedHashMap<>();
        private final List<String> errors = new ArrayList<>();

        Reading(JsonParser parser) {
            this.parser = parser;
        }

        void object(List<String> at) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (at.equals(SECRET)) {
                    secret(name, value);
                } else {
                    List<String> place = new ArrayList<>(at);
                    place.add(name);
                    member(List.copyOf(place), value);
                }
            }
        }

        private void member(List<String> place, JsonToken value) throws IOException {
            if (value == JsonToken.START_OBJECT) {
                members.put(place, "");
                object(place);
            } else if (value == JsonToken.START_ARRAY) {
                list(place.equals(ERRORS));
            } else if (value != JsonToken.VALUE_NULL) {
                members.put(place, parser.getText());
            }
        }

        private void list(boolean isErrors) throws IOException {
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (isErrors && token == JsonToken.VALUE_STRING) {
                    errors.add(parser.getText());
                }
            }
        }

        private void secret(String name, JsonToken value) throws IOException {
            if (value.isStructStart()) {
                StringWriter text = new StringWriter();
                try (JsonGenerator generator = JSON.createGenerator(text)) {
                    generator.copyCurrentStructureExact(parser);
                }
                secrets.put(name, text.toString());
            } else if (value != JsonToken.VALUE_NULL) {
                secrets.put(name, parser.getText());
            }
        }
    }
}
