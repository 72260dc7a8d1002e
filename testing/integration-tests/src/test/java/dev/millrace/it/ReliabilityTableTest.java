package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every promise of docs/reliability.md is held by a test. */
class ReliabilityTableTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    private static final List<String> HEAD = List.of("| connector | fault | promise | test |", "|---|---|---|---|");

    @Test
    void everyRowNamesTestsThatExist() throws IOException {
        ReliabilityTable table = page();

        List<String> problems = table.problems(TestSources.under(ROOT));

        assertThat(problems).isEmpty();
    }

    @Test
    void everyConnectorHasRows() throws IOException {
        ReliabilityTable table = page();

        List<String> connectors = connectors();

        assertThat(connectors).isNotEmpty();
        assertThat(table.rows()).extracting(ReliabilityTable.Row::connector).containsAll(connectors);
    }

    @Test
    void acceptsATestOfTheContractThatItsClassExtends() throws IOException {
        ReliabilityTable table = table("| a | b | c | `RestSinkContractTest#toleratesARewind` |");

        assertThat(table.problems(TestSources.under(ROOT))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    | a | b | c | none |;                                      no test is named
                    | a | b | c | |;                                           four cells are needed
                    | a | b | `Class#method` |;                                four cells are needed
                    | a | b | c | `ReliabilityTableTest` |;                    does not read `Class#method`
                    | a | b | c | `NoSuchTest#method` |;                       there is no test class NoSuchTest
                    | a | b | c | `ReliabilityTableTest#noSuchTest` |;         ReliabilityTableTest has no test noSuchTest
                    | a | b | c | `ReliabilityTableTest#connectors` |;         ReliabilityTableTest has no test connectors
                    """)
    void tellsWhichRowHoldsNoTest(String row, String problem) throws IOException {
        ReliabilityTable table = table(row);

        List<String> problems = table.problems(TestSources.under(ROOT));

        assertThat(problems).singleElement().asString().contains(problem).endsWith(row);
    }

    @Test
    void refusesAPageWithoutTheTable() {
        assertThatThrownBy(() -> ReliabilityTable.of(List.of("# Reliability")))
                .hasMessageContaining("no table with the head");
    }

    private static ReliabilityTable page() throws IOException {
        return ReliabilityTable.of(Files.readAllLines(ROOT.resolve("docs/reliability.md")));
    }

    private static ReliabilityTable table(String row) {
        return ReliabilityTable.of(Stream.concat(HEAD.stream(), Stream.of(row)).toList());
    }

    private static List<String> connectors() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> name.startsWith("connect-"))
                    .toList();
        }
    }
}
