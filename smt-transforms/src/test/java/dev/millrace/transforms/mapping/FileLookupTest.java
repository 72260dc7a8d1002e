package dev.millrace.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Tables in files: what they look like, and that they are read anew while records go through. */
class FileLookupTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private Path folder = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void choose(@TempDir Path given) {
        folder = given;
        file = given.resolve("country.csv");
    }

    @Test
    void readsTheFirstTwoColumns() throws IOException {
        write("DE,Germany,x\nFR,\"France, the\"\n");

        FileLookup lookup = lookup("", "", ',');

        assertThat(lookup.find("DE")).isEqualTo("Germany");
        assertThat(lookup.find("FR")).isEqualTo("France, the");
        assertThat(lookup.find("XX")).isNull();
    }

    @Test
    void readsTheColumnsThatAreNamed() throws IOException {
        write("\uFEFFname;x;code\nGermany;1;DE\n");

        FileLookup lookup = lookup("code", "name", ';');

        assertThat(lookup.find("DE")).isEqualTo("Germany");
        assertThat(lookup.find("code")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'DE,a|DE,b', '', '', line 2 has a key that stood before",
        "'DE,a|FR', '', '', line 2 has 1 columns",
        "'a,b|DE,x', code, b, has no column code in its first line"
    })
    void tellsWhatIsWrongWithAFileAndNoValue(String text, String key, String value, String told) throws IOException {
        write(text.replace('|', '\n'));

        assertThatThrownBy(() -> lookup(key, value, ','))
                .isInstanceOf(IOException.class)
                .hasMessage(told);
    }

    @Test
    void takesAChangedFileWithoutAStop() throws IOException {
        write("DE,Germany\n");
        FileLookup lookup = lookup("", "", ',');
        lookup.refreshEvery(10_000);

        rewrite("DE,Deutschland\nFR,France\n", 1);
        Object tooEarly = lookup.find("DE");
        nanos.addAndGet(10 * SECOND);
        Object later = lookup.find("DE");

        assertThat(tooEarly).isEqualTo("Germany");
        assertThat(later).isEqualTo("Deutschland");
        assertThat(lookup.find("FR")).isEqualTo("France");
    }

    @Test
    void keepsItsContentWhileTheFileIsGoneOrBroken() throws IOException {
        write("DE,Germany\n");
        FileLookup lookup = lookup("", "", ',');
        lookup.refreshEvery(1_000);

        Files.delete(file);
        nanos.addAndGet(SECOND);
        Object gone = lookup.find("DE");
        rewrite("DE\n", 2);
        nanos.addAndGet(SECOND);
        Object broken = lookup.find("DE");
        rewrite("DE,Deutschland\n", 3);
        nanos.addAndGet(SECOND);
        Object whole = lookup.find("DE");

        assertThat(gone).isEqualTo("Germany");
        assertThat(broken).isEqualTo("Germany");
        assertThat(whole).isEqualTo("Deutschland");
    }

    @Test
    void triesABrokenFileAgainThoughItsTimeAndSizeStay() throws IOException {
        write("DE,Germany\n");
        FileLookup lookup = lookup("", "", ',');
        lookup.refreshEvery(1_000);

        rewrite("DE Deutschland\n", 2);
        nanos.addAndGet(SECOND);
        Object broken = lookup.find("DE");
        rewrite("DE,Deutschland\n", 2);
        nanos.addAndGet(SECOND);
        Object whole = lookup.find("DE");

        assertThat(broken).isEqualTo("Germany");
        assertThat(whole).isEqualTo("Deutschland");
    }

    @Test
    void tellsOnceWhatIsWrongWithAFile() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(FileLookup.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            write("DE,Germany\n");
            FileLookup lookup = lookup("", "", ',');
            lookup.refreshEvery(1_000);
            Files.delete(file);
            for (int look = 0; look < 3; look++) {
                nanos.addAndGet(SECOND);
                assertThat(lookup.find("DE")).isEqualTo("Germany");
            }
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getFormattedMessage()).endsWith("is not there; its last content is used on"));
    }

    @Test
    void isNeverLookedAtAgainWhereThatIsSaid() throws IOException {
        write("DE,Germany\n");
        FileLookup lookup = lookup("", "", ',');
        lookup.refreshEvery(0);

        rewrite("DE,Deutschland\n", 1);
        nanos.addAndGet(1_000_000 * SECOND);

        assertThat(lookup.find("DE")).isEqualTo("Germany");
    }

    @Test
    void aRelativeNameBeginsWhereTheDocumentIs() throws IOException {
        write("DE,Germany\n");
        String document =
                "{\"id\":\"a\",\"version\":\"1\",\"fields\":[{\"source\":\"c\",\"target\":\"d\",\"lookup\":\"l\"}],"
                        + "\"lookups\":{\"l\":{\"file\":\"country.csv\"}}}";

        Mapping mapping = Mapping.parse(document, folder);

        assertThat(mapping.files()).hasSize(1);
        assertThat(mapping.files().get(0).find("DE")).isEqualTo("Germany");
    }

    private FileLookup lookup(String key, String value, char delimiter) throws IOException {
        return new FileLookup(new LookupFile(file, key, value, delimiter), nanos::get);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    /** Writes another content with a time of its own, whatever the clock of the file system can tell apart. */
    private void rewrite(String text, long seconds) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1_000));
    }
}
