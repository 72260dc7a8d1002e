package dev.millrace.transforms.predicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SizePredicatesTest {

    @Test
    void tellsRecordsThatAreLargerThanABound() {
        SourceRecord record = record("k", Map.of("a", "\u20ac"));

        assertThat(larger(Map.of("larger.than.bytes", "14"), record)).isFalse();
        assertThat(larger(Map.of("larger.than.bytes", "13"), record)).isTrue();
        assertThat(larger(Map.of("larger.than.bytes", "4", "path", "a"), record))
                .isTrue();
        assertThat(larger(Map.of("larger.than.bytes", "5", "path", "a"), record))
                .isFalse();
        assertThat(larger(Map.of("larger.than.bytes", "0", "path", "b"), record))
                .isFalse();
        assertThat(larger(Map.of("larger.than.bytes", "0"), record(null, null))).isFalse();
    }

    @Test
    void tellsRecordsThatAreNoData() {
        SourceRecord data = record("k", "v");
        SourceRecord audit = record("k", "v");
        audit.headers().addString("millrace.kind", "audit");

        assertThat(side(Map.of(), data)).isFalse();
        assertThat(side(Map.of(), audit)).isTrue();
        assertThat(side(Map.of("kinds", "Audit,ack"), audit)).isTrue();
        assertThat(side(Map.of("kinds", "malformed"), audit)).isFalse();
        assertThatThrownBy(() -> side(Map.of("kinds", "audits"), audit))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("audit, malformed");
    }

    @Test
    void neverHoldsForRecordsThatAreNoDataUnlessTheyAreAskedFor() {
        SourceRecord audit = record("k", "v");
        audit.headers().addString("millrace.kind", "audit");

        assertThat(larger(Map.of("larger.than.bytes", "0"), audit)).isFalse();
        assertThat(sampled(Map.of("rate", "1")).test(audit)).isFalse();
    }

    @Test
    void samplesAboutTheRateOfTheRecords() {
        SampledIn<SourceRecord> sampled = sampled(Map.of("rate", "0.1"));

        long in = IntStream.range(0, 20_000)
                .filter(number -> sampled.test(record("customer-" + number, "v")))
                .count();

        assertThat(in).isBetween(1_850L, 2_150L);
    }

    @Test
    void samplesNoneAndAllAtTheEnds() {
        SampledIn<SourceRecord> none = sampled(Map.of("rate", "0"));
        SampledIn<SourceRecord> all = sampled(Map.of("rate", "1"));

        assertThat(IntStream.range(0, 1_000).filter(n -> none.test(record("k" + n, "v"))))
                .isEmpty();
        assertThat(IntStream.range(0, 1_000).filter(n -> all.test(record("k" + n, "v"))))
                .hasSize(1_000);
    }

    @Test
    void decidesTheSameForTheSameKeyInEveryInstance() {
        List<Boolean> first = decisions(sampled(Map.of("rate", "0.5")));
        List<Boolean> second = decisions(sampled(Map.of("rate", "0.5")));
        List<Boolean> other = decisions(sampled(Map.of("rate", "0.5", "salt", "again")));

        assertThat(first).isEqualTo(second).isNotEqualTo(other).contains(true, false);
    }

    @Test
    void samplesRecordsWithoutAKeyByWhereTheyWereRead() {
        SampledIn<SinkRecord> sampled = new SampledIn<>();
        sampled.configure(Map.of("rate", "0.5"));

        List<Boolean> decisions = IntStream.range(0, 200)
                .mapToObj(offset -> sampled.test(new SinkRecord("t", 0, null, null, null, "v", offset)))
                .toList();
        List<Boolean> renamed = IntStream.range(0, 200)
                .mapToObj(offset -> sampled.test(new SinkRecord("t", 0, null, null, null, "v", offset)
                        .newRecord("elsewhere", 4, null, null, null, "w", null)))
                .toList();

        assertThat(decisions).isEqualTo(renamed).contains(true, false);
    }

    @Test
    void samplesByWhatIsNamed() {
        SampledIn<SourceRecord> sampled = sampled(Map.of("rate", "0.5", "by", "customer.id"));

        List<Boolean> together = IntStream.range(0, 100)
                .mapToObj(n -> sampled.test(record("k" + n, Map.of("customer", Map.of("id", 7)))))
                .distinct()
                .toList();

        assertThat(together).hasSize(1);
        assertThatThrownBy(() -> sampled(Map.of("rate", "0.5", "by", "a[*]"))).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> sampled(Map.of("rate", "1.5"))).isInstanceOf(ConfigException.class);
    }

    private static List<Boolean> decisions(SampledIn<SourceRecord> sampled) {
        return IntStream.range(0, 200)
                .mapToObj(number -> sampled.test(record("k" + number, "v" + number)))
                .toList();
    }

    private static SampledIn<SourceRecord> sampled(Map<String, String> configuration) {
        SampledIn<SourceRecord> sampled = new SampledIn<>();
        sampled.configure(configuration);
        return sampled;
    }

    private static boolean larger(Map<String, String> configuration, SourceRecord record) {
        PayloadSize<SourceRecord> size = new PayloadSize<>();
        size.configure(configuration);
        return size.test(record);
    }

    private static boolean side(Map<String, String> configuration, SourceRecord record) {
        IsSideRecord<SourceRecord> side = new IsSideRecord<>();
        side.configure(configuration);
        return side.test(record);
    }

    private static SourceRecord record(@Nullable String key, @Nullable Object value) {
        return new SourceRecord(Map.of(), Map.of("o", 1L), "t", null, key, null, value);
    }
}
