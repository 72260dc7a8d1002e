package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.FileStoreContract;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.FtpPartner.Protection;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain FTP; the same with TLS stands in the classes that extend this one. */
class FtpFileStoreTest extends FileStoreContract {

    private Path served;

    private FtpPartner partner;

    Protection protection() {
        return Protection.PLAIN;
    }

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        served = temporary;
        Files.createDirectory(served.resolve("in"));
        partner = FtpPartner.start(served, protection());
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    FtpPartner partner() {
        return partner;
    }

    @Override
    protected FileStore newStore() {
        return Configurations.store(Configurations.login(partner, protection()));
    }

    @Override
    protected String folder() {
        return "/in";
    }

    @Override
    protected Path root() {
        return served.resolve("in");
    }

    @Override
    protected List<String> credentials() {
        return List.of(partner.username(), partner.password());
    }

    /** Apache FtpServer cuts them off. */
    @Override
    protected boolean keepsTrailingBlanks() {
        return false;
    }

    @Override
    protected boolean denyReading(Path file) {
        partner.denyPath("/" + served.relativize(file));
        return true;
    }

    @Override
    protected boolean denyWriting(Path folder) {
        partner.readOnly(true);
        return true;
    }

    @Test
    void makesAllItsCallsOnOneConnectionAndTakesAnotherWhileItReads() throws IOException {
        Files.writeString(root().resolve("a.csv"), "0123456789");
        FileStore store = store();
        for (int call = 0; call < 10; call++) {
            store.list(folder(), file -> {});
            store.stat(path("a.csv"));
            try (InputStream in = store.open(path("a.csv"), 5)) {
                assertThat(in.readNBytes(5)).asString().isEqualTo("56789");
            }
        }
        long withoutOverlap = partner.sessions();

        try (InputStream in = store.open(path("a.csv"), 5)) {
            store.stat(path("a.csv"));
            assertThat(in.readAllBytes()).asString().isEqualTo("56789");
        }

        assertThat(withoutOverlap).isEqualTo(1);
        assertThat(partner.sessions()).isEqualTo(2);
    }

    @Test
    void goesOnAfterAFileThatWasLeftInItsMiddle() throws IOException {
        Files.write(root().resolve("large.bin"), new byte[50_000_000]);
        Files.writeString(root().resolve("small.csv"), "0123456789");
        FileStore store = store();
        try (InputStream in = store.open(path("large.bin"), 0)) {
            in.readNBytes(10);
        }

        try (InputStream in = store.open(path("small.csv"), 3)) {
            assertThat(in.readAllBytes()).asString().isEqualTo("3456789");
        }

        assertThat(store.stat(path("small.csv"))).isPresent();
    }

    @Test
    void keepsABlankAtTheBeginningOfAName() throws IOException {
        Files.writeString(root().resolve(" leading.csv"), "0123456789");
        FileStore store = store();
        List<StoredFile> files = new ArrayList<>();

        store.list(folder(), files::add);

        assertThat(files).extracting(StoredFile::name).containsExactly(" leading.csv");
        assertThat(store.stat(path(" leading.csv"))).contains(files.get(0));
        try (InputStream in = store.open(path(" leading.csv"), 9)) {
            assertThat(in.readAllBytes()).asString().isEqualTo("9");
        }
    }

    @Test
    void asksEachFolderOnceForAllItsFiles() throws IOException {
        for (int file = 0; file < 50; file++) {
            Files.writeString(root().resolve(file + ".csv"), "content");
        }

        store().list(folder(), file -> {});

        assertThat(partner.commands("MLSD")).isEqualTo(1);
        assertThat(partner.commands("MLST") + partner.commands("SIZE") + partner.commands("MDTM"))
                .isZero();
    }

    @Test
    void leavesNothingWhenItIsClosed() {
        FileStore store = store();
        store.list(folder(), file -> {});

        store.close();

        Eventually.holds("no session is open", () -> partner.openSessions() == 0);
        Eventually.holds(
                "no thread of the store is left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("millrace-deadline-" + store.id())));
    }
}
