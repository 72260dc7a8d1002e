package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.FolderVisitor;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.feed.store.StoredFile;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A folder with more files than anybody should put into one. */
final class ManyFilesTest {

    private static final int FILES = 100_000;
    private static final int FIRST = 10_000_000;
    private static final int TASKS = 4;

    private int listings;

    @Test
    @Timeout(120)
    void keepsLittleOfEachFileAndListsOncePerTaskAndScan() {
        FeedOptions options = FeedOptions.of("").with(ReadinessSettings.STABLE_SCANS, "2");
        List<ScanBench> tasks = new ArrayList<>();
        List<List<FileIdentity>> offered = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            tasks.add(new ScanBench(new Folder(), options, task, TASKS));
        }
        long before = heap();

        for (ScanBench task : tasks) {
            assertThat(task.look()).isEmpty();
            task.clock.now += 1_000;
            offered.add(task.scan.look());
        }

        assertThat((heap() - before) / FILES).as("bytes for each file").isLessThan(300);
        assertThat(listings).isEqualTo(2 * TASKS);
        BitSet seen = new BitSet();
        offered.forEach(share -> share.forEach(file -> seen.set(Integer.parseInt(file.name(), 5, 13, 10) - FIRST)));
        assertThat(seen.cardinality()).isEqualTo(FILES);
        assertThat(offered.stream().mapToInt(List::size).sum()).isEqualTo(FILES);
        for (ScanBench task : tasks) {
            assertThat(task.tally().pending + task.tally().ofOtherTasks).isEqualTo(FILES);
            task.close();
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Shows its files with new objects at each listing, as a server does. */
    private final class Folder implements FileStore {

        @Override
        public String id() {
            return "many://";
        }

        @Override
        public void list(String folder, FolderVisitor visitor) {
            listings++;
            for (int i = 0; i < FILES; i++) {
                visitor.file(new StoredFile(folder + "/file-" + (FIRST + i) + ".csv", 10, 1_000));
            }
        }

        @Override
        public Optional<StoredFile> stat(String path) {
            return Optional.empty();
        }

        @Override
        public InputStream open(String path, long at) {
            throw StoreFailure.missing(id(), path, null);
        }

        @Override
        public void move(String from, String to) {
            throw StoreFailure.missing(id(), from, null);
        }

        @Override
        public void delete(String path) {
            throw StoreFailure.missing(id(), path, null);
        }

        @Override
        public void createFolder(String path) {
            throw StoreFailure.denied(id(), path, "writing", null);
        }

        @Override
        public void write(String path, byte[] content) {
            throw StoreFailure.denied(id(), path, "writing", null);
        }

        @Override
        public void probeWritable(String folder) {
            throw StoreFailure.denied(id(), folder, "writing", null);
        }

        @Override
        public void close() {}
    }
}
