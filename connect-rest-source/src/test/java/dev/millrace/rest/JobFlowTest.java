package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.JobApi;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that an API makes ready in a job. */
@Timeout(120)
class JobFlowTest {

    private static final int ROWS = 7;

    private final JobApi api;

    JobFlowTest() throws IOException {
        api = JobApi.start(ROWS, 3);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void createsAJobWaitsForItAndFetchesItsRows() {
        try (SourceHarness harness = start(byId())) {
            runRound(harness);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, ROWS));
            assertThat(api.asked().subList(0, 5))
                    .containsExactly("POST /jobs", "GET /jobs/1", "GET /jobs/1", "GET /jobs/1", "GET /files/1?page=1");
        }
    }

    @Test
    void followsTheAddressesThatTheApiTells() {
        try (SourceHarness harness = start(byAddress()
                .with("http.auth", "bearer")
                .with("http.auth.token", "secret")
                .with("job.result.presigned", "true"))) {
            runRound(harness);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, ROWS));
            assertThat(api.asked()).contains("GET /jobs/1 with credentials", "GET /files/1");
        }
    }

    @Test
    void createsAJobForEachRound() {
        try (SourceHarness harness = start(byId().with("poll.interval.ms", "5"))) {
            harness.runUntil(() -> Figures.of("rounds") >= 2, "two rounds");

            assertThat(api.created()).isGreaterThanOrEqualTo(2);
            assertThat(ApiOptions.ids(harness.delivered()).subList(0, 2 * ROWS))
                    .containsExactlyElementsOf(
                            Stream.concat(ApiOptions.range(1, ROWS).stream(), ApiOptions.range(1, ROWS).stream())
                                    .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void createsNoOtherJobWhenTheServerFailsForAWhile(int request) {
        api.failAt(request);

        try (SourceHarness harness = start(byId())) {
            runRound(harness);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, ROWS));
            assertThat(api.created()).isEqualTo(1);
        }
    }

    @Test
    void createsAnotherJobWhenOneFailed() {
        api.failJobs(2);

        try (SourceHarness harness = start(byId())) {
            runRound(harness);

            assertThat(ApiOptions.ids(harness.delivered())).isEqualTo(ApiOptions.range(1, ROWS));
            assertThat(api.created()).isEqualTo(3);
        }
    }

    @Test
    void stopsWhenJobAfterJobTakesTooLong() {
        api.doneAfter(Integer.MAX_VALUE);

        try (SourceHarness harness = start(byId().with("job.timeout.ms", "20").with("refused.max.attempts", "2"))) {
            assertThatThrownBy(() -> runRound(harness)).hasStackTraceContaining("job.timeout.ms");
            assertThat(api.created()).isEqualTo(2);
        }
    }

    @Test
    void goesOnWithTheJobThatItDiedIn() {
        for (int taken = 1; taken < ROWS; taken++) {
            int before = api.created();
            try (SourceHarness harness = start(byId().with("batch.max.records", "1"))) {
                while (harness.polled().size() < taken) {
                    List<SourceRecord> unused = harness.poll();
                }
                harness.crash();
                harness.start();
                runRound(harness);

                assertThat(ApiOptions.ids(harness.delivered()))
                        .as("a death behind %s rows", taken)
                        .isEqualTo(ApiOptions.range(1, ROWS));
                assertThat(api.created()).isEqualTo(before + 1);
            }
        }
    }

    @Test
    void beginsAnewWhenTheJobThatItDiedInIsForgotten() {
        try (SourceHarness harness = start(byId().with("batch.max.records", "1"))) {
            while (harness.polled().size() < 2) {
                List<SourceRecord> unused = harness.poll();
            }
            harness.crash();
            api.forgetJobs();
            harness.start();
            runRound(harness);

            assertThat(ApiOptions.ids(harness.delivered())).endsWith(1L, 2L, 3L, 4L, 5L, 6L, 7L);
            assertThat(api.created()).isEqualTo(2);
        }
    }

    private ApiOptions byId() {
        return job().with("job.id.pointer", "/job/id")
                .with("job.status.url", api.url() + "/jobs/{job.id}")
                .with("job.result.url", api.url() + "/files/{job.id}?page={page}")
                .with("pagination", "page");
    }

    private ApiOptions byAddress() {
        return job().with("job.result.pointer", "/file");
    }

    private ApiOptions job() {
        return ApiOptions.alone()
                .with("http.url", api.url() + "/jobs")
                .with("http.method", "post")
                .with("job.state.pointer", "/state")
                .with("job.poll.interval.ms", "5");
    }

    private static SourceHarness start(ApiOptions options) {
        SourceHarness harness =
                ConnectorHarness.source(RestSourceConnector::new, options.map(), DeliveryMode.EXACTLY_ONCE);
        harness.start();
        return harness;
    }

    private static void runRound(SourceHarness harness) {
        harness.runUntil(() -> Figures.of("rounds") >= 1 && Figures.ofTask("records.unconfirmed") == 0, "a round");
    }
}
