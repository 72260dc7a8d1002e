package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.Habits;
import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventKeysTest {

    private final LongAdder withoutId = new LongAdder();

    private EventKeys keys(String option, Optional<String> presetId, boolean presetSigns) {
        return keys("orders", option, presetId, presetSigns);
    }

    private EventKeys keys(String scope, String option, Optional<String> presetId, boolean presetSigns) {
        Habits habits = new Habits(Duration.ofSeconds(9), HttpAnswer.of(200), 401, presetId, presetSigns, 1_000_000);
        return new EventKeys(
                scope, DedupOptions.settings("dedup.key", option), habits, EventKeysTest::field, withoutId);
    }

    @Test
    void anEventIsKnownByTheSignedIdOfItsPresetWhateverTheBody() {
        EventKeys keys = keys("auto", Optional.of("header:webhook-id"), true);

        EventKey first = key(keys, Coverage.WHOLE, "{\"try\":1}", "webhook-id", "e1");
        EventKey retry = key(keys, Coverage.WHOLE, "{\"try\":2}", "Webhook-Id", "e1");
        EventKey other = key(keys, Coverage.WHOLE, "{\"try\":1}", "webhook-id", "e2");

        assertThat(retry).isEqualTo(first).isNotEqualTo(other);
    }

    @Test
    void anUnsignedIdCountsOnlyWithItsBody() {
        EventKeys keys = keys("auto", Optional.of("header:X-GitHub-Delivery"), false);

        EventKey first = key(keys, Coverage.WHOLE, "a", "X-GitHub-Delivery", "1");
        EventKey retry = key(keys, Coverage.WHOLE, "a", "X-GitHub-Delivery", "1");
        EventKey forged = key(keys, Coverage.WHOLE, "b", "X-GitHub-Delivery", "1");
        EventKey later = key(keys, Coverage.WHOLE, "a", "X-GitHub-Delivery", "2");

        assertThat(retry).isEqualTo(first).isNotEqualTo(forged).isNotEqualTo(later);
    }

    @Test
    void aHeaderOfTheUsersChoiceIsUnsignedUnlessNothingIsSigned() {
        EventKeys keys = keys("header:Idempotency-Key", Optional.empty(), true);

        assertThat(key(keys, Coverage.WHOLE, "a", "Idempotency-Key", "1"))
                .isNotEqualTo(key(keys, Coverage.WHOLE, "b", "Idempotency-Key", "1"));
        assertThat(key(keys, Coverage.PARTIAL, "a", "Idempotency-Key", "1"))
                .isNotEqualTo(key(keys, Coverage.PARTIAL, "b", "Idempotency-Key", "1"));
        assertThat(key(keys, Coverage.NONE, "a", "Idempotency-Key", "1"))
                .isEqualTo(key(keys, Coverage.NONE, "b", "Idempotency-Key", "1"));
    }

    @Test
    void anIdInTheBodyIsSignedWhereTheWholeBodyIs() {
        EventKeys keys = keys("body:id", Optional.of("header:webhook-id"), true);

        assertThat(key(keys, Coverage.WHOLE, "id=7;a"))
                .isEqualTo(key(keys, Coverage.WHOLE, "id=7;b"))
                .isNotEqualTo(key(keys, Coverage.WHOLE, "id=8;a"));
        assertThat(key(keys, Coverage.PARTIAL, "id=7;a")).isNotEqualTo(key(keys, Coverage.PARTIAL, "id=7;b"));
    }

    @Test
    void joinsThePartsOfAnIdWithoutMixingThem() {
        EventKeys keys = keys("body:first+body:second", Optional.empty(), false);

        assertThat(key(keys, Coverage.WHOLE, "first=a;second=bc"))
                .isEqualTo(key(keys, Coverage.WHOLE, "second=bc;first=a"))
                .isNotEqualTo(key(keys, Coverage.WHOLE, "first=ab;second=c"));
    }

    @Test
    void knowsACloudEventBySourceAndIdInBothModes() {
        EventKeys keys = keys("cloudevents", Optional.empty(), false);

        EventKey binary = key(keys, Coverage.NONE, "x", "ce-id", "1", "ce-source", "/shop");
        EventKey structured = key(keys, Coverage.NONE, "id=1;source=/shop;x");
        EventKey elsewhere = key(keys, Coverage.NONE, "x", "ce-id", "1", "ce-source", "/stock");

        assertThat(binary).isEqualTo(structured).isNotEqualTo(elsewhere);
        assertThat(withoutId.sum()).isZero();
    }

    @Test
    void knowsARequestWithoutIdByItsBodyAndCountsIt() {
        EventKeys keys = keys("header:Idempotency-Key", Optional.empty(), true);

        EventKey first = key(keys, Coverage.WHOLE, "a");
        EventKey empty = key(keys, Coverage.WHOLE, "a", "Idempotency-Key", "");
        EventKey other = key(keys, Coverage.WHOLE, "b");

        assertThat(first).isEqualTo(empty).isNotEqualTo(other);
        assertThat(withoutId.sum()).isEqualTo(3);
    }

    @Test
    void bodiesAloneAreComparedOnlyWhenAskedFor() {
        assertThat(keys("auto", Optional.empty(), false).of(new UnpackedRequest(request("a")), Coverage.WHOLE))
                .isEmpty();
        assertThat(keys("none", Optional.of("header:webhook-id"), true)
                        .of(new UnpackedRequest(request("a")), Coverage.WHOLE))
                .isEmpty();
        assertThat(key(keys("body-hash", Optional.empty(), false), Coverage.NONE, "a"))
                .isEqualTo(key(keys("auto", Optional.of("body-hash"), true), Coverage.WHOLE, "a"))
                .isNotEqualTo(key(keys("body-hash", Optional.empty(), false), Coverage.NONE, "b"));
    }

    @Test
    void anIdOfOneConnectorIsNoneOfAnother() {
        EventKeys orders = keys("orders", "header:Id", Optional.empty(), true);
        EventKeys stock = keys("stock", "header:Id", Optional.empty(), true);

        assertThat(key(orders, Coverage.NONE, "a", "Id", "1")).isNotEqualTo(key(stock, Coverage.NONE, "a", "Id", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "header:", "body:", "id", "header:A+id", "Body-Hash", "header:A+"})
    void refusesWhatIsNoKey(String text) {
        assertThatThrownBy(() -> DedupKey.parse(text.equals("header:A+") ? "header:A+header:" : text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("header:Name");
    }

    private static EventKey key(EventKeys keys, Coverage coverage, String body, String... headers) {
        return keys.of(new UnpackedRequest(request(body, headers)), coverage).orElseThrow();
    }

    private static ReceivedRequest request(String body, String... headers) {
        List<ReceivedHeaders.Field> fields = new ArrayList<>();
        for (int at = 0; at < headers.length; at += 2) {
            fields.add(new ReceivedHeaders.Field(headers[at], headers[at + 1]));
        }
        return new ReceivedRequest(
                "r",
                "POST",
                "https://hooks.example.com/hook",
                "/hook",
                "",
                new ReceivedHeaders(fields),
                body.getBytes(StandardCharsets.UTF_8),
                "192.0.2.1",
                null,
                Instant.EPOCH);
    }

    /** Fields of bodies such as {@code id=7;name=x}. */
    private static Function<UnpackedRequest, Optional<String>> field(String name) {
        Pattern pattern = Pattern.compile("(?:^|;)" + name + "=([^;]*)");
        return request -> {
            Matcher matcher = pattern.matcher(new String(request.request().body(), StandardCharsets.UTF_8));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        };
    }
}
