package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.FolderVisitor;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server whose attributes hold no permissions, and so no kind: everything works as with any other. */
class PermissionlessServerTest extends SftpStoreContract {

    @Override
    void prepare(SftpPartner partner) {
        partner.hidePermissions(true);
    }

    @Test
    void tellsFilesFromFoldersByTheLineForPeople() throws IOException {
        Files.writeString(root().resolve("a.csv"), "0123456789");
        Files.writeString(root().resolve(".hidden"), "x");
        Files.createDirectory(root().resolve("in"));
        List<String> files = new ArrayList<>();
        List<String> folders = new ArrayList<>();

        store().list(folder(), new FolderVisitor() {
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
