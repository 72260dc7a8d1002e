package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.DeliveryLedger;
import dev.millrace.rest.PartitionFrontier.DoneBefore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PartitionFrontierTest {

    private final PartitionFrontier partition = new PartitionFrontier();

    @Test
    void isTheLowestIncompleteOffsetWhateverTheOrderOfCompletion() {
        List<DeliveryLedger<Long>.Ticket> open =
                new ArrayList<>(LongStream.range(0, 100).mapToObj(this::take).toList());
        Collections.shuffle(open, new Random(7));

        while (!open.isEmpty()) {
            open.remove(open.size() - 1).confirm();
            long lowest = open.stream()
                    .mapToLong(DeliveryLedger.Ticket::position)
                    .min()
                    .orElse(1000);
            assertThat(partition.frontier(1000)).isEqualTo(lowest);
        }
    }

    @Test
    void isNeverBeyondTheFrameworksOwnOffset() {
        take(5);

        assertThat(partition.frontier(3)).isEqualTo(3);
        assertThat(partition.frontier(9)).isEqualTo(5);
    }

    @Test
    void passesOverWhatIsOnItsWayOrDoneAfterARewind() {
        take(0).confirm();
        take(1);
        take(2).confirm();

        assertThat(LongStream.range(0, 3).mapToObj(offset -> partition.handOver(offset, 0)))
                .allMatch(ticket -> ticket.isEmpty());
    }

    @Test
    void takesAgainWhatLiesBelowACommittedOffset() {
        take(0).confirm();
        take(1).confirm();
        DeliveryLedger<Long>.Ticket late = take(2);
        partition.frontier(3);

        DeliveryLedger<Long>.Ticket again = take(0);
        long whileBothWait = partition.frontier(3);
        late.confirm();
        again.confirm();

        assertThat(whileBothWait).isZero();
        assertThat(partition.frontier(1)).isEqualTo(1);
        assertThat(take(1)).isNotNull();
    }

    @Test
    void knowsInItsNextAssignmentWhatWasDoneInThisOne() {
        take(4).confirm();
        take(5);
        take(6).confirm();
        partition.frontier(7);

        DoneBefore done = partition.close().orElseThrow();

        assertThat(done).isEqualTo(new DoneBefore(5, 6, Set.of(5L)));
        PartitionFrontier next = new PartitionFrontier(done);
        assertThat(next.handOver(5, 0)).isPresent();
        assertThat(next.handOver(6, 0)).isEmpty();
        assertThat(next.handOver(7, 0)).isPresent();
    }

    @Test
    void forgetsTheEarlierAssignmentWhenTheOffsetsBeginAnew() {
        PartitionFrontier next = new PartitionFrontier(new DoneBefore(5, 6, Set.of()));

        assertThat(next.handOver(0, 0)).isPresent();
        assertThat(next.handOver(5, 0)).isPresent();
    }

    @Test
    void remembersNothingBeforeItsFirstCommit() {
        take(0).confirm();

        assertThat(partition.close()).isEmpty();
    }

    @Test
    void tellsSinceWhenTheOldestWaits() {
        DeliveryLedger<Long>.Ticket old = partition.handOver(0, 100).orElseThrow();
        assertThat(partition.handOver(1, 200)).isPresent();
        long first = partition.oldestSince();

        old.confirm();
        partition.sweep();

        assertThat(first).isEqualTo(100);
        assertThat(partition.oldestSince()).isEqualTo(200);
    }

    private DeliveryLedger<Long>.Ticket take(long offset) {
        return partition.handOver(offset, 0).orElseThrow();
    }
}
