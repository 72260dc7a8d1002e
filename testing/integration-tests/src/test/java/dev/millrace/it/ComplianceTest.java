package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/compliance.md claims is shown by a test, and every row says what remains with the operator. */
class ComplianceTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyClaimIsShownByATestAndLeavesItsRestToSomebody() throws IOException {
        List<String> page = Files.readAllLines(ROOT.resolve("docs/compliance.md"));

        List<String> problems = problems(page, TestSources.under(ROOT));

        assertThat(page).filteredOn(ComplianceTest::isRow).hasSizeGreaterThan(30);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| 164.312(b) | events | `ComplianceTest#everyClaimIsShownByATestAndLeavesItsRestToSomebody` | |",
                "| 164.312(b) | events | shown | a review |",
                "| 164.312(b) | events | `ComplianceTest#noSuchTest` | a review |",
                "| 164.312(b) | `ComplianceTest#noSuchTest` |"
            })
    void tellsWhichClaimHangsInTheAir(String row) throws IOException {
        assertThat(problems(List.of(row), TestSources.under(ROOT))).isNotEmpty();
    }

    private static List<String> problems(List<String> page, TestSources tests) {
        List<String> problems = new ArrayList<>();
        for (String line : page) {
            TEST.matcher(line)
                    .results()
                    .filter(found -> !tests.has(found.group(1), found.group(2)))
                    .forEach(found -> problems.add("there is no test " + found.group() + ": " + line));
            if (isRow(line)) {
                List<String> cells = Arrays.stream(line.substring(1).split("(?<!\\\\)\\|"))
                        .map(String::strip)
                        .filter(cell -> !cell.isEmpty())
                        .toList();
                if (cells.size() != 4) {
                    problems.add("four cells are needed, none of them empty: " + line);
                } else if (!TEST.matcher(cells.get(2)).find()) {
                    problems.add("no test is named: " + line);
                }
            }
        }
        return problems;
    }

    private static boolean isRow(String line) {
        return line.startsWith("| ") && !line.contains("what remains yours");
    }
}
