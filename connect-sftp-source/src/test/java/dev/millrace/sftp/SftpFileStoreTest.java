package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import dev.millrace.feed.store.FileStore;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SftpFileStoreTest extends SftpStoreContract {

    @Test
    void makesAllItsCallsInOneSession() throws IOException {
        Files.writeString(root().resolve("a.csv"), "0123456789");
        FileStore store = store();

        for (int call = 0; call < 50; call++) {
            store.list(folder(), file -> {});
            store.stat(path("a.csv"));
            try (InputStream in = store.open(path("a.csv"), 5)) {
                in.readAllBytes();
            }
        }

        assertThat(partner().sessions()).isEqualTo(1);
        assertThat(partner().connections()).isEqualTo(1);
    }

    @Test
    void connectsAtItsFirstUseOnly() {
        FileStore store = store();

        long before = partner().connections();
        store.list(folder(), file -> {});

        assertThat(before).isZero();
        assertThat(partner().connections()).isEqualTo(1);
    }

    @Test
    void leavesTheSessionWhenItIsClosed() {
        FileStore store = store();
        store.list(folder(), file -> {});

        store.close();

        Eventually.holds("the session is gone", () -> partner().openSessions() == 0);
        Eventually.holds("no thread of the store is left", () -> threads("millrace-deadline-" + store.id()) == 0);
        Eventually.holds("no thread of the session is left", () -> threads("Connect thread") == 0);
    }

    @Test
    void leavesTheConfigurationOfTheLibraryAlone() throws IOException {
        Map<String, String> before = new HashMap<>(JSch.getConfig());
        Files.writeString(root().resolve("a.csv"), "0123456789");
        FileStore store = store();

        try (InputStream in = store.open(path("a.csv"), 0)) {
            in.readAllBytes();
        }

        assertThat(JSch.getConfig()).isEqualTo(before);
    }

    /** Each file is read to the end of its listed size, as the feed does it: not to the end that the server tells. */
    @Test
    void opensNoChannelForAFileThatFollowsOneReadToItsEnd() throws Exception {
        for (int file = 0; file < 20; file++) {
            Files.writeString(root().resolve(file + ".csv"), "content of file " + file);
        }
        SftpSettings settings = Configurations.settings(Configurations.login(partner()));
        SftpSession session = new SftpSession(settings, settings.servers().get(0), "sftp://test");
        session.connect();
        Deadline deadline = new Deadline("test", Duration.ofSeconds(20), session::close);

        try (session;
                deadline) {
            int channel = -1;
            for (int file = 0; file < 20; file++) {
                String expected = "content of file " + file;
                try (SftpInput in = new SftpInput(session.reading(), path(file + ".csv"), 0, deadline)) {
                    assertThat(new String(in.readNBytes(expected.length()), StandardCharsets.UTF_8))
                            .isEqualTo(expected);
                }
                channel = channel < 0 ? session.reading().getId() : channel;
                assertThat(session.reading().getId()).isEqualTo(channel);
            }
        }
    }

    @Test
    void takesAnotherChannelAfterAFileThatWasLeftInItsMiddle() throws IOException {
        Files.write(root().resolve("large.bin"), new byte[1_000_000]);
        Files.writeString(root().resolve("small.csv"), "0123456789");
        FileStore store = store();
        try (InputStream in = store.open(path("large.bin"), 0)) {
            in.readNBytes(10);
        }

        try (InputStream in = store.open(path("small.csv"), 3)) {
            assertThat(in.readAllBytes()).asString().isEqualTo("3456789");
        }

        assertThat(partner().sessions()).isEqualTo(1);
    }

    @Test
    void tellsWhereAFolderBehindALinkIs() throws IOException {
        Files.createDirectory(root().resolve("real"));
        Files.createSymbolicLink(root().resolve("link[*]"), root().resolve("real"));

        assertThat(store().realPath(path("link[*]"))).isEqualTo(store().realPath(path("real")));
        assertThat(store().realPath(path("real"))).isPresent();
    }

    @Test
    void passesOverALinkThatLeadsNowhereOrToWhatIsDenied() throws IOException {
        Files.writeString(root().resolve("a.csv"), "1");
        Path hidden = Files.writeString(root().resolveSibling("hidden.csv"), "2");
        Files.createSymbolicLink(root().resolve("b.csv"), root().resolve("nowhere.csv"));
        Files.createSymbolicLink(root().resolve("c.csv"), root().resolve("a.csv"));
        Files.createSymbolicLink(root().resolve("d.csv"), hidden);
        partner().denyPath("/in/d.csv");
        FileStore store = store();

        List<String> names = new ArrayList<>();
        store.list(folder(), file -> names.add(file.name()));

        assertThat(names).contains("a.csv", "c.csv").doesNotContain("b.csv");
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }
}
