package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private final CommitPace pace = new CommitPace(1_000, Duration.ofSeconds(5), 0);

    @Test
    void asksAfterSoManyRecordsOrSoLong() {
        assertThat(pace.isDue(999, 10)).isFalse();
        assertThat(pace.isDue(1_000, 20)).isTrue();
        assertThat(pace.isAsked()).isTrue();
        pace.committed(1_000, 20);

        assertThat(pace.isAsked()).isFalse();
        assertThat(pace.isDue(1_000, 9_000)).isFalse();
        assertThat(pace.isDue(1_001, 9_000)).isTrue();
    }

    @Test
    void asksALittleBeforeTheFrameworkWouldCommitByItself() {
        commitUnasked(500);
        commitUnasked(1_030);

        assertThat(pace.isDue(0, 1_330)).isFalse();
        assertThat(pace.isDue(0, 1_380)).isTrue();
    }

    @Test
    void learnsNothingOfCommitsForPartitionsThatLeave() {
        for (int time = 500; time <= 2_000; time += 500) {
            pace.committed(0, time);
            pace.closed();
            assertThat(pace.isDue(0, time + 1)).isFalse();
        }

        assertThat(pace.isDue(0, 100_000)).isFalse();
    }

    @Test
    void learnsNothingOfCommitsThatComeNowAndThen() {
        commitUnasked(500);
        commitUnasked(1_300);
        commitUnasked(1_450);

        assertThat(pace.isDue(0, 100_000)).isFalse();
    }

    private void commitUnasked(long now) {
        assertThat(pace.isDue(0, now - 1)).isFalse();
        pace.committed(0, now);
        assertThat(pace.isDue(0, now + 1)).isFalse();
    }
}
