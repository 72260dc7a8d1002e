package dev.millrace.kit.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeDetectorTest {

    /** Two rows as the first release of the REST source stored them. */
    private static final Map<String, Object> STORED =
            Map.of("sequence", 2L, "buckets", 1L, "rows", "myXV2tZdKR9P4Ii69XAAVAABMeUl/JU9RFdpGkRT+zR0XdcAATI=");

    @Test
    void tellsWhatIsNewChangedAndGone() {
        Rounds rounds = new Rounds(Map.of());

        rounds.whole(Map.of("1", "a", "2", "b", "3", "c"));
        rounds.whole(Map.of("1", "a", "2", "other", "4", "d"));
        rounds.whole(Map.of("1", "a", "2", "other", "4", "d"));

        assertThat(rounds.told())
                .containsExactlyInAnyOrder("new 1 a", "new 2 b", "new 3 c", "changed 2 other", "new 4 d", "deleted 3");
        assertThat(rounds.figure("rows.new")).isEqualTo(4);
        assertThat(rounds.figure("rows.changed")).isEqualTo(1);
        assertThat(rounds.figure("rows.deleted")).isEqualTo(1);
    }

    @Test
    void goesOnFromWhatWasStoredBefore() {
        Rounds rounds = new Rounds(Map.of("changes.buckets", "1"));
        rounds.store(Map.of("endpoint", "shelf", "bucket", "0"), STORED);

        rounds.whole(Map.of("1", "a", "2", "other"));
        rounds.whole(Map.of("2", "other"));

        assertThat(rounds.told()).containsExactly("changed 2 other", "deleted 1");
    }

    @Test
    void writesWhatItReads() {
        ChangeDetector detector = new Rounds(Map.of("changes.buckets", "1")).detector();

        detector.begin();
        Change first =
                detector.row(List.of("1"), Map.of("text", "a", "id", 1), "1").orElseThrow();
        Change second =
                detector.row(List.of("2"), Map.of("text", "b", "id", 2L), "2").orElseThrow();

        assertThat(first.place().partition()).isEqualTo(Map.of("endpoint", "shelf", "bucket", "0"));
        assertThat(new HashMap<>(second.place().offset())).isEqualTo(STORED);
    }

    @Test
    void tellsNoRowAsDeletedBehindARoundThatBrokeOff() {
        Rounds rounds = new Rounds(Map.of());
        rounds.whole(Map.of("1", "a", "2", "b", "3", "c"));

        boolean brokeOff = rounds.upTo(new TreeMap<>(Map.of("1", "other", "2", "b", "3", "c")), 1);
        rounds.whole(Map.of("1", "other", "2", "b", "3", "c"));

        assertThat(brokeOff).isTrue();
        assertThat(rounds.told()).hasSize(4).endsWith("changed 1 other");
    }

    @Test
    void tellsNoRowAsDeletedWhileOneCantBeRead() {
        Rounds rounds = new Rounds(Map.of());
        rounds.whole(Map.of("1", "a", "2", "b"));
        ChangeDetector detector = rounds.detector();

        detector.begin();
        boolean first = detector.unreadable(77).isPresent();
        boolean told = detector.behind(false).isPresent();
        detector.begin();
        boolean again = detector.unreadable(77).isPresent();
        told |= detector.behind(false).isPresent();
        rounds.whole(Map.of("1", "a"));

        assertThat(first).isTrue();
        assertThat(again).isFalse();
        assertThat(told).isFalse();
        assertThat(rounds.figure("rounds.deletes.held")).isEqualTo(2);
        assertThat(rounds.told()).hasSize(3).endsWith("deleted 2");
    }

    @ParameterizedTest
    @EnumSource(ChangeSettings.Deleted.class)
    void tellsOfARowThatIsGoneAsItIsAsked(ChangeSettings.Deleted how) {
        Rounds rounds = new Rounds(Map.of("changes.deleted", how.name()));
        rounds.whole(Map.of("1", "a"));

        rounds.whole(Map.of());

        List<String> expected = switch (how) {
            case NONE -> List.of("new 1 a");
            case TOMBSTONE -> List.of("new 1 a", "deleted 1");
            case RECORD -> List.of("new 1 a", "deleted 1 named");
            case BOTH -> List.of("new 1 a", "deleted 1 named", "deleted 1");
        };
        assertThat(rounds.told()).isEqualTo(expected);
    }

    @Test
    void tellsARowAsNewThatComesBackWhenItWasHalfToldAsDeleted() {
        Rounds rounds = new Rounds(Map.of("changes.deleted", "both"));
        rounds.whole(Map.of("1", "a"));

        boolean brokeOff = rounds.upTo(Map.of(), 1);
        rounds.restart();
        rounds.whole(Map.of("1", "a"));

        assertThat(brokeOff).isTrue();
        assertThat(rounds.told()).containsExactly("new 1 a", "deleted 1 named", "new 1 a");
    }

    @Test
    void waitsForAsManyRoundsWithoutARowAsItIsTold() {
        Rounds rounds = new Rounds(Map.of("changes.absent.rounds", "2"));
        rounds.whole(Map.of("1", "a"));
        rounds.whole(Map.of());
        rounds.whole(Map.of("1", "a"));
        rounds.whole(Map.of());
        List<String> before = List.copyOf(rounds.told());

        rounds.whole(Map.of());

        assertThat(before).containsExactly("new 1 a");
        assertThat(rounds.told()).containsExactly("new 1 a", "deleted 1");
    }

    @Test
    void takesARoundForIncompleteThatLacksTooManyRows() {
        Rounds rounds = new Rounds(Map.of("changes.deleted.max.percent", "50"));
        rounds.whole(Map.of("1", "a", "2", "b", "3", "c"));

        assertThatThrownBy(() -> rounds.whole(Map.of("1", "a")))
                .isInstanceOfSatisfying(
                        ConnectorFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED))
                .hasMessageContaining("shelf 7: of 3 known rows 2 are gone");
        rounds.whole(Map.of("1", "a", "2", "b"));

        assertThat(rounds.told()).hasSize(4).endsWith("deleted 3");
    }

    @Test
    void stopsWhereThereIsNoRoomToRemember() {
        Rounds rounds = new Rounds(Map.of("changes.max.rows", "2"));

        assertThatThrownBy(() -> rounds.whole(Map.of("1", "a", "2", "b", "3", "c")))
                .hasMessageContaining("shelf 7: it has more than 2 rows: raise changes.max.rows");
    }

    @Test
    void stopsWhenABucketOutgrowsAnOffset() {
        ChangeDetector detector = new Rounds(Map.of("changes.buckets", "1")).detector();
        String longKey = "k".repeat(20_000);

        detector.begin();

        assertThatThrownBy(() -> {
                    for (int row = 0; row < 100; row++) {
                        Object unused = detector.row(List.of(longKey + row), row, longKey + row);
                    }
                })
                .hasMessageContaining("changes.buckets");
    }

    @Test
    void stopsWhenItsBucketsAreOthersThanThoseThatAreStored() {
        Rounds rounds = new Rounds(Map.of("changes.buckets", "4"));

        assertThatThrownBy(() -> rounds.store(Map.of("endpoint", "shelf", "bucket", "0"), STORED))
                .hasMessageContaining("shelf 7: its rows are stored with changes.buckets=1");
        assertThatThrownBy(() -> rounds.store(Map.of("endpoint", "shelf", "bucket", "0"), Map.of("page", 3)))
                .hasMessageContaining("bucket 0 is none");
    }

    @Test
    void judgesOffsetsThatAPersonWrites() {
        ChangeSettings three = Rounds.settings(Map.of());

        assertThatThrownBy(() -> ChangeDetector.check(STORED, three)).hasMessageContaining("another changes.buckets");
        assertThatThrownBy(() -> ChangeDetector.check(Map.of("x", 1), three)).hasMessageContaining("sequence, buckets");
        ChangeDetector.check(STORED, Rounds.settings(Map.of("changes.buckets", "1")));
    }

    @Test
    void countsTheLastOfRowsWithOneKey() {
        Rounds rounds = new Rounds(Map.of());
        ChangeDetector detector = rounds.detector();

        detector.begin();
        boolean first = detector.row(List.of("1"), "a", "1").isPresent();
        boolean second = detector.row(List.of("1"), "b", "1").isPresent();

        assertThat(first && second).isTrue();
        assertThat(rounds.figure("rows.key.repeated")).isEqualTo(1);
    }

    /** Whatever happens between rounds and wherever they break off, a whole round makes the topic what the rows are. */
    @ParameterizedTest
    @ValueSource(strings = {"tombstone", "record", "both"})
    void followsRowsThroughRoundsThatBreakOffAndWorkersThatDie(String deleted) {
        Random random = new Random(deleted.hashCode());
        Rounds rounds = new Rounds(Map.of("changes.deleted", deleted));
        Map<String, String> rows = new TreeMap<>();

        for (int step = 0; step < 400; step++) {
            for (int change = random.nextInt(4); change > 0; change--) {
                String id = String.valueOf(random.nextInt(30));
                if (random.nextInt(3) == 0) {
                    rows.remove(id);
                } else {
                    rows.put(id, "t" + random.nextInt(5));
                }
            }
            boolean brokeOff = rounds.upTo(rows, random.nextInt(6));
            if (random.nextInt(3) == 0) {
                rounds.restart();
            }
            if (!brokeOff) {
                assertThat(rounds.topic()).as("behind step %s", step).isEqualTo(rows);
            }
        }
        rounds.whole(rows);

        assertThat(rounds.topic()).isEqualTo(rows);
    }
}
