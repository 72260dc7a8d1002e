package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PagedRow;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A few pages, and a worker that dies behind each of their records: what Kafka has in the end. The ordinary build takes a third
 * of the deaths of each way, such that three neighbours have all of them together.
 */
@Timeout(120)
class CrashAtEveryBoundaryTest {

    private static final int ROWS = 7;
    private static final int POLLS_TO_STORE = 2;

    /** Of so many deaths one is tried. */
    private static final int STRIDE = Double.parseDouble(System.getProperty("millrace.scale", "0.05")) < 1 ? 3 : 1;

    /** What the worker still did with the last record that it took. */
    private enum Death {
        BEFORE_KAFKA_HAS_IT,
        BEFORE_ITS_OFFSET_IS_STORED,
        AFTER_ITS_OFFSET_WAS_STORED
    }

    /** How the endpoint asks for what is new. */
    private enum Asking {
        FOR_EVERYTHING_ONCE,
        SINCE_THE_LAST_TIME,
        WITH_A_LAG
    }

    private final PagedApi api;

    CrashAtEveryBoundaryTest() throws IOException {
        api = PagedApi.start();
    }

    @AfterEach
    void close() {
        api.close();
    }

    static Stream<Arguments> ways() {
        AtomicInteger number = new AtomicInteger();
        return Arrays.stream(PagedApi.Style.values())
                .flatMap(style -> Arrays.stream(Asking.values())
                        .flatMap(asking -> Arrays.stream(DeliveryMode.values())
                                .map(mode -> Arguments.of(style, asking, mode, number.getAndIncrement() % STRIDE))));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void losesNothingAndRepeatsNothingThatIsExactlyOnce(
            PagedApi.Style style, Asking asking, DeliveryMode mode, int first) {
        api.pages(style, 3);
        fill();
        Death[] deaths = Death.values();
        for (int number = first; number < ROWS * deaths.length; number += STRIDE) {
            // Another death of each row in the next way: the stride must not be in step with their number.
            int taken = number / deaths.length + 1;
            Death death = deaths[(number + taken) % deaths.length];
            if (asking == Asking.FOR_EVERYTHING_ONCE && endsTheRound(taken, death)) {
                // The next round brings everything again, as it is to.
                continue;
            }
            try (SourceHarness harness = start(options(style, asking), mode)) {
                die(harness, taken, death);

                assertNothingIsLost(harness, mode, taken + " rows, " + death);
            }
        }
    }

    private static boolean endsTheRound(int taken, Death death) {
        return switch (death) {
            case BEFORE_KAFKA_HAS_IT -> false;
            case BEFORE_ITS_OFFSET_IS_STORED -> taken >= ROWS;
            case AFTER_ITS_OFFSET_WAS_STORED -> taken + POLLS_TO_STORE >= ROWS;
        };
    }

    /** Two rows of each time, so that a time alone does not tell what was read. */
    private void fill() {
        for (int id = 1; id <= ROWS; id++) {
            api.add(new PagedRow(id, "2026-01-01T00:00:0" + id / 2 + "Z", "t" + id));
        }
    }

    private Map<String, String> options(PagedApi.Style style, Asking asking) {
        ApiOptions options = ApiOptions.of(api).with("batch.max.records", "1");
        ApiOptions incremental = switch (asking) {
            case FOR_EVERYTHING_ONCE -> options;
            case SINCE_THE_LAST_TIME -> options.sinceTheLast();
            case WITH_A_LAG -> options.sinceTheLast().with("incremental.lag.ms", "2000");
        };
        return incremental.paging(style).map();
    }

    private static SourceHarness start(Map<String, String> options, DeliveryMode mode) {
        SourceHarness harness = ConnectorHarness.source(RestSourceConnector::new, options, mode);
        harness.start();
        return harness;
    }

    private static void die(SourceHarness harness, int taken, Death death) {
        harness.runUntil(() -> harness.polled().size() >= taken - 1, "the records before");
        if (death == Death.BEFORE_KAFKA_HAS_IT) {
            harness.holdConfirmations();
        }
        while (harness.polled().size() < taken) {
            harness.poll();
        }
        for (int poll = 0; death == Death.AFTER_ITS_OFFSET_WAS_STORED && poll < POLLS_TO_STORE; poll++) {
            harness.poll();
            harness.commit();
        }
        harness.crash();
    }

    private static void assertNothingIsLost(SourceHarness harness, DeliveryMode mode, String when) {
        harness.releaseConfirmations();
        harness.start();
        harness.runUntil(
                () -> Figures.of("rounds") >= 1 && Figures.ofTask("records.unconfirmed") == 0, "a whole round");

        List<Long> rows = ApiOptions.ids(harness.delivered());
        assertThat(new LinkedHashSet<>(rows))
                .as("a crash behind %s", when)
                .containsExactlyElementsOf(ApiOptions.range(1, ROWS));
        if (mode == DeliveryMode.EXACTLY_ONCE) {
            assertThat(rows).as("a crash behind %s", when).isEqualTo(ApiOptions.range(1, ROWS));
        }
    }
}
