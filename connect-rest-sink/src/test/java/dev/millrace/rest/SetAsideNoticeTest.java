package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.millrace.partner.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SetAsideNoticeTest {

    @Test
    void isALineOfCodesAndTimesWithoutContent() {
        try (Delivering delivering = new Delivering("retry.max.attempts", "3", "request.id.header", "X-Trace")) {
            delivering.partner.answerAll(Answer.unavailable().times(1));
            delivering.partner.answerAll(Answer.status(422)
                    .header("X-Trace", "abc-1")
                    .body(
                            "application/problem+json",
                            "{\"type\": \"https://partner.example/full\", \"detail\": \"secret\"}"));
            delivering.sink.feed(ORDERS, "0-0", "0-0 0");
            Instant before = Instant.now();

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            String message = message(delivering);
            assertThat(message).doesNotContain("\n").doesNotContain("secret").doesNotContain("0-0 0");
            assertThat(told(message, "/code")).isEqualTo("http-422");
            assertThat(told(message, "/class")).isEqualTo("rejected");
            assertThat(told(message, "/status")).isEqualTo("422");
            assertThat(told(message, "/attempts")).isEqualTo("2");
            assertThat(told(message, "/requestId")).isEqualTo("abc-1");
            assertThat(told(message, "/problem")).isEqualTo("https://partner.example/full");
            assertThat(told(message, "/records")).isEqualTo("1");
            assertThat('"' + told(message, "/idempotencyKey") + '"')
                    .isEqualTo(delivering
                            .partner
                            .received()
                            .get(0)
                            .idempotencyKey()
                            .orElseThrow());
            assertThat(told(message, "/message")).startsWith("orders-0@0: ").contains("422");
            assertThat(Instant.parse(told(message, "/first")))
                    .isBetween(before.minusSeconds(1), Instant.parse(told(message, "/last")));
        }
    }

    @Test
    void tellsNothingOfARequestThatNeverLeft() {
        try (Delivering delivering = new Delivering()) {
            delivering.sink.feed(ORDERS, "0-0", null);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            String message = message(delivering);
            assertThat(told(message, "/attempts")).isEqualTo("0");
            assertThat(told(message, "/code")).isEqualTo("tombstone");
            assertThat(message).doesNotContain("\"status\"").doesNotContain("\"first\"");
        }
    }

    @Test
    void keepsToItselfAKeyThatIsMadeOfContentAndNamesThatAreNone() {
        try (Delivering delivering = new Delivering("idempotency.value", "{value}-{offset}")) {
            delivering.partner.answerAll(Answer.status(400)
                    .header("X-Request-Id", "x".repeat(300))
                    .body("application/problem+json", "{\"type\": \"two words\"}"));
            delivering.sink.feed(ORDERS, "0-0", "secret 0");

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(delivering.partner.received().get(0).idempotencyKey()).contains("\"secret 0-0\"");
            assertThat(message(delivering))
                    .doesNotContain("secret")
                    .doesNotContain("requestId")
                    .doesNotContain("problem");
        }
    }

    private static String message(Delivering delivering) {
        return String.valueOf(delivering.sink.reported().get(0).error().getMessage());
    }

    private static String told(String message, String pointer) {
        return ReplyJson.of(message.getBytes(StandardCharsets.UTF_8))
                .flatMap(json -> json.at(JsonPointer.compile(pointer)))
                .flatMap(ReplyJson::text)
                .orElse("");
    }
}
