package dev.millrace.feed.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mounted folder keeps what all stores promise, and its own rules about links. */
final class LocalFileStoreTest extends FileStoreContract {

    private final Path root;

    LocalFileStoreTest(@TempDir Path root) {
        this.root = root;
    }

    @Override
    protected FileStore newStore() {
        return new LocalFileStore();
    }

    @Override
    protected String folder() {
        return root.toString();
    }

    @Override
    protected Path root() {
        return root;
    }

    @Test
    void followsLinksToFilesAndLeavesOutLinksToAnythingElse() throws IOException {
        Path outside = Files.createDirectory(root.resolve("outside"));
        Files.writeString(outside.resolve("real.csv"), "12345");
        Files.createSymbolicLink(root.resolve("link.csv"), outside.resolve("real.csv"));
        Files.createSymbolicLink(root.resolve("folder-link"), outside);
        Files.createSymbolicLink(root.resolve("dangling.csv"), root.resolve("nowhere"));

        List<StoredFile> files = new ArrayList<>();
        store().list(folder(), files::add);

        assertThat(files)
                .extracting(StoredFile::name, StoredFile::size)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("link.csv", 5L));
    }

    @Test
    void movesNotOverALinkThatLeadsNowhere() throws IOException {
        Files.writeString(root.resolve("a.csv"), "content");
        Files.createSymbolicLink(root.resolve("b.csv"), root.resolve("nowhere"));
        FileStore store = store();

        assertRejected(StoreFailure.EXISTS, () -> store.move(path("a.csv"), path("b.csv")));
    }

    @Test
    void tellsWhereAFolderBehindALinkIs() throws IOException {
        Path real = Files.createDirectory(root.resolve("real")).toRealPath();
        Files.createSymbolicLink(root.resolve("link"), real);

        assertThat(store().realPath(path("link"))).contains(real.toString());
        assertThat(store().realPath(path("real"))).contains(real.toString());
        assertRejected(StoreFailure.MISSING, () -> store().realPath(path("nowhere")));
    }
}
