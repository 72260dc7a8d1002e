package dev.millrace.feed.copybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.plan.Item;
import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Copybooks of others, with the offsets that they count. */
class ForeignCopybooksTest {

    /** Cobrix takes binary numbers of more than 18 digits. */
    private static final CopybookOptions OPTIONS = CopybookOptions.DEFAULT.with(
            Dialect.IBM.with(Dialect.BinarySizes.TWO_FOUR_EIGHT, Dialect.WideBinaries.FEWEST));

    /** Level, name, attributes, number, first byte, last byte, length. */
    private static final Pattern LINE =
            Pattern.compile("\\s*\\d+ (\\S+)\\s+([rRD\\[\\] ]*?)\\s*\\d+\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)");

    static Stream<Named<Path>> copybooks() throws IOException {
        return files("cobrix", ".cob");
    }

    static Stream<Named<Path>> layouts() throws IOException {
        return files("cobrix", "layout.txt");
    }

    private static Stream<Named<Path>> files(String folder, String end) throws IOException {
        Path root = Fixtures.folder(folder);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList().stream()
                    .map(file -> Named.of(root.relativize(file).toString(), file));
        }
    }

    @ParameterizedTest
    @MethodSource("copybooks")
    void compiles(Path copybook) throws IOException, CopybookProblems {
        assertThat(parse(copybook).records()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void countsTheOffsetsThatTheLayoutSays(Path layout) throws IOException, CopybookProblems {
        List<Listing.Line> items = Listing.of(
                parse(layout.resolveSibling("copybook.cob")).records().get(0));

        List<String> said = new ArrayList<>();
        List<String> counted = new ArrayList<>();
        for (String line : Files.readAllLines(layout)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                Listing.Line item = items.get(said.size());
                String name = matcher.group(1);
                said.add((name.startsWith("FILLER_") ? "" : name.replace("FILLER", "")) + " at " + matcher.group(3)
                        // What is redefined is shown with the length of the longest redefinition.
                        + (matcher.group(2).isEmpty() ? ", " + matcher.group(5) : ""));
                counted.add(item.name().replace('-', '_') + " at " + (item.offset() + 1)
                        + (matcher.group(2).isEmpty() ? ", " + item.length() : ""));
            }
        }
        assertThat(counted).isEqualTo(said);
        assertThat(items).hasSize(said.size());
    }

    @Test
    void areAllThere() throws IOException {
        assertThat(copybooks()).hasSize(32);
        assertThat(layouts()).hasSize(12);
    }

    @Test
    void countsTheOffsetsOfTheClaimRecord() throws IOException, CopybookProblems {
        Path folder = Fixtures.folder("cobol-dfdl");
        Map<?, ?> expected =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(folder.resolve("case.json")));

        List<Listing.Line> lines =
                Listing.of(parse(folder.resolve("copybook.cob")).records().get(0));

        List<String> fields = new ArrayList<>();
        for (Object field : (List<?>) Objects.requireNonNull(expected.get("fields"))) {
            Map<?, ?> map = (Map<?, ?>) field;
            fields.add(map.get("field") + " " + map.get("offset") + " " + map.get("length"));
        }
        assertThat(lines.subList(1, lines.size()))
                .extracting(line -> line.name() + " " + line.offset() + " " + line.length())
                .isEqualTo(fields);
        assertThat(lines.get(0).length()).isEqualTo(expected.get("recordLength"));
    }

    @Test
    void countsTheLengthOfTheBenchmarksRecord() throws IOException, CopybookProblems {
        Copybook copybook = parse(Fixtures.folder("copybook-bench").resolve("bench.cob"));

        assertThat(copybook.records()).extracting(Listing::length).containsExactly(200);
        assertThat(copybook.warnings()).isEmpty();
    }

    @Test
    void redefinesARecordByAnother() throws IOException, CopybookProblems {
        Copybook copybook = parse(Fixtures.folder("cobrix").resolve("test12/copybook.cob"));

        assertThat(copybook.records())
                .extracting(Item.Group::traits)
                .extracting(traits -> traits.name()
                        + traits.redefines().map(name -> " = " + name).orElse(""))
                .containsExactly("RECORD-A", "RECORD-B = RECORD-A");
    }

    private static Copybook parse(Path copybook) throws IOException, CopybookProblems {
        return Copybook.parse(Files.readString(copybook), OPTIONS);
    }
}
