package dev.millrace.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.Called;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.connect.FakeConnect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyTest {

    private static final String CLASS = "\"connector.class\": \"dev.millrace.rest.RestSinkConnector\"";
    private static final String FILE = "{\"name\": \"orders\", " + CLASS
            + ", \"http.auth.password\": \"hunter2\", \"http.auth.user\": \"${env:USER}\", \"tasks.max\": 2}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("orders.json"), FILE);
    }

    @Test
    void showsWhatDiffersWithoutAnySecretAndDoesNothingInADryRun() {
        try (FakeConnect connect = new FakeConnect()
                .answers(
                        200,
                        "{\"name\": \"orders\", " + CLASS
                                + ", \"http.auth.password\": \"swordfish\", \"http.auth.user\": \"eva\", \"topics\": \"a\"}")) {

            Called called = called(connect, "--dry-run");

            assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
            assertThat(called.out()).isEqualTo("""
                            update orders
                              ~ http.auth.password = [hidden] -> [hidden]
                              ~ http.auth.user = eva -> ${env:USER}
                              + tasks.max = 2
                              - topics = a
                            """);
            assertThat(connect.calls()).containsExactly("GET /connectors/orders/config");
        }
    }

    @Test
    void doesNotTouchWhatIsEqual() {
        try (FakeConnect connect = new FakeConnect().answers(200, FILE)) {

            Called called = called(connect);

            assertThat(called.out()).isEqualTo("unchanged orders\n");
            assertThat(called.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(connect.calls()).containsExactly("GET /connectors/orders/config");
        }
    }

    @Test
    void createsWhatIsNotThereAndTellsWhenItFails() {
        try (FakeConnect connect = new FakeConnect()
                .answers(404, "{}")
                .answers(201, "{}")
                .answers(404, "{}")
                .answers(200, "{\"connector\": {\"state\": \"RUNNING\"}, \"tasks\": [{\"state\": \"FAILED\"}]}")) {

            Called called = called(connect, "--wait", "--json");

            assertThat(called.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(called.out())
                    .contains("\"action\" : \"create\"", "\"state\" : \"FAILED\"", "GET /connectors/orders/status")
                    .doesNotContain("hunter2");
            assertThat(connect.calls().get(1)).startsWith("PUT /connectors/orders/config {\"name\":\"orders\"");
        }
    }

    @Test
    void tellsARefusalWithoutTheSecretThatItQuotes() {
        try (FakeConnect connect = new FakeConnect()
                .answers(404, "{}")
                .answers(400, "{\"message\": \"invalid: topics is missing,\\nand hunter2 is short\"}")) {

            Called called = called(connect);

            assertThat(called.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(called.out()).isEqualTo("create orders: invalid: topics is missing, and [hidden] is short\n");
        }
    }

    @Test
    void doesNothingWhenAFileIsNone() throws IOException {
        Files.writeString(folder.resolve("other.json"), "{");
        try (FakeConnect connect = new FakeConnect().answers(200, "{}")) {

            Called called = called(connect);

            assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(called.err()).contains("other.json", "nothing was done");
            assertThat(connect.calls()).isEmpty();
        }
    }

    private Called called(FakeConnect connect, String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "apply";
        all[1] = folder.toString();
        all[2] = "--connect-url=" + connect.url();
        System.arraycopy(more, 0, all, 3, more.length);
        return Called.with(all);
    }
}
