package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread hands over, others settle in random order, several of them the same ticket. */
@Timeout(120)
class DeliveryLedgerThreadsTest {

    private static final int TICKETS = 200_000;
    private static final int SETTLERS = 3;

    private final DeliveryLedger<Integer> ledger = new DeliveryLedger<>();
    private final AtomicReferenceArray<DeliveryLedger<Integer>.Ticket> tickets = new AtomicReferenceArray<>(TICKETS);
    private final AtomicIntegerArray settling = new AtomicIntegerArray(TICKETS);
    private final ExecutorService threads = Executors.newFixedThreadPool(SETTLERS + 1);

    @AfterEach
    void stopThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void neverPassesWhatIsOpenWhileOthersSettle() throws Exception {
        long seed = System.nanoTime();
        List<Future<Integer>> settlers = IntStream.range(0, SETTLERS)
                .mapToObj(settler -> threads.submit(settler(new Random(seed + settler))))
                .toList();

        int watermark = -1;
        for (int position = 0; position < TICKETS; position++) {
            tickets.set(position, ledger.handOver(position, position));
            if (position % 7 == 0) {
                watermark = checkedWatermark(watermark, seed);
            }
        }
        while (!ledger.isSettled()) {
            watermark = checkedWatermark(watermark, seed);
        }

        int won = 0;
        for (Future<Integer> settler : settlers) {
            won += settler.get(60, TimeUnit.SECONDS);
        }
        assertThat(won).as("settlements that counted, seed %d", seed).isEqualTo(TICKETS);
        assertThat(ledger.confirmed() + ledger.dropped()).isEqualTo(TICKETS);
        assertThat(ledger.watermark()).contains(TICKETS - 1);
    }

    @Test
    void tellsTheAgeFromAnotherThreadWhileTheOwnerIsBusy() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Future<Boolean> watcher = threads.submit(() -> {
            long last = 0;
            boolean neverBack = true;
            while (!done.get()) {
                long now = ledger.oldestSince();
                neverBack &= now >= last;
                last = now == Long.MAX_VALUE ? last : now;
            }
            return neverBack;
        });
        DeliveryLedger<Integer>.Ticket previous = ledger.handOver(0, 0);

        for (int position = 1; position < TICKETS; position++) {
            DeliveryLedger<Integer>.Ticket next = ledger.handOver(position, position);
            previous.confirm();
            previous = next;
        }
        done.set(true);

        assertThat(watcher.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ledger.oldestSince()).isEqualTo(TICKETS - 1);
    }

    /** Settles every ticket within windows, each in random order; every settler takes every ticket. */
    private Callable<Integer> settler(Random random) {
        return () -> {
            int won = 0;
            for (int window = 0; window < TICKETS; window += 50) {
                int[] order = IntStream.range(window, window + 50).toArray();
                for (int left = order.length; left > 0; left--) {
                    int pick = random.nextInt(left);
                    int position = order[pick];
                    order[pick] = order[left - 1];
                    won += settle(position, random) ? 1 : 0;
                }
            }
            return won;
        };
    }

    private boolean settle(int position, Random random) throws InterruptedException {
        DeliveryLedger<Integer>.Ticket ticket = tickets.get(position);
        while (ticket == null) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Thread.onSpinWait();
            ticket = tickets.get(position);
        }
        settling.set(position, 1);
        return random.nextBoolean() ? ticket.confirm() : ticket.drop();
    }

    private int checkedWatermark(int last, long seed) {
        int now = ledger.watermark().orElse(-1);
        assertThat(now).as("watermark, seed %d", seed).isGreaterThanOrEqualTo(last);
        for (int position = last + 1; position <= now; position++) {
            assertThat(settling.get(position))
                    .as("%d is settled, seed %d", position, seed)
                    .isEqualTo(1);
        }
        return now;
    }
}
