package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guides over all plugins name options that exist. */
class GuidesTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));

    /** A key in code, with or without a value. */
    private static final Pattern KEY = Pattern.compile("`([a-z][a-z0-9.-]*[a-z0-9])(?:=([^`]*))?`");

    private static final Pattern OURS = Pattern.compile("(?m)^\\| [^|]* \\| ([^|]*) \\| [^|]* ?\\|$");

    /** Keys of Connect, our headers, and names of files. */
    private static final Pattern OF_OTHERS =
            Pattern.compile("(errors|topic\\.creation|producer\\.override|consumer\\.override"
                    + "|connector\\.client\\.config|exactly\\.once|scheduled\\.rebalance|plugin|transaction|offset\\.flush|millrace"
                    + "|key\\.converter|value\\.converter)\\..*|.*\\.(json|md|yaml|properties|sh|jar|zip|csv|txt)");

    private static final Set<String> OF_KAFKA = Set.of(
            "value.converter",
            "tasks.max",
            "isolation.level",
            "max.message.bytes",
            "max.request.size",
            "linger.ms",
            "compression.type");

    /** Attributes of our MBeans. */
    private static final Set<String> FIGURES = Set.of(
            "oldest.unconfirmed.ms",
            "records.unconfirmed",
            "records.queued",
            "records.malformed",
            "dedup.evicted",
            "files.listed",
            "requests.refused");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "troubleshooting",
                "delivery-guarantees",
                "choosing-a-format",
                "webhooks-behind-a-load-balancer",
                "security",
                "scaling-out"
            })
    void nameOptionsAndValuesThatExist(String guide) throws IOException {
        String text = Files.readString(guide(guide));

        assertThat(named(text)).hasSizeGreaterThan(10);
        assertThat(unknown(text)).as("what no plugin declares").isEmpty();
    }

    /** What is not ours stands in the other columns. */
    @Test
    void migratingNamesWhatExistsInTheColumnThatIsOurs() throws IOException {
        String ours = OURS.matcher(Files.readString(guide("migrating")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.joining("\n"));

        assertThat(named(ours)).hasSizeGreaterThan(60);
        assertThat(unknown(ours)).as("what no plugin declares").isEmpty();
    }

    private static Path guide(String name) {
        return ROOT.resolve("docs/guides/" + name + ".md");
    }

    private static List<MatchResult> named(String text) {
        return KEY.matcher(text)
                .results()
                // A word alone may be anything.
                .filter(key -> key.group(1).contains(".") || key.group(2) != null)
                .filter(key -> !OF_OTHERS.matcher(key.group(1)).matches())
                .filter(key -> !OF_KAFKA.contains(key.group(1)) && !FIGURES.contains(key.group(1)))
                .toList();
    }

    private static List<String> unknown(String text) throws IOException {
        Map<String, List<JsonNode>> declared = declared();
        return named(text).stream()
                .filter(key -> declared.getOrDefault(key.group(1), List.of()).stream()
                        .noneMatch(option -> key.group(2) == null || allows(option, key.group(2))))
                .map(MatchResult::group)
                .toList();
    }

    private static boolean allows(JsonNode option, String value) {
        JsonNode values = option.path("values");
        return values.isMissingNode()
                || StreamSupport.stream(values.spliterator(), false)
                        .anyMatch(allowed -> allowed.asText().equals(value));
    }

    /** The options of all plugins by their keys; several may have one of the same name. */
    private static Map<String, List<JsonNode>> declared() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/reference"))) {
            Map<String, List<JsonNode>> declared = new HashMap<>();
            for (Path descriptor : files.filter(
                            file -> file.toString().endsWith(".json") && !file.endsWith("descriptor.schema.json"))
                    .toList()) {
                JsonNode document = new ObjectMapper().readTree(descriptor.toFile());
                document.path("components")
                        .forEach(component -> component
                                .path("options")
                                .forEach(option -> declared.computeIfAbsent(
                                                option.path("name").asText(), name -> new ArrayList<>())
                                        .add(option)));
            }
            return declared;
        }
    }
}
