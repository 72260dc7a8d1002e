package dev.millrace.database.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** A reading that is begun anew again and again, at arbitrary records. */
final class Restarts {

    private static final int BETWEEN = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Restarts() {}

    private static long newest(Topic topic) {
        Object newest = topic.size() == 0
                ? null
                : topic.log().get(topic.size() - 1).sourceOffset().get("seq");
        return newest == null ? 0 : (Long) newest;
    }

    /**
     * Reads until the writers are done and everything is read.
     *
     * @param stale how many records old a stored offset may be
     */
    static void until(Writers writers, Capture capture, Session session, String table, long seed, int stale)
            throws Exception {
        Random random = new Random(seed);
        Reading reading = capture.changes(table);
        capture.topic.takes(random.nextInt(BETWEEN));
        boolean isLast = false;
        while (!isLast) {
            isLast = writers.areDone();
            try {
                reading.turn(capture.topic);
            } catch (InterruptedException stopped) {
                if (capture.topic.size() > 0) {
                    capture.topic.storedBehind(random.nextInt(stale + 1));
                }
                reading.close();
                reading = capture.changes(table);
                capture.topic.takes(isLast ? Integer.MAX_VALUE : random.nextInt(BETWEEN));
                isLast = false;
            }
        }
        writers.check();
        capture.topic.takes(Integer.MAX_VALUE);
        Instant end = Instant.now().plus(PATIENCE);
        while (newest(capture.topic) < session.number("SELECT MAX(seq) FROM orders_changes")) {
            assertThat(Instant.now()).as("the end of what is to be read").isBefore(end);
            reading.turn(capture.topic);
        }
        reading.turn(capture.topic);
        assertThat(writers.committed.get()).isPositive();
        assertThat(writers.undone.get()).isPositive();
        assertThat(writers.refused.get()).isPositive();
    }
}
