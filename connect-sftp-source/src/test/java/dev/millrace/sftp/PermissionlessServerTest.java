package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.FileStoreContract;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose attributes hold no permissions, and so no kind: everything works as with any other. */
class PermissionlessServerTest extends FileStoreContract {

    private Path served;
    private SftpPartner partner;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        served = temporary;
        Files.createDirectory(served.resolve("in"));
        partner = SftpPartner.start(served);
        partner.hidePermissions(true);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Override
    protected FileStore newStore() {
        return new SftpFileStore(Configurations.settings(Configurations.login(partner)));
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
    void tellsFilesFromFoldersByTheLineForPeople() throws IOException {
        Files.writeString(root().resolve("a.csv"), "0123456789");
        Files.writeString(root().resolve(".hidden"), "x");
        Files.createDirectory(root().resolve("in"));
        List<String> files = new ArrayList<>();
        List<String> folders = new ArrayList<>();

        store().list(folder(), new dev.millrace.feed.store.FolderVisitor() {
            @Override
            public void file(StoredFile file) {
                files.add(file.path());
            }

            @Override
            public void folder(String path, boolean link) {
                folders.add(path);
            }
        });

        assertThat(files).containsExactlyInAnyOrder("/in/a.csv", "/in/.hidden");
        assertThat(folders).containsExactly("/in/in");
    }
}
