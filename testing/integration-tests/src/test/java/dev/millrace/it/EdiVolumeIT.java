package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** EDI by the gigabyte. */
class EdiVolumeIT {

    private static final Logger LOG = LoggerFactory.getLogger(EdiVolumeIT.class);
    private static final int SETS_OF_AN_INTERCHANGE = 500;

    @Test
    void readsALargeEdiFileWithASmallHeap() throws IOException {
        try (WorkerProcess worker =
                        WorkerProcess.start(Platform.settings(Line.CURRENT, Guarantee.AT_LEAST_ONCE, Platform.broker())
                                .withHeap("256m")
                                .withJvmOptions("-XX:+ExitOnOutOfMemoryError"));
                SftpFlow flow = SftpFlow.simulated()
                        .audited()
                        .setsAside()
                        .with(Map.of("format", "edi", "edi.envelope", "strict", "edi.record", "transaction"))) {
            Path upload = flow.server().root().resolve("upload");
            int transactions = EdiText.write(upload, Platform.scaled(1_000_000_000), SETS_OF_AN_INTERCHANGE);
            long bytes = Files.size(upload);
            Files.move(upload, flow.inbound().resolve("orders.edi"));

            long began = System.nanoTime();
            flow.on(worker);
            flow.awaitArchived("orders.edi", Duration.ofMinutes(40));

            LOG.info(
                    "{} bytes of EDI, {} transaction sets: {} s",
                    bytes,
                    transactions,
                    (System.nanoTime() - began) / 1e9);
            assertThat(flow.data().size()).isEqualTo(transactions);
            assertThat(flow.malformed().size()).isZero();
            assertThat(flow.audit().values())
                    .filteredOn(event -> event.contains("\"step\":\"completed\""))
                    .singleElement()
                    .asString()
                    .contains("\"records\":" + transactions + ",", "\"size\":" + bytes + ",");
            assertThat(flow.audit().values()).noneMatch(event -> event.contains("\"step\":\"noticed\""));
        }
    }
}
