package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.AuditEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SkippedRecordsTest {

    @Test
    void comesBackFromItsText() {
        SkippedRecords two = SkippedRecords.NONE.and(skipped(1)).and(skipped(2));

        assertThat(two.list()).containsExactly(skipped(1), skipped(2));
        assertThat(SkippedRecords.from(two.text())).isEqualTo(two);
        assertThat(SkippedRecords.from("")).isEqualTo(SkippedRecords.NONE);
    }

    @Test
    void leavesTheShorterListAsItWas() {
        SkippedRecords one = SkippedRecords.NONE.and(skipped(1));

        assertThat(one.and(skipped(2)).list()).hasSize(2);
        assertThat(one.list()).containsExactly(skipped(1));
        assertThat(SkippedRecords.NONE.isEmpty()).isTrue();
    }

    @Test
    void listsTheFirstThousand() {
        SkippedRecords all = SkippedRecords.NONE;
        for (int record = 0; record < 3 * SkippedRecords.LISTED; record++) {
            all = all.and(skipped(record));
        }

        assertThat(all.list())
                .hasSize(SkippedRecords.LISTED)
                .startsWith(skipped(0))
                .endsWith(skipped(999));
        assertThat(all.text()).hasSizeLessThan(40_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1:2:3", "a:2:3:code", "1:2:3:code ", "99999999999999999999:2:3:code"})
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> SkippedRecords.from(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'skipped'");
    }

    private static AuditEvent.Skipped skipped(long record) {
        return new AuditEvent.Skipped(record, record * 10, record + 1, "malformed-input");
    }
}
