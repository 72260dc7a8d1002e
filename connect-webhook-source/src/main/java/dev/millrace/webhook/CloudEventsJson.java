package dev.millrace.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents from JSON (CloudEvents 1.0 JSON event format). The data of an event is the very bytes of the document, so
 * that no number changes on the way.
 */
final class CloudEventsJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final byte[] body;

    CloudEventsJson(byte[] body) {
        this.body = body;
    }

    List<CloudEvent> one() throws EventRefused {
        return read(false, 1);
    }

    List<CloudEvent> batch(int most) throws EventRefused {
        return read(true, most);
    }

    private List<CloudEvent> read(boolean batch, int most) throws EventRefused {
        // A text of its own finds bytes that are no UTF-8, and UTF-16, which Jackson would take in silence.
        requireUtf8();
        try (JsonParser json = JSON.createParser(body)) {
            List<CloudEvent> events = new ArrayList<>();
            JsonToken first = json.nextToken();
            if (!batch && first == JsonToken.START_OBJECT) {
                events.add(event(json));
            } else if (batch && first == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    events.add(event(json));
                    if (events.size() > most) {
                        throw EventBody.tooMany(most);
                    }
                }
                require(json.currentToken() == JsonToken.END_ARRAY, json);
            } else {
                require(false, json);
            }
            require(json.nextToken() == null, json);
            return events;
        } catch (JsonProcessingException wrong) {
            throw malformed(
                    wrong.getLocation() == null ? 0 : wrong.getLocation().getByteOffset());
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can't fail to be read", impossible);
        }
    }

    private CloudEvent event(JsonParser json) throws IOException, EventRefused {
        Map<String, String> attributes = new LinkedHashMap<>();
        boolean isText = false;
        int from = -1;
        int to = -1;
        String text = "";
        byte @Nullable [] binary = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("data")) {
                isText = token == JsonToken.VALUE_STRING;
                from = (int) json.currentTokenLocation().getByteOffset();
                if (isText) {
                    text = json.getText();
                }
                json.skipChildren();
                json.finishToken();
                to = (int) json.currentLocation().getByteOffset();
                if (token == JsonToken.VALUE_NULL) {
                    from = -1;
                }
            } else if (name.equals("data_base64") && token != JsonToken.VALUE_NULL) {
                require(token == JsonToken.VALUE_STRING, json);
                binary = base64(json.getText());
            } else if (token != JsonToken.VALUE_NULL) {
                require(token != null && token.isScalarValue(), json);
                attributes.put(name, json.getText());
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT, json);
        if (binary != null && from >= 0) {
            throw new EventRefused(400, "cloudevent-invalid", "the CloudEvent has both data and data_base64");
        }
        Optional<String> type = Optional.ofNullable(attributes.remove("datacontenttype"));
        boolean isJson = type.isEmpty() || MediaType.parse(type.get()).isJson();
        byte @Nullable [] data = binary;
        if (from >= 0) {
            // Section 3.1.1: a text is the data itself where the data is not JSON.
            data = isText && !isJson ? text.getBytes(StandardCharsets.UTF_8) : Arrays.copyOfRange(body, from, to);
        }
        Optional<String> told = type.isEmpty() && from >= 0 ? Optional.of("application/json") : type;
        return CloudEvents.checked(new CloudEvent(attributes, told, data));
    }

    private static byte[] base64(String text) throws EventRefused {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException wrong) {
            throw new EventRefused(400, "cloudevent-invalid", "data_base64 of the CloudEvent is no base64");
        }
    }

    private void requireUtf8() throws EventRefused {
        String unused = EventBody.text(body, StandardCharsets.UTF_8);
        if (body.length > 1 && (body[0] == 0 || body[1] == 0)) {
            throw malformed(0);
        }
    }

    private static void require(boolean condition, JsonParser json) throws EventRefused {
        if (!condition) {
            throw malformed(json.currentLocation().getByteOffset());
        }
    }

    private static EventRefused malformed(long offset) {
        return new EventRefused(400, "cloudevent-malformed", "the body is no CloudEvent in JSON (byte " + offset + ")");
    }
}
