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

    private static final long NOW = 1_000;

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
        FeedOptions options = FeedOptions.of("");

        assertThat(judge(options, file(name))).isEqualTo(FileSelection.Verdict.NAME);
        assertThat(judge(options, file("a.csv"))).isEqualTo(FileSelection.Verdict.TAKEN);
    }

    @Test
    void sharesEveryFileToExactlyOneTaskAndAlwaysTheSame() {
        List<FileSelection> tasks = IntStream.range(0, 3)
                .mapToObj(task -> selection(FeedOptions.of(""), task, 3))
                .toList();

        for (int i = 0; i < 1_000; i++) {
            StoredFile file = file("file-" + i + ".csv");
            assertThat(tasks.stream().filter(task -> isTaken(task, file))).hasSize(1);
        }
        assertThat(IntStream.range(0, 1_000).filter(i -> isTaken(tasks.get(0), file("file-" + i + ".csv"))))
                .hasSizeBetween(250, 420);
        assertThat(isTaken(tasks.get(2), new StoredFile("/in/file-0.csv", 1, 1)))
                .isEqualTo(isTaken(selection(FeedOptions.of(""), 2, 3), new StoredFile("/in/file-0.csv", 9, 9)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "regex:[a-z]+-\\d{8}\\.csv; orders-20260131.csv; true",
                "regex:[a-z]+-\\d{8}\\.csv; orders-20260131.csv.bak; false",
                "regex:orders; deep/orders; true",
                "regex:eu/.*\\.csv; eu/de/a.csv; true",
                "regex:eu/.*\\.csv; a.csv; false",
                "*.csv; deep/deeper/a.csv; true",
                "eu/*.csv; eu/a.csv; true",
                "eu/*.csv; eu/de/a.csv; false",
                "eu/**.csv; eu/de/a.csv; true",
                "**/a.csv; a.csv; true",
                "**/a.csv; eu/de/a.csv; true",
                "eu/**/a.csv; eu/a.csv; true",
                "eu/**/a.csv; europa/a.csv; false",
                "e?/a.csv; e/a.csv; false",
                "e[!x]a.csv; e/a.csv; false"
            })
    void matchesThePathBelowTheInputFolderWithAPatternThatHoldsASlash(String pattern, String path, boolean expected) {
        FeedOptions options = FeedOptions.of("").with(SelectionSettings.INCLUDE, pattern);

        assertThat(judge(options, file(path)) == FileSelection.Verdict.TAKEN).isEqualTo(expected);
    }

    @Test
    void leavesOutWhatAnyPatternExcludes() {
        FeedOptions options = FeedOptions.of("").with(SelectionSettings.EXCLUDE, "regex:.*\\.bak,old/**");

        assertThat(judge(options, file("a.bak"))).isEqualTo(FileSelection.Verdict.NAME);
        assertThat(judge(options, file("old/deep/a.csv"))).isEqualTo(FileSelection.Verdict.NAME);
        assertThat(judge(options, file("a.csv"))).isEqualTo(FileSelection.Verdict.TAKEN);
    }

    @Test
    void entersNoFolderThatAnyPatternExcludes() {
        FileSelection selection = selection(FeedOptions.of("").with(SelectionSettings.EXCLUDE, ".*,eu/old"), 0, 1);

        assertThat(selection.enters("/in", "/in/.snapshot")).isFalse();
        assertThat(selection.enters("/in", "/in/eu/old")).isFalse();
        assertThat(selection.enters("/in", "/in/old")).isTrue();
        assertThat(selection.enters("/", "/eu")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"9, SIZE", "10, TAKEN", "20, TAKEN", "21, SIZE"})
    void leavesOutWhatIsTooSmallOrTooLarge(long size, FileSelection.Verdict expected) {
        FeedOptions options =
                FeedOptions.of("").with(SelectionSettings.MIN_BYTES, "10").with(SelectionSettings.MAX_BYTES, "20");

        assertThat(judge(options, new StoredFile("/in/a", size, 1))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"499, AGE", "500, TAKEN", "5000, TAKEN"})
    void leavesOutWhatWasModifiedTooLongAgo(long modified, FileSelection.Verdict expected) {
        FeedOptions options = FeedOptions.of("").with(SelectionSettings.MAX_AGE, "500");

        assertThat(judge(options, new StoredFile("/in/a", 1, modified))).isEqualTo(expected);
    }

    @Test
    void givesAllFilesOfASequenceToOneTask() {
        FeedOptions options = FeedOptions.of("")
                .with(OrderSettings.ORDER, "sequence")
                .with(OrderSettings.SEQUENCE_PATTERN, "[a-z]+-(\\d+)\\.csv");
        FileSelection second = selection(options, 1, 3);

        for (String sequence : List.of("a", "b", "c", "d")) {
            assertThat(IntStream.range(0, 50)
                            .mapToObj(number -> isTaken(second, file(sequence + "-" + number + ".csv")))
                            .distinct())
                    .hasSize(1);
        }
    }

    private static boolean isTaken(FileSelection selection, StoredFile file) {
        return selection.judge("/in", file, NOW) == FileSelection.Verdict.TAKEN;
    }

    private static FileSelection.Verdict judge(FeedOptions options, StoredFile file) {
        return selection(options, 0, 1).judge("/in", file, NOW);
    }

    private static FileSelection selection(FeedOptions options, int task, int tasks) {
        FeedSettings settings = options.settings();
        return new FileSelection(settings.selection(), settings.order(), task, tasks);
    }

    private static StoredFile file(String name) {
        return new StoredFile("/in/" + name, 1, 1);
    }
}
