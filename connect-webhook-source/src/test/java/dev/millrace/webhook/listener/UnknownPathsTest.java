package dev.millrace.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.LogCapture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnknownPathsTest {

    private final UnknownPaths paths = new UnknownPaths(() -> 8090);

    @Test
    void tellsOnceAMinuteHowManyThereWere() {
        try (LogCapture log = new LogCapture()) {
            paths.look(0);
            paths.count();
            paths.look(1);
            paths.count();
            paths.count();
            paths.look(TimeUnit.SECONDS.toNanos(60));
            List<String> early = told(log);
            paths.look(TimeUnit.SECONDS.toNanos(60) + 1);
            paths.look(TimeUnit.SECONDS.toNanos(180));

            assertThat(early).singleElement().asString().contains("port 8090: ", "answered 404: 1;");
            assertThat(told(log)).hasSize(2).last().asString().contains("answered 404: 2;");
        }
    }

    private static List<String> told(LogCapture log) {
        return log.lines().stream()
                .filter(line -> line.contains("paths that no connector"))
                .toList();
    }
}
