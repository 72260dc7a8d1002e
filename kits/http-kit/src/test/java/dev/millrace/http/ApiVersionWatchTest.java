package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class ApiVersionWatchTest {

    private static final String ENDPOINT = "https://partner.example/v1/orders";
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(ApiVersionWatch.class);

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final ApiVersionWatch watch = new ApiVersionWatch("orders-0", Clock.systemUTC());

    @BeforeEach
    void listen() {
        logged.start();
        LOG.addAppender(logged);
        LOG.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        LOG.detachAppender(logged);
        LOG.setAdditive(true);
    }

    @Test
    void warnsOnceWithBothDatesAndCountsOn() {
        Map<String, String> fields = Map.of("Deprecation", "@1688169599", "Sunset", "Sun, 30 Jun 2030 23:59:59 GMT");

        for (int reply = 0; reply < 5; reply++) {
            watch.seen(ENDPOINT, reply(fields));
        }

        assertThat(watch.deprecatedReplies()).isEqualTo(5);
        assertThat(watch.deprecation(ENDPOINT)).contains(Instant.ofEpochSecond(1_688_169_599));
        assertThat(watch.sunset(ENDPOINT)).contains(Instant.parse("2030-06-30T23:59:59Z"));
        assertThat(logged.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage())
                        .contains("orders-0", ENDPOINT, "2023-06-30", "2030-06-30"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true|",
                "?1|",
                "Fri, 30 Jun 2023 23:59:59 GMT|2023-06-30T23:59:59Z",
                "@1688169599;a=1|2023-06-30T23:59:59Z"
            })
    void understandsTheFormsOfOlderDrafts(String told, String date) {
        watch.seen(ENDPOINT, reply(Map.of("Deprecation", told)));

        assertThat(watch.deprecatedReplies()).isEqualTo(1);
        assertThat(watch.deprecation(ENDPOINT).map(Instant::toString).orElse(null))
                .isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({"Deprecation, false", "Deprecation, ?0", "Sunset, soon", "Warning, 299", "Deprecation, ''"})
    void saysNothingOfRepliesThatSayNothing(String field, String value) {
        watch.seen(ENDPOINT, reply(Map.of(field, value)));

        assertThat(watch.deprecatedReplies()).isZero();
        assertThat(watch.earliestSunsetSeconds()).isZero();
        assertThat(logged.list).isEmpty();
    }

    @Test
    void warnsAgainWhenTheDateChanges() {
        watch.seen(ENDPOINT, reply(Map.of("Sunset", "Sun, 30 Jun 2030 23:59:59 GMT")));

        watch.seen(ENDPOINT, reply(Map.of("Sunset", "Sat, 30 Jun 2029 23:59:59 GMT")));

        assertThat(logged.list).hasSize(2);
        assertThat(watch.earliestSunsetSeconds())
                .isEqualTo(Instant.parse("2029-06-30T23:59:59Z").getEpochSecond());
    }

    @Test
    void watchesABoundedNumberOfAddresses() {
        for (int endpoint = 0; endpoint < 1_000; endpoint++) {
            watch.seen(ENDPOINT + endpoint, reply(Map.of("Deprecation", "true")));
        }

        assertThat(logged.list).hasSize(100);
        assertThat(watch.deprecatedReplies()).isEqualTo(1_000);
    }

    private static HttpReply reply(Map<String, String> fields) {
        return new HttpReply(
                200,
                fields.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue()))),
                new byte[0]);
    }
}
