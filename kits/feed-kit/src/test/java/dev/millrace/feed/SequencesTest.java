package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SequencesTest {

    private final Sequences sequences = new Sequences(new SequencePattern("[a-z]+-(\\d+)\\.csv"), 100);

    @Test
    void passesNumbersInTheirNumericalOrder() {
        assertThat(pass(0, "a-9.csv", "a-10.csv", "a-011.csv", "a-8.csv"))
                .containsExactly("a-8.csv", "a-9.csv", "a-10.csv", "a-011.csv");
    }

    @Test
    void holdsWhatIsBehindAGapUntilItIsClosed() {
        assertThat(pass(0, "a-1.csv", "a-3.csv", "a-4.csv")).containsExactly("a-1.csv");
        assertThat(sequences.held()).isEqualTo(1);

        assertThat(pass(99, "a-3.csv", "a-2.csv", "a-4.csv")).containsExactly("a-2.csv", "a-3.csv", "a-4.csv");
        assertThat(sequences.held()).isZero();
        assertThat(sequences.gapBefore(file("a-3.csv"))).isEmpty();
    }

    @Test
    void goesOnBehindAGapAfterItsTimeAndTellsOnceWhatWasMissing() {
        assertThat(pass(0, "a-1.csv", "a-5.csv", "a-6.csv")).containsExactly("a-1.csv");
        assertThat(pass(99, "a-5.csv", "a-6.csv")).isEmpty();

        assertThat(pass(100, "a-5.csv", "a-6.csv")).containsExactly("a-5.csv", "a-6.csv");

        assertThat(sequences.gapBefore(file("a-5.csv"))).contains("2 to 4");
        assertThat(sequences.gapBefore(file("a-5.csv"))).isEmpty();
        assertThat(sequences.gapBefore(file("a-6.csv"))).isEmpty();
    }

    @Test
    void waitsTheWholeTimeForEachGap() {
        pass(0, "a-1.csv", "a-3.csv", "a-5.csv");

        assertThat(pass(100, "a-3.csv", "a-5.csv")).containsExactly("a-3.csv");
        assertThat(pass(199, "a-5.csv")).isEmpty();
        assertThat(pass(200, "a-5.csv")).containsExactly("a-5.csv");
        assertThat(sequences.gapBefore(file("a-5.csv"))).contains("4");
    }

    @Test
    void waitsForANumberThatIsThereAndNotReadyHoweverLong() {
        List<FileIdentity> ready = List.of(file("a-3.csv"));
        List<FileIdentity> waiting = List.of(file("a-2.csv"));
        pass(0, "a-1.csv");

        assertThat(sequences.pass(ready, waiting, 10)).isEmpty();
        assertThat(sequences.pass(ready, waiting, 10_000)).isEmpty();
        assertThat(pass(10_001, "a-3.csv")).as("it vanished: now it is a gap").isEmpty();
        assertThat(pass(10_101, "a-3.csv")).containsExactly("a-3.csv");
    }

    @Test
    void beginsWithTheLowestNumberThatIsThereReadyOrNot() {
        assertThat(sequences.pass(List.of(file("a-8.csv")), List.of(file("a-7.csv")), 0))
                .isEmpty();
        assertThat(pass(1, "a-8.csv", "a-7.csv")).containsExactly("a-7.csv", "a-8.csv");
    }

    @Test
    void readsALateNumberAtOnce() {
        pass(0, "a-5.csv", "a-6.csv");

        assertThat(pass(1, "a-2.csv", "a-7.csv")).containsExactly("a-2.csv", "a-7.csv");
    }

    @Test
    void waitsAgainForANumberThatCouldNotBeRead() {
        pass(0, "a-1.csv", "a-2.csv");
        sequences.lost(file("a-1.csv"));

        assertThat(pass(1, "a-2.csv")).isEmpty();
        assertThat(pass(2, "a-1.csv", "a-2.csv")).containsExactly("a-1.csv", "a-2.csv");
    }

    @Test
    void keepsSequencesApartByFolderAndByTheRestOfTheName() {
        List<FileIdentity> ready = List.of(
                file("a-1.csv"), file("a-3.csv"), file("b-7.csv"), new FileIdentity("s", "/in/eu/a-4.csv", 1, 1));

        assertThat(sequences.pass(ready, List.of(), 0))
                .extracting(FileIdentity::path)
                .containsExactly("/in/a-1.csv", "/in/eu/a-4.csv", "/in/b-7.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"readme.txt", "a-.csv", "a-1234567890123456789.csv"})
    void readsWhatHasNoNumberBehindTheNumbers(String name) {
        assertThat(pass(0, name, "a-1.csv")).containsExactly("a-1.csv", name);
    }

    private List<String> pass(long now, String... names) {
        return sequences.pass(Arrays.stream(names).map(SequencesTest::file).toList(), List.of(), now).stream()
                .map(FileIdentity::name)
                .toList();
    }

    private static FileIdentity file(String name) {
        return new FileIdentity("s", "/in/" + name, 1, 1);
    }
}
