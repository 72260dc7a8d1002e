package dev.millrace.feed.format;

import dev.millrace.feed.schema.SchemaSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/** The generated sections of docs/reference/formats.md, and of the pages that single formats have. */
public final class FormatReference {

    private FormatReference() {}

    /** What stands in the section; empty without one. */
    public static Optional<String> section(String page, String name) {
        Matcher section = section(name).matcher(page);
        return section.find() ? Optional.of(section.group(1)) : Optional.empty();
    }

    public static String replace(String page, String name, String content) {
        String section = "<!-- begin " + name + " -->\n" + content + "<!-- end " + name + " -->";
        return section(name).matcher(page).replaceFirst(Matcher.quoteReplacement(section));
    }

    private static Pattern section(String name) {
        return Pattern.compile("<!-- begin " + name + " -->\n(.*?)<!-- end " + name + " -->", Pattern.DOTALL);
    }

    /** One row for each option. */
    static String options(RecordFormat format) {
        ConfigDef definition = new ConfigDef();
        format.define(definition);
        return options(definition);
    }

    /** The options that formats share. */
    static String schemaOptions() {
        ConfigDef definition = new ConfigDef();
        SchemaSettings.define(definition);
        return options(definition);
    }

    /** The patterns that {@code lines.pattern} may name. */
    static String patterns() {
        StringBuilder table = new StringBuilder("| pattern | matches |\n|---|---|\n");
        for (String name : GrokPatterns.names()) {
            table.append("| `")
                    .append(name)
                    .append("` | `")
                    .append(cell(GrokPatterns.all().getOrDefault(name, "")))
                    .append("` |\n");
        }
        return table.toString();
    }

    private static String options(ConfigDef definition) {
        StringBuilder table =
                new StringBuilder("| key | type | default | values | what it decides |\n|---|---|---|---|---|\n");
        definition.configKeys().values().stream()
                .sorted(Comparator.comparing((ConfigDef.ConfigKey key) -> key.group)
                        .thenComparing(key -> key.orderInGroup))
                .forEach(key -> table.append(String.join(
                                " | ",
                                "| `" + key.name + "`",
                                key.type.name().toLowerCase(Locale.ROOT),
                                key.defaultValue instanceof List<?> || key.defaultValue == null
                                        ? ""
                                        : "`" + key.defaultValue + "`",
                                key.validator == null ? "" : cell(key.validator.toString()),
                                cell(key.documentation)))
                        .append(" |\n"));
        return table.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    static String codes() {
        return Arrays.stream(MalformedCode.values())
                .map(code -> "| `" + code.code() + "` | " + code.meaning() + " | " + code.formats() + " | "
                        + code.recovery() + " |\n")
                .collect(Collectors.joining(
                        "", "| code | meaning | formats | what is read next |\n|---|---|---|---|\n", ""));
    }

    /** A summary for each suite, then every case that is more than a plain pass. */
    static String verdicts(List<CsvVerdict> verdicts) {
        Map<String, List<CsvVerdict>> folders = new LinkedHashMap<>();
        verdicts.forEach(verdict -> folders.computeIfAbsent(verdict.folder(), name -> new ArrayList<>())
                .add(verdict));
        StringBuilder table = new StringBuilder("| suite | cases | pass |\n|---|---|---|\n");
        folders.forEach(
                (folder, cases) -> table.append("| " + folder + " | " + cases.size() + " | " + passes(cases) + " |\n"));
        table.append("| **all** | **" + verdicts.size() + "** | **" + passes(verdicts) + "** |\n\n");
        table.append("| suite | case | verdict |\n|---|---|---|\n");
        verdicts.forEach(verdict ->
                table.append("| " + verdict.folder() + " | " + verdict.caseName() + " | " + verdict.text() + " |\n"));
        return table.toString();
    }

    private static long passes(List<CsvVerdict> verdicts) {
        return verdicts.stream().filter(CsvVerdict::passes).count();
    }
}
