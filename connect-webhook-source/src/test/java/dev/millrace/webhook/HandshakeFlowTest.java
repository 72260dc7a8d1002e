package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Those who ask over HTTP whether this is a receiver, by whatever method they do: answered, and told only when asked for. */
@Timeout(300)
class HandshakeFlowTest {

    private final Sending sender = new Sending();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What came of a request. */
    private record Outcome(HttpResponse<String> answer, List<String> told) {}

    @TestFactory
    Stream<DynamicTest> answersAsPublished() throws IOException {
        return PublishedCase.of("handshakes.json").stream()
                .map(one -> DynamicTest.dynamicTest(one.text("id"), () -> {
                    Outcome outcome = send(one, false);

                    assertThat(outcome.told).isEmpty();
                    check(one, outcome.answer);
                }));
    }

    @TestFactory
    Stream<DynamicTest> answersTheSameWhenItTellsOfThem() throws IOException {
        return PublishedCase.of("handshakes.json").stream()
                .map(one -> DynamicTest.dynamicTest(one.text("id"), () -> {
                    Outcome outcome = send(one, true);

                    assertThat(outcome.told).hasSize(isRefused(one) ? 0 : 1).doesNotContain("none");
                    check(one, outcome.answer);
                }));
    }

    @Test
    void answersTheHeadOfIntercomAndTheGetOfX() throws Exception {
        PublishedCase head = asking("intercom", "HEAD", "https://hooks.example.com/in");
        PublishedCase crc = asking("x", "GET", "https://hooks.example.com/in?crc_token=abc");
        PublishedCase other = asking("github", "GET", "https://hooks.example.com/in");

        Outcome registered = send(head, true);
        Outcome challenged = send(crc, false);
        Outcome unwanted = send(other, true);

        assertThat(registered.answer.statusCode()).isEqualTo(200);
        assertThat(registered.told).containsExactly("head");
        assertThat(challenged.answer.body()).contains("\"response_token\":\"sha256=");
        assertThat(challenged.told).isEmpty();
        assertThat(unwanted.answer.statusCode()).isEqualTo(405);
        assertThat(unwanted.told).isEmpty();
    }

    private static PublishedCase asking(String provider, String method, String url) {
        return new PublishedCase(Map.of("provider", provider, "request", Map.of("method", method, "url", url)));
    }

    private Outcome send(PublishedCase one, boolean tells) throws Exception {
        PublishedCase request = proven(one);
        Map<String, String> configuration = sender.configuration("/");
        one.configure(configuration, request);
        configuration.put("handshake.emit", String.valueOf(tells));
        options(one.object("config"), configuration);
        byte[] body = request.text("body").getBytes(StandardCharsets.UTF_8);
        try (SourceHarness worker = ConnectorHarness.source(
                        ClockedConnector::new, configuration, DeliveryMode.AT_LEAST_ONCE)
                .start()) {
            worker.poll();
            CompletableFuture<HttpResponse<String>> answer = request.send(client, sender.port(), body);
            worker.runUntil(answer::isDone, "the sender is answered");
            List<String> told = worker.delivered().stream()
                    .map(record -> record.headers().lastWithName(MarkedRecords.HANDSHAKE_HEADER))
                    .map(header -> header == null ? "none" : String.valueOf(header.value()))
                    .toList();
            return new Outcome(answer.get(60, TimeUnit.SECONDS), told);
        }
    }

    /** The case of Event Grid lacks what proves the sender: the secret in the address that its subscription has. */
    private static PublishedCase proven(PublishedCase one) {
        PublishedCase request = one.object("request");
        return one.text("id").equals("eventgrid-validation-code")
                ? request.with("url", request.text("url") + "?secret=" + PublishedCase.NO_SECRET)
                : request;
    }

    private static void options(PublishedCase config, Map<String, String> configuration) {
        if (config.has("verifyToken")) {
            configuration.put("handshake.verify.token", config.text("verifyToken"));
        }
        if (config.has("allowedOrigins")) {
            configuration.put(
                    "handshake.allowed.origins",
                    String.valueOf(config.list("allowedOrigins").get(0)));
        }
        if (config.has("allowedRatePerMinute")) {
            configuration.put("handshake.allowed.rate.per.minute", config.text("allowedRatePerMinute"));
        }
        if (config.has("verifyAtEpochSeconds")) {
            configuration.put(ClockedConnector.NOW, config.text("verifyAtEpochSeconds"));
        }
    }

    private static boolean isRefused(PublishedCase one) {
        PublishedCase expected = one.object("response");
        return expected.has("headersAbsent") || expected.text("status").startsWith("4");
    }

    private static void check(PublishedCase one, HttpResponse<String> answer) {
        PublishedCase expected = one.object("response");
        if (isRefused(one)) {
            assertThat(answer.statusCode()).isBetween(400, 499);
        }
        if (expected.has("status")) {
            assertThat(answer.statusCode()).hasToString(expected.text("status"));
        }
        if (expected.has("statusRange")) {
            assertThat(answer.statusCode()).isBetween(200, 204);
        }
        if (expected.has("bodyMustNotContain")) {
            assertThat(answer.body()).doesNotContain(expected.text("bodyMustNotContain"));
        }
        for (Object absent : expected.list("headersAbsent")) {
            assertThat(answer.headers().firstValue(absent.toString())).isEmpty();
        }
        if (expected.has("anyOf")) {
            assertThat(expected.list("anyOf"))
                    .anySatisfy(content -> checkContent(answer, new PublishedCase((Map<?, ?>) content)));
        }
        checkContent(answer, expected);
        if (expected.has("headersShould")) {
            assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        }
    }

    private static void checkContent(HttpResponse<String> answer, PublishedCase expected) {
        if (expected.has("body")) {
            assertThat(answer.body()).isEqualTo(expected.text("body"));
        }
        if (expected.has("bodyJson")) {
            assertThat(PublishedCase.tree(answer.body())).isEqualTo(expected.raw("bodyJson"));
        }
        PublishedCase headers = expected.object("headers");
        for (Object name : headers.fields().keySet()) {
            String value =
                    answer.headers().firstValue(name.toString()).orElse("").split(";", 2)[0];
            if (headers.raw(name.toString()) instanceof Map<?, ?>) {
                assertThat(value).matches("[1-9][0-9]*|\\*");
            } else if (headers.raw(name.toString()) instanceof List<?> allowed) {
                assertThat(allowed.stream().map(Object::toString)).contains(value);
            } else {
                assertThat(value).isEqualTo(headers.text(name.toString()));
            }
        }
    }
}
