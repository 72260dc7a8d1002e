package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointStateTest {

    private final Increment increment = new Increment(new IncrementSettings(
            IncrementSettings.Mode.ID,
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            2,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            new TimeText("auto", ZoneId.of("UTC"))));

    @Test
    void readsWhatAnOffsetWithinARoundSays() {
        Progress progress = begun();
        take(progress, 5, 50);
        take(progress, 6, 60);

        EndpointState read = EndpointState.from(Map.copyOf(progress.here()));

        RoundState round = read.running().orElseThrow();
        assertThat(read.sequence()).isEqualTo(2);
        assertThat(read.round()).isEqualTo(1);
        assertThat(round.page()).isEqualTo(1);
        assertThat(round.token()).contains("t");
        assertThat(round.rows()).isEqualTo(2);
        assertThat(round.seen().toArray()).containsExactly(50, 60);
        assertThat(round.max()).contains("6");
        assertThat(round.recent().toArray()).containsExactly(50, 60);
    }

    @Test
    void movesTheCursorBehindTheLastRow() {
        Progress progress = begun();
        for (int id = 1; id <= 9; id++) {
            take(progress, id, id * 10L);
        }

        EndpointState read = EndpointState.from(progress.end(Optional.empty()));

        assertThat(read.running()).isEmpty();
        assertThat(read.cursor()).contains("9");
        assertThat(read.known().toArray()).containsExactly(70, 80, 90);
    }

    @Test
    void anOffsetStaysWhatItWasWhileTheRoundGoesOn() {
        Progress progress = begun();
        take(progress, 1, 10);
        PollOffset early = progress.here();
        Map<String, Object> before = Map.copyOf(early);
        for (int id = 2; id <= 500; id++) {
            take(progress, id, id * 10L);
        }
        progress.turn(2, Optional.of("u"));

        assertThat(Map.copyOf(early)).isEqualTo(before);
    }

    @Test
    void tellsOffsetsApart() {
        Progress progress = begun();
        Set<PollOffset> offsets = new HashSet<>();
        for (int row = 0; row < 100; row++) {
            take(progress, 1, 10);
            offsets.add(progress.here());
        }
        progress.count();
        offsets.add(progress.end(Optional.empty()));

        assertThat(offsets).hasSize(101);
    }

    @Test
    void knowsWhatItHandedOverWhenARoundBeginsAnew() {
        EndpointState between =
                new EndpointState(1, 1, Optional.of("3"), hashes(1, 2), Optional.empty(), Optional.empty());
        Progress progress =
                Progress.begin(increment, between, new Window(Optional.of("1"), Optional.empty()), Optional.empty());
        boolean known = progress.isKnown(1);
        progress.reached(Cursor.ofId("3"), 1);
        progress.done(1);
        take(progress, 4, 40);

        EndpointState anew = EndpointState.from(progress.here()).restarted();

        assertThat(known).isTrue();
        assertThat(anew.running()).isEmpty();
        assertThat(anew.cursor()).contains("3");
        assertThat(anew.known().toArray()).contains(1, 2, 40);
    }

    @Test
    void remembersNoMoreRowsThanFitIntoAnOffset() {
        Progress progress = begun();
        for (int row = 0; row < 3 * Hashes.MOST; row++) {
            take(progress, 7, row);
        }

        EndpointState read = EndpointState.from(progress.end(Optional.empty()));

        assertThat(read.known().size()).isEqualTo(Hashes.MOST);
        assertThat(progress.forgotten()).isPositive();
    }

    private Progress begun() {
        return Progress.begin(increment, EndpointState.NEW, Window.ALL, Optional.of("t"));
    }

    private static void take(Progress progress, int id, long hash) {
        progress.done(hash);
        progress.reached(Cursor.ofId(String.valueOf(id)), hash);
        progress.count();
    }

    private static Hashes hashes(long... values) {
        return new Hashes(values, values.length);
    }
}
