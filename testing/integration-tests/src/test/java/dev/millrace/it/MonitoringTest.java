package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Rules, alerts, dashboard and table of docs/monitoring are about the same figures, and each alert has its runbook. */
class MonitoringTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Path FOLDER = ROOT.resolve("docs/monitoring");
    private static final Pattern TYPE = Pattern.compile("## ([\\w-]+)(, route)?");
    private static final Pattern FIGURE = Pattern.compile("\\| `([^`]+)` \\|.*");
    private static final Pattern METRIC = Pattern.compile("\\b(?:millrace|kafka_connect)_\\w+");
    private static final Pattern ALERT = Pattern.compile("\\[(\\w+)\\]\\(\\.\\./monitoring/alerts\\.yaml\\)");

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yaml", "grafana-dashboard.json"})
    void everyMetricIsMadeByARuleOfAFigureInTheTable(String file) throws IOException {
        Set<String> made = metrics();

        List<String> named = METRIC.matcher(Files.readString(FOLDER.resolve(file)))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(named).isNotEmpty().allSatisfy(metric -> assertThat(made).contains(metric));
    }

    @Test
    void everyAlertHasARunbookOfItsOwnWhichNamesIt() throws IOException {
        Map<String, String> runbooks = new TreeMap<>();
        for (Map<String, Object> rule : alerts()) {
            assertThat(rule).containsKeys("alert", "expr", "labels");
            Map<?, ?> annotations = (Map<?, ?>) rule.getOrDefault("annotations", Map.of());
            assertThat(annotations.containsKey("summary")).isTrue();
            String alert = String.valueOf(rule.get("alert"));
            String runbook = String.valueOf(annotations.get("runbook"));
            assertThat(ROOT.resolve(runbook)).as(alert).isRegularFile();
            assertThat(Files.readString(ROOT.resolve(runbook)))
                    .as(runbook)
                    .contains("[" + alert + "](../monitoring/alerts.yaml)", "**You see**", "**Do**", "**It is over**");
            runbooks.put(alert, runbook);
        }

        assertThat(runbooks).isNotEmpty();
        assertThat(runbooks.values()).as("each alert has a page of its own").doesNotHaveDuplicates();
    }

    @Test
    void everyRunbookThatNamesAnAlertIsTheOneOfThatAlert() throws IOException {
        Map<String, String> named = new TreeMap<>();
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/runbooks"))) {
            for (Path page : pages.filter(file -> !file.endsWith("README.md")).toList()) {
                Matcher alert = ALERT.matcher(Files.readString(page));
                while (alert.find()) {
                    named.merge(alert.group(1), ROOT.relativize(page).toString(), (one, other) -> one + ", " + other);
                }
            }
        }

        Map<String, String> told = new TreeMap<>();
        for (Map<String, Object> rule : alerts()) {
            told.put(
                    String.valueOf(rule.get("alert")),
                    String.valueOf(((Map<?, ?>) rule.getOrDefault("annotations", Map.of())).get("runbook")));
        }
        assertThat(named).isEqualTo(told);
    }

    @Test
    void theDashboardHasPanelsThatSayWhatTheyShowAndLieBesideEachOther() {
        JsonNode dashboard = Dashboard.read();

        Set<String> taken = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asText()).isNotBlank();
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, 24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(taken.add((place.path("x").asInt() + x) + " "
                                    + (place.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("description").asText()).isNotBlank();
                assertThat(panel.path("targets")).isNotEmpty();
            }
        }
        assertThat(Dashboard.expressions())
                .hasSizeGreaterThan(30)
                .allSatisfy(expression -> assertThat(expression).contains("connector=~\"$connector\""));
    }

    @Test
    void theRulesTakeEveryFigureOfTheTable() throws IOException {
        assertThat(metrics())
                .noneMatch(metric -> metric.contains("_name_"))
                .contains(
                        "millrace_sftp_source_records",
                        "millrace_database_source_reading_records",
                        "millrace_transform_rule_applied",
                        "millrace_webhook_source_requests_accepted");
    }

    /** The names that the rules give to the figures of the table; fails for a figure that no rule takes. */
    private static Set<String> metrics() throws IOException {
        Map<String, Object> exporter = new Yaml().load(Files.readString(FOLDER.resolve("jmx-exporter.yaml")));
        List<Map<String, Object>> rules = maps(exporter.getOrDefault("rules", List.of()));
        Set<String> made = new TreeSet<>();
        String bean = "";
        for (String line : Files.readAllLines(FOLDER.resolve("metrics.md"))) {
            Matcher type = TYPE.matcher(line);
            Matcher figure = FIGURE.matcher(line);
            if (type.matches()) {
                bean = "dev.millrace<type=" + type.group(1) + ", connector=orders, task=0"
                        + (type.group(2) == null ? "" : ", route=\"POST /orders\"")
                        + (type.group(1).equals("transform") ? ", transform=MapFields, instance=1" : "");
            } else if (figure.matches()) {
                made.add(metric(rules, bean + "><>" + figure.group(1)));
            }
        }
        // Connectors of record files have the figures of sftp-source, as the page says above its tables.
        List.copyOf(made).stream()
                .filter(metric -> metric.startsWith("millrace_sftp_source_"))
                .forEach(metric -> made.add(metric.replace("sftp_source", "record_file_source")));
        for (String state : List.of("running", "paused", "failed", "restarting", "unassigned", "total")) {
            made.add(metric(
                    rules,
                    "kafka.connect<type=connect-worker-metrics, connector=orders><>connector-" + state
                            + "-task-count"));
        }
        return made;
    }

    private static List<Map<String, Object>> alerts() throws IOException {
        Map<String, Object> alerts = new Yaml().load(Files.readString(FOLDER.resolve("alerts.yaml")));
        return maps(maps(alerts.getOrDefault("groups", List.of())).get(0).getOrDefault("rules", List.of()));
    }

    /** As the exporter does it: the first rule whose pattern is found, then what no name may hold becomes an underscore. */
    private static String metric(List<Map<String, Object>> rules, String figure) {
        for (Map<String, Object> rule : rules) {
            Matcher found =
                    Pattern.compile("^.*(?:" + rule.get("pattern") + ").*$").matcher(figure);
            if (found.matches()) {
                return found.replaceAll(String.valueOf(rule.get("name")))
                        .replaceAll("[^a-zA-Z0-9:_]", "_")
                        .toLowerCase(Locale.ROOT);
            }
        }
        throw new AssertionError("no rule takes " + figure);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object list) {
        return (List<Map<String, Object>>) list;
    }
}
