package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.format.Position;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.Meters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a folder to the next file and its stored offset: scan, files in hand, queue. */
final class FileQueueTest {

    private static final String FILE = IN + "/a.txt";

    private final MemoryFiles files = new MemoryFiles();
    private final FilesInHand inHand = new FilesInHand();
    private final Meters meters = Meters.register("queue-test", "test", "0");
    private final Map<Map<String, Object>, Map<String, Object>> offsets = new HashMap<>();
    private Runnable failing = () -> {};
    private final List<Integer> questions = new ArrayList<>();
    private final TestClock clock = new TestClock();

    @AfterEach
    void closeMeters() {
        meters.close();
    }

    @Test
    void givesTheFilesInTheOrderOfTheirPaths() {
        files.put(IN + "/c.txt", "1").put(IN + "/a.txt", "2").put(IN + "/b.txt", "3");

        assertThat(drain(queue(options()))).containsExactly(IN + "/a.txt", IN + "/b.txt", IN + "/c.txt");
    }

    @Test
    void givesAFileWithItsStoredOffset() {
        files.put(FILE, "content").put(IN + "/b.txt", "new");
        FileOffset half = new FileOffset(new Position(1, 3, 2), FileOffset.State.READING, "", "", 0);
        offsets.put(files.identity(FILE).partition(), half.toMap());
        FileQueue queue = queue(options());

        FileQueue.Entry first = queue.next().orElseThrow();
        FileQueue.Entry second = queue.next().orElseThrow();

        assertThat(first).isEqualTo(new FileQueue.Entry(files.identity(FILE), half, false, Optional.empty()));
        assertThat(second.isNew()).isTrue();
        assertThat(second.offset()).isEqualTo(FileOffset.START);
    }

    @Test
    void asksForManyOffsetsAtATime() {
        for (int i = 0; i < 1_200; i++) {
            files.put(IN + "/" + i, "x");
        }

        assertThat(drain(queue(options()))).hasSize(1_200);
        assertThat(questions).containsExactly(500, 500, 200);
    }

    @ParameterizedTest
    @CsvSource({"7, 1000, true", "8, 1000, false", "7, 1001, false"})
    void takesAFileForTheOneThatEndedUnderItsNameOnlyIfItLooksTheSame(long size, long modified, boolean same) {
        files.put(FILE, "content");
        FeedOptions byPath = options().audited().with(IdentitySettings.IDENTITY, "path");
        FileIdentity ended =
                new FileIdentity(MemoryStore.ID, FILE, size, modified, FileIdentity.Kind.PATH, Optional.empty());
        FileOffset end = new FileOffset(new Position(1, size, 2), FileOffset.State.COMPLETED, "", "", 0);
        offsets.put(ended.partition(), end.endOf(ended, true).toMap());

        FileQueue.Entry entry = queue(byPath).next().orElseThrow();

        assertThat(entry.offset().state()).isEqualTo(same ? FileOffset.State.COMPLETED : FileOffset.State.READING);
        assertThat(entry.isNew()).isEqualTo(!same);
    }

    @Test
    void looksAgainOnlyWhenAListingIsDue() {
        FileQueue queue = queue(options());
        assertThat(queue.next()).isEmpty();
        files.put(FILE, "content");

        clock.now += 9;
        Optional<FileQueue.Entry> early = queue.next();
        clock.now += 1;

        assertThat(early).isEmpty();
        assertThat(queue.next()).isPresent();
    }

    @Test
    void offersAFileThatIsOnItsWayNotAgain() {
        files.put(FILE, "content");
        FileQueue queue = queue(options());
        FileIdentity file = queue.next().orElseThrow().file();

        assertThat(after(queue)).isEmpty();
        files.put(FILE, "a newer delivery", 2_000);
        assertThat(after(queue)).as("while the older one is on its way").isEmpty();
        inHand.release(file);
        assertThat(after(queue)).map(FileQueue.Entry::file).contains(files.identity(FILE));
    }

    @Test
    void offersAFileThatStaysInPlaceNotAgainUntilItIsAnother() {
        files.put(FILE, "content");
        FileQueue queue = queue(options());
        inHand.keep(queue.next().orElseThrow().file());

        assertThat(after(queue)).isEmpty();
        assertThat(after(queue)).isEmpty();
        files.put(FILE, "newer content", 2_000);
        assertThat(after(queue)).isPresent();
    }

    @Test
    void forgetsWhatStaysInPlaceOnceItIsGone() {
        files.put(FILE, "content");
        FileQueue queue = queue(options());
        FileIdentity file = queue.next().orElseThrow().file();
        inHand.keep(file);
        after(queue);
        files.files.clear();
        after(queue);

        assertThat(inHand.has(file)).isFalse();
    }

    @Test
    void offersAFileThatWasPutOffWithTheNextListing() {
        files.put(FILE, "content");
        FileQueue queue = queue(options());
        FileIdentity file = queue.next().orElseThrow().file();
        inHand.putOff(file);

        assertThat(queue.next()).isEmpty();
        assertThat(after(queue)).isPresent();
        assertThat(inHand.wasPutOff(file)).isTrue();
        inHand.release(file);
        files.files.clear();
        after(queue);
        assertThat(inHand.wasPutOff(file)).isFalse();
    }

