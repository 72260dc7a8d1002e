package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.FolderVisitor;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.FtpPartner.Protection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that knows LIST only: times are told to the minute, and a second look must agree with the listing. */
@Timeout(120)
class FtpOldListingTest {

    private Path folder;

    private FtpPartner partner;
    private FileStore store;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        partner = FtpPartner.start(folder, Protection.PLAIN);
        partner.oldListings(true);
        store = Configurations.store(Configurations.login(partner, Protection.PLAIN));
    }

    @AfterEach
    void stop() {
        store.close();
        partner.close();
    }

    @Test
    void tellsSizeAndMinuteOfAFileAlikeInListingAndStat() throws IOException {
        Path file = Files.writeString(folder.resolve("in/a b.csv"), "12345");
        Instant then = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        Files.setLastModifiedTime(file, FileTime.from(then));

        List<StoredFile> files = listed();

        assertThat(files)
                .containsExactly(new StoredFile(
                        "/in/a b.csv", 5, then.truncatedTo(ChronoUnit.MINUTES).toEpochMilli()));
        assertThat(store.stat("/in/a b.csv")).contains(files.get(0));
        assertThat(partner.commands("MLSD")).isZero();
    }

    @Test
    void tellsWhatIsNoFile() throws IOException {
        Files.createDirectory(folder.resolve("in/sub"));
        Files.writeString(folder.resolve("in/sub/sub"), "a file that is called like its folder");
        List<String> folders = new ArrayList<>();

        store.list("/in", new FolderVisitor() {
            @Override
            public void file(StoredFile file) {}

            @Override
            public void folder(String path, boolean isLink) {
                folders.add(path);
            }
        });

        assertThat(folders).containsExactly("/in/sub");
        assertThat(store.stat("/in/sub")).isEmpty();
        assertThat(store.stat("/in/sub/sub")).isPresent();
        assertThat(store.stat("/in/nothing")).isEmpty();
        assertThat(store.stat("/nowhere/nothing")).isEmpty();
    }

    @Test
    void takesANameForNoPattern() throws IOException {
        Files.writeString(folder.resolve("in/star*.csv"), "12345");
        Files.writeString(folder.resolve("in/starred.csv"), "1");

        assertThat(store.stat("/in/star*.csv")).map(StoredFile::size).contains(5L);
        assertThat(store.stat("/in/sta*.csv")).isEmpty();
    }

    @Test
    void movesAndNeverOverAFile() throws IOException {
        Files.writeString(folder.resolve("in/a.csv"), "newer");
        store.createFolder("/archive");

        store.move("/in/a.csv", "/archive/a.csv");

        assertThat(folder.resolve("archive/a.csv")).hasContent("newer");
        assertThat(listed()).isEmpty();
    }

    private List<StoredFile> listed() {
        List<StoredFile> files = new ArrayList<>();
        store.list("/in", files::add);
        return files;
    }
}
