package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.LogCapture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However many requests come to nothing, the log stays short and tells their number. */
@Timeout(120)
class RequestLogTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final RequestLog log = new RequestLog("hooks", now::get);

    @Test
    void writesALineOfEachKindAMinute() {
        try (LogCapture capture = new LogCapture()) {
            for (int request = 1; request <= 1_000; request++) {
                log.refused("r" + request, "signature-mismatch", "none fits");
                log.undecided("r" + request, "keys-unreachable", "no keys");
                log.malformed("r" + request, new EventRefused(400, "empty-body", "the body is empty"));
            }
            List<String> first = warnings(capture);
            now.addAndGet(TimeUnit.MINUTES.toNanos(1));
            log.refused("late", "signature-mismatch", "none fits");
            log.refused("later", "signature-mismatch", "none fits");
            List<String> all = warnings(capture);

            assertThat(first)
                    .hasSize(3)
                    .anySatisfy(
                            line -> assertThat(line)
                                    .contains(
                                            "hooks: 1 requests did not prove their sender; the last one, r1: signature-mismatch"));
            assertThat(all).hasSize(4);
            assertThat(all.get(3)).contains("1000 requests did not prove their sender; the last one, late");
        }
    }

    @Test
    void staysShortOnARoute() throws Exception {
        try (LogCapture capture = new LogCapture();
                Desk desk = new Desk(1)) {
            desk.poll(0);
            for (int request = 0; request < 100; request++) {
                desk.send("a", "Who", "stranger").get(60, TimeUnit.SECONDS);
                desk.send("a", "Who", "unsure").get(60, TimeUnit.SECONDS);
                desk.send("a", "Who", "defect").get(60, TimeUnit.SECONDS);
                desk.send("wrong-body").get(60, TimeUnit.SECONDS);
            }

            assertThat(warnings(capture)).hasSize(4);
        }
    }

    private static List<String> warnings(LogCapture capture) {
        return capture.lines().stream()
                .filter(line -> line.contains("WARN") || line.contains("ERROR"))
                .toList();
    }
}
