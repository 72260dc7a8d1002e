package dev.millrace.http.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.ReceivedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One valid request a row, made with the hmac and hashlib modules of Python; and what becomes of each that was changed. */
class SignatureSpecTest {

    private static final Set<String> WITHOUT_PROOF =
            Set.of("Content-Type", "box-signature-secondary", "box-signature-version");

    @SuppressWarnings("ArrayRecordComponent")
    private record Row(
            String name,
            Map<String, String> properties,
            String method,
            String url,
            Map<String, String> headers,
            byte[] body,
            Instant at,
            long tolerance,
            boolean coversBody) {

        String outcome() {
            try (WebhookProvider provider = WebhookProviders.open(Vectors.config(properties))) {
                List<String> fields = new ArrayList<>();
                headers.forEach((name, value) -> fields.addAll(List.of(name, value)));
                ReceivedRequest request = Vectors.request(method, url, body, fields.toArray(String[]::new));
                return Vectors.outcome(provider, request, at);
            }
        }

        Row with(Map<String, String> otherHeaders) {
            return new Row(name, properties, method, url, otherHeaders, body, at, tolerance, coversBody);
        }

        Row with(byte[] otherBody) {
            return new Row(name, properties, method, url, headers, otherBody, at, tolerance, coversBody);
        }

        Row at(Instant other) {
            return new Row(name, properties, method, url, headers, body, other, tolerance, coversBody);
        }

        Row withProperty(String key, String value) {
            Map<String, String> others = new HashMap<>(properties);
            others.put(key, value);
            return new Row(name, others, method, url, headers, body, at, tolerance, coversBody);
        }
    }

    @TestFactory
    Stream<DynamicTest> takesTheRequest() throws IOException {
        return each(row -> assertThat(row.outcome()).isEqualTo("event"));
    }

    @TestFactory
    Stream<DynamicTest> hasNoProblemWithTheOptions() throws IOException {
        return each(row -> assertThat(Vectors.problems(row.properties)).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> refusesAFlippedByteOfTheBody() throws IOException {
        return each(row -> {
            byte[] flipped = row.body.clone();
            if (row.coversBody && flipped.length > 0) {
                flipped[flipped.length / 2] ^= 1;

                assertThat(row.with(flipped).outcome()).isEqualTo("signature-mismatch");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesAnotherSecret() throws IOException {
        return each(row -> {
            String secrets = row.properties.getOrDefault("webhook.secrets", "");
            String prefix = secrets.startsWith("whsec_") ? "whsec_" : "";
            String other = prefix + new StringBuilder(secrets.substring(prefix.length())).reverse();
            Row changed = row.withProperty("webhook.secrets", other);

            assertThat(changed.outcome()).isIn("signature-mismatch", "token-mismatch");
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesARequestWithoutOneOfItsHeaders() throws IOException {
        return each(row -> {
            for (String name : row.headers.keySet()) {
                Map<String, String> fewer = new LinkedHashMap<>(row.headers);
                fewer.remove(name);
                boolean proves =
                        WITHOUT_PROOF.stream().noneMatch(name::equals) && !name.equals("X-DocuSign-Signature-1");
                String outcome = row.with(fewer).outcome();

                if (proves) {
                    assertThat(outcome).as("without %s", name).matches(".*-(missing|malformed|mismatch|refused)");
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesMalformedHeaders() throws IOException {
        return each(row -> {
            for (String junk :
                    List.of("", " ", "=", ",,;;  v1,", "é€\u0000", "%%%", "t=,v1=", "v1,====", "sha256=zz")) {
                Map<String, String> others = new LinkedHashMap<>(row.headers);
                others.replaceAll((name, value) -> name.equals("Content-Type") ? value : junk);

                assertThat(row.with(others).outcome())
                        .as("headers %s", junk)
                        .matches(row.headers.isEmpty() ? "event" : ".*-(missing|malformed|mismatch|refused)|event")
                        .isNotEqualTo(row.headers.isEmpty() || isBeside(row) ? "never" : "event");
            }
        });
    }

    /** Where nothing that proves the sender is in a header. */
    private static boolean isBeside(Row row) {
        return row.headers.keySet().equals(Set.of("Content-Type"));
    }

    @TestFactory
    Stream<DynamicTest> refusesAnEmptyBody() throws IOException {
        return each(row -> {
            if (row.coversBody && row.body.length > 0) {
                assertThat(row.with(new byte[0]).outcome()).matches(".*-(missing|malformed|mismatch)");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesATimeTooFarFromNow() throws IOException {
        return each(row -> {
            if (row.tolerance > 0) {
                assertThat(row.at(row.at.plusSeconds(row.tolerance)).outcome()).isEqualTo("event");
                assertThat(row.at(row.at.plusSeconds(row.tolerance + 1)).outcome())
                        .isEqualTo("timestamp-too-old");
                assertThat(row.at(row.at.minusSeconds(row.tolerance + 1)).outcome())
                        .isEqualTo("timestamp-in-future");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> takesAnyTimeWhenToleranceIsOff() throws IOException {
        return each(row -> {
            Row off = row.withProperty("webhook.timestamp.tolerance.ms", "0");

            assertThat(off.at(row.at.plusSeconds(1_000_000)).outcome()).isEqualTo("event");
        });
    }

    private interface Check {
        void on(Row row) throws IOException;
    }

    private static Stream<DynamicTest> each(Check check) throws IOException {
        return rows().stream().map(row -> DynamicTest.dynamicTest(row.name, () -> check.on(row)));
    }

    private static List<Row> rows() throws IOException {
        try (InputStream spec = SignatureSpecTest.class.getResourceAsStream("/spec/webhook-signatures.json")) {
            return BodyJson.read(spec == null ? new byte[0] : spec.readAllBytes()).orElseThrow().elements("").stream()
                    .map(SignatureSpecTest::row)
                    .toList();
        }
    }

    private static Row row(BodyJson json) {
        Map<String, String> properties = new HashMap<>(texts(json, "options"));
        properties.put("webhook.verify", json.text("preset").orElseThrow());
        properties.put(
                "webhook.secrets",
                json.elements("secrets").stream()
                        .map(secret -> secret.text("").orElseThrow())
                        .collect(Collectors.joining(",")));
        return new Row(
                json.text("name").orElseThrow(),
                properties,
                json.text("method").orElseThrow(),
                json.text("url").orElseThrow(),
                texts(json, "headers"),
                Base64.getDecoder().decode(json.text("bodyBase64").orElseThrow()),
                Instant.ofEpochSecond(Long.parseLong(json.text("at").orElseThrow())),
                Long.parseLong(json.text("toleranceSeconds").orElseThrow()),
                Boolean.parseBoolean(json.text("coversBody").orElseThrow()));
    }

    private static Map<String, String> texts(BodyJson json, String path) {
        BodyJson object = json.object(path).orElseThrow();
        Map<String, String> texts = new LinkedHashMap<>();
        object.names("").forEach(name -> texts.put(name, object.member(name).orElseThrow()));
        return texts;
    }
}
