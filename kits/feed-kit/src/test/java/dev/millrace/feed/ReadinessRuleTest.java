package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.StoredFile;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReadinessRuleTest {

    private static final StoredFile FILE = new StoredFile("/in/a", 5, 1_000);

    @Test
    void takesAFileThatLookedTheSameInSoManyScans() {
        ReadinessRule rule = rule(3, 0);

        assertThat(scan(rule, FILE, 0)).isFalse();
        assertThat(scan(rule, FILE, 10)).isFalse();
        assertThat(scan(rule, FILE, 20)).isTrue();
        assertThat(scan(rule, FILE, 30)).isTrue();
    }

    @Test
    void takesEachFileAtOnceWithOneScan() {
        assertThat(scan(rule(1, 0), FILE, 0)).isTrue();
    }

    @Test
    void countsAScanThatBrokeOffAndBeganAgainOnce() {
        ReadinessRule rule = rule(2, 0);

        assertThat(rule.isReady(rule.see(FILE, 0), 0)).isFalse();
        assertThat(rule.isReady(rule.see(FILE, 5), 5)).isFalse();
        assertThat(rule.scanEnded()).hasSize(1);
        assertThat(scan(rule, FILE, 10)).isTrue();
    }

    @Test
    void countsAgainWhenTheSizeChanges() {
        ReadinessRule rule = rule(2, 0);

        assertThat(scan(rule, FILE, 0)).isFalse();
        assertThat(scan(rule, new StoredFile("/in/a", 6, 1_000), 10)).isFalse();
        assertThat(scan(rule, new StoredFile("/in/a", 6, 1_000), 20)).isTrue();
    }

    @Test
    void countsAgainWhenTheTimeChanges() {
        ReadinessRule rule = rule(2, 0);

        assertThat(scan(rule, FILE, 0)).isFalse();
        assertThat(scan(rule, new StoredFile("/in/a", 5, 1_001), 10)).isFalse();
        assertThat(scan(rule, new StoredFile("/in/a", 5, 1_001), 20)).isTrue();
    }

    @Test
    void measuresTheAgeFromTheFirstSightByOurOwnClock() {
        ReadinessRule rule = rule(1, 500);
        StoredFile keptItsOldTime = new StoredFile("/in/a", 5, 1);
        long now = 1_700_000_000_000L;

        assertThat(scan(rule, keptItsOldTime, now)).isFalse();
        assertThat(scan(rule, keptItsOldTime, now + 499)).isFalse();
        assertThat(scan(rule, keptItsOldTime, now + 500)).isTrue();
    }

    @Test
    void beginsTheAgeAgainWithAChange() {
        ReadinessRule rule = rule(1, 500);

        assertThat(scan(rule, FILE, 0)).isFalse();
        assertThat(scan(rule, new StoredFile("/in/a", 6, 1_000), 400)).isFalse();
        assertThat(scan(rule, new StoredFile("/in/a", 6, 1_000), 899)).isFalse();
        assertThat(scan(rule, new StoredFile("/in/a", 6, 1_000), 900)).isTrue();
    }

    @Test
    void forgetsAFileThatVanished() {
        ReadinessRule rule = rule(2, 0);
        assertThat(scan(rule, FILE, 0)).isFalse();

        assertThat(rule.scanEnded()).isEmpty();

        assertThat(scan(rule, FILE, 20)).isFalse();
        assertThat(scan(rule, FILE, 30)).isTrue();
    }

    private static boolean scan(ReadinessRule rule, StoredFile file, long now) {
        SeenFile seen = rule.see(file, now);
        assertThat(rule.scanEnded()).containsExactly(seen);
        return rule.isReady(seen, now);
    }

    private static ReadinessRule rule(int scans, long age) {
        return new ReadinessRule(new ReadinessSettings(
                scans, Duration.ofMillis(age), Optional.empty(), Optional.empty(), ReadinessSettings.Checksum.NONE));
    }
}
