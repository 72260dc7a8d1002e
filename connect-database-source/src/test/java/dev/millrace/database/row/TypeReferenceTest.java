package dev.millrace.database.row;

import dev.millrace.testkit.ReferencePage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reference/database-types.md: an introduction by hand, then what the files of types say, which are run on servers. */
class TypeReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/database-types.md");

    private static final String HEAD = """
            | column type | becomes | for example | with other settings | refused |
            |---|---|---|---|---|
            """;

    @Test
    void saysWhatTheFilesOfTypesSay() throws IOException {
        ReferencePage.matches(
                PAGE,
                introduction() + "\n"
                        + section(
                                "PostgreSQL",
                                "Read with PostgreSQL's own driver. A type that is not listed, such as one of an extension, becomes its"
                                        + " text. Bounds of arrays that don't begin at 1 are not kept. Large objects are read as"
                                        + " their `oid`, not as their content. `money` is read where `lc_monetary` is C or en_US."
                                        + " In the examples `mood` is an enum, `address` a composite, and `positive`,"
                                        + " `postcode` and `cents` are domains; a dot marks the end of trailing blanks.",
                                TypeCase.of("postgresql"))
                        + "\n"
                        + section(
                                "MySQL and MariaDB",
                                "Read with MariaDB's driver or MySQL's own, with the same results. With MariaDB's `vector` of MySQL"
                                        + " can't be read, nor can a `date` with a day or month of zero, not even as text: cast"
                                        + " them in a query or a view.",
                                TypeCase.of("mysql"))
                        + "\n"
                        + section(
                                "MariaDB",
                                "What MariaDB has alone, or has otherwise than MySQL: its JSON is text that is kept as it was"
                                        + " written. What is not listed is as above.",
                                TypeCase.of("mariadb").stream()
                                        .filter(each -> each.chapter().equals("Its own"))
                                        .toList()));
    }

    private static String section(String title, String note, List<TypeCase> cases) {
        Map<String, Map<String, List<TypeCase>>> chapters = cases.stream()
                .collect(Collectors.groupingBy(
                        TypeCase::chapter,
                        LinkedHashMap::new,
                        Collectors.groupingBy(TypeCase::type, LinkedHashMap::new, Collectors.toList())));
        return "## " + title + "\n\n" + note + "\n\n"
                + chapters.entrySet().stream()
                        .map(chapter ->
                                "### " + title + ": " + chapter.getKey().toLowerCase(Locale.ROOT) + "\n\n" + HEAD
                                        + chapter.getValue().values().stream()
                                                .map(TypeReferenceTest::row)
                                                .collect(Collectors.joining()))
                        .collect(Collectors.joining("\n"));
    }

    private static String row(List<TypeCase> cases) {
        TypeCase first = cases.get(0);
        String becomes = cases.stream()
                .filter(TypeCase::isStandard)
                .map(TypeCase::schema)
                .findFirst()
                .orElse(first.schema());
        return "| " + code(first.type()) + " | " + code(becomes) + " | "
                + cases.stream()
                        .filter(TypeCase::isStandard)
                        .filter(Predicate.not(TypeCase::isRefused))
                        .filter(each -> !each.literal().equals("null"))
                        .limit(2)
                        .map(each -> code(each.literal()) + " → " + code(each.value()))
                        .collect(Collectors.joining("<br>"))
                + " | "
                + cases.stream()
                        .filter(Predicate.not(TypeCase::isStandard))
                        .map(each -> code(each.settings()) + ": " + code(each.schema()))
                        .distinct()
                        .collect(Collectors.joining("<br>"))
                + " | "
                + cases.stream()
                        .filter(TypeCase::isRefused)
                        .map(each -> code(each.literal()) + (each.isStandard() ? "" : " with " + code(each.settings()))
                                + ": " + escaped(each.reason()))
                        .collect(Collectors.joining("<br>"))
                + " |\n";
    }

    private static String code(String text) {
        return text.isEmpty() ? "(empty)" : "`" + escaped(text.replace('`', '\'')) + "`";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }

    private static String introduction() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                TypeReferenceTest.class.getResourceAsStream("/types/introduction.md"), "the introduction is missing")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
