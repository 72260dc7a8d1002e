package dev.millrace.transforms.protection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transforms.Applied;
import dev.millrace.transforms.ProtectFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the guide shows is what happens. */
class ProtectingFieldsGuideTest {

    private static final Path GUIDE = Path.of("../docs/guides/protecting-fields.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| [^|]* \\| `(\\{[^`]*})` \\| (?:`([^`]*)`|[^|]*) \\| (.*) \\|$");
    private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ENTRY =
            Pattern.compile("\"transforms\\.protect\\.([a-z.]+)\": \"((?:[^\"\\\\]|\\\\.)*)\"");

    @TestFactory
    Stream<DynamicTest> everyRowOfTheTableIsTrue() throws IOException {
        List<MatchResult> rows = ROW.matcher(Files.readString(GUIDE)).results().toList();

        assertThat(rows).hasSizeGreaterThan(20);
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.group(1), () -> check(row)));
    }

    private static void check(MatchResult row) {
        String rule = row.group(1);
        // Only what decrypt opens is not told by the guide.
        Object before = Optional.<Object>ofNullable(row.group(2))
                .orElseGet(() -> Objects.requireNonNull(applied("{\"path\": \"v\", \"action\": \"encrypt\"}", "x")));
        Object after = applied(rule, before);

        String told = row.group(3);
        if (told.equals("what it was")) {
            assertThat(after).isEqualTo("x");
        } else if (told.matches("`[^`]*`")) {
            assertThat(String.valueOf(after)).isEqualTo(told.substring(1, told.length() - 1));
        } else {
            assertThat(String.valueOf(after)).matches(form(told));
        }
    }

    private static String form(String told) {
        return switch (told) {
            case "64 hexadecimal digits" -> "[0-9a-f]{64}";
            case "`c_` and 43 letters and digits" -> "c_[0-9A-Za-z]{43}";
            case "a capital, two small letters, a dash, four digits" -> "[A-Z][a-z]{2}-[0-9]{4}";
            case "16 digits that pass the check, the first 6 and last 4 as they were" -> "411111[0-9]{6}1111";
            case "`enc:v1:` key id `:` base64" -> "enc:v1:k1:[A-Za-z0-9+/=]+";
            case "`det:v1:` key id `:` base64" -> "det:v1:k1:[A-Za-z0-9+/=]+";
            default -> throw new AssertionError("the guide tells a form that is not checked: " + told);
        };
    }

    @Test
    void theFirstConfigurationAndTheKeysetAreAccepted() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .toList();
        Map<String, String> configuration = new HashMap<>();
        ENTRY.matcher(blocks.get(0))
                .results()
                .forEach(entry -> configuration.put(entry.group(1), plain(entry.group(2))));
        configuration.remove("type");
        configuration.put(
                "keys",
                blocks.get(1)
                        .replaceFirst("<[^>]*>", Keysets.base64("a"))
                        .replaceFirst("<[^>]*>", Keysets.base64("b")));

        try (ProtectFields<SourceRecord> transform = new ProtectFields.Value<>()) {
            transform.configure(configuration);
            SourceRecord customer = new SourceRecord(
                    Map.of(),
                    Map.of(),
                    "customers",
                    null,
                    Map.of("ssn", "078-05-1120", "card", "4111111111111111", "email", "ada@example.com"));

            Map<String, @Nullable Object> after = Applied.map(Applied.by(transform, customer));

            assertThat(String.valueOf(after.get("ssn"))).startsWith("enc:v1:2026-11:");
            assertThat(after.get("card")).isEqualTo("************1111");
        }
        assertThat(blocks).hasSize(3);
        assertThat(ClassificationRule.list(blocks.get(2))).hasSize(3);
    }

    @Test
    void namesEveryActionAndOption() throws IOException {
        String guide = Files.readString(GUIDE);

        for (ActionName action : ActionName.values()) {
            assertThat(guide).contains(Members.nameOf(action));
        }
        for (String member :
                List.of("boundPath", "plain", "unmatched", "sparse", "context", "normalise", "luhn", "most")) {
            assertThat(guide).contains(member);
        }
        for (Purpose purpose : Purpose.values()) {
            assertThat(guide)
                    .contains(new String(purpose.label(), java.nio.charset.StandardCharsets.US_ASCII)
                            .substring("millrace protect v1 ".length()));
        }
    }

    private static @Nullable Object applied(String rule, Object value) {
        try (ProtectFields<SourceRecord> transform = new ProtectFields.Value<>()) {
            transform.configure(Map.of("rules", "[" + rule + "]", "keys", Keysets.of("k1")));
            SourceRecord record = new SourceRecord(Map.of(), Map.of(), "people", null, Map.of("v", value));
            return Applied.in(Applied.by(transform, record), "v");
        }
    }

    private static String plain(String json) {
        return json.replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
