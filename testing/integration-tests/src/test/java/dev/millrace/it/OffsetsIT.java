package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator sees of a file's offset, and can do with it. */
class OffsetsIT {

    @ParameterizedTest
    @EnumSource(Line.class)
    void listsAFilesOffsetWithoutAByteOfItsContent(Line line) {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        try (SftpFlow flow = kept().on(worker)) {

            flow.drop("orders.csv", SftpFlow.rows(3));
            Eventually.holds(
                    "its offset is listed",
                    () -> offset(flow, worker).path("record").asInt() == 3);

            JsonNode offset = offset(flow, worker);
            assertThat(offset.path("position").asLong())
                    .isEqualTo(SftpFlow.rows(3).length());
            assertThat(offset.path("state").asText()).isEqualTo("reading");
            assertThat(offset.toString()).doesNotContain("row number");
            assertThat(new String(
                            java.util.Base64.getDecoder()
                                    .decode(offset.path("digest").asText()),
                            java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("row number")
                    .doesNotContain("number 2");
            worker.rest().delete(flow.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void readsAKeptFileAgainWhenItsOffsetIsDeleted(Line line) {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        try (SftpFlow flow = kept().on(worker)) {
            flow.drop("orders.csv", SftpFlow.rows(3));
            Eventually.holds(
                    "its offset is listed",
                    () -> offset(flow, worker).path("record").asInt() == 3);

            Platform.stop(worker, flow.name());
            worker.rest().deleteOffsets(flow.name());
            worker.rest().resume(flow.name());

            Eventually.holds("every row came twice", () -> flow.data().size() == 6);
            worker.rest().delete(flow.name());
        }
    }

    private static SftpFlow kept() {
        return new SftpFlow().with(Map.of("after.read", "keep")).without("archive.folder");
    }

    private static JsonNode offset(SftpFlow flow, WorkerProcess worker) {
        return worker.rest().offsets(flow.name()).path("offsets").path(0).path("offset");
    }
}
