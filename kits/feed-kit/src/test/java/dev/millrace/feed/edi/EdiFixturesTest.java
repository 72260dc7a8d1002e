package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.feed.format.Read;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Reads the interchanges of other projects, and compares with what is known of each. */
class EdiFixturesTest {

    private static final String ABSENT =
            "no EDI interchanges in the folder that the property millrace.fixtures names: conformance not tested";

    private static final List<String> UNITS = List.of("interchange", "group", "transaction", "segment");

    @BeforeAll
    static void findFixtures() {
        boolean there = EdiFixture.root().isPresent();
        if (!there) {
            LoggerFactory.getLogger(EdiFixturesTest.class).warn(ABSENT);
        }
        assumeTrue(there, ABSENT);
    }

    static Stream<EdiFixture> valid() {
        return all().filter(EdiFixture::valid);
    }

    static Stream<EdiFixture> invalid() {
        return all().filter(fixture -> !fixture.valid());
    }

    private static Stream<EdiFixture> all() {
        Optional<Path> root = EdiFixture.root();
        return root.stream().flatMap(folder -> EdiFixture.all(folder).stream());
    }

    @Test
    void findsAllOfThem() {
        assertThat(all()).hasSize(120);
    }

    @ParameterizedTest
    @MethodSource("valid")
    void readsAllOfAValidOne(EdiFixture fixture) throws IOException {
        for (String unit : UNITS) {
            EdiRun run = EdiRun.of(fixture.bytes(), Map.of("edi.record", unit));

            assertThat(run.malformed()).as(unit).isEmpty();
            assertThat(run.notices()).as(unit).isEmpty();
            assertThat(run.counts()).as(unit).isEqualTo(fixture.counts());
            assertThat(recordCounts(run, unit)).as(unit).isEqualTo(fixture.counts());
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void setsTheUnitAsideThatAProblemNames(EdiFixture fixture) throws IOException {
        for (String unit : UNITS) {
            EdiRun run = EdiRun.of(fixture.bytes(), Map.of("edi.record", unit));

            assertThat(run.malformed()).as(unit).isNotEmpty().isSubsetOf(fixture.problems());
            assertThat(run.notices()).as(unit).isEmpty();
            assertThat(run.reads()).allSatisfy(read -> {
                if (read instanceof Read.Malformed malformed) {
                    assertThat(malformed.recoverable()).isTrue();
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void readsAllOfAnInvalidOneWhenItOnlyWarns(EdiFixture fixture) throws IOException {
        for (String unit : UNITS) {
            EdiRun run = EdiRun.of(fixture.bytes(), Map.of("edi.record", unit, "edi.envelope", "warn"));

            assertThat(run.malformed()).as(unit).isEmpty();
            assertThat(run.notices()).as(unit).isNotEmpty().isSubsetOf(fixture.problems());
            assertThat(run.counts()).as(unit).isEqualTo(fixture.counts());
            assertThat(recordCounts(run, unit)).as(unit).isEqualTo(fixture.counts());
        }
    }

    /** What the records themselves hold, where the unit shows it; the other counts as the reader has them. */
    private static List<Long> recordCounts(EdiRun run, String unit) {
        EdiCount count = new EdiCount();
        run.values().forEach(value -> count.add(value.value()));
        return switch (unit) {
            case "interchange", "segment" -> count.counts();
            default ->
                List.of(
                        run.counts().get(0),
                        run.counts().get(1),
                        count.counts().get(2),
                        run.counts().get(3));
        };
    }
}
