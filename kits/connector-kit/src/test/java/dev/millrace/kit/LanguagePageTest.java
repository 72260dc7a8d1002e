package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.expression.Expression;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.RecordPlaces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Executes the examples of docs/reference/language.md. */
class LanguagePageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("millrace.root", ".")).resolve("docs/reference/language.md");

    /**
     * A row of a table.
     *
     * @param head of the table's columns
     */
    record Row(List<String> head, List<String> cells) {

        String cell(String column) {
            return cells.get(head.indexOf(column));
        }

        /** What stands between the backticks of a cell; of two where the code holds one. */
        String code(String column) {
            String cell = cell(column);
            int ticks = cell.startsWith("``") ? 2 : 1;
            return cell.substring(ticks, cell.length() - ticks).strip();
        }
    }

    static Stream<Row> paths() {
        return rows("path");
    }

    static Stream<Row> templates() {
        return rows("template");
    }

    static Stream<Row> filters() {
        return rows("filter");
    }

    static Stream<Row> expressions() {
        return rows("expression");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aPathFindsWhatThePageSays(Row row) {
        List<?> found =
                FieldPath.parse(row.code("path")).findAll(record().plain().value());

        assertThat(found.stream().map(one -> "`" + one + "`").collect(Collectors.joining(", ")))
                .isEqualTo(row.cell("here"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aTemplateGivesWhatThePageSays(Row row) {
        String in = row.head().contains("in") ? row.cell("in") : "name";
        Template template = Stream.of("name", "url").anyMatch(in::equals)
                ? Template.parse(row.code("template"))
                : Template.parseText(row.code("template"));

        assertGives(row, bound(template, encoding(in)));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aFilterGivesWhatThePageSays(Row row) {
        assertGives(row, bound(Template.parse(row.code("example")), before -> PlaceEncoding.NONE));
    }

    @Test
    void everyFilterAndOperatorStandsOnThePage() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(PlaceFilter.names()).allSatisfy(name -> assertThat(page).containsPattern("`" + name + "[`(]"));
        assertThat(filters()).hasSizeGreaterThan(7);
        assertThat(templates()).hasSizeGreaterThan(14);
        assertThat(expressions()).hasSizeGreaterThan(13);
        assertThat(paths()).hasSizeGreaterThan(7);
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void anExpressionAnswersWhatThePageSays(Row row) {
        Expression expression = Expression.parse(row.code("expression"));

        assertThat(expression.test(record().plain()))
                .isEqualTo(row.cell("answer").equals("yes"));
        assertThat(expression.test(record().structured()))
                .isEqualTo(row.cell("answer").equals("yes"));
    }

    private static void assertGives(Row row, Function<SinkRecord, String> text) {
        assertThat(text.apply(record().plain())).isEqualTo(row.code("gives"));
        assertThat(text.apply(record().structured())).isEqualTo(row.code("gives"));
    }

    private static Function<SinkRecord, String> bound(Template template, Function<String, PlaceEncoding> encoding) {
        return template.bind(RecordPlaces::bind, encoding, name -> "<" + name + ">");
    }

    private static Function<String, PlaceEncoding> encoding(String in) {
        return switch (in) {
            case "name", "text" -> before -> PlaceEncoding.NONE;
            case "url" -> before -> PlaceEncoding.URL;
            case "json" -> PlaceEncoding::inJson;
            case "xml" -> before -> PlaceEncoding.XML;
            default -> throw new IllegalArgumentException(in);
        };
    }

    private static RecordSpec record() {
        String page = String.join("\n", lines());
        String json = page.substring(page.indexOf("```json") + 7, page.indexOf("```\n", page.indexOf("```json") + 7));
        return new RecordSpec(
                (Map<?, ?>) RecordSpec.load(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }

    /** The rows of all tables with a column of that name that have an example. */
    private static Stream<Row> rows(String column) {
        List<Row> rows = new ArrayList<>();
        List<String> head = List.of();
        for (String line : lines()) {
            if (!line.startsWith("|")) {
                head = List.of();
            } else if (head.isEmpty()) {
                head = cells(line);
            } else if (head.contains(column) && !line.startsWith("|---")) {
                rows.add(new Row(head, cells(line)));
            }
        }
        return rows.stream();
    }

    private static List<String> cells(String line) {
        return Stream.of(line.substring(1, line.length() - 1).split("(?<!\\\\)\\|", -1))
                .map(cell -> cell.replace("\\|", "|").strip())
                .toList();
    }

    private static List<String> lines() {
        try {
            return Objects.requireNonNull(Files.readAllLines(PAGE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
