package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Rules, alerts and table of docs/monitoring are about the same figures. */
class MonitoringTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Path FOLDER = ROOT.resolve("docs/monitoring");
    private static final Pattern TYPE = Pattern.compile("## ([\\w-]+)(, route)?");
    private static final Pattern FIGURE = Pattern.compile("\\| `([^`]+)` \\|.*");
    private static final Pattern METRIC = Pattern.compile("\\bmillrace_\\w+");

    @Test
    void everyMetricOfAnAlertIsMadeByARuleOfAFigureInTheTable() throws IOException {
        Set<String> made = metrics();

        List<String> named = METRIC.matcher(Files.readString(FOLDER.resolve("alerts.yaml")))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(named).isNotEmpty().allSatisfy(metric -> assertThat(made).contains(metric));
    }

    @Test
    void everyAlertHasItsRunbook() throws IOException {
        Map<String, Object> alerts = new Yaml().load(Files.readString(FOLDER.resolve("alerts.yaml")));

        List<Map<String, Object>> rules =
                maps(maps(alerts.getOrDefault("groups", List.of())).get(0).getOrDefault("rules", List.of()));

        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule).containsKeys("alert", "expr", "labels");
            Map<?, ?> annotations = (Map<?, ?>) rule.getOrDefault("annotations", Map.of());
            assertThat(annotations.containsKey("summary")).isTrue();
            assertThat(ROOT.resolve(String.valueOf(annotations.get("runbook")))).isRegularFile();
        });
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
        return made;
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
