package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.database.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The flows from the shop's database to the receiver, by its log and by a query, on the real stage. */
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseFlowsIT {
    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<String> NAMES =
            List.of("cdc-postgres-orders", "cdc-to-rest", "database-orders-by-query", "rest-query-orders");

    private final Sample sample = new Sample(400);
    private final Stage stage;
    private final Cast cast;
    private final List<Flow> flows;

    DatabaseFlowsIT(@TempDir Path folder) throws IOException {
        PostgresServer.missing().ifPresent(Assumptions::abort);
        List<Example> examples = Example.in(ROOT.resolve("config-examples")).stream()
                .filter(example -> NAMES.contains(example.name()))
                .toList();
        stage = new Stage(folder, false, line -> {});
        cast = stage.raise(ROOT, examples, sample);
        flows = Flow.of(stage.play(examples, cast.worker().rest()));
    }

    @BeforeAll
    void insertTheOtherHalf() throws IOException {
        cast.database().open(sample);
    }

    @AfterAll
    void end() {
        stage.close();
    }

    @Test
    void bringsEveryRowThatWasThereAndEveryLaterOneOfTheLogToTheReceiver() {
        awaitNoneMissing("cdc-orders");
        awaitNoneMissing("cdc-customers");
    }

    @Test
    void bringsEveryRowOfTheQueryToTheReceiver() {
        awaitNoneMissing("orders-by-query");
        assertThat(cast.introduction(Path.of("state"))).contains(cast.database().address());
    }

    private void awaitNoneMissing(String topic) {
        Flow flow = flows.stream()
                .filter(candidate -> candidate.topic().equals(topic))
                .findFirst()
                .orElseThrow();
        assertThat(flow.expected(sample)).isNotEmpty();
        assertThat(Patience.until(LIMIT, () -> missing(flow).isEmpty()))
                .as(() -> "missing: " + missing(flow))
                .isTrue();
    }

    private List<String> missing(Flow flow) {
        return stage.deliveries().missing(flow.path(), flow.expected(sample));
    }
}
