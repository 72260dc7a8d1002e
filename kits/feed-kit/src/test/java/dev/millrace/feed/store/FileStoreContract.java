package dev.millrace.feed.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each store of Millrace promises, as a test per sentence. The store under test shows a folder of this machine, which
 * the tests fill behind its back.
 */
@Timeout(120)
public abstract class FileStoreContract {

    private static final int MANY = 2_000;
    private static final long FAR = (1L << 32) + 5;

    private final List<FileStore> stores = new ArrayList<>();

    /** A new store on the same place. */
    protected abstract FileStore newStore();

    /** An empty folder, as the store names it: absolute, without a slash at its end. */
    protected abstract String folder();

    /** The same folder, as this machine names it. */
    protected abstract Path root();

    /** What {@link FileStore#id()} must not hold: user names, passwords. */
    protected List<String> credentials() {
        return List.of();
    }

    /** Whether the server under test keeps blanks at the end of a name. */
    protected boolean keepsTrailingBlanks() {
        return true;
    }

    /** Takes the right to read a file from the store's user; false when that can't be done here. */
    protected boolean denyReading(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        return !Files.isReadable(file);
    }

    /** Takes the right to write into a folder from the store's user; false when that can't be done here. */
    protected boolean denyWriting(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        return !Files.isWritable(folder);
    }

    @AfterEach
    final void closeStores() {
        stores.forEach(FileStore::close);
    }

    @Test
    void keepsItsIdForEver() {
        FileStore store = store();
        String before = store.id();

        listed(store);

        assertThat(store.id()).isEqualTo(before).isEqualTo(store().id()).isNotBlank();
    }

    @Test
    void tellsNoCredentialsInItsId() {
        String id = store().id();

        assertThat(credentials()).allSatisfy(secret -> assertThat(id).doesNotContain(secret));
    }

    @Test
    void listsRegularFilesOnly() throws IOException {
        write("a.csv", "12345");
        Files.createDirectory(root().resolve("folder"));
        Files.writeString(root().resolve("folder").resolve("inner.csv"), "x");

        List<StoredFile> files = listed(store());

        assertThat(files).extracting(StoredFile::path, StoredFile::size).containsExactly(tuple("a.csv", 5L));
    }

    @Test
    void listsAnEmptyFolderAsEmpty() {
        assertThat(listed(store())).isEmpty();
    }

    @Test
    void tellsSizeAndTimeOfAFileAlikeInListingAndStat() throws IOException {
        Path file = write("a.csv", "12345");
        Instant then = Instant.parse("2019-03-04T05:06:07Z");
        Files.setLastModifiedTime(file, FileTime.from(then));
        FileStore store = store();

        List<StoredFile> files = listed(store);

        assertThat(files).containsExactly(new StoredFile(path("a.csv"), 5, then.toEpochMilli()));
        assertThat(store.stat(path("a.csv"))).contains(files.get(0));
    }

