package dev.millrace.partner;

import java.util.Map;

/**
 * A message of Pub/Sub.
 *
 * @param data decoded, as UTF-8
 */
public record GoogleMessage(String data, String orderingKey, Map<String, String> attributes) {

    public GoogleMessage {
        attributes = Map.copyOf(attributes);
    }
}
