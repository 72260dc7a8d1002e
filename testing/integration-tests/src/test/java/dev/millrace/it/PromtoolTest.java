package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What Prometheus's own tool says of docs/monitoring. */
class PromtoolTest {

    private static final Path FOLDER = Path.of(System.getProperty("millrace.root"), "docs/monitoring");
    private static final Pattern NAME = Pattern.compile("(?m)^ +(?:- alert|alertname): (\\w+)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void needsPromtool() {
        assumeTrue(isThere(), "promtool is not on the path: install the package prometheus");
    }

    @Test
    void takesTheAlertRules() throws Exception {
        String said = promtool("check", "rules", FOLDER.resolve("alerts.yaml").toString());

        assertThat(said).contains("SUCCESS").doesNotContain("FAILED");
    }

    @Test
    void eachAlertGoesOffWhenItShouldAndOnlyThen() throws Exception {
        Files.copy(FOLDER.resolve("alerts.yaml"), folder.resolve("alerts.yaml"));
        Path cases = folder.resolve("alerts.test.yaml");
        try (InputStream file = Objects.requireNonNull(
                PromtoolTest.class.getResourceAsStream("/monitoring/alerts.test.yaml"), "the cases")) {
            Files.copy(file, cases);
        }

        String said = promtool("test", "rules", cases.toString());

        assertThat(said).contains("SUCCESS").doesNotContain("FAILED");
        assertThat(names(cases)).as("alerts with a case").isEqualTo(names(folder.resolve("alerts.yaml")));
    }

    @Test
    void takesEveryExpressionOfTheDashboard() throws Exception {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (String expression : Dashboard.expressions()) {
            rules.add(Map.of(
                    "record",
                    "panel:" + rules.size(),
                    "expr",
                    expression.replace("$__rate_interval", "5m").replace("$connector", ".*")));
        }
        Path file = Files.writeString(
                folder.resolve("panels.yaml"),
                new Yaml().dump(Map.of("groups", List.of(Map.of("name", "panels", "rules", rules)))));

        String said = promtool("check", "rules", file.toString());

        assertThat(said).contains("SUCCESS: " + rules.size() + " rules found");
    }

    private static Set<String> names(Path file) throws IOException {
        return NAME.matcher(Files.readString(file))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isThere() {
        try {
            return promtool("--version").contains("promtool");
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** All that it says; fails when it is not content. */
    private static String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        }
    }
}