    @Test
    void listsThousandsOfFiles() throws IOException {
        fill();

        List<StoredFile> files = listed(store());

        assertThat(files)
                .extracting(StoredFile::name)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MANY)
                        .mapToObj(FileStoreContract::name)
                        .toList());
    }

    @Test
    void listsAMissingFolderAsFileMissing() {
        FileStore store = store();

        assertRejected(StoreFailure.MISSING, () -> store.list(path("nowhere"), file -> {}));
    }

    @Test
    void letsAVisitorsFailureThroughAndGoesOnWorking() throws IOException {
        write("a.csv", "1");
        write("b.csv", "2");
        FileStore store = store();
        IllegalStateException ours = new IllegalStateException("the visitor's own");

        Throwable thrown = catchThrowable(() -> store.list(folder(), file -> {
            throw ours;
        }));

        assertThat(thrown).isSameAs(ours);
        assertThat(listed(store)).hasSize(2);
    }

    @Test
    void knowsNothingOfAMissingFile() {
        FileStore store = store();

        assertThat(store.stat(path("missing.csv"))).isEmpty();
        assertThat(store.stat(path("missing/file.csv"))).isEmpty();
    }

    @Test
    void takesAFolderForNoFile() throws IOException {
        Files.createDirectory(root().resolve("folder"));

        assertThat(store().stat(path("folder"))).isEmpty();
    }

    @Test
    void readsAFileFromItsStart() throws IOException {
        write("a.csv", "0123456789");

        assertThat(read(store(), path("a.csv"), 0)).isEqualTo("0123456789");
    }

    @Test
    void readsAFileFromAByteOn() throws IOException {
        write("a.csv", "0123456789");

        assertThat(read(store(), path("a.csv"), 7)).isEqualTo("789");
    }

    @Test
    void readsNothingAtTheEndOfAFile() throws IOException {
        write("a.csv", "0123456789");

        assertThat(read(store(), path("a.csv"), 10)).isEmpty();
    }

    @Test
    void readsAnEmptyFile() throws IOException {
        write("empty.csv", "");

        assertThat(read(store(), path("empty.csv"), 0)).isEmpty();
    }

    @Test
    void readsBehindFourGigabytes() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(root().resolve("huge.bin").toFile(), "rw")) {
            file.seek(FAR);
            file.write("tail".getBytes(StandardCharsets.US_ASCII));
        }
        FileStore store = store();

        assertThat(store.stat(path("huge.bin"))).map(StoredFile::size).contains(FAR + 4);
        assertThat(read(store, path("huge.bin"), FAR)).isEqualTo("tail");
    }

    @Test
    void opensAMissingFileAsFileMissing() {
        FileStore store = store();

        assertRejected(
                StoreFailure.MISSING, () -> store.open(path("missing.csv"), 0).close());
    }

    @Test
    void answersOtherCallsWhileAStreamIsOpen() throws IOException {
        byte[] large = large();
        Files.write(root().resolve("large.bin"), large);
        write("other.csv", "1");
        write("third.csv", "2");
        Files.createDirectory(root().resolve("archive"));
        FileStore store = store();

        byte[] rest;
        try (InputStream in = store.open(path("large.bin"), 1)) {
            in.skipNBytes(1_000);
            assertThat(listed(store)).hasSize(3);
            assertThat(store.stat(path("other.csv"))).isPresent();
            store.move(path("other.csv"), path("archive/other.csv"));
            store.delete(path("third.csv"));
            rest = in.readAllBytes();
        }

        assertThat(rest).hasSize(large.length - 1_001).endsWith(large[large.length - 2], large[large.length - 1]);
        assertThat(listed(store)).extracting(StoredFile::name).containsExactly("large.bin");
    }

    @Test
    void opensManyStreamsOneAfterTheOther() throws IOException {
        write("a.csv", "0123456789");
        FileStore store = store();

        for (int i = 0; i < 100; i++) {
            try (InputStream in = store.open(path("a.csv"), i % 10)) {
                assertThat(in.read()).isEqualTo('0' + i % 10);
            }
        }

        assertThat(listed(store)).hasSize(1);
    }

    @Test
    void movesAFile() throws IOException {
        write("a.csv", "content");
        Files.createDirectory(root().resolve("archive"));

        store().move(path("a.csv"), path("archive/b.csv"));

        assertThat(root().resolve("a.csv")).doesNotExist();
        assertThat(root().resolve("archive/b.csv")).hasContent("content");
    }

    @Test
    void movesNeverOverAFile() throws IOException {
        write("a.csv", "newer");
        write("b.csv", "older");
        FileStore store = store();

        assertRejected(StoreFailure.EXISTS, () -> store.move(path("a.csv"), path("b.csv")));

        assertThat(root().resolve("a.csv")).hasContent("newer");
        assertThat(root().resolve("b.csv")).hasContent("older");
    }

    @Test
    void movesAMissingFileAsFileMissing() throws IOException {
        Files.createDirectory(root().resolve("archive"));
        FileStore store = store();

        assertRejected(StoreFailure.MISSING, () -> store.move(path("missing.csv"), path("archive/missing.csv")));
    }

    @Test
    void movesIntoAMissingFolderAsFileMissing() throws IOException {
        write("a.csv", "content");
        FileStore store = store();

        assertRejected(StoreFailure.MISSING, () -> store.move(path("a.csv"), path("nowhere/a.csv")));

        assertThat(root().resolve("a.csv")).hasContent("content");
    }

    @Test
    void showsTheFoldersOfAFolderWithoutEnteringThem() throws IOException {
        write("a.csv", "12345");
        Files.createDirectories(root().resolve("sub/deeper"));
        Files.writeString(root().resolve("sub/inner.csv"), "x");
        List<String> folders = new ArrayList<>();

        store().list(folder(), new FolderVisitor() {
            @Override
            public void file(StoredFile file) {}

            @Override
            public void folder(String path, boolean isLink) {
                folders.add(path + " " + isLink);
            }
        });

        assertThat(folders).containsExactly(path("sub") + " false");
    }

    @Test
    void makesAFolderAndThoseAboveIt() {
        FileStore store = store();

        store.createFolder(path("archive/2026/11"));
        store.createFolder(path("archive/2026/11"));
        store.createFolder(path("archive/2026/12"));

        assertThat(root().resolve("archive/2026/11")).isDirectory();
        assertThat(root().resolve("archive/2026/12")).isDirectory();
    }

    @Test
    void writesASmallFileWholeAndLeavesNothingElse() throws IOException {
        store().write(path("a.error.json"), "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(root().resolve("a.error.json")).hasContent("{}");
        assertThat(root().toFile().list()).containsExactly("a.error.json");
    }

    @Test
    void replacesAFileThatItWritesAgain() throws IOException {
        write("a.error.json", "a longer content");

        store().write(path("a.error.json"), "short".getBytes(StandardCharsets.UTF_8));

        assertThat(root().resolve("a.error.json")).hasContent("short");
    }

    @Test
    void writesIntoAMissingFolderAsFileMissing() {
        FileStore store = store();

        assertRejected(StoreFailure.MISSING, () -> store.write(path("nowhere/a.json"), new byte[0]));
    }

    @Test
    void deletesAFile() throws IOException {
        write("a.csv", "content");
        write("b.csv", "content");

        store().delete(path("a.csv"));

        assertThat(root().resolve("a.csv")).doesNotExist();
        assertThat(root().resolve("b.csv")).exists();
    }

    @Test
    void deletesAMissingFileAsFileMissing() {
        FileStore store = store();

        assertRejected(StoreFailure.MISSING, () -> store.delete(path("missing.csv")));
    }

    @Test
    void leavesNothingBehindWhenItProbesAFolder() throws IOException {
        store().probeWritable(folder());

        assertThat(root()).isEmptyDirectory();
    }

    @Test
    void probesAMissingFolderAsFileMissing() {
        FileStore store = store();

        assertRejected(StoreFailure.MISSING, () -> store.probeWritable(path("nowhere")));
    }

    @Test
    void saysWhatTheServerDeniesToRead() throws IOException {
        Path file = write("a.csv", "content");
        assumeThat(denyReading(file)).as("rights can be taken here").isTrue();
        FileStore store = store();

        assertRejected(StoreFailure.DENIED, () -> store.open(path("a.csv"), 0).close());

        assertThat(listed(store)).extracting(StoredFile::name).containsExactly("a.csv");
    }

    @Test
    void saysWhatTheServerDeniesToWrite() throws IOException {
        Path locked = Files.createDirectory(root().resolve("locked"));
        Files.writeString(locked.resolve("a.csv"), "content");
        write("b.csv", "content");
        assumeThat(denyWriting(locked)).as("rights can be taken here").isTrue();
        FileStore store = store();

        assertRejected(StoreFailure.DENIED, () -> store.probeWritable(path("locked")));
        assertRejected(StoreFailure.DENIED, () -> store.delete(path("locked/a.csv")));
        assertRejected(StoreFailure.DENIED, () -> store.move(path("b.csv"), path("locked/b.csv")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with blanks in it.csv",
                " leading and trailing ",
                "grüße-日本-\uD83D\uDE00.csv",
                "star*.csv",
                "question?.csv",
                "range[a-z].csv",
                "braces{a,b}.csv",
                "back\\slash.csv",
                "quote\".csv",
                "apostrophe'.csv",
                "$HOME `id` ;&|.csv",
                "-rf",
                "~",
                "%2e%2e.csv",
                "#1.csv"
            })
    void takesEveryNameAsItIs(String name) throws IOException {
        assumeThat(keepsTrailingBlanks() || !name.endsWith(" "))
                .as("the server keeps blanks")
                .isTrue();
        write(name, "0123456789");
        write("starred.csv", "another");
        write("questions.csv", "another");
        Files.createDirectory(root().resolve("archive"));
        FileStore store = store();

        List<StoredFile> files = listed(store);
        String content = read(store, path(name), 3);
        store.move(path(name), path("archive/" + name));

        assertThat(files).extracting(StoredFile::name).containsExactlyInAnyOrder(name, "starred.csv", "questions.csv");
        assertThat(content).isEqualTo("3456789");
        assertThat(store.stat(path("archive/" + name))).map(StoredFile::size).contains(10L);
        assertThat(store.stat(path(name))).isEmpty();

        store.delete(path("archive/" + name));

        assertThat(root().resolve("archive")).isEmptyDirectory();
        assertThat(listed(store)).hasSize(2);
    }

    @Test
    void failsEveryCallAfterItWasClosed() throws IOException {
        write("a.csv", "content");
        FileStore store = store();
        listed(store);

        store.close();

        assertUnreachable(() -> store.list(folder(), file -> {}));
        assertUnreachable(() -> store.stat(path("a.csv")));
        assertUnreachable(() -> store.open(path("a.csv"), 0).close());
        assertUnreachable(() -> store.move(path("a.csv"), path("b.csv")));
        assertUnreachable(() -> store.delete(path("a.csv")));
        assertUnreachable(() -> store.probeWritable(folder()));
        assertThat(root().resolve("a.csv")).hasContent("content");
    }

    @Test
    void failsTheStreamUnderWayWhenItIsClosed() throws IOException {
        Files.write(root().resolve("large.bin"), large());
        FileStore store = store();

        try (InputStream in = store.open(path("large.bin"), 0)) {
            assertThat(in.read()).isZero();
            store.close();

            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void failsTheListingUnderWayWhenItIsClosed() throws IOException {
        fill();
        FileStore store = store();

        assertUnreachable(() -> store.list(folder(), file -> {
            Thread closer = new Thread(store::close);
            closer.start();
            try {
                closer.join(Duration.ofSeconds(10).toMillis());
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    @Test
    void closesTwiceWithoutHarm() {
        FileStore store = store();
        listed(store);
        store.close();

        assertThatCode(store::close).doesNotThrowAnyException();
    }

    @Test
    void closesBeforeItsFirstUse() {
        FileStore store = store();

        assertThatCode(store::close).doesNotThrowAnyException();
    }

    /** A new store, closed after the test. */
    protected final FileStore store() {
        FileStore store = newStore();
        stores.add(store);
        return store;
    }

    /** The path of a name in the folder, as the store has it. */
    protected final String path(String name) {
        return folder() + "/" + name;
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(root().resolve(name), content);
    }

    private void fill() throws IOException {
        for (int i = 0; i < MANY; i++) {
            Files.createFile(root().resolve(name(i)));
        }
    }

    private static String name(int number) {
        return "file-" + number + ".csv";
    }

    private static byte[] large() {
        byte[] bytes = new byte[16 << 20];
        bytes[bytes.length - 2] = 1;
        bytes[bytes.length - 1] = 2;
        return bytes;
    }

    private List<StoredFile> listed(FileStore store) {
        List<StoredFile> files = new ArrayList<>();
        store.list(folder(), files::add);
        return files;
    }

    private static String read(FileStore store, String path, long at) throws IOException {
        try (InputStream in = store.open(path, at)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Tuple tuple(String name, long size) {
        return Tuple.tuple(path(name), size);
    }

    static void assertRejected(String code, ThrowingCallable call) {
        ConnectorFailure failure = failureOf(call);
        assertThat(failure.code()).as("%s", failure.getMessage()).isEqualTo(code);
        assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
    }

    private static void assertUnreachable(ThrowingCallable call) {
        ConnectorFailure failure = failureOf(call);
        assertThat(failure.code()).as("%s", failure.getMessage()).isEqualTo(StoreFailure.UNREACHABLE);
        assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
    }

    private static ConnectorFailure failureOf(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(ConnectorFailure.class);
        return (ConnectorFailure) thrown;
    }
}
