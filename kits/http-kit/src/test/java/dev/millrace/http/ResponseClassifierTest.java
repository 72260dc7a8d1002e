package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseClassifierTest {

    private final ResponseClassifier classifier =
            new ResponseClassifier("https://partner.example/orders", Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 207, 226, 299})
    void takesEvery2xxForDelivered(int status) {
        assertThat(classifier.failureOf(reply(status, Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "408, TRANSIENT", "425, TRANSIENT", "429, THROTTLED", "500, TRANSIENT", "501, TRANSIENT", "502, TRANSIENT",
        "503, TRANSIENT", "504, TRANSIENT", "599, TRANSIENT", "400, REJECTED", "404, REJECTED", "409, REJECTED",
        "410, REJECTED", "413, REJECTED", "415, REJECTED", "422, REJECTED", "401, UNAUTHORIZED", "403, UNAUTHORIZED",
        "407, UNAUTHORIZED", "301, MISCONFIGURED", "302, MISCONFIGURED", "304, MISCONFIGURED", "308, MISCONFIGURED",
    })
    void knowsTheKindOfEveryOtherStatus(int status, FailureKind kind) {
        ConnectorFailure failure = classifier.failureOf(reply(status, Map.of())).orElseThrow();

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code()).isEqualTo("http-" + status);
        assertThat(failure).hasMessageContaining("https://partner.example/orders");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void handsOnTheWaitThatTheReceiverAsksFor(int status) {
        ConnectorFailure failure =
                classifier.failureOf(reply(status, Map.of("Retry-After", "7"))).orElseThrow();

        assertThat(failure.kind()).isEqualTo(FailureKind.THROTTLED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @EnumSource(HttpFault.Stage.class)
    void takesEveryMissingReplyForTransient(HttpFault.Stage stage) {
        ConnectorFailure failure = classifier.failureOf(new HttpFault(stage, "cut", null));

        assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
        assertThat(failure.code().equals(ResponseClassifier.UNREACHABLE)).isEqualTo(stage == HttpFault.Stage.CONNECT);
    }

    @Test
    void quotesNothingOfTheReply() {
        HttpReply reply =
                new HttpReply(422, Map.of("X-Echo", List.of("secret")), "secret".getBytes(StandardCharsets.UTF_8));

        ConnectorFailure failure = classifier.failureOf(reply).orElseThrow();

        assertThat(failure).hasMessageNotContaining("secret");
        assertThat(reply.toString()).doesNotContain("secret");
    }

    private static HttpReply reply(int status, Map<String, String> headers) {
        return new HttpReply(
                status,
                headers.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue()))),
                new byte[0]);
    }
}
