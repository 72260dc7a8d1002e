package dev.millrace.feed.copybook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.Occurs;
import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Copybooks of one feature each, and how long their records are by the rules of IBM. */
class CopybookProbesTest {

    record Probe(String name, int length) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Map<String, Optional<Integer>> lengths() throws IOException {
        String json = Files.readString(Fixtures.folder("copybook-probes").resolve("lengths.json"));
        Map<?, ?> lengths = new Yaml(new SafeConstructor(new LoaderOptions())).load(json);
        Map<String, Optional<Integer>> probes = new TreeMap<>();
        lengths.forEach((name, length) -> probes.put(String.valueOf(name), Optional.ofNullable((Integer) length)));
        return probes;
    }

    static Stream<Probe> probes() throws IOException {
        return lengths().entrySet().stream()
                .flatMap(probe -> probe.getValue().map(length -> new Probe(probe.getKey(), length)).stream());
    }

    @ParameterizedTest
    @MethodSource("probes")
    void hasTheLengthThatIbmsCompilerGives(Probe probe) throws IOException, CopybookProblems {
        List<Item.Group> records =
                Copybook.parse(text(probe.name()), CopybookOptions.DEFAULT).records();

        assertThat(records).hasSize(1);
        assertThat(Listing.length(records.get(0))).isEqualTo(probe.length());
    }

    @Test
    void areAllThere() throws IOException {
        assertThat(lengths()).hasSize(67);
    }

    @Test
    void takesATableWithoutBounds() throws Exception {
        Item.Group record = only("odo_unbounded");

        assertThat(record.members().get(1).traits().occurs())
                .contains(new Occurs.DependingOn("N", 1, Integer.MAX_VALUE));
    }

    @Test
    void takesSeveralRecords() throws Exception {
        List<Item.Group> records =
                Copybook.parse(text("multi01"), CopybookOptions.DEFAULT).records();

        assertThat(records).extracting(record -> record.traits().name()).containsExactly("R1", "R2");
        assertThat(records).extracting(Listing::length).containsExactly(5, 7);
    }

    @Test
    void explainsWhatHasNoPlaceInAFile() throws IOException {
        assertThat(problems("object_ref_dyn"))
                .containsExactly("line 2, column 24: 'DYNAMIC': an item of dynamic length lies outside of its record,"
                        + " which holds only a pointer to it; write the item as the file has it, such as PIC X(n) with"
                        + " its length in front of it");
    }

    @Test
    void asksForTheMemberThatIsNotGiven() throws Exception {
        assertThat(problems("copy_stmt"))
                .containsExactly(
                        "line 2, column 17: 'MYBOOK': there is no copy member of that name; add its file to the"
                                + " search path, or put its text here");

        CopybookOptions options = CopybookOptions.DEFAULT.withMembers(
                name -> name.equals("MYBOOK") ? Optional.of("           05  :T:-A PIC X(4).\n") : Optional.empty());
        Item.Group record = Copybook.parse(text("copy_stmt"), options).records().get(0);

        assertThat(Listing.of(record)).extracting(Listing.Line::name).containsExactly("R", "Z-A", "B");
        assertThat(Listing.length(record)).isEqualTo(5);
    }

    static String text(String probe) throws IOException {
        return Files.readString(Fixtures.folder("copybook-probes").resolve(probe + ".cob"));
    }

    private static Item.Group only(String probe) throws IOException, CopybookProblems {
        return Copybook.parse(text(probe), CopybookOptions.DEFAULT).records().get(0);
    }

    private static List<String> problems(String probe) throws IOException {
        String text = text(probe);
        return catchThrowableOfType(CopybookProblems.class, () -> Copybook.parse(text, CopybookOptions.DEFAULT))
                .problems()
                .stream()
                .map(CopybookProblem::toString)
                .toList();
    }
}
