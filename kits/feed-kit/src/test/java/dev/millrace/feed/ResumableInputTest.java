package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.RetryPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ResumableInputTest {

    private static final String FILE = "/in/a.txt";
    private static final String TEXT = "0123456789".repeat(20);

    private final MemoryFiles files = new MemoryFiles().put(FILE, TEXT);
    private final Patience patience = new Patience(
            new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), RetryPolicy.FOR_EVER),
            pause -> {},
            new Random(1));

    @Test
    void goesOnAtTheVeryByteWhereverItIsCut() throws IOException {
        for (int cut = 1; cut <= TEXT.length(); cut++) {
            files.cutAfter = cut;
            files.transferred.set(0);

            assertThat(text(input(0))).isEqualTo(TEXT);
            assertThat(files.transferred).hasValue(TEXT.length());
        }
    }

    @Test
    void takesAnEarlyEndForACut() throws IOException {
        files.cutAfter = 7;
        files.cutsByEnd = true;

        assertThat(text(input(0))).isEqualTo(TEXT);
        assertThat(files.transferred).hasValue(TEXT.length());
    }

    @Test
    void beginsAtTheByteItIsTold() throws IOException {
        assertThat(text(input(150))).isEqualTo(TEXT.substring(150));
        assertThat(files.opened).containsExactly(FILE + "@150");
    }

    @Test
    void opensNothingAtTheEnd() throws IOException {
        assertThat(input(TEXT.length()).read()).isEqualTo(-1);
        assertThat(files.opened).isEmpty();
    }

    @Test
    void readsSingleBytesAndNoneWhenNoneAreWanted() throws IOException {
        ResumableInput in = input(0);

        assertThat(in.read(new byte[3], 0, 0)).isZero();
        assertThat(in.read()).isEqualTo('0');
        assertThat(in.read()).isEqualTo('1');
    }

    @Test
    void endsWithFileChangedWhenTheFileChangedBeforeItsEnd() throws IOException {
        ResumableInput in = input(0);
        in.readNBytes(TEXT.length());
        files.put(FILE, TEXT + "appended");

        assertCode(ResumableInput.CHANGED, in);
    }

    @Test
    void neverGivesBytesThatWereAppendedLater() throws IOException {
        ResumableInput in = input(0);
        in.readNBytes(10);
        files.put(FILE, TEXT + "appended");

        assertThat(new String(in.readNBytes(TEXT.length() - 10), StandardCharsets.UTF_8))
                .isEqualTo(TEXT.substring(10));
        assertCode(ResumableInput.CHANGED, in);
    }

    @Test
    void givesNoByteOfAnotherFileAfterACutAlsoWhenTheFirstLookFails() throws IOException {
        files.cutAfter = 10;
        ResumableInput in = input(0);
        in.readNBytes(10);
        files.put(FILE, TEXT.replace('0', 'x'), 2_000);
        files.failingStats.set(3);

        assertCode(ResumableInput.CHANGED, in);
    }

    @Test
    void endsWithFileMissingWhenTheFileVanished() throws IOException {
        files.cutAfter = 10;
        ResumableInput in = input(0);
        in.readNBytes(10);
        files.files.clear();

        assertCode(StoreFailure.MISSING, in);
    }

    @Test
    void endsWithFileMissingWhenTheFileWasNeverThere() {
        ResumableInput in = input(0);
        files.files.clear();

        assertCode(StoreFailure.MISSING, in);
    }

    @Test
    void saysThatReadingIsDenied() {
        files.denied.add(FILE);

        assertCode(StoreFailure.DENIED, input(0));
    }

    @Test
    void stopsWhenItIsTold() {
        files.failingCalls.set(Integer.MAX_VALUE);
        Patience stopping = new Patience(
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), RetryPolicy.FOR_EVER),
                pause -> {
                    if (files.failingCalls.get() < Integer.MAX_VALUE - 3) {
                        throw new InterruptedException("told");
                    }
                },
                new Random(1));
        ResumableInput in = new ResumableInput(files.connect(), files.identity(FILE), 0, stopping);

        assertCode(Patience.STOPPING, in);
        assertThat(Thread.interrupted()).isTrue();
    }

    private ResumableInput input(long at) {
        return new ResumableInput(files.connect(), files.identity(FILE), at, patience);
    }

    private static String text(ResumableInput in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void assertCode(String code, ResumableInput in) {
        assertThatThrownBy(in::readAllBytes)
                .isInstanceOfSatisfying(
                        ConnectorFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
