package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An SFTP connection that is cut in the middle of a file. */
class SftpCutIT {

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void goesOnAtTheByteWithoutARowTwice(Guarantee guarantee) {
        WorkerProcess worker = Platform.worker(Line.CURRENT, guarantee);
        try (SftpFlow flow = SftpFlow.simulated()) {
            String content = SftpFlow.rows(50_000);
            flow.server().dropConnectionAfterBytes(content.length() / 2);
            flow.drop("orders.csv", content);

            flow.on(worker);

            flow.awaitArchived("orders.csv");
            assertThat(flow.data().values()).hasSize(50_000).doesNotHaveDuplicates();
            assertThat(flow.server().sessions()).isGreaterThanOrEqualTo(2);
            worker.rest().delete(flow.name());
        }
    }
}
