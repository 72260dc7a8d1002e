package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.ops.ExitCode;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands that manage a cluster's connectors, on a real worker. */
class OpsClusterIT {

    private final Path folder = Platform.folder();

    @Test
    void appliesAFileOnceAndShowsWhatAnotherWouldChange() throws IOException {
        WorkerProcess worker = Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
        try (SftpFlow flow = new SftpFlow()) {
            Path file = Files.writeString(folder.resolve("flow.json"), flow.json());
            Files.createDirectory(folder.resolve("integrations"));
            Files.copy(
                    ConfigExample.FOLDER.resolve("integrations/orders.yaml"),
                    folder.resolve("integrations/orders.yaml"));

            OpsCall created = ops(worker, "apply", file.toString(), "--wait", "--wait-seconds=180");
            OpsCall again = ops(worker, "apply", file.toString());
            Files.writeString(
                    file,
                    flow.with(Map.of("scan.interval.ms", "150", "sftp.password", "hunter2"))
                            .json());
            OpsCall compared = ops(worker, "apply", file.toString(), "--dry-run");
            OpsCall checked = ops(
                    worker, "registry", "check", folder.resolve("integrations").toString(), "--live");

            assertThat(created.out()).isEqualTo("create " + flow.name() + ": RUNNING\n");
            assertThat(again.out()).isEqualTo("unchanged " + flow.name() + "\n");
            assertThat(compared.exitCode()).isEqualTo(ExitCode.FINDINGS);
            assertThat(compared.out())
                    .isEqualTo("update " + flow.name() + "\n"
                            + "  ~ scan.interval.ms = 100 -> 150\n"
                            + "  ~ sftp.password = [hidden] -> [hidden]\n");
            assertThat(checked.out()).contains(flow.name() + ": is in the cluster and in no flow of the registry");
            worker.rest().delete(flow.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void bringsAConnectorBackWhereItWas(Line line) {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        String backup = folder.resolve("backup.json").toString();
        try (SftpFlow flow = kept().on(worker)) {
            flow.drop("a.csv", SftpFlow.rows(3));
            awaitRead(flow, worker, "/inbound/a.csv");
            OpsCall refused = ops(worker, "backup", backup, "--only=" + flow.name());
            OpsCall written = ops(worker, "backup", backup, "--with-secrets", "--only=" + flow.name());
            Platform.stop(worker, flow.name());
            worker.rest().deleteOffsets(flow.name());
            worker.rest().delete(flow.name());
            Eventually.holds("it is gone", () -> !worker.rest().connectors().contains(flow.name()));

            OpsCall restored = ops(worker, "restore", backup, "--wait-seconds=180");
            OpsCall kept = ops(worker, "restore", backup);

            assertThat(refused.err()).contains("sftp.password", "nothing was written");
            assertThat(written.out()).startsWith("1 connectors with 1 offsets");
            assertThat(restored.err()).isEmpty();
            assertThat(restored.out()).isEqualTo("created " + flow.name() + ": 1 offsets, STOPPED\n");
            assertThat(kept.out()).startsWith("kept " + flow.name());
            assertThat(flow.offsets(worker)).containsExactly("/inbound/a.csv");
            worker.rest().resume(flow.name());
            flow.drop("b.csv", SftpFlow.rows(3));
            awaitRead(flow, worker, "/inbound/b.csv");
            assertThat(flow.data().values()).hasSize(6);

            OpsCall setBack = ops(worker, "restore", backup, "--replace", "--resume", "--wait-seconds=180");

            assertThat(setBack.out()).startsWith("replaced " + flow.name() + ": 1 offsets, ");
            Eventually.holds(
                    "the file that the backup does not know comes again",
                    () -> flow.data().size() == 9);
            worker.rest().delete(flow.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void forgetsFilesThatAreGone(Line line) throws IOException {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        try (SftpFlow flow = kept().on(worker)) {
            flow.drop("gone.csv", SftpFlow.rows(3));
            flow.drop("here.csv", SftpFlow.rows(3));
            awaitRead(flow, worker, "/inbound/gone.csv");
            awaitRead(flow, worker, "/inbound/here.csv");
            Files.delete(flow.inbound().resolve("gone.csv"));
            String mounted = "--mounted=" + flow.server().root();
            String[] prune = {"offsets", "prune", flow.name(), "--reading", mounted};

            OpsCall shown = ops(worker, prune);
            OpsCall running = ops(worker, with(prune, "--apply"));
            Platform.stop(worker, flow.name());
            OpsCall applied = ops(worker, with(prune, "--apply"));

            assertThat(shown.out()).startsWith("/inbound/gone.csv (reading)\n1 entries");
            assertThat(running.err()).contains("is not stopped", "nothing was done");
            assertThat(applied.err()).isEmpty();
            assertThat(applied.out()).endsWith("1 entries removed, 1 kept\n");
            Eventually.holds(
                    "only the file that is there is remembered",
                    () -> flow.offsets(worker).equals(List.of("/inbound/here.csv")));
            worker.rest().delete(flow.name());
        }
    }

    /** A connector that leaves files in their place, and so remembers each. */
    private static SftpFlow kept() {
        return SftpFlow.simulated().with(Map.of("after.read", "keep")).without("archive.folder");
    }

    /** Until the worker has stored that all three rows were read. */
    private static void awaitRead(SftpFlow flow, WorkerProcess worker, String path) {
        Eventually.holds("the offset of " + path, () -> {
            for (JsonNode entry : entries(flow, worker)) {
                if (entry.path("partition").path("path").asText().equals(path)) {
                    return entry.path("offset").path("record").asInt() == 3;
                }
            }
            return false;
        });
    }

    private static JsonNode entries(SftpFlow flow, WorkerProcess worker) {
        return flow.listing(worker).path("offsets");
    }

    private static String[] with(String[] arguments, String more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(more);
        return all.toArray(String[]::new);
    }

    private static OpsCall ops(WorkerProcess worker, String... arguments) {
        return OpsCall.of(with(arguments, "--connect-url=" + worker.rest().base()));
    }
}
