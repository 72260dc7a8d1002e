package dev.millrace.feed.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.plan.ChecksumAlgorithm;
import dev.millrace.feed.plan.Decoded;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Executes the examples of the page about the layout language. */
class LayoutPageTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```(yaml|csv)\n(.*?)```\n\n```hex\n(.*?)```\n\n```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("^\\|.*\\| `((?:type): [^`]*)` \\| `([0-9A-F]+)` \\| `([^`]*)` \\|$", Pattern.MULTILINE);

    @TestFactory
    Stream<DynamicTest> examplesGiveWhatThePageSays() throws IOException {
        Matcher examples = EXAMPLE.matcher(page());

        return examples.results()
                .map(each -> DynamicTest.dynamicTest(
                        each.group(2).lines().findFirst().orElse(""), () -> {
                            BinaryLayout layout = each.group(1).equals("csv")
                                    ? BinaryLayout.parseListing("listing", each.group(2))
                                    : BinaryLayout.parse(each.group(2));
                            assertThat(decoded(layout, each.group(3)))
                                    .isEqualTo(ValueText.expected(LayoutCase.yaml(each.group(4))));
                        }));
    }

    @TestFactory
    Stream<DynamicTest> rowsGiveWhatThePageSays() throws IOException {
        Matcher rows = ROW.matcher(page());

        return rows.results()
                .map(each -> DynamicTest.dynamicTest(each.group(1), () -> {
                    BinaryLayout layout =
                            BinaryLayout.parse("{name: t, record: {fields: [{name: a, " + each.group(1) + "}]}}");
                    assertThat(decoded(layout, each.group(2))).isEqualTo(Map.of("a", value(each.group(3))));
                }));
    }

    @Test
    void thePageKnowsEveryTypeAndEveryAlgorithm() throws IOException {
        String page = page();

        assertThat(EXAMPLE.matcher(page).results()).hasSize(5);
        assertThat(ROW.matcher(page).results()).hasSize(23);
        for (String type : TypeReader.WORDS) {
            assertThat(page).contains("| `" + type + "(n");
        }
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            assertThat(page).contains("`" + algorithm.label() + "`");
        }
        for (String type : ListingTypes.WORDS) {
            assertThat(page).contains("`" + type + "`");
        }
        for (String key : ItemReader.FIELD) {
            assertThat(page).containsPattern("`" + key + "[`:]");
        }
    }

    private static Object value(String text) {
        Object value = ValueText.expected(LayoutCase.yaml(text));
        return value == null ? "null" : value;
    }

    private static @Nullable Object decoded(BinaryLayout layout, String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        Decoded decoded =
                RecordPlan.compile(layout.records().get(0), PlanOptions.DEFAULT).decode(bytes, 0, bytes.length);
        assertThat(decoded.used()).isEqualTo(bytes.length);
        return ValueText.of(decoded.value());
    }

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("millrace.root", "."), "docs", "reference", "layout.md"));
    }
}
