package dev.millrace.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.Called;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.connect.FakeConnect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    private static final String CONNECTORS = """
            {"orders": {
              "status": {"connector": {"state": "RUNNING"}, "tasks": [{"state": "RUNNING"}]},
              "info": {"type": "source", "config": {"name": "orders",
                "connector.class": "dev.millrace.sftp.SftpSourceConnector", "sftp.password": "SECRET"}}}}
            """;
    private static final String OFFSETS =
            "{\"offsets\": [{\"partition\": {\"path\": \"/a\"}, \"offset\": {\"record\": 3}}]}";

    private static final String STOPPED = "{\"connector\": {\"state\": \"STOPPED\"}, \"tasks\": []}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void keepsConfigurationsWithTheirReferencesAndOffsets() throws IOException {
        Path file = folder.resolve("backup.json");
        try (FakeConnect connect = new FakeConnect()
                .answers(200, CONNECTORS.replace("SECRET", "${env:SFTP_PASSWORD}"))
                .answers(200, OFFSETS)
                .answers(200, "{\"kafka_cluster_id\": \"k1\"}")) {

            Called called = Called.with("backup", file.toString(), "--connect-url=" + connect.url());

            assertThat(called.out()).startsWith("1 connectors with 1 offsets are in ");
            assertThat(called.err()).isEmpty();
            JsonNode backup = new ObjectMapper().readTree(file.toFile());
            assertThat(backup.path("cluster").asText()).isEqualTo("k1");
            assertThat(backup.at("/connectors/0/state").asText()).isEqualTo("RUNNING");
            assertThat(backup.at("/connectors/0/config/sftp.password").asText()).isEqualTo("${env:SFTP_PASSWORD}");
            assertThat(backup.at("/connectors/0/offsets/0/offset/record").asInt())
                    .isEqualTo(3);
            assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
            assertThat(folder).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.tmp");
        }
    }

    @Test
    void showsAPersonAtATerminalHowFarItIs() throws IOException {
        try (FakeConnect connect = new FakeConnect()
                .answers(200, CONNECTORS.replace("SECRET", "${env:SFTP_PASSWORD}"))
                .answers(200, OFFSETS)) {
            String file = folder.resolve("backup.json").toString();

            Called called = Called.atTerminal("backup", file, "--connect-url=" + connect.url());

            assertThat(called.err())
                    .contains("0 %  0 connectors checked, ", "0 %  0 connectors read, ")
                    .endsWith(Called.LINE_TAKEN_AWAY);
        }
        try (FakeConnect connect =
                new FakeConnect().answers(404, "{}").answers(201, "{}").answers(200, STOPPED)) {

            Called called =
                    Called.atTerminal("restore", backup().toString(), "--json", "--connect-url=" + connect.url());

            assertThat(called.err())
                    .contains("0 %  0 connectors compared, ", "0 %  0 connectors restored, ")
                    .endsWith(Called.LINE_TAKEN_AWAY);
        }
    }

    @Test
    void refusesASecretThatIsNoReferenceUnlessItIsTold() {
        Path file = folder.resolve("backup.json");
        try (FakeConnect connect = new FakeConnect().answers(200, CONNECTORS.replace("SECRET", "hunter2"))) {

            Called called = Called.with("backup", file.toString(), "--connect-url=" + connect.url());

            assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(called.err())
                    .contains("orders: sftp.password", "--with-secrets", "nothing was written")
                    .doesNotContain("hunter2");
            assertThat(file).doesNotExist();
        }
        try (FakeConnect connect = new FakeConnect()
                .answers(200, CONNECTORS.replace("SECRET", "hunter2"))
                .answers(200, OFFSETS)) {

            Called called = Called.with("backup", file.toString(), "--with-secrets", "--connect-url=" + connect.url());

            assertThat(called.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(file).content().contains("hunter2");
        }
    }

    @Test
    void setsOffsetsWhileTheConnectorIsStoppedAndOnlyThenLetsItGo() throws IOException {
        Path file = backup();
        try (FakeConnect connect = new FakeConnect()
                .answers(404, "{}")
                .answers(201, "{}")
                .answers(404, "{}")
                .answers(200, STOPPED)
                .answers(200, "{}")) {

            Called called = Called.with("restore", file.toString(), "--resume", "--connect-url=" + connect.url());

            assertThat(called.out()).isEqualTo("created orders: 1 offsets, RUNNING\n");
            assertThat(connect.calls())
                    .containsExactly(
                            "GET /connectors/orders/config",
                            "POST /connectors {\"name\":\"orders\",\"initial_state\":\"STOPPED\",\"config\":{\"name\":\"orders\"}}",
                            "GET /connectors/orders/status",
                            "GET /connectors/orders/status",
                            "PATCH /connectors/orders/offsets"
                                    + " {\"offsets\":[{\"partition\":{\"path\":\"/a\"},\"offset\":{\"record\":3}}]}",
                            "PUT /connectors/orders/resume");
        }
    }

    @Test
    void leavesAloneWhatIsThere() throws IOException {
        Path file = backup();
        try (FakeConnect connect = new FakeConnect().answers(200, "{\"name\": \"orders\"}")) {

            Called called = Called.with("restore", file.toString(), "--connect-url=" + connect.url());

            assertThat(called.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(called.out()).contains("kept orders: is there already", "--replace");
            assertThat(connect.calls()).containsExactly("GET /connectors/orders/config");
        }
    }

    @Test
    void doesNothingInADryRun() throws IOException {
        Path file = backup();
        try (FakeConnect connect = new FakeConnect().answers(404, "{}")) {

            Called called = Called.with(
                    "restore", file.toString(), "--dry-run", "--offsets=none", "--connect-url=" + connect.url());

            assertThat(called.out()).isEqualTo("created orders: 0 offsets, STOPPED\n");
            assertThat(connect.calls()).containsExactly("GET /connectors/orders/config");
        }
    }

    @Test
    void namesAFileThatIsNoBackup() throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"version\": 7}");

        Called called = Called.with("restore", file.toString(), "--connect-url=http://127.0.0.1:1");

        assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(called.err()).contains("other.json", "no backup");
    }

    private Path backup() throws IOException {
        return Files.writeString(folder.resolve("backup.json"), """
                {"version": 1, "taken": "2026-01-31T12:00:00Z", "cluster": "k1", "connectors": [
                  {"name": "orders", "type": "source", "state": "RUNNING", "config": {"name": "orders"},
                   "offsets": [{"partition": {"path": "/a"}, "offset": {"record": 3}}]}]}
                """);
    }
}
