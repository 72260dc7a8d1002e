package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.StoredFile;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RememberedFilesTest {

    private static final FileIdentity FILE = new FileIdentity("s", "/in/a", 5, 7);
    private static final Instant THEN = Instant.parse("2026-01-31T12:00:00Z");

    private final RememberedFiles remembered = files(100, FileIdentity.Kind.ATTRIBUTES);

    @Test
    void knowsAFileFromTheMomentItIsFinishedUntilItExpires() {
        FileOffset finished = FileOffset.finished(FILE, THEN);

        assertThat(remembered.finish(FILE, THEN)).contains(finished);

        assertThat(remembered.claim(FILE, FileOffset.START, THEN.plusMillis(99)))
                .isEqualTo(finished);
        assertThat(remembered.claim(FILE, finished, THEN.plusMillis(100))).isEqualTo(FileOffset.START);
    }

    @Test
    void knowsWhatAnEarlierRunFinished() {
        FileOffset stored = FileOffset.finished(FILE, THEN);

        assertThat(remembered.claim(FILE, stored, THEN.plusMillis(99))).isEqualTo(stored);
        assertThat(remembered.claim(FILE, stored, THEN.plusMillis(100))).isEqualTo(FileOffset.START);
    }

    @Test
    void tellsEachFileThatExpiredOnce() {
        remembered.finish(FILE, THEN);
        remembered.finish(new FileIdentity("s", "/in/b", 5, 7), THEN.plusMillis(50));

        assertThat(remembered.expired(THEN.plusMillis(99))).isEmpty();
        assertThat(remembered.expired(THEN.plusMillis(100))).containsExactly(FILE);
        assertThat(remembered.expired(THEN.plusMillis(149))).isEmpty();
        assertThat(remembered.expired(THEN.plusMillis(150))).hasSize(1);
    }

    @Test
    void neverTellsAFileThatWasTakenUpAgain() {
        remembered.finish(FILE, THEN);
        remembered.claim(FILE, FileOffset.START, THEN.plusMillis(100));

        assertThat(remembered.expired(THEN.plusMillis(1_000))).isEmpty();
    }

    @Test
    void knowsAFileByWhatMakesItTheSame() {
        StoredFile first = new StoredFile("/in/a", 5, 7);
        StoredFile renamed = new StoredFile("/in/b", 5, 8);
        StoredFile changed = new StoredFile("/in/a", 6, 9);
        RememberedFiles byPath = files(100, FileIdentity.Kind.PATH);
        RememberedFiles byContent = files(100, FileIdentity.Kind.CONTENT);
        String hash = "0".repeat(64);
        byPath.finish(FileIdentity.of("s", first, FileIdentity.Kind.PATH), THEN);
        byContent.finish(FileIdentity.of("s", first, FileIdentity.Kind.CONTENT).withContent(hash), THEN);

        assertThat(byPath.claim(FileIdentity.of("s", changed, FileIdentity.Kind.PATH), FileOffset.START, THEN)
                        .state())
                .isEqualTo(FileOffset.State.FINISHED);
        assertThat(byPath.claim(FileIdentity.of("s", renamed, FileIdentity.Kind.PATH), FileOffset.START, THEN))
                .isEqualTo(FileOffset.START);
        assertThat(byContent
                        .claim(
                                FileIdentity.of("s", renamed, FileIdentity.Kind.CONTENT)
                                        .withContent(hash),
                                FileOffset.START,
                                THEN)
                        .state())
                .isEqualTo(FileOffset.State.FINISHED);
    }

    @Test
    void remembersNothingUnlessTold() {
        RememberedFiles off = files(0, FileIdentity.Kind.ATTRIBUTES);

        assertThat(off.finish(FILE, THEN)).isEmpty();
        assertThat(off.expired(THEN.plusSeconds(9))).isEmpty();
        assertThat(off.claim(FILE, FileOffset.finished(FILE, THEN), THEN)).isEqualTo(FileOffset.START);
    }

    @Test
    void keepsNoMoreThanItsLimit() {
        for (int i = 0; i <= RememberedFiles.MOST; i++) {
            remembered.finish(new FileIdentity("s", "/in/" + i, 5, 7), THEN);
        }

        assertThat(remembered.expired(THEN.plusMillis(100)))
                .hasSize(RememberedFiles.MOST)
                .first()
                .extracting(FileIdentity::path)
                .isEqualTo("/in/1");
    }

    private static RememberedFiles files(long millis, FileIdentity.Kind kind) {
        return new RememberedFiles(new IdentitySettings(kind, Duration.ofMillis(millis)));
    }
}
