package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryLedgerTest {

    private final DeliveryLedger<Long> ledger = new DeliveryLedger<>();

    @Test
    void isSettledAndWithoutAWatermarkBeforeAnythingIsHandedOver() {
        assertThat(ledger.isSettled()).isTrue();
        assertThat(ledger.watermark()).isEmpty();
        assertThat(ledger.firstUnsettled()).isEmpty();
        assertThat(ledger.outstanding()).isZero();
        assertThat(ledger.oldestSince()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void hasNoWatermarkWhileTheFirstThingIsOpen() {
        ledger.handOver(10L, 0);
        ledger.handOver(20L, 0).confirm();

        assertThat(ledger.watermark()).isEmpty();
        assertThat(ledger.firstUnsettled()).contains(10L);
        assertThat(ledger.isSettled()).isFalse();
    }

    @Test
    void keepsTheWatermarkBelowTheLowestOpenPosition() {
        DeliveryLedger<Long>.Ticket first = ledger.handOver(10L, 0);
        DeliveryLedger<Long>.Ticket second = ledger.handOver(20L, 0);
        DeliveryLedger<Long>.Ticket third = ledger.handOver(30L, 0);

        third.confirm();
        first.confirm();

        assertThat(ledger.watermark()).contains(10L);
        assertThat(ledger.firstUnsettled()).contains(20L);
        assertThat(ledger.outstanding()).isEqualTo(1);

        second.confirm();

        assertThat(ledger.watermark()).contains(30L);
        assertThat(ledger.isSettled()).isTrue();
    }

    @Test
    void listsWhatIsOpenInOrder() {
        ledger.handOver(10L, 0);
        ledger.handOver(20L, 0).confirm();
        ledger.handOver(30L, 0);
        ledger.handOver(40L, 0).drop();

        assertThat(ledger.unsettled()).containsExactly(10L, 30L);
    }

    @Test
    void survivesAcrossPolls() {
        DeliveryLedger<Long>.Ticket ofFirstPoll = ledger.handOver(1L, 0);
        ledger.polled(false);
        DeliveryLedger<Long>.Ticket ofSecondPoll = ledger.handOver(2L, 0);
        ledger.polled(false);

        ofSecondPoll.confirm();
        boolean settledTooEarly = ledger.isSettled();
        ofFirstPoll.confirm();

        assertThat(settledTooEarly).isFalse();
        assertThat(ledger.isSettled()).isTrue();
        assertThat(ledger.watermark()).contains(2L);
    }

    @Test
    void goesOnFromItsWatermarkAfterItWasEmpty() {
        ledger.handOver(1L, 0).confirm();
        boolean settledBetween = ledger.isSettled();

        ledger.handOver(2L, 0);

        assertThat(settledBetween).isTrue();
        assertThat(ledger.watermark()).contains(1L);
        assertThat(ledger.firstUnsettled()).contains(2L);
    }

    @Test
    void settlesARecordThatWasDroppedLikeOneThatWasConfirmed() {
        ledger.handOver(1L, 0).confirm();
        ledger.handOver(2L, 0).drop();

        assertThat(ledger.isSettled()).isTrue();
        assertThat(ledger.watermark()).contains(2L);
        assertThat(ledger.confirmed()).isEqualTo(1);
        assertThat(ledger.dropped()).isEqualTo(1);
    }

    @Test
    void countsTheFirstSettlementOnly() {
        DeliveryLedger<Long>.Ticket ticket = ledger.handOver(1L, 0);

        boolean first = ticket.confirm();
        boolean again = ticket.confirm();
        boolean otherwise = ticket.drop();

        assertThat(first).isTrue();
        assertThat(again).isFalse();
        assertThat(otherwise).isFalse();
        assertThat(ledger.confirmed()).isEqualTo(1);
        assertThat(ledger.dropped()).isZero();
        assertThat(ledger.outstanding()).isZero();
    }

    @Test
    void takesTheSamePositionAgainWhenItIsDeliveredAnew() {
        DeliveryLedger<Long>.Ticket lost = ledger.handOver(7L, 0);
        DeliveryLedger<Long>.Ticket anew = ledger.handOver(7L, 0);

        anew.confirm();
        boolean settledByTheSecond = ledger.isSettled();
        lost.confirm();

        assertThat(settledByTheSecond).isFalse();
        assertThat(ledger.isSettled()).isTrue();
        assertThat(ledger.watermark()).contains(7L);
    }

    @Test
    void dropsWhatACommitLeftOpenOnceTheBatchIsSurelyDoneWith() {
        ledger.polled(false);
        ledger.handOver(1L, 0);
        ledger.polled(true);
        boolean droppedAfterOnePoll = ledger.isSettled();
        ledger.polled(true);

        assertThat(droppedAfterOnePoll)
                .as("a commit may have fallen into the middle of the batch")
                .isFalse();
        assertThat(ledger.isSettled()).isTrue();
        assertThat(ledger.dropped()).isEqualTo(1);
    }

    @Test
    void keepsOpenWhatTheLastPollHandedOver() {
        ledger.polled(false);
        ledger.handOver(1L, 0);
        ledger.polled(false);
        ledger.handOver(2L, 0);

        ledger.polled(true);

        assertThat(ledger.firstUnsettled()).contains(2L);
        assertThat(ledger.outstanding()).isEqualTo(1);
    }

    @Test
    void dropsNothingWithoutACommit() {
        ledger.handOver(1L, 0);

        ledger.polled(false);
        ledger.polled(false);
        ledger.polled(false);

        assertThat(ledger.outstanding()).isEqualTo(1);
    }

    @Test
    void toleratesTheLateCallForARecordItCountedAsDropped() {
        DeliveryLedger<Long>.Ticket ticket = ledger.handOver(1L, 0);
        ledger.polled(false);
        ledger.polled(true);

        boolean late = ticket.drop();
        boolean later = ticket.confirm();

        assertThat(late).isFalse();
        assertThat(later).isFalse();
        assertThat(ledger.dropped()).isEqualTo(1);
        assertThat(ledger.confirmed()).isZero();
        assertThat(ledger.outstanding()).isZero();
    }

    @Test
    void tellsSinceWhenTheOldestThingIsOpen() {
        DeliveryLedger<Long>.Ticket first = ledger.handOver(1L, 100);
        DeliveryLedger<Long>.Ticket second = ledger.handOver(2L, 200);

        long both = ledger.oldestSince();
        first.confirm();
        long one = ledger.oldestSince();
        second.confirm();
        long none = ledger.oldestSince();

        assertThat(both).isEqualTo(100);
        assertThat(one).isEqualTo(200);
        assertThat(none).isEqualTo(Long.MAX_VALUE);
    }

    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, 200), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsForEveryOrderOfHandOversAndSettlements(long seed) {
        Random random = new Random(seed);
        List<DeliveryLedger<Long>.Ticket> open = new ArrayList<>();
        boolean[] settled = new boolean[200];
        int handedOver = 0;

        while (handedOver < settled.length || !open.isEmpty()) {
            if (handedOver < settled.length && (open.isEmpty() || random.nextInt(3) > 0)) {
                open.add(ledger.handOver((long) handedOver, handedOver));
                handedOver++;
            } else {
                Collections.swap(open, random.nextInt(open.size()), open.size() - 1);
                DeliveryLedger<Long>.Ticket ticket = open.remove(open.size() - 1);
                settled[ticket.position().intValue()] = random.nextBoolean() ? ticket.confirm() : ticket.drop();
            }
            if (random.nextBoolean()) {
                agreesWithTheModel(settled, handedOver, open.size());
            }
        }

        agreesWithTheModel(settled, handedOver, 0);
        assertThat(ledger.confirmed() + ledger.dropped()).isEqualTo(settled.length);
    }

    private void agreesWithTheModel(boolean[] settled, int handedOver, int open) {
        int lowest = 0;
        while (lowest < handedOver && settled[lowest]) {
            lowest++;
        }
        assertThat(ledger.watermark().orElse(-1L)).isEqualTo(lowest - 1);
        assertThat(ledger.firstUnsettled().orElse((long) handedOver)).isEqualTo(lowest);
        assertThat(ledger.isSettled()).isEqualTo(lowest == handedOver);
        assertThat(ledger.outstanding()).isEqualTo(open);
        assertThat(ledger.oldestSince()).isEqualTo(lowest == handedOver ? Long.MAX_VALUE : lowest);
    }

    @Test
    void forgetsWhatIsSettledBehindAStuckHead() {
        ledger.handOver(0L, 0);
        List<WeakReference<Object>> settled = new ArrayList<>();

        for (long position = 1; position <= 1_000_000; position++) {
            DeliveryLedger<Long>.Ticket ticket = ledger.handOver(position, 0);
            if (position % 1_000 == 0 && position < 1_000_000) {
                settled.add(new WeakReference<>(ticket));
            }
            ticket.confirm();
        }

        assertAreForgotten(settled);
        assertThat(ledger.outstanding()).isEqualTo(1);
        assertThat(ledger.firstUnsettled()).contains(0L);
    }

    /** A record that is its own position and keeps its ticket, as those of the webhook source do. */
    private static final class Holding {
        private DeliveryLedger<Holding>.@Nullable Ticket ticket;
    }

    @Test
    void forgetsPositionsThatKnowTheirTickets() {
        DeliveryLedger<Holding> records = new DeliveryLedger<>();
        List<WeakReference<Object>> settled = new ArrayList<>();
        Holding last = new Holding();

        for (int number = 1; number <= 1_000; number++) {
            last = new Holding();
            last.ticket = records.handOver(last, 0);
            last.ticket.confirm();
            settled.add(new WeakReference<>(last));
        }
        boolean isLastSettled = records.isSettled();

        assertAreForgotten(settled.subList(0, 999));
        assertThat(isLastSettled).isTrue();
        assertThat(records.watermark()).contains(last);
    }

    private static void assertAreForgotten(List<WeakReference<Object>> settled) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (settled.stream().anyMatch(reference -> reference.get() != null) && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(settled).allSatisfy(reference -> assertThat(reference.get()).isNull());
    }
}
