package dev.millrace.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.Called;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.connect.FakeConnect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsetsPruneTest {

    private static final String STOPPED = "{\"connector\": {\"state\": \"STOPPED\"}, \"tasks\": []}";
    private static final String RUNNING =
            "{\"connector\": {\"state\": \"RUNNING\"}, \"tasks\": [{\"state\": \"RUNNING\"}]}";
    private static final String OFFSETS = """
            {"offsets": [
              {"partition": {"store": "sftp://a:22", "path": "/in/here.csv"}, "offset": {"state": "completed"}},
              {"partition": {"store": "sftp://a:22", "path": "/in/gone.csv"}, "offset": {"state": "finished"}},
              {"partition": {"store": "sftp://a:22", "path": "/in/half.csv"}, "offset": {"state": "reading"}},
              {"partition": {"store": "sftp://a:22", "sha256": "ab"}, "offset": {"state": "completed"}},
              {"partition": {"filename": "/in/gone.csv"}, "offset": {"position": 1}}]}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void showsEntriesOfFinishedFilesThatAreGoneAndRemovesNothing() throws IOException {
        try (FakeConnect connect = new FakeConnect().answers(200, RUNNING).answers(200, OFFSETS)) {

            Called called = pruned(connect, "--listing=" + listing("/in/here.csv\n"));

            assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
            assertThat(called.out())
                    .isEqualTo(
                            "/in/gone.csv (finished)\n1 entries of files that are gone, 2 kept; --apply removes them\n");
            assertThat(connect.calls()).noneMatch(call -> call.startsWith("PATCH"));
        }
    }

    @Test
    void showsAPersonAtATerminalHowFarItIs() throws IOException {
        try (FakeConnect connect = new FakeConnect().answers(200, RUNNING).answers(200, OFFSETS)) {

            Called called = Called.atTerminal(arguments(connect, "--listing=" + listing("/in/here.csv\n")));

            assertThat(called.err()).contains("0 %  0 entries looked up, ").endsWith(Called.LINE_TAKEN_AWAY);
            assertThat(called.out()).startsWith("/in/gone.csv");
        }
    }

    @Test
    void removesThemFromAStoppedConnectorOnly() throws IOException {
        Path mounted = Files.createDirectories(folder.resolve("mounted"));
        Files.createDirectory(mounted.resolve("in"));
        Files.createFile(mounted.resolve("in/here.csv"));
        try (FakeConnect connect = new FakeConnect().answers(200, RUNNING)) {

            Called called = pruned(connect, "--apply", "--mounted=" + mounted);

            assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(called.err()).contains("/connectors/files/stop", "nothing was done");
        }
        try (FakeConnect connect =
                new FakeConnect().answers(200, STOPPED).answers(200, OFFSETS).answers(200, "{}")) {

            Called called = pruned(connect, "--apply", "--reading", "--json", "--mounted=" + mounted);

            assertThat(called.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(called.out())
                    .contains("\"path\" : \"/in/gone.csv\"", "\"kept\" : 1")
                    .doesNotContain("partition");
            assertThat(connect.calls().get(2))
                    .isEqualTo(
                            "PATCH /connectors/files/offsets {\"offsets\":["
                                    + "{\"partition\":{\"store\":\"sftp://a:22\",\"path\":\"/in/gone.csv\"},\"offset\":null},"
                                    + "{\"partition\":{\"store\":\"sftp://a:22\",\"path\":\"/in/half.csv\"},\"offset\":null}]}");
        }
    }

    @Test
    void refusesAServerThatSeemsToHaveNoFiles() throws IOException {
        try (FakeConnect connect = new FakeConnect().answers(200, STOPPED).answers(200, OFFSETS)) {
            Path empty = Files.createDirectories(folder.resolve("empty"));

            assertThat(pruned(connect, "--mounted=" + empty).err()).contains("is the server mounted there?");
            assertThat(pruned(connect, "--mounted=" + folder.resolve("none")).err())
                    .contains("mounted there?");
            assertThat(pruned(connect, "--listing=" + listing("\n")).err()).contains("lists no file");
            assertThat(pruned(connect, "--listing=" + listing("here.csv\n")).err())
                    .contains("whole path");
            assertThat(pruned(connect).exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(connect.calls()).isEmpty();
        }
    }

    private Path listing(String text) throws IOException {
        return Files.writeString(folder.resolve("listing"), text);
    }

    private static Called pruned(FakeConnect connect, String... more) {
        return Called.with(arguments(connect, more));
    }

    private static String[] arguments(FakeConnect connect, String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "offsets";
        all[1] = "prune";
        all[2] = "files";
        all[3] = "--connect-url=" + connect.url();
        System.arraycopy(more, 0, all, 4, more.length);
        return all;
    }
}
