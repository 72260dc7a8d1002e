package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.StreamMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlHistoryTest {

    @Test
    void partnersHaveNumbersOfTheirOwn() {
        ControlHistory numbers = new ControlHistory(10);

        numbers.observe(envelope("A", "P", "7"), StreamMemory.NONE, 0);

        assertThat(numbers.observe(envelope("B", "P", "7"), StreamMemory.NONE, 0)
                        .map(ControlVerdict::kind))
                .contains(ControlVerdict.Kind.FIRST);
        assertThat(numbers.observe(envelope("A", "T", "7"), StreamMemory.NONE, 0)
                        .map(ControlVerdict::kind))
                .contains(ControlVerdict.Kind.FIRST);
        assertThat(numbers.observe(envelope("A", "P", "7"), StreamMemory.NONE, 0)
                        .map(ControlVerdict::duplicate))
                .contains(true);
    }

    @Test
    void whoWasSilentLongestIsForgotten() {
        ControlHistory numbers = new ControlHistory(2);
        numbers.observe(envelope("A", "P", "1"), StreamMemory.NONE, 0);
        numbers.observe(envelope("B", "P", "1"), StreamMemory.NONE, 0);
        numbers.observe(envelope("A", "P", "2"), StreamMemory.NONE, 0);

        numbers.observe(envelope("C", "P", "1"), StreamMemory.NONE, 0);

        assertThat(numbers.all().keySet())
                .containsExactly(
                        ControlHistory.key(envelope("A", "P", "1")), ControlHistory.key(envelope("C", "P", "1")));
        assertThat(numbers.of(ControlHistory.key(envelope("B", "P", "1")))).isEqualTo(ControlSeries.EMPTY);
    }

    @Test
    void goesOnWhereItWas() {
        ControlHistory before = new ControlHistory(10);
        before.observe(envelope("A", "P", "7"), StreamMemory.NONE, 0);
        ControlHistory after = new ControlHistory(10);

        before.all().forEach((key, series) -> after.restore(key, ControlSeries.parse(series.text())));

        assertThat(after.observe(envelope("A", "P", "9"), StreamMemory.NONE, 0))
                .contains(new ControlVerdict(ControlVerdict.Kind.GAP, 1));
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
        assertThat(new ControlHistory(10)
                        .observe(new Envelope(EdiStandard.X12, Map.of("sender", "A")), StreamMemory.NONE, 0))
                .isEqualTo(Optional.empty());
    }

    @Test
    void comparesWithWhatIsKnownFromOtherStreams() {
        StreamMemory memory = memory();
        new ControlHistory(10).observe(envelope("A", "P", "7"), memory, 0);
        ControlHistory next = new ControlHistory(10);

        assertThat(next.observe(envelope("A", "P", "7"), memory, 0).map(ControlVerdict::duplicate))
                .contains(true);
        assertThat(next.observe(envelope("A", "P", "9"), memory, 9))
                .contains(new ControlVerdict(ControlVerdict.Kind.GAP, 1));
        assertThat(next.of(ControlHistory.key(envelope("A", "P", "9"))).last()).isEqualTo(9);
    }

    @Test
    void aStreamTakenUpAgainAddsItsOwnNumbersToThoseOfOthers() {
        ControlHistory before = new ControlHistory(10);
        before.observe(envelope("A", "P", "7"), StreamMemory.NONE, 0);
        StreamMemory memory = memory();
        new ControlHistory(10).observe(envelope("A", "P", "6"), memory, 0);
        ControlHistory after = new ControlHistory(10);
        after.restore(before.text());

        assertThat(after.observe(envelope("A", "P", "8"), memory, 9).map(ControlVerdict::kind))
                .contains(ControlVerdict.Kind.NEXT);
        assertThat(after.observe(envelope("A", "P", "6"), memory, 9).map(ControlVerdict::duplicate))
                .contains(true);
    }

    @Test
    void saysNothingOfAPartnerThatItsTextMayHaveLost() {
        ControlHistory before = new ControlHistory(1);
        before.observe(envelope("A", "P", "7"), StreamMemory.NONE, 0);
        before.observe(envelope("B", "P", "1"), StreamMemory.NONE, 1);
        StreamMemory memory = memory();
        new ControlHistory(1).observe(envelope("A", "P", "2"), memory, 0);
        ControlHistory after = new ControlHistory(1);
        after.restore(before.text());

        assertThat(after.observe(envelope("A", "P", "8"), memory, 2).map(ControlVerdict::kind))
                .contains(ControlVerdict.Kind.FIRST);
        assertThat(after.observe(envelope("A", "P", "10"), memory, 3))
                .contains(new ControlVerdict(ControlVerdict.Kind.GAP, 1));
    }

    private static StreamMemory memory() {
        Map<String, String> texts = new HashMap<>();
        return new StreamMemory() {
            @Override
            public Optional<String> before(String key, long offset) {
                return Optional.ofNullable(texts.get(key));
            }

            @Override
            public Optional<String> latest(String key) {
                return before(key, 0);
            }

            @Override
            public void remember(String key, long offset, String text, String latest) {
                texts.put(key, latest);
            }
        };
    }

    private static Envelope envelope(String sender, String test, String control) {
        return new Envelope(
                EdiStandard.X12, Map.of("sender", sender, "receiver", "US", "test", test, "control", control));
    }
}
