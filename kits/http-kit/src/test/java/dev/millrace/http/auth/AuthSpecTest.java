package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A scheme a row, from its options to the request that goes out; made with Python's hmac, hashlib and cryptography from the
 * standards that the rows name.
 */
class AuthSpecTest {

    @TestFactory
    Stream<DynamicTest> hasNoProblemWithTheOptions() throws IOException {
        return rows().map(row -> DynamicTest.dynamicTest(
                row.text("name"),
                () -> assertThat(Auth.problems(row.at("options").texts())).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> sendsWhatTheRowSays() throws IOException {
        return rows().map(row -> DynamicTest.dynamicTest(row.text("name"), () -> {
            try (Authenticator authenticator = open(row)) {
                HttpCall proven = Auth.proven(authenticator, call(row));

                assertThat(fields(proven)).isEqualTo(new TreeMap<>(expected(row)));
                assertThat(proven.target()).hasToString(row.text("target"));
                assertThat(proven.body()).isEqualTo(call(row).body());
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> provesTheSameCallTheSameWayTwice() throws IOException {
        return rows().map(row -> DynamicTest.dynamicTest(row.text("name"), () -> {
            try (Authenticator authenticator = open(row)) {
                HttpCall first = Auth.proven(authenticator, call(row));
                HttpCall second = Auth.proven(authenticator, call(row));

                assertThat(second.headers()).isEqualTo(first.headers());
                assertThat(second.target()).isEqualTo(first.target());
            }
        }));
    }

    private static Authenticator open(JsonTree row) {
        return Auth.open(row.at("options").texts(), Instant.ofEpochSecond(Long.parseLong(row.text("at"))));
    }

    private static HttpCall call(JsonTree row) {
        List<HttpHeader> headers = row.at("callHeaders").texts().entrySet().stream()
                .map(field -> new HttpHeader(field.getKey(), field.getValue()))
                .toList();
        return new HttpCall(
                HttpMethod.valueOf(row.text("method")),
                URI.create(row.text("url")),
                headers,
                Base64.getDecoder().decode(row.text("bodyBase64")),
                row.text("contentType"),
                false);
    }

    private static Map<String, String> expected(JsonTree row) {
        Map<String, String> all = new LinkedHashMap<>(row.at("callHeaders").texts());
        all.putAll(row.at("headers").texts());
        return all;
    }

    private static Map<String, String> fields(HttpCall call) {
        Map<String, String> fields = new TreeMap<>();
        call.headers()
                .forEach(field -> fields.merge(field.name(), field.value(), (one, other) -> one + " and " + other));
        return fields;
    }

    private static Stream<JsonTree> rows() throws IOException {
        try (InputStream spec = AuthSpecTest.class.getResourceAsStream("/spec/http-auth.json")) {
            return JsonTree.read(spec == null ? new byte[0] : spec.readAllBytes()).elements().stream();
        }
    }
}
