package dev.millrace.ops.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Attempts, pauses, and the end of patience. */
final class CourierTest {

    private final TestClock clock = new TestClock("2027-03-01T12:00:00Z");
    private final Deque<Exception> failures = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private int attempts;
    private final Courier courier = new Courier(
            new Scripted(),
            List.of(),
            clock,
            (notice, taken) -> left.add(notice.alert().subject() + " " + taken));

    private final class Scripted implements Channel {

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public String target() {
            return "a list";
        }

        @Override
        public void send(Notice notice) throws IOException {
            attempts++;
            Exception failure = failures.poll();
            if (failure instanceof IOException told) {
                throw told;
            } else if (failure instanceof RuntimeException defect) {
                throw defect;
            }
            sent.add(notice.alert().subject());
        }
    }

    @Test
    void triesAgainWithGrowingPausesAndKeepsTheOrder() {
        IntStream.range(0, 3).forEach(i -> failures.add(new IOException("down")));
        courier.accept(notice("a"));
        courier.accept(notice("b"));

        courier.turn();
        for (int seconds : List.of(2, 4)) {
            clock.passes(Duration.ofMillis(seconds * 1_000L - 1));
            courier.turn();
            clock.passes(Duration.ofMillis(1));
            int before = attempts;
            courier.turn();
            assertThat(attempts).isEqualTo(before + 1);
        }
        assertThat(sent).isEmpty();
        assertThat(courier.status().trouble()).isEqualTo("down");
        assertThat(courier.status().nextAttempt()).isEqualTo(clock.instant().plusSeconds(8));

        clock.passes(Duration.ofSeconds(8));
        courier.turn();

        assertThat(sent).containsExactly("a", "b");
        assertThat(left).containsExactly("a true", "b true");
        assertThat(attempts).isEqualTo(5);
        assertThat(courier.status().trouble()).isEmpty();
        assertThat(courier.status().delivered()).isEqualTo(2);
    }

    @Test
    void waitsNeverLongerThanFiveMinutesAndGivesUpAfterADay() {
        IntStream.range(0, 1_000).forEach(i -> failures.add(new IOException("down")));
        courier.accept(notice("a"));
        Instant begin = clock.instant();

        while (!courier.waiting().isEmpty()) {
            courier.turn();
            assertThat(courier.status().nextAttempt())
                    .isBeforeOrEqualTo(clock.instant().plusSeconds(300));
            clock.passes(Duration.ofMinutes(5));
        }

        assertThat(Duration.between(begin, clock.instant())).isBetween(Duration.ofHours(24), Duration.ofHours(25));
        assertThat(left).containsExactly("a false");
        assertThat(courier.status().given()).isEqualTo(1);
        assertThat(courier.status().trouble()).isEqualTo("down");
    }

    @Test
    void leavesWhatIsRefusedAndGoesOn() {
        failures.add(new Channel.Refused("status 422"));
        courier.accept(notice("a"));
        courier.accept(notice("b"));

        courier.turn();

        assertThat(left).containsExactly("a false", "b true");
        assertThat(courier.status().given()).isEqualTo(1);
    }

    @Test
    void outlivesADefectOfAChannel() {
        failures.add(new IllegalStateException("defect"));
        courier.accept(notice("a"));

        courier.turn();
        clock.passes(Duration.ofSeconds(2));
        courier.turn();

        assertThat(sent).containsExactly("a");
    }

    @Test
    void letsNoMoreThanFiveHundredWait() {
        failures.add(new IOException("down"));
        courier.turn();
        IntStream.rangeClosed(1, 501).forEach(number -> courier.accept(notice("n" + number)));

        assertThat(courier.waiting())
                .hasSize(500)
                .first()
                .satisfies(notice -> assertThat(notice.alert().subject()).isEqualTo("n2"));
        assertThat(courier.status().given()).isEqualTo(1);
    }

    private Notice notice(String subject) {
        Instant now = clock.instant();
        Alert alert = new Alert(
                "rule", subject, subject, Severity.WARNING, Phase.FIRING, now, now, now, "Wrong.", "", List.of());
        return new Notice(Notice.Kind.FIRING, alert, now, "");
    }
}