    @Test
    void waitsForAFileToBeReady() {
        files.put(FILE, "con");
        FileQueue queue = queue(options().with(ReadinessSettings.STABLE_SCANS, "2"));
        Optional<FileQueue.Entry> first = queue.next();
        files.put(FILE, "content");

        Optional<FileQueue.Entry> grown = after(queue);

        assertThat(first).isEmpty();
        assertThat(grown).isEmpty();
        assertThat(after(queue)).isPresent();
    }

    @Test
    void losesNoFileToAListingThatFails() {
        files.put(FILE, "content");
        FileQueue queue = queue(options());
        files.failingCalls.set(1);

        assertThatThrownBy(queue::next).isInstanceOf(ConnectorFailure.class);

        assertThat(after(queue)).isPresent();
    }

    @Test
    void givesAFileWithTheDigestThatStandsBesideIt() {
        files.put(FILE, "").put(FILE + ".md5", "d41d8cd98f00b204e9800998ecf8427e");
        FileQueue queue = queue(options().with(ReadinessSettings.CHECKSUM, "md5"));

        assertThat(queue.next().flatMap(FileQueue.Entry::expected))
                .contains(new ExpectedDigest("MD5", "d41d8cd98f00b204e9800998ecf8427e"));
    }

    @Test
    void losesNoFileToADigestThatCanNotBeReadNow() {
        files.put(FILE, "")
                .put(FILE + ".md5", "d41d8cd98f00b204e9800998ecf8427e")
                .put(IN + "/b", "");
        files.put(IN + "/b.md5", "none");
        FileQueue queue = queue(options().with(ReadinessSettings.CHECKSUM, "md5"));
        failing = () -> files.failingCalls.set(1);

        assertThatThrownBy(queue::next).isInstanceOf(ConnectorFailure.class);

        assertThat(drain(queue)).containsExactly(FILE);
        failing = () -> {};
        files.put(IN + "/b.md5", "d41d8cd98f00b204e9800998ecf8427e");
        assertThat(after(queue)).map(entry -> entry.file().path()).contains(IN + "/b");
    }

    @Test
    void asksForNoOffsetBeforeTheContentIsKnownAndThenForThatOfTheContent() {
        files.put(FILE, "content");
        String hash = "0".repeat(64);
        FileOffset half = new FileOffset(new Position(1, 3, 2), FileOffset.State.READING, "", "", 0);
        FileQueue queue = queue(options().with(IdentitySettings.IDENTITY, "content"));
        offsets.put(Map.of("store", MemoryStore.ID, "sha256", hash), half.toMap());

        FileQueue.Entry unknown = queue.next().orElseThrow();
        FileQueue.Entry known = queue.identified(unknown, hash).orElseThrow();

        assertThat(unknown.file().isKnown()).isFalse();
        assertThat(known.offset()).isEqualTo(half);
        assertThat(questions).containsExactly(1);
    }

    @Test
    void offersTheSecondFileOfAContentWhenTheFirstIsDone() {
        files.put(FILE, "same").put(IN + "/b.txt", "same");
        String hash = "0".repeat(64);
        FileQueue queue = queue(options().with(IdentitySettings.IDENTITY, "content"));
        FileQueue.Entry first =
                queue.identified(queue.next().orElseThrow(), hash).orElseThrow();

        assertThat(queue.identified(queue.next().orElseThrow(), hash)).isEmpty();
        assertThat(queue.identified(after(queue).orElseThrow(), hash)).isEmpty();
        inHand.keep(first.file());
        assertThat(queue.identified(after(queue).orElseThrow(), hash)).isPresent();
    }

    @Test
    void holdsAllBehindALostFileUntilItIsFreeWhereTheOrderCounts() {
        files.put(FILE, "1").put(IN + "/b.txt", "2");
        FileQueue queue = queue(options().with(OrderSettings.STRICT, "true"));
        FileIdentity lost = queue.next().orElseThrow().file();

        queue.lost(lost);

        assertThat(after(queue)).isEmpty();
        inHand.release(lost);
        assertThat(after(queue)).map(FileQueue.Entry::file).contains(lost);
    }

    private Optional<FileQueue.Entry> after(FileQueue queue) {
        clock.now += 10;
        return queue.next();
    }

    private static List<String> drain(FileQueue queue) {
        return Stream.generate(queue::next)
                .takeWhile(Optional::isPresent)
                .map(next -> next.orElseThrow().file().path())
                .toList();
    }

    private FileQueue queue(FeedOptions options) {
        FeedSettings settings = options.settings();
        FeedMeters figures = new FeedMeters(meters);
        FileScan scan = new FileScan(
                files.connect(),
                settings,
                new FileSelection(settings.selection(), settings.order(), 0, 1),
                inHand,
                clock,
                figures);
        return new FileQueue(
                scan,
                inHand,
                new RememberedFiles(settings.identity()),
                this::stored,
                settings.order().holdsBack(),
                clock,
                figures);
    }

    private Map<Map<String, Object>, Map<String, Object>> stored(Collection<Map<String, Object>> partitions) {
        questions.add(partitions.size());
        failing.run();
        Map<Map<String, Object>, Map<String, Object>> found = new HashMap<>();
        partitions.forEach(partition ->
                Optional.ofNullable(offsets.get(partition)).ifPresent(offset -> found.put(partition, offset)));
        return found;
    }

    private static FeedOptions options() {
        return FeedOptions.of("");
    }
}
