package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlHistoryTest {

    @Test
    void partnersHaveNumbersOfTheirOwn() {
        ControlHistory numbers = new ControlHistory(10);

        numbers.observe(envelope("A", "P", "7"));

        assertThat(numbers.observe(envelope("B", "P", "7")).map(ControlVerdict::kind))
                .contains(ControlVerdict.Kind.FIRST);
        assertThat(numbers.observe(envelope("A", "T", "7")).map(ControlVerdict::kind))
                .contains(ControlVerdict.Kind.FIRST);
        assertThat(numbers.observe(envelope("A", "P", "7")).map(ControlVerdict::duplicate))
                .contains(true);
    }

    @Test
    void whoWasSilentLongestIsForgotten() {
        ControlHistory numbers = new ControlHistory(2);
        numbers.observe(envelope("A", "P", "1"));
        numbers.observe(envelope("B", "P", "1"));
        numbers.observe(envelope("A", "P", "2"));

        numbers.observe(envelope("C", "P", "1"));

        assertThat(numbers.all().keySet())
                .containsExactly(
                        ControlHistory.key(envelope("A", "P", "1")), ControlHistory.key(envelope("C", "P", "1")));
        assertThat(numbers.of(ControlHistory.key(envelope("B", "P", "1")))).isEqualTo(ControlSeries.EMPTY);
    }

    @Test
    void goesOnWhereItWas() {
        ControlHistory before = new ControlHistory(10);
        before.observe(envelope("A", "P", "7"));
        ControlHistory after = new ControlHistory(10);

        before.all().forEach((key, series) -> after.restore(key, ControlSeries.parse(series.text())));

        assertThat(after.observe(envelope("A", "P", "9"))).contains(new ControlVerdict(ControlVerdict.Kind.GAP, 1));
    }

    @Test
    void keysOfDifferentPartnersDiffer() {
        assertThat(ControlHistory.key(envelope("A|", "P", "1")))
                .isNotEqualTo(ControlHistory.key(envelope("A", "P", "1")));
        assertThat(ControlHistory.key(envelope("A|B", "P", "1")))
                .isNotEqualTo(ControlHistory.key(envelope("A\\pB", "P", "1")));
    }

    @Test
    void anInterchangeWithoutANumberIsNotCompared() {
        assertThat(new ControlHistory(10).observe(new Envelope(EdiStandard.X12, Map.of("sender", "A"))))
                .isEqualTo(Optional.empty());
    }

    private static Envelope envelope(String sender, String test, String control) {
        return new Envelope(
                EdiStandard.X12, Map.of("sender", sender, "receiver", "US", "test", test, "control", control));
    }
}
