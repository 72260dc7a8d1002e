package dev.millrace.feed.edi;

import static dev.millrace.feed.edi.ControlVerdict.Kind.BACKWARDS;
import static dev.millrace.feed.edi.ControlVerdict.Kind.DUPLICATE;
import static dev.millrace.feed.edi.ControlVerdict.Kind.FIRST;
import static dev.millrace.feed.edi.ControlVerdict.Kind.GAP;
import static dev.millrace.feed.edi.ControlVerdict.Kind.LATE;
import static dev.millrace.feed.edi.ControlVerdict.Kind.NEW;
import static dev.millrace.feed.edi.ControlVerdict.Kind.NEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlSeriesTest {

    @Test
    void oneAfterTheOtherIsAsItShouldBe() {
        assertThat(kinds("000000007", "000000008", "000000009")).containsExactly(FIRST, NEXT, NEXT);
    }

    @Test
    void aNumberThatCameBeforeIsADuplicateAndOneThatWasMissingIsLate() {
        assertThat(kinds("10", "13", "11", "11", "13", "12", "14"))
                .containsExactly(FIRST, GAP, LATE, DUPLICATE, DUPLICATE, LATE, NEXT);
    }

    @Test
    void aGapSaysHowManyAreMissing() {
        ControlSeries series = ControlSeries.EMPTY.observe("10").series();

        ControlVerdict verdict = series.observe("15").verdict();

        assertThat(verdict).isEqualTo(new ControlVerdict(GAP, 4));
    }

    @Test
    void numbersBeginAgainBehindTheLargestOfTheirDigits() {
        assertThat(kinds("999999998", "999999999", "000000001", "000000002")).containsExactly(FIRST, NEXT, NEXT, NEXT);
        assertThat(kinds("99998", "99999", "00000", "00001")).containsExactly(FIRST, NEXT, NEXT, NEXT);
    }

    @Test
    void anOldNumberDoesNotForgetTheNewOnes() {
        assertThat(kinds("5000", "1", "1", "5001", "5000"))
                .containsExactly(FIRST, BACKWARDS, DUPLICATE, NEXT, DUPLICATE);
    }

    @Test
    void twoOldNumbersInARowAreANewBeginning() {
        assertThat(kinds("5000", "1", "2", "3", "1", "2"))
                .containsExactly(FIRST, BACKWARDS, NEXT, NEXT, DUPLICATE, DUPLICATE);
    }

    @Test
    void twoReadingsKnowTogetherWhatEachKnows() {
        ControlSeries both = after("3", "7", "REF1").with(after("5", "6", "REF2"));

        assertThat(both.last()).isEqualTo(7);
        assertThat(Stream.of("3", "5", "6", "7", "REF1", "REF2")
                        .map(control -> both.observe(control).verdict().kind()))
                .containsOnly(DUPLICATE);
        assertThat(both.observe("4").verdict().kind()).isEqualTo(LATE);
        assertThat(both.observe("8").verdict().kind()).isEqualTo(NEXT);
        assertThat(after("5", "6", "REF2").with(after("3", "7", "REF1")).seen()).isEqualTo(both.seen());
        assertThat(after("REF1").with(after("5"))).isEqualTo(after("REF1", "5"));
    }

    @Test
    void oneReadingFarBehindTheOtherGoesOnWhereItIs() {
        ControlSeries both = after("5000").with(after("1"));

        assertThat(both.observe("5001").verdict().kind()).isEqualTo(NEXT);
        assertThat(both.observe("2").verdict().kind()).isEqualTo(NEXT);
        assertThat(after("1").with(after("5000"))).isEqualTo(both);
    }

    @Test
    void whatIsReadAgainDoesNotLeadASeriesAstray() {
        ControlSeries series = after("5000");

        assertThat(series.observeAgain("1").series()).isEqualTo(series);
        assertThat(series.observeAgain("9000").series()).isEqualTo(series);
        assertThat(series.observeAgain("5001").series()).isEqualTo(after("5000", "5001"));
    }

    private static ControlSeries after(String... controls) {
        ControlSeries series = ControlSeries.EMPTY;
        for (String control : controls) {
            series = series.observe(control).series();
        }
        return series;
    }

    @Test
    void referencesWithLettersAreComparedWithTheLastOnes() {
        assertThat(kinds("REF1", "REF2", "REF1", "7", "REF2")).containsExactly(NEW, NEW, DUPLICATE, FIRST, DUPLICATE);
    }

    @Test
    void onlyTheLastReferencesWithLettersAreKept() {
        ControlSeries series = ControlSeries.EMPTY;
        for (int i = 0; i <= ControlSeries.REFERENCES; i++) {
            series = series.observe("REF" + i).series();
        }

        assertThat(series.references()).hasSize(ControlSeries.REFERENCES);
        assertThat(series.observe("REF1").verdict().kind()).isEqualTo(DUPLICATE);
        assertThat(series.observe("REF0").verdict().kind()).isEqualTo(NEW);
    }

    @Test
    void theLongestNumbersAndReferencesFit() {
        assertThat(kinds("99999999999998", "99999999999999", "1")).containsExactly(FIRST, NEXT, BACKWARDS);
        assertThat(kinds("123456789012345")).containsExactly(NEW);
    }

    /** A model that remembers all, within the window. */
    @Test
    void agreesWithAMemoryOfAllNumbersAndStaysSmall() {
        Random random = new Random(20261121);
        ControlSeries series = ControlSeries.EMPTY.observe("1000").series();
        Set<Long> seen = new HashSet<>(Set.of(1000L));
        long last = 1000;
        for (int i = 0; i < 20_000; i++) {
            long number = Math.max(1000, last + random.nextInt(60) - 50);
            ControlSeries.Step step = series.observe(String.valueOf(number));

            ControlVerdict.Kind expected =
                    seen.contains(number) ? DUPLICATE : number < last ? LATE : number == last + 1 ? NEXT : GAP;
            assertThat(step.verdict().kind()).as("%d after %d", number, last).isEqualTo(expected);
            seen.add(number);
            last = Math.max(last, number);
            series = ControlSeries.parse(step.series().text());
            assertThat(series).isEqualTo(step.series());
            assertThat(series.text().length()).isLessThan(210);
        }
    }

    @Test
    void theTextIsPrintableAndBounded() {
        ControlSeries series = ControlSeries.EMPTY;
        for (int i = 0; i < 300; i++) {
            series = series.observe(String.valueOf(99999999990000L + i)).series();
            series = series.observe("LONGREFERENCE" + i).series();
        }
        series = series.observe("5").series();

        assertThat(series.text()).matches("[0-9a-f:.-]+").hasSizeLessThanOrEqualTo(210);
        assertThat(ControlSeries.parse(series.text())).isEqualTo(series);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1:2", "x:1:-1", "1:zz:-1", "1:1:-1:zz", "1:1:1:1:1"})
    void aTextThatIsNoStateIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ControlSeries.parse(text));
    }

    private static List<ControlVerdict.Kind> kinds(String... controls) {
        List<ControlVerdict.Kind> kinds = new ArrayList<>();
        ControlSeries series = ControlSeries.EMPTY;
        for (String control : controls) {
            ControlSeries.Step step = series.observe(control);
            kinds.add(step.verdict().kind());
            series = step.series();
        }
        return kinds;
    }
}
