package dev.millrace.feed.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Compares docs/reference/formats.md with what the code says; {@code -Dmillrace.reference.update=true} writes the page.
 */
class FormatReferenceTest {

    private static final Path PAGE =
            Path.of(System.getProperty("millrace.root", ".")).resolve("docs/reference/formats.md");

    private static final String ABSENT =
            "no third-party CSV suites in the folder that the property millrace.fixtures names: verdicts not compared";

    static List<RecordFormat> formats() {
        return Formats.all();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void listsEveryOption(RecordFormat format) throws IOException {
        assertSection("options " + format.name(), FormatReference.options(format));
    }

    @Test
    void listsTheOptionsThatFormatsShare() throws IOException {
        assertSection("options schema", FormatReference.schemaOptions());
    }

    @Test
    void listsEveryNamedPattern() throws IOException {
        assertSection("patterns", FormatReference.patterns());
    }

    @Test
    void listsEveryCode() throws IOException {
        assertSection("codes", FormatReference.codes());
    }

    @Test
    void listsTheVerdictOnEveryThirdPartyCase() throws IOException {
        List<CsvVerdict> verdicts = CsvFixtures.verdicts(fixtures());

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.text().equals(CsvVerdict.FAILS))
                .isEmpty();
        assertSection("verdicts", FormatReference.verdicts(verdicts));
    }

    @Test
    void hasAVerdictOnEveryThirdPartyFile() throws IOException {
        Path folder = fixtures();

        List<String> verdicts =
                CsvFixtures.verdicts(folder).stream().map(CsvVerdict::name).toList();

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().matches(".*\\.[ct]sv"))
                            .map(file -> folder.relativize(file).toString()))
                    .isNotEmpty()
                    .isSubsetOf(verdicts);
        }
    }

    private static Path fixtures() {
        Optional<Path> folder = CsvFixtures.folder();
        if (folder.isEmpty()) {
            LoggerFactory.getLogger(FormatReferenceTest.class).warn(ABSENT);
        }
        assumeTrue(folder.isPresent(), ABSENT);
        return folder.orElseThrow();
    }

    private static void assertSection(String name, String content) throws IOException {
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("millrace.reference.update")) {
            page = FormatReference.replace(page, name, content);
            Files.writeString(PAGE, page);
        }
        assertThat(FormatReference.section(page, name))
                .as("section %s of docs/reference/formats.md; -Dmillrace.reference.update=true writes it", name)
                .contains(content);
    }
}
