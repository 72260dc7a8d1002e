package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.store.StoredFile;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileSelectionTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "*, anything.csv, true",
                "*.csv, a.csv, true",
                "*.csv, a.CSV, false",
                "*.csv, a.csv.tmp, false",
                "*.csv, axcsv, false",
                "a?c, abc, true",
                "a?c, a\uD83D\uDE00c, true",
                "a?c, ac, false",
                "[a-c]x, bx, true",
                "[a-c]x, dx, false",
                "[!a-c]x, dx, true",
                "[!a-c]x, ax, false",
                "[.*]x, *x, true",
                "[.*]x, ax, false",
                "\"{orders,prices}-*\", prices-1, true",
                "\"{orders,prices}-*\", stock-1, false",
                "\\*, *, true",
                "\\*, a, false",
                "a(b)+$^|, a(b)+$^|, true",
                "grüße-*, grüße-日本, true",
                "\uD83D\uDE00*, \uD83D\uDE00.csv, true",
                "*, \"with\u0000nul\", true"
            })
    void matchesNamesByGlob(String glob, String name, boolean expected) {
        assertThat(new Glob(glob).test(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "{a", "{a,{b}}", "a\\", "[z-a]"})
    void refusesWhatIsNoGlob(String glob) {
        assertThatThrownBy(() -> new Glob(glob)).isInstanceOf(PatternSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {".hidden", "a.csv.tmp", "a.part", "a.filepart"})
    void leavesOutWhatUploadToolsAreNotDoneWith(String name) {
        FileSelection selection =
                new FileSelection(FeedOptions.of("").settings().selection(), 0, 1);

        assertThat(selection.test(file(name))).isFalse();
        assertThat(selection.test(file("a.csv"))).isTrue();
    }

    @Test
    void sharesEveryFileToExactlyOneTaskAndAlwaysTheSame() {
        SelectionSettings settings = FeedOptions.of("").settings().selection();
        List<FileSelection> tasks = IntStream.range(0, 3)
                .mapToObj(task -> new FileSelection(settings, task, 3))
                .toList();

        for (int i = 0; i < 1_000; i++) {
            StoredFile file = file("file-" + i + ".csv");
            assertThat(tasks.stream().filter(task -> task.test(file))).hasSize(1);
        }
        assertThat(IntStream.range(0, 1_000).filter(i -> tasks.get(0).test(file("file-" + i + ".csv"))))
                .hasSizeBetween(250, 420);
        assertThat(tasks.get(2).test(new StoredFile("/in/file-0.csv", 1, 1)))
                .isEqualTo(new FileSelection(settings, 2, 3).test(new StoredFile("/in/file-0.csv", 9, 9)));
    }

    private static StoredFile file(String name) {
        return new StoredFile("/in/" + name, 1, 1);
    }
}
