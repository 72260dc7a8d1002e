package dev.millrace.ops.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of mapping documents, with and without a sample. */
class MappingDocCommandTest {

    private static final Path GUIDE = Path.of("../../docs/guides/mapping.md");
    private static final Pattern BLOCK = Pattern.compile("```(?:yaml|json)\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void makesThePageThatTheGuideShows() throws IOException {
        Called called = Called.with("mapping", "doc", document().toString());

        String shown = Files.readString(GUIDE).replaceFirst("(?s).*<!-- page -->\n", "");
        assertThat(called.exitCode()).as(called.err()).isZero();
        assertThat(called.out().replaceFirst("^# ", "### ").replace("\n## ", "\n#### "))
                .isEqualTo(shown);
    }

    @Test
    void showsWhatBecomesOfASample() throws IOException {
        Path sample = Files.writeString(folder.resolve("sample.json"), blocks().get(2));

        Called called = Called.with(
                "mapping", "doc", document().toString(), "--sample", sample.toString(), "--topic", "orders");

        assertThat(called.exitCode()).as(called.err()).isZero();
        assertThat(called.out())
                .contains("| Description | Sample in | Sample out |")
                .contains("| `\"1.234,50\"` | `1234.5` |")
                .contains("| `\" Ada \", \"Lovelace\"` | `\"Ada Lovelace\"` |")
                .contains("| `\"orders-4711\"` |");
    }

    @Test
    void namesTheFieldsThatRefuseTheSample() throws IOException {
        Path sample =
                Files.writeString(folder.resolve("sample.json"), blocks().get(2).replace("1.234,50", "much"));

        Called called = Called.with("mapping", "doc", document().toString(), "--sample", sample.toString());

        assertThat(called.exitCode()).isEqualTo(1);
        assertThat(called.err()).contains("the record of the sample would fail: amount (not-a-number)");
        assertThat(called.out()).contains("| fails with `not-a-number` |").contains("`\"Ada Lovelace\"`");
    }

    @Test
    void writesHtmlInWhichNothingOfTheDocumentIsMarkup() throws IOException {
        Path document = Files.writeString(folder.resolve("hostile.yaml"), """
                id: "<script>alert(1)</script>"
                version: "1"
                description: "a & b <img src=x onerror=alert(2)>"
                fields:
                  - {source: a, target: a, description: "\\"><script>alert(3)</script>"}
                """);
        Path sample = Files.writeString(folder.resolve("sample.json"), "{\"a\": \"<b>bold</b>\"}");
        Path page = folder.resolve("page.html");

        Called called = Called.with(
                "mapping", "doc", document.toString(), "--sample", sample.toString(), "--out", page.toString());

        String html = Files.readString(page);
        assertThat(called.exitCode()).as(called.err()).isZero();
        assertThat(called.out()).contains("1 fields in " + page);
        assertThat(html)
                .startsWith("<!doctype html>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("<code>&quot;&lt;b&gt;bold&lt;/b&gt;&quot;</code>")
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("<b>");
    }

    @Test
    void reportsTheSameAsJson() throws IOException {
        Path sample = Files.writeString(folder.resolve("sample.json"), blocks().get(2));

        Called called = Called.with("mapping", "doc", document().toString(), "--sample", sample.toString(), "--json");

        JsonNode report = new ObjectMapper().readTree(called.out());
        assertThat(report.at("/mapping/id").asText()).isEqualTo("orders-to-erp");
        assertThat(report.at("/sample/0/target").asText()).isEqualTo("customerId");
        assertThat(report.at("/sample/0/in").asText()).isEqualTo("42");
        assertThat(report.at("/sample/0/out").asText()).isEqualTo("\"42\"");
    }

    @Test
    void tellsAllThatIsWrongWithADocument() throws IOException {
        Path document = Files.writeString(
                folder.resolve("wrong.yaml"), "id: m\nversion: '1'\nfields: [{sorce: a, target: b}]\n");

        Called called = Called.with("mapping", "doc", document.toString());

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).startsWith("millrace: " + document + ": ").contains("sorce");
    }

    @Test
    void saysNothingOfASampleThatIsNoJson() throws IOException {
        Path sample = Files.writeString(folder.resolve("sample.json"), "{\"secret\": tr5}");

        Called called = Called.with("mapping", "doc", document().toString(), "--sample", sample.toString());

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains(sample + " is no JSON at line 1").doesNotContain("tr5");
    }

    private Path document() throws IOException {
        return Files.writeString(folder.resolve("orders-to-erp.yaml"), blocks().get(1));
    }

    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
