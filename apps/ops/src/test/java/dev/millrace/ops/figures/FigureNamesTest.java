package dev.millrace.ops.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.watch.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Figures by JMX, and by an exporter with the rules of docs/monitoring, are the same. */
class FigureNamesTest {

    private static final Path FOLDER = Path.of(System.getProperty("millrace.root"), "docs/monitoring");
    private static final Pattern TYPE = Pattern.compile("## ([\\w-]+)(, route)?");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*");

    @Test
    void everyFigureOfTheTableIsTheSameByBothWays() throws Exception {
        List<Map<String, Object>> rules = rules();
        Set<String> seen = new TreeSet<>();
        String properties = "";
        for (String line : Files.readAllLines(FOLDER.resolve("metrics.md"))) {
            Matcher type = TYPE.matcher(line);
            Matcher row = ROW.matcher(line);
            if (type.matches()) {
                properties = "type=" + type.group(1) + ",connector=\"orders:eu\",task=0"
                        + (type.group(2) == null ? "" : ",route=\"POST /orders,all\"")
                        + (type.group(1).equals("transform") ? ",transform=MapFields,instance=1" : "");
            } else if (row.matches()) {
                Figure figure = FigureNames.ofBean(bean(properties), row.group(1), 7);
                assertThat(exported(rules, properties, row.group(1), 7))
                        .as(line)
                        .isEqualTo(figure);
                seen.add(figure.name());
            }
        }

        assertThat(seen)
                .hasSizeGreaterThan(150)
                .contains("sftp_source_records", "rest_source_endpoint_rows_known", "transform_rule_applied");
        Set<String> relied = new TreeSet<>(WorkerReadings.RECORDS);
        relied.addAll(Set.of(
                WorkerReadings.BREAKER,
                WorkerReadings.HOSTS_DOWN,
                "rest_sink_route_latency_count",
                "rest_sink_route_latency_le_5_ms"));
        // Its figures are those of sftp-source, as the page says above the tables.
        relied.remove("record_file_source_records");
        assertThat(seen).as("what the console makes readings of").containsAll(relied);
        assertThat(WorkerReadings.WAITS).allSatisfy(end -> assertThat(seen).anyMatch(name -> name.endsWith(end)));
    }

    @Test
    void takesQuotationMarksOffNamesAndLeavesOtherMetricsAlone() throws MalformedObjectNameException {
        String name = "a \"b\", c*\\d";
        ObjectName bean = new ObjectName("dev.millrace:type=sftp-source,task=0,connector=" + ObjectName.quote(name));

        assertThat(FigureNames.ofBean(bean, "files.done", 1).labels()).containsEntry("connector", name);
        assertThat(FigureNames.ofMetric(new Sample(
                                "millrace_sftp_source_files_done", Map.of("connector", ObjectName.quote(name)), 1))
                        .map(Figure::labels))
                .contains(Map.of("connector", name));
        assertThat(FigureNames.ofMetric(new Sample("jvm_threads_current", Map.of(), 1)))
                .isEmpty();
    }

    /** As the exporter does it: the first rule whose pattern is found, then what no name may hold becomes an underscore. */
    private static Figure exported(List<Map<String, Object>> rules, String properties, String attribute, double value) {
        String figure = "dev.millrace<" + properties.replaceAll(",(?=\\w+=)", ", ") + "><>" + attribute;
        for (Map<String, Object> rule : rules) {
            Matcher found =
                    Pattern.compile("^.*(?:" + rule.get("pattern") + ").*$").matcher(figure);
            if (found.matches()) {
                Map<String, String> labels = new HashMap<>();
                ((Map<?, ?>) rule.getOrDefault("labels", Map.of()))
                        .forEach((label, text) ->
                                labels.put(String.valueOf(label), found.replaceAll(String.valueOf(text))));
                String name = found.replaceAll(String.valueOf(rule.get("name")))
                        .replaceAll("[^a-zA-Z0-9:_]", "_")
                        .toLowerCase(Locale.ROOT);
                return FigureNames.ofMetric(new Sample(name, labels, value)).orElseThrow();
            }
        }
        throw new AssertionError("no rule takes " + figure);
    }

    private static ObjectName bean(String properties) throws MalformedObjectNameException {
        return new ObjectName("dev.millrace:" + properties);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules() throws IOException {
        Map<String, Object> exporter = new Yaml().load(Files.readString(FOLDER.resolve("jmx-exporter.yaml")));
        return Stream.of(exporter.getOrDefault("rules", List.of()))
                .flatMap(rules -> ((List<Map<String, Object>>) rules).stream())
                .toList();
    }
}
