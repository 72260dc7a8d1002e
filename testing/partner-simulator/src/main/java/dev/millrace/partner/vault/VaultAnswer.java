package dev.millrace.partner.vault;

import dev.millrace.partner.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the envelope of the API, in which every answer has the same members.
 *
 * @param status of HTTP
 * @param headers further fields
 * @param body JSON
 */
record VaultAnswer(int status, Map<String, String> headers, String body) {

    VaultAnswer {
        headers = Map.copyOf(headers);
    }

    static VaultAnswer data(Map<String, ?> data) {
        return new VaultAnswer(200, Map.of(), envelope(data, null));
    }

    static VaultAnswer auth(Map<String, ?> auth) {
        return new VaultAnswer(200, Map.of(), envelope(null, auth));
    }

    /** What is not there, of which something is known all the same: that a version was deleted. */
    static VaultAnswer gone(Map<String, ?> data) {
        return new VaultAnswer(404, Map.of(), envelope(data, null));
    }

    static VaultAnswer refusal(int status, String... errors) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errors", List.of(errors));
        return new VaultAnswer(status, Map.of(), json(body));
    }

    VaultAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new VaultAnswer(status, more, body);
    }

    private static String envelope(@Nullable Map<String, ?> data, @Nullable Map<String, ?> auth) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("request_id", "00000000-0000-0000-0000-000000000000");
        body.put("lease_id", "");
        body.put("renewable", false);
        body.put("lease_duration", 0);
        body.put("data", data);
        body.put("wrap_info", null);
        body.put("warnings", null);
        body.put("auth", auth);
        return json(body);
    }

    static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            map.forEach((name, member) -> members.add(Json.quoted(String.valueOf(name)) + ":" + json(member)));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(VaultAnswer::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String text ? Json.quoted(text) : String.valueOf(value);
    }
}
