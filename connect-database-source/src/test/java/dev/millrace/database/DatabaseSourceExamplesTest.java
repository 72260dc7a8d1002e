package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** The page and the examples show configurations that are right. */
class DatabaseSourceExamplesTest {

    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\": \"([^\"]*)\"");

    @Test
    void thePageShowsAConfigurationThatIsRight() throws IOException {
        assertThat(problems(Path.of("README.md"))).isEmpty();
    }

    /** What it says of reading Oracle's change table; there is no driver of Oracle's here, so the URL is another one. */
    @Test
    void theGuideToChangeTablesShowsAConfigurationThatIsRight() throws IOException {
        Path guide = Path.of("../docs/guides/change-tables.md");

        assertThat(Files.readString(guide)).contains("\"mode\": \"incrementing\"");
        assertThat(problems(guide)).isEmpty();
    }

    @Test
    void everyExampleIsRight() throws IOException {
        List<Path> examples;
        try (Stream<Path> files = Files.list(Path.of("../config-examples"))) {
            examples = files.filter(file -> String.valueOf(file.getFileName()).matches("database-.*\\.json"))
                    .toList();
        }

        assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
        for (Path example : examples) {
            assertThat(problems(example)).as(example.toString()).isEmpty();
        }
    }

    private static List<String> problems(Path file) throws IOException {
        Map<String, String> entries = new HashMap<>();
        ENTRY.matcher(Files.readString(file)).results().forEach(entry -> entries.put(entry.group(1), entry.group(2)));
        entries.replaceAll((key, value) -> value.contains("DATABASE_URL") || value.startsWith("jdbc:oracle:")
                ? "jdbc:postgresql://localhost/shop"
                : value.replaceAll("\\$\\{.*}", "x"));
        return new DatabaseSourceConnector()
                .validate(entries).configValues().stream()
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream)
                        .toList();
    }
}
