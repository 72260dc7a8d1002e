package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide names is there: options, and every example with what it takes from the environment. */
class GuideTest {

    private static final Path GUIDE = Path.of("../docs/guides/webhooks.md");
    private static final Path EXAMPLES = Path.of("../config-examples");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern JSON_KEY = Pattern.compile("^ *\"([a-z0-9.]+)\": \"", Pattern.MULTILINE);
    /** A key, alone or with a value; a star stands for the keys of a group. */
    private static final Pattern OPTION = Pattern.compile("([a-z0-9]+(?:\\.[a-z0-9*]+)+)(?:=.*)?");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)}");

    /** Options of the worker, the framework and the topic, headers, figures, loggers and hosts of the guide. */
    private static final Pattern OF_OTHERS = Pattern.compile(
            "(tasks|key|value|header|connector|topic\\.creation|producer\\.override|transaction|exactly\\.once)\\..*"
                    + "|scheduled\\.rebalance\\.max\\.delay\\.ms|plugin\\.path|max\\.message\\.bytes"
                    + "|errors\\.tolerance|delivery\\.timeout\\.ms|max\\.block\\.ms"
                    + "|millrace\\..*|oldest\\.unconfirmed\\.ms|dedup\\.evicted"
                    + "|secret\\.[01]|hub\\.verify_token|0\\.0\\.0\\.0|name");

    private final Set<String> options = WebhookSettings.definition().names();

    @Test
    void namesOptionsThatExist() throws IOException {
        String guide = Files.readString(GUIDE);
        Stream<String> inText =
                CODE.matcher(guide).results().map(code -> code.group(1)).flatMap(GuideTest::optionOf);
        Stream<String> inJson = JSON_KEY.matcher(guide).results().map(key -> key.group(1));

        List<String> named = Stream.concat(inText, inJson)
                .filter(name -> !OF_OTHERS.matcher(name).matches())
                .distinct()
                .toList();

        assertThat(named).hasSizeGreaterThan(60).allMatch(this::isOption, "is an option, or the beginning of some");
    }

    @Test
    void listsEveryExampleWithWhatItTakes() throws IOException {
        List<String> lines = Files.readAllLines(GUIDE);
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            for (Path example : files.filter(GuideTest::isWebhook).toList()) {
                String row = lines.stream()
                        .filter(line -> line.startsWith("| [" + example.getFileName() + "]"))
                        .findFirst()
                        .orElse("");

                assertThat(VARIABLE.matcher(Files.readString(example)).results())
                        .extracting(variable -> variable.group(1))
                        .filteredOn(variable -> !variable.matches("WEBHOOK_(HOST|PORT)"))
                        .as("variables of %s", example.getFileName())
                        .isNotEmpty()
                        .allMatch(variable -> row.contains("`" + variable + "`"), "is in the row of the guide");
            }
        }
    }

    private boolean isOption(String name) {
        return name.endsWith(".*")
                ? options.stream().anyMatch(option -> option.startsWith(name.substring(0, name.length() - 1)))
                : options.contains(name);
    }

    private static Stream<String> optionOf(String code) {
        return OPTION.matcher(code)
                .results()
                .filter(found -> found.group().equals(code))
                .map(found -> found.group(1));
    }

    private static boolean isWebhook(Path example) {
        return example.getFileName().toString().matches("webhook-.*\\.json");
    }
}
