package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The flows of EBCDIC records and of the sequenced feed to the receiver, on the real stage. */
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LegacyFlowsIT {
    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<String> NAMES =
            List.of("sftp-ebcdic-orders", "rest-mainframe-orders", "legacy-orders-feed", "rest-feed-orders");

    private final Sample sample = new Sample(200);
    private final Stage stage;
    private final Cast cast;

    LegacyFlowsIT(@TempDir Path folder) throws IOException {
        List<Example> examples = Example.in(ROOT.resolve("config-examples")).stream()
                .filter(example -> NAMES.contains(example.name()))
                .toList();
        stage = new Stage(folder, false, line -> {});
        cast = stage.raise(ROOT, examples, sample);
        stage.play(examples, cast.worker().rest());
    }

    @AfterAll
    void end() {
        stage.close();
    }

    @Test
    void bringsEveryRecordOfTheMainframeToTheReceiver() {
        awaitNoneMissing("/mainframe-orders");
    }

    @Test
    void bringsEveryMessageOfTheFeedToTheReceiverAndAcknowledgesIt() {
        cast.feed().open(sample);

        awaitNoneMissing("/feed-orders");
        assertThat(cast.feed().account()).startsWith("feed: 200 of 200 messages acknowledged");
        assertThat(cast.introduction(Path.of("state"))).contains(cast.feed().address());
    }

    private void awaitNoneMissing(String path) {
        assertThat(Patience.until(
                        LIMIT,
                        () -> stage.deliveries().missing(path, sample.ids()).isEmpty()))
                .as(() -> "missing: " + stage.deliveries().missing(path, sample.ids()))
                .isTrue();
    }
}
